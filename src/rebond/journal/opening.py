"""The opening of an existing journal: recovery, migration, and a look at its tables."""

import os
from contextlib import closing
from pathlib import Path

from rebond.domain.problems import Problem, Refused
from rebond.journal import schema, version_notes
from rebond.journal.connection import connect
from rebond.journal.errors import named
from rebond.journal.file_format import VERSION
from rebond.journal.header import look, rollback_file
from rebond.journal.history import Clock


def require_writable(path: Path) -> None:
    """:raises Refused: journal_read_only, or folder_read_only, where SQLite keeps what a change needs."""
    if not os.access(path, os.W_OK):
        raise Refused(Problem("journal_read_only", facts=named(path)))
    if not os.access(path.parent, os.W_OK):
        raise Refused(Problem("folder_read_only", facts={**named(path), "folder": str(path.parent)}))


def mend(path: Path, clock: Clock) -> None:
    """Roll back the unfinished transaction of a killed process, and migrate an older file."""
    if rollback_file(path).exists():
        with closing(connect(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    if version_notes.version(path) < VERSION:
        from rebond.journal.migrating import migrate  # needs Alembic, which is slow to import

        migrate(path, clock().date())


def examine(path: Path, *, read_only: bool) -> None:
    """Look at the tables and the length of a file, and put right what it notes wrongly unless it is only read.

    :raises Refused: journal_damaged.
    """
    with closing(connect(path, read_only=read_only)) as connection:
        different = schema.differences(connection)
        if not different and not read_only:
            version_notes.put_right(connection)
    if different or (look(path, VERSION, oldest=0).cut and not rollback_file(path).exists()):
        raise Refused(Problem("journal_damaged", facts={**named(path), "reason": ", ".join(different)}))
