"""A journal's document fitted into what the journal holds: rows that are there already are left out, never changed."""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rebond.actions.imports.plan import Plan, Progress, owners
from rebond.actions.imports.references import References
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.missions.settlement import fault, settled_on
from rebond.domain.money.kinds import Settings
from rebond.domain.names import folded
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.registry import BY_NAME
from rebond.domain.rules import problems
from rebond.domain.translatable import later
from rebond.exchange.document.load import Document, Record
from rebond.exchange.document.shape import PAID, SECTIONS, SINGLES, key_of

declare_problems({
    "document_twice": later("“{name}” stands twice in this document, with something else in it each time."),
    "document_attachment_missing": later("The file attached here is not in the document."),
    "paid_and_payments": later("Give the day it was paid, or its payments, not both."),
    "differs_from_journal": later("“{name}” is in the journal already, with something else in it. Change it there."),
    "invoice_paid_otherwise": later("This invoice is in the journal already, with other payments. Note them there."),
    "setting_differs": later("“{key}” is {here} in the journal and {there} in the document. Change it in the journal."),
    "document_other_currency": later(
        "The document is in {there} and the journal in {here}: their amounts are not added. "
        "Import it into a new journal."
    ),
})  # fmt: skip


class DocumentImport:
    """Plans what one document adds; counts what was there already, and gathers problems by line."""

    def __init__(self, plan: Plan, today: dt.date, progress: Progress = lambda _done, _total: None) -> None:
        self.plan = plan
        self.today = today
        self.problems: list[Problem] = []
        self.there = 0
        self._fresh = plan.is_new and not plan.steps
        self._references = References(plan)
        self._held: dict[type[Entity], dict[Any, list[Any]]] = {}
        self._unmatched: dict[type[Entity], dict[Any, list[Any]]] = {}
        self._new: set[int] = set()
        self._attachments: Mapping[str, bytes] = {}
        self._progress = progress

    def join(self, document: Document) -> None:
        """Plan everything that the document adds."""
        self._attachments = document.attachments
        for section in SINGLES:
            for record in document.lists.get(section.key, ()):
                if not self._single(record):
                    return
        total = sum(map(len, document.lists.values()))
        done = 0
        for section in SECTIONS:
            records = document.lists.get(section.key)
            if records is None:
                continue
            if self._fresh and section.entity.declared.preset and not section.entity.declared.key:
                for row in self.plan.rows(section.entity):
                    self.plan.remove(row)
            for record in records:
                self._progress(done, total)
                done += 1
                if section.entity is Invoice:
                    self._join_invoice(record)
                else:
                    self._join(record, {})

    def _single(self, record: Record) -> bool:
        """Take a kind's one row over into a new journal; False when nothing else of the document can be taken."""
        here = self.plan.get(record.section.entity, 1)
        wanted = dataclasses.replace(here, **record.values)
        if self._fresh:
            if self._in_order(wanted, record) and wanted != here:
                self.plan.change(wanted)
            return record.sound
        for key, value in record.values.items():
            if getattr(here, key) != value:
                code = "document_other_currency" if key == "currency" else "setting_differs"
                facts = {"key": key, "here": str(getattr(here, key)), "there": str(value)}
                self.problems.append(Problem(code, key, facts, record.line_of(key)))
        return not (isinstance(here, Settings) and isinstance(wanted, Settings) and here.currency != wanted.currency)

    def _join(self, record: Record, owner: Mapping[str, int]) -> None:
        """Plan the row of a record and those inside it; `owner` is the field and id of the row it lies in."""
        row = self._row(record, owner)
        known = None if row is None else self._known(row, record)
        if known is None:
            return
        for inner in record.section.nested:
            for part in record.nested.get(inner.key, ()):
                self._join(part, {inner.within: known.id})

    def _row(self, record: Record, owner: Mapping[str, int]) -> Any:
        """The row that a record stands for; None when it has a fault, which was told."""
        values = self._values(record)
        row = None
        if values is not None and record.sound:
            lists = [key for key, records in record.nested.items() if records]
            owned = {
                one.name: self.plan.get(BY_NAME[one.ref.kind], values[one.name])
                for one in record.section.fields
                if one.ref and values.get(one.name)
            }
            row = record.section.entity.completed({**values, **owner}, lists, owned)
        if row is None or not self._in_order(row, record) or not self._attach(row, record):
            self._tell(self._references.leave_out(record))
            return None
        return row

    def _values(self, record: Record) -> dict[str, Any] | None:
        """The record's values with ids in the place of references; None when one is not known, which was told."""
        found = self._references.resolve(record)
        if isinstance(found, Problem):
            if record.sound:
                self.problems.append(found)
            return None
        keys = {key_of(one) for one in (*record.section.fields, *record.section.scopes) if one.ref}
        return {key: value for key, value in record.values.items() if key not in keys} | found

    def _known(self, row: Any, record: Record) -> Any:
        """The row in the journal to be, new or already there; None when another stands in its place."""
        same = self._alike(type(row)).get(_content(row), [])
        alike = [] if same else self._with_key(row)
        old = [one for one in alike if one.id not in self._new]
        if row.declared.preset and row.declared.key and (held := same or old):
            return self._preset(held[0], row, record)
        if same:
            known = same.pop()
            self.there += 1
            self._tell(self._references.note(known, record, new=False))
            return known
        if matching := [one for one in old if self._says_nothing_else(one, record)]:
            self.there += 1
            self._tell(self._references.note(matching[0], record, new=False))
            return matching[0]
        if old or (alike and row.declared.unique):
            name = str(getattr(row, row.declared.reference_name)) if row.declared.reference_name else ""
            code = "differs_from_journal" if old else row.declared.unique
            self.problems.append(Problem(code, row.declared.key[-1], {"name": name}, record.line))
            self._tell(self._references.leave_out(record))
            return None
        return self._add(row, record)

    def _preset(self, held: Any, row: Any, record: Record) -> Any:
        """A row with the key of one that is there: a new journal takes the document's values, another keeps its own."""
        known = dataclasses.replace(row, id=held.id) if self._fresh else held
        if known != held:
            self.plan.change(known)
        elif not self._fresh:
            self.there += 1
        self._tell(self._references.note(known, record, new=False))
        return known

    def _add(self, row: Any, record: Record) -> Any:
        added = self.plan.add(row)
        self._new.add(added.id)
        if added.declared.key:
            self._keys(type(added))[_key(added)].append(added)
        self._tell(self._references.note(added, record, new=True))
        return added

    def _says_nothing_else(self, held: Any, record: Record) -> bool:
        """Whether the record agrees with the row in all that it speaks of; a key it leaves out contradicts nothing."""
        given = (one for one in record.section.fields if not one.ref and one.name in record.values)
        return all(
            getattr(held, one.name) == record.values[one.name] for one in given if one.name not in held.declared.key
        )

    def _alike(self, cls: type[Entity]) -> dict[Any, list[Any]]:
        """The rows that the document found in the journal, by content, as long as no record of it stands for them."""
        if cls not in self._unmatched:
            found: dict[Any, list[Any]] = defaultdict(list)
            for row in reversed(self.plan.rows(cls)):
                found[_content(row)].append(row)
            self._unmatched[cls] = found
        return self._unmatched[cls]

    def _with_key(self, row: Any) -> list[Any]:
        return self._keys(type(row))[_key(row)] if row.declared.key and all(_key(row)) else []

    def _keys(self, cls: type[Entity]) -> dict[Any, list[Any]]:
        if cls not in self._held:
            self._held[cls] = defaultdict(list)
            for row in self.plan.rows(cls):
                self._held[cls][_key(row)].append(row)
        return self._held[cls]

    def _join_invoice(self, record: Record) -> None:
        """An invoice with its payments is one whole: it is there as it is, or it is another."""
        made = self._invoice(record)
        if made is None:
            self._tell(self._references.leave_out(record))
            return
        invoice, parts = made
        if same := self._whole_invoices().get(_whole(invoice, parts), []):
            self.there += 1
            self._tell(self._references.note(same.pop(), record, new=False))
            return
        if held := self._with_key(invoice):
            code = "differs_from_journal" if held[0].id not in self._new else "invoice_number_taken"
            self.problems.append(Problem(code, "number", {"name": "", "number": invoice.number}, record.line))
            self._tell(self._references.leave_out(record))
            return
        unpaid = _content(dataclasses.replace(invoice, settled=None))
        if not invoice.number and any(
            rows for (content, _parts), rows in self._whole_invoices().items() if unpaid == _unsettled(content)
        ):
            self.problems.append(Problem("invoice_paid_otherwise", "payments", {}, record.line))
            return
        added = self._add(invoice, record)
        for part in parts:
            self.plan.add(dataclasses.replace(part, invoice_id=added.id))

    def _invoice(self, record: Record) -> tuple[Invoice, list[Payment]] | None:
        records = record.nested.get("payments", ())
        paid = record.values.get(PAID)
        if not all(part.sound for part in records):
            return None
        without_paid = {key: value for key, value in record.values.items() if key != PAID}
        row = self._row(dataclasses.replace(record, values=without_paid), {})
        if row is None:
            return None
        parts = [Payment(invoice_id=0, **part.values) for part in records]
        if paid and parts:
            self.problems.append(Problem("paid_and_payments", PAID, {}, record.line_of(PAID)))
            return None
        if paid:
            parts = [Payment(invoice_id=0, date=paid, amount=row.total)]
        invoice: Invoice = dataclasses.replace(row, settled=settled_on(row, parts))
        if problem := fault(invoice, parts):
            self.problems.append(dataclasses.replace(problem, line=record.line))
            return None
        sound = [self._in_order(part, one) for part, one in zip(parts, records or [record], strict=False)]
        return (invoice, parts) if all(sound) else None

    def _whole_invoices(self) -> dict[Any, list[Invoice]]:
        """The journal's invoices with their payments, as long as no record stands for them."""
        if Invoice not in self._unmatched:
            payments = owners(self.plan.rows(Payment), "invoice_id")
            found: dict[Any, list[Any]] = defaultdict(list)
            for held in self.plan.rows(Invoice):
                found[_whole(held, payments[held.id])].append(held)
            self._unmatched[Invoice] = found
        return self._unmatched[Invoice]

    def _attach(self, row: Entity, record: Record) -> bool:
        """Take the files along that the row names; False when one is missing, which is told."""
        for one in row.declared.attachments:
            digest = getattr(row, one.name)
            if digest and digest not in self._attachments:
                facts: dict[str, object] = {}
                self.problems.append(Problem("document_attachment_missing", one.name, facts, record.line_of(one.name)))
                return False
            if digest:
                self.plan.attachments[digest] = self._attachments[digest]
        return True

    def _in_order(self, row: Entity, record: Record) -> bool:
        """Whether the row breaks no rule; what it breaks is told."""
        if not record.sound:
            return False
        found = problems(row, self.today)
        self._tell(*(dataclasses.replace(problem, line=record.line_of(problem.field)) for problem in found))
        return not found

    def _tell(self, *found: Problem | None) -> None:
        self.problems += (problem for problem in found if problem)


def _key(row: Any) -> tuple[object, ...]:
    """The row's natural key, names compared as a person does."""
    values: Iterable[object] = (getattr(row, name) for name in row.declared.key)
    return tuple(folded(value) if isinstance(value, str) else value for value in values)


def _content(row: Any) -> Any:
    """The row without its id: equal for two rows that say the same."""
    return dataclasses.replace(row, id=0)


def _unsettled(content: Any) -> Any:
    return dataclasses.replace(content, settled=None)


def _whole(invoice: Invoice, payments: list[Payment]) -> Any:
    parts = Counter((payment.date, payment.amount, payment.bank_ref) for payment in payments)
    return _content(invoice), tuple(sorted(parts.items()))
