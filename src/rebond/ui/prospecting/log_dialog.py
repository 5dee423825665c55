"""The dialog that logs an interaction from anywhere in the window, by keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.ui.prospecting.contact_hint import ContactHint
from rebond.ui.prospecting.log_entry import LogEntry
from rebond.ui.session import Session
from rebond.ui.shared.fields import LongTextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _


class _TextField(LongTextField):
    """A text field that leaves Enter to the dialog; Shift+Enter starts a new line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


class _LogForm(LogEntry):
    """The fields of the dialog below one another, each with its problem below it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, _TextField(_("A word or two; Shift+Enter begins a new line")), ContactHint(3), parent)
        # Not a form layout, which counts the lines of a problem for another width than it gives them.
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        titles = {
            "who": _("&Who"), "channel_id": _("&By"), "text": _("What was &said"), "next_step": _("&Next step"),
            "next_date": _("&On"), "date": _("&Date of the contact"),
        }  # fmt: skip
        for row, (name, title) in enumerate(titles.items()):
            editor = self.fields[name]
            cell = QWidget(self)
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(editor, 0, Qt.AlignmentFlag(0) if name != "channel_id" else Qt.AlignmentFlag.AlignLeft)
            if name == "who":
                column.addWidget(self.hint)
            column.addWidget(self.problems[name])
            heading = QLabel(title)
            heading.setBuddy(editor)
            heading.setMinimumHeight(self.who.sizeHint().height())
            grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(cell, row, 1)
        self.text.setFixedHeight(9 * GRID)


class LogDialog(QDialog):
    """The dialog: Enter logs the interaction, Escape discards it."""

    def __init__(self, session: Session, parent: QWidget | None = None, name: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Log a contact"))
        self.entry = _LogForm(session, self)
        log = QPushButton(_("&Log the contact"))
        log.setProperty("role", "primary")
        log.setDefault(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(log, QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.entry)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(520)
        log.clicked.connect(self.entry.log)
        buttons.rejected.connect(self.reject)
        self.entry.logged.connect(self.accept)
        self.entry.refused.connect(self._grow)
        if name:
            self.entry.start_with(name)
        else:
            self.entry.who.setFocus()

    def _grow(self) -> None:
        """Make room for the problems."""
        layout = self.layout()
        if layout:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))
