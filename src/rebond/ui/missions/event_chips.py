"""The chips below the line of an event: what was understood of it, and the switch that turns the guessing off."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from rebond.domain.missions.kinds import EventKind
from rebond.sentences import duration, label, moment
from rebond.ui.missions import mission_wording
from rebond.ui.session import Session
from rebond.ui.shared.elided import Elided
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

#: A value that was guessed, and the words that it stands for, by the name of its field.
Guesses = Mapping[str, tuple[object, str]]


class EventChips(QWidget):
    """A row of chips, one for each guess."""

    #: The guess of the field of that name is taken back.
    taken_back = Signal(str)
    #: Guessing is turned on or off.
    switched = Signal(bool)

    def __init__(self, session: Session, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`names` are those of the fields that may be guessed, in their order, for people."""
        super().__init__(parent)
        self._session = session
        self._names = names
        self.hint = Elided("soft")
        self.chips = {name: _Chip(partial(self.taken_back.emit, name)) for name in names}
        self.switch = QCheckBox(_("&Understand"))
        self.switch.setToolTip(_("Find day, time, hours, kind and scope in what is typed, in French and English"))
        self.switch.setChecked(session.preferences.now.understand_events)
        self.switch.toggled.connect(self.switched)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self._found = QWidget()
        self._found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        found = Flow(GRID // 2)
        self._found.setLayout(found)
        for chip in self.chips.values():
            found.addWidget(chip)
        row.addWidget(self.hint, 1)
        row.addWidget(self._found, 1)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        self.show_guesses({})

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the height of a chip even without one, so that the first moves nothing."""
        super().showEvent(event)
        self.setMinimumHeight(self.chips["date"].sizeHint().height())

    def show_guesses(self, guesses: Guesses) -> None:
        """Show a chip for each of these guesses, or, without any, what may be typed."""
        number = 0
        for name, chip in self.chips.items():
            if name in guesses:
                number += 1
                value, words = guesses[name]
                chip.tell(self._names[name], self._said(name, value), words, number)
            chip.setVisible(name in guesses)
        self._found.setVisible(number > 0)
        self.hint.setVisible(number == 0)
        on = self.switch.isChecked()
        self.hint.say(_("Day, time and hours may be typed, too: sun 7:40pm urgent post 1.5h") if on else "")

    def take_back(self, number: int) -> None:
        """Take back the guess of the chip that is the n-th, from 1 on."""
        shown = [name for name, chip in self.chips.items() if not chip.isHidden()]
        if number <= len(shown):
            self.taken_back.emit(shown[number - 1])

    def _said(self, name: str, value: object) -> str:
        """Return a guessed value as a chip says it."""
        if name == "date":
            return moment(language(), value, None, self._session.today)  # type: ignore[arg-type] # a date
        if name == "time":
            return language().hour(value)  # type: ignore[arg-type] # a time
        if name == "minutes":
            return duration(language(), value)  # type: ignore[arg-type] # minutes
        if isinstance(value, EventKind):
            return label(language(), value)
        return mission_wording.scope(bool(value))


class _Chip(QPushButton):
    """A guess; a click, Space, Backspace or Del gives its words back."""

    def __init__(self, take_back: Callable[[], object]) -> None:
        super().__init__()
        self._take_back = take_back
        self.setProperty("role", "chip")
        self.setAutoDefault(False)
        self.clicked.connect(lambda: take_back())

    def tell(self, field: str, value: str, words: str, number: int) -> None:
        """Show a value of a field that was guessed from these words."""
        self.setText(f"{value}  ×")
        self.setAccessibleName(_("{field}: {value}").format(field=field, value=value))
        why = _("Understood from “{words}”. Backspace here or Alt+{number} takes it back.")
        why = why.format(words=words, number=number)
        self.setToolTip(tip(why))
        self.setAccessibleDescription(why)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._take_back()
        else:
            super().keyPressEvent(event)
