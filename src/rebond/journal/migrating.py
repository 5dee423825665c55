"""Migration of an older journal to this version; imported only when needed, since Alembic is slow to import."""

import sqlite3
from contextlib import closing
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from rebond.domain.problems import Problem, Refused
from rebond.journal import schema, version_notes
from rebond.journal.backup import backup, held_by_last
from rebond.journal.composed import errors_as_they_are
from rebond.journal.connection import connect
from rebond.journal.errors import named
from rebond.journal.file_format import VERSION
from rebond.journal.refusing import refusals


class _UnsoundError(Exception):
    """A migration left the file in a wrong state and is rolled back."""


def migrate(path: Path, today: date) -> None:
    """Make a verified backup, unless the last one is of this state, then run the pending migrations.

    Each is a transaction of its own.

    :raises Refused: migration_failed, with the file as the last complete migration left it, or as `backup` does.
    """
    copy = held_by_last(path) or backup(path, today)
    _note_version(path)
    made = engine(path)
    try:
        with (
            refusals(path, writing=True),
            made.connect() as connection,
            as_file(files("rebond.journal") / "migrations") as scripts,
        ):
            # Rebuilding a table drops the old one; this setting cannot be changed inside a transaction.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            config = Config(attributes={"connection": connection, "after_each": _after_each})
            config.set_main_option("script_location", str(scripts).replace("%", "%%"))
            config.set_main_option("version_locations", _versions(scripts))
            config.set_main_option("path_separator", "newline")
            command.upgrade(config, f"{VERSION:04}")
    except (_UnsoundError, CommandError, SQLAlchemyError, sqlite3.Error) as error:
        facts = {**named(path), "reason": str(error), "backup": str(copy)}
        raise Refused(Problem("migration_failed", facts=facts)) from error
    finally:
        made.dispose()


def _note_version(path: Path) -> None:
    """Have Alembic begin at the version that the file's header says: each migration wrote both at once."""
    with refusals(path, writing=True), closing(connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(f"{version:04}",)]:
            version_notes.write_version(connection, version)


def engine(path: Path) -> Engine:
    """Return SQLAlchemy's engine on a file, as Alembic needs it, which begins and commits each migration."""
    made = create_engine("sqlite://", creator=lambda: connect(path), poolclass=StaticPool)
    event.listen(made, "begin", _begin)
    errors_as_they_are(made)
    return made


def _begin(connection: Connection) -> None:
    """Begin a transaction explicitly: the driver would begin none before a CREATE TABLE."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _versions(scripts: Path) -> str:
    return str(scripts / "versions").replace("%", "%%")


def _after_each(*, ctx: Any, step: Any, **_: object) -> None:
    """Write the version to the header, and check the result of the migration before it is committed."""
    version = int(step.up_revision_id)
    connection = ctx.connection
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise _UnsoundError("foreign_key_check")
    different = schema.differences(connection.connection.driver_connection) if version == VERSION else ()
    if different:
        raise _UnsoundError(", ".join(different))
