"""Export of the whole journal, and safe writing of files made from it."""

import dataclasses
import errno
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.registry import KINDS
from rebond.domain.translatable import later
from rebond.exchange.document.dump import Rows, attached_names, write_document
from rebond.exchange.document.files_beside import MOST_INSIDE, FileBeside, folder_of, name_beside
from rebond.journal.blobs import content, digest_of, sizes
from rebond.journal.errors import unwritten
from rebond.journal.header import is_database
from rebond.journal.journal import Journal
from rebond.journal.reader import Reader
from rebond.progress import Progress, part, unheard
from rebond.whole_file import discard, sync_folder, write_whole

declare_problems({
    "cannot_write_file": later("{path} cannot be written ({reason}). Choose another folder or make room."),
    "not_over_the_journal": later("{name} is the journal itself. Choose another name."),
    "not_over_a_database": later("{name} is a database, perhaps a journal. It was left as it is: choose another name."),
    "export_too_large": later(
        "The attached files have {size} MB together, and up to {most} MB are written into the document itself. "
        "Export to a file of your disk: they are written into a folder beside it."
    ),
    "export_folder_taken": later(
        "{name} stands where the folder of the attached files would be. Move it away, or choose another name."
    ),
    "pipe_unread": later(
        "Nothing was written, since nobody reads from {name}, which is a pipe. Start what reads from it, and try again."
    ),
    "disk_full_here": later("{name} was not written, since the disk is full. Free some space, or choose another disk."),
})  # fmt: skip


#: Seconds for which a pipe is waited for that nobody reads.
_PATIENCE = 5
#: The codes for a copy of problems whose sentences speak of the journal.
_OF_A_COPY = {"disk_full": "disk_full_here", "cannot_write": "cannot_write_file"}


def document(journal: Journal, progress: Progress = unheard) -> str:
    """Return the whole journal, as it is now, as its JSON document with the attached files in it.

    :raises Refused: export_too_large, when the attached files do not fit into it.
    """
    with journal.snapshot(part(progress, 0, 1, 10)) as reader:
        rows = _rows(reader, part(progress, 1, 2, 10))
        size = sum(sizes(reader.sqlite, attached_names(rows)).values())
        if size > MOST_INSIDE:
            facts = {"size": -(-size // 2**20), "most": MOST_INSIDE // 2**20}
            raise Refused(Problem("export_too_large", facts=facts))
        return write_document(rows, partial(content, reader.sqlite), part(progress, 2, 10, 10))


def export_document(journal: Journal, out: Path, progress: Progress = unheard) -> Path | None:
    """Write the whole journal to a file, atomically. What `progress` raises ends it; nothing is written then.

    Attached files that are too large together for the document are written into a folder beside it, before it: a
    document never names a file that is not there. What an earlier export wrote there stays.

    :returns: that folder; None when all is in the document.
    :raises Refused: export_folder_taken, export_too_large for a pipe, or as :func:`write_out`.
    """
    _refuse_databases(journal, out)
    if out.exists() and not out.is_file():
        write_out(journal, out, document(journal, progress).encode())
        return None
    with journal.snapshot(part(progress, 0, 1, 20)) as reader:
        rows = _rows(reader, part(progress, 1, 2, 20))
        names = attached_names(rows)
        found = sizes(reader.sqlite, names)
        if sum(found.values()) <= MOST_INSIDE:
            text = write_document(rows, partial(content, reader.sqlite), part(progress, 2, 19, 20))
            write_out(journal, out, text.encode(), part(progress, 19, 20, 20))
            return None
        folder = folder_of(out)
        beside = {
            digest: FileBeside(f"{folder.name}/{name_beside(digest, names[digest])}", size)
            for digest, size in sorted(found.items())
        }
        with _written_beside(reader, folder, beside, part(progress, 2, 10, 20)):
            text = write_document(rows, beside.get, part(progress, 10, 19, 20))
            write_out(journal, out, text.encode(), part(progress, 19, 20, 20))
    return folder


def _rows(reader: Reader, progress: Progress) -> Rows:
    return {kind: tuple(reader.each(kind, part(progress, at, at + 1, len(KINDS)))) for at, kind in enumerate(KINDS)}


@contextmanager
def _written_beside(
    reader: Reader, folder: Path, beside: Mapping[str, FileBeside], progress: Progress
) -> Iterator[None]:
    """Write the files into the folder; those that are new there go again when the block ends with an error.

    :raises Refused: export_folder_taken, or a system error.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(Problem("export_folder_taken", facts={"name": folder.name, "path": str(folder)}))
    is_new = not folder.exists()
    added: list[Path] = []
    total, done = sum(file.size for file in beside.values()), 0
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
        for digest, file in beside.items():
            progress(done, total)
            path = folder / file.name
            if not _holds(path, digest, file.size):
                added += [] if path.exists() else [path]
                write_whole(path, content(reader.sqlite, digest) or b"")
            done += file.size
        yield
    except BaseException as error:
        for path in added:
            discard(path)
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise Refused(not_written(error, folder)) from error
        raise


def _holds(path: Path, digest: str, size: int) -> bool:
    """Whether an earlier export wrote the file there already."""
    is_file = path.is_file() and not path.is_symlink() and path.stat().st_size == size
    return is_file and digest_of(path.read_bytes()) == digest


def write_out(journal: Journal, out: Path, data: bytes, progress: Progress = unheard) -> None:
    """Write data made from the journal to a file, atomically: it is complete, or unchanged.

    Only its owner can read the file, since it holds the journal's data.

    :raises Refused: not_over_the_journal, not_over_a_database for any other database, or a system error.
    """
    _refuse_databases(journal, out)
    try:
        if out.exists() and not out.is_file():
            # A pipe or a device is written to, never replaced.
            _pour(out, data)
            return
        write_whole(out, data, progress=progress)
    except OSError as error:
        raise Refused(not_written(error, out)) from error


def _pour(out: Path, data: bytes) -> None:
    """Write into a pipe or a device, which somebody begins to read within a few seconds.

    :raises Refused: pipe_unread when nobody does.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            descriptor = os.open(out, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
            break
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            if time.monotonic() > until:
                raise Refused(Problem("pipe_unread", facts={"name": out.name, "path": str(out)})) from error
            time.sleep(0.05)
    with os.fdopen(descriptor, "wb") as file:
        if os.name == "posix":
            os.set_blocking(descriptor, True)
        file.write(data)


def _refuse_databases(journal: Journal, out: Path) -> None:
    """:raises Refused: not_over_the_journal, not_over_a_database for any other database, or a system error."""
    facts = {"name": out.name, "path": str(out)}
    try:
        if out.exists() and out.samefile(journal.path):
            raise Refused(Problem("not_over_the_journal", facts=facts))
        if out.is_file() and is_database(out):
            raise Refused(Problem("not_over_a_database", facts=facts))
    except OSError as error:
        raise Refused(not_written(error, out)) from error


def not_written(error: OSError, out: Path) -> Problem:
    """Return the problem that a system error stands for, in the words for a copy of the journal's data."""
    problem = unwritten(error, out)
    return dataclasses.replace(problem, code=_OF_A_COPY.get(problem.code, problem.code))
