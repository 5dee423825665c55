"""The journal that a command line names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rebond import preferences
from rebond.actions import journals
from rebond.cli.output import complain
from rebond.cli.usage import UsageError
from rebond.domain.problems import Refused
from rebond.domain.translatable import later
from rebond.journal.journal import Journal
from rebond.language import Language
from rebond.sentences import sentence


def journal_path(given: Path | None) -> Path:
    """Return the path given, or that of the journal used last.

    :raises UsageError: when there is neither.
    """
    if given is not None:
        return given
    last = preferences.load().last_journal
    if last is None:
        raise UsageError(later("Say which journal: none was used here before."))
    return last


@contextmanager
def opened(given: Path | None, language: Language, *, read_only: bool = False) -> Iterator[Journal]:
    """Open a journal, and remember it as the one used last unless it is the example.

    What went wrong with changes that were saved all the same is said at the end.

    :raises Refused: when it cannot be opened, or proves damaged.
    """
    path = journal_path(given)
    try:
        with Journal.open(path, read_only=read_only) as journal:
            yield journal
            example = journals.is_example(journal)
            complain_of(journal, language)
    except (LookupError, ValueError) as fault:
        # Rows changed by other means can cause any such error: check the journal before reporting an internal one.
        from rebond.journal.check import check

        if problems := check(path):
            raise Refused(*problems) from fault
        raise
    if not example:
        remember(path)


def complain_of(journal: Journal, language: Language) -> None:
    """Say what went wrong with changes that were saved all the same."""
    for warning in journal.take_warnings():
        complain(sentence(language, warning))


def remember(path: Path) -> None:
    """Remember a journal as the one used last."""
    saved = preferences.load()
    if saved.opened(path) != saved:
        preferences.save(saved.opened(path))
