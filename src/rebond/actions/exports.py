"""Export of the whole journal, and safe writing of files made from it."""

import dataclasses
from functools import partial
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import KINDS
from rebond.domain.translatable import later
from rebond.exchange.document.dump import write_document
from rebond.journal.blobs import content
from rebond.journal.errors import unwritten
from rebond.journal.header import is_database
from rebond.journal.journal import Journal
from rebond.progress import Progress, part, unheard
from rebond.whole_file import write_whole

declare_problems({
    "cannot_write_file": later("{path} cannot be written: {reason}. Choose another folder or make room."),
    "not_over_the_journal": later("{name} is the journal itself. Choose another name."),
    "not_over_a_database": later("{name} is a database, perhaps a journal. It was left as it is: choose another name."),
    "disk_full_here": later("{name} was not written, since the disk is full. Free some space, or choose another disk."),
})  # fmt: skip


#: The codes for a copy of problems whose sentences speak of the journal.
_OF_A_COPY = {"disk_full": "disk_full_here", "cannot_write": "cannot_write_file"}


def document(journal: Journal, progress: Progress = unheard) -> str:
    """Return the whole journal, as it is now, as its JSON document."""
    with journal.snapshot(part(progress, 0, 1, 10)) as reader:
        reading = part(progress, 1, 2, 10)
        rows = {kind: tuple(reader.each(kind, part(reading, at, at + 1, len(KINDS)))) for at, kind in enumerate(KINDS)}
        return write_document(rows, partial(content, reader.connection), part(progress, 2, 10, 10))


def export_document(journal: Journal, out: Path, progress: Progress = unheard) -> None:
    """Write the whole journal to a file, atomically. What `progress` raises ends it; nothing is written then.

    :raises Refused: as :func:`write_out`.
    """
    text = document(journal, part(progress, 0, 9, 10))
    write_out(journal, out, text.encode(), part(progress, 9, 10, 10))


def write_out(journal: Journal, out: Path, data: bytes, progress: Progress = unheard) -> None:
    """Write data made from the journal to a file, atomically: it is complete, or unchanged.

    Only its owner can read the file, since it holds the journal's data.

    :raises Refused: not_over_the_journal, not_over_a_database for any other database, or a system error.
    """
    try:
        if out.exists() and out.samefile(journal.path):
            raise Refused(Problem("not_over_the_journal", facts={"name": out.name, "path": str(out)}))
        if out.is_file() and is_database(out):
            raise Refused(Problem("not_over_a_database", facts={"name": out.name, "path": str(out)}))
        if out.exists() and not out.is_file():
            # A pipe or a device is written to, never replaced.
            out.write_bytes(data)
            return
        write_whole(out, data, progress=progress)
    except OSError as error:
        raise Refused(not_written(error, out)) from error


def not_written(error: OSError, out: Path) -> Problem:
    """Return the problem that a system error stands for, in the words for a copy of the journal's data."""
    problem = unwritten(error, out)
    return dataclasses.replace(problem, code=_OF_A_COPY.get(problem.code, problem.code))
