"""A journal's document fitted into what the journal holds: what is there already is left out, never changed."""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rebond.actions.imports.names import Names
from rebond.actions.imports.plan import CHOICES, Plan, owners
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment, PlannedDays
from rebond.domain.missions.settlement import fault, settled_on
from rebond.domain.money.kinds import Account, Balance, Settings
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.rules import problems
from rebond.domain.translatable import later
from rebond.exchange.document import completing
from rebond.exchange.document.load import Document, Record
from rebond.exchange.document.shape import PAID, SECTIONS

declare_problems({
    "document_unknown_client": later("There is no client “{name}”, in this document or in the journal."),
    "document_unknown_mission": later("This client has no mission “{name}”."),
    "document_unknown_milestone": later("This mission has no milestone “{name}”."),
    "paid_and_payments": later("Give the day it was paid, or its payments, not both."),
    "differs_from_journal": later("“{name}” is in the journal already, with something else in it. Change it there."),
    "invoice_paid_otherwise": later("This invoice is in the journal already, with other payments. Note them there."),
    "setting_differs": later("“{key}” is {here} in the journal and {there} in the document. Change it in the journal."),
    "document_other_currency": later(
        "The document is in {there} and the journal in {here}: their amounts are not added. "
        "Import it into a new journal."
    ),
})  # fmt: skip


#: Kinds whose rows are known by their names, and the problem when two would have one.
_TAKEN = {
    Client: "document_twice",
    Mission: "mission_name_taken",
    Account: "account_name_taken",
    Contact: "contact_name_taken",
    Invoice: "invoice_number_taken",
    PlannedDays: "planned_days_there",
    Balance: "balance_there",
}
#: Keys that hold names of other records.
_REFERENCES = frozenset({"client", "mission", "milestone"})


class DocumentImport:
    """Plans what one document adds; counts what was there already, and gathers problems by line."""

    def __init__(self, plan: Plan, today: dt.date) -> None:
        self.plan = plan
        self.today = today
        self.problems: list[Problem] = []
        self.there = 0
        self.names = Names(plan)
        self._there: dict[type[Entity], dict[Any, list[Any]]] = {}

    def join(self, document: Document) -> None:
        fresh = self.plan.is_new
        if document.settings and not self._settings(document.settings, fresh=fresh):
            return
        for section in SECTIONS:
            records = document.lists.get(section.key)
            if records is None:
                continue
            if fresh and section.entity in CHOICES:
                for row in self.plan.rows(section.entity):
                    self.plan.remove(row)
            if section.entity is Invoice:
                self._invoices(records)
            else:
                self._records(records, {})

    def _settings(self, record: Record, *, fresh: bool) -> bool:
        """Take the settings over into a new journal; False when nothing else of the document can be taken."""
        here = self.plan.get(Settings, 1)
        wanted = dataclasses.replace(here, **record.values)
        if fresh:
            if self._in_order(wanted, record) and wanted != here:
                self.plan.change(wanted)
            return record.sound
        for key, value in record.values.items():
            if getattr(here, key) != value:
                code = "document_other_currency" if key == "currency" else "setting_differs"
                facts = {"key": key, "here": str(getattr(here, key)), "there": str(value)}
                self.problems.append(Problem(code, key, facts, record.line_of(key)))
        return wanted.currency == here.currency

    def _records(self, records: Iterable[Record], owner: Mapping[str, int]) -> None:
        """Plan the rows of one list; `owner` is the field and id of what they lie in."""
        for record in records:
            row = self._row(record, owner)
            if row is None:
                continue
            known = self._known(row, record)
            if known is None:
                continue
            self.names.listed(known)
            for inner in record.section.nested:
                self._records(record.nested.get(inner.key, ()), {inner.within: known.id})

    def _row(self, record: Record, owner: Mapping[str, int]) -> Any:
        """The row that a record stands for; None when it has a fault, which was told."""
        cls = record.section.entity
        values = self._referring(record)
        if values is None or not record.sound:
            self.names.leave_out(record)
            return None
        make: Callable[..., Any] = cls
        if cls is Mission:
            row = completing.mission(values, [key for key, records in record.nested.items() if records])
        else:
            row = make(**values, **owner)
        if not self._in_order(row, record):
            self.names.leave_out(record)
            return None
        return row

    def _known(self, row: Any, record: Record) -> Any:
        """The row in the journal to be, new or already there; None when another stands in its place."""
        held = self.names.held(row)
        if held is None and type(row) not in _TAKEN and (alike := self._unmatched(type(row))[_content(row)]):
            self.there += 1
            return alike.pop()
        if held is None:
            added = self.plan.add(row)
            self.names.note(added)
            return added
        same = all(getattr(held, name) == getattr(row, name) for name in _given(record))
        if held.id in self.names.new or not same:
            facts = {"name": str(getattr(row, "name", ""))}
            code = _TAKEN[type(row)] if held.id in self.names.new else "differs_from_journal"
            self.problems.append(Problem(code, "name", facts, record.line))
            return None
        self.there += 1
        return held

    def _unmatched(self, cls: type[Entity]) -> dict[Any, list[Any]]:
        """The rows that the document found, by what they say, as long as no record of it stands for them."""
        if cls not in self._there:
            self._there[cls] = defaultdict(list)
            for row in self.plan.rows(cls):
                self._there[cls][_content(row)].append(row)
        return self._there[cls]

    def _invoices(self, records: Iterable[Record]) -> None:
        """An invoice with its payments is one whole: it is there as it is, or it is another."""
        payments = owners(self.plan.rows(Payment), "invoice_id")
        there: Counter[Any] = Counter()
        unpaid: Counter[Any] = Counter()
        for held in self.plan.rows(Invoice):
            there[_whole(held, payments[held.id])] += 1
            unpaid[_content(dataclasses.replace(held, settled=None))] += 1
        for record in records:
            made = self._invoice(record)
            if made is None:
                continue
            invoice, parts = made
            if there[_whole(invoice, parts)] > 0:
                there[_whole(invoice, parts)] -= 1
                unpaid[_content(dataclasses.replace(invoice, settled=None))] -= 1
                self.there += 1
                continue
            held_number = self.names.held(invoice)
            if held_number is not None:
                code = "invoice_number_taken" if held_number.id in self.names.new else "differs_from_journal"
                facts = {"number": invoice.number, "name": invoice.number}
                self.problems.append(Problem(code, "number", facts, record.line))
                continue
            if not invoice.number and unpaid[_content(dataclasses.replace(invoice, settled=None))] > 0:
                self.problems.append(Problem("invoice_paid_otherwise", "payments", {}, record.line))
                continue
            added = self.plan.add(invoice)
            self.names.note(added)
            for part in parts:
                self.plan.add(dataclasses.replace(part, invoice_id=added.id))

    def _invoice(self, record: Record) -> tuple[Invoice, list[Payment]] | None:
        values = self._referring(record)
        records = record.nested.get("payments", ())
        if values is None or not record.sound or not all(part.sound for part in records):
            return None
        paid = values.pop(PAID, None)
        mission = self.plan.get(Mission, values["mission_id"]) if values.get("mission_id") else None
        invoice = completing.invoice(values, mission)
        parts = [Payment(invoice_id=0, **part.values) for part in records]
        if paid and parts:
            self.problems.append(Problem("paid_and_payments", PAID, {}, record.line_of(PAID)))
            return None
        if paid:
            parts = [Payment(invoice_id=0, date=paid, amount=invoice.total)]
        invoice = dataclasses.replace(invoice, settled=settled_on(invoice, parts))
        if problem := fault(invoice, parts):
            self.problems.append(dataclasses.replace(problem, line=record.line))
            return None
        sound = [self._in_order(invoice, record)]
        sound += [self._in_order(part, one) for part, one in zip(parts, records or [record], strict=False)]
        return (invoice, parts) if all(sound) else None

    def _referring(self, record: Record) -> dict[str, Any] | None:
        """The record's values with ids in the place of names; None when a name is not known, which was told."""
        found = self.names.references(record)
        if isinstance(found, Problem):
            if record.sound:
                self.problems.append(found)
            return None
        return {key: value for key, value in record.values.items() if key not in _REFERENCES} | found

    def _in_order(self, row: Entity, record: Record) -> bool:
        """Whether the row breaks no rule; what it breaks is told."""
        if not record.sound:
            return False
        found = problems(row, self.today)
        self.problems += [dataclasses.replace(problem, line=record.line_of(problem.field)) for problem in found]
        return not found


def _given(record: Record) -> list[str]:
    """The fields that the record speaks of beside its name: one that it leaves out contradicts nothing."""
    return [
        one.name for one in record.section.fields if not one.ref and one.name != "name" and one.name in record.values
    ]


def _content(row: Any) -> Any:
    """What two rows have in common when they say the same."""
    return dataclasses.replace(row, id=0)


def _whole(invoice: Invoice, payments: list[Payment]) -> Any:
    parts = sorted((payment.date, payment.amount, payment.bank_ref) for payment in payments)
    return _content(invoice), tuple(parts)
