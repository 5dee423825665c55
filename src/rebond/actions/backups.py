"""Sentences about the backups of a journal, shared by the window and the command line, and the restoring of one."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from rebond.actions.action import said
from rebond.domain.problems import Problem
from rebond.journal import restoring
from rebond.journal.backup_folder import journal_of
from rebond.journal.backup_list import Difference, FoundBackup
from rebond.language import Language
from rebond.progress import Progress, unheard

_MEGABYTE = 1_000_000


def restore(
    path: Path,
    backup: Path,
    language: Language,
    today: date,
    progress: Progress = unheard,
    tell: Callable[[Problem], object] = restoring.untold,
) -> Path | None:
    """Put a backup in the place of a journal, and return where the former file is kept; None when there was none.

    :param tell: is called with what went wrong though the backup was restored.
    :raises Refused: as the journal's `restore` does; nothing has changed then.
    """
    return restoring.restore(path, backup, today, language.gettext("before restoring"), progress, tell)


def copy_of_backup(backup: Path, language: Language, progress: Progress = unheard) -> Path:
    """Copy a backup to beside its journal, under a name that says what it is, and return the path of the copy.

    :raises Refused: as the journal's `copy_of_backup` does; no file is left behind.
    """
    return restoring.copy_of_backup(backup, language.gettext("{journal} copy of {day}"), progress)


def size(language: Language, found: FoundBackup) -> str:
    """Return the size of a backup's file: `1.2 MB`."""
    return language.gettext("{size} MB").format(size=language.number(Decimal(found.size) / _MEGABYTE, 1))


def last_change(language: Language, found: FoundBackup) -> str:
    """Return when a backup's journal was last changed, and how, as the history says it."""
    if found.last is None:
        return language.gettext("cannot be read")
    what = said(language, found.last.action, found.last.facts).replace("\n", " ")
    return language.gettext("{moment}: {what}").format(moment=moment(language, found), what=what)


def moment(language: Language, found: FoundBackup) -> str:
    """Return the day and the time of a backup's last change; its own day when it cannot be read."""
    if found.last is None:
        return language.day(found.day, "medium")
    day, hour = language.day(found.last.at.date(), "medium"), language.hour(found.last.at.time())
    return language.gettext("{day} at {hour}").format(day=day, hour=hour)


def difference(language: Language, found: FoundBackup) -> str:
    """Return what came after a backup in its journal, and what it holds that the journal does not."""
    differs = found.difference
    if differs is None:
        return "–" if found.last is None else language.gettext("not known: the journal cannot be read")
    if is_of_another(found):
        return language.gettext("of another journal")
    match _differences(language, differs):
        case [first, second]:
            return language.gettext("{first}; {second}").format(first=first, second=second)
        case [only]:
            return only
    return language.gettext("none: as the journal is now")


def is_of_another(found: FoundBackup) -> bool:
    """Whether a file is a backup of another journal, which is never restored in the place of this one."""
    return found.difference is not None and not found.difference.common


def _differences(language: Language, differs: Difference) -> list[str]:
    parts = []
    if differs.since:
        parts.append(
            language.ngettext("{count} change since", "{count} changes since", differs.since).format(
                count=differs.since
            )
        )
    if differs.beyond:
        parts.append(
            language.ngettext(
                "{count} change that the journal has not",
                "{count} changes that the journal has not",
                differs.beyond,
            ).format(count=differs.beyond)
        )
    return parts


def made(language: Language, found: FoundBackup) -> str:
    """Return the day of a backup, and whether it is what a restore replaced."""
    day = language.day(found.day, "medium")
    return language.gettext("{day}, before restoring").format(day=day) if found.former else day


def consequence(language: Language, journal: Path, found: FoundBackup) -> str:
    """Return what restoring a backup will do: what becomes of the journal, of its file, and of what was erased."""
    text = language.gettext("{name} will be as it was on {moment}.")
    if journal.exists():
        text += " " + language.gettext(
            "The file as it is now is kept: among the backups, or beside the journal if it is not whole."
        )
    text = text.format(name=journal.name, moment=moment(language, found))
    if found.difference and found.difference.erased:
        text += " " + language.gettext("What was erased for good since then comes back with it: erase it again.")
    return text


def outcome(language: Language, journal: Path, found: FoundBackup, kept: Path | None) -> str:
    """Return what restoring a backup has done, where the former file is, and how to go back to it."""
    text = language.gettext("{name} is as it was on {moment}.").format(
        name=journal.name, moment=moment(language, found)
    )
    if kept:
        text += "\n" + language.gettext("The former file is kept: {path}").format(path=kept)
    if kept and journal_of(kept):
        text += "\n" + language.gettext("Undo does not take this back; restoring the file that was kept does.")
    return text
