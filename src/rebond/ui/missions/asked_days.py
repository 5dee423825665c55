"""The two days that the view of an agreement asks for: that of the agreement, and that on which the journal is seen."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from rebond.domain.problems import Problem, Refused
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import DayField
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class AskedDays(QWidget):
    """The days asked about: what was agreed on one, as the journal stood on the other."""

    #: Another day of the agreement is asked for.
    day_asked = Signal()
    #: Another day of the journal is asked for.
    known_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.day_field = DayField(session.today)
        self.day_field.setAccessibleName(_("What had we agreed on this day?"))
        self.known_field = DayField(session.today, optional=True, hint=_("today"))
        self.known_field.setAccessibleName(_("As the journal stood on this day"))
        self.problem = problem_label(self)
        row = Flow()
        for title, field in ((_("Agree&d on"), self.day_field), (_("as the journal stood on"), self.known_field)):
            label = QLabel(title)
            label.setBuddy(field)
            field.setFixedWidth(max(17 * GRID, field.minimumSizeHint().width()))
            field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            field.editingFinished.connect(self._check)
            row.addWidget(label)
            row.addWidget(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.problem)
        self.day_field.textChanged.connect(self._on_day)
        self.known_field.textChanged.connect(self._on_known)

    def begin(self) -> None:
        """Ask for today, as the journal stands now."""
        self.day_field.show_value(self._session.today)
        self.known_field.show_value(None)
        self._check()

    @property
    def day(self) -> date:
        """The day of the agreement; today while it cannot be read."""
        return self.day_field.parse(self.day_field.text()) or self._session.today

    @property
    def known(self) -> date | None:
        """The day on which the journal is seen; None for now."""
        return self.known_field.parse(self.known_field.text())

    def _on_day(self) -> None:
        if self.day_field.parse(self.day_field.text()):
            self._check()
            self.day_asked.emit()

    def _on_known(self) -> None:
        if self.known or not self.known_field.text().strip():
            self._check()
            self.known_asked.emit()

    def _check(self) -> None:
        """Say which day cannot be read, once it is typed."""
        problems: list[Problem] = []
        for field in (self.day_field, self.known_field):
            found: tuple[Problem, ...] = ()
            try:
                field.read()
            except Refused as refused:
                found = refused.problems
            mark(field, [sentence(language(), problem) for problem in found])
            problems += found
        say(self.problem, [sentence(language(), problem) for problem in problems])
