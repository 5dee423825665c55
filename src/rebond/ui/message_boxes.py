"""Message boxes that show a refusal, or what was done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def warn(parent: QWidget, text: str) -> None:
    """Show a warning in a message box."""
    _box(parent, text, QMessageBox.Icon.Warning).open()


def inform(parent: QWidget, text: str) -> None:
    """Show in a message box what was done."""
    _box(parent, text, QMessageBox.Icon.Information).open()


def offer(parent: QWidget, text: str, label: str, do: Callable[[], object]) -> None:
    """Show a warning in a message box, with a button for what helps."""
    box = _box(parent, text, QMessageBox.Icon.Warning)
    box.addButton(QMessageBox.StandardButton.Close)
    button = box.addButton(label, QMessageBox.ButtonRole.AcceptRole)
    button.clicked.connect(do)
    box.open()


def _box(parent: QWidget, text: str, icon: QMessageBox.Icon) -> QMessageBox:
    box = QMessageBox(icon, "Rebond", "", parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setText(text)
    return box
