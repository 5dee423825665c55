"""Rows, headings and labels of tables that banks really write, each in the smallest table that has it."""

import pytest

from rebond.exchange.csv_file.read import read_csv
from rebond.exchange.result import ReadResult
from rebond.exchange.statement import Statement


def csv(*lines: str, encoding: str = "utf-8") -> ReadResult[Statement]:
    return read_csv(("\n".join(lines) + "\n").encode(encoding))


def movements(reading: ReadResult[Statement]) -> list[tuple[str, int, str]]:
    assert reading.problems == ()
    return [(str(one.date), one.amount, one.label) for part in reading.items for one in part.transactions]


def notes(reading: ReadResult[Statement]) -> list[tuple[int | None, str]]:
    return [(note.line, note.code) for note in reading.notes]


def test_a_payment_at_a_petrol_station_is_no_line_of_totals() -> None:
    reading = csv(
        "Date;Libellé;Montant", "02/11/2026;TOTAL ACCESS 21 DIJON;-45,20", "03/11/2026;TOTALENERGIES 4 LYON;-51,00",
        "04/11/2026;VIR ATLAS;1200,00", "20/11/2026;Total des opérations;1103,80",
    )  # fmt: skip
    assert [label for _, _, label in movements(reading)] == [
        "TOTAL ACCESS 21 DIJON", "TOTALENERGIES 4 LYON", "VIR ATLAS"
    ]  # fmt: skip
    assert notes(reading) == [(5, "csv_no_movement_line")]


def test_a_movement_with_pending_in_place_of_its_day_is_counted_as_not_booked() -> None:
    reading = csv("Date,Description,Amount", "Pending,CAFE,-4.00", "En attente,BAR,-5.00", "21-Nov-2026,LIVRES,-30.00")
    assert movements(reading) == [("2026-11-21", -3000, "LIVRES")]
    assert notes(reading) == [(0, "csv_pending")]


def test_the_rest_of_a_label_on_the_next_line_belongs_to_it() -> None:
    reading = csv(
        "Date;Valeur;Libellé;Débit;Crédit", "18/11/2026;18/11/2026;VIREMENT RECU;;1200,00", ";;ATLAS SARL F-001;;",
        ";;ref 4711;;", "19/11/2026;19/11/2026;FRAIS;2,50;", "Fin du relevé;;;;",
    )  # fmt: skip
    assert movements(reading) == [
        ("2026-11-18", 120000, "VIREMENT RECU ATLAS SARL F-001 ref 4711"), ("2026-11-19", -250, "FRAIS")
    ]  # fmt: skip
    assert notes(reading) == [(6, "csv_no_movement_line")]


def test_further_cells_behind_the_label_are_its_rest() -> None:
    reading = csv("Date;Montant;Libellé", '18/11/2026;1200,00;"ATLAS";"F-001"', "19/11/2026;-2,50;FRAIS")
    assert movements(reading) == [("2026-11-18", 120000, "ATLAS F-001"), ("2026-11-19", -250, "FRAIS")]


@pytest.mark.parametrize(
    "lines",
    [
        ("Date,Montant,Libellé", "18/11/2026,1200,00,ATLAS", "19/11/2026,12.50,FRAIS"),
        ("Date;Libellé;Montant", "18/11/2026;ATLAS;F-001;1200,00", "19/11/2026;FRAIS;-2,50", "20/11/2026;VIR;9,00"),
    ],
)
def test_further_cells_that_may_have_moved_an_amount_are_told(lines: tuple[str, ...]) -> None:
    assert [problem.code for problem in csv(*lines).problems][:1] in (["csv_more_cells"], ["amount_unclear"])


def test_a_column_of_days_that_is_mostly_empty_is_not_the_day() -> None:
    reading = csv(
        "Run Date,Description,Amount,Settlement Date", "11/18/2026,ATLAS,1200.00,", "11/19/2026,FEE,-2.50,",
        "11/20/2026,SHOP,-30.00,11/21/2026",
    )  # fmt: skip
    assert [day for day, _, _ in movements(reading)] == ["2026-11-18", "2026-11-19", "2026-11-20"]


def test_a_day_with_the_one_it_counts_for_is_the_day() -> None:
    reading = csv("Date,Description,Amount", "11/16/2026 as of 11/15/2026,INTEREST,0.05", "Transactions Total,,0.05")
    assert movements(reading) == [("2026-11-16", 5, "INTEREST")]


def test_headings_written_as_one_word_are_understood() -> None:
    (statement,) = csv(
        "PostingDate,Description,NetAmount,RunningBalance", "2026-11-18,ATLAS,1200.00,1300.00",
        "2026-11-19,FEE,-2.50,1297.50",
    ).items  # fmt: skip
    assert (statement.closing_balance, len(statement.transactions)) == (129750, 2)


def test_money_in_and_out_of_a_budget_is_credit_and_debit() -> None:
    reading = csv("Date,Payee,Outflow,Inflow", "2026-11-18,Atlas,€0.00,€1200.00", "2026-11-19,Shop,€20.00,€0.00")
    assert [amount for _, amount, _ in movements(reading)] == [120000, -2000]


def test_a_partner_is_the_other_party_and_its_iban_not_the_account() -> None:
    (statement,) = csv("Booking Date,Partner Name,Partner Iban,Amount (EUR)", "2026-11-18,Atlas,DE12,1200.00").items
    assert (statement.account_ref, statement.transactions[0].counterparty) == ("", "Atlas")


def test_the_number_of_an_account_says_more_than_its_name() -> None:
    (statement,) = csv(
        "Date,Account,Account Number,Amount", "2026-11-18,Checking,12345678,1.50", "2026-11-19,Checking,12345678,2.50"
    ).items
    assert statement.account_ref == "12345678"


def test_a_table_of_headings_alone_is_told_to_hold_no_movement() -> None:
    assert [problem.code for problem in csv("Date,Label,Amount").problems] == ["csv_no_movement"]


def test_a_table_in_another_alphabet_is_read_as_a_whole_and_told_once() -> None:
    # The second line alone would pass for Windows-1252.
    reading = csv(
        "Date;Description;Amount", "18.11.2026;Перечисление зарплаты;1200,00", "19.11.2026;счет;-2,50",
        "20.11.2026;ИнтернетБанк;-3,50", encoding="cp1251",
    )  # fmt: skip
    assert [label for _, _, label in movements(reading)] == ["Перечисление зарплаты", "счет", "ИнтернетБанк"]
    assert notes(reading) == [(2, "letters_guessed")]


def test_a_sum_of_the_account_above_movements_without_headings_is_no_movement() -> None:
    reading = csv(
        "Compte de chèques;Compte de chèques;****1234;20/11/2026;;1 234,56", "18/11/2026;;;VIR ATLAS;1 200,00",
        "19/11/2026;;;FRAIS;-2,50",
    )  # fmt: skip
    assert [amount for _, amount, _ in movements(reading)] == [120000, -250]
    assert (reading.items[0].closing_balance, str(reading.items[0].closing_date)) == (123456, "2026-11-20")


def test_the_day_of_a_booked_movement_without_a_day_of_booking_is_that_of_its_value() -> None:
    reading = csv(
        "Transaction date;Booking date;Value date;Amount;Balance;Description",
        "2026-11-19;;2026-11-20;-5.00;1195.00;SHOP", "2026-11-18;2026-11-18;2026-11-18;1200.00;1200.00;ATLAS",
        "2026-11-17;2026-11-17;2026-11-17;-10.00;0.00;FEE",
    )  # fmt: skip
    assert [day for day, _, _ in movements(reading)] == ["2026-11-20", "2026-11-18", "2026-11-17"]


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Buchungstext;Betrag Detail;Belastung CHF;Gutschrift CHF;Valuta",
        "Data;Descrizione;Importo singolo;Addebito (CHF);Accredito (CHF);Data di valuta",
        "Date;Description;Sous-montant;Débit;Crédit;Date de valeur",
    ],
)
def test_swiss_headings_in_each_language_are_understood(header: str) -> None:
    reading = csv(header, "18.11.2026;ATLAS;;;1'200.00;18.11.2026", "19.11.2026;FEE;;2.50;;19.11.2026")
    assert movements(reading) == [("2026-11-18", 120000, "ATLAS"), ("2026-11-19", -250, "FEE")]


def test_the_payments_of_a_sum_are_its_parts_and_no_movements() -> None:
    reading = csv(
        "Date;Libellé;Sous-montant;Débit;Crédit;Solde", "18/11/2026;VIREMENT COLLECTIF;;;1200,00;1300,00",
        "18/11/2026;ATLAS F-001;700,00;;;", "18/11/2026;LUNE F-002;500,00;;;", "19/11/2026;FRAIS;;2,50;;1297,50",
        ";FRAIS DE TENUE DE COMPTE;2,50;;;",
    )  # fmt: skip
    assert movements(reading) == [
        ("2026-11-18", 120000, "VIREMENT COLLECTIF"), ("2026-11-19", -250, "FRAIS DE TENUE DE COMPTE")
    ]  # fmt: skip
    (whole, fee) = reading.items[0].transactions
    assert [(part.amount, part.label) for part in whole.parts] == [(70000, "ATLAS F-001"), (50000, "LUNE F-002")]
    assert (fee.parts, notes(reading)) == ((), [])


def test_payments_that_do_not_make_up_their_sum_are_not_its_parts() -> None:
    reading = csv(
        "Date;Libellé;Sous-montant;Débit;Crédit", "18/11/2026;VIREMENT COLLECTIF;;;1200,00",
        "18/11/2026;ATLAS;700,00;;", "18/11/2026;LUNE;400,00;;",
    )  # fmt: skip
    assert [movement.parts for movement in reading.items[0].transactions] == [()]


def test_a_label_of_several_lines_before_the_amounts_is_one() -> None:
    reading = csv(
        "Date;Libellé;Débit;Crédit;Valeur", '18/11/2026;"VIREMENT', 'ATLAS"; ;1200,00;18/11/2026',
        '19/11/2026;"FRAIS', 'DE COMPTE";2,50; ;19/11/2026',
    )  # fmt: skip
    assert movements(reading) == [("2026-11-18", 120000, "VIREMENT ATLAS"), ("2026-11-19", -250, "FRAIS DE COMPTE")]


def test_rows_with_the_number_of_the_movement_above_and_no_sum_add_to_its_label() -> None:
    reading = csv(
        "Date;Description;N° de transaction;Débit;Crédit;Solde", "18/11/2026;ATLAS;99A1;;1200,00;1300,00",
        "18/11/2026;Facture F-001;99A1;;;", "19/11/2026;FRAIS;99A2;2,50;;1297,50",
    )  # fmt: skip
    assert movements(reading) == [("2026-11-18", 120000, "ATLAS Facture F-001"), ("2026-11-19", -250, "FRAIS")]


def test_a_text_that_ends_with_a_day_before_the_amounts_is_no_movement_of_its_own() -> None:
    reading = csv(
        "Date;Libellé;Débit;Crédit;Valeur", '18/11/2026;"CARTE', '17/11/2026 10:35";45,20;;18/11/2026',
        '19/11/2026;"FRAIS";2,50;;19/11/2026',
    )  # fmt: skip
    assert [amount for _, amount, _ in movements(reading)] == [-4520, -250]
    assert notes(reading) == []


def test_two_lines_with_a_quotation_mark_that_nothing_closes_are_two_movements() -> None:
    reading = csv("Date;Libellé;Montant", '18/11/2026;"ATLAS;12,00', '19/11/2026;"FRAIS;-2,50', "20/11/2026;VIR;1,00")
    assert [amount for _, amount, _ in movements(reading)] == [1200, -250, 100]


@pytest.mark.parametrize("above", ["Account details for:,Everyday 12", "Account No. : XXXX XXXX", "Account holder : X"])
def test_what_announces_an_account_is_not_its_name(above: str) -> None:
    (statement,) = csv(above, "Date,Description,Amount", "18/11/2026,ATLAS,12.00", "19/11/2026,FEE,-2.50").items
    assert statement.account_name == ""


def test_an_empty_column_of_labels_leaves_the_label_to_the_one_that_is_filled() -> None:
    reading = csv(
        "Date;Type de mouvement;Texte de notification;Crédit en CHF;Débit en CHF;Label;Catégorie",
        "18.11.2026;Virement;ATLAS F-001;1200.00;;;", "19.11.2026;Frais;TENUE DE COMPTE;;-2.50;;",
    )  # fmt: skip
    assert [label for _, _, label in movements(reading)] == ["ATLAS F-001", "TENUE DE COMPTE"]


def test_a_note_is_the_label_where_nothing_else_tells_what_a_movement_is() -> None:
    reading = csv("Date,Note,Amount", "2026-11-18,ATLAS,12.00", "2026-11-19,FEE,-2.50")
    assert [label for _, _, label in movements(reading)] == ["ATLAS", "FEE"]


@pytest.mark.parametrize("header", ["Datum;Boeksaldo;Valutair saldo", "Date;Solde;Solde en valeur"])
def test_a_list_of_balances_holds_no_movements(header: str) -> None:
    reading = csv(header, "18.11.2026;1200,00;1200,00", "19.11.2026;1197,50;1197,50")
    assert [problem.code for problem in reading.problems] == ["csv_columns_unknown"]


def test_two_accounts_of_one_row_each_are_two() -> None:
    text = (
        "dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance\n"
        "2026-11-18;2026-11-18;VIR ATLAS;;;;1000,00;;00040111111;BoursoBank;5000.00\n"
        "2026-11-19;2026-11-19;INTERETS;;;;8,00;;00040222222;Livret;800.00\n"
    )
    statements = read_csv(text.encode()).items
    assert [(one.account_ref, one.closing_balance) for one in statements] == [
        ("00040111111", 500_000), ("00040222222", 80_000),
    ]  # fmt: skip
