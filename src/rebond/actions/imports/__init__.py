"""Import of files: a preview with problems by line, then one change that undo takes back as a whole."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rebond.actions.action import action
from rebond.actions.imports.address_book import plan_cards
from rebond.actions.imports.documents import DocumentImport
from rebond.actions.imports.known_columns import ColumnChoices
from rebond.actions.imports.plan import Insert, Plan, Progress, Step, Update, unheard, write
from rebond.actions.imports.statements import Offer, offers, plan_statements
from rebond.actions.invoices import record_payment
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.exchange.detect import read_file
from rebond.exchange.document.load import read_document
from rebond.exchange.result import Format
from rebond.exchange.statement import Statement
from rebond.exchange.vcard import PersonCard
from rebond.journal.history import head
from rebond.journal.journal import Journal
from rebond.journal.transaction import Transaction

declare_problems({
    "changed_since_preview": later("The journal changed since this was shown. Choose the files again."),
    "movement_used_twice": later("“{label}” was chosen for two invoices. A movement pays one: choose again."),
})  # fmt: skip

_NO_COLUMNS = ColumnChoices()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import: its format, its problems and notes, and how many rows it adds (by kind), changes and finds."""

    path: Path
    format: Format
    added: Mapping[str, int]
    changed: int
    there: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The effect of an import, before it is written.

    `offers` are invoices that bank transactions may have paid; `seq` is the number of the journal's last change then.
    """

    seq: int
    sources: tuple[SourceFile, ...]
    steps: tuple[Step, ...]
    offers: tuple[Offer, ...]
    attachments: tuple[bytes, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for source in self.sources for problem in source.problems)

    @property
    def added(self) -> Mapping[str, int]:
        """The number of rows that all sources add, by kind."""
        return sum((Counter(source.added) for source in self.sources), Counter())

    @property
    def sure(self) -> tuple[Offer, ...]:
        """The offers that are chosen by default."""
        return tuple(offer for offer in self.offers if offer.sure)


def preview(
    journal: Journal,
    paths: Iterable[Path],
    today: dt.date,
    progress: Progress = unheard,
    *,
    columns: ColumnChoices = _NO_COLUMNS,
) -> Preview:
    """Read the files and plan their import, each on top of those before it.

    :param progress: called with each file and each record; it may raise to cancel.
    :param columns: what the columns of CSV files mean; those it does not tell are guessed.
    """
    statements: list[Statement] = []
    files = tuple(paths)
    with journal.read() as reader:
        plan = Plan(reader)
        sources = tuple(
            _source(plan, path, today, statements, _part(progress, at, len(files)), columns)
            for at, path in enumerate(files)
        )
        suggested = offers(plan, statements, today) if statements else ()
        seq = head(reader).seq
    return Preview(seq, sources, plan.steps, suggested, tuple(plan.attachments.values()))


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
    """Write a previewed import, and payments for the offers in `paid` (None: the sure ones).

    :param progress: called with every few hundred rows; when it raises, nothing is written.
    :raises Refused: with every problem of the preview unless `skip_bad_lines`; changed_since_preview when another
        change followed the preview; movement_used_twice.
    """
    if head(transaction).seq != previewed.seq:
        raise Refused(Problem("changed_since_preview"))
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


def _source(
    plan: Plan,
    path: Path,
    today: dt.date,
    statements: list[Statement],
    progress: Progress,
    columns: ColumnChoices,
) -> SourceFile:
    """Plan the import of one file, and add its statements to those of the others."""
    progress(0, 1)
    before = len(plan.steps)
    result = read_file(path, columns.chosen.get(path), columns.known)
    problems = list(result.problems)
    present = 0
    if result.format is Format.JOURNAL:
        document = read_document(path.read_bytes())
        document_import = DocumentImport(plan, today, progress)
        for item in document.items:
            document_import.add(item)
        problems += [*document.problems, *document_import.problems]
        present = document_import.present
    else:
        cards = [item for item in result.items if isinstance(item, PersonCard)]
        own = [item for item in result.items if isinstance(item, Statement)]
        if cards:
            present, more = plan_cards(plan, cards, today, progress)
            problems += more
        if own:
            present, more = plan_statements(plan, own, today)
            problems += more
        statements += own
    return _counted(path, result.format, plan.steps[before:], present, problems, result.notes)


def _counted(
    path: Path, kind: Format, steps: Sequence[Step], present: int, problems: Sequence[Problem], notes: Sequence[Problem]
) -> SourceFile:
    added = Counter(step.row.kind for step in steps if isinstance(step, Insert))
    # Deletions are not counted: they are only of a new journal's default rows, replaced by the document's.
    changed = sum(isinstance(step, Update) for step in steps)
    in_order = tuple(sorted(problems, key=lambda problem: problem.line or 0))
    return SourceFile(path, kind, added, changed, present, in_order, tuple(notes))
