"""Errors in the input of a person or a file, as values: codes with facts, each code declared with its sentence."""

import dataclasses
from collections.abc import Mapping

from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass

#: The English sentence of every declared code; its placeholders are filled from the problem's facts.
SENTENCES: dict[str, str] = {}


def declare_problems(sentences: Mapping[str, str]) -> None:
    """Register the sentence of each code; called by the module that raises the problem.

    :raises ValueError: when a code is registered already with another sentence.
    """
    for code, sentence in sentences.items():
        if SENTENCES.setdefault(code, sentence) != sentence:
            message = f"the problem {code} is declared twice"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount among the facts of a problem: cents of a currency."""

    cents: int
    currency: str


@dataclass(frozen=True, slots=True)
class Problem:
    """An error: its code, the field it concerns, the facts its sentence names, and the line in a file."""

    code: str
    field: str = ""
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    line: int | None = None

    def at(self, field: str) -> "Problem":
        """Return the same problem for another field, where a form's field has a name of its own."""
        return dataclasses.replace(self, field=field)


class Refused(Exception):  # noqa: N818 - a person reads it as a sentence: the action was refused
    """Raised when an action is refused, with its problems; nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems


#: The problems that fields of any kind may have.
declare_problems({
    "gone": later("This was deleted in the meantime. Undo the deletion, or choose another."),
    "empty": later("Write something here."),
    "amount_too_large": later("This amount is too large. Check the number of digits."),
    "rate_out_of_range": later("A rate lies between 0 and 100%."),
    "days_out_of_range": later("A month holds 0 to 31 days."),
    "date_out_of_range": later("Give a date between {first} and {last}."),
    "not_a_day_of_year": later("Give a day of the year as MM-DD, for example 12-20."),
    "too_long": later("This is {count} characters long; {longest} fit here. Shorten it."),
    "bad_character": later("This text holds a character that cannot be shown. Type it again, or remove it."),
    "out_of_range": later("Give a number from {low} to {high}."),
    "negative": later("Give an amount of 0 or more."),
    "not_a_month": later("Give a month, for example 2026-12."),
    "in_the_future": later("This day has not come yet. Give today's date or an earlier one."),
    "ends_before_start": later("This day lies before the first day. Choose a later one."),
})  # fmt: skip
