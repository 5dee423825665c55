"""Integrity checks of an open journal: pages, references, history, rows, search index, and sums of payments."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.missions.settlement import correction_fault, fault, offsets, settled_on
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import BY_NAME
from rebond.domain.translatable import later
from rebond.journal import blobs, chain, schema, search, version_notes
from rebond.journal.connection import connect, hearing
from rebond.journal.errors import FILE_ERRORS, named, problem_of
from rebond.journal.file_format import VERSION
from rebond.journal.header import look
from rebond.journal.reader import Reader
from rebond.journal.rows import completed, from_json, is_readable
from rebond.journal.suspects import doubted_entries, doubted_rows, lost_rows, stray_entries
from rebond.progress import Progress, heard, part, unheard

declare_problems({
    "check_pages": later("The file is damaged ({reason})."),
    "check_reference": later("Row {id} of “{kind}” belongs to a row of “{parent}” that is not there."),
    "check_chain": later("The history was changed from outside at change {seq}."),
    "check_row": later("Row {id} of “{kind}” is not what the history says: it was changed from outside."),
    "check_lost": later("Row {id} of “{kind}” is missing, though the history does not delete it."),
    "check_search": later("The search does not show row {id} of “{kind}” as it is."),
    "check_settled": later("Invoice {number}: the day it was settled is not that of its last payment or credit note."),
    "check_overpaid": later("Invoice {number}: more was paid than was owed."),
    "check_correction": later("Credit note {number} names an invoice that it cannot correct."),
    "check_stranger": later("Invoice {number} names a mission or a milestone of someone else."),
})  # fmt: skip


#: How SQLite's check says that a page could not be read, and with which of its codes.
_PAGE_ERROR = re.compile(r"unable to get the page\. error code=(\d+)")
#: The most problems of one sort that are reported.
_MOST = 20

_WRONG_MISSIONS = """
    SELECT invoice.id, number FROM invoice JOIN mission ON mission.id = mission_id
    WHERE mission.client_id <> invoice.client_id
    UNION ALL
    SELECT invoice.id, number FROM invoice JOIN milestone ON milestone.id = milestone_id
    WHERE milestone.mission_id IS NOT invoice.mission_id
"""


def everything(reader: Reader, path: Path, progress: Progress = unheard) -> tuple[Problem, ...]:
    """Return every problem of a snapshot of a journal of this version, read from end to end.

    Later checks depend on earlier ones, so the first that finds problems is the last one run.
    """
    connection = reader.sqlite
    with hearing(connection, progress) as told:
        return whole(connection, path, part(told, 0, 4, 10)) or (
            *_catalogued(connection),
            *version_notes.faults(connection, path),
            *(
                tuple(_as_written(connection, part(told, 4, 8, 10)))
                or tuple(blobs.faults(connection))
                or tuple(_searched(connection))
                or tuple(_sums(reader, part(told, 9, 10, 10)))
            ),
        )


def good_copy(path: Path, progress: Progress = unheard) -> tuple[Problem, ...]:
    """Return the problems for which a copy, of this version or an older one, is no valid backup."""
    try:
        look(path, VERSION, oldest=0)
        with (
            closing(connect(path, read_only=True)) as connection,
            hearing(connection, progress) as told,
        ):
            connection.execute("BEGIN")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == VERSION and (different := schema.differences(connection)):
                return (Problem("check_pages", facts={"reason": ", ".join(different)}),)
            problems = whole(connection, path, part(told, 0, 1, 2))
            if problems or version != VERSION:
                return problems
            return (
                *_catalogued(connection),
                *_as_written(connection, part(told, 1, 2, 2)),
                *blobs.faults(connection),
            )
    except Refused as refused:
        return refused.problems
    except FILE_ERRORS as error:
        return (_problem(error, path),)


def whole(connection: sqlite3.Connection, path: Path, progress: Progress = unheard) -> tuple[Problem, ...]:
    """Check the pages, the references and the history's chain, which every version has."""
    try:
        messages = [message for (message,) in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    except FILE_ERRORS as error:
        return (_problem(error, path),)
    if unread := next((message for message in messages if _is_unread(message)), None):
        return (Problem("journal_unreadable", facts={**named(path), "reason": unread}),)
    if messages != ["ok"]:
        return tuple(Problem("check_pages", facts={"reason": message}) for message in messages)
    problems = [
        Problem("check_reference", facts={"kind": kind, "id": row_id, "parent": parent})
        for kind, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
    ]
    broken = chain.broken_at(connection, progress)
    if broken is not None:
        problems.append(Problem("check_chain", facts={"seq": broken}))
    return tuple(problems)


def _is_unread(message: str) -> bool:
    """Whether SQLite's check says of a page that it could not be read, not that it is wrong."""
    match = _PAGE_ERROR.search(message)
    return match is not None and int(match[1]) & 0xFF == sqlite3.SQLITE_IOERR


def _problem(error: BaseException, path: Path) -> Problem:
    """Return the problem that an error in reading a file stands for; a programming error is raised again."""
    problem = problem_of(error, path)
    if problem is None:
        raise error
    return problem


def _catalogued(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Check the names in SQLite's own table of tables."""
    if names := schema.misnamed(connection):
        yield Problem("check_pages", facts={"reason": ", ".join(names)})


def _searched(snapshot: sqlite3.Connection) -> Iterator[Problem]:
    """Check that the search index matches its texts, which SQLite does by what it takes for a write."""
    snapshot.execute("PRAGMA query_only = 0")
    try:
        snapshot.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:  # the check was cancelled
            raise
        yield Problem("check_pages", facts={"reason": str(error)})
    finally:
        snapshot.execute("PRAGMA query_only = 1")


def _sums(reader: Reader, progress: Progress) -> Iterator[Problem]:
    """Check each invoice against its payments, its mission and the invoice it corrects."""
    parts = defaultdict(list)
    for payment in reader.all(Payment):
        parts[payment.invoice_id].append(payment)
    invoices = {invoice.id: invoice for invoice in reader.all(Invoice)}
    offset = offsets(invoices.values(), parts)
    for invoice in heard(invoices.values(), len(invoices), progress):
        facts = {"number": invoice.number or str(invoice.id)}
        if invoice.settled != settled_on(invoice, parts[invoice.id], offset.get(invoice.id, ())):
            yield Problem("check_settled", facts=facts)
        if fault(invoice, parts[invoice.id]):
            yield Problem("check_overpaid", facts=facts)
        corrected = invoices.get(invoice.corrects_id or 0)
        if corrected and correction_fault(invoice, corrected):
            yield Problem("check_correction", facts=facts)
    for row_id, number in reader.sqlite.execute(_WRONG_MISSIONS).fetchmany(_MOST):
        yield Problem("check_stranger", facts={"number": number or str(row_id)})


def _as_written(connection: sqlite3.Connection, progress: Progress) -> Iterator[Problem]:
    """Check that every row is readable, equals its last version in the history, and is in the search index."""
    yield from islice(_wrong_rows(connection, part(progress, 0, 3, 4)), _MOST)
    yield from islice(_lost_rows(connection), _MOST)
    yield from islice(_wrong_entries(connection, part(progress, 3, 4, 4)), _MOST)
    yield from islice(_stray_entries(connection), _MOST)


def _wrong_rows(connection: sqlite3.Connection, progress: Progress) -> Iterator[Problem]:
    for done, kind in enumerate(BY_NAME):
        progress(done, len(BY_NAME))
        for row, text, written in doubted_rows(connection, kind):
            same = written == text or (written is not None and completed(kind, from_json(written) or {}) == row)
            if not (same and is_readable(kind, row)):
                yield Problem("check_row", facts={"kind": kind, "id": row["id"]})


def _lost_rows(connection: sqlite3.Connection) -> Iterator[Problem]:
    for kind, row_id in lost_rows(connection):
        yield Problem("check_lost", facts={"kind": kind, "id": row_id})


def _wrong_entries(connection: sqlite3.Connection, progress: Progress) -> Iterator[Problem]:
    for done, kind in enumerate(search.SEARCHED):
        progress(done, len(search.SEARCHED))
        for row, entry in doubted_entries(connection, kind):
            if entry != search.entry(kind, row):
                yield Problem("check_search", facts={"kind": kind, "id": row["id"]})


def _stray_entries(connection: sqlite3.Connection) -> Iterator[Problem]:
    connection.execute("SELECT rowid FROM search LIMIT 1").fetchone()  # fails where its own tables are damaged
    for place in stray_entries(connection):
        kind, row_id = search.kind_of(place)
        stray = Problem("check_pages", facts={"reason": f"search {place}"})
        yield Problem("check_search", facts={"kind": kind, "id": row_id}) if kind else stray
