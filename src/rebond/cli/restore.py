"""`rebond restore`: list the backups of a journal, or put one of them in its place."""

from datetime import date
from pathlib import Path

from rebond.actions import backups as wording
from rebond.cli import values
from rebond.cli.arguments import Parsed
from rebond.cli.asking import asked, somebody_answers
from rebond.cli.output import complain, fail, say
from rebond.cli.progress_line import shown
from rebond.cli.usage import UsageError
from rebond.domain.problems import Problem, Refused
from rebond.domain.translatable import later
from rebond.journal.backup_folder import folder
from rebond.journal.backup_list import FoundBackup, backups, look_at
from rebond.journal.restoring import of_another
from rebond.language import Language
from rebond.sentences import sentence

_TITLES = (later("No."), later("Made on"), later("Size"), later("Difference to now"), later("Last change"))


def run(parsed: Parsed) -> int:
    language, path = parsed.language, parsed.journal
    if parsed.backup is None:
        _list(language, path)
        return 0
    found = _chosen(language, path, parsed.backup)
    if wording.is_of_another(found):
        raise Refused(of_another(path, found.path))
    say(wording.consequence(language, path, found))
    say(language.gettext("Difference to now: {difference}").format(difference=wording.difference(language, found)))
    if not parsed.yes and not (somebody_answers() and asked(language, language.gettext("Restore this backup?"))):
        fail(language.gettext("Nothing was restored. Add --yes to go ahead."))
        return 1
    warnings: list[Problem] = []
    today = date.today()  # noqa: DTZ011 - the person's own day
    with shown(language, language.gettext("Restoring the backup…")) as progress:
        kept = wording.restore(path, found.path, language, today, progress, tell=warnings.append)
    for warning in warnings:
        complain(sentence(language, warning))
    say(wording.outcome(language, path, found, kept))
    return 0


def _list(language: Language, path: Path) -> None:
    """Print a line for each backup: its number, day, size, last change, and the difference to the journal."""
    listed = backups(path)
    if not listed:
        say(language.gettext("{name} has no backup in {folder}.").format(name=path.name, folder=folder(path)))
        return
    lines = [
        (str(found.number), wording.made(language, found), wording.size(language, found),
         wording.difference(language, found), wording.last_change(language, found))
        for found in listed
    ]  # fmt: skip
    titles = tuple(map(language.gettext, _TITLES))
    widths = [max(map(len, column)) for column in zip(titles, *lines, strict=True)]
    for number, day, size, differs, last in (titles, *lines):
        say(
            f"{number.rjust(widths[0])}  {day.ljust(widths[1])}  {size.rjust(widths[2])}  "
            f"{differs.ljust(widths[3])}  {last}"
        )


def _chosen(language: Language, path: Path, given: str) -> FoundBackup:
    """Return the backup of a number in the list, or of a path.

    :raises UsageError: when the list has no such number, or nothing was given.
    """
    if not (given.isascii() and given.isdigit()) or Path(given).exists():
        return look_at(path, values.path(language, given))
    listed = {found.number: found for found in backups(path)}
    if int(given) not in listed:
        why = later("{name} has no backup number {number}. “rebond restore {name}” lists them.")
        raise UsageError(why, name=path.name, number=given)
    return listed[int(given)]
