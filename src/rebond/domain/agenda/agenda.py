"""Which entries the agenda has: everything dated of contracts, invoices, requests, contacts and tasks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property

from rebond.domain.agenda.entries import AgendaEntry, AgendaKind
from rebond.domain.agenda.owed import OwedRows, owed_entries
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.calendar import ONE_DAY, add_months, month_end, month_start
from rebond.domain.missions.kinds import Billing, Event, Milestone, Mission
from rebond.domain.missions.notice import end_to_note, foreseen_end, notice_deadlines, notice_given, terms
from rebond.domain.money.billing import NotInvoiced, month_amount
from rebond.domain.money.outlook import Outlook
from rebond.domain.names import folded
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.talks.kinds import Talk
from rebond.domain.tasks.kinds import Task
from rebond.domain.value_classes import dataclass

#: How many months ahead the agenda looks.
MONTHS_AHEAD = 12
#: After so many days without an answer an amendment counts as unanswered.
UNANSWERED_DAYS = 30
#: So many of a mission's latest months have an entry each while they are not invoiced; those before have one together.
_MONTHS_APART = 3
#: The closures of this month are announced on its first day (advice 17).
_DECEMBER = 12


@dataclass(frozen=True)
class Dated:
    """The rows with a day that the agenda is made from, besides those of the outlook's situation.

    `missions` are those that it lacks, named by one of these rows.
    `client_names` names the clients of all of these rows by id.
    """

    tasks: Sequence[Task] = ()
    contacts: Sequence[Contact] = ()
    requests: Sequence[Event] = ()
    amendments: Sequence[Amendment] = ()
    missions: Sequence[Mission] = ()
    #: The talks that were not held yet, and the names of those of them and of the tasks, by the id of the talk.
    talks: Sequence[Talk] = ()
    talk_names: Mapping[int, str] | None = None
    client_names: Mapping[int, str] | None = None
    #: The names of the contacts that tasks are about.
    contact_names: Mapping[int, str] | None = None
    owed: OwedRows = field(default_factory=OwedRows)


def agenda(outlook: Outlook, dated: Dated, until: date) -> tuple[AgendaEntry, ...]:
    """Return the entries up to `until`, by day; those without one come last.

    The next term's last day to send notice is among them also after `until`, where the running term's was missed.
    """
    found = _Agenda(outlook, dated, until).entries()
    kinds = list(AgendaKind)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.date or date.max, kinds.index(one.kind), folded(one.client or one.contact), folded(one.mission),
                one.key,
            ),
        )
    )  # fmt: skip


class _Agenda:
    """The maker of the entries, with the lookups that they share."""

    def __init__(self, outlook: Outlook, dated: Dated, until: date) -> None:
        self._outlook, self._situation, self._dated = outlook, outlook.situation, dated
        self._today, self._until = outlook.today, until

    def entries(self) -> Iterator[AgendaEntry]:
        for mission in self._missions.values():
            yield from self._contract(mission)
        for milestone in self._situation.milestones:
            yield from self._milestone(milestone)
        yield from owed_entries(self._situation, self._dated.owed, self._today, self._until)
        yield from self._not_invoiced()
        yield from self._closures()
        for task in self._dated.tasks:
            yield self._of(task.mission_id, AgendaKind.TASK, ("task", task.id), task.due, what=task.text,
                           owner=task.owner, contact=self._contact(task.contact_id),
                           person=self._spoken_to(task.talk_id))  # fmt: skip
        for talk in self._dated.talks:
            yield AgendaEntry(
                date=talk.date, kind=AgendaKind.TALK, row=("talk", talk.id), talk=talk.type,
                mission=self._mission_name(talk.mission_id), mission_id=talk.mission_id,
                client=self._client(talk.client_id), person=self._spoken_to(talk.id),
            )  # fmt: skip
        for contact in self._dated.contacts:
            yield AgendaEntry(
                date=contact.next_date, kind=AgendaKind.FOLLOW_UP, row=("contact", contact.id), contact=contact.name,
                client=self._client(contact.client_id), what=contact.next_step,
            )  # fmt: skip
        for event in self._dated.requests:
            request = event.request or event.text
            yield self._of(event.mission_id, AgendaKind.ANSWER, ("event", event.id), event.answer_due, what=request)
        for amendment in self._dated.amendments:
            yield from self._amendment(amendment)

    @cached_property
    def _missions(self) -> Mapping[int, Mission]:
        return {**self._situation.missions_by_id, **{mission.id: mission for mission in self._dated.missions}}

    def _mission_name(self, mission_id: int | None) -> str:
        mission = self._missions.get(mission_id or 0)
        return mission.name if mission else ""

    def _client(self, client_id: int | None) -> str:
        if client_id is None:
            return ""
        return self._situation.client_names.get(client_id) or (self._dated.client_names or {}).get(client_id, "")

    def _contact(self, contact_id: int | None) -> str:
        return "" if contact_id is None else (self._dated.contact_names or {}).get(contact_id, "")

    def _spoken_to(self, talk_id: int | None) -> str:
        return "" if talk_id is None else (self._dated.talk_names or {}).get(talk_id, "")

    def _of(
        self, mission_id: int | None, kind: AgendaKind, row: tuple[str, int], day: date | None, **more: object
    ) -> AgendaEntry:
        """Return an entry of a mission, or of none."""
        mission = self._missions.get(mission_id or 0)
        client = self._client(mission.client_id) if mission else ""
        name = mission.name if mission else ""
        return AgendaEntry(date=day, kind=kind, row=row, client=client, mission=name, mission_id=mission_id, **more)  # type: ignore[arg-type]

    def _ahead(self, day: date) -> bool:
        return self._today <= day <= self._until

    def _contract(self, mission: Mission) -> Iterator[AgendaEntry]:
        """Yield the end of a mission, or else its renewal and the last days to send notice."""
        row = ("mission", mission.id)
        end, given = foreseen_end(mission), notice_given(mission)
        if end and self._ahead(end):
            certain = bool(mission.ended) or given is None or given.certain or end == mission.ends
            yield self._of(mission.id, AgendaKind.END, row, end, certain=certain)
        elif over := end_to_note(mission, self._today):
            yield self._of(mission.id, AgendaKind.END, row, over, to_note=True)
        if given or mission.ended:
            return
        if mission.renewal_months:
            term = next(terms(mission, self._today), None)
            if term and self._ahead(term.ends):
                yield self._of(
                    mission.id, AgendaKind.RENEWAL, row, term.ends, months=mission.renewal_months, other=term.other,
                    part=term.ends.isoformat(),
                )  # fmt: skip
        deadlines = notice_deadlines(mission, self._today)
        for number, deadline in enumerate(deadlines):
            missed = deadline.last < self._today
            if missed or deadline.last <= self._until or number:
                yield self._of(
                    mission.id, AgendaKind.NOTICE, row, deadline.last, deadline=deadline,
                    next_deadline=deadlines[-1] if missed else None, part=deadline.term.ends.isoformat(),
                )  # fmt: skip

    def _milestone(self, milestone: Milestone) -> Iterator[AgendaEntry]:
        mission = self._missions.get(milestone.mission_id)
        end = foreseen_end(mission) if mission else None
        if self._ahead(milestone.date) and not (end and milestone.date > end):
            row = ("milestone", milestone.id)
            yield self._of(milestone.mission_id, AgendaKind.MILESTONE, row, milestone.date, what=milestone.name)

    def _not_invoiced(self) -> Iterator[AgendaEntry]:
        """Yield the months, milestones and amendments to invoice: past ones, and the month that ends next."""
        for work in self._outlook.not_invoiced:
            yield from self._past_months(work)
            yield from self._past_milestones(work)
            for amendment in work.amendments:
                row = ("amendment", amendment.amendment_id)
                yield self._of(
                    work.mission.id, AgendaKind.TO_INVOICE, row, amendment.accepted, what=amendment.number
                )  # fmt: skip
        month = month_start(self._today)
        for mission in self._billed_by_month(month):
            if self._brings(mission, month):
                entry = self._to_invoice(mission, month)
                if entry.date and entry.date <= self._until:
                    yield entry

    def _brings(self, mission: Mission, day: date) -> bool:
        """Whether there is anything to invoice for the month of a day."""
        return month_amount(self._situation, mission, month_start(day), foreseen_end(mission))[0] != 0

    def _past_months(self, work: NotInvoiced) -> Iterator[AgendaEntry]:
        before, apart = work.months[:-_MONTHS_APART], work.months[-_MONTHS_APART:]
        if before:
            yield replace(self._to_invoice(work.mission, before[-1]), months=len(before), part="before")
        for month in apart:
            yield self._to_invoice(work.mission, month)

    def _past_milestones(self, work: NotInvoiced) -> Iterator[AgendaEntry]:
        """Yield the milestones before today: one of today is an entry as such."""
        for milestone in self._situation.milestones_of.get(work.mission.id, ()):
            unbilled = milestone.id not in self._situation.billed_milestones and milestone.name in work.milestones
            if unbilled and milestone.amount and milestone.date < self._today:
                row = ("milestone", milestone.id)
                yield self._of(work.mission.id, AgendaKind.TO_INVOICE, row, milestone.date, what=milestone.name)

    def _to_invoice(self, mission: Mission, month: date) -> AgendaEntry:
        day, end = month_end(month), foreseen_end(mission)
        if end and end >= month:
            day = min(day, end)
        row = ("mission", mission.id)
        return self._of(mission.id, AgendaKind.TO_INVOICE, row, day, about=month, part=month.isoformat())

    def _billed_by_month(self, day: date) -> Iterator[Mission]:
        """Yield the missions, billed by month or day, that run in the month of `day` and have no invoice for it."""
        month = month_start(day)
        for mission in self._situation.missions:
            end = foreseen_end(mission)
            runs = mission.starts <= month_end(month) and (end is None or end >= month)
            billed = (mission.id, month) in self._situation.billed_months
            if runs and mission.billing is not Billing.MILESTONES and not billed:
                yield mission

    def _closures(self) -> Iterator[AgendaEntry]:
        """Yield the reminder of early December while a mission is to be invoiced before a closure of that month."""
        for year in (self._today.year, self._today.year + 1):
            windows = zip(self._situation.windows, self._situation.closure_windows, strict=True)
            begins = [(date(year, *window.first), row.id) for window, row in windows if window.first[0] == _DECEMBER]
            closes, row_id = min(begins, default=(None, 0))
            if closes is None or closes <= self._today:
                continue
            day = min(date(year, _DECEMBER, 1), closes - ONE_DAY)
            if day <= self._until and any(self._brings(mission, closes) for mission in self._billed_by_month(closes)):
                row = ("closure_window", row_id)
                yield AgendaEntry(date=day, kind=AgendaKind.CLOSURE, row=row, about=closes, part=str(year))
            return

    def _amendment(self, amendment: Amendment) -> Iterator[AgendaEntry]:
        if amendment.sent and not amendment.reply:
            day = amendment.sent + timedelta(days=UNANSWERED_DAYS)
            if day <= self._until:
                row = ("amendment", amendment.id)
                what = amendment.number or amendment.title
                yield self._of(
                    amendment.mission_id, AgendaKind.AMENDMENT, row, day, what=what, about=amendment.sent
                )  # fmt: skip


def horizon(today: date) -> date:
    """Return the last day that the agenda looks ahead to."""
    return add_months(today, MONTHS_AHEAD)
