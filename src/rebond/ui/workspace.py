"""The open journal in the window: the headline and the three tabs, each built when first shown."""

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from rebond.domain.registry import BY_NAME
from rebond.journal.history import Change
from rebond.ui.example_banner import ExampleBanner
from rebond.ui.headline import Headline
from rebond.ui.session import Session
from rebond.ui.shared.tab import Tab
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _

if TYPE_CHECKING:
    from rebond.ui.agenda.today_panel import TodayPanel
    from rebond.ui.missions.tab import MissionsTab
    from rebond.ui.money.tab import RunwayTab

#: The names of the tabs, in their order.
MISSIONS, RUNWAY, PROSPECTION = TABS = ("missions", "money", "prospecting")
T = TypeVar("T", bound=Tab)


class Workspace(QWidget):
    """The headline and the tabs; connects them without knowing their content."""

    #: A copy of the example is wanted.
    keep_wanted = Signal()
    #: A journal of one's own is wanted in place of the example.
    own_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._made: dict[str, Tab] = {}
        self._left: dict[str, Any] = {}
        self.banner = ExampleBanner(self)
        self._today: TodayPanel | None = None
        self._focus_before: QWidget | None = None
        self.headline = Headline(session, self)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(_("Parts of the journal"))
        self.tabs.setDocumentMode(True)
        for place, title in enumerate((_("&Missions"), _("Cash &runway"), _("&Prospection"))):
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(GRID, GRID // 2, GRID, 0)  # the status bar leaves room below
            self.tabs.addTab(page, title)
            self.tabs.setTabToolTip(place, tip(f"Ctrl+{place + 1}"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.headline)
        self._around_tabs = QHBoxLayout()
        self._around_tabs.addWidget(self.tabs)
        column.addLayout(self._around_tabs, 1)
        self.banner.keep_wanted.connect(self.keep_wanted)
        self.banner.own_wanted.connect(self.own_wanted)
        self.headline.went.connect(self._go_to_figure)
        self.tabs.currentChanged.connect(self._make_current)
        session.changed.connect(self._on_changed)
        self._show_banner()
        self.tab(MISSIONS)

    @property
    def made(self) -> tuple[Tab, ...]:
        """The tabs built so far."""
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
        """Return a tab by name, building it if necessary."""
        if name not in self._made:
            made = self._make(name)
            page = self.tabs.widget(TABS.index(name))
            layout = page.layout() if page else None
            if layout:
                layout.addWidget(made)
            made.setHidden(not self.isVisible())
            made.go.connect(self.reveal, Qt.ConnectionType.QueuedConnection)
            self._made[name] = made
            self._resume(name)
        return self._made[name]

    def show_tab(self, name: str) -> Tab:
        """Bring a tab to the front, give it the focus, and return it."""
        self.tabs.setCurrentIndex(TABS.index(name))
        tab = self.tab(name)
        tab.focus_first()
        return tab

    def reveal(self, kind: str, row_id: int) -> None:
        """Show a row in its tab; if that tab does not show it, show the row that owns it."""
        declared = BY_NAME[kind].declared
        if declared.tab and self.show_tab(declared.tab).reveal(kind, row_id):
            return
        with self.session.journal.read() as reader:
            row = reader.get(BY_NAME[kind], row_id)
        owner = declared.owner
        if row and owner and owner.ref and (owner_id := getattr(row, owner.name)):
            self.reveal(owner.ref.kind, owner_id)

    @property
    def today(self) -> "TodayPanel":
        """The panel of the agenda, hidden until it is asked for."""
        from rebond.ui.agenda.today_panel import TodayPanel

        if self._today is None:
            self._today = TodayPanel(self.session, self)
            self._today.hide()
            self._today.opened.connect(self.reveal)
            self._today.closed.connect(self.hide_today)
        return self._today

    def show_today(self) -> None:
        """Show the agenda beside the tab in front; asked for from inside it, hide it."""
        if self.today.isVisible() and self.today.isAncestorOf(QApplication.focusWidget() or self):
            self.hide_today()
            return
        self._focus_before = QApplication.focusWidget()
        self.today.show()
        self._place_today()
        self.today.load()
        self.today.setFocus()

    def hide_today(self) -> None:
        """Hide the agenda, and return the focus to where it was."""
        self.today.hide()
        self._place_today()
        before, self._focus_before = self._focus_before, None
        try:
            if before is not None and before.isVisible():
                before.setFocus()
                return
        except RuntimeError:  # it was deleted in the meantime
            pass
        self.tab(self.current).focus_first()

    def unfinished(self) -> dict[str, Any]:
        """Return the unsaved input of each tab, by name."""
        return {**self._left, **{name: tab.unfinished() for name, tab in self._made.items()}}

    def resume(self, left: dict[str, Any]) -> None:
        """Restore what `unfinished` returned; a tab that is not built yet restores it later."""
        self._left = left
        for name in self._made:
            self._resume(name)

    @property
    def current(self) -> str:
        """The name of the tab in front."""
        return TABS[self.tabs.currentIndex()]

    def _on_changed(self, change: Change) -> None:
        if "settings" in change.kinds:
            self._show_banner()

    def _show_banner(self) -> None:
        self.banner.setVisible(self.session.outlook.situation.settings.example)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Show the tabs built before only now that they have their size: lists lay out all rows for each new width."""
        super().showEvent(event)
        for tab in self.made:
            tab.show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place_today()

    def _place_today(self) -> None:
        """Put the agenda at the right, beside the tab where there is room for both, else over it."""
        panel = self._today
        shown = panel is not None and panel.isVisible()
        wide = panel.width() if panel and shown else 0
        fits = self.tabs.minimumSizeHint().width() + wide <= self.width()
        self._around_tabs.setContentsMargins(0, 0, wide if fits else 0, 0)
        if panel and shown:
            top = self.tabs.y()
            panel.setGeometry(self.width() - wide, top, wide, self.height() - top)
            panel.raise_()

    def _make_current(self, place: int) -> None:
        self.tab(TABS[place])

    def _resume(self, name: str) -> None:
        if name in self._left:
            self._made[name].resume(self._left.pop(name))

    def _go_to_figure(self, figure: str) -> None:
        if figure == "due":
            self.show_today()
            return
        self.show_tab(RUNWAY)
        largest = self.session.outlook.largest[:1]
        self.runway.choose(*(largest if figure == "leaves" else ()))

    def _of(self, cls: type[T]) -> T:
        tab = self.tab(cls.name)
        assert isinstance(tab, cls)  # noqa: S101 - `_make` made it
        return tab

    def _make(self, name: str) -> Tab:
        """Build a tab, importing its module, so that the start does not wait for the others."""
        if name == MISSIONS:
            from rebond.ui.missions.tab import MissionsTab

            return MissionsTab(self.session)
        if name == RUNWAY:
            from rebond.ui.money.tab import RunwayTab

            return RunwayTab(self.session)
        from rebond.ui.prospecting.tab import ProspectionTab

        prospection = ProspectionTab(self.session)
        prospection.mission_wanted.connect(lambda contact: self.missions.add_won(contact))
        return prospection
