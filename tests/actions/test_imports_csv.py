"""CSV statements taken in: the balance, the invoices that are paid, nothing twice, columns known from before."""

import datetime as dt
from pathlib import Path

import pytest

from rebond.actions import imports
from rebond.actions.imports import kept_choices, known_columns
from rebond.actions.imports.known_columns import ColumnChoices
from rebond.domain.missions.kinds import Payment
from rebond.domain.money.kinds import Balance
from rebond.exchange.columns import Columns, Role
from rebond.exchange.origin import Origin
from rebond.journal.journal import Journal

from .taking_in import TODAY, new_journal, seen, take_in, told, written

ABOVE = "Compte courant n° 04106119371;\nSolde au {day} {balance} EUR\n\n"
HEADER = "Date;Libellé;Débit euros;Crédit euros;\n"
PAID = "20/11/2026;VIR ATLAS 2026-21;;2 400,00;\n"
CAFES = "19/11/2026;CAFE;2,00;;\n19/11/2026;CAFE;2,00;;\n"


@pytest.fixture(autouse=True)
def _own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REBOND_CONFIG_DIR", str(tmp_path / "settings"))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Two invoices of Atlas over 2,400, none paid."""
    opened = new_journal(tmp_path)
    invoices = [
        {"client": "Atlas", "number": number, "month": month, "amount": 240000}
        for number, month in (("2026-21", "2026-09"), ("2026-24", "2026-10"))
    ]
    take_in(opened, written(tmp_path, {"clients": ["Atlas"], "invoices": invoices}, "start.json"))
    return opened


def payments(journal: Journal) -> list[tuple[dt.date, int]]:
    with journal.read() as reader:
        return [(payment.date, payment.amount) for payment in reader.all(Payment)]


def balances(journal: Journal) -> list[tuple[dt.date, int]]:
    with journal.read() as reader:
        return sorted((balance.date, balance.amount) for balance in reader.all(Balance))


def statement(*rows: str, day: str = "21/11/2026", balance: str = "3 000,00") -> str:
    return ABOVE.format(day=day, balance=balance) + HEADER + "".join(rows)


def test_the_balance_is_noted_and_the_invoice_it_names_is_paid_once(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, statement(PAID, CAFES).encode("cp1252"), "november.csv")
    assert [(offer.shares[0].number, offer.sure) for offer in seen(journal, path).offers if offer.sure] == [
        ("2026-21", True)
    ]
    take_in(journal, path)
    assert payments(journal) == [(dt.date(2026, 11, 20), 240000)]
    assert balances(journal) == [(dt.date(2026, 11, 21), 300000)]
    assert take_in(journal, path) is None
    overlapping = statement("21/11/2026;TAXI;9,00;;\n", PAID, CAFES, day="22/11/2026", balance="2 991,00")
    take_in(journal, written(tmp_path, overlapping, "later.csv"))
    assert payments(journal) == [(dt.date(2026, 11, 20), 240000)]
    assert balances(journal) == [(dt.date(2026, 11, 21), 300000), (dt.date(2026, 11, 22), 299100)]


UNCLEAR = (
    "Compte courant n° 04106119371\nSolde au 21/11/2026 5 000,00 EUR\n\nA;B;C;D\n20/11/2026;VIR ATLAS;2400,00;8,00\n"
)
COLUMNS = Columns((Role.DATE, Role.LABEL, Role.AMOUNT, Role.UNUSED))


def test_chosen_columns_hold_for_their_file_and_kept_ones_for_their_header(tmp_path: Path, journal: Journal) -> None:
    path = written(tmp_path, UNCLEAR, "a.csv")
    assert told(seen(journal, path)) == [("csv_columns_unknown", None)]
    chosen = imports.preview(journal, [path], TODAY, columns=ColumnChoices({Origin(path): COLUMNS}))
    assert (chosen.problems, len(chosen.offers)) == ((), 2)
    other = written(tmp_path, UNCLEAR.replace("2400", "2401"), "b.csv")
    assert imports.preview(journal, [other], TODAY, columns=ColumnChoices({Origin(path): COLUMNS})).problems != ()


def test_kept_columns_survive_a_damaged_file_and_the_oldest_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_choices, "_MOST", 2)
    assert known_columns.load() == {}
    known_columns.keep({"one": COLUMNS})
    known_columns.keep({"two": COLUMNS})
    known_columns.keep({"one": COLUMNS})
    known_columns.keep({"three": COLUMNS})
    assert known_columns.load() == {"one": COLUMNS, "three": COLUMNS}
    file = tmp_path / "settings" / "statement-columns.json"
    for damaged in ("", "[]", "{", '{"one": 1, "two": "{}"}', "[" * 100_000):
        file.write_text(damaged)
        assert known_columns.load() == {}
    file.unlink()
    file.mkdir()
    known_columns.keep({"one": COLUMNS})
    assert known_columns.load() == {}
