"""The dialog that shows a letter as it was sent."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.talks.kinds import Talk
from rebond.sentences import label
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


def letter_of(session: Session, event: Event | None) -> Letter | None:
    """Return the letter that an entry of a mission's journal stands for; one noted by hand has none."""
    if event is None or event.type is not EventKind.LETTER:
        return None
    with session.journal.read() as reader:
        found = reader.matching(Letter, event_id=event.id)
    return found[0] if found else None


def letter_of_talk(session: Session, talk: Talk) -> Letter | None:
    """Return the latest recap that was sent of a talk."""
    with session.journal.read() as reader:
        found = reader.matching(Letter, talk_id=talk.id)
    return max(found, key=lambda letter: (letter.sent, letter.id), default=None)


class SentLetterDialog(QDialog):
    """Shows when, how and to whom a letter was sent, and its text, which can be copied and not changed."""

    def __init__(self, letter: Letter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Letter sent on {date}").format(date=language().day(letter.sent)))
        self.resize(620, 480)
        subject = _plain(letter.subject, "title")
        about = _plain(
            _("To {name} · {channel}").format(name=letter.recipient, channel=label(language(), letter.channel)), "soft"
        )
        self.text = QPlainTextEdit(letter.text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Text"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (subject, about, self.text, buttons):
            column.addWidget(widget)
        self.text.setFocus()


def _plain(text: str, role: str) -> QLabel:
    shown = QLabel(text)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setWordWrap(True)
    shown.setProperty("role", role)
    return shown
