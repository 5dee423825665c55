"""The tables follow the entities, and the file of SQL follows the tables."""

import sqlite3
from importlib.resources import files

import pytest

from rebond.journal import definition, schema


def test_the_frozen_schema_is_what_the_entities_say() -> None:
    frozen = files("rebond.journal").joinpath("schema.sql").read_text("utf-8")
    assert frozen == definition.script(), (
        "An entity changed. Add a migration, raise VERSION, and write definition.script() to schema.sql."
    )


def test_every_reference_has_an_index_that_begins_with_it() -> None:
    for table in definition.complete().tables.values():
        starts = {next(iter(index.columns.keys())) for index in table.indexes}
        starts |= {
            next(iter(one.columns.keys())) for one in table.constraints if type(one).__name__ == "UniqueConstraint"
        }
        for key in table.foreign_keys:
            assert key.parent.name in starts, f"{table.name}.{key.parent.name}"


def test_a_column_added_at_the_end_is_the_same_schema() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a (x TEXT NOT NULL, y INTEGER DEFAULT (1 + 2)) STRICT")
    grown = sqlite3.connect(":memory:")
    grown.execute('CREATE TABLE "a" (y INTEGER DEFAULT (1 + 2)) STRICT')
    grown.execute("ALTER TABLE a ADD COLUMN x TEXT NOT NULL DEFAULT ''")
    assert schema.differences(connection, schema.schema(connection)) == ()
    assert schema.differences(grown, schema.schema(connection)) == ("a",)
    grown.executescript("DROP TABLE a; CREATE TABLE a (y INTEGER DEFAULT (1+2), x TEXT NOT NULL) STRICT")
    assert schema.differences(grown, schema.schema(connection)) == ()
    connection.close()
    grown.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DROP INDEX event_by_date",
        "CREATE TABLE more (x)",
        "CREATE TRIGGER search_data AFTER INSERT ON client BEGIN SELECT 1; END",
    ],
)
def test_whatever_is_missing_or_more_is_named(statement: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema.script())
    assert schema.differences(connection) == ()
    connection.execute(statement)
    assert len(schema.differences(connection)) == 1
    connection.close()
