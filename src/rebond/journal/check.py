"""Whether a journal is whole: its pages, its tables, its history, and the sums that its rows must keep."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from rebond.domain.entities import ENTITIES, Entity
from rebond.domain.problems import Problem, Refused
from rebond.journal import history, search
from rebond.journal.faults import problem_of, refusals
from rebond.journal.file import Journal
from rebond.journal.rows import StoredRow, completed, from_json, loaded, shape

#: Problems of one sort beyond these say nothing more.
_MOST = 20

# Paid in full on the day of the last payment, and never beyond what is owed; credit notes are settled by hand.
_SUMS = """
    SELECT number, settled IS NOT last AS unsettled, paid > total AS overpaid FROM (
        SELECT invoice.id, number, settled, invoice.amount + vat AS total, sum(payment.amount) AS paid,
            CASE WHEN sum(payment.amount) >= invoice.amount + vat THEN max(payment.date) END AS last
        FROM invoice LEFT JOIN payment ON payment.invoice_id = invoice.id
        WHERE invoice.amount + vat > 0
        GROUP BY invoice.id
    ) WHERE unsettled OR overpaid ORDER BY id
"""
_STRANGERS = """
    SELECT number FROM invoice JOIN mission ON mission.id = mission_id
    WHERE mission.client_id <> invoice.client_id
    UNION ALL
    SELECT number FROM invoice JOIN milestone ON milestone.id = milestone_id
    WHERE milestone.mission_id IS NOT invoice.mission_id
"""


def check(path: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the journal; it is read from end to end and not written to."""
    try:
        with Journal.open(path, read_only=True) as journal, journal.read() as reader:
            problems = _pages(reader.connection, path)
            if problems:
                return problems
            with refusals(path):
                return tuple(_content(reader.connection))
    except Refused as refused:
        return refused.problems


def _pages(connection: Connection, path: Path) -> tuple[Problem, ...]:
    try:
        said = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").scalars().all()
    except sqlite3.Error as error:
        problem = problem_of(error, path)
        return (problem or Problem("check_pages", facts={"reason": str(error)}),)
    return () if list(said) == ["ok"] else tuple(Problem("check_pages", facts={"reason": one}) for one in said)


def _content(connection: Connection) -> Iterator[Problem]:
    for kind, row_id, parent, _number in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST):
        yield Problem("check_reference", facts={"kind": kind, "id": row_id, "parent": parent})
    broken = history.broken_at(connection)
    if broken is not None:
        yield Problem("check_chain", facts={"seq": broken})
    yield from _rows(connection)
    for number, unsettled, overpaid in connection.exec_driver_sql(_SUMS).fetchmany(_MOST):
        if unsettled:
            yield Problem("check_settled", facts={"number": number})
        if overpaid:
            yield Problem("check_overpaid", facts={"number": number})
    for (number,) in connection.exec_driver_sql(_STRANGERS).fetchmany(_MOST):
        yield Problem("check_stranger", facts={"number": number})


def _rows(connection: Connection) -> Iterator[Problem]:
    """Rows that are not what the history made of them, or that say nothing; and searches that would miss them."""
    last: dict[tuple[str, int], str | None] = {}
    for kind, row_id, after in connection.exec_driver_sql(
        'SELECT kind, row_id, "after" FROM change_row ORDER BY seq, position'
    ):
        last[kind, row_id] = after
    found: dict[int, tuple[str, str]] = {
        place: (name, text) for place, name, text in connection.exec_driver_sql("SELECT rowid, * FROM search")
    }
    wrong = 0
    for entity in ENTITIES:
        kind, names = entity.kind, shape(entity.kind).names
        for values in connection.exec_driver_sql(f"SELECT {', '.join(names)} FROM {kind}"):  # noqa: S608
            row: StoredRow = dict(zip(names, values, strict=True))
            row_id = values[0]
            written = from_json(last.pop((kind, row_id), None))
            if wrong < _MOST and not (_sound(entity, row) and written and completed(kind, written) == row):
                wrong += 1
                yield Problem("check_row", facts={"kind": kind, "id": row_id})
            searched = search.entry(kind, row)
            if searched and found.pop(search.number(kind, row_id), None) != searched and wrong < _MOST:
                wrong += 1
                yield Problem("check_search", facts={"kind": kind, "id": row_id})
    for kind, row_id in [key for key, after in last.items() if after is not None][:_MOST]:
        yield Problem("check_lost", facts={"kind": kind, "id": row_id})
    for place in sorted(found)[:_MOST]:
        kind, row_id = search.kind_of(place)
        yield Problem("check_search", facts={"kind": kind, "id": row_id})


def _sound(entity: type[Entity], row: StoredRow) -> bool:
    try:
        loaded(entity, row)
    except ValueError:
        return False
    return True
