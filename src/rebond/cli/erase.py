"""`rebond erase`: erase a person's or a client's data, after a preview and a confirmation."""

from datetime import date

from rebond.actions.erasing import ErasurePreview, erasable, erase, preview, too_short
from rebond.cli.arguments import Parsed
from rebond.cli.asking import asked, somebody_answers
from rebond.cli.files import opened
from rebond.cli.output import fail, say
from rebond.cli.usage import UsageError
from rebond.domain.kinds import Entity
from rebond.domain.translatable import later
from rebond.journal.backup import delete_backups
from rebond.language import Language
from rebond.sentences import counted


def run(parsed: Parsed) -> int:
    language, name = parsed.language, parsed.name
    with opened(parsed.file) as journal:
        found = erasable(journal, name)
        if not found:
            fail(language.gettext("There is no person and no client “{name}” in this journal.").format(name=name))
            return 1
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
        erase(journal, shown.row)
        say(language.gettext("Erased. Neither undo nor the trash bring it back."))
        if parsed.delete_backups and shown.backups:
            made = delete_backups(journal.path, shown.backups, date.today())  # noqa: DTZ011 - the person's own day
            say(
                language.gettext("The backups that held it were deleted, and a new one was made: {path}").format(
                    path=made
                )
            )
    return 0


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
    if shown.backups:
        say(language.gettext("These backups still hold it; --delete-backups deletes them:"))
        for path in shown.backups:
            say(f"  {path}")
