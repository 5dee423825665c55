"""Migration of an older journal to this version; imported only when needed, since Alembic is slow to import."""

from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from rebond.domain.problems import Problem, Refused
from rebond.journal import schema
from rebond.journal.backup import backup
from rebond.journal.connection import engine
from rebond.journal.errors import refusals
from rebond.journal.tables import VERSION


class _UnsoundError(Exception):
    """A migration left the file in a wrong state and is rolled back."""


def migrate(path: Path, today: date) -> None:
    """Make a verified backup, then run the pending migrations, each in its own transaction.

    :raises Refused: migration_failed, with the file as the last complete migration left it, or as `backup` does.
    """
    copy = backup(path, today)
    made = engine(path)
    try:
        with refusals(path), made.connect() as connection, as_file(files("rebond.journal") / "migrations") as scripts:
            # Rebuilding a table drops the old one; this setting cannot be changed inside a transaction.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
            connection.execution_options(begin="BEGIN IMMEDIATE")
            config = Config(attributes={"connection": connection, "after_each": _after_each})
            config.set_main_option("script_location", str(scripts).replace("%", "%%"))
            config.set_main_option("version_locations", _versions(scripts))
            config.set_main_option("path_separator", "newline")
            command.upgrade(config, f"{VERSION:04}")
    except (_UnsoundError, CommandError, SQLAlchemyError) as error:
        facts = {"path": str(path), "name": path.name, "reason": str(error), "backup": str(copy)}
        raise Refused(Problem("migration_failed", facts=facts)) from error
    finally:
        made.dispose()


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
