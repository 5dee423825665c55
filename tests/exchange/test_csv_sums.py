"""Which column moves the account: credit and debit by any name, net after fees, the account's own currency."""

import pytest

from rebond.exchange.csv_file.read import read_csv
from rebond.exchange.statement import Statement


def only(text: str) -> Statement:
    reading = read_csv(text.encode())
    assert reading.problems == ()
    (statement,) = reading.items
    return statement


@pytest.mark.parametrize(
    "headings",
    [
        "Versements;Retraits", "Encaissement;Décaissement", "Reçu;Payé", "Funds in;Funds out", "Recette;Dépense",
        "In;Out", "Income;Expense", "Received;Paid", "Received;Sent", "Receipts;Payments", "Crédité;Débité",
        "Somme créditée;Somme débitée", "Produits;Charges", "Einnahmen;Ausgaben", "Ingresos;Gastos",
        "Rentrées;Dépenses", "Versement;Prélèvement", "Alimentation;Retrait", "Montant crédit;Montant débit",
        "Gutgeschrieben;Retrait", "Truc;Retraits",
    ],
)  # fmt: skip
@pytest.mark.parametrize("balance", ["", "Solde progressif", "Solde du jour", "Running total balance"])
def test_money_in_and_out_by_any_of_its_names(headings: str, balance: str) -> None:
    rows = ["18/11/2026;a;1234,56;;2234,56", "19/11/2026;b;;5,00;2229,56"]
    lines = [f"Date;Libellé;{headings};{balance}", *rows]
    statement = only("".join((line if balance else line.rsplit(";", 1)[0]) + "\n" for line in lines))
    assert [one.amount for one in statement.transactions] == [123_456, -500]
    assert statement.closing_balance == (222_956 if balance else None)


def test_words_for_a_direction_alone_do_not_make_one() -> None:
    text = "Date;Libellé;Montant;Charges\n18/11/2026;a;1234,56;5,00\n19/11/2026;b;-5,00;1,00\n"
    assert [one.amount for one in only(text).transactions] == [123_456, -500]
    totals = "Date;Libellé;Income;Expenses;Amount\n18/11/2026;a;9,00;5,00;1234,56\n19/11/2026;b;9,00;5,00;-5,00\n"
    assert [one.amount for one in only(totals).transactions] == [123_456, -500]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Amount;Fees;Total", "1260,00;25,44;1234,56"), ("Amount;Fee;Net", "1260,00;-25,44;1234,56"),
        ("Montant brut;Commission;Montant net", "1260,00;25,44;1234,56"), ("Total;Frais;Montant", "1260;25,44;1234,56"),
        ("Montant;Frais;Commission;Net", "1260,00;20,00;5,44;1234,56"), ("Net;Fees;Amount", "1234,56;25,44;1260,00"),
        ("Amount;Fees;Total", "1234,56;0,00;1234,56"), ("Montant;Frais;Total", "1234,56;0,00;9999,99"),
    ],
)  # fmt: skip
def test_what_is_left_after_fees_is_the_amount(headings: str, row: str) -> None:
    statement = only(f"Date;Libellé;{headings}\n18/11/2026;a;{row}\n")
    assert [one.amount for one in statement.transactions] == [123_456]


@pytest.mark.parametrize(
    ("headings", "row", "currency"),
    [
        ("Montant;Montant en devise;Devise", "1234,56;1300,00;USD", ""),
        ("Montant en EUR;Montant en devise;Devise", "1234,56;1300,00;USD", "EUR"),
        ("Devise;Montant en devise;Montant", "USD;1300,00;1234,56", ""),
        ("Amount;Foreign amount;Currency", "1234,56;1300,00;USD", ""),
        ("Amount (EUR);Amount in currency;Currency", "1234,56;1300,00;USD", "EUR"),
        ("Orig currency;Orig amount;Amount", "USD;1300,00;1234,56", ""),
        ("Montant;Devise;Montant en devise", "1234,56;EUR;1300,00", "EUR"),
        ("Montant;Devise;Montant d'origine;Devise d'origine", "1234,56;EUR;1300,00;USD", "EUR"),
        ("Montant en devise;Devise", "1234,56;USD", "USD"),
        ("Montant;Devise", "1234,56;USD", "USD"),
    ],
)
def test_the_currency_is_that_of_the_accounts_own_amount(headings: str, row: str, currency: str) -> None:
    statement = only(f"Date;Libellé;{headings}\n18/11/2026;a;{row}\n")
    assert ([one.amount for one in statement.transactions], statement.currency) == ([123_456], currency)


def test_two_amounts_in_one_row_are_not_its_two_directions() -> None:
    reading = read_csv(b"Date;Label;Sent;Received\n18/11/2026;a;10,00;9,00\n19/11/2026;b;5,00;4,00\n")
    assert [problem.code for problem in reading.problems] == ["csv_columns_unknown"]


def test_several_currencies_before_an_amount_in_currency_are_not_the_accounts() -> None:
    rows = "18/11/2026;a;10,00;USD;11,00\n19/11/2026;b;5,00;GBP;4,00\n"
    statement = only(f"Date;Libellé;Montant en EUR;Devise;Montant en devise\n{rows}")
    assert (statement.currency, [one.amount for one in statement.transactions]) == ("EUR", [1_000, 500])


@pytest.mark.parametrize(
    "headings",
    [
        "Date,Heure,Fuseau horaire,Nom,Type,État,Devise,Avant commission,Commission,Net",
        "Date,Heure,Fuseau horaire,Nom,Type,État,Devise,Montant,Frais,Total",
        "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net",
    ],
)
def test_a_wallets_type_is_the_label_rather_than_its_time_zone(headings: str) -> None:
    row = '18/11/2026,10:00:00,CET,Atlas,Paiement facture F-001,Completed,EUR,"1 260,00","-25,44","1 234,56"'
    (movement,) = only(f"{headings}\n{row}\n").transactions
    assert (movement.amount, movement.label, movement.counterparty) == (123_456, "Paiement facture F-001", "Atlas")


def test_a_column_of_invoices_is_a_label() -> None:
    (movement,) = only("Date;Client;N° de facture;Montant\n18/11/2026;Atlas;F-001;1234,56\n").transactions
    assert (movement.label, movement.counterparty) == ("F-001", "Atlas")
