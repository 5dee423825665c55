"""The form of an event, and the dialog with its earlier versions."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from rebond.actions.events import write_event
from rebond.domain.missions.kinds import Event, EventKind
from rebond.journal.history import Version, versions
from rebond.sentences import label
from rebond.ui.missions import mission_wording
from rebond.ui.missions.event_fields import ScopeField, now
from rebond.ui.missions.sizes import narrow
from rebond.ui.session import Session
from rebond.ui.shared.fields import ChoiceField, DayField, HoursField, LongTextField, TimeField
from rebond.ui.shared.form import Form
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class EventForm(Form):
    """The form of an event; the time at which it was first written down does not change."""

    def __init__(self, session: Session, event: Event, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit the entry"), self._save, parent)
        self._session = session
        self._event = event
        self.add("text", _("&What happened"), LongTextField(), event.text)
        self.add("type", _("&Kind"), ChoiceField(EventKind), event.type)
        self.add("date", _("&Day"), narrow(DayField(session.today)), event.date)
        self.add("time", _("&Time of day"), narrow(TimeField(optional=True)), event.time)
        self.add("minutes", _("&Hours worked"), narrow(HoursField(optional=True)), event.minutes)
        self.add("in_scope", _("&Agreed"), ScopeField(), event.in_scope)

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(write_event, self._session.journal, replace(self._event, **values), now(self._session))


class VersionsDialog(QDialog):
    """All versions of an event, the newest first, each with the time at which it was written."""

    def __init__(self, session: Session, event: Event, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What this entry said before"))
        self.resize(520, 360)
        with session.journal.read() as reader:
            all_versions = versions(reader, Event.kind, event.id)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(GRID)
        for version in reversed(all_versions):
            column.addWidget(_soft(_written(version)))
            column.addWidget(_plain(_content(version)))
        if len(all_versions) < 2:
            column.addWidget(_soft(_("It was never changed.")))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        outer.addWidget(scroll)
        outer.addWidget(buttons)


def _written(version: Version) -> str:
    return _("Written on {date} at {time}").format(
        date=language().day(version.at.date()), time=language().hour(version.at.time())
    )


def _content(version: Version) -> str:
    event = version.row.became
    if not isinstance(event, Event):
        return _("(deleted)")
    about = (
        label(language(), event.type),
        mission_wording.scope(event.in_scope),
        mission_wording.length(event.minutes) if event.minutes else "",
    )
    facts = (language().day(event.date), language().hour(event.time) if event.time else "", *about)
    return f"{event.text}\n{' · '.join(fact for fact in facts if fact)}"


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _soft(text: str) -> QLabel:
    label = _plain(text)
    label.setProperty("role", "soft")
    return label
