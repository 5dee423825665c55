"""`rebond export`: write a journal as one JSON document."""

from rebond.actions.exports import document, export_document
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_document


def run(parsed: Parsed) -> int:
    with opened(parsed.file, read_only=True) as journal:
        if str(parsed.out) == "-":
            say_document(document(journal).rstrip())
            return 0
        export_document(journal, parsed.out)
    say(parsed.language.gettext("Written: {path}").format(path=parsed.out))
    return 0
