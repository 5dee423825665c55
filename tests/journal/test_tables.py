"""The tables follow the kinds."""

import sqlite3

import pytest

from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Event, EventKind
from rebond.domain.registry import KINDS
from rebond.journal import schema
from rebond.journal.journal import Journal
from rebond.journal.rows import stored
from rebond.journal.tables import TABLES


def test_every_reference_has_an_index_that_begins_with_it() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema.script())
    for cls in KINDS:
        indexes = connection.execute("SELECT name FROM pragma_index_list(?)", (cls.kind,)).fetchall()
        starts = {
            connection.execute("SELECT name FROM pragma_index_info(?) WHERE seqno = 0", (name,)).fetchone()[0]
            for (name,) in indexes
        }
        assert {one.name for one in cls.declared.references} <= starts, cls.kind
    connection.close()


def test_a_new_member_of_an_enumeration_changes_no_table() -> None:
    assert "late_payment" not in schema.script()
    assert " IN (0, 1)" in schema.script()


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


@pytest.mark.parametrize("cls", [cls for cls in KINDS if cls.declared.single], ids=lambda cls: cls.kind)
def test_the_file_itself_refuses_a_second_row_of_which_there_is_one(cls: type[Entity]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema.script())
    row = stored(cls()) | {"id": 2}
    with pytest.raises(sqlite3.IntegrityError, match="id = 1"):
        connection.execute(
            f"INSERT INTO {cls.kind} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",  # noqa: S608
            tuple(row.values()),
        )
    connection.close()


def test_a_choice_is_compared_and_read_as_one(journal: Journal) -> None:
    kind = TABLES["event"].c.type
    with journal.read() as reader:
        assert [event.type for event in reader.all(Event, kind == EventKind.NOTE)] == [EventKind.NOTE]
        assert reader.all(Event, kind == EventKind.TALK) == ()
