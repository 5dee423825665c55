"""Import of bank statements: the balance of each account, once, at the end of each statement."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rebond.actions.imports.bank.account_identity import (
    AccountQuestion,
    FoundAccount,
    ImportAnswers,
    found_in,
    known,
    owner,
)
from rebond.actions.imports.plan import Plan
from rebond.domain.money.kinds import Balance, Settings
from rebond.domain.problems import Money, Problem, declare_problems
from rebond.domain.rules import problems
from rebond.domain.translatable import later
from rebond.exchange.origin import Origin
from rebond.exchange.result import Format
from rebond.exchange.statement import Statement

declare_problems({
    "statement_other_currency": later(
        "This statement is in {currency} and the journal in {journal}: it is left out, since they cannot be added."
    ),
    "statement_without_balance": later("This statement says no closing balance; its account is left as it is."),
    "statement_opening_only": later(
        "This statement says the balance that it began with and not the one that it closed with; it is left out. "
        "Download it again once the bank has closed the day."
    ),
    "balance_not_yet": later(
        "The closing balance, {amount}, is of {date}, which has not come yet: it is left out; the movements are read."
    ),
    "movements_do_not_add_up": later(
        "The movements of this statement do not add up to its balances: {difference} is missing. The closing balance "
        "counts; a movement may be missing from the file."
    ),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class BalanceQuestion:
    """A question for the balance of an account at the end of `date`, which the file does not say; it may stay open."""

    key: str
    number: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """A statement of an import: the file that it stands in, by its place, and its account where that is known.

    `key` is that of its account, the same in a question for it.
    """

    file: int
    statement: Statement
    account_id: int | None
    key: str


@dataclass(slots=True)
class StatementsOfFile:
    """The result of planning the statements of one file: the number of balances present, problems, notes, questions.

    `keys` tell the accounts of the statements apart, each with its number, empty where that is not known; `found` are
    those that the statements say themselves.
    """

    present: int = 0
    problems: list[Problem] = dataclasses.field(default_factory=list)
    notes: list[Problem] = dataclasses.field(default_factory=list)
    questions: list[AccountQuestion | BalanceQuestion] = dataclasses.field(default_factory=list)
    own: list[OwnStatement] = dataclasses.field(default_factory=list)
    keys: dict[str, str] = dataclasses.field(default_factory=dict)
    found: list[FoundAccount] = dataclasses.field(default_factory=list)


def plan_statements(
    plan: Plan,
    statements: Sequence[Statement],
    today: dt.date,
    *,
    file: int = 0,
    origin: Origin,
    answers: ImportAnswers | None = None,
    others: Sequence[Statement] = (),
) -> StatementsOfFile:
    """Plan the balance of every account at its closing date.

    Of statements that close on the same day, the last counts. A new journal with the default currency takes that of
    the first statement that is not left out.

    :param file: the place of the file in the import, and `origin` where it comes from.
    :param others: the statements of the import's other files, one of which may close the account's balance.
    """
    answers = answers or ImportAnswers()
    found = StatementsOfFile()
    currency = _currency(plan, statements, today)
    closing: dict[tuple[int, dt.date], Balance] = {}
    owners = _known_owners(plan, statements, origin, answers)
    for statement in statements:
        key = _key(statement, origin)
        shown = statement.account_ref or statement.account_name or origin.own_name
        if (statement.currency or currency) != currency:
            found.problems.append(_other_currency(statement, currency))
            continue
        found.keys[key] = statement.account_ref
        found.notes += _sums(statement, currency)
        if (itself := found_in(plan, statement, key, shown)) and all(one.key != key for one in found.found):
            found.found.append(itself)
        known_id = owners.get(key)
        end = _closing(statement, answers.balances.get(key))
        if end is None:
            found.own.append(OwnStatement(file, statement, known_id, key))
            if not any(_closes(other, statement) for other in (*statements, *others)):
                _ask_balance(found, statement, key, shown)
            continue
        date, amount = end
        balance = Balance(account_id=0, date=date, amount=amount)
        if wrong := _wrong(balance, today, currency):
            found.problems += [dataclasses.replace(problem, line=statement.line) for problem in wrong]
            found.own.append(OwnStatement(file, statement, known_id, key))
            continue
        beside = [row_id for other, row_id in owners.items() if other != key]
        told = owner(plan, statement, key, origin.stem, answers, end, beside)
        found.notes += [note for note in [told.note] if note]
        if told.problem:
            found.problems.append(dataclasses.replace(told.problem, line=statement.line))
            continue
        if told.question and all(question.key != key for question in found.questions):
            found.questions.append(told.question)
        found.own.append(OwnStatement(file, statement, told.account.id if told.account else None, key))
        if told.account:
            owners[key] = told.account.id
            closing[told.account.id, date] = dataclasses.replace(balance, account_id=told.account.id)
    found.present = sum(not _set(plan, balance) for balance in closing.values())
    settings = plan.get(Settings, 1)
    if (closing or found.questions) and settings.currency != currency:
        plan.change(dataclasses.replace(settings, currency=currency))
    return found


def _key(statement: Statement, origin: Origin) -> str:
    """Return what tells the account of a statement from those of the others, and of other files without numbers."""
    return statement.account_ref or " ".join(filter(None, (str(origin.path), origin.member, statement.account_name)))


def _known_owners(
    plan: Plan, statements: Sequence[Statement], origin: Origin, answers: ImportAnswers
) -> dict[str, int]:
    """Return the ids of the journal's accounts that the statements of a file are of, as far as known, by their keys."""
    keys = {_key(statement, origin): statement for statement in statements}
    rows = {key: known(plan, statement, key, answers) for key, statement in keys.items()}
    return {key: row.id for key, row in rows.items() if row}


def _other_currency(statement: Statement, currency: str) -> Problem:
    if _is_opening_only(statement):
        return Problem("statement_opening_only", line=statement.line)
    facts = {"currency": statement.currency, "journal": currency}
    return Problem("statement_other_currency", "currency", facts, statement.line)


def _is_opening_only(statement: Statement) -> bool:
    return statement.closing_balance is None and statement.opening_balance is not None


def _wrong(balance: Balance, today: dt.date, currency: str) -> list[Problem]:
    """Return the problems of a closing balance; its movements are read whatever they are."""
    if balance.date > today:
        return [Problem("balance_not_yet", facts={"amount": Money(balance.amount, currency), "date": balance.date})]
    return list(problems(balance, today))


def _currency(plan: Plan, statements: Sequence[Statement], today: dt.date) -> str:
    """Return the currency in which the statements are read: the journal's, in a new one that of the first statement.

    A statement with a balance that can be noted comes first. One that is left out says nothing of the journal.
    """
    currency = plan.get(Settings, 1).currency
    if not plan.is_new or plan.steps or currency != Settings().currency:
        return currency
    stated = [each for each in statements if each.currency and not _is_opening_only(each)]
    for each in stated:
        if each.closing_balance is not None and each.closing_date is not None and each.closing_date <= today:
            return each.currency
    return currency if any(each.currency == currency for each in stated) or not stated else stated[0].currency


def _closing(statement: Statement, answered: int | None) -> tuple[dt.date, int] | None:
    """Return the day and cents of the closing balance, as the file says it or else as the person did."""
    if statement.closing_balance is not None and statement.closing_date is not None:
        return statement.closing_date, statement.closing_balance
    last = _last_day(statement)
    return (last, answered) if answered is not None and last is not None else None


def _last_day(statement: Statement) -> dt.date | None:
    return statement.last or max((one.date for one in statement.transactions), default=None)


def _closes(other: Statement, page: Statement) -> bool:
    """Whether another statement says the account's balance after this one."""
    same = other is not page and bool(page.account_ref) and other.account_ref == page.account_ref
    last = _last_day(page)
    return same and other.closing_date is not None and (last is None or other.closing_date >= last)


def _ask_balance(found: StatementsOfFile, statement: Statement, key: str, shown: str) -> None:
    """Ask for the balance of a file that never says one; elsewhere its absence is a fault of the file."""
    last = _last_day(statement)
    if statement.format in (Format.CSV, Format.QIF):
        if last is not None:
            found.questions.append(BalanceQuestion(key, shown, last))
    else:
        code = "statement_without_balance" if statement.opening_balance is None else "statement_opening_only"
        found.problems.append(Problem(code, line=statement.line))


def _sums(statement: Statement, currency: str) -> list[Problem]:
    """Return a note if the movements do not lead from the opening to the closing balance."""
    if statement.opening_balance is None or statement.closing_balance is None:
        return []
    moved = sum(transaction.amount for transaction in statement.transactions)
    difference = statement.closing_balance - statement.opening_balance - moved
    facts = {"difference": Money(difference, currency)}
    return [Problem("movements_do_not_add_up", facts=facts, line=statement.line)] if difference else []


def _set(plan: Plan, balance: Balance) -> bool:
    """Plan the balance of an account on a day, replacing another of that day; False if it is present."""
    same_day = [row for row in plan.rows(Balance) if (row.account_id, row.date) == (balance.account_id, balance.date)]
    for row in same_day:
        if row.amount == balance.amount:
            return False
        plan.change(dataclasses.replace(row, amount=balance.amount))
        return True
    plan.add(balance)
    return True
