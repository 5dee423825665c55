"""SQLAlchemy on a transaction of SQLite's own module, for queries that are composed rather than written as SQL.

It is imported when the first of them is read: importing SQLAlchemy takes a quarter of the time to the window.
"""

import sqlite3
import threading
from functools import cache
from typing import NoReturn

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import NullPool


class Borrowed(SQLiteDialect_pysqlite):
    """SQLite on a connection that is not SQLAlchemy's own: whoever lends it ends its transaction, and closes it."""

    supports_statement_cache = True

    def do_rollback(self, dbapi_connection: object) -> None:
        pass

    def do_commit(self, dbapi_connection: object) -> None:
        pass

    def do_close(self, dbapi_connection: object) -> None:
        pass


def errors_as_they_are(engine: Engine) -> None:
    """Let SQLite's own errors through, as statements raise them that are not composed."""
    event.listen(engine, "handle_error", _raise_original)


def _raise_original(context: ExceptionContext) -> NoReturn:
    raise context.original_exception


_lent = threading.local()


@cache
def _engine() -> Engine:
    """Return the one engine for all files: it holds the statements that were compiled."""
    registry.register("sqlite.borrowed", __name__, Borrowed.__name__)
    made = create_engine("sqlite+borrowed://", creator=lambda: _lent.connection, poolclass=NullPool)
    errors_as_they_are(made)
    return made


def composing(connection: sqlite3.Connection) -> Connection:
    """Return SQLAlchemy's connection on this one, within the same transaction."""
    _lent.connection = connection
    return _engine().connect()
