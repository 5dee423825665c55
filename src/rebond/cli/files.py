"""The journal and the dates that a command line names."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from rebond import preferences
from rebond.actions import journals
from rebond.cli.arguments import Parsed, UsageError
from rebond.domain.problems import Refused
from rebond.domain.rules import EARLIEST, LATEST
from rebond.domain.translatable import later
from rebond.journal.journal import Journal
from rebond.language import Language
from rebond.parsing import read_day


def today(parsed: Parsed) -> date:
    """Return the day of --today, or else the current date."""
    given = parsed.value("today")
    return date.today() if given is None else day(parsed.language, given, "today", date.today())  # noqa: DTZ011 - the person's own day


def day(language: Language, text: str, option: str, near: date) -> date:
    """Parse the date of an option: 2026-11-22, 22/11/2026, tomorrow. `near` completes a missing year.

    :raises UsageError: when it is no date, or out of a journal's range.
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
    """Return the path given, or that of the journal used last.

    :raises UsageError: when there is neither.
    """
    if given is not None:
        return Path(given)
    last = preferences.load().last_journal
    if last is None:
        raise UsageError(later("Say which journal: none was used here before."))
    return last


@contextmanager
def opened(given: str | None, *, read_only: bool = False) -> Iterator[Journal]:
    """Open a journal, and remember it as the one used last unless it is the example.

    :raises Refused: when it cannot be opened, or proves damaged.
    """
    path = journal_path(given)
    try:
        with Journal.open(path, read_only=read_only) as journal:
            yield journal
            example = journals.is_example(journal)
    except (LookupError, ValueError) as fault:
        # Rows changed by other means can cause any such error: check the journal before reporting an internal one.
        from rebond.journal.check import check

        if problems := check(path):
            raise Refused(*problems) from fault
        raise
    if not example:
        remember(path)


def remember(path: Path) -> None:
    """Remember a journal as the one used last."""
    saved = preferences.load()
    if saved.opened(path) != saved:
        preferences.save(saved.opened(path))
