"""The page in place of the charts while the journal has no account, with a button to add one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _


class EmptyRunway(QWidget):
    """An explanation, and the button that adds what is on the accounts."""

    savings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(_("How long do your savings last?"), self)
        title.setProperty("role", "figure")
        text = QLabel(
            _(
                "Write down what is on your accounts, current account and savings, then what you spend each month. "
                "With your missions, this shows the day nothing is left: as things stand, and if a client leaves."
            ),
            self,
        )
        text.setProperty("role", "soft")
        text.setMaximumWidth(70 * GRID)
        text.setMinimumWidth(40 * GRID)
        self.button = QPushButton(_("&Add what is on my accounts"), self)
        self.button.setProperty("role", "primary")
        self.button.clicked.connect(self.savings_wanted)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addStretch(1)
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        column.addWidget(title)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(text, 100)
        across.addStretch(1)
        column.addLayout(across)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def focus_first(self) -> None:
        self.button.setFocus()
