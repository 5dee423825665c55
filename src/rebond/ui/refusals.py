"""Refusals in the window's language, and the message box that shows one."""

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
    box = QMessageBox(QMessageBox.Icon.Warning, "Rebond", "", parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.open()
