"""Small files of every shape that banks and address books are known to write, with their right values.

They are read from `files/`, so that a clean clone tests them. No real person, account or bank is in them.
"""

import datetime as dt
from pathlib import Path

import pytest

from rebond.exchange.ofx import read_ofx
from rebond.exchange.statement import Statement
from rebond.exchange.vcard import PersonCard

from .reading import read_file

FILES = Path(__file__).parent / "files"

Movement = tuple[int, int, str]
Told = list[tuple[int | None, str]]

#: file: the account and its currency, the balance and its day of November 2026, the movements, what is told by line
STATEMENTS: dict[str, tuple[tuple[str, str], tuple[int, int] | None, list[Movement], Told]] = {
    "indented-sgml.ofx": (
        ("022000046/778899~3", "USD"),
        (204009, 20),
        [(3, 7, "DIVIDEND FOR THE PERIOD OF OCTOBER & A BIT"), (17, -11840, "LIGHT AND POWER")],
        [],
    ),
    "quebec-latin1.qfx": (
        ("600012345/0044555/111-98765-EOP", "CAD"),
        (123450, 20),
        [(19, -3500, "Retrait guichet/Carte prêtée TERMINAL")],
        [],
    ),
    "card-with-faults.ofx": (
        ("CARD/497040XXXXXX0000", "EUR"),
        (-850, 20),
        [(5, -850, "CAFÉ & CO")],
        [(6, "date_missing"), (7, "date_unclear"), (8, "amount_unclear")],
    ),
    **{
        name: (("20041/01005/0500013M026", "EUR"), (310000, 16), movements, told)
        for name, movements, told in (
            ("list-never-closed.ofx", [(10, 96000, "DUVAL VIR F-010")], []),
            (
                "movements-never-closed.ofx",
                [(10, 96000, "DUVAL VIR F-010"), (10, 4000, "DUVAL VIR F-010")],
                [],
            ),
            (
                "closed-by-another-name.ofx",
                [(10, 96000, "DUVAL VIR F-010"), (10, 4000, "DUVAL VIR F-010"), (10, 700, "DUVAL VIR F-010")],
                [],
            ),
            ("movement-never-opened.ofx", [(10, 96000, "DUVAL VIR F-010")], [(13, "outside_statement")]),
            ("koi8-r.ofx", [(10, 96000, "Перевод VIR F-010")], []),
            ("dos-850.ofx", [(10, 96000, "Règlement été VIR F-010")], []),
        )
    },
    "says-latin1-is-utf8.xml": (("FR1420041010050500013M02606", "EUR"), (310000, 16), [(10, 96000, "F-010")], []),
    "says-utf8-is-1252.xml": (
        ("FR1420041010050500013M02606", "EUR"),
        (310000, 16),
        [(10, 96000, "F-010")],
        [(6, "letters_guessed")],
    ),
}
#: file: what is told; nothing of it is read
REFUSED: dict[str, Told] = {
    "bank-error.ofx": [(7, "bank_answered_error")],
    "cut-in-a-movement.ofx": [(13, "file_cut_short")],
    "only-a-picture.vcf": [(1, "card_without_name")],
}
#: file: the people as name, e-mail address, telephone number and note, what is told
CARDS: dict[str, tuple[list[tuple[str, str, str, str]], Told]] = {
    "names-in-parts.vcf": ([("Élise Roy", "", "", "")], []),
    "twins.vcf": ([("Lou", "", "+33644444444", ""), ("Lou", "", "+33655555555", "")], []),
    "mixed-lines.vcf": (
        [("Jérôme Bélanger", "", "", ""), ("Bjørn Åsgård", "", "", ""), ("Inès Göbel", "", "", "")],
        [(11, "letters_guessed")],
    ),
    "declared-cs1251.vcf": ([("Алёна Смирнова", "", "", "")], []),
    "quoted-koi8.vcf": ([("Алёна", "", "", "")], []),
    "shift-jis.vcf": ([("佐藤 花子", "", "03", "")], []),
    "preferred.vcf": ([("Lou Roy", "a@roy.example", "+33 1", "")], []),
    "preferred-2.1.vcf": ([("Lou Roy", "a@roy.example", "+33 1", "")], []),
    "no-name.vcf": ([("desk@roy.example", "desk@roy.example", "", ""), ("Lou Roy", "", "", "")], []),
    "doubled-line-ends.vcf": ([("Lou Roy", "", "", "first part and the rest")], []),
    "bare-returns.vcf": ([("Lou Roy", "", "", "first part and the rest")], []),
    "odd-properties.vcf": ([("Lou Roy", "", "", "")], []),
    "cut-letter.vcf": ([("Lou Roy", "", "", "déjà")], []),
}


def test_every_file_has_its_expectation() -> None:
    known = {*STATEMENTS, *REFUSED, *CARDS, "tomorrow-gmt.ofx"}
    assert {path.name for path in FILES.iterdir()} == known


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_read(name: str) -> None:
    (account, currency), closing, movements, told = STATEMENTS[name]
    reading = read_file(FILES / name)
    (statement,) = reading.items
    assert isinstance(statement, Statement)
    assert (statement.account_ref, statement.currency) == (account, currency)
    day = statement.closing_date
    assert (closing and dt.date(2026, 11, closing[1])) == day
    assert (closing and closing[0]) == statement.closing_balance
    assert [(one.date.day, one.amount, one.label) for one in statement.transactions] == movements
    assert [(one.line, one.code) for one in (*reading.problems, *reading.notes)] == told


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_told_by_line(name: str) -> None:
    reading = read_file(FILES / name)
    assert ([(one.line, one.code) for one in reading.problems], reading.items) == (REFUSED[name], ())


@pytest.mark.parametrize("name", CARDS)
def test_people_are_read(name: str) -> None:
    people, told = CARDS[name]
    reading = read_file(FILES / name)
    cards = [one for one in reading.items if isinstance(one, PersonCard)]
    assert [(one.name, one.email, one.phone, one.note) for one in cards] == people
    assert [(one.line, one.code) for one in (*reading.problems, *reading.notes)] == told


def test_a_payer_is_named_in_the_letters_of_the_file() -> None:
    for name in ("says-latin1-is-utf8.xml", "says-utf8-is-1252.xml"):
        (statement,) = read_file(FILES / name).items
        assert isinstance(statement, Statement)
        assert statement.transactions[0].counterparty == "Hélène Œuvrard"


@pytest.mark.parametrize(("hours", "day"), [(-5, 25), (1, 26)])
def test_a_balance_of_tomorrow_at_greenwich_is_todays_in_america(hours: int, day: int) -> None:
    zone = dt.timezone(dt.timedelta(hours=hours))
    (statement,) = read_ofx((FILES / "tomorrow-gmt.ofx").read_bytes(), zone).items
    assert statement.closing_date == dt.date(2026, 11, day)
    assert [one.date for one in statement.transactions] == [dt.date(2026, 11, 10)]
