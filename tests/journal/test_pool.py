"""The connections to a file are used again, closed after an error, and no more of them are kept than are of use."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from rebond.journal.connection import Pool
from rebond.journal.journal import Journal

_LUNE = "SELECT name FROM client WHERE name = 'Lune'"


@pytest.fixture
def pool(journal: Journal) -> Iterator[Pool]:
    pool = Pool(journal.path, read_only=False)
    yield pool
    pool.close()


def is_open(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


def test_a_connection_is_used_again_after_its_transaction_was_rolled_back(pool: Pool) -> None:
    with pool.transaction() as first:
        assert first.in_transaction
        first.execute("INSERT INTO client (name, address, note) VALUES ('Lune', '', '')")
    with pool.transaction("BEGIN IMMEDIATE") as second:
        assert second is first
        assert second.execute(_LUNE).fetchall() == []
        second.execute("INSERT INTO client (name, address, note) VALUES ('Lune', '', '')")
        second.execute("COMMIT")
    with pool.transaction() as third:
        assert third.execute(_LUNE).fetchall() == [("Lune",)]


def test_a_connection_is_closed_after_an_error(pool: Pool) -> None:
    with pytest.raises(KeyError), pool.transaction() as failed:
        raise KeyError
    assert not is_open(failed)
    with pool.transaction() as connection:
        assert connection is not failed


def test_two_connections_stay_open_and_none_once_the_pool_is_closed(pool: Pool) -> None:
    with ExitStack() as stack:
        used = [stack.enter_context(pool.transaction()) for _ in range(3)]
    assert [is_open(connection) for connection in used].count(True) == 2
    with pool.transaction() as last:
        pool.close()
        assert is_open(last)
    assert not any(map(is_open, used))
