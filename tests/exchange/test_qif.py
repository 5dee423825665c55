"""QIF as programs and banks write it: dates in many forms, parts, accounts, no balance."""

import pytest

from rebond.exchange.detect import read
from rebond.exchange.qif import read_qif
from rebond.exchange.result import Format
from rebond.exchange.statement import Part, Statement


def only(text: str, encoding: str = "utf-8") -> Statement:
    reading = read(text.encode(encoding))
    assert (reading.format, reading.problems) == (Format.QIF, ())
    (statement,) = reading.items
    assert isinstance(statement, Statement)
    return statement


def record(date: str = "20/11/2026", amount: str = "1,200.00", more: str = "PAtlas\nMF-001\n") -> str:
    return f"D{date}\nT{amount}\n{more}^\n"


@pytest.mark.parametrize("kind", ["Bank", "CCard", "Cash", "bank "])
def test_a_list_of_movements_is_a_statement_without_balance(kind: str) -> None:
    statement = only(f"!Type:{kind}\r\n" + (record() + record("21/11/2026", "-7.90", "PCafé\r\nN12\r\n")), "cp1252")
    assert (statement.account_ref, statement.currency, statement.closing_balance) == ("", "", None)
    assert [(one.date.isoformat(), one.amount, one.label, one.counterparty) for one in statement.transactions] == [
        ("2026-11-20", 120000, "Atlas F-001", "Atlas"), ("2026-11-21", -790, "Café", "Café"),
    ]  # fmt: skip
    assert [one.line for one in statement.transactions] == [2, 7]


@pytest.mark.parametrize(
    ("dates", "read_as"),
    [
        (["1/ 2'06", "25/ 2'06"], ["2006-02-01", "2006-02-25"]),
        (["1/ 2'06", "2/25'06"], ["2006-01-02", "2006-02-25"]),
        (["20/11/26", "01/12/26"], ["2026-11-20", "2026-12-01"]),
        (["11/20/2026", "12/01/2026"], ["2026-11-20", "2026-12-01"]),
        (["20.11.2026", "2026-12-01"], ["2026-11-20", "2026-12-01"]),
        (["3/11/98", "13-11-98"], ["1998-11-03", "1998-11-13"]),
    ],
)
def test_all_dates_of_the_file_say_their_order(dates: list[str], read_as: list[str]) -> None:
    statement = only("!Type:Bank\n" + "".join(record(date) for date in dates))
    assert [one.date.isoformat() for one in statement.transactions] == read_as


def test_an_open_order_is_told() -> None:
    reading = read_qif(("!Type:Bank\n" + record("03/04/2026")).encode())
    assert reading.items[0].transactions[0].date.isoformat() == "2026-04-03"
    assert [note.code for note in reading.notes] == ["qif_day_or_month"]


def test_parts_and_french_amounts_are_read() -> None:
    statement = only("!Type:Bank\nD20/11/2026\nU1.200,00\nPAtlas\nSF-001\n$1.000,00\nSF-002\nEreste\n$200,00\n^\n")
    (one,) = statement.transactions
    assert one.amount == 120000
    assert one.parts == (
        Part(amount=100000, label="F-001", counterparty="Atlas"),
        Part(amount=20000, label="reste", counterparty="Atlas"),
    )


def test_each_account_has_its_own_statement_and_categories_are_not_movements() -> None:
    text = (
        "!Type:Cat\nNLoyer\nE\n^\n!Option:AutoSwitch\n!Account\nNCourant\nTBank\n^\nNLivret\nTBank\n^\n"
        "!Clear:AutoSwitch\n!Account\nNCourant\nTBank\n^\n!Type:Bank\n"
        + record() + "!Account\nNLivret\nTBank\n^\n!Type:Bank\n" + record("21/11/2026", "5.00", "PIntérêts\n")
    )  # fmt: skip
    reading = read(text.encode())
    assert reading.problems == ()
    found = [item for item in reading.items if isinstance(item, Statement)]
    assert [(one.account_name, len(one.transactions)) for one in found] == [("Courant", 1), ("Livret", 1)]


def test_the_opening_balance_is_no_movement_and_names_the_account() -> None:
    reading = read_qif(("!Type:Bank\nD01/01/2026\nT500.00\nPOpening Balance\nL[Courant]\n^\n" + record()).encode())
    assert (reading.items[0].account_name, len(reading.items[0].transactions)) == ("Courant", 1)
    assert [note.code for note in reading.notes] == ["csv_no_movement_line"]


def test_bad_records_are_told_the_others_kept_and_the_last_sign_may_be_missing() -> None:
    reading = read_qif(
        (
            "!Type:Bank\n" + record("30/02/2026") + record(amount="x") + record("") + record().removesuffix("^\n")
        ).encode()
    )
    assert [(problem.line, problem.code) for problem in reading.problems] == [
        (2, "date_unclear"), (7, "amount_unclear"), (12, "date_missing"),
    ]  # fmt: skip
    assert len(reading.items[0].transactions) == 1


def test_equal_records_stay_two_with_stable_references() -> None:
    once, again = (only("!Type:Bank\n" + more + record() * 2) for more in ("", record("01/10/2026")))
    references = [one.reference for one in once.transactions]
    assert len(set(references)) == 2
    assert [one.reference for one in again.transactions][1:] == references


def test_a_file_without_a_list_of_movements_is_told() -> None:
    assert [problem.code for problem in read(b"!Type:Cat\nNLoyer\n^\n").problems] == ["qif_no_account"]


def test_many_records_are_read_in_time(within_seconds: None) -> None:
    read(("!Type:Bank\n" + record() * 20_000).encode())
    read(b"!Type:Bank\nD20/11/2026\nT1\n" + b"Sx\n$1\n" * 300_000)
