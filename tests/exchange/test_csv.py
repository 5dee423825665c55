"""Bank statements in CSV: every bank's shape, what is undecided, and what is broken."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.exchange.columns import Columns, Role
from rebond.exchange.csv_file.guess import Question, guess
from rebond.exchange.csv_file.read import read_csv, read_rows
from rebond.exchange.csv_file.table import CsvTable, read_table
from rebond.exchange.detect import read
from rebond.exchange.result import Format, ReadResult
from rebond.exchange.statement import Statement
from rebond.sentences import sentence
from tests.languages import ENGLISH

from .csv_shapes import SHAPES, Shape, day

HEADER = "Date;Libellé;Montant\n"


def table(text: str) -> CsvTable:
    found = read_table(text.encode())
    assert found is not None
    return found


def only(text: str, columns: Columns | None = None) -> Statement:
    reading = read_csv(text.encode(), columns)
    assert reading.problems == ()
    (statement,) = reading.items
    return statement


def amounts(text: str) -> list[int]:
    return [movement.amount for movement in only(text).transactions]


def days(text: str) -> list[str]:
    return [movement.date.isoformat() for movement in only(text).transactions]


def faults(reading: ReadResult[Statement]) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in reading.problems]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_banks_shape_is_read_as_it_is(shape: Shape) -> None:
    reading = read(shape.data)
    assert (reading.format, reading.problems) == (Format.CSV, ())
    assert tuple(note.code for note in reading.notes) == shape.notes
    assert all(sentence(ENGLISH, note) for note in reading.notes)
    assert len(reading.items) == len(shape.accounts)
    for statement, expected in zip(reading.items, shape.accounts, strict=True):
        assert isinstance(statement, Statement)
        read_movements = [(one.date.isoformat(), one.amount, one.label) for one in statement.transactions]
        assert read_movements == list(expected.movements)
        assert (statement.account_ref, statement.account_name) == (expected.number, expected.name)
        assert (statement.currency, statement.closing_balance) == (expected.currency, expected.balance)
        assert (statement.closing_date, statement.first) == (day(expected.day), day(expected.first))
        assert statement.last == day(expected.last)


def test_the_banks_own_id_is_the_reference_and_else_a_digest_of_the_label() -> None:
    (statement,) = read(SHAPES["shine"].data).items
    assert isinstance(statement, Statement)
    assert [one.reference for one in statement.transactions] == ["2026-11-20:120000:ab-1", "2026-11-18:-790:ab-2"]
    assert [one.counterparty for one in statement.transactions] == ["Atlas", "Café"]


def test_equal_movements_are_two_and_the_same_in_every_download() -> None:
    once = only(HEADER + "18/11/2026;CAFE;-2,00\n18/11/2026;CAFE;-2,00\n")
    again = only(HEADER + "19/11/2026;TAXI;-9,00\n18/11/2026;CAFE;-2,00\n18/11/2026;CAFE;-2,00\n")
    references = [one.reference for one in once.transactions]
    assert len(set(references)) == 2
    assert [one.reference for one in again.transactions][1:] == references


# Numbers and dates: the column decides


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1 234,56", 123456), ("1\u00a0234,56", 123456), ("1\u202f234,56", 123456), ("-1234,56", -123456),
        ("1.234,56", 123456), ("12,00-", -1200), ("(12,00)", -1200), ("12,00 €", 1200), ("€ 12,00", 1200),
        ("+12,00", 1200), ("\N{MINUS SIGN}12,00", -1200), ("12,5", 1250), ("1'234,56", 123456), ("12,00 DR", -1200),
        ("12,00 CR", 1200), ("EUR -12,00", -1200), ("1 234 567,89", 123456789), ("-,50", -50), ("12", 1200),
    ],
)  # fmt: skip
def test_an_amount_in_any_writing_is_read(written: str, cents: int) -> None:
    assert amounts(HEADER + f'18/11/2026;x;"{written}"\n18/11/2026;y;7,50\n') == [cents, 750]


@pytest.mark.parametrize("written", ["1 23,00", "12,345", "--1,00", "(1,00", "-(1,00)", "1,00,0", "abc", "1e3"])
def test_what_is_no_amount_is_told_by_its_line(written: str) -> None:
    reading = read_csv((HEADER + f"18/11/2026;x;7,50\n18/11/2026;y;{written}\n18/11/2026;z;8,50\n").encode())
    assert faults(reading) == [(3, "amount_unclear")]
    assert [one.amount for one in reading.items[0].transactions] == [750, 850]


def test_the_column_decides_what_a_point_and_a_comma_mean() -> None:
    assert amounts('Date,Label,Amount\n2026-11-18,x,1.50\n2026-11-18,y,"1,500"\n') == [150, 150000]
    assert amounts("Date;Label;Amount\n2026-11-18;x;1,50\n2026-11-18;y;1.500\n") == [150, 150000]
    assert amounts('Date,Label,Amount\n2026-11-18,x,"1,234,567"\n2026-11-18,y,"1,500"\n') == [123456700, 150000]
    assert amounts('Date,Label,Amount\n2026-11-18,x,"1,234"\n2026-11-18,y,"1,500"\n') == [123400, 150000]
    assert faults(read_csv(b"Date;Label;Amount\n2026-11-18;x;1,50\n2026-11-18;z;1,60\n2026-11-18;y;1,500.00\n")) == [
        (4, "amount_unclear")
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (["03/11/2026", "13/11/2026"], ["2026-11-03", "2026-11-13"]),
        (["11/03/2026", "11/13/2026"], ["2026-11-03", "2026-11-13"]),
        (["03/11/26", "13/11/26"], ["2026-11-03", "2026-11-13"]),
        (["3.11.2026", "13.11.2026"], ["2026-11-03", "2026-11-13"]),
        (["2026-11-03", "2026-11-13T10:00:00Z"], ["2026-11-03", "2026-11-13"]),
        (["03-11-2026 23:59:59", "13-11-2026 00:00:00"], ["2026-11-03", "2026-11-13"]),
        (["3 nov. 2026", "13 novembre 2026"], ["2026-11-03", "2026-11-13"]),
        (["03-Feb-26", "Feb 13, 2026"], ["2026-02-03", "2026-02-13"]),
        (["1 févr. 2026", "1er août 2026"], ["2026-02-01", "2026-08-01"]),
        # No number above 12, but only one order goes through the year as a statement does.
        (["10/01/2026", "11/01/2026", "01/02/2026"], ["2026-01-10", "2026-01-11", "2026-02-01"]),
        (["01/10/2026", "01/11/2026", "02/01/2026"], ["2026-01-10", "2026-01-11", "2026-02-01"]),
    ],
)  # fmt: skip
def test_a_column_of_dates_says_its_order(written: list[str], read_as: list[str]) -> None:
    assert days("Date,Description,Amount\n" + "".join(f'"{one}",x,1.50\n' for one in written)) == read_as


def test_an_open_order_follows_the_rest_of_the_file_or_is_asked() -> None:
    assert days("Date;Libellé;Montant\n03/04/2026;x;1,50\n") == ["2026-04-03"]
    assert days('Date,Label,Amount\n03/04/2026,x,"1,50"\n') == ["2026-04-03"]
    english = "Date,Label,Amount\n03/04/2026,x,1.50\n"
    assert faults(read_csv(english.encode())) == [(None, "csv_day_or_month")]
    assert guess(table(english)).unsure == {Question.DAY_FIRST}
    roles = (Role.DATE, Role.LABEL, Role.AMOUNT)
    for day_first, read_as in ((True, dt.date(2026, 4, 3)), (False, dt.date(2026, 3, 4))):
        statement = only(english, Columns(roles, day_first, decimal_comma=False))
        assert statement.transactions[0].date == read_as


def test_an_open_decimal_sign_is_asked() -> None:
    assert faults(read_csv(b"Date,Label,Amount\n2026-11-18,x,1.500\n")) == [(None, "csv_decimal_sign")]
    assert amounts("Date;Libellé;Montant\n18/11/2026;x;1.500\n") == [150000]


# The accounts of a file

ACCOUNT_HEADINGS = [
    "Compte", "Numéro de compte", "N° de compte", "Numéro du compte", "Account number", "Account no", "Account", "IBAN",
    "IBAN du compte", "RIB", "Kontonummer", "Cuenta", "Rekening", "accountNum", "Auftragskonto",
]  # fmt: skip
A, B = "FR7630001007941234567890185", "FR7630001007949999999999129"


@pytest.mark.parametrize("heading", ACCOUNT_HEADINGS)
@pytest.mark.parametrize(
    ("rows", "balances"),
    [
        ([(A, "10,00", "1400,00"), (B, "5,00", "3000,00")], {A: 140_000, B: 300_000}),
        ([(A, "10,00", "1410,00"), (A, "-10,00", "1400,00"), (B, "5,00", "3000,00")], {A: 140_000, B: 300_000}),
        ([(A, "10,00", "1400,00"), (B, "5,00", "3000,00"), (A, "5,00", "1405,00")], {A: 140_500, B: 300_000}),
        ([(A, "10,00", "1400,00"), (B, "5,00", "3000,00"), ("9999999", "5,00", "9,00")], {A: 140_000, B: 300_000}),
    ],
    ids=["two rows", "three rows", "in turn", "three accounts"],
)
@pytest.mark.parametrize("last", [False, True])
def test_a_column_of_own_accounts_tells_them_apart_in_few_rows(
    heading: str, rows: list[tuple[str, str, str]], balances: dict[str, int], last: bool
) -> None:
    columns = [["Date", "Libellé", "Montant", "Solde"], *(["18/11/2026", "x", *row[1:]] for row in rows)]
    for line, account in zip(columns, [heading, *(row[0] for row in rows)], strict=True):
        line.insert(4 if last else 0, account)
    reading = read_csv("".join(";".join(line) + "\n" for line in columns).encode())
    found = {one.account_ref: one.closing_balance for one in reading.items}
    assert (reading.problems, found | balances, len(found)) == ((), found, len({row[0] for row in rows}))


@pytest.mark.parametrize(
    "text",
    [
        # The balances go through all rows.
        "Date;Compte;Libellé;Montant;Solde\n17/11/2026;606;a;-1,00;99,00\n18/11/2026;706;b;5,00;104,00\n",
        "Date;Libellé;IBAN;Montant;Solde\n18/11/2026;b;{A};5,00;104,00\n17/11/2026;a;{B};-1,00;99,00\n",
        # The other party's name comes before.
        "Date;Bénéficiaire;IBAN;Libellé;Montant\n17/11/2026;X;{A};a;-1,00\n18/11/2026;Y;{B};b;5,00\n",
        "Buchungstag;Begünstigter;Verwendungszweck;Kontonummer;Betrag\n17.11.2026;X;a;1234;-1,00\n18.11.2026;Y;b;9876;5,00\n",
    ],
)
def test_a_column_of_other_accounts_does_not_split_a_file(text: str) -> None:
    statement = only(text.replace("{A}", A).replace("{B}", B))
    assert (statement.account_ref, len(statement.transactions)) == ("", text.count("2026"))


def test_balances_of_each_account_prove_a_column_even_after_the_other_partys_name() -> None:
    rows = f"17/11/2026;X;{A};10,00;1410,00\n18/11/2026;Y;{A};-10,00;1400,00\n18/11/2026;Z;{B};5,00;3000,00\n"
    reading = read_csv(f"Date;Tiers;IBAN;Montant;Solde\n{rows}".encode())
    assert {one.account_ref: one.closing_balance for one in reading.items} == {A: 140_000, B: 300_000}


@pytest.mark.parametrize("heading", ["Compte", "Account", "Numéro de compte", "Nom du compte", "accountLabel"])
def test_a_column_of_accounts_with_words_holds_their_names(heading: str) -> None:
    rows = "Compte courant;18/11/2026;a;1,00;1234,50\nLivret A;18/11/2026;b;1,00;50,00\n"
    text = f"{heading};Date;Libellé;Montant;Solde\n{rows}"
    reading = read_csv(text.encode())
    found = [(one.account_ref, one.account_name, one.closing_balance) for one in reading.items]
    assert found == [("", "Compte courant", 123_450), ("", "Livret A", 5_000)]


# The balance


@pytest.mark.parametrize(
    ("rows", "balance", "last"),
    [
        ("18/11/2026;a;1,00;11,00\n18/11/2026;b;2,00;13,00\n", 1300, "2026-11-18"),
        ("18/11/2026;b;2,00;13,00\n18/11/2026;a;1,00;11,00\n", 1300, "2026-11-18"),
        ("17/11/2026;a;1,00;11,00\n18/11/2026;b;2,00;\n", 1300, "2026-11-18"),
        ("18/11/2026;b;2,00;\n17/11/2026;a;1,00;11,00\n", 1300, "2026-11-18"),
        ("18/11/2026;b;2,00;50,00\n17/11/2026;a;1,00;50,00\n", 5000, "2026-11-18"),
        ("18/11/2026;b;2,00;50,00\n", 5000, "2026-11-18"),
    ],
)  # fmt: skip
def test_the_running_sums_say_which_balance_is_the_last(rows: str, balance: int, last: str) -> None:
    statement = only("Date;Libellé;Montant;Solde\n" + rows)
    assert (statement.closing_balance, statement.closing_date) == (balance, day(last))


def test_balances_that_do_not_follow_are_told() -> None:
    reading = read_csv(b"Date;Libelle;Montant;Solde\n17/11/2026;a;1,00;11,00\n18/11/2026;b;2,00;99,00\n")
    assert reading.items[0].closing_balance == 9900
    assert [note.code for note in reading.notes] == ["csv_balances_do_not_follow"]


def test_a_balance_that_the_file_does_not_say_is_none() -> None:
    statement = only(HEADER + "18/11/2026;x;1,00\n")
    assert (statement.closing_balance, statement.closing_date, statement.currency) == (None, None, "")


def test_an_earlier_balance_is_not_taken_for_the_closing_one() -> None:
    statement = only("Ancien solde au 31/10/2026 4 000,00\n\n" + HEADER + "18/11/2026;x;1,00\n")
    assert statement.closing_balance is None


def test_a_period_without_movements_still_gives_the_balance() -> None:
    statement = only("Compte n° 04106119371\nSolde au 21/11/2026 10,00\n\n" + HEADER)
    assert (statement.account_ref, statement.closing_balance, statement.transactions) == ("04106119371", 1000, ())
    assert faults(read_csv(HEADER.encode())) == [(1, "csv_no_movement")]


def test_two_parts_of_accounts_without_numbers_stay_two() -> None:
    parts = [f"Solde au 21/11/2026 {balance}\n\n{HEADER}18/11/2026;x;1,00\n" for balance in ("10,00", "20,00")]
    reading = read_csv("\n".join(parts).encode())
    assert [statement.closing_balance for statement in reading.items] == [1000, 2000]


def test_a_header_repeated_on_every_page_divides_nothing() -> None:
    assert amounts(HEADER + "18/11/2026;x;1,00\n" + HEADER + "19/11/2026;y;2,00\n") == [100, 200]


@pytest.mark.parametrize(
    ("above", "number", "name"),
    [
        ("Numéro de compte : 04123456789;Nom du compte : COMPTE CHEQUE;Devise : EUR", "04123456789", "COMPTE CHEQUE"),
        ("Numéro de compte : 04123456789;Devise : EUR", "04123456789", ""),
        ("Numéro de compte;04123456789;EUR", "04123456789", ""),
        ("N° de compte :;04123456789;Titulaire :;M DUPONT", "04123456789", ""),
        ("Numéro de compte;Intitulé;Devise\n04123456789;COMPTE CHEQUE;EUR", "04123456789", "COMPTE CHEQUE"),
        ("Code banque;Code guichet;Numéro de compte;Clé RIB\n12345;00001;04123456789;12", "04123456789", ""),
        ("Compte courant n°04123456789 de M DUPONT", "04123456789", "Compte courant"),
        ("Compte n°04123456789EUR", "04123456789", ""),
        ("Compte chèque 04123456789 au 31/10/2026", "04123456789", "Compte chèque"),
        ("Compte 04123456789 12/10/2026 1 234,56", "04123456789", ""),
        ("Livret A n° 04123456789 du 01/10/2026 au 31/10/2026", "04123456789", "Livret A"),
        ("RIB : 12345 00001 04123456789 12;Agence PARIS", "12345000010412345678912", ""),
        ("Compte n° 0412345678A de Mme DUPONT", "0412345678A", ""),
        ("Numéro client : 98765432;Numéro de compte : 04123456789", "04123456789", ""),
        ("Relevé n° 2026 du compte 04123456789", "04123456789", ""),
        ("Extrait du compte courant - 04123456789 - EUR", "04123456789", "Compte courant"),
        ("Account: 04123456789 Mr Smith", "04123456789", ""),
        ("Compte;Compte courant;04123456789", "04123456789", "Compte courant"),
        ("Compte n° XXXXXXX6789", "XXXXXXX6789", ""),
        ("Carte n° 4970 10XX XXXX 1234", "CARD/497010XXXXXX1234", ""),
        ("Intitulé du compte;Compte pro", "", "Compte pro"),
        ("Titulaire du compte : M DUPONT", "", ""),
    ],
)
def test_the_account_above_the_table_is_read_without_what_stands_beside_it(above: str, number: str, name: str) -> None:
    statement = only(f"{above}\n\n{HEADER}18/11/2026;x;1,00\n")
    assert (statement.account_ref, statement.account_name) == (number, name)


def test_other_numbers_above_the_table_are_not_the_accounts() -> None:
    above = "Relevé n° 2026110001\nClient n° 1234567890\nTél. n° 0102030405\n{}\n\n"
    assert only(above.format("") + HEADER + "18/11/2026;x;1,00\n").account_ref == ""
    iban = "IBAN : FR76 3000 6000 0112 3456 7890 189 (FR76 3000 6000 0112 3456 7890 180)"
    assert only(above.format(iban) + HEADER + "18/11/2026;x;1,00\n").account_ref == "FR7630006000011234567890189"


# Columns that say the same twice, or something else than it seems


def test_the_side_in_words_does_not_turn_amounts_that_have_a_sign() -> None:
    assert amounts("Date;Libellé;Sens;Montant\n18/11/2026;x;D;-1,00\n18/11/2026;y;C;2,00\n") == [-100, 200]
    assert amounts("Date;Libellé;Sens;Montant\n18/11/2026;x;Débit;1,00\n18/11/2026;y;Crédit;2,00\n") == [-100, 200]
    reading = read_csv("Date;Libellé;Sens;Montant\n18/11/2026;x;D;1,00\n18/11/2026;y;;2,00\n".encode())
    assert faults(reading) == [(3, "direction_unclear")]


def test_debit_and_credit_are_believed_before_an_amount_without_sign() -> None:
    assert amounts("Date;Libellé;Montant;Débit;Crédit\n18/11/2026;x;1,00;1,00;\n18/11/2026;y;2,00;;2,00\n") == [
        -100,
        200,
    ]
    assert amounts("Date;Libellé;Montant;Débit;Crédit\n18/11/2026;x;-1,00;;\n18/11/2026;y;2,00;;\n") == [-100, 200]


def test_the_other_partys_account_is_not_ones_own() -> None:
    text = "Date,Payee,Account number,Label,Amount\n2026-11-18,Atlas,DE12,x,1.50\n2026-11-19,Atlas,DE12,y,2.50\n"
    assert only(text).account_ref == ""
    own = text.replace("Payee,Account number", "Account number,Payee")
    assert only(own).account_name == "Atlas"


# What is broken


def test_bad_lines_are_told_and_the_others_kept() -> None:
    bad = "31/02/2026;b;1,00\n;c;1,00\n18/11/2026;d;\n18/11/2026;e;1,00;f;g\n"
    reading = read_csv((HEADER + "18/11/2026;a;1,00\n" + bad + "19/11/2026;h;2,00\n").encode())
    assert faults(reading) == [
        (3, "date_unclear"), (4, "date_missing"), (5, "amount_missing"), (6, "csv_more_cells"),
    ]  # fmt: skip
    assert [one.label for one in reading.items[0].transactions] == ["a", "h"]


@pytest.mark.parametrize("after", [1, 100])
def test_a_quotation_mark_that_nothing_closes_loses_no_movement(after: int) -> None:
    text = HEADER + '18/11/2026;"12 pouces;-1,00\n' + '19/11/2026;"b";2,00\n' * after
    reading = read_csv(text.encode())
    assert len(reading.items[0].transactions) == 1 + after
    assert (reading.problems, [(note.line, note.code) for note in reading.notes]) == ((), [(2, "csv_quotation_open")])


def test_a_table_without_words_for_its_columns_asks_for_them() -> None:
    text = "A;B;C;D\n18/11/2026;x;1200,00;17,50\n19/11/2026;y;-45,10;8,00\n"
    assert faults(read_csv(text.encode())) == [(None, "csv_columns_unknown")]
    chosen = Columns((Role.DATE, Role.LABEL, Role.AMOUNT, Role.UNUSED))
    assert [one.amount for one in only(text, chosen).transactions] == [120000, -4510]
    known = read_csv(text.encode(), known={table(text).key: chosen})
    assert [one.amount for one in known.items[0].transactions] == [120000, -4510]
    assert table("A;B;C;D\n01/01/2027;z;1,00;2,00\n").key == table(text).key != table(text.replace("A", "E")).key


def test_a_mapping_survives_as_json_and_a_broken_one_is_none() -> None:
    columns = Columns(
        (Role.DATE, Role.LABEL, Role.LABEL, Role.DEBIT, Role.CREDIT), day_first=False, decimal_comma=False
    )
    assert Columns.parse(columns.text()) == columns
    enough = columns.text()
    for broken in ("", "[]", "{}", enough.replace("date", "dat"), replace(columns, roles=(Role.DATE,)).text()):
        assert Columns.parse(broken) is None
    assert not Columns((Role.DATE, Role.DATE, Role.AMOUNT)).is_enough


def test_hostile_cells_are_only_text() -> None:
    text = (
        HEADER + '18/11/2026;=HYPERLINK("x");1,00\n18/11/2026;nul\0l\u202e;1,00\n18/11/2026;' + "a" * 10_000 + ";1,00\n"
    )
    labels = [one.label for one in only(text).transactions]
    assert labels[:2] == ['=HYPERLINK("x")', "nul l"]
    assert len(labels[2]) == 500


@pytest.mark.parametrize(
    "data",
    [
        b"Date;Montant\n" + b'"\n' * 1_000_000, b"Date;Libelle;Montant\n01/11/2026;x;" + b"1" * 20_000_000,
        b'Date;Libelle;Montant\n01/11/2026;"' + b"x" * 20_000_000, b"a;" * 10_000_000, b",\n" * 5_000_000,
        b"Date;Montant\n" + b"x;y\n" * 300_000,
    ],
)  # fmt: skip
def test_a_file_made_to_be_slow_is_read_or_refused_in_time(data: bytes, within_seconds: None) -> None:
    assert read(data).problems


def test_a_long_table_is_read_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rebond.exchange.csv_file.table.MOST_ROWS", 10)
    reading = read_csv((HEADER + "18/11/2026;a;1,00\n" * 20).encode())
    assert faults(reading) == [(11, "csv_too_long")]


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("cp1252", "Café €"), ("iso8859-15", "Cœur €"), ("utf-8", "Łódź"), ("utf-16", "Łódź"), ("mac_roman", "Café"),
        ("cp850", "Café"), ("cp1251", "Оплата по счёту за услуги"),
    ],
)  # fmt: skip
def test_the_letters_are_those_of_the_encoding(encoding: str, label: str) -> None:
    reading = read_csv(f"Date;Label;Amount\n18/11/2026;{label};1,00\n".encode(encoding))
    assert [one.label for one in reading.items[0].transactions] == [label]


@pytest.mark.parametrize("label", ["xùàà", "ùùà", "éàà", "xœà", "àà"])
def test_the_space_within_an_amount_tells_the_encoding_of_few_letters(label: str) -> None:
    text = f"Date;Label;Amount\n18/11/2026;{label};1\u00a0000.00\n19/11/2026;b;2\u00a0000.00\n"
    (statement,) = read_csv(text.encode("cp1252")).items
    assert [one.amount for one in statement.transactions] == [100_000, 200_000]


def test_letters_too_few_to_be_sure_of_are_told() -> None:
    reading = read_csv("Date;Label;Amount\n18/11/2026;Оплата;1,00\n".encode("cp1251"))
    assert [note.code for note in reading.notes] == ["letters_guessed"]
    assert [one.amount for one in reading.items[0].transactions] == [100]


# Round trip


LABELS = st.text("abcXYZ 0123456789éèàçùœ€’«;,|\"'=+-/", max_size=30).map(lambda text: " ".join(f"x{text}".split()))
MOVEMENTS = st.lists(
    st.tuples(st.dates(dt.date(2001, 1, 1), dt.date(2068, 12, 31)), st.integers(-10**9, 10**9), LABELS),
    min_size=1, max_size=12,
)  # fmt: skip


def written(cents: int, comma: bool, apart: str) -> str:
    whole = f"{abs(cents) // 100:,}".replace(",", apart)
    return f"{'-' if cents < 0 else ''}{whole}{',' if comma else '.'}{abs(cents) % 100:02}"


@given(
    MOVEMENTS, st.sampled_from(";,\t|"), st.booleans(), st.sampled_from(["", " ", "\u00a0", "sign"]), st.booleans(),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d.%m.%y", "%Y%m%d"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), st.booleans(),
)  # fmt: skip
def test_whatever_the_writing_the_cents_and_days_come_back(
    movements: list[tuple[dt.date, int, str]], separator: str, comma: bool, apart: str, split: bool, form: str,
    encoding: str, french: bool,
) -> None:  # fmt: skip
    apart = apart if apart != "sign" else "." if comma else ","
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    names = ("Date", "Libellé", "Débit", "Crédit") if french else ("Date", "Description", "Debit", "Credit")
    one = "Montant" if french else "Amount"
    writer.writerow(names if split else (*names[:2], one))
    for date, cents, label in movements:
        sums = [
            written(abs(cents), comma, apart) if cents < 0 else "",
            written(cents, comma, apart) if cents >= 0 else "",
        ]
        writer.writerow([date.strftime(form), label, *(sums if split else [written(cents, comma, apart)])])
    data = file.getvalue().encode(encoding)
    found = read_table(data)
    assert found is not None
    roles = (Role.DATE, Role.LABEL, *((Role.DEBIT, Role.CREDIT) if split else (Role.AMOUNT,)))
    expected = [(date, cents) for date, cents, _ in movements]
    chosen = read_rows(found, Columns(roles, day_first="%m/%d" not in form, decimal_comma=comma))
    assert faults(chosen) == []
    assert [(one.date, one.amount) for one in chosen.items[0].transactions] == expected
    if any(date.day > 12 for date, _, _ in movements):
        assert not guess(found).unsure
        guessed = read_rows(found)
        assert [(one.date, one.amount) for one in guessed.items[0].transactions] == expected
