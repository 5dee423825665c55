"""Widths and heights of editors in the forms of this tab."""

from typing import TypeVar

from PySide6.QtWidgets import QSizePolicy, QWidget

from rebond.ui.shared.theme import GRID

W = TypeVar("W", bound=QWidget)


def narrow(editor: W) -> W:
    """Make an editor of a date or a number as narrow as its content needs, and return it."""
    editor.ensurePolished()
    editor.setFixedWidth(max(22 * GRID, editor.minimumSizeHint().width()))
    return editor


def low(editor: W) -> W:
    """Make an editor of a note a few lines high, and return it."""
    editor.setFixedHeight(10 * GRID)
    editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return editor
