"""Taking files in: read, shown with their problems by line, and written as one change that undo takes back whole."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rebond.actions.action import action
from rebond.actions.imports.cards import join_cards
from rebond.actions.imports.documents import DocumentImport
from rebond.actions.imports.plan import Insert, Plan, Progress, Step, Update, unheard, write
from rebond.actions.imports.statements import Offer, join_statements, offers
from rebond.actions.invoices import record_payment
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.exchange.detect import read_file
from rebond.exchange.document.load import read_document
from rebond.exchange.result import Format
from rebond.exchange.statement import Statement
from rebond.exchange.vcard import PersonCard
from rebond.journal.journal import Journal
from rebond.journal.transaction import Transaction

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
    attachments: tuple[bytes, ...] = ()

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
    statements: list[Statement] = []
    files = tuple(paths)
    with journal.read() as reader:
        plan = Plan(reader)
        sources = tuple(
            _source(plan, path, today, statements, _part(progress, at, len(files))) for at, path in enumerate(files)
        )
        found = offers(plan, statements, today) if statements else ()
    return Preview(sources, plan.steps, found, tuple(plan.attachments.values()))


@action("import", later("Imported: {name}"))
def carry_out(
    transaction: Transaction,
    previewed: Preview,
    today: dt.date,
    *,
    skip_bad_lines: bool = False,
    paid: Collection[Offer] | None = None,
    progress: Progress = unheard,
) -> None:
    """Write what was previewed, and mark the invoices of the offers chosen (by default the sure ones) as paid.

    :param progress: called with every few hundred rows; when it raises, nothing is written.
    :raises Refused: with every problem, unless bad lines are to be skipped; changed_since_preview.
    """
    if previewed.problems and not skip_bad_lines:
        raise Refused(*previewed.problems)
    names = ", ".join(source.path.name for source in previewed.sources)
    transaction.describe(name=names, added=sum(previewed.added.values()))
    ids = write(transaction, previewed.steps, previewed.attachments, progress)
    for offer in previewed.sure if paid is None else paid:
        if transaction.matching(Payment, bank_ref=offer.bank_ref):
            raise Refused(Problem("movement_used_twice", facts={"label": offer.label}))
        invoice_id = ids.get((Invoice.kind, offer.invoice_id), offer.invoice_id)
        payment = Payment(invoice_id=invoice_id, date=offer.date, amount=offer.amount, bank_ref=offer.bank_ref)
        record_payment.within(transaction, payment, today)


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
        joining = DocumentImport(plan, today, progress)
        for item in document.items:
            joining.join(item)
        found += [*document.problems, *joining.problems]
        there = joining.there
    else:
        cards = [item for item in reading.items if isinstance(item, PersonCard)]
        own = [item for item in reading.items if isinstance(item, Statement)]
        if cards:
            there_already, problems = join_cards(plan, cards, today, progress)
            there, found = there + there_already, found + problems
        if own:
            there_already, problems = join_statements(plan, own, today)
            there, found = there + there_already, found + problems
        statements += own
    return _counted(path, reading.format, plan.steps[before:], there, found)


def _counted(path: Path, kind: Format, steps: Sequence[Step], there: int, problems: Sequence[Problem]) -> Source:
    added = Counter(step.row.kind for step in steps if isinstance(step, Insert))
    # What is deleted are only the choices of a new journal, in whose place the document's own come.
    changed = sum(isinstance(step, Update) for step in steps)
    in_order = tuple(sorted(problems, key=lambda problem: problem.line or 0))
    return Source(path, kind, added, changed, there, in_order)
