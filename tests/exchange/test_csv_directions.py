"""Two columns of which one is filled in each row are money in and out: which is which, words or balances say."""

import pytest

from rebond.exchange.csv_file.read import read_csv
from rebond.exchange.result import ReadResult
from rebond.exchange.statement import Statement


def read(headings: str, *rows: str, balance: bool = False) -> ReadResult[Statement]:
    lines = (f"Date;Libellé;{headings}{';Solde' if balance else ''}", *rows, "")
    return read_csv("\n".join(lines).encode())


def amounts(reading: ReadResult[Statement]) -> list[int]:
    assert reading.problems == ()
    return [one.amount for part in reading.items for one in part.transactions]


@pytest.mark.parametrize(
    "headings",
    [
        "Lodgements;Payments", "Avoir;Doit", "Cash in;Cash out", "Gains;Pertes", "Lodgement;Withdrawal",
        "Incoming;Outgoing", "Encaissé;Décaissé", "Reçu (EUR);Dépensé (EUR)", "Truc;Doit", "Gains;Machin",
        "Money received;Money sent", "Profit;Loss", "Paid-in amount;Paid-out amount", "+;-", "Ressources;Emplois",
        "Amount in;Amount out", "Montant entrant;Montant sortant",
    ],
)  # fmt: skip
@pytest.mark.parametrize("none", ["", "0,00", "-"])
def test_by_the_words_of_either(headings: str, none: str) -> None:
    rows = (f"18/11/2026;a;1234,56;{none}", f"19/11/2026;b;{none};5,00", f"20/11/2026;c;{none};7,00")
    assert amounts(read(headings, *rows)) == [123_456, -500, -700]


@pytest.mark.parametrize("headings", ["Truc;Machin", "Colonne 1;Colonne 2", "Montant A;Montant B"])
def test_by_the_balances(headings: str) -> None:
    rows = ("18/11/2026;a;10,00;;110,00", "19/11/2026;b;;5,00;105,00", "20/11/2026;c;7,00;;112,00")
    assert amounts(read(headings, *rows, balance=True)) == [1000, -500, 700]
    rows = ("18/11/2026;a;10,00;;90,00", "19/11/2026;b;;5,00;95,00", "20/11/2026;c;7,00;;88,00")
    assert amounts(read(headings, *rows, balance=True)) == [-1000, 500, -700]


def test_by_the_balances_with_the_newest_first() -> None:
    rows = ("20/11/2026;c;7,00;;112,00", "19/11/2026;b;;5,00;105,00", "18/11/2026;a;10,00;;110,00")
    assert amounts(read("Truc;Machin", *rows, balance=True)) == [700, -500, 1000]


def test_by_the_signs() -> None:
    assert amounts(read("Truc;Machin", "18/11/2026;a;10,00;", "19/11/2026;b;;-5,00")) == [1000, -500]


@pytest.mark.parametrize("headings", ["Truc;Machin", "Jan;Fév"])
def test_else_it_is_asked(headings: str) -> None:
    reading = read(headings, "18/11/2026;a;10,00;", "19/11/2026;b;;5,00")
    assert [problem.code for problem in reading.problems] == ["csv_columns_unknown"]


def test_two_amounts_in_a_row_are_not_in_and_out() -> None:
    reading = read("Truc;Machin", "18/11/2026;a;10,00;3,00", "19/11/2026;b;;5,00")
    assert [problem.code for problem in reading.problems] == ["csv_columns_unknown"]


def test_a_column_of_fees_or_of_another_currency_is_neither() -> None:
    rows = ("18/11/2026;a;10,00;", "19/11/2026;b;-5,00;", "20/11/2026;frais;;2,00")
    assert [problem.code for problem in read("Montant;Frais", *rows).problems] == ["amount_missing"]
    rows = ("18/11/2026;a;10,00;", "19/11/2026;b;-5,00;")
    assert amounts(read("Montant;Montant en devise", *rows)) == [1000, -500]


def test_only_money_in_this_month() -> None:
    assert amounts(read("Lodgements;Payments", "18/11/2026;a;10,00;", "19/11/2026;b;5,00;")) == [1000, 500]


def test_only_money_out_this_month() -> None:
    assert amounts(read("Lodgements;Payments", "18/11/2026;a;;10,00", "19/11/2026;b;;5,00")) == [-1000, -500]


def test_a_number_of_shares_where_nothing_moves_is_neither() -> None:
    rows = ("2/7/2026;a;31,04;;31,04", "3/7/2026;b;-31,04;;0,00", "4/7/2026;c;0,00;31,04;0,00")
    assert amounts(read("Montant;Quantité", *rows, balance=True)) == [3104, -3104, 0]


@pytest.mark.parametrize("written", ["-", "\N{EN DASH}", "\N{EM DASH}"])
def test_a_dash_is_no_amount(written: str) -> None:
    reading = read("Montant", "18/11/2026;x;7,50", f"18/11/2026;y;{written}", "18/11/2026;z;8,50")
    assert [(problem.line, problem.code) for problem in reading.problems] == [(3, "amount_missing")]


def test_where_a_word_says_the_direction_two_columns_are_not_it() -> None:
    rows = ("18/11/2026;a;10,00;;C", "19/11/2026;b;5,00;;D", "20/11/2026;c;;7,00;D")
    reading = read("Montant;Montant B;Sens", *rows)
    assert [(problem.line, problem.code) for problem in reading.problems] == [(4, "amount_missing")]
