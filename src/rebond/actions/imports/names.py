"""Which row a name in a document means, among those of the journal and of the document itself."""

from collections import defaultdict
from typing import Any

from rebond.actions.imports.plan import Plan
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Invoice, Milestone, Mission, PlannedDays
from rebond.domain.money.kinds import Account, Balance
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.translatable import later
from rebond.exchange.document import completing
from rebond.exchange.document.load import Record

declare_problems({
    "belongs_to_left_out": later("It belongs to “{name}”, which is left out."),
    "mission_unclear": later("{client} does not have one mission only. Say which one it is."),
})  # fmt: skip


Key = tuple[object, ...]


class Names:
    """The natural names of the plan's rows. `new` holds the ids of the rows that this document adds."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.new: set[int] = set()
        self._held: dict[tuple[type[Entity], Key], Any] = {}
        self._missions: dict[int, list[Mission]] = defaultdict(list)
        #: The milestones of each mission in the order of the document, then those that only the journal has.
        self._milestones: dict[int, list[Milestone]] = defaultdict(list)
        self._listed: dict[int, list[Milestone]] = defaultdict(list)
        self._left_out: set[tuple[str, str]] = set()
        for cls in (Client, Mission, Invoice, Account, Balance, PlannedDays, Contact):
            for row in plan.rows(cls):
                self._index(row)
        for milestone in sorted(plan.rows(Milestone), key=lambda row: (row.date, row.id)):
            self._milestones[milestone.mission_id].append(milestone)

    def held(self, row: Entity) -> Any:
        """The row that has this one's name already; None where there is none, or rows have no names."""
        key = _natural(row)
        return None if key is None else self._held.get((type(row), key))

    def note(self, row: Entity) -> None:
        """The document adds this row."""
        self.new.add(row.id)
        self._index(row)

    def listed(self, row: Entity) -> None:
        """The document lists this row, new or not: an invoice may name a milestone by its place."""
        if isinstance(row, Milestone):
            self._listed[row.mission_id].append(row)

    def leave_out(self, record: Record) -> None:
        """Remember the name of what is left out, so that what belongs to it is understood."""
        if isinstance(name := record.values.get("name"), str):
            self._left_out.add((record.section.entity.kind, folded(name)))

    def references(self, record: Record) -> dict[str, int | None] | Problem:
        """The ids that the record's names stand for, by field; or why one stands for nothing."""
        fields = {one.name for one in record.section.fields if one.ref}
        found: dict[str, int | None] = {}
        if not fields:
            return found
        name = record.values.get("client")
        client = None if name is None else self._held.get((Client, (folded(name),)))
        if client is None:
            return {"client_id": None} if name is None else self._unknown("client", name, record)
        if "client_id" in fields:
            found["client_id"] = client.id
        if "mission_id" in fields:
            mission = self._mission(record, client, needed="client_id" not in fields)
            if isinstance(mission, Problem):
                return mission
            found["mission_id"] = mission.id if mission else None
            if "milestone_id" in fields and (wanted := record.values.get("milestone")) is not None:
                milestone = self._milestone(mission, wanted)
                if milestone is None:
                    return self._unknown("milestone", str(wanted), record)
                found["milestone_id"] = milestone.id
        return found

    def _mission(self, record: Record, client: Client, *, needed: bool) -> Mission | Problem | None:
        if "mission" not in record.values:
            mission = completing.only(self._missions[client.id])
            if mission is None and needed:
                return Problem("mission_unclear", "mission", {"client": client.name}, record.line)
            return mission
        name = record.values["mission"]
        if name is None:
            return None
        found: Mission | None = self._held.get((Mission, (client.id, name)))
        return found or self._unknown("mission", name, record)

    def _milestone(self, mission: Mission | None, wanted: str | int) -> Milestone | None:
        if mission is None:
            return None
        there = self._listed[mission.id] or self._milestones[mission.id]
        if isinstance(wanted, int):
            return there[wanted - 1] if 1 <= wanted <= len(there) else None
        return next((one for one in (*there, *self._milestones[mission.id]) if one.name == wanted), None)

    def _unknown(self, kind: str, name: str, record: Record) -> Problem:
        code = "belongs_to_left_out" if (kind, folded(name)) in self._left_out else f"document_unknown_{kind}"
        return Problem(code, kind, {"name": name}, record.line_of(kind))

    def _index(self, row: Entity) -> None:
        if (key := _natural(row)) is not None:
            self._held[type(row), key] = row
        if isinstance(row, Mission):
            self._missions[row.client_id].append(row)


def folded(name: str) -> str:
    """The name as the journal compares it: the capitals A to Z are no difference."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in name)


def _natural(row: Entity) -> Key | None:
    match row:
        case Client(name=name) | Contact(name=name):
            return (folded(name),)
        case Account(name=name):
            return (name,)
        case Mission(client_id=client_id, name=name):
            return client_id, name
        case Invoice(number=number) if number:
            return (number,)
        case PlannedDays(mission_id=mission_id, month=month):
            return mission_id, month
        case Balance(account_id=account_id, date=date):
            return account_id, date
    return None
