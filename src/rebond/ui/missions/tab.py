"""The missions tab: the list on the left, the events and invoices of a mission, and its summary."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.records import delete
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.kinds import Entity
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Event, Invoice, Milestone, Mission
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.registry import BY_NAME
from rebond.domain.talks.kinds import Talk
from rebond.domain.tasks.kinds import Task
from rebond.domain.value_classes import dataclass
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.history import Change
from rebond.journal.queries.missions import MissionLine
from rebond.journal.queries.talks import next_planned
from rebond.sentences import sentence
from rebond.ui.missions.days_part import DaysPart
from rebond.ui.missions.events_panel import EventsPanel
from rebond.ui.missions.glance import Glance
from rebond.ui.missions.invoices_panel import InvoicesPanel
from rebond.ui.missions.lazy_part import LazyPart
from rebond.ui.missions.mission_list import MissionList
from rebond.ui.missions.mission_parts import MissionParts
from rebond.ui.missions.more_commands import MoreCommands
from rebond.ui.session import Session
from rebond.ui.shared.after_frame import AfterFrame
from rebond.ui.shared.elided import Elided
from rebond.ui.shared.tab import Tab
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.unfinished import Typed
from rebond.ui.speech import _, language

#: The parts of the tab's width that the list and the summary take, in percent, and their limits in pixels.
_SHARES, _WIDTHS = (20, 14), ((26 * GRID, 40 * GRID), (22 * GRID, 35 * GRID))
#: Milliseconds after the last key press before the panels are searched.
_PAUSE = 120


@dataclass(frozen=True, slots=True)
class MissionsDraft:
    """The unsaved state of the tab: the selected line, both searches, the panel in front, and the event typed."""

    chosen: tuple[str, int] | None
    search: str
    part: int
    find: str
    event: Typed


class MissionsTab(Tab):
    """Builds the parts of the tab and connects them."""

    name = "missions"
    shows_also = frozenset({"settings", "closure_window"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.missions = MissionList(session)
        self.events = EventsPanel(session)
        self.agreement = LazyPart(partial(_agreement_panel, session))
        self.days = DaysPart(session)
        self.invoices = InvoicesPanel(session)
        self.talks = LazyPart(partial(_talks_panel, session))
        self.glance = Glance(session)
        self._commands = MoreCommands(session, self.missions)
        self.glance.files_wanted.connect(self._commands.show_files)
        self.glance.end_wanted.connect(self._commands.note_end)
        self._title = Elided("title")
        self._subtitle = Elided("soft")
        self._edit = QPushButton(_("Edit…"))
        self._edit.setAccessibleName(_("Edit the mission"))
        self._more = QPushButton(_("More"))
        more = QMenu(self._more)
        more.addActions(self.missions.view.actions())
        self._more.setMenu(more)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self.parts = MissionParts()
        self._find = self.parts.search
        #: The part that was in front before a client without a mission was chosen.
        self._part_left: int | None = None
        self.parts.addTab(self.events, _("&Journal"))
        self.parts.addTab(self.agreement, _("A&greement"))
        self.parts.addTab(self.days, _("Da&ys"))
        self.parts.addTab(self.invoices, _("&Invoices"))
        self.parts.addTab(self.talks, _("Tal&ks"))
        self._pages = QStackedWidget()
        self._split = False
        self._follow_later = AfterFrame(self, self._follow_list)
        self._glance_later = AfterFrame(self, self._show_glance)
        self._lay_out()
        self._connect()
        self._commands.reach(
            self, self.missions, self.events.line, self.days, self.invoices, self.talks, self.glance,
            self.parts.tabBar(), self.parts.search,
        )  # fmt: skip

    def reveal(self, kind: str, row_id: int) -> bool:
        """Select a row in its panel, and the mission it belongs to in the list."""
        self.load_if_stale()
        if kind not in _REVEALED:
            return False
        with self._session.journal.read() as reader:
            row: Entity | None = reader.get(BY_NAME[kind], row_id)
            if isinstance(row, AgreedTask):
                row = reader.get(Agreement, row.agreement_id)
            if row is None:
                return False
            key = _line_of(row)
            if isinstance(row, Client | Invoice) and key[0] == "client":
                owned = reader.matching(Mission, client_id=key[1])
                key = ("mission", owned[0].id) if owned else key
        if not self.missions.reveal(key):
            return False
        if isinstance(row, Event):
            self._find.clear()
            self.parts.setCurrentWidget(self.events)
            self.events.reveal(row)
        elif isinstance(row, WorkedDay):
            self.parts.setCurrentWidget(self.days)
            self.days.reveal(row)
        elif isinstance(row, Amendment):
            self.parts.setCurrentWidget(self.events)
            self.events.requests.open_amendment(row.id)
        elif isinstance(row, Invoice):
            self._find.clear()
            self.parts.setCurrentWidget(self.invoices)
            self.invoices.reveal(row.id)
        elif isinstance(row, Talk):
            self.parts.setCurrentWidget(self.talks)
            self.talks.panel.reveal(row.id)
        elif isinstance(row, Agreement):
            self.parts.setCurrentWidget(self.agreement)
            self.agreement.panel.reveal(row.id)
        else:
            self.missions.view.setFocus()
        return True

    def look_for(self, text: str) -> None:
        """Show only the missions that contain every word of the text."""
        self.load_if_stale()
        self.missions.look_for(text)

    def focus_first(self) -> None:
        """Move the focus to the line for a new event, or to the button of an empty journal."""
        self.load_if_stale()
        if self._pages.currentIndex() == 0:
            self._start.setFocus()
        elif self.parts.currentWidget() is self.events and self.events.isEnabled():
            self.events.line.text.setFocus()
        else:
            self.missions.view.setFocus()

    def unfinished(self) -> MissionsDraft:
        line = self.missions.line()
        return MissionsDraft(
            line.key if line else None,
            self.missions.search.text(),
            self.parts.currentIndex(),
            self._find.text(),
            self.events.line.unfinished(),
        )

    def resume(self, left: MissionsDraft) -> None:
        self.load_if_stale()
        self.missions.look_for(left.search)
        if left.chosen:
            self.missions.reveal(left.chosen)
        self.parts.setCurrentIndex(left.part)
        self._find.setText(left.find)
        self.events.line.resume(left.event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if not self._split:
            shares = (self.width() * percent // 100 for percent in _SHARES)
            left, right = (min(max(least, share), most) for share, (least, most) in zip(shares, _WIDTHS, strict=True))
            self.splitter.setSizes([left, self.width() - left - right, right])

    def _on_split(self) -> None:
        """Keep the widths that the person chose."""
        self._split = True

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        heading.addLayout(names, 1)
        heading.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignTop)
        heading.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(GRID // 2, 0, GRID // 2, 0)
        column.addLayout(heading)
        column.addWidget(self.parts, 1)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(GRID)
        self.splitter.addWidget(self.missions)
        self.splitter.addWidget(centre)
        self.splitter.addWidget(self.glance)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(0, False)
        self.splitter.setCollapsible(1, False)
        self.splitter.splitterMoved.connect(self._on_split)
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self.splitter)
        self._pages.setCurrentWidget(self.splitter)  # so that its lists know their widths before they lay out rows
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        title = QLabel(_("No mission yet"))
        title.setProperty("role", "title")
        text = QLabel(
            _("Missions stand here: what was agreed with each client, what happened since, and every invoice.")
        )
        text.setProperty("role", "soft")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._start = QPushButton(_("&Add the first mission…"))
        self._start.setProperty("role", "primary")
        column = QVBoxLayout(page)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(text)
        column.addWidget(self._start, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _connect(self) -> None:
        self._start.clicked.connect(self.add_mission)
        self._edit.clicked.connect(self._on_edit)
        self._find.textChanged.connect(self._on_typed)
        self._pause.timeout.connect(self._on_find)
        self.parts.currentChanged.connect(self._on_part)
        self.missions.chosen.connect(self._show)
        self.missions.add_mission.connect(self.add_mission)
        self.missions.add_client.connect(self.add_client)
        self.missions.edit_mission.connect(self._edit_mission)
        self.missions.edit_client.connect(self._edit_client)
        self.missions.delete_mission.connect(self._delete_mission)
        self.missions.delete_client.connect(self._delete_client)
        self.missions.erase_client.connect(self._erase_client)
        self.missions.write_letter.connect(self._write_letter)
        self.invoices.all_wanted.connect(self.list_all_invoices)
        self.days.invoice_wanted.connect(self._on_invoice_wanted)
        self.glance.invoice_wanted.connect(self._on_invoice_wanted)
        self.glance.invoices_wanted.connect(self._on_invoices_wanted)
        self.glance.extras_wanted.connect(self._on_extras_wanted)
        self.glance.signs_wanted.connect(self._on_signs_wanted)
        self.glance.talk_wanted.connect(self._on_talk_wanted)

    def add_mission(self) -> None:
        """Open the form of a new mission, for the selected client if there is one."""
        from rebond.ui.missions.mission_form import MissionForm, new_mission

        line = self.missions.line()
        mission = new_mission(self._session, line.client.id if line else 0)
        MissionForm(self._session, mission, line.client.name if line else "", self.window()).open()

    def add_won(self, contact: Contact) -> None:
        """Open the form of the mission that a contact brings, and of their client with it."""
        from rebond.ui.missions.mission_form import MissionForm, won_mission

        form = MissionForm(self._session, *won_mission(self._session, contact), self.window(), won=contact)
        form.editor("name").setFocus()
        form.open()

    def add_client(self) -> None:
        """Open the form of a new client."""
        from rebond.ui.missions.mission_form import ClientForm

        ClientForm(self._session, Client(name=""), self.window()).open()

    def plan_talk(self) -> None:
        """Open the form of a new talk with the client of the selected line."""
        from rebond.ui.talks.talk_windows import plan_talk

        self.load_if_stale()
        if line := self.missions.line():
            plan_talk(self._session, self.window(), line.client.id, line.mission.id if line.mission else None)

    def _on_talk_wanted(self, talk_id: int) -> None:
        from rebond.ui.talks.talk_windows import prepare_talk

        if talk_id:
            prepare_talk(self._session, self.window(), talk_id)
        else:
            self.plan_talk()

    def list_all_invoices(self) -> None:
        """List the invoices of all clients; choosing one selects it in its mission."""
        from rebond.ui.missions.all_invoices import AllInvoicesDialog

        dialog = AllInvoicesDialog(self._session, self.window())
        dialog.go.connect(self.go)
        dialog.open()

    def note_event(self) -> None:
        """Move the focus to the line for a new event."""
        self.load_if_stale()
        self.parts.setCurrentWidget(self.events)
        self.events.line.text.setFocus()

    def load_if_stale(self) -> None:
        """Bring up to date also what waits for the next frame."""
        super().load_if_stale()
        self._follow_later.catch_up()
        self._glance_later.catch_up()

    def load(self) -> None:
        self._follow_later.drop()
        self.missions.load()
        self._show_page()

    def on_changed(self, change: Change) -> None:
        """Update to a change: first what the person wrote, the rest after the frame."""
        if change.kinds <= {Event.kind, AttachedFile.kind}:
            self.events.follow(change)
            self._follow_later.ask()
            if AttachedFile.kind in change.kinds:
                self.agreement.follow(change, self.missions.line())
            return
        if change.kinds == {WorkedDay.kind}:
            self._show_days(self.missions.line())
            return
        before = self.missions.line()
        self._follow_list()
        self._choose_added(change)
        after = self.missions.line()
        if after and before and after.key == before.key:
            if change.kinds & {Event.kind, AttachedFile.kind}:
                self.events.follow(change)
            self.invoices.follow(change)
            self.agreement.follow(change, after)
            self.talks.follow(change, after)
            self._show_days(after)

    def _follow_list(self) -> None:
        """Update the list of missions, and what it says of the selected one."""
        self._follow_later.drop()
        before = self.missions.line()
        self.missions.refresh()
        self._show_page()
        after = self.missions.line()
        if after and before and after.key == before.key:
            self._name(after)
            self._glance_later.ask()

    def _show_glance(self) -> None:
        line = self.missions.line()
        self.glance.show_mission(line)
        self.events.requests.show_mission(line.mission.id if line and line.mission else 0)
        self._count_talks(line)

    def _count_talks(self, line: MissionLine | None) -> None:
        """Say on the part how many talks are still to be held."""
        count = 0
        if line:
            with self._session.journal.read() as reader:
                count = len(next_planned(reader, line.client.id, line.mission.id if line.mission else None))
        self.parts.name(self.talks, _("Tal&ks ({count})").format(count=count) if count else _("Tal&ks"))

    def _choose_added(self, change: Change) -> None:
        """Select a mission or client that the person has just added."""
        if change.action in ("add_mission", "add_client"):
            added = [row for row in change.rows if row.before is None and row.kind in ("mission", "client")]
            if added:
                self.missions.reveal((added[-1].kind, added[-1].id))

    def new_day(self) -> None:
        self.events.line.new_day()
        self._show_days(self.missions.line())

    def _show_page(self) -> None:
        empty = self.missions.model.rowCount() == 0 and not self.missions.model.text and self.missions.ended.isChecked()
        self._pages.setCurrentIndex(0 if empty else 1)

    def _show(self, line: MissionLine | None) -> None:
        """Show all that belongs to the selected line."""
        self.parts.setEnabled(line is not None)
        self._glance_later.ask()
        self._name(line)
        self._show_days(line)
        if line is None:
            self.events.model.clear()
            self.invoices.show_mission(None)
            self.agreement.show_mission(None)
            self.talks.show_mission(None)
            return
        self._offer_parts(has_mission=line.mission is not None)
        if line.mission:
            self.events.show_mission(line.mission.id)
        else:
            self.events.model.clear()
        self.invoices.show_mission(line)
        self.agreement.show_mission(line)
        self.talks.show_mission(line)

    def _offer_parts(self, *, has_mission: bool) -> None:
        """A client without a mission has invoices and talks alone; the next mission shows the part left for them."""
        if not has_mission and self.parts.currentWidget() not in (self.invoices, self.talks):
            self._part_left = self.parts.currentIndex()
            self.parts.setCurrentWidget(self.invoices)
        for part in (self.agreement, self.days, self.events):
            self.parts.setTabEnabled(self.parts.indexOf(part), has_mission)
        if has_mission and self._part_left is not None:
            self.parts.setCurrentIndex(self._part_left)
            self._part_left = None

    def _show_days(self, line: MissionLine | None) -> None:
        self.days.show_mission(line.mission if line else None)

    def _name(self, line: MissionLine | None) -> None:
        self._edit.setVisible(line is not None)
        self._more.setVisible(line is not None)
        self._title.say((line.mission.name if line.mission else line.client.name) if line else "")
        self._subtitle.say((line.client.name if line.mission else _("No mission yet")) if line else "")

    def _on_part(self) -> None:
        self._find.clear()
        self._find.setVisible(self.parts.currentWidget() in (self.events, self.invoices))

    def _on_typed(self) -> None:
        self._pause.start()

    def _on_find(self) -> None:
        in_front = self.parts.currentWidget()
        for panel in (self.events, self.invoices):
            text = self._find.text().strip() if panel is in_front else ""
            if panel.model.text != text:
                panel.look_for(text)

    def _on_edit(self) -> None:
        line = self.missions.line()
        if line:
            (self._edit_mission if line.mission else self._edit_client)(line)

    def _edit_mission(self, line: MissionLine) -> None:
        from rebond.ui.missions.mission_form import MissionForm

        if line.mission:
            MissionForm(self._session, line.mission, line.client.name, self.window()).open()

    def _edit_client(self, line: MissionLine) -> None:
        from rebond.ui.missions.mission_form import ClientForm

        ClientForm(self._session, line.client, self.window()).open()

    def _delete_mission(self, line: MissionLine) -> None:
        if line.mission:
            self._delete(line.mission)

    def _delete_client(self, line: MissionLine) -> None:
        self._delete(line.client)

    def _erase_client(self, line: MissionLine) -> None:
        from rebond.ui.erasure_dialog import ErasureDialog

        ErasureDialog(self._session, line.client, self.window()).open()

    def write_letter(self) -> None:
        """Write a letter to the client of the selected line."""
        self.load_if_stale()
        if line := self.missions.line():
            self._write_letter(line)

    def _write_letter(self, line: MissionLine) -> None:
        from rebond.ui.letters.letter_window import open_letter

        open_letter(self._session, self.window(), "", line.client.id, line.mission.id if line.mission else None)

    def _delete(self, row: Entity) -> None:
        try:
            self._session.do(delete, self._session.journal, row)
        except Refused as refused:
            self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))

    def _on_invoice_wanted(self, draft: Invoice) -> None:
        self.parts.setCurrentWidget(self.invoices)
        self.invoices.add(draft)

    def _on_extras_wanted(self, mission_id: int) -> None:
        from rebond.ui.missions.extras_dialog import ExtrasDialog

        ExtrasDialog(self._session, mission_id, self.window()).open()

    def _on_invoices_wanted(self) -> None:
        self.parts.setCurrentWidget(self.invoices)
        self.invoices.view.setFocus()

    def _on_signs_wanted(self, client: Client) -> None:
        from rebond.ui.missions.signs_dialog import SignsDialog

        dialog = SignsDialog(self._session, client, self.window())
        dialog.go.connect(self.go)
        dialog.open()


def _talks_panel(session: Session) -> QWidget:
    from rebond.ui.talks.talks_panel import TalksPanel

    return TalksPanel(session)


def _agreement_panel(session: Session) -> QWidget:
    from rebond.ui.missions.agreement_panel import AgreementPanel

    return AgreementPanel(session)


#: The kinds whose rows this tab can select; rows of other kinds are shown through the row that owns them.
_REVEALED = frozenset(
    kind.kind
    for kind in (
        Client, Mission, Milestone, Event, Invoice, WorkedDay, Agreement, AgreedTask, Amendment, Letter, Task,
        Talk,
    )
)  # fmt: skip


def _line_of(row: Entity) -> tuple[str, int]:
    """Return the key, a kind and an id, of the line in the list that a row belongs to."""
    if isinstance(row, Event | Milestone | WorkedDay | Agreement | Amendment):
        return ("mission", row.mission_id)
    if isinstance(row, Task):
        return ("mission", row.mission_id or 0)
    if isinstance(row, Invoice | Letter | Talk):
        return ("mission", row.mission_id) if row.mission_id else ("client", row.client_id)
    return (row.kind, row.id)
