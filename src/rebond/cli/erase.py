"""`rebond erase`: erase a person's or a client's data for good, shown first and asked where somebody can answer."""

from datetime import date

from rebond.actions.erasing import Preview, erasable, erase, preview
from rebond.cli.arguments import Parsed, UsageError
from rebond.cli.files import opened
from rebond.cli.importing import asked, somebody_answers
from rebond.cli.output import fail, say
from rebond.domain.kinds import Entity
from rebond.journal.backup import delete_backups
from rebond.sentences import counted
from rebond.words import _, n_


def run(parsed: Parsed) -> int:
    *given, name = parsed.positionals
    with opened(given[0] if given else None) as journal:
        found = erasable(journal, name)
        if not found:
            fail(_("There is no person and no client “{name}” in this journal.").format(name=name))
            return 1
        shown = preview(journal, _which(parsed, found))
        _show(shown)
        if not parsed.flag("yes") and not (somebody_answers() and asked(_("Erase this for good?"))):
            fail(_("Nothing was erased. Add --yes to go ahead."))
            return 1
        erase(journal, shown.row)
        say(_("Erased. Neither undo nor the trash bring it back."))
        if parsed.flag("delete-backups") and shown.backups:
            made = delete_backups(journal.path, shown.backups, date.today())  # noqa: DTZ011 - the person's own day
            say(_("The backups that held it were deleted, and a new one was made: {path}").format(path=made))
    return 0


def _which(parsed: Parsed, found: tuple[Entity, ...]) -> Entity:
    """The one meant by --which among those of the name.

    :raises UsageError: when there are several and none is chosen.
    """
    given = parsed.value("which")
    if given is None and len(found) == 1:
        return found[0]
    if given is not None and given.isascii() and given.isdigit() and 1 <= int(given) <= len(found):
        return found[int(given) - 1]
    listed = "; ".join(f"{place}: {_title(row)}" for place, row in enumerate(found, 1))
    raise UsageError(_("Several have this name. Say which with --which NUMBER: {listed}.").format(listed=listed))


def _title(row: Entity) -> str:
    details = (_(row.declared.words.one), getattr(row, "name", ""), getattr(row, "organisation", ""))
    return " ".join(str(detail) for detail in details if detail)


def _show(shown: Preview) -> None:
    say(_("{title}: this goes for good, with its whole history.").format(title=_title(shown.row)))
    for kind, count in shown.rows.items():
        say(f"  {counted(kind, count)}")
    if count := len(shown.mentions):
        say(
            n_(
                "The name is blacked out in {count} other entry.",
                "The name is blacked out in {count} other entries.",
                count,
            ).format(count=count)
        )
    if shown.backups:
        say(_("These backups still hold it; --delete-backups deletes them:"))
        for path in shown.backups:
            say(f"  {path}")
