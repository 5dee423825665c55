"""The line at the top of the tab that logs an interaction."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from rebond.ui.prospecting.contact_hint import ContactHint
from rebond.ui.prospecting.log_entry import LogEntry
from rebond.ui.session import Session
from rebond.ui.shared.fields import TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _

#: The fields of the line, with their shares of its width.
_STRETCHES = {"who": 4, "channel_id": 0, "text": 7, "next_step": 4, "next_date": 3}
#: Pixels that a date field needs besides its placeholder: for the calendar icon and the frame.
_BESIDE_HINT = 5 * GRID
#: The greatest width of the channel in pixels, since the person's own channels may have long names.
_WIDEST_CHANNEL = 20 * GRID


class LogLine(LogEntry):
    """The fields in one row; the date is today's, since only the dialog has a field for it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, TextField(_("What was said")), ContactHint(1), parent)
        self.setProperty("role", "card")
        for unused in (self.date, self.problems["date"]):
            unused.setParent(self)
            unused.hide()
        log = QPushButton(_("&Log"))
        log.setProperty("role", "primary")
        log.setToolTip(_("Enter in any field logs the contact; Ctrl+L does it from anywhere"))
        log.clicked.connect(self.log)
        self.channel.setSizeAdjustPolicy(self.channel.SizeAdjustPolicy.AdjustToContents)
        self.channel.setMaximumWidth(_WIDEST_CHANNEL)
        hint = self.next_date.fontMetrics().horizontalAdvance(self.next_date.placeholderText())
        self.next_date.setMinimumWidth(hint + _BESIDE_HINT)
        self.hint.hide()
        self.who.textChanged.connect(self._on_who)
        grid = QGridLayout(self)
        grid.setContentsMargins(GRID, GRID, GRID, GRID)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        for place, (name, stretch) in enumerate(_STRETCHES.items()):
            grid.addWidget(self.fields[name], 0, place)
            grid.setColumnStretch(place, stretch)
            self.fields[name].setToolTip(tip(self.fields[name].accessibleName()))
            # A problem is longer than its field, so that it spans several columns, aligned to its field's side.
            first = place < len(_STRETCHES) // 2
            grid.addWidget(self.problems[name], 1 + place, 0 if first else 2, 1, 3 if first else 4)
            self.problems[name].setAlignment(Qt.AlignmentFlag.AlignLeft if first else Qt.AlignmentFlag.AlignRight)
        grid.addWidget(log, 0, len(_STRETCHES))
        grid.addWidget(self.hint, 1 + len(_STRETCHES), 0, 1, len(_STRETCHES) + 1)
        chain = [self.who, self.channel, self.text, self.next_step, self.next_date, log]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _on_who(self, name: str) -> None:
        """Show the hint, which adds a row, only while there is a name."""
        self.hint.setVisible(bool(name))
