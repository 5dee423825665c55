"""`rebond backup`: make a verified copy of a journal."""

from datetime import date

from rebond.cli.arguments import Parsed
from rebond.cli.files import journal_path
from rebond.cli.output import say
from rebond.journal.backup import backup


def run(parsed: Parsed) -> int:
    made = backup(journal_path(parsed.file), date.today(), parsed.copy)  # noqa: DTZ011 - the person's own day
    say(parsed.language.gettext("Written and verified: {path}").format(path=made))
    return 0
