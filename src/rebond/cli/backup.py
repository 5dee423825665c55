"""`rebond backup`: make a verified copy of a journal."""

from datetime import date

from rebond.cli.arguments import Parsed
from rebond.cli.files import journal_path
from rebond.cli.output import say
from rebond.cli.progress_line import shown
from rebond.journal.backup import backup


def run(parsed: Parsed) -> int:
    path, today = journal_path(parsed.file), date.today()  # noqa: DTZ011 - the person's own day
    with shown(parsed.language, parsed.language.gettext("Making the backup…")) as progress:
        made = backup(path, today, parsed.copy, progress)
    say(parsed.language.gettext("Written and verified: {path}").format(path=made))
    return 0
