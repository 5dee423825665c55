"""Adding columns to a table by rebuilding it, for migrations.

SQLite's `ALTER TABLE … ADD COLUMN` gives an existing table neither a column that is never null nor a constraint as
the schema of a new journal writes it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection


class Added(NamedTuple):
    """A column that a migration adds: `corrects_id`, `INTEGER`, its value in existing rows, the table's constraints.

    All of them are SQL.
    """

    name: str
    type: str
    value: str = "NULL"
    constraints: tuple[str, ...] = ()


#: Where the columns of a table's definition end, and where all of it ends.
_FIRST_CONSTRAINT = re.compile(r",\s*(?:FOREIGN KEY|CHECK|UNIQUE)\b|\s*\)\s*STRICT\s*$")
_END = re.compile(r"\s*\)\s*STRICT\s*$")


def add_columns(connection: Connection, table: str, columns: Sequence[Added]) -> None:
    """Add columns at the end of a table, whose rows, ids, indexes and triggers stay.

    Foreign keys must be off: the old table is dropped while others refer to it.
    """
    run = connection.exec_driver_sql
    definition = str(run("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)).scalar_one())
    beside = "SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND tbl_name = ? AND sql IS NOT NULL"
    indexes = run(beside, (table,)).scalars().all()
    last_id = run("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    kept = ", ".join(run("SELECT name FROM pragma_table_info(?)", (table,)).scalars())
    added = ", ".join(column.name for column in columns)
    values = ", ".join(column.value for column in columns)
    run(_grown(definition, f"{table}_rebuilt", columns))
    run(f"INSERT INTO {table}_rebuilt ({kept}, {added}) SELECT {kept}, {values} FROM {table}")  # noqa: S608
    run(f"DROP TABLE {table}")
    run(f"ALTER TABLE {table}_rebuilt RENAME TO {table}")
    # No id may be used twice, even if the last rows were deleted or the table is empty by now.
    run("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    if last_id is not None:
        run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last_id))
    for sql in indexes:
        run(sql)


def _grown(definition: str, name: str, columns: Sequence[Added]) -> str:
    """Return the SQL that creates the table with the columns, under another name."""
    lines = "".join(f",\n    {column.name} {column.type}" for column in columns)
    constraints = "".join(f",\n    {constraint}" for column in columns for constraint in column.constraints)
    body = definition[definition.index("(") :]
    ends = _FIRST_CONSTRAINT.search(body)
    if ends is None:
        raise ValueError("not the definition of a journal's table")
    body = body[: ends.start()] + lines + body[ends.start() :]
    return f"CREATE TABLE {name} " + _END.sub(lambda _end: f"{constraints}\n) STRICT", body)
