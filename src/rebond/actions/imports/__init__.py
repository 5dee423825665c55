"""Taking files in: read, shown with their problems by line, and written as one change that undo takes back whole."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rebond.actions.imports.cards import join_cards
from rebond.actions.imports.documents import DocumentImport
from rebond.actions.imports.plan import Insert, Plan, Progress, Step, Update, unheard
from rebond.actions.imports.plan import carry_out as write_down
from rebond.actions.imports.statements import Offer, join_statements, offers
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.missions.settlement import fault, settled_on
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.exchange.detect import read_file
from rebond.exchange.document.load import Document, read_document
from rebond.exchange.result import Format
from rebond.exchange.statement import Statement
from rebond.exchange.vcard import PersonCard
from rebond.journal.history import Change
from rebond.journal.journal import Journal

T = TypeVar("T")

declare_problems({
    "movement_used_twice": later("“{label}” was chosen for two invoices. A movement pays one: choose again."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One file: what it is, how many rows of each kind it adds and changes, how many were there, and its problems."""

    path: Path
    format: Format
    added: Mapping[str, int]
    changed: int
    there: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do, nothing of it done yet; `offers`: invoices that the bank's movements may have paid."""

    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    offers: tuple[Offer, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for source in self.sources for problem in source.problems)

    @property
    def added(self) -> Mapping[str, int]:
        """How many rows of each kind all sources add."""
        return sum((Counter(source.added) for source in self.sources), Counter())

    @property
    def sure(self) -> tuple[Offer, ...]:
        """The offers that are chosen unless the person says otherwise."""
        return tuple(offer for offer in self.offers if offer.sure)


def preview(journal: Journal, paths: Iterable[Path], today: dt.date, progress: Progress = unheard) -> Preview:
    """Read the files, each seeing what those before it add, and say what an import would do.

    :param progress: called with each file and each record; it may raise, to end the reading.
    """
    with journal.read() as reader:
        plan = Plan.of(reader)
    statements: list[Statement] = []
    files = tuple(paths)
    sources = tuple(
        _source(plan, path, today, statements, _part(progress, at, len(files))) for at, path in enumerate(files)
    )
    steps = tuple(plan.steps)
    return Preview(sources, steps, offers(plan, statements, today))


def carry_out(
    journal: Journal,
    previewed: Preview,
    today: dt.date,
    *,
    skip_bad_lines: bool = False,
    paid: Collection[Offer] | None = None,
    progress: Progress = unheard,
) -> Change | None:
    """Write what was previewed, and mark the invoices of the offers chosen (by default the sure ones) as paid.

    :param progress: called with each few hundred rows; when it raises, nothing is written.
    :returns: the one change, or None when all was there already.
    :raises Refused: with every problem, unless bad lines are to be skipped; nothing is written then.
    """
    if previewed.problems and not skip_bad_lines:
        raise Refused(*previewed.problems)
    names = ", ".join(source.path.name for source in previewed.sources)
    with journal.read() as reader:
        plan = Plan.of(reader)
    plan.take(previewed.steps)
    for offer in previewed.sure if paid is None else paid:
        _mark_paid(plan, offer)
    with journal.transaction("import", {"name": names, "added": sum(previewed.added.values())}) as transaction:
        write_down(plan.steps, transaction, progress)
    return transaction.done


def _part(progress: Progress, number: int, count: int) -> Progress:
    """The progress of one file of several, as a part of that of all."""
    return lambda done, total: progress(number * total + done, count * total)


def _source(plan: Plan, path: Path, today: dt.date, statements: list[Statement], progress: Progress) -> Source:
    """Plan what one file brings; its statements are put with the others."""
    progress(0, 1)
    before = len(plan.steps)
    reading = read_file(path)
    found = list(reading.problems)
    there = 0
    if reading.format is Format.JOURNAL:
        document = read_document(path.read_bytes())
        joining = DocumentImport(plan, today)
        for item in document.items:
            joining.join(_told(item, progress))
        found += [*document.problems, *joining.problems]
        there = joining.there
    else:
        cards = _each([item for item in reading.items if isinstance(item, PersonCard)], progress)
        own = [item for item in reading.items if isinstance(item, Statement)]
        for there_already, problems in (
            join_cards(plan, cards, today),
            join_statements(plan, own, today),
        ):
            there += there_already
            found += problems
        statements += own
    return _counted(path, reading.format, plan.steps[before:], there, found)


def _each(items: Sequence[T], progress: Progress, before: int = 0, total: int = 0) -> Iterator[T]:
    """The items one by one, each told to `progress`; `before` others of `total` were told already."""
    for at, item in enumerate(items):
        progress(before + at, total or len(items))
        yield item


def _told(document: Document, progress: Progress) -> Document:
    """The same document, whose records are told to `progress` as they are taken from its lists."""
    total = sum(map(len, document.lists.values()))
    lists: dict[str, Any] = {}
    before = 0
    for key, records in document.lists.items():
        lists[key] = _each(records, progress, before, total)
        before += len(records)
    return dataclasses.replace(document, lists=lists)


def _counted(path: Path, kind: Format, steps: Sequence[Step], there: int, problems: Sequence[Problem]) -> Source:
    added = Counter(step.row.kind for step in steps if isinstance(step, Insert))
    # What is deleted are only the choices of a new journal, in whose place the document's own come.
    changed = sum(isinstance(step, Update) for step in steps)
    in_order = tuple(sorted(problems, key=lambda problem: problem.line or 0))
    return Source(path, kind, added, changed, there, in_order)


def _mark_paid(plan: Plan, offer: Offer) -> None:
    """Plan the payment that an offer stands for.

    :raises Refused: when the invoice cannot take it: it was offered two movements, and both were chosen.
    """
    invoice = plan.get(Invoice, offer.invoice_id)
    payment = Payment(invoice_id=invoice.id, date=offer.date, amount=offer.amount, bank_ref=offer.bank_ref)
    parts = [row for row in plan.rows(Payment) if row.invoice_id == invoice.id] + [payment]
    if any(row.bank_ref == offer.bank_ref for row in plan.rows(Payment)):
        raise Refused(Problem("movement_used_twice", facts={"label": offer.label}))
    if problem := fault(invoice, parts):
        raise Refused(problem)
    plan.add(payment)
    plan.change(dataclasses.replace(invoice, settled=settled_on(invoice, parts)))
