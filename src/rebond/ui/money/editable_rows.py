"""The model of journal rows edited in place: how a table shows them, and how each cell is saved."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from rebond.domain.problems import Problem, Refused
from rebond.domain.value_classes import dataclass
from rebond.journal.history import Change
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.shared import theme
from rebond.ui.shared.fields import DayField
from rebond.ui.shared.row_model import NO_PARENT, Index, RowModel, alignment
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

#: The id of the new row: the last one of the table, in which a row is typed before it exists.
NEW = 0


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: the field, its title, its format, and a function that makes its editor; None for a check box."""

    field: str
    title: str
    show: Callable[[Any], str] = str
    editor: Callable[[QWidget], Any] | None = None
    figures: bool = False
    hint: str = ""


class Rows(ABC):
    """A kind of rows, each with an `id`: their columns, how they are read, and the actions that save them.

    `write`, `add` and `delete` raise `Refused`.
    """

    #: The kinds of entities whose changes may affect these rows.
    kinds: ClassVar[frozenset[str]]
    #: The fields that a new row needs before it is saved; editing starts with the first.
    needed: ClassVar[tuple[str, ...]]

    def __init__(self, session: Session) -> None:
        self.session = session

    def money(self, cents: int) -> str:
        """Return an amount in cents as text, in the journal's currency."""
        return language().money(cents, self.session.outlook.situation.settings.currency)

    def day_field(self, parent: QWidget) -> DayField:
        return DayField(self.session.today, parent=parent)

    def optional_day_field(self, parent: QWidget) -> DayField:
        return DayField(self.session.today, optional=True, parent=parent)

    @property
    @abstractmethod
    def columns(self) -> tuple[TableColumn, ...]:
        """The columns, left to right."""

    @property
    @abstractmethod
    def invitation(self) -> str:
        """The text in the new row, such as "Add an account…"."""

    @abstractmethod
    def load(self) -> Sequence[Any]:
        """Read all rows from the journal."""

    def value(self, row: Any, field: str) -> Any:
        """Return the value of a field."""
        return getattr(row, field)

    def usual(self) -> Mapping[str, Any]:
        """Return the default values of a new row."""
        return {}

    @abstractmethod
    def write(self, row: Any, field: str, value: Any) -> None:
        """Save a new value of a field."""

    @abstractmethod
    def add(self, values: Mapping[str, Any]) -> None:
        """Save a new row."""

    def sums(self, rows: Sequence[Any]) -> tuple[str, ...]:
        """Return the sums of the rows in words, shown below the table; none where there is nothing to add up."""
        return ()

    @abstractmethod
    def delete(self, row: Any) -> None:
        """Delete a row from the journal."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A refused text, and the sentences that tell why."""

    text: str
    sentences: tuple[str, ...]


class RowsModel(RowModel):
    """The rows and, as the last one, the new row; a refused text stays in its cell."""

    def __init__(self, rows: Rows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = rows
        self.columns = rows.columns
        self._rows = list(rows.load())
        self._draft: dict[str, Any] = {}
        self._typed: dict[tuple[int, str], Typed] = {}
        self._adding = False

    def row_id(self, row: int) -> int:
        return int(self._rows[row].id) if row < len(self._rows) else NEW

    def key(self, row: Any) -> int:
        return int(row.id)

    def entity(self, row: int) -> Any:
        """Return the row at a position; None for the new row."""
        return self._rows[row] if row < len(self._rows) else None

    def sums(self) -> tuple[str, ...]:
        """Return the sums of the rows of the journal in words."""
        return self.source.sums(self._rows) if self._rows else ()

    def sync_with(self, change: Change) -> None:
        """Update to a change, if it affects these rows."""
        if change.kinds & self.source.kinds:
            self.sync()

    def sync(self) -> None:
        """Update to the journal row by row, so that selection and scroll position stay."""
        rows = list(self.source.load())
        kept = {row.id for row in rows}
        if self._adding and [row.id for row in rows[:-1]] == [row.id for row in self._rows]:
            # The new row has become a row of the journal in its place; an empty new row is inserted below it.
            at = len(rows)
            self.beginInsertRows(QModelIndex(), at, at)
            self._rows = rows
            self.endInsertRows()
            self._tell(at - 1)
            return
        self.become(rows)
        self._typed = {key: typed for key, typed in self._typed.items() if key[0] in kept or key[0] == NEW}

    def unfinished(self) -> dict[str, Any]:
        """Return the values typed into the new row so far, by field."""
        return self._draft

    def resume(self, draft: dict[str, Any]) -> None:
        """Restore what `unfinished` returned."""
        self._draft = draft
        self._tell(len(self._rows))

    def typed(self, index: Index) -> Typed | None:
        """Return the refused text of a cell; None if there is none."""
        return self._typed.get((self.row_id(index.row()), self.columns[index.column()].field))

    def problems(self) -> tuple[str, ...]:
        """Return the sentences of all refused texts, each once."""
        sentences = (text for typed in self._typed.values() for text in typed.sentences)
        return tuple(dict.fromkeys(sentences))

    def refuse(self, index: Index, text: str, problems: Sequence[Problem]) -> None:
        """Keep a text that was typed into a cell, with its problems."""
        field = self.columns[index.column()].field
        self._typed[self.row_id(index.row()), field] = Typed(text, _sentences(problems))
        self._tell(index.row())

    def forget(self, index: Index) -> None:
        """Discard the refused text of a cell; in the new row, discard everything typed."""
        row_id = self.row_id(index.row())
        if row_id == NEW:
            self._draft = {}
            self._typed = {key: typed for key, typed in self._typed.items() if key[0] != NEW}
        else:
            self._typed.pop((row_id, self.columns[index.column()].field), None)
        self._tell(index.row())

    def forget_cell(self, index: Index) -> None:
        """Empty a cell of the new row."""
        field = self.columns[index.column()].field
        self._draft.pop(field, None)
        self._typed.pop((NEW, field), None)
        self._tell(index.row())

    def still_needed(self) -> tuple[str, ...]:
        """Return the titles of the required fields that the new row lacks; none before it is begun."""
        if not self._draft:
            return ()
        titles = {column.field: column.title for column in self.columns}
        return tuple(titles[field] for field in self.source.needed if field not in self._draft)

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.columns[section].hint) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.columns[section].figures)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        ticked = self.columns[index.column()].editor is None
        return flags | (Qt.ItemFlag.ItemIsUserCheckable if ticked else Qt.ItemFlag.ItemIsEditable)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column.figures)
        if role == Qt.ItemDataRole.FontRole and column.figures:
            return theme.tabular(QApplication.font())
        if column.editor is None:
            ticked = self._value(index.row(), column.field)
            if role == Qt.ItemDataRole.CheckStateRole and (index.row() < len(self._rows) or self._draft):
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            return None
        refused = self.typed(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(refused.sentences) if refused else self._text(index.row(), column)) or None
        if role == Qt.ItemDataRole.EditRole:
            return self._value(index.row(), column.field)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"⚠ {refused.text}" if refused else self._text(index.row(), column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(index, refused)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        if not index.isValid():
            return False
        field = self.columns[index.column()].field
        if role == Qt.ItemDataRole.CheckStateRole:
            value = Qt.CheckState(value) is Qt.CheckState.Checked
        elif role != Qt.ItemDataRole.EditRole:
            return False
        row, row_id = index.row(), self.row_id(index.row())
        if row_id != NEW and (row_id, field) not in self._typed and value == self._value(row, field):
            return True
        self._typed.pop((row_id, field), None)
        try:
            if row_id == NEW:
                self._type(field, value)
            else:
                self.source.write(self._rows[row], field, value)
        except Refused as refused:
            self._refused(row_id, field, value, refused.problems)
            self._tell(row)
            return False
        self._tell(row)
        return True

    def _type(self, field: str, value: Any) -> None:
        """Set a value of the new row, and save the row when it has all required fields."""
        if value in ("", None) and field not in self._draft:
            return
        self._draft[field] = value
        if any(self._draft.get(needed) in (None, "") for needed in self.source.needed):
            return
        self._adding = True
        try:
            self.source.add({**self.source.usual(), **self._draft})
            self._draft = {}
            self._typed = {key: typed for key, typed in self._typed.items() if key[0] != NEW}
            self.sync()
        finally:
            self._adding = False
        self._tell(len(self._rows))

    def _refused(self, row_id: int, field: str, value: Any, problems: Sequence[Problem]) -> None:
        shown = {column.field: column for column in self.columns}
        for problem in problems:
            at = problem.field if row_id == NEW and problem.field in shown else field
            held = self._draft.get(at, value) if row_id == NEW else value
            text = shown[at].show(held) if held is not None else ""
            self._typed[row_id, at] = Typed(text, _sentences([problem]))

    def _value(self, row: int, field: str) -> Any:
        if row < len(self._rows):
            return self.source.value(self._rows[row], field)
        return self._draft.get(field, self.source.usual().get(field))

    def _text(self, row: int, column: TableColumn) -> str:
        if row == len(self._rows):
            if not self._draft:
                return self.source.invitation if column is self.columns[0] else ""
            if column.field in self.source.needed and column.field not in self._draft:
                return "…"
        value = self._value(row, column.field)
        return "" if value is None else column.show(value)

    def _colour(self, index: Index, refused: Typed | None) -> QColor | None:
        if refused:
            return QColor(theme.colours().danger)
        if index.row() == len(self._rows):
            given = self.columns[index.column()].field in self._draft
            return None if given else QColor(theme.colours().soft)
        return None

    def _tell(self, row: int) -> None:
        if row < self.rowCount():
            self.tell_row(row)


def _sentences(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(sentence(language(), problem) for problem in problems)


def medium_day(day: date) -> str:
    """Return a date in medium length, for a column."""
    return language().day(day, "medium")


def needs(titles: Sequence[str]) -> str:
    """Return the sentence on what a new row still needs."""
    return _("Still needed: {fields}.").format(fields=", ".join(title.lower() for title in titles))
