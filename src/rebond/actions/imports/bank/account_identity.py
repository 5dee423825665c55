"""Recognition of the account that a statement is of; where it cannot be known, a question to the person."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rebond.actions.imports.plan import Plan
from rebond.domain.money.account_number import CARD, Likeness, closest, is_masked, references, with_reference
from rebond.domain.money.kinds import Account
from rebond.domain.names import cleaned, same
from rebond.domain.rules import LONGEST_NAME
from rebond.exchange.statement import Statement


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

    `number` is what the file says of the account, or the file's name; `balance` (cents) and `date` are its closing
    balance. `usual` is the candidate that may be taken without asking, empty if there is none: the only one, noted
    before this import, that one lives on, and not for a card. `shape` is that of a statement without a number.
    """

    key: str
    number: str
    new_name: str
    candidates: tuple[str, ...]
    balance: int
    date: dt.date
    usual: str
    shape: str = ""


def recognised(plan: Plan, statement: Statement) -> Account | None:
    """Return the account that the statement is surely of: the only one with its number."""
    ref = statement.account_ref
    if not ref:
        return None
    known = [row for row in plan.rows(Account) if closest(references(row.bank_ref), ref) is Likeness.SAME]
    return known[0] if len(known) == 1 else None


def account_of(
    plan: Plan, statement: Statement, key: str, file: str, answers: ImportAnswers, balance: int, date: dt.date
) -> Account | AccountQuestion:
    """Return the account of a statement, planning a new one where no account of the journal could be it.

    :param file: the name of its file, after which an account is named of which nothing else is known.
    """
    ref = statement.account_ref
    answer = cleaned(answers.accounts.get(key, ""))[:LONGEST_NAME]
    if answer:
        named = next((row for row in plan.rows(Account) if same(row.name, answer)), None)
        return _numbered(plan, named, ref) if named else plan.add(Account(name=answer, bank_ref=ref))
    if account := recognised(plan, statement):
        # The whole number tells apart what a masked one did not.
        knows_only_masked = all(is_masked(known) for known in references(account.bank_ref))
        return _numbered(plan, account, ref) if knows_only_masked and not is_masked(ref) else account
    accounts = plan.rows(Account)
    name = statement.account_name[:LONGEST_NAME] or ref or file
    like = [row for row in accounts if not (ref and references(row.bank_ref))]
    if (statement.account_name or ref) and (namesake := next((row for row in like if same(row.name, name)), None)):
        return _numbered(plan, namesake, ref)
    possible = [row for row in accounts if closest(references(row.bank_ref), ref) is not Likeness.DIFFERENT]
    new_name = _free_name(accounts, name, ref)
    if possible:
        names = tuple(row.name for row in possible)
        is_usual = len(possible) == 1 and possible[0].id > 0 and possible[0].counted and not ref.startswith(CARD)
        usual = names[0] if is_usual else ""
        return AccountQuestion(key, ref or name, new_name, names, balance, date, usual, "" if ref else statement.shape)
    return plan.add(Account(name=new_name, bank_ref=ref))


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
