"""Queries composed with SQLAlchemy run in the transaction of those written as SQL; nothing else imports it."""

import sqlite3
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import delete, func, literal_column, select

from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Refused
from rebond.journal.journal import Journal
from rebond.journal.tables import TABLES

from .child import command, environment
from .conftest import codes

CLIENT = TABLES["client"].c

#: What a person does first in a window: it reads and writes, takes back, searches.
_WORK = """
from datetime import date
from rebond.domain.missions.kinds import Client
from rebond.journal import undo
from rebond.journal.journal import Journal
from rebond.journal.queries import by_name, contacts, invoice_book, missions
from rebond.journal.search import search

TODAY = date(2026, 11, 22)
with Journal.open(path) as journal:
    with journal.transaction("add") as transaction:
        transaction.insert(Client(name="Atlas"))
    undo.undo(journal)
    undo.redo(journal)
    with journal.read() as reader:
        assert [line.client.name for line in missions.mission_lines(reader, TODAY, text="atl")] == ["Atlas"]
        assert by_name.named(reader, Client, "atlas") and search(reader, "atl") and reader.count(Client) == 1
        contacts.board(reader, contacts.Asked(), limit=9)
        invoice_book.book_sums(reader, invoice_book.BookAsked(), TODAY)
    print("sqlalchemy" in sys.modules)
    with journal.read() as reader:
        from rebond.journal.queries.savings import balances_of

        assert balances_of(reader, 1) == ()
    print("sqlalchemy" in sys.modules)
"""


def test_sqlalchemy_is_imported_for_the_first_query_composed_with_it(tmp_path: Path) -> None:
    Journal.create(tmp_path / "mine.rebond").close()
    work = command(_WORK, tmp_path / "mine.rebond")
    told = subprocess.run(work, capture_output=True, text=True, check=True, env=environment())
    assert told.stdout.split() == ["False", "True"]


def test_a_composed_query_sees_what_the_transaction_wrote_and_leaves_it_open(journal: Journal) -> None:
    with journal.transaction("add") as transaction:
        lune = transaction.insert(Client(name="Lune"))
        found = transaction.all(Client, CLIENT.name == "Lune")
        transaction.insert(Client(name="Perret"))
        assert transaction.count(Client, CLIENT.id > lune) == 1
    assert [client.id for client in found] == [lune]
    with journal.read() as reader:
        assert reader.rows(select(func.count()).select_from(TABLES["client"]))[0][0] == 3


def test_what_a_composed_query_saw_is_taken_back_with_its_transaction(journal: Journal) -> None:
    def fail() -> None:
        with journal.transaction("add") as transaction:
            transaction.insert(Client(name="Lune"))
            assert transaction.all(Client, CLIENT.name == "Lune")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with journal.read() as reader:
        assert reader.all(Client, CLIENT.name == "Lune") == ()


def test_a_composed_query_reads_the_moment_at_which_its_transaction_began(journal: Journal) -> None:
    with journal.snapshot() as snapshot:
        with sqlite3.connect(journal.path) as other:
            other.execute("INSERT INTO client (name, address, note) VALUES ('Lune', '', '')")
        assert snapshot.all(Client, CLIENT.name == "Lune") == ()


def test_errors_of_a_composed_query_are_those_of_sqlite(journal: Journal) -> None:
    with pytest.raises(sqlite3.OperationalError, match="missing"), journal.read() as reader:
        reader.rows(select(literal_column("missing")))
    with pytest.raises(Refused) as caught, Journal.open(journal.path, read_only=True).read() as reader:
        reader.connection.execute(delete(TABLES["client"]))
    assert codes(caught) == ["journal_read_only"]
