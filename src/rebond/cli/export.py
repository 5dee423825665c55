"""`rebond export`: write a journal as one JSON document."""

from rebond.actions.exports import document, export_document
from rebond.actions.head_sentences import head_said
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import complain, say, say_document
from rebond.cli.progress_line import shown
from rebond.domain.translatable import later
from rebond.journal.history import head


def run(parsed: Parsed) -> int:
    to_screen = str(parsed.out) == "-"
    doing = parsed.language.gettext("Exporting the journal…")
    with opened(parsed.file, parsed.language, read_only=True) as journal:
        with shown(parsed.language, doing, only_reads=to_screen) as progress:
            if not to_screen:
                folder = export_document(journal, parsed.out, progress)
            else:
                text = document(journal, progress)
            with journal.read() as reader:  # Ctrl+C is not heard any more: the file is there
                said_of_head = head_said(parsed.language, head(reader))
        if to_screen:
            say_document(text.rstrip())
            complain(said_of_head)  # beside the document, which another program reads
            return 0
    said = later("Written: {path}, and the attached files in {folder}") if folder else later("Written: {path}")
    say(parsed.language.gettext(said).format(path=parsed.out, folder=folder))
    say(said_of_head)
    return 0
