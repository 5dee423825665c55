"""How wide and how high an editor stands in a form: a date needs no more room than a date."""

from typing import TypeVar

from PySide6.QtWidgets import QSizePolicy, QWidget

from rebond.ui.shared.theme import GRID

W = TypeVar("W", bound=QWidget)


def narrow(editor: W) -> W:
    """The editor of a date or a figure."""
    editor.setFixedWidth(22 * GRID)
    return editor


def low(editor: W) -> W:
    """The editor of a note of a few lines."""
    editor.setFixedHeight(10 * GRID)
    editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return editor
