"""Which journal a command means, and what its dates mean."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rebond import preferences
from rebond.cli.arguments import Parsed, UsageError
from rebond.domain.problems import Refused
from rebond.domain.rules import EARLIEST, LATEST
from rebond.domain.translatable import later
from rebond.journal.journal import Journal
from rebond.language import Language
from rebond.parsing import read_day


def today(parsed: Parsed) -> date:
    """The day that the command is to be seen from."""
    given = parsed.value("today")
    return date.today() if given is None else day(parsed.language, given, "today", date.today())  # noqa: DTZ011 - the person's own day


def day(language: Language, text: str, option: str, near: date) -> date:
    """A date as it is typed: 2026-11-22, 22/11/2026, tomorrow.

    :raises UsageError: when it is none, or lies outside the years that a journal holds.
    """
    read = read_day(language, text, near)
    if read is None:
        raise UsageError(
            later("--{option}: “{text}” is not a day of the calendar. Write for example 2026-11-22."),
            option=option,
            text=text,
        )
    if not EARLIEST <= read <= LATEST:
        raise UsageError(
            later("--{option}: give a date between {first} and {last}."),
            option=option,
            first=EARLIEST.year,
            last=LATEST.year,
        )
    return read


def journal_path(given: str | None) -> Path:
    """The journal named, or the one used last.

    :raises UsageError: when none is named and none was used.
    """
    if given is not None:
        return Path(given)
    last = preferences.load().last_journal
    if last is None:
        raise UsageError(later("Say which journal: none was used here before."))
    return last


@contextmanager
def opened(given: str | None, *, read_only: bool = False) -> Iterator[Journal]:
    """The journal, open; it is the one used last from then on.

    :raises Refused: when it cannot be opened, or turns out to be damaged.
    """
    path = journal_path(given)
    try:
        with Journal.open(path, read_only=read_only) as journal:
            yield journal
    except (LookupError, ValueError) as fault:
        # Rows that were changed from outside break figures in ways nobody foresees: look before blaming the program.
        from rebond.journal.check import check

        if found := check(path):
            raise Refused(*found) from fault
        raise
    remember(path)


def remember(path: Path) -> None:
    """This is the journal used last."""
    known = preferences.load()
    if known.opened(path) != known:
        preferences.save(known.opened(path))
