"""Conversion of what is typed on the command line to values; each function is a type of an option or an argument."""

from datetime import date
from pathlib import Path

from rebond.cli.usage import UsageError
from rebond.domain.rules import EARLIEST, LATEST
from rebond.domain.translatable import later
from rebond.language import Language
from rebond.parsing import read_amount, read_day

_LONGEST_HORIZON = 120


def text(_language: Language, typed: str) -> str:
    """Return what was typed: its meaning depends on other options, or on the journal."""
    return typed


def path(_language: Language, typed: str) -> Path:
    return Path(typed)


def today(language: Language, typed: str) -> date:
    """Return the day of --today.

    :raises UsageError: when it is no date, or out of a journal's range.
    """
    return day(language, typed, "today", date.today())  # noqa: DTZ011 - the person's own day


def day(language: Language, typed: str, option: str, near: date) -> date:
    """Parse the date of an option: 2026-11-22, 22/11/2026, tomorrow. `near` completes a missing year.

    :raises UsageError: when it is no date, or out of a journal's range.
    """
    read = read_day(language, typed, near)
    if read is None:
        why = later("--{option}: “{text}” is not a day of the calendar. Write for example 2026-11-22.")
        raise UsageError(why, option=option, text=typed)
    if not EARLIEST <= read <= LATEST:
        why = later("--{option}: give a date between {first} and {last}.")
        raise UsageError(why, option=option, first=EARLIEST.year, last=LATEST.year)
    return read


def months(_language: Language, typed: str) -> int:
    """Return the months of --horizon.

    :raises UsageError: when it is no number of months, or too large.
    """
    if not _is_between(typed, 1, _LONGEST_HORIZON):
        raise UsageError(later("--horizon: give a number of months from 1 to {longest}."), longest=_LONGEST_HORIZON)
    return int(typed)


def year(_language: Language, typed: str) -> int:
    """Return the year of --year.

    :raises UsageError: when it is no year of a journal's range.
    """
    if not _is_between(typed, EARLIEST.year, LATEST.year):
        why = later("--year: “{text}” is not a year. Give one between {first} and {last}.")
        raise UsageError(why, text=typed, first=EARLIEST.year, last=LATEST.year)
    return int(typed)


def amount(language: Language, typed: str) -> int:
    """Return an amount in cents.

    :raises UsageError: when it is none.
    """
    cents = read_amount(language, typed)
    if cents is None:
        raise UsageError(later("“{text}” is not an amount."), text=typed)
    return cents


def _is_between(typed: str, first: int, last: int) -> bool:
    # Without the limit of length, int() would refuse thousands of digits with an error of its own.
    return typed.isascii() and typed.isdigit() and len(typed) <= 4 and first <= int(typed) <= last
