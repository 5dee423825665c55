"""Problems said beside the fields that they are about: a label below a field, and the outline of a faulty one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from rebond.ui.shared.theme import outlined_as_faulty

#: The property of an editor that is outlined as faulty.
_MARKED = "marked"


def problem_label(parent: QWidget) -> QLabel:
    """Return a label for problems, in plain text and hidden until there is one."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "problem")
    label.setWordWrap(True)
    label.hide()
    return label


def say(label: QLabel, sentences: list[str]) -> None:
    """Show sentences in a label for problems, or hide it when there are none."""
    label.setText("\n".join(f"⚠ {text}" for text in sentences))
    label.setVisible(bool(sentences))


def mark(editor: QWidget, sentences: list[str], warning: str = "") -> None:
    """Outline an editor as faulty while there are sentences about it, and let screen readers say them with it.

    Of an editor made of several, the one that takes its focus is outlined.
    """
    for widget in (editor, *editor.findChildren(QWidget)):
        if widget.property(_MARKED):
            widget.setPalette(QPalette())
            widget.setProperty(_MARKED, False)
    if sentences:
        faulty = editor.focusProxy() or editor
        faulty.setPalette(outlined_as_faulty(faulty.palette()))
        faulty.setProperty(_MARKED, True)
    editor.setAccessibleDescription(" ".join((*sentences, warning)).strip())
