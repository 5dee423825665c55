"""Conversion of what is typed on the command line to values; each function is a type of an option or an argument."""

from datetime import date
from pathlib import Path

from rebond.cli.usage import UsageError
from rebond.domain.countries import Country
from rebond.domain.rules import EARLIEST, LATEST
from rebond.domain.translatable import later
from rebond.language import Language
from rebond.parsing import read_amount, read_day, read_month

_LONGEST_HORIZON = 120


def text(_language: Language, typed: str) -> str:
    """Return what was typed: its meaning depends on other options, or on the journal."""
    return typed


def path(_language: Language, typed: str) -> Path:
    """Return the path of a file.

    :raises UsageError: when nothing was typed, which would mean the folder that one is in.
    """
    if not typed:
        raise UsageError(later("The name of a file is empty. Give one, or leave the argument away."))
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


def head(_language: Language, typed: str) -> str:
    """Return the digits of --head.

    :raises UsageError: when it can be no head.
    """
    from rebond.journal.heads import digits_of

    digits = digits_of(typed)
    if digits is None:
        why = later("--head: “{text}” is no head. Give the 16 to 64 digits (0 to 9, a to f) that were printed.")
        raise UsageError(why, text=typed)
    return digits


def month(_language: Language, typed: str) -> date:
    """Return the first day of the month of --month.

    :raises UsageError: when it is no month, or out of a journal's range.
    """
    read = read_month(typed)
    if read is None or not EARLIEST <= read <= LATEST:
        raise UsageError(later("--month: “{text}” is not a month. Write for example 2026-11."), text=typed)
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


def country(_language: Language, typed: str) -> Country:
    """Return the country of --country.

    :raises UsageError: when the program does not know its law.
    """
    try:
        return Country(typed.upper())
    except ValueError as error:
        why = later("--country: “{text}” is not one of {known}.")
        raise UsageError(why, text=typed, known=", ".join(one.value for one in Country)) from error


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
