"""An amount of money is the same cent wherever it goes: typed, shown, kept, exported, imported, and in a statement."""

import csv
import io
import random
import sys
from pathlib import Path

import pytest

from rebond.actions.exports import export_document
from rebond.actions.imports import carry_out, preview
from rebond.actions.invoice_export import invoice_table
from rebond.actions.journals import create
from rebond.domain.cents import LARGEST
from rebond.domain.missions.kinds import Client, Invoice
from rebond.exchange.csv_file.read import read_csv
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.queries.invoice_book import BookAsked
from rebond.language import Language
from rebond.parsing import read_amount
from tests.journal.conftest import TODAY
from tests.languages import ENGLISH, FRENCH

from .conftest import times

#: Amounts about which floating point, grouping or rounding goes wrong most easily.
_EDGES = [
    0, 1, 5, 9, 10, 29, 57, 58, 99, 100, 101, 110, 115, 999, 1_000, 1_005, 9_999, 99_999, 100_000, 100_001, 110_010,
    123_456, 999_999, 1_000_000, 99_999_999, 100_000_000, 2**31, 2**32 + 1, 10**11 + 1, 2**43 - 1, LARGEST - 1, LARGEST,
]  # fmt: skip


def amounts(count: int) -> list[int]:
    """So many amounts in cents: the edges, and others of every length."""
    chance = random.Random(count)  # noqa: S311
    others = (chance.randrange(10 ** chance.randint(1, 13)) for _ in range(count))
    signed = (cents * chance.choice((1, 1, -1)) for cents in others)
    return [*_EDGES, *(-cents for cents in _EDGES if cents), *signed][:count]


def typed(language: Language, cents: int) -> list[str]:
    """How a person may type an amount in a language, or find it written by another one."""
    sign, units, part = "-" if cents < 0 else "", f"{abs(cents) // 100}", f"{abs(cents) % 100:02}"
    grouped = f"{abs(cents) // 100:,}"
    return [
        language.amount(cents), language.money(cents, "EUR"), language.money(cents, "CAD", sign=True),
        f"{sign}{units},{part}", f"{sign}{units}.{part}", f"{sign}{units}.{part} EUR", f"{sign}{grouped}.{part}",
        f"{sign}{grouped.replace(',', ' ')},{part} €", f"{sign}{grouped.replace(',', '.')},{part}",
        f"{sign}{grouped.replace(',', chr(0x202F))},{part}\u00a0€",
    ]  # fmt: skip


@pytest.mark.parametrize("language", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_what_is_typed_and_shown_is_the_same_cent(language: Language) -> None:
    found = amounts(times(500, 5_065))
    ways = [(text, cents) for cents in found for text in typed(language, cents)]
    assert [(text, cents) for text, cents in ways if read_amount(language, text) != cents] == []
    sys.stdout.write(f"{len(found)} amounts, written in {len(ways)} ways: 0 wrong\n")


def test_what_is_kept_exported_and_imported_is_the_same_cent(tmp_path: Path) -> None:
    found = amounts(times(250, 5_065))

    def kept(journal: Journal) -> list[int]:
        with journal.read() as reader:
            return [invoice.amount for invoice in sorted(reader.all(Invoice), key=lambda one: int(one.number))]

    with create(tmp_path / "marie.rebond") as journal:
        with journal.transaction("add") as transaction:
            client = transaction.insert(Client(name="Atlas"))
            transaction.insert_all(
                Invoice(client_id=client, number=f"{number}", amount=cents, issued=TODAY, due=TODAY)
                for number, cents in enumerate(found)
            )
        assert kept(journal) == found
        for language, sign in ((ENGLISH, "."), (FRENCH, ",")):
            table = invoice_table(journal, BookAsked(), language, TODAY).decode("utf-8-sig")
            lines = list(csv.reader(io.StringIO(table), delimiter=";" if sign == "," else ","))[1:]
            cells = {int(number.removeprefix("'")): amount for _, number, _, _, amount, *_ in lines}
            assert [int(cells[number].replace(sign, "")) for number in range(len(found))] == found
        export_document(journal, tmp_path / "out.json")
    with create(tmp_path / "other.rebond") as other:
        assert carry_out(other, preview(other, [tmp_path / "out.json"], TODAY), TODAY)
        assert kept(other) == found
    assert check(tmp_path / "other.rebond") == ()
    sys.stdout.write(f"{len(found)} amounts kept, in two tables, exported and imported: 0 wrong\n")


@pytest.mark.parametrize("sign", [",", "."])
def test_what_a_statement_says_is_the_same_cent(sign: str) -> None:
    found = [cents for cents in amounts(times(500, 5_065)) if cents]
    lines = (
        f"{TODAY:%d/%m/%Y};Payment {number};{'-' if cents < 0 else ''}{abs(cents) // 100}{sign}{abs(cents) % 100:02}"
        for number, cents in enumerate(found)
    )
    (statement,) = read_csv("\n".join(["Date;Libellé;Montant", *lines, ""]).encode()).items
    assert [movement.amount for movement in statement.transactions] == found
    sys.stdout.write(f"{len(found)} amounts of a statement: 0 wrong\n")
