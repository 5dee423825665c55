"""`rebond export`: write a journal as one JSON document."""

from pathlib import Path

from rebond.actions.exports import document, export_document
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_document


def run(parsed: Parsed) -> int:
    *given, out = parsed.positionals
    with opened(given[0] if given else None, read_only=True) as journal:
        if out == "-":
            say_document(document(journal).rstrip())
            return 0
        export_document(journal, Path(out))
    say(parsed.language.gettext("Written: {path}").format(path=out))
    return 0
