"""A modal form: labelled fields, each with its problem below it; a refusal keeps everything that was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rebond.domain.problems import Problem, Refused
from rebond.sentences import sentence
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


@dataclass
class _Row:
    editor: Any
    problem: QLabel
    warning: QLabel


class Form(QDialog):
    """A dialog that passes the values of its fields to `submit`, and stays open with the problems if that refuses.

    `submit` takes the values by field name and raises :class:`Refused`; a problem whose field is not in the form is
    shown at the top.
    """

    def __init__(
        self, title: str, submit: Callable[[dict[str, Any]], object], parent: QWidget | None = None, *, save: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._submit = submit
        self._rows: dict[str, _Row] = {}
        self._general = problem_label(self)
        body = QWidget()
        self._layout = QFormLayout(body)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._layout.setVerticalSpacing(GRID // 2)
        self._layout.setHorizontalSpacing(2 * GRID)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the first field has the keyboard, not the room around it
        scroll.setWidget(body)
        self._scroll = scroll
        self._body = body
        self._columns = [self._layout]
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.save_button = QPushButton(save or _("Save"), self)
        self.save_button.setProperty("role", "primary")
        self.save_button.setDefault(True)
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self._cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(GRID)
        outer.addWidget(self._general)
        outer.addWidget(scroll)
        outer.addWidget(buttons)
        self._outer = outer
        self.setMinimumWidth(460)

    def add(self, name: str, title: str, editor: Any, value: Any = None, *, beside: str = "") -> Any:
        """Add a field with its label, editor and initial value, and return the editor.

        `beside` names another field in whose row it is placed; its title is then its placeholder.
        """
        problem, warning = problem_label(self), _warning_label(self)
        if beside:
            cells = self._rows[beside].editor.parentWidget().layout()
            editor.setPlaceholderText(title)
        else:
            cell = QWidget()
            # As wide as there is room: the layout counts the lines of a problem for that width.
            cell.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            cells = QGridLayout(cell)
            cells.setContentsMargins(0, 0, 0, 0)
            cells.setVerticalSpacing(2)
            cells.setHorizontalSpacing(GRID)
            heading = QLabel(title)
            heading.setTextFormat(Qt.TextFormat.PlainText)
            heading.setBuddy(editor)
            # Qt measures the label as one text but draws it in parts around the underlined letter, which is wider.
            heading.setMinimumWidth(heading.sizeHint().width() + 2)
            self._layout.addRow(heading, cell)
        column = cells.columnCount() if beside else 0
        cells.addWidget(editor, 0, column)
        if _keeps_its_width(editor):
            cells.setAlignment(editor, Qt.AlignmentFlag.AlignLeft)
        cells.addWidget(problem, 1, column)
        cells.addWidget(warning, 2, column)
        editor.setAccessibleName(title.replace("&", ""))
        if not self._rows:
            editor.setFocus()
        self._rows[name] = _Row(editor, problem, warning)
        if value is not None:
            editor.show_value(value)
        return editor

    def begin_column(self) -> None:
        """Let the fields that are added from now on stand in a further column, beside those before."""
        if len(self._columns) == 1:
            self._body = QWidget()
            side_by_side = QHBoxLayout(self._body)
            side_by_side.setContentsMargins(0, 0, 0, 0)
            side_by_side.setSpacing(GRID)
            side_by_side.addWidget(self._scroll.takeWidget(), 1)
            self._scroll.setWidget(self._body)
        margins = self._layout.contentsMargins()
        margins.setRight(0)
        self._layout.setContentsMargins(margins)
        column = QWidget()
        former, self._layout = self._layout, QFormLayout(column)
        self._layout.setFieldGrowthPolicy(former.fieldGrowthPolicy())
        self._layout.setVerticalSpacing(former.verticalSpacing())
        self._layout.setHorizontalSpacing(former.horizontalSpacing())
        self._columns.append(self._layout)
        body = self._body.layout()
        if isinstance(body, QHBoxLayout):
            body.addWidget(column, 1)
        column.show()

    def editor(self, name: str) -> Any:
        """Return the editor of a field."""
        return self._rows[name].editor

    def warn(self, name: str, text: str) -> None:
        """Show a warning below a field, which does not prevent saving; an empty text removes it."""
        row = self._rows[name]
        if row.warning.text() == text:
            return
        row.warning.setText(text)
        row.warning.setVisible(bool(text))
        row.editor.setAccessibleDescription(text)
        if self.isVisible():
            # Else the form does not know yet that the text needs another height.
            row.editor.parentWidget().layout().activate()
            self._make_room()

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget that spans the labels and the fields, such as a table or an explanation."""
        self._layout.addRow(widget)

    def add_foot(self, widget: QWidget) -> None:
        """Add a widget above the buttons, which stays in sight while the fields scroll."""
        self._outer.insertWidget(self._outer.count() - 1, widget)

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide a field that depends on the value of another; a hidden field keeps its value."""
        cell = self._rows[name].editor.parentWidget()
        for layout in self._columns:
            if layout.indexOf(cell) >= 0:
                layout.setRowVisible(cell, shown)

    def values(self) -> dict[str, Any]:
        """Return the values by field name.

        :raises Refused: with the problem of every field that cannot be read.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, row in self._rows.items():
            try:
                values[name] = row.editor.read()
            except Refused as refused:
                problems += (problem.at(problem.field or name) for problem in refused.problems)
        if problems:
            raise Refused(*problems)
        return values

    def accept(self) -> None:
        try:
            self._submit(self.values())
        except Refused as refused:
            self.show_problems(refused.problems)
            return
        super().accept()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show each problem below its field, and move the focus to the first."""
        sentences: Mapping[str, list[str]] = {name: [] for name in (*self._rows, "")}
        for problem in problems:
            sentences[problem.field if problem.field in self._rows else ""].append(sentence(language(), problem))
        say(self._general, sentences[""])
        for name, row in self._rows.items():
            say(row.problem, sentences[name])
            mark(row.editor, sentences[name], row.warning.text())
            if sentences[name]:
                self.show_field(name, True)
        self._make_room()
        first = next((row for name, row in self._rows.items() if sentences[name]), None)
        if first:
            first.editor.setFocus()
            self._scroll.ensureWidgetVisible(first.problem)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        # The button box sets its own tab order when shown, and would leave out the Cancel button, which it made first.
        QWidget.setTabOrder(self.save_button, self._cancel)
        self._make_room()

    def _make_room(self) -> None:
        """Grow to the size of the content, as far as the screen allows; never shrink once shown."""
        for layout in self._columns:
            layout.activate()
        inside, around = self._body.sizeHint(), self.size() - self._scroll.viewport().size()
        # The size hint is that of a narrower form, in which explanations need more lines, or of fewer lines than now.
        wide = max(inside.width() + 2 * GRID, self._scroll.viewport().width()) // len(self._columns)
        height = max(layout.totalHeightForWidth(wide) for layout in self._columns)
        room = self.screen().availableGeometry().size() - QSize(10 * GRID, 10 * GRID)
        width = max(inside.width() + 2 * GRID, self.minimumWidth(), self._scroll.viewport().width())
        # One pixel more, since a screen scaled by one and a half rounds each part of it.
        full = QSize(width, max(inside.height(), height) + 1) + around
        self.resize(full.expandedTo(self.size() if self.isVisible() else QSize()).boundedTo(room))


def _keeps_its_width(editor: QWidget) -> bool:
    """Return whether an editor has one width, or does not gain from a greater one; one made of several gains."""
    if editor.minimumWidth() == editor.maximumWidth():
        return True
    return editor.layout() is None and not editor.sizePolicy().expandingDirections() & Qt.Orientation.Horizontal


def _warning_label(parent: QWidget) -> QLabel:
    label = problem_label(parent)
    label.setProperty("role", "soft")
    return label
