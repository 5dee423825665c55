"""The line above a mission's journal in which an event is typed; Enter saves it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rebond.actions.events import require_words, write_event
from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.problems import Problem, Refused
from rebond.sentences import sentence
from rebond.ui.missions.event_chips import EventChips
from rebond.ui.missions.event_fields import ScopeField, now
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import ChoiceField, DayField, HoursField, TextField, TimeField
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.shared.unfinished import Typed, type_again, typed_into
from rebond.ui.speech import _, language

if TYPE_CHECKING:
    from rebond.domain.missions.event_line.understanding import Understood

#: Its patterns take some fiftieths of a second to compile: neither around the first frame, nor at the first key.
_UNDERSTANDING = "rebond.domain.missions.event_line.understanding"
_WARMS_AFTER = 1_500  # milliseconds after the line was made
#: The names under which an unfinished line keeps what a hand has changed, and what was taken back.
_BY_HAND, _TAKEN_BACK = "by hand", "taken back"


class EventLine(QFrame):
    """The fields of a new event.

    Enter in any of them saves it and clears the line; a refusal keeps what was typed. What the text says of the other
    fields is filled into them, except into those that a hand has changed, and shown as chips.
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
        self._names = dict(
            zip(
                self._fields,
                (_("What happened?"), _("Kind"), _("Day"), _("Time of day"), _("Hours worked"), _("Was it agreed?")),
                strict=True,
            )
        )
        self.chips = EventChips(
            session, {name: self._names[name] for name in ("date", "time", "minutes", "type", "in_scope")}
        )
        #: The fields that a hand has changed, and the guesses that were taken back, each with its words.
        self._by_hand: set[str] = set()
        self._taken_back: set[tuple[str, str]] = set()
        self._filling = False
        self.problems = {name: problem_label(self) for name in self._fields}
        self._lay_out()
        self._write.clicked.connect(self.write)
        self._connect()
        self._prepare()
        # Not on a thread of its own, on which Python might free what is Qt's.
        warming = QTimer(self, singleShot=True, interval=_WARMS_AFTER)
        warming.timeout.connect(lambda: import_module(_UNDERSTANDING))
        warming.start()

    def show_mission(self, mission_id: int) -> None:
        """Add events to this mission from now on; what is typed stays."""
        self._mission_id = mission_id

    def new_day(self) -> None:
        """Set the date to the new day, unless a text is typed already."""
        if not self.text.text():
            self._prepare()

    def unfinished(self) -> Typed:
        """Return what was typed and not saved."""
        return {
            **typed_into(self._fields), _BY_HAND: tuple(self._by_hand), _TAKEN_BACK: tuple(self._taken_back),
        }  # fmt: skip

    def resume(self, typed: Typed) -> None:
        """Restore what `unfinished` returned."""
        left: Any = dict(typed)
        self._by_hand, self._taken_back = set(left.pop(_BY_HAND, ())), set(left.pop(_TAKEN_BACK, ()))
        with self._filled():
            type_again(self._fields, left)
        self._show_understood()

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
                if understood := self._understood():
                    values["text"] = understood.text
                    require_words(self.text.read(), understood.text, _("urgent post"))
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
        self._by_hand.clear()
        self._taken_back.clear()
        self.text.show_value("")
        self._show_understood()

    def _connect(self) -> None:
        self.kind.activated.connect(self._on_kind)
        self.text.textChanged.connect(self._show_understood)
        for name, field in self._fields.items():
            if name != "text":
                changed = field.activated if isinstance(field, QComboBox) else field.textChanged
                changed.connect(partial(self._on_hand, name))
        self.chips.taken_back.connect(self._on_taken_back)
        self.chips.switched.connect(self._on_switched)
        for number in range(1, len(self.chips.chips) + 1):
            key = QShortcut(QKeySequence(f"Alt+{number}"), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(partial(self.chips.take_back, number))

    def _understood(self) -> "Understood | None":
        """Return what the text says, without what a hand has set or taken back; None when guessing is turned off."""
        if not self._session.preferences.now.understand_events:
            return None
        from rebond.domain.missions.event_line.understanding import understand

        understood = understand(self.text.read(), self._session.today, self._by_hand)
        taken = (each.field for each in understood.guesses if (each.field, understood.words(each)) in self._taken_back)
        return understood.without(list(taken))

    def _show_understood(self) -> None:
        """Fill what the text says into the fields that no hand has changed, and show it as chips."""
        understood = self._understood() if self.text.text() else None
        guesses = {str(each.field): each for each in understood.guesses} if understood else {}
        empty = {"type": EventKind.NOTE, "date": self._session.today, "time": None, "minutes": None, "in_scope": None}
        with self._filled():
            for name, value in empty.items():
                if name not in self._by_hand:
                    self._fields[name].show_value(guesses[name].value if name in guesses else value)
        words = {name: (each.value, understood.words(each)) for name, each in guesses.items()} if understood else {}
        self.chips.show_guesses(words)

    @contextmanager
    def _filled(self) -> Iterator[None]:
        """Take changes of the fields for the program's, not for those of a hand."""
        before, self._filling = self._filling, True
        try:
            yield
        finally:
            self._filling = before

    def _on_hand(self, name: str, *_value: object) -> None:
        if not self._filling and name not in self._by_hand:
            self._by_hand.add(name)
            self._show_understood()

    def _on_taken_back(self, name: str) -> None:
        if understood := self._understood():
            self._taken_back |= {(name, understood.words(each)) for each in understood.guesses if each.field == name}
        self._show_understood()
        self.text.setFocus()

    def _on_switched(self, on: bool) -> None:
        self._session.preferences.choose(understand_events=on)
        self._show_understood()

    def _on_kind(self) -> None:
        """Set the scope of an extra request to "extra", unless the person set it."""
        if self.kind.read() is EventKind.EXTRA_REQUEST and self.scope.read() is None:
            self.scope.show_value(False)
            self._by_hand.add("in_scope")

    def _lay_out(self) -> None:
        for field, name in zip(self._fields.values(), self._names.values(), strict=True):
            field.setAccessibleName(name)
            field.setToolTip(tip(name))
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
        column.addLayout(first_row)
        column.addWidget(self.chips)
        column.addLayout(second_row)
        for name, problem in self.problems.items():
            # A problem is longer than its field: it ends below it where the field is at the right.
            right = name in ("type", "in_scope")
            problem.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
            column.addWidget(problem)
        for first, second in zip(self._chain(), self._chain()[1:], strict=False):
            QWidget.setTabOrder(first, second)

    def _chain(self) -> list[QWidget]:
        chips = [*self.chips.chips.values()]
        return [
            self.text, *chips, self.kind, self.day, self.time, self.hours, self.scope, self._write, self.chips.switch,
        ]  # fmt: skip
