"""The sentence of every problem and the name of every choice, for the face that shows them."""

from rebond.domain.problems import Problem
from rebond.words import _, later

SENTENCES: dict[str, str] = {
    # What a row must satisfy (domain.rules)
    "empty": later("Write something here."),
    "amount_too_large": later("This amount is too large. Check the number of digits."),
    "rate_out_of_range": later("A rate lies between 0 and 100 %."),
    "days_out_of_range": later("A month holds 0 to 31 days."),
    "date_out_of_range": later("Give a date between {first} and {last}."),
    "not_a_day_of_year": later("Give a day of the year as MM-DD, for example 12-20."),
    "too_long": later("This is {count} characters long; {longest} fit here. Shorten it."),
    "bad_character": later("This text holds a character that cannot be shown. Type it again, or remove it."),
    "not_a_currency": later("Give a currency by its three letters, for example EUR."),
    "out_of_range": later("Give a number from {low} to {high}."),
    "goal_after_horizon": later("The goal cannot be longer than the {horizon} months looked ahead."),
    "ends_before_start": later("This day lies before the first day. Choose a later one."),
    "fixed_term_needs_end": later("A fixed-term contract has a last day. Give it, or choose another kind of contract."),
    "open_ended_has_end": later(
        "An open-ended contract has no last day. Remove it, or choose another kind."
    ),
    "negative": later("Give an amount of 0 or more."),
    "not_positive": later("Give an amount above 0."),
    "zero": later("Give an amount other than 0."),
    "days_needed": later("Give the days you plan to work each month."),
    "not_a_month": later("Give a month, for example 2026-12."),
    "in_the_future": later("This day has not come yet. Give today's date or an earlier one."),
    "hours_out_of_range": later("Give the hours worked, for example 1.5."),
    "due_before_issue": later("The due date lies before the day of issue. Check both dates."),
    "vat_sign": later("The VAT has the sign of the amount, and is 0 without one."),
    "paid_in_the_future": later("This payment has not arrived yet. Note it on the day it does."),
    "balance_in_the_future": later("Give the balance of today or of an earlier day."),
    "last_before_first": later("The last day lies before the first. Choose a later one, or leave it empty."),
}


def sentence(problem: Problem) -> str:
    """The problem in the person's language, with what to do."""
    return _(SENTENCES[problem.code]).format(**problem.facts)
