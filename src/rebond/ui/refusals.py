"""Refusals in the window's language, and the message boxes that show one, or what was done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from rebond.domain.problems import Refused
from rebond.language import Language
from rebond.sentences import sentence
from rebond.ui.speech import language


def sentences(refused: Refused, spoken: Language | None = None) -> str:
    """Return the problems of a refusal as one text, in the window's language unless another is given."""
    return " ".join(sentence(spoken or language(), problem) for problem in refused.problems)


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
