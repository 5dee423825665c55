"""`rebond erase`: erase a person's or a client's data, after a preview and a confirmation."""

import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rebond.actions.erasing import (
    Erased,
    ErasurePreview,
    copies_of_erased,
    delete_copies,
    erasable,
    erase_with_copies,
    files_left,
    preview,
    too_short,
)
from rebond.cli.arguments import Parsed
from rebond.cli.asking import asked, somebody_answers
from rebond.cli.files import opened
from rebond.cli.output import complain, fail, say
from rebond.cli.usage import UsageError
from rebond.domain.kinds import Entity
from rebond.domain.translatable import later
from rebond.journal.journal import Journal
from rebond.language import Language
from rebond.sentences import counted, sentence


def run(parsed: Parsed) -> int:
    language, name = parsed.language, parsed.name
    with opened(parsed.file, parsed.language) as journal:
        found = erasable(journal, name)
        if not found:
            return _go_on(parsed, journal)
        with journal.read() as reader:
            titles = [
                title if reader.get(type(row), row.id) else language.gettext("{name} (deleted)").format(name=title)
                for row, title in ((row, _title(language, row)) for row in found)
            ]
        shown = preview(journal, _which(parsed, found, titles))
        _show(language, shown)
        if not parsed.yes and not (somebody_answers() and asked(language, language.gettext("Erase this for good?"))):
            fail(language.gettext("Nothing was erased. Add --yes to go ahead."))
            return 1
        doomed = shown.backups if parsed.delete_backups else ()
        erased = erase_with_copies(journal, shown.row, doomed, date.today())  # noqa: DTZ011 - the person's own day
        say(language.gettext("Erased. Neither undo nor the trash bring it back."))
        return _told(parsed, journal, erased)


def _go_on(parsed: Parsed, journal: Journal) -> int:
    """Delete the backups that still hold somebody who is erased in the journal, as after an attempt that failed."""
    language, name = parsed.language, parsed.name
    left = copies_of_erased(journal, name)
    if not left:
        fail(language.gettext("There is no person and no client “{name}” in this journal.").format(name=name))
        return 1
    say(language.gettext("“{name}” is erased in the journal already.").format(name=name))
    _list(language, left)
    if not parsed.delete_backups:
        return 1
    if not parsed.yes and not (somebody_answers() and asked(language, language.gettext("Delete these for good?"))):
        fail(language.gettext("Nothing was deleted. Add --yes to go ahead."))
        return 1
    return _told(parsed, journal, delete_copies(journal, left, date.today()))  # noqa: DTZ011 - the person's own day


def _told(parsed: Parsed, journal: Journal, erased: Erased) -> int:
    """Say what became of the backups, and return the exit code."""
    language = parsed.language
    if erased.made:
        say(
            language.gettext("The backups that held it were deleted, and a new one was made: {path}").format(
                path=erased.made
            )
        )
    if not erased.problem:
        return 0
    fail(sentence(language, erased.problem))
    for path in erased.left:
        complain(f"  {path}")
    again = shlex.join(["rebond", "erase", str(journal.path), parsed.name, "--delete-backups"])
    complain(language.gettext("To delete them, once that is mended: {command}").format(command=again))
    return 1


def _which(parsed: Parsed, found: tuple[Entity, ...], titles: list[str]) -> Entity:
    """Return the only row found, or the one that --which numbers.

    :raises UsageError: when there are several and --which gives none of them.
    """
    given = parsed.which
    if given is None and len(found) == 1:
        return found[0]
    if given is not None and given.isascii() and given.isdigit() and 1 <= int(given) <= len(found):
        return found[int(given) - 1]
    listed = ", ".join(f"{number}. {title}" for number, title in enumerate(titles, 1))
    raise UsageError(later("Several have this name. Say which with --which NUMBER: {listed}."), listed=listed)


def _title(language: Language, row: Entity) -> str:
    details = (language.gettext(row.declared.words.one), getattr(row, "name", ""), getattr(row, "organisation", ""))
    return " ".join(str(detail) for detail in details if detail)


def _show(language: Language, shown: ErasurePreview) -> None:
    say(
        language.gettext("{title}: this goes for good, with its whole history.").format(
            title=_title(language, shown.row)
        )
    )
    for kind, count in shown.rows.items():
        say(f"  {counted(language, kind, count)}")
    if count := len(shown.mentions):
        say(
            language.ngettext(
                "The name is blacked out in {count} other entry.",
                "The name is blacked out in {count} other entries.",
                count,
            ).format(count=count)
        )
    if shown.unsearched:
        say(too_short(language, shown))
    if shown.files:
        say(files_left(language, shown))
    if shown.backups:
        _list(language, shown.backups)


def _list(language: Language, backups: Sequence[Path]) -> None:
    say(language.gettext("These backups still hold it; --delete-backups deletes them:"))
    for path in backups:
        say(f"  {path}")
