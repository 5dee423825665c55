"""Input fields, one for each type of value, that read what was typed into a value or refuse it."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QDate, QEvent, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from rebond import parsing
from rebond.domain.cents import DAY_WHOLE
from rebond.domain.direction import upright
from rebond.domain.kinds import Choice
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.resources import resource
from rebond.sentences import label
from rebond.ui.shared.theme import GRID, tabular
from rebond.ui.speech import _, language

if TYPE_CHECKING:
    from rebond.ui.shared.calendar_popup import CalendarPopup

declare_problems({
    "amount_unreadable": later("This is not an amount. Write it with digits, for example 1234.56."),
    "number_unreadable": later("This is not a number. Write it with digits, for example 12."),
    "rate_unreadable": later("This is not a percentage. Write it with digits, for example 25.6."),
    "hours_unreadable": later("This is not a length of time. Write for example 1.5 or 1 h 30."),
    "time_unreadable": later("This is not a time of day. Write for example 19:40."),
    "siren_unreadable": later("This is not a SIREN: it has nine digits, for example 732 829 320. Check each of them."),
    "day_unreadable": later("This is not a day of the calendar. Write for example 22/11/2026, 22/11 or +7."),
})  # fmt: skip


#: A day whose short form is as wide as any.
_WIDEST_DAY = date(2028, 12, 28)
#: Characters.
_LONGEST_PASTE = 10_000_000
#: Line breaks and tabs, in every form Unicode has.
_BREAKS = r"[\t\n\v\f\r\x85\u2028\u2029]+"


class FormField(Protocol):
    """A widget that edits one value."""

    def read(self) -> Any:
        """Return the value typed.

        :raises Refused: with one problem, when the text cannot be read as a value.
        """

    def show_value(self, value: Any) -> None:
        """Show a value in the form in which a person would type it."""


class LineEditField(QLineEdit):
    """A text line that leaves Ctrl+Z to the window when it has nothing of its own to undo.

    The window's undo takes back the last action. Clear the line with `setText("")` after an action: that also clears
    the line's own undo history, which would otherwise come first.
    """

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        # A text that is too long for the journal is reported as a problem, never cut off.
        self.setMaxLength(_LONGEST_PASTE)

    def event(self, event: QEvent) -> bool:
        if _leaves_to_window(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            return False
        return super().event(event)


def _leaves_to_window(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Return whether to leave an undo or redo key to the window, because the editor has nothing to undo or redo."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    leaves = (not undo and event.matches(QKeySequence.StandardKey.Undo)) or (
        not redo and event.matches(QKeySequence.StandardKey.Redo)
    )
    if leaves:
        event.ignore()
    return leaves


class TextField(LineEditField):
    """A field for one line of text; line breaks that are pasted become spaces."""

    def read(self) -> str:
        return upright(re.sub(_BREAKS, " ", self.text())).strip()

    def show_value(self, value: str) -> None:
        self.setText(value)
        self.setCursorPosition(0)


class SearchField(TextField):
    """A field for words to look for, with a button that empties it, which comes with the first of them."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self.textChanged.connect(self._offer_to_clear)

    def _offer_to_clear(self) -> None:
        self.setClearButtonEnabled(True)  # not before: to find its picture takes Qt a while


class LongTextField(QPlainTextEdit):
    """A field for several lines of text; Tab moves to the next field instead of being typed."""

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(9 * GRID)

    def event(self, event: QEvent) -> bool:
        document = self.document()
        if _leaves_to_window(event, undo=document.isUndoAvailable(), redo=document.isRedoAvailable()):
            return False
        return super().event(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the minimum height, which layouts may stretch."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def read(self) -> str:
        return upright(self.toPlainText()).strip()

    def show_value(self, value: str) -> None:
        self.setPlainText(value)


class _ReadField(LineEditField):
    """A text line whose text is parsed into a value; when it is `optional`, an empty one is None."""

    problem = "unreadable"

    def __init__(self, *, optional: bool = False, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self._optional = optional

    def parse(self, text: str) -> Any:
        """Return the value of a text; None when it cannot be read."""
        raise NotImplementedError

    def read(self) -> Any:
        text = self.text().strip()
        if not text and self._optional:
            return None
        value = self.parse(text)
        if value is None:
            raise Refused(Problem(self.problem))
        return value


class _FigureField(_ReadField):
    """A field for a number: aligned right, in digits of one width."""

    def __init__(self, *, optional: bool = False, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(optional=optional, hint=hint, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(tabular(self.font()))


class AmountField(_FigureField):
    """A field for an amount, in cents."""

    problem = "amount_unreadable"

    def parse(self, text: str) -> int | None:
        return parsing.read_amount(language(), text)

    def show_value(self, value: int | None) -> None:
        self.setText("" if value is None else language().amount(value))


class DaysField(_FigureField):
    """A field for a number of days, in hundredths of a day."""

    problem = "number_unreadable"

    def parse(self, text: str) -> int | None:
        return parsing.read_days(language(), text)

    def show_value(self, value: int | None) -> None:
        self.setText("" if value is None else language().days(value))


class RateField(_FigureField):
    """A field for a percentage, in thousandths of a percent."""

    problem = "rate_unreadable"

    def parse(self, text: str) -> int | None:
        return parsing.read_rate(language(), text)

    def show_value(self, value: int | None) -> None:
        self.setText("" if value is None else language().rate(value))


class NumberField(_FigureField):
    """A field for a whole number."""

    problem = "number_unreadable"

    def parse(self, text: str) -> int | None:
        days = parsing.read_days(language(), text)
        return None if days is None or days % DAY_WHOLE else days // DAY_WHOLE

    def show_value(self, value: int | None) -> None:
        self.setText("" if value is None else str(value))


class SirenField(_ReadField):
    """A field for a SIREN, as its nine digits; empty is no number."""

    problem = "siren_unreadable"

    def parse(self, text: str) -> str | None:
        return parsing.read_siren(text)

    def read(self) -> str:
        return str(super().read() or "")

    def show_value(self, value: str) -> None:
        self.setText(value)


class HoursField(_FigureField):
    """A field for a duration, in minutes, typed in hours: `1.5` or `1 h 30`."""

    problem = "hours_unreadable"

    def parse(self, text: str) -> int | None:
        return parsing.read_hours(language(), text)

    def show_value(self, value: int | None) -> None:
        self.setText("" if value is None else f"{value // 60}:{value % 60:02}")


class TimeField(_ReadField):
    """A field for a time of day."""

    problem = "time_unreadable"

    def parse(self, text: str) -> time | None:
        return parsing.read_time(text)

    def show_value(self, value: time | None) -> None:
        self.setText("" if value is None else language().hour(value))


class MonthField(_ReadField):
    """A field for a month; its value is the first day of it."""

    problem = "not_a_month"

    def parse(self, text: str) -> date | None:
        return parsing.read_month(text)

    def show_value(self, value: date | None) -> None:
        self.setText("" if value is None else f"{value:%m/%Y}")


class DayField(_ReadField):
    """A field for a date, typed in any usual form or picked in a calendar that F4 or the icon opens."""

    problem = "day_unreadable"

    def __init__(self, today: date, *, optional: bool = False, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(optional=optional, hint=hint or language().day_hint(), parent=parent)
        self._today = today
        self._calendar: CalendarPopup | None = None
        opener = QAction(QIcon(str(resource("icons", "calendar.svg"))), _("Choose in a calendar (F4)"), self)
        opener.setShortcut(Qt.Key.Key_F4)
        opener.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        opener.triggered.connect(self._open_calendar)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._tidy)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return at least the room for a whole date beside the icon: a date without its first digit is another date."""
        least, metrics = super().minimumSizeHint(), self.fontMetrics()
        # Qt leaves room for one character; `_WIDEST_DAY` has two digits everywhere, and the cursor stands after it.
        widest = metrics.horizontalAdvance(language().day(_WIDEST_DAY, "short")) + metrics.averageCharWidth()
        return QSize(least.width() - metrics.maxWidth() + widest + GRID, least.height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return super().sizeHint().expandedTo(self.minimumSizeHint())

    def parse(self, text: str) -> date | None:
        return parsing.read_day(language(), text, self._today)

    def show_value(self, value: date | None) -> None:
        self.setText("" if value is None else language().day(value, "short"))

    def _tidy(self) -> None:
        """Write the date in full, so that the person sees how a short form such as `+7` was read."""
        if day := self.parse(self.text()):
            self.show_value(day)

    def _open_calendar(self) -> None:
        from rebond.ui.shared.calendar_popup import CalendarPopup

        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.activated.connect(self._choose)
            self._calendar.clicked.connect(self._choose)
        self._calendar.open_at(self.parse(self.text()) or self._today)

    def _choose(self, day: QDate) -> None:
        self.show_value(date(day.year(), day.month(), day.day()))
        if self._calendar:
            self._calendar.hide()
        self.setFocus()
        self.editingFinished.emit()


class MonthDayField(_ReadField):
    """A field for a day of every year, such as 20 December; its value is `MM-DD`."""

    problem = "day_unreadable"
    #: A leap year, so that 29 February can be typed.
    _YEAR = 2024

    def __init__(self, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint or self._typed("12-20"), parent=parent)

    def parse(self, text: str) -> str | None:
        day = parsing.read_day(language(), text, date(self._YEAR, 7, 1))
        return f"{day:%m-%d}" if day else None

    def show_value(self, value: str | None) -> None:
        self.setText(self._typed(value) if value else "")

    def _typed(self, value: str) -> str:
        """Return the value as a person types it: `20/12`, or `12/20` where the month comes first."""
        day = date.fromisoformat(f"{self._YEAR}-{value}")
        return f"{day:%m/%d}" if language().month_comes_first() else f"{day:%d/%m}"


class ChoiceField(QComboBox):
    """A combo box of an enumeration's members by their translated names; `none` is the name of the entry for None."""

    def __init__(self, choices: type[Choice], *, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Not stored as item data: Qt would return a StrEnum member as a plain str.
        self._choices: list[Choice | None] = [None] if none else []
        self._choices += choices
        for choice in self._choices:
            self.addItem(none if choice is None else label(language(), choice))

    def read(self) -> Any:
        return self._choices[self.currentIndex()]

    def show_value(self, value: Choice | None) -> None:
        self.setCurrentIndex(self._choices.index(value) if value in self._choices else 0)


class PickField(QComboBox):
    """A combo box of rows by name, whose value is a row's id; `none` is the name of the entry for None."""

    def __init__(self, names: Mapping[int, str], *, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = none
        self.offer(names)

    def offer(self, names: Mapping[int, str]) -> None:
        """Replace the rows, names by id; the selected row stays selected if it is still among them."""
        chosen = self.currentData()
        self.clear()
        if self._none:
            self.addItem(self._none, None)
        for row_id, name in names.items():
            self.addItem(name, row_id)
        self.show_value(chosen)

    def read(self) -> int | None:
        chosen = self.currentData()
        return None if chosen is None else int(chosen)

    def show_value(self, value: int | None) -> None:
        self.setCurrentIndex(max(0, self.findData(value)))


class CheckField(QCheckBox):
    """A check box as a field."""

    def read(self) -> bool:
        return self.isChecked()

    def show_value(self, value: bool) -> None:
        self.setChecked(value)
