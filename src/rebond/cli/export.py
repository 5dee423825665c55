"""`rebond export`: write a journal as one JSON document."""

from pathlib import Path

from rebond.actions.exports import document, export_document
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_document
from rebond.cli.progress_line import shown


def run(parsed: Parsed) -> int:
    *given, out = parsed.positionals
    doing = parsed.language.gettext("Exporting the journal…")
    with opened(given[0] if given else None, read_only=True) as journal:
        with shown(parsed.language, doing, only_reads=out == "-") as progress:
            if out != "-":
                export_document(journal, Path(out), progress)
            else:
                text = document(journal, progress)
        if out == "-":
            say_document(text.rstrip())
            return 0
    say(parsed.language.gettext("Written: {path}").format(path=out))
    return 0
