"""The open journal: the headline over the three tabs. A tab is made when it is first looked at."""

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from rebond.domain.registry import BY_NAME
from rebond.ui.headline import Headline
from rebond.ui.session import Session
from rebond.ui.shared.tab import Tab
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _

if TYPE_CHECKING:
    from rebond.ui.missions.tab import MissionsTab
    from rebond.ui.money.tab import RunwayTab

#: The tabs by their names, in their order.
MISSIONS, RUNWAY, PROSPECTION = TABS = ("missions", "money", "prospecting")
T = TypeVar("T", bound=Tab)


class Workspace(QWidget):
    """Routes between the headline and the tabs; knows nothing of what is in them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._made: dict[str, Tab] = {}
        self._left: dict[str, Any] = {}
        self.headline = Headline(session, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for place, title in enumerate((_("&Missions"), _("Cash &runway"), _("&Prospection"))):
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(GRID, GRID, GRID, GRID)
            self.tabs.addTab(page, title)
            self.tabs.setTabToolTip(place, f"Ctrl+{place + 1}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.headline)
        column.addWidget(self.tabs, 1)
        self.headline.went.connect(self._go_to_figure)
        self.tabs.currentChanged.connect(self._make_current)
        self.tab(MISSIONS)

    @property
    def made(self) -> tuple[Tab, ...]:
        """The tabs that were looked at, which are there."""
        return tuple(self._made.values())

    @property
    def missions(self) -> "MissionsTab":
        from rebond.ui.missions.tab import MissionsTab

        return self._of(MissionsTab)

    @property
    def runway(self) -> "RunwayTab":
        from rebond.ui.money.tab import RunwayTab

        return self._of(RunwayTab)

    def tab(self, name: str) -> Tab:
        """The tab of that name, made now if nobody looked at it before."""
        if name not in self._made:
            made = self._make(name)
            page = self.tabs.widget(TABS.index(name))
            layout = page.layout() if page else None
            if layout:
                layout.addWidget(made)
            made.go.connect(self.reveal, Qt.ConnectionType.QueuedConnection)
            self._made[name] = made
            self._resume(name)
        return self._made[name]

    def show_tab(self, name: str) -> Tab:
        """Bring a tab to the front and give it the keyboard."""
        self.tabs.setCurrentIndex(TABS.index(name))
        tab = self.tab(name)
        tab.focus_first()
        return tab

    def reveal(self, kind: str, row_id: int) -> None:
        """Show a row of the journal in its tab, or where that shows no such row, the row that it belongs to."""
        declared = BY_NAME[kind].declared
        if declared.tab and self.show_tab(declared.tab).reveal(kind, row_id):
            return
        with self.session.journal.read() as reader:
            row = reader.get(BY_NAME[kind], row_id)
        owner = declared.owner
        if row and owner and owner.ref and (owner_id := getattr(row, owner.name)):
            self.reveal(owner.ref.kind, owner_id)

    def unfinished(self) -> dict[str, Any]:
        """What the person was doing in each tab, by its name."""
        return {**self._left, **{name: tab.unfinished() for name, tab in self._made.items()}}

    def resume(self, left: dict[str, Any]) -> None:
        """Go on with what was unfinished in another window; a tab goes on when it is looked at."""
        self._left = left
        for name in self._made:
            self._resume(name)

    @property
    def current(self) -> str:
        """The name of the tab in front."""
        return TABS[self.tabs.currentIndex()]

    def _make_current(self, place: int) -> None:
        self.tab(TABS[place])

    def _resume(self, name: str) -> None:
        if name in self._left:
            self._made[name].resume(self._left.pop(name))

    def _go_to_figure(self, figure: str) -> None:
        if figure == "due":
            self.show_tab(PROSPECTION)
            return
        self.show_tab(RUNWAY)
        largest = self.session.outlook.largest[:1]
        self.runway.choose(*(largest if figure == "leaves" else ()))

    def _of(self, cls: type[T]) -> T:
        tab = self.tab(cls.name)
        assert isinstance(tab, cls)  # noqa: S101 - `_make` made it
        return tab

    def _make(self, name: str) -> Tab:
        """A new tab; its module is imported with the first of them."""
        if name == MISSIONS:
            from rebond.ui.missions.tab import MissionsTab

            return MissionsTab(self.session)
        if name == RUNWAY:
            from rebond.ui.money.tab import RunwayTab

            return RunwayTab(self.session)
        from rebond.ui.prospecting.tab import ProspectionTab

        return ProspectionTab(self.session)
