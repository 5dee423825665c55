"""Which statements may be of one account, by their balances."""

import datetime as dt
from pathlib import Path

from rebond.actions.imports.bank.continuity import continuous
from rebond.actions.imports.previewed import Preview, SourceFile
from rebond.exchange.origin import Origin
from rebond.exchange.result import Format
from rebond.exchange.statement import BankTransaction, Statement


def statement(closing: int | None, *moved: tuple[int, int], closed: int = 0, last: int = 0) -> Statement:
    """Return a statement by its closing balance and its movements, each on a day of November."""
    movements = tuple(
        BankTransaction(date=dt.date(2026, 11, day), amount=amount, label="", counterparty="", reference="", line=1)
        for day, amount in moved
    )
    return Statement(
        format=Format.CSV, account_ref="", account_name="", currency="", closing_balance=closing, line=1,
        closing_date=dt.date(2026, 11, closed or max((day for day, _amount in moved), default=30)),
        transactions=movements, last=dt.date(2026, 11, last) if last else None,
    )  # fmt: skip


def groups(*statements: Statement) -> list[str]:
    found = continuous((chr(ord("a") + nth), one) for nth, one in enumerate(statements))
    return sorted("".join(sorted(keys)) for keys in found)


def test_statements_that_go_on_from_each_other_or_overlap_are_one_group() -> None:
    first, second, third = (
        statement(6200, (10, 1200)),
        statement(6100, (13, -200), (12, 100)),
        statement(6000, (14, -100)),
    )
    assert groups(first, second, third) == groups(first, third, second) == groups(third, second, first) == ["abc"]
    assert groups(first, third) == ["a", "b"]
    assert groups(second, statement(6150, (13, -200), (14, 50))) == ["ab"]
    assert groups(first, first) == ["ab"]


def test_one_that_fits_two_groups_joins_them() -> None:
    assert groups(statement(100, (1, 100)), statement(300, (3, 100)), statement(200, (2, 100))) == ["abc"]


def test_those_of_one_key_are_one_group() -> None:
    found = continuous([("a", statement(6200, (10, 1200))), ("a", statement(10, (12, 1)))])
    assert found == (frozenset("a"),)


def test_a_balance_that_says_nothing_of_the_days_of_the_movements_is_in_no_group() -> None:
    assert groups(statement(None, (10, 1)), statement(50), statement(50, (10, 1), closed=22)) == []
    assert groups(statement(50, (10, 1), closed=22, last=22)) == ["a"]


def test_two_statements_of_one_file_are_of_two_accounts_even_if_their_balances_follow() -> None:
    def of(*files: dict[str, str]) -> Preview:
        sources = [
            SourceFile(Origin(Path(f"{at}.csv")), Format.CSV, {}, 0, 0, (), accounts=accounts)
            for at, accounts in enumerate(files)
        ]
        return Preview(0, tuple(sources), (), (), continuous=(frozenset({"one", "other"}),))

    assert of({"one": "", "other": ""}).of_several_accounts(("one", "other"))
    assert not of({"one": ""}, {"other": ""}).of_several_accounts(("one", "other"))
