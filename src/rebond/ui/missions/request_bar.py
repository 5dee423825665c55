"""The bar over a mission's journal: the requests to price, and the amendments that nobody has answered."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from rebond.domain.agreements.kinds import Amendment
from rebond.domain.missions.kinds import Event
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from rebond.ui.missions import mission_wording
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_

if TYPE_CHECKING:
    from rebond.journal.queries.amendments import Extras


class RequestBar(QWidget):
    """Says what waits, with the button that draws up an amendment; hidden while nothing waits."""

    #: Whether an amendment can be drawn up or opened.
    can_open = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mission_id = 0
        self.text = QLabel()
        self.text.setProperty("role", "warning")
        self.text.setWordWrap(True)
        self.button = QPushButton()
        self.button.clicked.connect(self.open)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def show_mission(self, mission_id: int) -> None:
        """Show what waits in a mission; 0 for none."""
        self._mission_id = mission_id
        found = self._read()
        waiting, unanswered = found.to_price, found.open
        self.text.setText(" · ".join((*_to_price(waiting), *map(self._open, unanswered))))
        self.button.setText(_("Ame&ndment… ({count})").format(count=len(waiting)) if waiting else _("Ame&ndment…"))
        self.button.setAccessibleDescription(self.text.text())
        self.setVisible(bool(waiting or unanswered))
        self.can_open.emit(bool(waiting or unanswered))

    def open(self) -> None:
        """Draw up an amendment of what waits, and open it; else open the latest one without an answer."""
        from rebond.actions.amendments import draw_up

        found = self._read()  # the bar follows the journal a frame later
        if found.to_price:
            try:
                self._session.do(draw_up, self._session.journal, self._mission_id, self._session.today)
            except Refused as refused:
                self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))
                return
            found = self._read()
        if found.open:
            self.open_amendment(found.open[-1].id)

    def open_amendment(self, amendment_id: int) -> None:
        """Open the window of an amendment."""
        from rebond.ui.missions.amendment_window import AmendmentWindow

        AmendmentWindow(self._session, amendment_id, self.window()).open()

    def _read(self) -> "Extras":
        from rebond.journal.queries.amendments import Extras, extras

        if not self._mission_id:
            return Extras((), ())
        with self._session.journal.read() as reader:
            return extras(reader, self._mission_id)

    def _open(self, amendment: Amendment) -> str:
        from rebond.domain.agreements.amendments import days_unanswered

        days = days_unanswered(amendment, self._session.today)
        if days is None:
            return _("{number}: not sent yet").format(number=amendment.number)
        if not days:
            return _("{number}: sent today").format(number=amendment.number)
        text = n_("{number}: no answer for {count} day", "{number}: no answer for {count} days", days)
        return text.format(number=amendment.number, count=days)


def _to_price(waiting: Sequence[Event]) -> list[str]:
    if not waiting:
        return []
    text = n_("{count} request to price", "{count} requests to price", len(waiting)).format(count=len(waiting))
    minutes = sum(event.minutes or 0 for event in waiting)
    return [f"{text}, {mission_wording.length(minutes)}" if minutes else text]
