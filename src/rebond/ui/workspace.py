"""The open journal: the headline over the three tabs. A tab is made when it is first looked at."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from rebond.ui.headline import Headline
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _

MISSIONS, RUNWAY, PROSPECTION = range(3)
#: Where a row of each kind is shown.
_HOME = {
    "client": MISSIONS, "mission": MISSIONS, "milestone": MISSIONS, "event": MISSIONS, "invoice": MISSIONS,
    "account": RUNWAY, "balance": RUNWAY, "expense": RUNWAY,
    "contact": PROSPECTION, "interaction": PROSPECTION,
}  # fmt: skip


class Tab(Protocol):
    """What every tab can do for the window."""

    def reveal(self, kind: str, row_id: int) -> None:
        """Select that row and bring it into view."""

    def focus_first(self) -> None:
        """Give the keyboard to the place where work begins."""

    def unfinished(self) -> Any:
        """What the person was doing and did not enter yet."""

    def resume(self, left: Any) -> None:
        """Go on with what was unfinished in another window's tab of this kind."""


class Workspace(QWidget):
    """Routes between the headline and the tabs; knows nothing of what is in them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._made: dict[int, QWidget] = {}
        self._left: dict[int, Any] = {}
        self.headline = Headline(session, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self._makers: dict[int, Callable[[], QWidget]] = {
            MISSIONS: self._make_missions, RUNWAY: self._make_runway, PROSPECTION: self._make_prospection,
        }  # fmt: skip
        for place, name in ((MISSIONS, _("&Missions")), (RUNWAY, _("Cash &runway")), (PROSPECTION, _("&Prospection"))):
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(GRID, GRID, GRID, GRID)
            self.tabs.addTab(page, name)
            self.tabs.setTabToolTip(place, f"Ctrl+{place + 1}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.headline)
        column.addWidget(self.tabs, 1)
        self.headline.went.connect(self._go_to_figure)
        self.tabs.currentChanged.connect(self.tab)
        self.tab(MISSIONS)

    def tab(self, place: int) -> QWidget:
        """The tab at that place, made now if nobody looked at it before."""
        if place not in self._made:
            made = self._makers[place]()
            page = self.tabs.widget(place)
            layout = page.layout() if page else None
            if layout:
                layout.addWidget(made)
            self._made[place] = made
            self._resume(place)
        return self._made[place]

    def show_tab(self, place: int) -> QWidget:
        """Bring a tab to the front and give it the keyboard."""
        self.tabs.setCurrentIndex(place)
        tab = self.tab(place)
        tab.focus_first()  # type: ignore[attr-defined] # every tab is a `Tab`
        return tab

    def reveal(self, kind: str, row_id: int) -> None:
        """Show a row of the journal where it lives."""
        tab = self.show_tab(_HOME[kind])
        tab.reveal(kind, row_id)  # type: ignore[attr-defined]

    def unfinished(self) -> dict[int, Any]:
        """What the person was doing in each tab, by its place."""
        made = {place: tab.unfinished() for place, tab in self._made.items()}  # type: ignore[attr-defined]
        return {**self._left, **made}

    def resume(self, left: dict[int, Any]) -> None:
        """Go on with what was unfinished in another window; a tab goes on when it is looked at."""
        self._left = left
        for place in self._made:
            self._resume(place)

    def _resume(self, place: int) -> None:
        if place in self._left:
            self._made[place].resume(self._left.pop(place))  # type: ignore[attr-defined]

    def _go_to_figure(self, figure: str) -> None:
        if figure == "due":
            self.show_tab(PROSPECTION)
            return
        tab = self.show_tab(RUNWAY)
        largest = self.session.outlook.largest[:1]
        tab.choose(*(largest if figure == "leaves" else ()))  # type: ignore[attr-defined]

    def _make_missions(self) -> QWidget:
        from rebond.ui.missions.tab import MissionsTab

        return MissionsTab(self.session)

    def _make_runway(self) -> QWidget:
        from rebond.ui.money.tab import RunwayTab

        made = RunwayTab(self.session)
        made.go.connect(self.reveal, Qt.ConnectionType.QueuedConnection)
        return made

    def _make_prospection(self) -> QWidget:
        from rebond.ui.prospecting.tab import ProspectionTab

        return ProspectionTab(self.session)
