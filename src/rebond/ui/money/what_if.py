"""The what-if panel, which holds the scenario: departures, late payments, spending and income."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSlider,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rebond.domain.money.scenario import AS_THINGS_STAND, Income, Scenario
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from rebond.ui.money.departures import TOLD, DeparturesModel
from rebond.ui.money.in_place_view import InPlaceView, editor_place
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import DayField, LineEditField
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_

Index = QModelIndex | QPersistentModelIndex
#: Days of delay at the end of the slider.
LATEST = 90
#: The number of clients above which there is a search line.
_MANY = 8


class WhatIf(QWidget):
    """The controls of the scenario; `changed` carries it at every step of the slider."""

    changed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clients = DeparturesModel(today, self)
        self.search = LineEditField(_("Search a client"), self)
        self.search.setClearButtonEnabled(True)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self.clients)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.search.textChanged.connect(self._found.setFilterFixedString)
        self.view = _DeparturesView(today, self)
        self.view.setModel(self._found)
        self.view.give_free_width(0)
        self.problem = problem_label(self)
        self.view.day_delegate.refused.connect(self._say)
        self.late = QSlider(Qt.Orientation.Horizontal, self)
        self.late.setRange(0, LATEST)
        self.late.setPageStep(15)
        self.late.setSingleStep(1)
        self.late_words = QLabel(self)
        self.all_spending = QRadioButton(_("&all"), self)
        self.essentials = QRadioButton(_("e&ssentials"), self)
        self.all_spending.setChecked(True)
        self._spending = QButtonGroup(self)
        self._spending.addButton(self.all_spending)
        self._spending.addButton(self.essentials)
        self.no_income = QCheckBox(_("&no income at all"), self)
        self.hoped = QCheckBox(_("count &opportunities"), self)
        self.hoped.setToolTip(_("Open opportunities of your contacts, each by its chance"))
        self.reset = QPushButton(_("&Back to as things stand"), self)
        self._lay_out()
        self._show_late(0)
        self.clients.altered.connect(self._emit)
        self.late.valueChanged.connect(self._show_late)
        self.late.valueChanged.connect(self._emit)
        for box in (self.essentials, self.no_income, self.hoped):
            box.toggled.connect(self._emit)
        self.reset.clicked.connect(self._reset)

    @property
    def scenario(self) -> Scenario:
        """The scenario that the controls describe."""
        return Scenario(
            leaving=self.clients.departures(),
            income=Income.NONE if self.no_income.isChecked() else Income.ALL,
            essentials_only=self.essentials.isChecked(),
            opportunities=self.hoped.isChecked(),
            late_by=self.late.value(),
        )

    def show_clients(self, clients: Mapping[int, str], today: date, *, opportunities: bool) -> None:
        """Replace the clients, names by id; `opportunities` tells whether there are any to count.

        The cursor stays on its client.
        """
        here = self._found.mapToSource(self.view.currentIndex())
        chosen, column = (self.clients.client(here.row()), here.column()) if here.isValid() else (0, 0)
        self.clients.show_clients(clients, today)
        if chosen in clients and not self.view.currentIndex().isValid():
            place = self.clients.index(list(clients).index(chosen), column)
            self.view.setCurrentIndex(self._found.mapFromSource(place))
        self.view.day_delegate.today = today
        self.search.setVisible(len(clients) > _MANY)
        self.hoped.setEnabled(opportunities or self.hoped.isChecked())

    def show_scenario(self, scenario: Scenario) -> None:
        """Set the controls to a scenario without emitting `changed`."""
        self.clients.show_departures(scenario.leaving)
        widgets = (self.late, self.essentials, self.all_spending, self.no_income, self.hoped)
        blockers = [QSignalBlocker(widget) for widget in widgets]
        self.late.setValue(scenario.late_by)
        self.all_spending.setChecked(not scenario.essentials_only)
        self.essentials.setChecked(scenario.essentials_only)
        self.no_income.setChecked(scenario.income is Income.NONE)
        self.hoped.setChecked(scenario.opportunities)
        del blockers
        self._show_late(scenario.late_by)
        self._show_reset()

    def focus_first(self) -> None:
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and self._found.rowCount():
            self.view.setCurrentIndex(self._found.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        # Tabs ask for the height of one row only; narrow, the spending takes two.
        if layout := self.layout():
            self.setMinimumHeight(layout.minimumHeightForWidth(event.size().width()))

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(GRID // 2)
        left.addWidget(self.search)
        left.addWidget(self.view, 1)
        left.addWidget(self.problem)
        late_title = QLabel(_("Payments &later by"), self)
        late_title.setBuddy(self.late)
        self.late.setAccessibleName(_("Payments later by"))
        late = QHBoxLayout()
        late.setSpacing(GRID)
        late.addWidget(late_title)
        late.addWidget(self.late, 1)
        late.addWidget(self.late_words)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.addLayout(late, 0, 0, 1, 2)  # across, since its title is the longest by far
        title = QLabel(_("Spending"), self)
        title.setMinimumHeight(self.all_spending.sizeHint().height())  # on the line of the first choice
        grid.addWidget(title, 1, 0, Qt.AlignmentFlag.AlignTop)
        spending = Flow()
        spending.addWidget(self.all_spending)
        spending.addWidget(self.essentials)
        grid.addLayout(spending, 1, 1)
        for place, box in enumerate((self.no_income, self.hoped), 2):
            grid.addWidget(box, place, 0, 1, 2)
            box.setAccessibleDescription(_("Income"))
        grid.setColumnStretch(1, 1)
        right = QVBoxLayout()
        right.setSpacing(GRID // 2)
        right.addLayout(grid)
        right.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID // 2, 0, 0)
        row.setSpacing(2 * GRID)
        # Wide enough to read the clients' names.
        self.view.setMinimumWidth(40 * GRID)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        # Of a fixed size: else the whole window would be laid out anew at each step of the slider.
        self.late_words.setFixedSize(
            self.fontMetrics().horizontalAdvance(_late(LATEST)), self.late_words.sizeHint().height()
        )
        self.late_words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.reset.setEnabled(False)

    def _show_late(self, days: int) -> None:
        self.late_words.setText(_late(days))

    def _say(self, text: str) -> None:
        say(self.problem, [text] if text else [])

    def _reset(self) -> None:
        had_focus = self.reset.hasFocus()
        self.show_scenario(AS_THINGS_STAND)
        self._emit()
        if had_focus:  # a disabled button would hand it to whatever comes next
            self.view.setFocus()

    def _emit(self) -> None:
        self._show_reset()
        self.changed.emit(self.scenario)

    def _show_reset(self) -> None:
        self.reset.setEnabled(self.scenario != AS_THINGS_STAND)


class _DayDelegate(QStyledItemDelegate):
    """Edits the day on which a client gives notice; an unreadable text is kept for the next edit of the cell."""

    refused = Signal(str)

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.today = today
        self._typed: dict[int, str] = {}

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:  # noqa: N802
        editor = DayField(self.today, parent=parent)
        editor.setAutoFillBackground(True)
        editor.setFrame(False)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:  # noqa: N802
        editor.setGeometry(editor_place(editor, option.rect))

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        if isinstance(editor, DayField):
            if typed := self._typed.get(index.row()):
                editor.setText(typed)
            else:
                editor.show_value(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:  # noqa: N802
        if not isinstance(editor, DayField) or not isinstance(model, QSortFilterProxyModel):
            return
        try:
            day = editor.read()
        except Refused as refused:
            self._typed[index.row()] = editor.text()
            self.refused.emit("\n".join(sentence(language(), problem) for problem in refused.problems))
            return
        self._typed.pop(index.row(), None)
        self.refused.emit("")
        model.setData(index, day, Qt.ItemDataRole.EditRole)


class _DeparturesView(InPlaceView):
    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Who leaves"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.day_delegate = _DayDelegate(today, self)
        self.setItemDelegateForColumn(TOLD, self.day_delegate)


def _late(days: int) -> str:
    return n_("{count} day", "{count} days", days).format(count=days)
