"""Import of files: a preview with problems by line, then one change that undo takes back as a whole."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rebond.actions.action import action
from rebond.actions.imports.address_book import plan_cards
from rebond.actions.imports.attached_files import looked_at
from rebond.actions.imports.bank.account_identity import AccountQuestion, FoundAccount, ImportAnswers
from rebond.actions.imports.bank.balances import BalanceQuestion, OwnStatement, plan_statements
from rebond.actions.imports.bank.continuity import continuous
from rebond.actions.imports.bank.offer import Offer
from rebond.actions.imports.bank.offers import offers
from rebond.actions.imports.bank.pages import joined
from rebond.actions.imports.documents import DocumentImport
from rebond.actions.imports.known_columns import ColumnChoices
from rebond.actions.imports.plan import Insert, Plan, Step, Update, write
from rebond.actions.imports.previewed import Preview, SourceFile
from rebond.actions.invoices import record_payment
from rebond.actions.records import save
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.money.kinds import Account, Every, Expense, Settings
from rebond.domain.names import cleaned, same
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.exchange.detect import read_path
from rebond.exchange.document.files_beside import is_folder_beside
from rebond.exchange.document.load import read_document
from rebond.exchange.origin import Origin
from rebond.exchange.result import Format, ReadResult
from rebond.exchange.statement import BankTransaction, Statement
from rebond.exchange.vcard import PersonCard
from rebond.journal.history import head
from rebond.journal.journal import Journal
from rebond.journal.transaction import Transaction
from rebond.progress import Progress, part, unheard

declare_problems({
    "changed_since_preview": later("The journal changed since this was shown. Choose the files again."),
    "movement_used_twice": later("“{label}” was chosen for two invoices. A movement pays one: choose again."),
    "account_name_twice": later("“{name}” would be the name of two accounts. Give each its own."),
    "account_of_document_beside": later(
        "The account “{name}” comes beside {others}. If it is one of these, give that one this name first, in its form."
    ),
    "account_not_said": later("Say first which account the statement of “{number}” is of."),
})  # fmt: skip

_NO_COLUMNS = ColumnChoices()
#: So many movements show what was read from a table.
_ROWS_SHOWN = 4


def preview(
    journal: Journal,
    paths: Iterable[Path],
    today: dt.date,
    progress: Progress = unheard,
    answers: ImportAnswers | None = None,
    *,
    columns: ColumnChoices = _NO_COLUMNS,
) -> Preview:
    """Read the files and plan their import, each on top of those before it.

    :param progress: called with each file and each record; it may raise to cancel.
    :param answers: what the person said of the questions of an earlier preview.
    :param columns: what the columns of CSV files mean; those it does not tell are guessed.
    """
    chosen = tuple(paths)
    chosen = tuple(path for path in chosen if not is_folder_beside(path, chosen))
    files: list[tuple[Origin, ReadResult[Statement | PersonCard]]] = []
    for at, path in enumerate(chosen):
        progress(at, 2 * len(chosen))
        for found_file in read_path(path, columns.chosen, columns.known):
            files.append(found_file)
            progress(at, 2 * len(chosen))
    statements = joined([[item for item in result.items if isinstance(item, Statement)] for _origin, result in files])
    own: list[OwnStatement] = []
    asked: list[AccountQuestion | BalanceQuestion] = []
    accounts: list[FoundAccount] = []
    sources = []
    with journal.read() as reader:
        plan = Plan(reader)
        for at, (origin, result) in enumerate(files):
            before = len(plan.steps)
            heard = part(progress, len(files) + at, len(files) + at + 1, 2 * len(files))
            heard(0, 1)
            if result.format is Format.JOURNAL:
                present, problems, notes = _plan_document(plan, origin, today, heard)
                own_accounts = {}
            else:
                cards = [item for item in result.items if isinstance(item, PersonCard)]
                present, problems, doubts = plan_cards(plan, cards, today, heard) if cards else (0, [], [])
                others = [one for number, some in enumerate(statements) for one in some if number != at]
                banked = plan_statements(
                    plan, statements[at], today, file=at, origin=origin, answers=answers, others=others
                )
                present += banked.present
                problems, notes = (
                    [*result.problems, *problems, *banked.problems],
                    [*result.notes, *doubts, *banked.notes],
                )
                own += banked.own
                accounts += banked.found
                own_accounts = banked.keys
                asked += [question for question in banked.questions if question not in asked]
            counted = _counted(origin, result.format, plan.steps[before:], present, problems, notes)
            sources.append(replace(counted, accounts=own_accounts, table=result.table, rows=_first_rows(result)))
        found = offers(plan, own, today)
        seq, currency = head(reader).seq, plan.get(Settings, 1).currency
    sources = [
        replace(source, notes=(*source.notes, *(note for file, note in found.notes if file == at)))
        for at, source in enumerate(sources)
    ]
    return Preview(
        seq, tuple(sources), plan.steps, found.offers, tuple(plan.attachments.values()),
        tuple(question for question in asked if isinstance(question, AccountQuestion) and question.candidates),
        tuple(question for question in asked if isinstance(question, BalanceQuestion)),
        tuple(question for question in asked if isinstance(question, AccountQuestion) and not question.candidates),
        tuple(accounts), continuous((item.key, item.statement) for item in own), currency,
    )  # fmt: skip


def with_names(previewed: Preview, names: Mapping[str, str]) -> Preview:
    """Return a preview whose new accounts have other names, by the keys of `new_accounts`.

    :raises Refused: when a name is that of another account, or of two new ones.
    """
    renamed = {question.new_name: cleaned(names.get(question.key, "")) for question in previewed.new_accounts}
    steps = tuple(
        Insert(replace(step.row, name=renamed.get(step.row.name) or step.row.name))
        if isinstance(step, Insert) and isinstance(step.row, Account)
        else step
        for step in previewed.steps
    )
    new = [step.row.name for step in steps if isinstance(step, Insert) and isinstance(step.row, Account)]
    for question in previewed.new_accounts:
        name = renamed[question.new_name] or question.new_name
        if sum(same(name, other) for other in new) > 1:
            raise Refused(Problem("account_name_twice", facts={"name": name}))
        if any(same(name, other) for other in question.taken):
            facts = {"name": name, "number": question.number}
            raise Refused(Problem("account_has_other_number", facts=facts))
    return replace(previewed, steps=steps)


@action("import", later("Imported: {name}"))
def carry_out(
    transaction: Transaction,
    previewed: Preview,
    today: dt.date,
    *,
    skip_bad_lines: bool = False,
    paid: Collection[Offer] | None = None,
    fee_name: str = "Bank fee",
    progress: Progress = unheard,
) -> None:
    """Write a previewed import, and payments for the offers in `paid` (None: the sure ones).

    :param fee_name: the name of the expense for what a bank kept of a payment.
    :param progress: called with every few hundred rows; when it raises, nothing is written.
    :raises Refused: with every problem of the preview unless `skip_bad_lines`; changed_since_preview when another
        change followed the preview; account_not_said; movement_used_twice.
    """
    if head(transaction).seq != previewed.seq:
        raise Refused(Problem("changed_since_preview"))
    if previewed.problems and not skip_bad_lines:
        raise Refused(*previewed.problems)
    if previewed.accounts:
        raise Refused(
            *(Problem("account_not_said", facts={"number": question.number}) for question in previewed.accounts)
        )
    names = ", ".join(dict.fromkeys(source.origin.path.name for source in previewed.sources))
    transaction.describe(name=names, added=sum(previewed.added.values()))
    ids = write(transaction, previewed.steps, previewed.attachments, progress)
    chosen = previewed.sure if paid is None else paid
    # What arrived is noted before what took it back.
    for offer in sorted(chosen, key=lambda one: (one.date, one.amount < 0)):
        if transaction.matching(Payment, bank_ref=offer.bank_ref):
            raise Refused(Problem("movement_used_twice", facts={"label": offer.label}))
        _note_paid(transaction, offer, ids, fee_name, today)


def _note_paid(
    transaction: Transaction, offer: Offer, ids: Mapping[tuple[str, int], int], fee_name: str, today: dt.date
) -> None:
    """Note the payments of an offer, and as an expense what the bank kept: the payer sent all of it."""
    for share in offer.shares:
        invoice_id = ids.get((Invoice.kind, share.invoice_id), share.invoice_id)
        payment = Payment(invoice_id=invoice_id, date=offer.date, amount=share.amount, bank_ref=offer.bank_ref)
        record_payment.within(transaction, payment, today)
    if offer.fee:
        fee = Expense(name=fee_name, amount=offer.fee, every=Every.ONCE, first=offer.date)
        save.within(transaction, fee, today)


def _first_rows(result: ReadResult[Statement | PersonCard]) -> tuple[BankTransaction, ...]:
    """Return the first movements of a table in the order of its lines; none of another file."""
    if result.table is None:
        return ()
    statements = [item for item in result.items if isinstance(item, Statement)]
    first = (one for statement in statements for one in statement.transactions[:_ROWS_SHOWN])
    return tuple(sorted(first, key=lambda one: one.line)[:_ROWS_SHOWN])


def _plan_document(
    plan: Plan, origin: Origin, today: dt.date, progress: Progress
) -> tuple[int, list[Problem], list[Problem]]:
    """Plan the import of an exported journal; returns how many rows are there already, its problems and notes."""
    document = read_document(origin.data())
    before = plan.rows(Account)
    document_import = DocumentImport(plan, today, part(progress, 1, 2, 2))
    for item in document.items:
        document_import.add(item, looked_at(item.attachments, origin, part(progress, 0, 1, 2)))
    others = ", ".join(row.name for row in before)
    beside = [row for row in plan.rows(Account) if before and row.id < 0 and not row.bank_ref and row not in before]
    notes = [
        Problem("account_of_document_beside", facts={"name": row.name, "others": others})
        for row in beside
        if row.counted
    ]
    return document_import.present, [*document.problems, *document_import.problems], [*document.notes, *notes]


def _counted(
    origin: Origin,
    kind: Format,
    steps: Sequence[Step],
    present: int,
    problems: Sequence[Problem],
    notes: Sequence[Problem],
) -> SourceFile:
    added = Counter(step.row.kind for step in steps if isinstance(step, Insert))
    # Deletions are not counted: they are only of a new journal's default rows, replaced by the document's.
    changed = sum(isinstance(step, Update) for step in steps)
    in_order = tuple(sorted(problems, key=lambda problem: problem.line or 0))
    noted = tuple(sorted(notes, key=lambda note: note.line or 0))
    return SourceFile(origin, kind, added, changed, present, in_order, noted)
