"""A mail is dragged onto the journal: Enter writes it as an entry, with its files, and undo takes all of it back."""

from datetime import date
from email.message import EmailMessage
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Event
from rebond.ui.missions.event_model import FILES
from rebond.ui.missions.mail_form import MailForm
from rebond.ui.missions.tab import MissionsTab
from tests.stories.conftest import Person


def a_mail(folder: Path) -> Path:
    message = EmailMessage()
    message["From"] = "Claire <claire@atlas.example>"
    message["Date"] = "Sat, 21 Nov 2026 10:05:00 +0100"
    message["Subject"] = "One more visual"
    message.set_content("Could you add a banner by Monday?\n\nOn Friday, Marie wrote:\n> All is done.\n")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="banner.pdf")
    path = folder / "mail.eml"
    path.write_bytes(message.as_bytes())
    return path


def test_a_mail_dropped_on_the_journal_is_an_entry_after_one_key(person: Person, example: Path) -> None:
    window = person.starts(example)
    assert window.workspace
    session = window.workspace.session
    tab = window.workspace.show_tab("missions")
    assert isinstance(tab, MissionsTab)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(a_mail(person.folder)))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = tab.events.view.visualRect(tab.events.model.index(0, 0)).center()
    QApplication.sendEvent(tab.events.view.viewport(), QDragEnterEvent(place, copy, mime, left, none))
    QApplication.sendEvent(tab.events.view.viewport(), QDropEvent(QPointF(place), copy, mime, left, none))

    form = person.dialog(MailForm)
    assert form.editor("request").read() == "Could you add a banner by Monday?"
    person.presses(Qt.Key.Key_Return)

    with session.journal.read() as reader:
        event = max(reader.all(Event), key=lambda one: one.id)
        files = reader.matching(AttachedFile, event_id=event.id)
    assert (event.date, event.text) == (date(2026, 11, 21), "Mail from Claire: One more visual")
    assert event.request == "Could you add a banner by Monday?"
    assert [file.name for file in files] == ["banner.pdf", "One more visual.eml"]
    place_now = tab.events.model.find(event.id)
    assert place_now is not None
    assert tab.events.model.index(place_now, 0).data(FILES) == ("banner.pdf", "One more visual.eml")

    tab.events.view.setFocus()
    person.presses(Qt.Key.Key_Z, ctrl=True)
    with session.journal.read() as reader:
        assert reader.get(Event, event.id) is None
        assert not reader.matching(AttachedFile, event_id=event.id)
