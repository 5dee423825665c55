"""`rebond export`: write a journal as one JSON document."""

from rebond.actions.exports import document, export_document
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_document
from rebond.cli.progress_line import shown


def run(parsed: Parsed) -> int:
    to_screen = str(parsed.out) == "-"
    doing = parsed.language.gettext("Exporting the journal…")
    with opened(parsed.file, read_only=True) as journal:
        with shown(parsed.language, doing, only_reads=to_screen) as progress:
            if not to_screen:
                export_document(journal, parsed.out, progress)
            else:
                text = document(journal, progress)
        if to_screen:
            say_document(text.rstrip())
            return 0
    say(parsed.language.gettext("Written: {path}").format(path=parsed.out))
    return 0
