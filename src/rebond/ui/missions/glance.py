"""The summary of the selected mission: its contract, late invoices, and work not invoiced yet."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rebond.domain.attachments.kept_files import FileOwner
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.missions.kinds import Client, Invoice, Milestone, Mission, PlannedDays
from rebond.domain.missions.notice import end_to_note
from rebond.domain.money.lateness import ENOUGH, lags
from rebond.domain.talks.advice import is_overdue
from rebond.journal.queries.attachments import files_of
from rebond.journal.queries.missions import MissionLine, late, logged_minutes
from rebond.journal.queries.talks import next_planned
from rebond.ui.first_frame import after_first_frame
from rebond.ui.missions import end_wording, mission_wording
from rebond.ui.missions.drafts import waiting
from rebond.ui.session import Session
from rebond.ui.shared.after_frame import AfterFrame
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.shared.wrapped_link import WrappedLink
from rebond.ui.speech import _, language, n_, p_

if TYPE_CHECKING:
    from rebond.ui.late.glance_late import LateSaid
    from rebond.ui.missions.state_told import StateTold

#: The number of drafts that get a button; further ones are only counted.
_MOST_BUTTONS = 3
#: The characters of a file's name that fit on a button.
_LONGEST_NAME = 22


class Glance(QScrollArea):
    """The summary of a mission or a client, built anew whenever something in it changes."""

    #: A draft, an `Invoice` not saved yet, that the person wants to complete.
    invoice_wanted = Signal(object)
    #: A request to show the mission's invoices.
    invoices_wanted = Signal()
    #: The cost of extras by month is wanted, for the mission of this id.
    extras_wanted = Signal(int)

    #: A request to show all files of the mission.
    files_wanted = Signal()
    #: A request to note how the mission ended.
    end_wanted = Signal()
    #: A talk is to be prepared with the client: a new one, or the one of this id.
    talk_wanted = Signal(int)
    #: A client whose signs are wanted, with their reasons.
    signs_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(_("The mission at a glance"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(22 * GRID)
        self._column = QVBoxLayout()
        self._line: MissionLine | None = None
        self._told: StateTold | None = None
        self._state_later = AfterFrame(self, self._tell_states)

    def show_mission(self, line: MissionLine | None) -> None:
        """Show a mission, or a client that has none."""
        self._line = line
        body = QWidget()
        if self._told is None:  # what takes its own reading and modules, such as the law, comes after the first frame
            after_first_frame(body, self._on_first_frame)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(GRID, 0, GRID, 0)
        self._column.setSpacing(2)
        whole = self._told is not None
        if line:
            if whole:
                self._state(line.client)
                self._talks(line)
            self._late(line)
            if line.mission:
                self._not_invoiced(line.mission)
                self._end(line.mission)
                if whole:
                    self._amendments(line.mission)
                    self._extras(line.mission)
                self._contract(line.mission)
                self._hours(line.mission)
            self._lateness(line.client)
            if line.mission:
                self._files(line.mission)
            self._notes(line)
        self._column.addStretch(1)
        self.setWidget(body)

    def _on_first_frame(self) -> None:
        if self.isVisible():
            self._state_later.ask()
        elif body := self.widget():
            after_first_frame(body, self._on_first_frame)

    def _tell_states(self) -> None:
        """Say from now on how it stands with the client."""
        from rebond.ui.missions.state_told import StateTold

        self._told = StateTold(self._session, self)
        self.show_mission(self._line)

    def _state(self, client: Client) -> None:
        if self._told is None:
            return
        from rebond.actions import sign_sentences

        state = self._told.read(client)
        text = sign_sentences.sentence(language(), state)
        self._say(_("How it stands with {client}").format(client=client.name), text)
        if state.present:
            self._add_label(sign_sentences.product(language(), state), "soft")
        self._add_button(_("See why…")).clicked.connect(partial(self._explain, client))

    def _contract(self, mission: Mission) -> None:
        today = self._session.today
        with self._session.journal.read() as reader:
            planned = reader.matching(PlannedDays, mission_id=mission.id)
            milestones = reader.matching(Milestone, mission_id=mission.id)
        currency = self._currency
        self._say(_("Contract"), mission_wording.contract(mission))
        if last_day := mission_wording.if_told_today(mission, today):
            self._say(_("If told today"), last_day)
        billed = mission_wording.billing(mission, planned, len(milestones), currency, today)
        vat = _("VAT {rate}").format(rate=language().rate(mission.vat_rate)) if mission.vat_rate else _("no VAT")
        self._say(_("Billed"), f"{billed}, {vat}")
        for milestone in sorted(milestones, key=lambda milestone: milestone.date):
            amount, day = language().money(milestone.amount, currency), language().day(milestone.date, "medium")
            self._add_label(f"{milestone.name} · {amount} · {day}", "soft")
        self._say(_("Paid"), mission_wording.terms(mission.terms, mission.terms_days))
        self._add_label(mission_wording.terms_example(mission.terms, mission.terms_days, today), "soft")

    def _end(self, mission: Mission) -> None:
        if last := end_wording.last_day(mission):
            title = end_wording.title(mission, self._session.today)
            self._say(title, last, "warning" if end_wording.is_early(mission) else "")
            if about := end_wording.who_and_why(mission):
                self._add_label(about, "soft")
        if notice := end_wording.notice(mission):
            self._say(_("Notice given"), notice)
        if end_to_note(mission, self._session.today):
            self._add_button(_("Note the end…")).clicked.connect(self.end_wanted)

    def _late(self, line: MissionLine) -> None:
        with self._session.journal.read() as reader:
            owed = late(reader, line.client.id, line.mission.id if line.mission else None, self._session.today)
        if not owed.count:
            self._say(_("Late invoices"), p_("late invoices", "none"))
            self._next_steps(line)
            return
        text = n_("{count} invoice, {amount}", "{count} invoices, {amount}", owed.count)
        amount = language().money(owed.rest, self._currency)
        self._say(_("Late invoices"), text.format(count=owed.count, amount=amount), "warning")
        self._next_steps(line)
        self._add_button(_("See the invoices")).clicked.connect(self.invoices_wanted)

    def _next_steps(self, line: MissionLine) -> None:
        """Say the states of open invoices, propose the step that is due, and recall what was promised."""
        if self._told is None:  # said with the client's state, after the first frame
            return
        from rebond.ui.late.glance_late import late_said
        from rebond.ui.late.late_wording import step_button

        said, promises = late_said(self._session, line.client.id, line.mission.id if line.mission else None)
        for one in said:
            self._add_label(one.text, "soft")
            if one.step:
                button = self._add_button(step_button(one.step))
                button.setAccessibleName(f"{step_button(one.step)} {one.owed.invoice.number}")
                button.clicked.connect(partial(self._take_step, one))
        if promises:
            self._add_label(promises, "soft")

    def _take_step(self, said: "LateSaid", _checked: bool = False) -> None:
        from rebond.ui.late.late_steps import open_step

        if said.step:
            open_step(self._session, self.window(), said.owed, said.step)

    def _not_invoiced(self, mission: Mission) -> None:
        outlook = self._session.outlook
        unbilled = next((work for work in outlook.not_invoiced if work.mission.id == mission.id), None)
        if unbilled is None:
            return
        with self._session.journal.read() as reader:
            drafts = waiting(reader, outlook.situation, unbilled)
        if not drafts:
            return  # amendments alone, which have lines of their own
        amount = language().money(sum(draft.amount for draft in drafts), self._currency)
        self._say(_("Not invoiced yet"), _("{amount} before VAT").format(amount=amount), "warning")
        names = {milestone.id: milestone.name for milestone in outlook.situation.milestones}
        for draft in drafts[:_MOST_BUTTONS]:
            button = self._add_button(_("Invoice {what}").format(what=_what(draft, names)))
            button.clicked.connect(partial(self._want, draft))
        left = len(drafts) - _MOST_BUTTONS
        if left > 0:
            self._add_label(n_("and {count} more", "and {count} more", left).format(count=left), "soft")

    def _hours(self, mission: Mission) -> None:
        with self._session.journal.read() as reader:
            logged = logged_minutes(reader, mission.id)
        if logged:
            self._say(_("Hours logged"), mission_wording.length(logged))

    def _extras(self, mission: Mission) -> None:
        from rebond.ui.missions.glance_extras import extras_said

        lines = extras_said(self._session, mission)
        if lines:
            self._say(_("Extra work, over twelve months"), lines[0].text, lines[0].role)
            for line in lines[1:]:
                self._add_label(line.text, line.role)
            self._add_button(_("by month…")).clicked.connect(partial(self.extras_wanted.emit, mission.id))

    def _amendments(self, mission: Mission) -> None:
        """Offer an invoice for each accepted amendment that none bills yet."""
        from rebond.ui.missions.glance_extras import amendments_waiting

        for name, draft in amendments_waiting(self._session, mission):
            amount = language().money(draft.amount, self._currency)
            self._say(_("Accepted, not invoiced yet"), _("{amount} before VAT").format(amount=amount), "warning")
            self._add_button(_("Invoice {what}").format(what=name)).clicked.connect(partial(self._want, draft))

    def _talks(self, line: MissionLine) -> None:
        """Name the talk that comes next, or offer to prepare one."""
        with self._session.journal.read() as reader:
            planned = next_planned(reader, line.client.id, line.mission.id if line.mission else None)
        if planned:
            from rebond.ui.talks import talk_wording

            today = self._session.today
            text = f"{talk_wording.about(planned[0])} · {talk_wording.when(planned[0], today)}"
            self._say(_("Next talk"), text, "warning" if is_overdue(planned[0], today) else "")
        else:
            self._column.addSpacing(GRID)
        button = self._add_button(_("Prepare it…") if planned else _("Prepare a talk…"))
        button.clicked.connect(partial(self.talk_wanted.emit, planned[0].id if planned else 0))

    def _lateness(self, client: Client) -> None:
        situation = self._session.outlook.situation
        lag = lags(situation).get(client.id)
        if lag is None:
            default = situation.settings.default_lag_days
            text = n_("not known yet: {count} day is assumed", "not known yet: {count} days are assumed", default)
            self._say(_("Usually pays"), text.format(count=default))
            self._add_label(_("Known from {count} paid invoices on.").format(count=ENOUGH), "soft")
        elif lag:
            text = n_("{count} day after the due date", "{count} days after the due date", lag)
            self._say(_("Usually pays"), text.format(count=lag))
        else:
            self._say(_("Usually pays"), _("on time"))

    def _files(self, mission: Mission) -> None:
        with self._session.journal.read() as reader:
            files = files_of(reader, FileOwner(mission.id))
        if not files:
            return
        self._say(_("Files"), n_("{count} file", "{count} files", len(files)).format(count=len(files)))
        for file in files[-_MOST_BUTTONS:][::-1]:
            button = self._add_button(_elided(file.name))
            button.setToolTip(tip(file.name))
            button.setAccessibleName(_("Open {name}").format(name=file.name))
            button.clicked.connect(partial(self._open, file))
        self._add_button(_("All files…")).clicked.connect(self.files_wanted)

    def _open(self, file: AttachedFile, _checked: bool = False) -> None:
        from rebond.ui.missions.file_opening import open_file

        open_file(self._session, file, self.window())

    def _notes(self, line: MissionLine) -> None:
        for title, note in (
            (_("Note on the mission"), line.mission.note if line.mission else ""),
            (_("Note on the client"), line.client.note),
        ):
            if note:
                self._say(title, note)

    @property
    def _currency(self) -> str:
        return self._session.outlook.situation.settings.currency

    def _want(self, draft: Invoice, _checked: bool = False) -> None:
        self.invoice_wanted.emit(draft)

    def _explain(self, client: Client, _checked: bool = False) -> None:
        self.signs_wanted.emit(client)

    def _say(self, title: str, text: str, role: str = "") -> None:
        if self._column.count():
            self._column.addSpacing(GRID + 2)
        self._add_label(title, "soft")
        self._add_label(text, role)

    def _add_label(self, text: str, role: str = "") -> None:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        self._column.addWidget(label)

    def _add_button(self, text: str) -> QPushButton:
        button = WrappedLink(text)
        self._column.addWidget(button)
        return button


def _elided(name: str) -> str:
    """Return the name of a file short enough for a button, with the end that says what it is."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 9]}…{name[-8:]}"


def _what(draft: Invoice, milestones: dict[int, str]) -> str:
    """Return the name of the month or milestone that a draft bills; `milestones` are names by id."""
    if draft.milestone_id:
        return milestones.get(draft.milestone_id, "")
    return language().month(draft.month) if draft.month else ""
