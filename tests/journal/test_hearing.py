"""One long statement of SQLite is heard of, and ended, while it runs."""

import sqlite3

import pytest

from rebond.journal.connection import hearing

_LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) FROM n"


class CancelError(Exception):
    pass


def test_a_long_statement_ends_with_what_the_progress_raises_and_the_connection_goes_on() -> None:
    connection = sqlite3.connect(":memory:")
    calls = []

    def cancel(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) == 3:
            raise CancelError

    def work() -> None:
        with hearing(connection, cancel) as told:
            told(2, 5)
            connection.execute(_LONG)

    with pytest.raises(CancelError):
        work()
    assert calls == [(2, 5)] * 3  # how far it was is told again while the statement runs
    assert connection.execute("SELECT 1").fetchone() == (1,)
    connection.close()


def test_an_error_of_the_statement_itself_is_its_own() -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError), hearing(connection, lambda _done, _total: None):
        connection.execute("SELECT missing")
    connection.close()
