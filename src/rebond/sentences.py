"""The sentence of every problem and the name of every choice, for the face that shows them."""

from enum import StrEnum

from rebond.domain import entities as ent
from rebond.domain.problems import Problem
from rebond.words import _, later

SENTENCES: dict[str, str] = {
    # What a person typed (ui.shared.fields)
    "amount_unreadable": later("This is not an amount. Write it with digits, for example 1234.56."),
    "number_unreadable": later("This is not a number. Write it with digits, for example 12."),
    "rate_unreadable": later("This is not a percentage. Write it with digits, for example 25.6."),
    "hours_unreadable": later("This is not a length of time. Write for example 1.5 or 1 h 30."),
    "time_unreadable": later("This is not a time of day. Write for example 19:40."),
    "day_unreadable": later("This is not a day of the calendar. Write for example 22/11/2026, 22/11 or +7."),
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
    "open_ended_has_end": later("An open-ended contract has no last day. Remove it, or choose another kind."),
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
    # What a file from outside says (exchange)
    "file_not_found": later("There is no such file. Check its name and folder."),
    "file_not_allowed": later("The system does not allow this file to be read. Check its permissions, or copy it."),
    "file_unreadable": later("This file could not be read. Copy it to this computer's disk and try again."),
    "file_is_folder": later("This is a folder. Choose a file in it."),
    "file_empty": later("This file is empty. Download it again."),
    "file_too_large": later("This file is too large for a statement or an address book. Export a shorter period."),
    "file_binary": later("This file does not hold text. Ask the bank's site for camt.053, OFX or QFX instead."),
    "file_is_database": later("This is a database, perhaps a journal. Open it instead of importing it."),
    "file_is_web_page": later("This is a web page, often what a bank's site sends after signing out. Download it again."),
    "file_unknown": later(
        "This kind of file is not known. Read are bank statements (camt.053, OFX, QFX), "
        "address books (vCard) and exported journals."
    ),
    "file_cut_short": later("The file stops before its end. Download it again."),
    "too_deep": later("Elements lie deeper in each other here than in any statement. Nothing of this file is read."),
    "too_many_problems": later("More problems follow than can be shown. Nothing of this file is read."),
    "xml_broken": later("The XML is broken here. Download the file again."),
    "xml_doctype": later("A document type stands here, which a statement never has. Nothing of this file is read."),
    "ofx_broken": later("There is no OFX statement in this file. Download it again."),
    "camt_other_message": later(
        "This is not a bank statement but “{name}”. Ask the bank's site for the statement, camt.053."
    ),
    "no_statement": later("There is no account statement in this file. Check the period asked for at the bank."),
    "bank_answered_error": later("The bank answered with an error: “{message}”. Download the statement again."),
    "account_missing": later("This statement does not say which account it is of; it is left out."),
    "currency_missing": later("This statement does not say its currency; it is left out."),
    "balance_other_currency": later(
        "This balance is in {currency}, on an account in {account_currency}; it is left out."
    ),
    "entry_other_currency": later(
        "This movement is in {currency}, on an account in {account_currency}; it is left out."
    ),
    "date_missing": later("A date is missing here; this is left out."),
    "date_unclear": later("“{date}” is not a day of the calendar; this is left out."),
    "amount_missing": later("An amount is missing here; this is left out."),
    "amount_unclear": later("“{amount}” is not an amount in whole cents; this is left out."),
    "direction_unclear": later("It is not said whether this came in or went out (“{text}”); it is left out."),
    "card_without_name": later("This card has no name; it is left out."),
    "card_not_closed": later("This card has no end; it is left out."),
    "card_line_unclear": later("This line is not part of a card: “{text}”. It is left out."),
}


_CHOICES: tuple[tuple[StrEnum, str], ...] = (
    (ent.Contract.OPEN_ENDED, later("open-ended")),
    (ent.Contract.FIXED_TERM, later("fixed term")),
    (ent.Contract.UNTIL_DELIVERY, later("until delivery")),
    (ent.Billing.MONTHLY, later("by the month")),
    (ent.Billing.DAILY, later("by the day")),
    (ent.Billing.MILESTONES, later("by milestones")),
    (ent.NoticeUnit.DAYS, later("days")),
    (ent.NoticeUnit.MONTHS, later("months")),
    (ent.Terms.NET, later("net: days from the invoice")),
    (ent.Terms.DAYS_THEN_MONTH_END, later("days, then end of month")),
    (ent.Terms.MONTH_END_THEN_DAYS, later("end of month, then days")),
    (ent.Every.ONCE, later("once")),
    (ent.Every.MONTH, later("every month")),
    (ent.Every.QUARTER, later("every quarter")),
    (ent.Every.YEAR, later("every year")),
    (ent.Period.MONTHLY, later("every month")),
    (ent.Period.QUARTERLY, later("every quarter")),
    (ent.EventKind.NOTE, later("note")),
    (ent.EventKind.EXTRA_REQUEST, later("extra request")),
    (ent.EventKind.OUTSIDE_HOURS, later("outside hours")),
    (ent.EventKind.ENDLESS_CHANGES, later("endless changes")),
    (ent.EventKind.SILENCE, later("silence")),
    (ent.EventKind.MY_ERROR, later("my error")),
    (ent.EventKind.CLIENT_ERROR, later("client's error")),
    (ent.EventKind.ADVICE, later("advice given")),
    (ent.EventKind.LATE_PAYMENT, later("late payment")),
    (ent.EventKind.MILESTONE, later("milestone")),
    (ent.EventKind.PRAISE, later("praise")),
    (ent.EventKind.DECISION, later("decision")),
    (ent.Channel.PHONE, later("phone")),
    (ent.Channel.EMAIL, later("e-mail")),
    (ent.Channel.SMS, later("text message")),
    (ent.Channel.NETWORK, later("social network")),
    (ent.Channel.WEBSITE, later("web site")),
    (ent.Channel.EVENT, later("event")),
    (ent.Channel.REFERRAL, later("recommendation")),
    (ent.Channel.OTHER, later("other")),
    (ent.Stage.TO_CONTACT, later("to contact")),
    (ent.Stage.CONTACTED, later("contacted")),
    (ent.Stage.TALKING, later("talking")),
    (ent.Stage.PROPOSAL, later("proposal")),
    (ent.Stage.WON, later("won")),
    (ent.Stage.LOST, later("lost")),
)
# Members of two enumerations may be equal as texts, so that a name is looked up with its enumeration.
NAMES: dict[tuple[type[StrEnum], str], str] = {(type(choice), choice.value): name for choice, name in _CHOICES}


def label(choice: StrEnum) -> str:
    """The name of a choice in the person's language."""
    return _(NAMES[type(choice), choice.value])


def sentence(problem: Problem) -> str:
    """The problem in the person's language, with what to do."""
    return _(SENTENCES[problem.code]).format(**problem.facts)
