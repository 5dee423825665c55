"""The window of an amendment: its lines with their prices, its rate and total, and what became of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.amendments import accept, refuse, send
from rebond.actions.events import write_event
from rebond.actions.records import delete, save
from rebond.domain.agreements.amendments import AmendmentLine, total
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.journal.queries.amendments import amendment_lines
from rebond.sentences import sentence
from rebond.ui.missions import amendment_wording, mission_wording
from rebond.ui.missions.amendment_lines import AmendmentLines
from rebond.ui.missions.answer_letters import write_letter
from rebond.ui.missions.event_fields import now
from rebond.ui.missions.mission_wording import Tone
from rebond.ui.missions.sizes import narrow
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import AmountField, DayField, TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: The kinds whose changes are shown here.
_SHOWN = frozenset({"amendment", "event", "agreement", "agreed_task"})
_ROLES = {Tone.WARM: "warning", Tone.SOFT: "soft"}


class AmendmentWindow(QDialog):
    """Everything typed here is saved when its field is left; each button is one action, which undo takes back."""

    def __init__(self, session: Session, amendment_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._id = amendment_id
        self._amendment: Amendment | None = None
        self.title, self.state = _label("title"), _label("soft")
        self.name = TextField(_("In a few words"))
        self.rate = narrow(AmountField())
        self.supplement = QCheckBox(_("Charge the s&upplement that is agreed for urgent work"))
        self.lines = AmendmentLines(self._save_hours)
        self.total = _label("figure")
        self.problem = problem_label(self)
        self.rate_problem = problem_label(self)
        self.day = narrow(DayField(session.today))
        self.day.show_value(session.today)
        self.send = QPushButton(_("&Sent"))
        self.send.setProperty("role", "primary")
        self.accept_button = QPushButton(_("&Accepted"))
        self.refuse_button = QPushButton(_("&Refused"))
        self.letter = QPushButton(_("&Letter…"))
        self.drop = QPushButton(_("&Delete"))
        self.close_button = QPushButton(_("&Close"))
        self._lay_out()
        self._connect()
        self.resize(860, 500)
        self._show()
        self._focus_first()

    def _lay_out(self) -> None:
        for field, name in ((self.name, _("Title")), (self.rate, _("Price of an hour")), (self.day, _("Day"))):
            field.setAccessibleName(name)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.addRow(_named(_("&Title"), self.name), self.name)
        form.addRow(_named(_("&Price of an hour"), self.rate), self.rate)
        form.addRow(self.rate_problem)
        form.addRow("", self.supplement)
        self._form = form
        scroll = QScrollArea()
        scroll.setProperty("role", "card")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.lines)
        inside.addStretch(1)
        scroll.setWidget(body)
        sums = QHBoxLayout()
        sums.addStretch(1)
        sums.addWidget(_label("soft", _("Total before VAT")))
        sums.addWidget(self.total)
        buttons = QHBoxLayout()
        self._on = _named(_("&On"), self.day)
        buttons.addWidget(self._on)
        for widget in (self.day, self.send, self.accept_button, self.refuse_button):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        for widget in (self.letter, self.drop, self.close_button):
            buttons.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.state)
        column.addLayout(form)
        column.addWidget(scroll, 1)
        column.addLayout(sums)
        column.addWidget(self.problem)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for button, work in (
            (self.send, partial(self._state, send)),
            (self.accept_button, partial(self._state, accept)),
            (self.refuse_button, partial(self._state, refuse)),
            (self.letter, self._write),
            (self.drop, self._delete),
            (self.close_button, self.reject),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(partial(_call, work))
        self.name.editingFinished.connect(partial(self._save_field, "title", self.name))
        self.rate.editingFinished.connect(partial(self._save_field, "hourly_rate", self.rate))
        self.supplement.clicked.connect(self._save_supplement)
        self._session.changed.connect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        if not change.kinds.isdisjoint(_SHOWN):
            self._show()

    def _show(self) -> None:
        with self._session.journal.read() as reader:
            amendment = reader.get(Amendment, self._id)
            lines = amendment_lines(reader, amendment) if amendment else ()
            mission = reader.get(Mission, amendment.mission_id) if amendment else None
            client = reader.get(Client, mission.client_id) if mission else None
        if amendment is None or mission is None or client is None:
            self.reject()
            return
        before, self._amendment = self._amendment, amendment
        currency = self._session.outlook.situation.settings.currency
        self.setWindowTitle(amendment_wording.amendment_name(amendment))
        number = _("Amendment {number}").format(number=amendment.number)
        self.title.setText(f"{number} · {client.name} · {mission.name}")
        state = amendment_wording.amendment_state(amendment, self._session.today)
        self.state.setText(state.text)
        _dress(self.state, _ROLES.get(state.tone, ""))
        if before is None or before.title != amendment.title:
            self.name.show_value(amendment.title)
        if before is None or before.hourly_rate != amendment.hourly_rate:
            self.rate.show_value(amendment.hourly_rate or None)
        unsent, unanswered = amendment.sent is None, amendment.reply is None
        self.rate.setReadOnly(not unsent)
        self._form.setRowVisible(self.supplement, any(line.clause and line.clause.supplement for line in lines))
        self.supplement.setChecked(amendment.supplement)
        self.supplement.setEnabled(unsent)
        self.lines.show_lines(lines, currency, editable=unsent)
        minutes = sum(line.minutes or 0 for line in lines)
        amount = language().money(total(lines), currency)
        self.total.setText(f"{mission_wording.length(minutes)} · {amount}" if minutes else amount)
        self.send.setVisible(unsent)
        for button in (self.accept_button, self.refuse_button):
            button.setVisible(not unsent and unanswered)
        for widget in (self._on, self.day):
            widget.setVisible(unanswered)
        self.drop.setVisible(unsent)

    def _focus_first(self) -> None:
        """Move the focus to what is missing, else to the next step."""
        if self._amendment is None:
            return
        steps = (self.send, self.accept_button, self.close_button)
        step = next((button for button in steps if not button.isHidden()), self.close_button)
        if self._amendment.sent is None and not self._amendment.hourly_rate:
            self.rate.setFocus()
        elif self._amendment.sent is None and (hours := self.lines.first_without_hours()):
            hours.setFocus()
        else:
            step.setFocus()

    def _save_hours(self, line: AmendmentLine, minutes: int | None) -> None:
        event = replace(line.event, minutes=minutes)
        self._session.do(write_event, self._session.journal, event, now(self._session))

    def _save_supplement(self, wanted: bool) -> None:
        if self._amendment:
            changed = replace(self._amendment, supplement=wanted)
            self._session.do(save, self._session.journal, changed, self._session.today)

    def _save_field(self, name: str, field: Any) -> bool:
        """Save what is typed into a field of the amendment itself; False when it is refused, which is said."""
        label = self.rate_problem if name == "hourly_rate" else self.problem
        try:
            value: Any = field.read() if field.text().strip() or name == "title" else 0
            if self._amendment and value != getattr(self._amendment, name):
                values: dict[str, Any] = {name: value}
                changed = replace(self._amendment, **values)
                self._session.do(save, self._session.journal, changed, self._session.today)
        except Refused as refused:
            sentences = [sentence(language(), problem) for problem in refused.problems]
            say(label, sentences)
            mark(field, sentences)
            return False
        say(label, [])
        mark(field, [])
        return True

    def _state(self, action: Callable[..., Change | None]) -> None:
        """Run an action on the amendment as of the day given, once everything typed is saved."""
        saved = [self._save_field("title", self.name), self._save_field("hourly_rate", self.rate), self.lines.commit()]
        if not all(saved):
            return
        self._say_day([])
        try:
            day: date = self.day.read()
            self._session.do(action, self._session.journal, self._id, day, self._session.today)
        except Refused as refused:
            self._say(refused)
            return
        self._focus_first()

    def _say(self, refused: Refused) -> None:
        for problem in refused.problems:
            text = sentence(language(), problem)
            if problem.field == "minutes":
                self.lines.want_hours(text)
            elif problem.field == "hourly_rate":
                say(self.rate_problem, [text])
                mark(self.rate, [text])
                self.rate.setFocus()
            else:
                self._say_day([text])
                self.day.setFocus()

    def _say_day(self, sentences: list[str]) -> None:
        say(self.problem, sentences)
        mark(self.day, sentences)

    def _write(self) -> None:
        if self._amendment:
            write_letter(self._session, self, "amendment", self._amendment.mission_id, amendment_id=self._id)

    def _delete(self) -> None:
        if self._amendment:
            try:
                self._session.do(delete, self._session.journal, self._amendment)
            except Refused as refused:
                self._say(refused)


def _label(role: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role != "figure" and not text)
    label.setProperty("role", role)
    return label


def _named(title: str, field: QWidget) -> QLabel:
    label = QLabel(title)
    label.setBuddy(field)
    return label


def _dress(label: QLabel, role: str) -> None:
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().polish(label)


def _call(work: Callable[[], object], _checked: bool = False) -> None:
    work()
