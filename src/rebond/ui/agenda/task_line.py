"""The line in which a task is typed; Enter adds it."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from rebond.actions.records import save
from rebond.domain.problems import Problem, Refused
from rebond.domain.tasks.kinds import Task
from rebond.parsing import read_day
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import DayField, TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class TaskLine(QWidget):
    """A task and its day, today unless another day is given; the day is asked for once something is typed.

    A day at the end of the text is offered until a hand changes the day: `call Claire tomorrow`, `send it Monday`.
    A new task is of the mission `mission_id`.
    """

    #: A task was added; carries its id.
    added = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.mission_id: int | None = None
        self.text = TextField(_("New task (N)"), self)
        self.text.setAccessibleName(_("New task: what is to be done"))
        self.due = DayField(session.today, optional=True, parent=self)
        #: The day that was last offered, as it stands in its field.
        self._offered = ""
        self.due.setAccessibleName(_("By when"))
        self.due.setToolTip(_("By when; empty: without a date"))
        self.add_button = QPushButton(_("&Add"), self)
        self.add_button.setProperty("role", "primary")
        self._problem = problem_label(self)
        self._fields: dict[str, Any] = {"text": self.text, "due": self.due}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID // 2)
        grid.addWidget(self.text, 0, 0, 1, 2)
        grid.addWidget(self.due, 1, 0)
        grid.addWidget(self.add_button, 1, 1)
        grid.addWidget(self._problem, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        for field in (self.text, self.due):
            field.returnPressed.connect(self.add)
        self.text.textChanged.connect(self._on_text)
        self.add_button.clicked.connect(self.add)
        self.setFocusProxy(self.text)
        self.new_day()
        self._on_text()

    def new_day(self) -> None:
        """Offer today as the day."""
        self.due.setText("")
        self._offer(self._session.today)

    def add(self) -> None:
        """Add the task and empty the line; a problem stands below it, and what was typed stays."""
        try:
            task = Task(text=self.text.read(), due=self._read_day(), mission_id=self.mission_id)
            change = self._session.do(save, self._session.journal, task, self._session.today)
        except Refused as refused:
            self._show(refused.problems)
            return
        self._show(())
        self.text.setText("")
        self.new_day()
        if change:
            self.added.emit(change.rows[0].id)

    def _read_day(self) -> Any:
        try:
            return self.due.read()
        except Refused as refused:
            raise Refused(*(problem.at("due") for problem in refused.problems)) from refused

    def _show(self, problems: tuple[Problem, ...]) -> None:
        sentences = [sentence(language(), problem) for problem in problems]
        say(self._problem, sentences)
        for name, field in self._fields.items():
            mark(field, [sentence(language(), problem) for problem in problems if problem.field == name])
        faulty = next((self._fields[problem.field] for problem in problems if problem.field in self._fields), None)
        if faulty:
            faulty.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, day: date) -> None:
        self.due.show_value(day)
        self._offered = self.due.text()

    def _on_text(self) -> None:
        """Show the day and the button while there is a task to add, and offer the day that its last word says."""
        words = self.text.text().split()
        typed = bool(words)
        if self.due.text() == self._offered:
            said = read_day(language(), words[-1], self._session.today) if len(words) > 1 else None
            self._offer(said if said and said >= self._session.today else self._session.today)
        self.due.setVisible(typed)
        self.add_button.setVisible(typed)
        if not typed:
            say(self._problem, [])
