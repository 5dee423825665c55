"""The command that exports the agenda as a calendar file."""

from PySide6.QtWidgets import QWidget

from rebond.actions.agenda_export import export_agenda
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.shared.file_questions import ask_save, offered_folder
from rebond.ui.speech import _, language


def export_calendar(session: Session, parent: QWidget) -> None:
    """Ask for a file, and write the agenda to it; the outcome is a passing message."""
    path = session.journal.path
    proposed = offered_folder(path) / f"{path.stem}.ics"
    out = ask_save(parent, _("Export the agenda"), proposed, "iCalendar (*.ics)", replace=True)
    if out is None:
        return
    try:
        export_agenda(session.journal, session.outlook, out, language())
    except Refused as refused:
        session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))
    else:
        session.message.emit(_("Exported: {name}").format(name=out.name))
