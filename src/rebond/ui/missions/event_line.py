"""The line above a mission's journal in which an event is typed; Enter saves it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rebond.actions.events import write_event
from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.problems import Problem, Refused
from rebond.sentences import sentence
from rebond.ui.missions.event_fields import ScopeField, now
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import ChoiceField, DayField, HoursField, TextField, TimeField
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.unfinished import Typed, type_again, typed_into
from rebond.ui.speech import _, language


class EventLine(QFrame):
    """The fields of a new event.

    Enter in any of them saves it and clears the line; a refusal keeps what was typed.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._mission_id = 0
        self.text = TextField(_("What happened?"))
        self.kind = ChoiceField(EventKind)
        self.day = DayField(session.today)
        self.time = TimeField(optional=True, hint=_("hh:mm"))
        self.hours = HoursField(optional=True, hint=_("hours"))
        self.scope = ScopeField()
        self._write = QPushButton(_("&Write down"))
        self._fields: dict[str, Any] = {
            "text": self.text, "type": self.kind, "date": self.day,
            "time": self.time, "minutes": self.hours, "in_scope": self.scope,
        }  # fmt: skip
        self.problems = {name: problem_label(self) for name in self._fields}
        self._lay_out()
        self._write.clicked.connect(self.write)
        self.kind.activated.connect(self._on_kind)
        self._prepare()

    def show_mission(self, mission_id: int) -> None:
        """Add events to this mission from now on; what is typed stays."""
        self._mission_id = mission_id

    def new_day(self) -> None:
        """Set the date to the new day, unless a text is typed already."""
        if not self.text.text():
            self._prepare()

    def unfinished(self) -> Typed:
        """Return what was typed and not saved."""
        return typed_into(self._fields)

    def resume(self, typed: Typed) -> None:
        """Restore what `unfinished` returned."""
        type_again(self._fields, typed)

    def write(self) -> None:
        """Save the event, or mark the faulty fields with their problems."""
        values = {}
        problems: list[Problem] = []
        for name, field in self._fields.items():
            try:
                values[name] = field.read()
            except Refused as refused:
                problems += (Problem(problem.code, name, problem.facts) for problem in refused.problems)
        if not problems:
            try:
                event = Event(mission_id=self._mission_id, **values)
                self._session.do(write_event, self._session.journal, event, now(self._session))
            except Refused as refused:
                problems += refused.problems
        self._show(problems)
        if problems:
            return
        self._prepare()
        self.text.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write()
            return
        super().keyPressEvent(event)

    def _show(self, problems: list[Problem]) -> None:
        """Say each problem below its field, and move the focus to the first faulty one."""
        said: dict[str, list[str]] = {name: [] for name in self._fields}
        for problem in problems:
            said[problem.field if problem.field in said else "text"].append(sentence(language(), problem))
        for name, field in self._fields.items():
            say(self.problems[name], said[name])
            mark(field, said[name])
        faulty = [field for name, field in self._fields.items() if said[name]]
        if faulty:
            faulty[0].setFocus()

    def _prepare(self) -> None:
        self.text.show_value("")
        self.kind.show_value(EventKind.NOTE)
        self.day.show_value(self._session.today)
        self.time.show_value(None)
        self.hours.show_value(None)
        self.scope.show_value(None)

    def _on_kind(self) -> None:
        """Set the scope of an extra request to "extra", unless the person set it."""
        if self.kind.read() is EventKind.EXTRA_REQUEST and self.scope.read() is None:
            self.scope.show_value(False)

    def _lay_out(self) -> None:
        names = (_("What happened?"), _("Kind"), _("Day"), _("Time of day"), _("Hours worked"), _("Was it agreed?"))
        for field, name in zip(self._fields.values(), names, strict=True):
            field.setAccessibleName(name)
            field.setToolTip(name)
        sample = self.fontMetrics()
        for field, text in ((self.time, "00:00 pm"), (self.hours, "00 h 00")):
            field.setMinimumWidth(sample.horizontalAdvance(text) + 2 * GRID)
        for field in (self.day, self.time, self.hours):
            field.setMaximumWidth(18 * GRID)
        self.scope.setMaximumWidth(28 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID // 2)
        first_row, second_row = QHBoxLayout(), QHBoxLayout()
        for field, stretch in ((self.text, 1), (self.kind, 0), (self._write, 0)):
            first_row.addWidget(field, stretch)
        for field, stretch in ((self.day, 2), (self.time, 1), (self.hours, 1), (self.scope, 2)):
            second_row.addWidget(field, stretch)
        second_row.addStretch(4)
        for row in (first_row, second_row):
            row.setSpacing(GRID)
            column.addLayout(row)
        for name, problem in self.problems.items():
            # A problem is longer than its field: it ends below it where the field is at the right.
            right = name in ("type", "in_scope")
            problem.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
            column.addWidget(problem)
        for first, second in zip(self._chain(), self._chain()[1:], strict=False):
            QWidget.setTabOrder(first, second)

    def _chain(self) -> list[QWidget]:
        return [self.text, self.kind, self.day, self.time, self.hours, self.scope, self._write]
