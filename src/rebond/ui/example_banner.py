"""The banner over the example journal: it says that this is one, and offers a copy or a journal of one's own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _


class ExampleBanner(QFrame):
    """One line above everything else of the example."""

    keep_wanted = Signal()
    own_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        text = QLabel(_("This is an example: Marie is not you. Try anything."), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, 2, 3 * GRID, 2)
        row.setSpacing(3 * GRID)
        row.addWidget(text)
        for name, signal in (
            (_("Keep a copy…"), self.keep_wanted), (_("Start my own journal…"), self.own_wanted),
        ):  # fmt: skip
            button = QPushButton(name, self)
            button.setProperty("role", "link")
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
