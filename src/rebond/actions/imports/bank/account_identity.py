"""Recognition of the account that a statement is of; where it cannot be known, a question to the person."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from rebond.actions.imports.plan import Plan
from rebond.domain.money.account_number import CARD, Likeness, closest, is_masked, references, with_reference
from rebond.domain.money.kinds import Account
from rebond.domain.names import cleaned, same
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.rules import LONGEST_NAME
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.exchange.statement import Statement

declare_problems({
    "account_known_by_number": later(
        "The statement of “{number}” is of the account “{account}”, which has that number, and not of “{name}”. "
        "The numbers of an account can be changed in its form."
    ),
    "account_has_other_number": later(
        "The account “{name}” has another number than “{number}”, of which this statement is. Give another name, or "
        "add the number in the form of the account."
    ),
    "account_beside": later(
        "“{name}” will be a new account beside {others}. If it is one of these, start the import again and choose it."
    ),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportAnswers:
    """The answers of a person to the questions of an import, by the `key` of each question.

    `accounts` are the names of accounts, existing or new; `balances` are cents at the end of the last day.
    """

    accounts: Mapping[str, str] = field(default_factory=dict)
    balances: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AccountQuestion:
    """A question for the account of a statement: one of the `candidates` by name, or a new one named `new_name`.

    Without candidates it is a new one, which may be given another name. `number` is what the file says of the
    account, or the file's name; `balance` (cents) and `date` are its closing balance. `usual` is the candidate that
    may be taken without asking, empty if there is none: the only one, noted before this import, that one lives on, and
    not for a card. `shape` is that of a statement without a number. `taken` are the names of accounts that it cannot
    be, having another number.
    """

    key: str
    number: str
    new_name: str
    candidates: tuple[str, ...]
    balance: int
    date: dt.date
    usual: str
    shape: str = ""
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundAccount:
    """An account of the journal that a statement is of, by its number or by the name that the file says."""

    key: str
    number: str
    name: str
    by_number: bool


@dataclass(frozen=True, slots=True)
class StatementOwner:
    """The account of a statement; None as long as the question is not answered, or where a problem forbids it.

    A question beside an account may stay open: it is for the name of a new one.
    """

    account: Account | None = None
    question: AccountQuestion | None = None
    problem: Problem | None = None
    note: Problem | None = None


def recognised(plan: Plan, statement: Statement) -> Account | None:
    """Return the account that the statement is surely of: the only one with its number."""
    ref = statement.account_ref
    if not ref:
        return None
    known = [row for row in plan.rows(Account) if closest(references(row.bank_ref), ref) is Likeness.SAME]
    return known[0] if len(known) == 1 else None


def known(plan: Plan, statement: Statement, key: str, answers: ImportAnswers) -> Account | None:
    """Return the account of the journal that a statement is of by its number, the person's answer or its own name."""
    if account := recognised(plan, statement):
        return account
    answer = cleaned(answers.accounts.get(key, ""))
    return _named(plan.rows(Account), answer) if answer else _namesake(plan, statement)


def found_in(plan: Plan, statement: Statement, key: str, shown: str) -> FoundAccount | None:
    """Return how a statement says its account itself; None where it does not."""
    if account := recognised(plan, statement):
        return FoundAccount(key, shown, account.name, by_number=True)
    namesake = _namesake(plan, statement)
    return FoundAccount(key, shown, namesake.name, by_number=False) if namesake else None


def owner(
    plan: Plan,
    statement: Statement,
    key: str,
    file: str,
    answers: ImportAnswers,
    end: tuple[dt.date, int],
    others: Iterable[int] = (),
) -> StatementOwner:
    """Return whose a statement is, planning a new account where none of the journal could be it.

    :param file: the name of its file, after which an account is named of which nothing else is known.
    :param end: the day and the cents of its closing balance.
    :param others: the ids of the accounts that other statements of its file are of.
    """
    ref = statement.account_ref
    account = recognised(plan, statement)
    if answer := cleaned(answers.accounts.get(key, ""))[:LONGEST_NAME]:
        return _answered(plan, account, answer, ref)
    if account:
        # The whole number tells apart what a masked one did not.
        knows_only_masked = all(is_masked(known) for known in references(account.bank_ref))
        return StatementOwner(_numbered(plan, account, ref) if knows_only_masked and not is_masked(ref) else account)
    if namesake := _namesake(plan, statement):
        return StatementOwner(_numbered(plan, namesake, ref))
    accounts = plan.rows(Account)
    name = statement.account_name[:LONGEST_NAME] or ref or file
    new_name = _free_name(accounts, name, ref)
    possible = [row for row in _possible(accounts, ref) if row.id not in set(others)]
    names = tuple(row.name for row in possible)
    is_usual = len(possible) == 1 and possible[0].id > 0 and possible[0].counted and not ref.startswith(CARD)
    question = AccountQuestion(
        key,
        ref or name,
        new_name,
        candidates=names,
        balance=end[1],
        date=end[0],
        usual=names[0] if is_usual else "",
        shape="" if ref else statement.shape,
        taken=tuple(row.name for row in accounts if row not in possible),
    )
    return StatementOwner(None if possible else plan.add(Account(name=new_name, bank_ref=ref)), question)


def _answered(plan: Plan, recognised_as: Account | None, answer: str, ref: str) -> StatementOwner:
    """Return the account that the person named, old or new, unless its number or the statement's says otherwise."""
    accounts = plan.rows(Account)
    named = _named(accounts, answer)
    if recognised_as and recognised_as != named:
        facts = {"number": ref, "account": recognised_as.name, "name": answer}
        return StatementOwner(problem=Problem("account_known_by_number", facts=facts))
    possible = _possible(accounts, ref)
    if named is None:
        beside = ", ".join(row.name for row in possible if row.id > 0)
        note = Problem("account_beside", facts={"name": answer, "others": beside}) if beside else None
        return StatementOwner(plan.add(Account(name=answer, bank_ref=ref)), note=note)
    if named not in possible:
        facts = {"name": named.name, "number": ref}
        return StatementOwner(problem=Problem("account_has_other_number", facts=facts))
    return StatementOwner(_numbered(plan, named, ref))


def _named(accounts: list[Account], name: str) -> Account | None:
    return next((row for row in accounts if same(row.name, name)), None)


def _namesake(plan: Plan, statement: Statement) -> Account | None:
    """Return the account with the name that the statement says, unless both have numbers."""
    ref = statement.account_ref
    name = statement.account_name[:LONGEST_NAME] or ref
    return _named([row for row in plan.rows(Account) if not (ref and references(row.bank_ref))], name) if name else None


def _possible(accounts: list[Account], ref: str) -> list[Account]:
    """Return the accounts that a statement with that number may be of."""
    return [row for row in accounts if closest(references(row.bank_ref), ref) is not Likeness.DIFFERENT]


def _numbered(plan: Plan, account: Account, ref: str) -> Account:
    """Return the account with the statement's number remembered."""
    numbered = replace(account, bank_ref=with_reference(account.bank_ref, ref))
    if numbered != account:
        plan.change(numbered)
    return numbered


def _free_name(accounts: list[Account], name: str, ref: str) -> str:
    """Return a name that no account has."""
    # People recognise an account by the end of its number.
    for free in (name, f"{name[: LONGEST_NAME - 8]} {ref[-4:]}".strip(), ref[:LONGEST_NAME]):
        if free and not any(same(row.name, free) for row in accounts):
            return free
    return f"{name[: LONGEST_NAME - 8]} {len(accounts) + 1}"
