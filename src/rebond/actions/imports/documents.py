"""Import of a document into a journal: adds the rows that are not present, and never changes those that are."""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from rebond.actions.imports.attached_files import DocumentFiles
from rebond.actions.imports.plan import Plan, by_owner
from rebond.actions.imports.references import References
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.missions.settlement import correction_fault, fault, offsets, settled_on
from rebond.domain.money.kinds import Settings
from rebond.domain.names import folded
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.registry import BY_NAME
from rebond.domain.rules import problems
from rebond.domain.translatable import later
from rebond.exchange.document.load import Document, Record
from rebond.exchange.document.shape import PAID, SECTIONS, SINGLES, key_of
from rebond.progress import Progress

declare_problems({
    "belongs_to_another": later("“{name}” belongs to another of the {section} than this does. Name one that fits."),
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
    """Plans the import of one document, counts the rows already `present`, and collects problems by line."""

    def __init__(self, plan: Plan, today: dt.date, progress: Progress = lambda _done, _total: None) -> None:
        self.plan = plan
        self.today = today
        self.problems: list[Problem] = []
        self.present = 0
        self._into_new = plan.is_new and not plan.steps
        self._references = References(plan)
        #: Rows by natural key.
        self._by_key: dict[type[Entity], dict[Any, list[Any]]] = {}
        #: Rows of the journal by content, without those that a record was matched with.
        self._unmatched: dict[type[Entity], dict[Any, list[Any]]] = {}
        self._added: set[int] = set()
        #: The built-in rows that a record was matched with, as (kind, id).
        self._presets: set[tuple[str, int]] = set()
        self._files = DocumentFiles({})
        self._progress = progress

    def add(self, document: Document, files: DocumentFiles | None = None) -> None:
        """Plan the rows that the document adds, with its attached files: by default only those that are in it."""
        self._files = files or DocumentFiles(
            {digest: data for digest, data in document.attachments.items() if isinstance(data, bytes)}
        )
        self.problems += self._files.problems
        for section in SINGLES:
            for record in document.lists.get(section.key, ()):
                if not self._add_single(record):
                    return
        total = sum(map(len, document.lists.values()))
        done = 0
        for section in SECTIONS:
            records = document.lists.get(section.key)
            if records is None:
                continue
            if self._into_new and section.entity.declared.preset and not section.entity.declared.key:
                for row in self.plan.rows(section.entity):
                    self.plan.remove(row)
            for record in _in_turn(records):
                self._progress(done, total)
                done += 1
                if section.entity is Invoice:
                    self._add_invoice(record)
                else:
                    self._add_record(record, {})
        self._settle_corrected()

    def _add_single(self, record: Record) -> bool:
        """Copy a kind's single row into a new journal, or report differences from an existing one.

        :returns: False when the rest of the document cannot be imported.
        """
        current = self.plan.get(record.section.entity, 1)
        imported = dataclasses.replace(current, **record.values)
        if self._into_new:
            if self._is_valid(imported, record) and imported != current:
                self.plan.change(imported)
            return record.sound
        for key, value in record.values.items():
            if getattr(current, key) != value:
                code = "document_other_currency" if key == "currency" else "setting_differs"
                facts = {"key": key, "here": str(getattr(current, key)), "there": str(value)}
                self.problems.append(Problem(code, key, facts, record.line_of(key)))
        if not (isinstance(current, Settings) and isinstance(imported, Settings)):
            return True
        return current.currency == imported.currency

    def _add_record(self, record: Record, owner: Mapping[str, int]) -> None:
        """Plan the row of a record and of those nested in it; `owner` is the field and id of the outer row."""
        row = self._row(record, owner)
        planned = None if row is None else self._match_or_insert(row, record)
        if planned is not None:
            self._add_nested(record, planned)

    def _add_nested(self, record: Record, planned: Entity) -> None:
        """Plan the rows nested in a record, of which `planned` is the row; an invoice's payments came with it."""
        for inner in record.section.nested:
            if inner.entity is not Payment:
                for part in record.nested.get(inner.key, ()):
                    self._add_record(part, {inner.within: planned.id})

    def _row(self, record: Record, owner: Mapping[str, int]) -> Any:
        """Return the row of a record; None when it has a problem, which was reported."""
        values = self._values(record)
        row = None
        if values is not None and record.sound:
            lists = [key for key, records in record.nested.items() if records]
            targets = {
                field.name: self.plan.get(BY_NAME[field.ref.kind], values[field.name])
                for field in record.section.fields
                if field.ref and values.get(field.name)
            }
            row = record.section.entity.completed({**values, **owner}, lists, targets)
            if stranger := _of_another(row, targets, record):
                self.problems.append(stranger)
                row = None
        if row is None or not self._is_valid(row, record) or not self._attach(row, record):
            self._report(self._references.leave_out(record))
            return None
        return row

    def _values(self, record: Record) -> dict[str, Any] | None:
        """Return the record's values with ids for references; None when one cannot be resolved, which was reported."""
        ids = self._references.resolve(record)
        if isinstance(ids, Problem):
            if record.sound:
                self.problems.append(ids)
            return None
        references = {key_of(field) for field in (*record.section.fields, *record.section.scopes) if field.ref}
        return {key: value for key, value in record.values.items() if key not in references} | ids

    def _match_or_insert(self, row: Any, record: Record) -> Any:
        """Return the planned row of a record: an existing one that it matches, or a new one.

        None when another row has its key, which was reported.
        """
        equal = self._unmatched_rows(type(row)).get(_content(row), [])
        with_key = [] if equal else self._with_key(row)
        existing = [other for other in with_key if other.id not in self._added]
        if row.declared.preset and row.declared.key and (held := equal or existing):
            return self._preset(held[0], row, record)
        if equal:
            match = equal.pop()
            self.present += 1
            self._report(self._references.register(match, record, new=False))
            return match
        if matching := [other for other in existing if self._agrees(other, record)]:
            self.present += 1
            self._report(self._references.register(matching[0], record, new=False))
            return matching[0]
        if existing or (with_key and row.declared.unique):
            name = str(getattr(row, row.declared.reference_name)) if row.declared.reference_name else ""
            code = "differs_from_journal" if existing else row.declared.unique
            self.problems.append(Problem(code, row.declared.key[-1], {"name": name}, record.line))
            self._report(self._references.leave_out(record))
            return None
        return self._insert(row, record)

    def _preset(self, held: Any, row: Any, record: Record) -> Any:
        """Return the row for a record with the key of a built-in one: a new journal takes the record's values."""
        key = {name: getattr(held, name) for name in held.declared.key}
        match = dataclasses.replace(row, id=held.id, **key) if self._into_new else held
        if (held.kind, held.id) in self._presets:
            self.problems.append(Problem(row.declared.unique, row.declared.key[-1], {}, record.line))
        elif match != held:
            self.plan.change(match)
        elif not self._into_new:
            self.present += 1
        self._presets.add((held.kind, held.id))
        self._report(self._references.register(match, record, new=False))
        return match

    def _insert(self, row: Any, record: Record) -> Any:
        added = self.plan.add(row)
        self._added.add(added.id)
        if added.declared.key:
            self._rows_by_key(type(added))[_key(added)].append(added)
        self._report(self._references.register(added, record, new=True))
        return added

    def _agrees(self, existing: Any, record: Record) -> bool:
        """Whether the row has every value that the record gives, its key and references apart."""
        names = (field.name for field in record.section.fields if not field.ref and field.name in record.values)
        return all(
            getattr(existing, name) == record.values[name] for name in names if name not in existing.declared.key
        )

    def _unmatched_rows(self, cls: type[Entity]) -> dict[Any, list[Any]]:
        """Return the journal's rows by content, without those already matched with a record."""
        if cls not in self._unmatched:
            by_content: dict[Any, list[Any]] = defaultdict(list)
            for row in reversed(self.plan.rows(cls)):
                by_content[_content(row)].append(row)
            self._unmatched[cls] = by_content
        return self._unmatched[cls]

    def _with_key(self, row: Any) -> list[Any]:
        return self._rows_by_key(type(row))[_key(row)] if row.declared.key and all(_key(row)) else []

    def _rows_by_key(self, cls: type[Entity]) -> dict[Any, list[Any]]:
        if cls not in self._by_key:
            self._by_key[cls] = defaultdict(list)
            for row in self.plan.rows(cls):
                self._by_key[cls][_key(row)].append(row)
        return self._by_key[cls]

    def _add_invoice(self, record: Record) -> None:
        """Plan an invoice with its payments, which are compared as one: all equal to the journal's, or another."""
        with_payments = self._invoice(record)
        if with_payments is None:
            self._report(self._references.leave_out(record))
            return
        invoice, payments = with_payments
        if equal := self._unmatched_invoices().get(_content_with_payments(invoice, payments), []):
            self.present += 1
            same = equal.pop()
            self._report(self._references.register(same, record, new=False))
            self._add_nested(record, same)
            return
        if with_number := self._with_key(invoice):
            code = "differs_from_journal" if with_number[0].id not in self._added else "invoice_number_taken"
            self.problems.append(Problem(code, "number", {"name": "", "number": invoice.number}, record.line))
            self._report(self._references.leave_out(record))
            return
        unpaid = _content_with_payments(invoice, [])[0]
        if not invoice.number and any(
            rows for (content, _payments), rows in self._unmatched_invoices().items() if unpaid == content
        ):
            self.problems.append(Problem("invoice_paid_otherwise", "payments", {}, record.line))
            return
        added = self._insert(invoice, record)
        for payment in payments:
            self.plan.add(dataclasses.replace(payment, invoice_id=added.id))
        self._add_nested(record, added)

    def _invoice(self, record: Record) -> tuple[Invoice, list[Payment]] | None:
        """Return the invoice of a record with its payments; None when it has a problem, which was reported."""
        records = record.nested.get("payments", ())
        paid = record.values.get(PAID)
        if not all(part.sound for part in records):
            return None
        without_paid = {key: value for key, value in record.values.items() if key != PAID}
        row = self._row(dataclasses.replace(record, values=without_paid), {})
        if row is None:
            return None
        payments = [Payment(invoice_id=0, **part.values) for part in records]
        if paid and payments:
            self.problems.append(Problem("paid_and_payments", PAID, {}, record.line_of(PAID)))
            return None
        if paid:
            payments = [Payment(invoice_id=0, date=paid, amount=row.total)]
        invoice: Invoice = dataclasses.replace(row, settled=settled_on(row, payments))
        corrected = self.plan.get(Invoice, invoice.corrects_id) if invoice.corrects_id else None
        problem = fault(invoice, payments) or (corrected and correction_fault(invoice, corrected))
        if problem:
            line = record.line_of("corrects") if problem.field == "corrects_id" else record.line
            self.problems.append(dataclasses.replace(problem, line=line))
            return None
        valid = [self._is_valid(payment, part) for payment, part in zip(payments, records or [record], strict=False)]
        return (invoice, payments) if all(valid) else None

    def _settle_corrected(self) -> None:
        """Plan the days on which the new credit notes and the invoices that they correct were settled."""
        rows = {row.id: row for row in self.plan.rows(Invoice)} if Invoice in self._unmatched else {}
        corrected = {row.corrects_id for row in rows.values() if row.id in self._added and row.corrects_id}
        if not corrected:
            return
        payments = by_owner(self.plan.rows(Payment), "invoice_id")
        offset = offsets(rows.values(), payments)
        for row in rows.values():
            if row.id in corrected or row.corrects_id in corrected:
                settled = settled_on(row, payments[row.id], offset.get(row.id, ()))
                if settled != row.settled:
                    self.plan.change(dataclasses.replace(row, settled=settled))

    def _unmatched_invoices(self) -> dict[Any, list[Invoice]]:
        """Return the journal's invoices by content and payments, without those already matched with a record."""
        if Invoice not in self._unmatched:
            payments = by_owner(self.plan.rows(Payment), "invoice_id")
            by_content: dict[Any, list[Any]] = defaultdict(list)
            for invoice in self.plan.rows(Invoice):
                by_content[_content_with_payments(invoice, payments[invoice.id])].append(invoice)
            self._unmatched[Invoice] = by_content
        return self._unmatched[Invoice]

    def _attach(self, row: Entity, record: Record) -> bool:
        """Plan the attached files of a row; False when one is missing, which was reported."""
        for field in row.declared.attachments:
            digest = getattr(row, field.name)
            if digest and digest not in self._files.files:
                if digest not in self._files.lacking:
                    line = record.line_of(field.name)
                    self.problems.append(Problem("document_attachment_missing", field.name, {}, line))
                return False
            if digest:
                self.plan.attachments[digest] = self._files.files[digest]
        return True

    def _is_valid(self, row: Entity, record: Record) -> bool:
        """Whether the row breaks no rule; its problems are reported."""
        if not record.sound:
            return False
        found = problems(row, self.today)
        self._report(
            *(dataclasses.replace(each, line=record.line_of(each.field.removesuffix("_id"))) for each in found)
        )
        return not found

    def _report(self, *found: Problem | None) -> None:
        self.problems += (problem for problem in found if problem)


def _of_another(row: Any, targets: Mapping[str, Any], record: Record) -> Problem | None:
    """Return the problem of a reference to a row of another owner, such as an invoice to another client's mission."""
    for name, target in targets.items():
        scope = target.declared.scope
        if not (scope and scope.ref and hasattr(row, scope.name)):
            continue
        if getattr(row, scope.name) != getattr(target, scope.name):
            key, title = key_of(row.declared.field(name)), getattr(target, target.declared.reference_name)
            facts = {"name": title, "section": BY_NAME[scope.ref.kind].declared.section}
            return Problem("belongs_to_another", key, facts, record.line_of(key))
    return None


def _key(row: Any) -> tuple[object, ...]:
    """Return the row's natural key, with folded names."""
    values: Iterable[object] = (getattr(row, name) for name in row.declared.key)
    return tuple(folded(value) if isinstance(value, str) else value for value in values)


def _content(row: Any) -> Any:
    """Return the row without its id, to compare rows by their values."""
    return dataclasses.replace(row, id=0)


def _content_with_payments(invoice: Invoice, payments: list[Payment]) -> Any:
    """Return what makes an invoice the same as another; the day it was settled follows from other rows."""
    counts = Counter((payment.date, payment.amount, payment.bank_ref) for payment in payments)
    return _content(dataclasses.replace(invoice, settled=None)), tuple(sorted(counts.items()))


def _in_turn(records: Iterable[Record]) -> list[Record]:
    """Return the records of a list, those that name another of the same list after the others."""
    records = list(records)
    own = records[0].section.entity.declared.to_its_own if records else None
    return sorted(records, key=lambda record: bool(record.values.get(key_of(own)))) if own else records
