"""`rebond backup`: make a verified copy of a journal."""

from datetime import date

from rebond.actions.head_sentences import head_said
from rebond.cli.arguments import Parsed
from rebond.cli.files import journal_path
from rebond.cli.output import say
from rebond.cli.progress_line import shown
from rebond.journal.backup import backup
from rebond.journal.heads import head_of


def run(parsed: Parsed) -> int:
    path, today = journal_path(parsed.file), date.today()  # noqa: DTZ011 - the person's own day
    with shown(parsed.language, parsed.language.gettext("Making the backup…")) as progress:
        made = backup(path, today, parsed.copy, progress)
        head = head_of(made)  # Ctrl+C is not heard any more: the file is there
    say(parsed.language.gettext("Written and verified: {path}").format(path=made))
    say(head_said(parsed.language, head))
    return 0
