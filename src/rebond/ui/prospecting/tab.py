"""The prospection tab: builds the log line, the follow-ups, the list, the board and the panel, and connects them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.contacts import finish_next_step, move_to_stage
from rebond.actions.records import delete, save
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Channel, Contact, Interaction, Stage
from rebond.domain.value_classes import dataclass
from rebond.journal.history import Change
from rebond.journal.queries.contacts import ContactLine, contact_line, contacts_by_channel
from rebond.sentences import sentence
from rebond.ui.prospecting import contact_wording, views
from rebond.ui.prospecting.board import Board
from rebond.ui.prospecting.choices_dialog import ChoicesDialog
from rebond.ui.prospecting.contact_list import ContactList
from rebond.ui.prospecting.contact_panel import ContactPanel
from rebond.ui.prospecting.due_panel import DuePanel
from rebond.ui.prospecting.forms import ContactForm, InteractionForm
from rebond.ui.prospecting.log_line import LogLine
from rebond.ui.prospecting.won_offer import WonOffer
from rebond.ui.session import Session
from rebond.ui.shared.fields import SearchField
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.tab import Tab
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.shared.unfinished import Typed
from rebond.ui.speech import _, language

#: The width in pixels from which there is room for the contact panel beside the board.
_WIDE = 1160
_DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class ProspectingDraft:
    """The unsaved state of the tab: the view and contact selected, the search, and the interaction typed."""

    as_list: bool
    chosen: int
    search: str
    entry: Typed


class ProspectionTab(Tab):
    """Carries out what its parts ask for, and passes changes of the journal on to them."""

    #: The mission of a `Contact` who was won is to be noted.
    mission_wanted = Signal(object)

    name = "prospecting"
    shows_also = frozenset({"client"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._panel_chosen = False
        self.log_line = LogLine(session)
        self.won = WonOffer(session)
        self.due = DuePanel(session)
        self.list = ContactList(session)
        self.board = Board(session)
        self.panel = ContactPanel(session)
        self.search = SearchField(_("Find a contact…"))
        self.search.setAccessibleName(_("Find a contact by name, organisation, e-mail, phone, next step or note"))
        self.search.setToolTip(tip(self.search.accessibleName()))
        self.as_list, self.as_board, self.details = (
            QPushButton(name) for name in (_("Li&st"), _("&Board"), _("&Details"))
        )
        self._none = _soft(_("Nobody matches. Empty the field to see everyone."))
        self._week = _soft("")
        self._pages = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        for view in (self.list, *(column.cards for column in self.board.columns.values())):
            self._fill_menu(view)
        self.list.add_sorting()
        self._connect()

    def focus_first(self) -> None:
        """Move the focus to the follow-ups, or to the log line when none is due."""
        self.load_if_stale()
        (self.due.view if self.due.rows.rowCount() else self.log_line.who).setFocus()

    def reveal(self, kind: str, row_id: int) -> bool:
        """Select a contact, or an interaction in its panel."""
        self.load_if_stale()
        if kind not in (Contact.kind, Interaction.kind):
            return False
        with self._session.journal.read() as reader:
            interaction = reader.get(Interaction, row_id) if kind == Interaction.kind else None
            line = contact_line(reader, interaction.contact_id if interaction else row_id)
        if line is None:
            return False
        self.details.setChecked(True)
        if not self._choose(line):
            self.search.clear()
            self._choose(line)
        self.panel.show_line(line)
        if interaction:
            self.panel.reveal(interaction)
        return True

    def look_for(self, text: str) -> None:
        """Show only the contacts that contain every word of the text."""
        self.load_if_stale()
        self.search.setText(text)

    def unfinished(self) -> ProspectingDraft:
        chosen = self._chosen()
        return ProspectingDraft(
            self.as_list.isChecked(), chosen.id if chosen else 0, self.search.text(), self.log_line.unfinished()
        )

    def resume(self, left: ProspectingDraft) -> None:
        self.load_if_stale()
        self.as_list.setChecked(left.as_list)
        self.search.setText(left.search)
        with self._session.journal.read() as reader:
            line = contact_line(reader, left.chosen)
        if line:
            self._choose(line)
        self.log_line.resume(left.entry)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if not self._panel_chosen:
            self.details.setChecked(self.width() >= _WIDE)

    def _lay_out(self) -> None:
        for button in (self.as_list, self.as_board, self.details):
            button.setCheckable(True)
            button.setStyleSheet("QPushButton:checked { color: palette(link); }")
        for button in (self.as_list, self.as_board):
            button.setAutoExclusive(True)
        self.as_board.setChecked(True)
        self.details.setToolTip(_("Show the contact chosen, with all that was said"))
        add = QPushButton(_("&Add a contact…"))
        add.clicked.connect(self._on_add)
        tools = Flow()
        for widget in (self.search, self.as_board, self.as_list, add, self.details):
            tools.addWidget(widget)
        for page in (self.board, self.list):
            self._pages.addWidget(page)
        hint = _soft(_("Alt+← and Alt+→ move a card to another stage, and so does the mouse. F2 edits, Enter logs."))
        self._hint = hint
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(tools)
        column.addWidget(self._none)
        column.addWidget(self._pages, 1)
        own = QPushButton(_("Stages and &channels…"))
        own.setToolTip(_("Rename, add and order the stages of the board and the channels of contacts"))
        own.clicked.connect(self._on_choices)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(hint, 1)
        foot.addStretch(0)
        foot.addWidget(own)
        column.addLayout(foot)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GRID)
        left.addWidget(self.due, 1)
        week = QLabel(_("This week"))
        week.setProperty("role", "title")
        left.addWidget(week)
        left.addWidget(self._week)
        self._left.setMinimumWidth(max(25 * GRID, self._left.minimumSizeHint().width()))
        for part in (self._left, middle, self.panel):
            self._splitter.addWidget(part)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(2 * GRID)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([26 * GRID, 100 * GRID, 34 * GRID])
        self.panel.hide()
        self._empty = self._make_empty()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        outer.addWidget(self.log_line)
        outer.addWidget(self.won)
        outer.addWidget(self._splitter, 1)
        outer.addWidget(self._empty, 1)

    def _make_empty(self) -> QWidget:
        page = QWidget()
        title = QLabel(_("Who could you call today?"))
        title.setProperty("role", "figure")
        text = _soft(
            _(
                "A former client, someone met at an event, a colleague who passes work on. Log the first contact: "
                "its next step comes back here on the day you choose."
            )
        )
        text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setFixedWidth(56 * GRID)
        text.setMinimumHeight(text.heightForWidth(text.width()))
        start = QPushButton(_("Log a first contact"))
        start.setProperty("role", "primary")
        start.clicked.connect(self.log_line.who.setFocus)
        column = QVBoxLayout(page)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        column.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(start, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _fill_menu(self, view: QAbstractItemView) -> None:
        views.command(view, _("&Log a contact"), self._on_log_chosen, "Return", "Enter")
        views.command(view, _("Ed&it…"), self._on_edit_chosen, "F2")
        views.rule(view)
        views.command(view, _("Move to the &next stage"), self._on_next_stage, "Alt+Right", "Ctrl+Right")
        views.command(view, _("Move to the &stage before"), self._on_stage_before, "Alt+Left", "Ctrl+Left")
        views.command(view, _("The next step is d&one"), self._on_done_chosen, "Space")
        views.rule(view)
        views.command(view, _("&Delete"), self._on_delete_chosen, "Del")
        views.command(view, _("Erase &for good…"), self._on_erase_chosen)
        views.command(view, _("&Add a contact…"), self._on_add, "Ins")
        view.doubleClicked.connect(self._on_log_chosen)

    def _connect(self) -> None:
        self.board.column_added.connect(self._fill_menu)
        self.search.textChanged.connect(self._on_find)
        self.search.returnPressed.connect(self._focus_page)
        self.as_list.toggled.connect(self._on_view)
        self.details.toggled.connect(self._on_details)
        self.details.clicked.connect(self._on_details_clicked)
        for part in (self.list, self.board, self.due):
            part.chosen.connect(self._on_chosen)
        self.board.moved.connect(self._move)
        self.won.accepted.connect(self.mission_wanted)
        for asking in (self.due, self.panel):
            asking.log_wanted.connect(self._log_with)
        self.due.done.connect(self._finish)
        self.due.later.connect(self._put_off)
        self.panel.edit_wanted.connect(self._edit)
        self.panel.interactions.edit_wanted.connect(self._edit_interaction)
        self.panel.interactions.delete_wanted.connect(self._delete)

    def load(self) -> None:
        self.due.load()
        self._find()
        self.panel.refresh()
        self._tell_counts()

    def on_changed(self, change: Change) -> None:
        if self.as_list.isChecked():
            self.list.rows.refresh()
        else:
            self.board.follow(change)
        self.due.follow(change)
        self.panel.follow(change)
        self._tell_counts()
        if change.kinds & {Stage.kind, Channel.kind}:
            self._paint_again()

    def new_day(self) -> None:
        self.log_line.new_day()

    def on_day(self) -> None:
        self.due.refresh()
        self._paint_again()
        self.panel.refresh()
        self._tell_counts()

    def _paint_again(self) -> None:
        """Repaint rows whose text depends on more than the row: today, the names of stages and channels."""
        cards = (column.cards for column in self.board.columns.values())
        for view in (self.due.view, self.list, self.panel.interactions, *cards):
            view.viewport().update()

    def _tell_counts(self) -> None:
        """Show the interactions of this week, and the empty page if there are no contacts."""
        today = self._session.today
        monday = today - timedelta(days=today.weekday())
        with self._session.journal.read() as reader:
            counts = contacts_by_channel(reader, monday, monday + timedelta(days=_DAYS_OF_WEEK - 1))
            anyone = reader.exists(Contact)
        self._week.setText(contact_wording.week(counts) or _("No contact logged yet."))
        self._splitter.setVisible(anyone)
        self._empty.setVisible(not anyone)
        self._tell_none()

    def _tell_none(self) -> None:
        page = self.list.rows if self.as_list.isChecked() else self.board
        self._none.setVisible(bool(self.search.text().strip()) and page.rowCount() == 0)

    def _on_find(self) -> None:
        if not self._stale:
            self._find()

    def _find(self) -> None:
        """Search in the view that is visible; the other one searches when it is shown."""
        page = self.list if self.as_list.isChecked() else self.board
        page.look_for(self.search.text().strip())
        self._tell_none()

    def _focus_page(self) -> None:
        page = self.list if self.as_list.isChecked() else self.board
        page.setFocus() if page is self.list else self.board.focus_first()

    def _on_view(self, as_list: bool) -> None:
        before = self.panel.contact_id
        self._pages.setCurrentWidget(self.list if as_list else self.board)
        self._hint.setVisible(not as_list)
        self._find()
        if before:
            with self._session.journal.read() as reader:
                line = contact_line(reader, before)
            if line:
                self._choose(line)

    def _on_details(self, shown: bool) -> None:
        self.panel.setVisible(shown)

    def _on_details_clicked(self) -> None:
        self._panel_chosen = True

    def _on_chosen(self, line: ContactLine | None) -> None:
        if line or self.sender() is not self.due:
            self.panel.show_line(line)

    def _choose(self, line: ContactLine) -> bool:
        if self.as_list.isChecked():
            return self.list.reveal(line.contact.id)
        return self.board.reveal(line.contact.id, line.contact.stage_id)

    def _chosen(self) -> Contact | None:
        line = self.list.line() if self.as_list.isChecked() else self.board.line()
        return line.contact if line else None

    def _on_add(self) -> None:
        ContactForm(self._session, Contact(name=""), self.window()).open()

    def _on_choices(self) -> None:
        ChoicesDialog(self._session, self.window()).open()

    def _edit(self, contact: Contact) -> None:
        ContactForm(self._session, contact, self.window()).open()

    def _edit_interaction(self, interaction: Interaction) -> None:
        InteractionForm(self._session, interaction, self.window()).open()

    def _log_with(self, contact: Contact) -> None:
        self.log_line.start_with(contact.name)

    def _on_log_chosen(self) -> None:
        if contact := self._chosen():
            self._log_with(contact)

    def _on_edit_chosen(self) -> None:
        if contact := self._chosen():
            self._edit(contact)

    def _on_delete_chosen(self) -> None:
        if contact := self._chosen():
            self._delete(contact)

    def _on_erase_chosen(self) -> None:
        from rebond.ui.erasure_dialog import ErasureDialog

        if contact := self._chosen():
            ErasureDialog(self._session, contact, self.window()).open()

    def _on_done_chosen(self) -> None:
        if contact := self._chosen():
            self._finish(contact)

    def _on_next_stage(self) -> None:
        self._step(1)

    def _on_stage_before(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        stages = list(self._session.choices(Stage))
        if contact := self._chosen():
            place = stages.index(contact.stage_id) + step
            if 0 <= place < len(stages):
                self._move(contact.id, stages[place])

    def _move(self, contact_id: int, stage_id: int) -> None:
        """Move a contact to a stage, and keep its card selected and focused."""
        with self._session.journal.read() as reader:
            contact = reader.get(Contact, contact_id)
        if contact is None or contact.stage_id == stage_id:
            return
        self._do(move_to_stage, contact, stage_id)
        with self._session.journal.read() as reader:
            line = contact_line(reader, contact_id)
        if line:
            self._choose(line)

    def _finish(self, contact: Contact) -> None:
        self._do(finish_next_step, contact)

    def _put_off(self, contact: Contact, days: int) -> None:
        today = self._session.today
        self._do(save, replace(contact, next_date=today + timedelta(days=days)), today)

    def _delete(self, row: Contact | Interaction) -> None:
        self._do(delete, row)

    def _do(self, action: Callable[..., Change | None], *args: object) -> None:
        """Run an action that needs no form; a refusal is shown as a passing message."""
        try:
            self._session.do(action, self._session.journal, *args)
        except Refused as refused:
            self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))


def _soft(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "soft")
    label.setWordWrap(True)
    return label
