"""The folder of a dossier: written beside its place, and put there when all of it is on the disk.

While it is written, a lock is held in it. What a killed process left is therefore known, by the next dossier to the
same place, as nobody's any more.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from rebond.actions.exports import not_written
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.proof.dossier import SUMS
from rebond.domain.translatable import later
from rebond.journal.lock import Lock
from rebond.progress import Progress
from rebond.whole_file import discard, is_cut_off, make_file, sync_folder

declare_problems({
    "dossier_there": later("{name} is there already, and not empty. Choose another name for the folder."),
})  # fmt: skip

#: How much of the folder's name its draft bears, since a name that is almost too long would become so.
_NAME = 60
#: The file in a draft that is locked while it is written; its lock has one more ending.
_WRITING = "writing"

Files = Iterable[tuple[str, Iterable[bytes]]]


def require_free(out: Path) -> None:
    """:raises Refused: when something is there that the folder would take the place of."""
    try:
        if out.is_symlink() or (out.exists() and not (out.is_dir() and not any(out.iterdir()))):
            raise Refused(Problem("dossier_there", facts={"name": out.name}))
    except OSError as error:
        raise Refused(not_written(error, out)) from error


def write_folder(out: Path, files: Files, size: int, progress: Progress) -> None:
    """Write a folder of these files, each by its name and its content in pieces, with the list of their checksums.

    :param size: the bytes of all of them, of which `progress` hears how many are written.
    :raises Refused: a system error; nothing of it is left then, as when `progress` raises.
    """
    clear_drafts(out)
    draft = out.with_name(f".{out.name[:_NAME]}.{os.urandom(4).hex()}.part")
    try:
        draft.mkdir(mode=0o700)
        with _held(draft):
            _fill(draft, files, size, progress)
        sync_folder(draft)
        if out.is_dir():
            out.rmdir()
        draft.rename(out)
        sync_folder(out.parent)
    except BaseException as error:
        shutil.rmtree(draft, ignore_errors=True)
        if isinstance(error, OSError):
            raise Refused(not_written(error, out)) from error
        raise


def _fill(draft: Path, files: Files, size: int, progress: Progress) -> None:
    sums, done = "", 0
    for name, pieces in files:
        digest = sha256()
        make_file(draft / name)
        with (draft / name).open("wb") as file:
            for piece in pieces:
                progress(min(done, size), size)
                file.write(piece)
                digest.update(piece)
                done += len(piece)
            file.flush()
            os.fsync(file.fileno())
        sums += f"{digest.hexdigest()}  {name}\n"
    make_file(draft / SUMS)
    with (draft / SUMS).open("wb") as file:
        file.write(sums.encode())
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _held(draft: Path) -> Iterator[None]:
    """Hold the lock in a draft, and leave nothing of it; where the file system knows no locks there is none."""
    lock = None
    with suppress(OSError):
        lock = Lock(draft / _WRITING)
    try:
        yield
    finally:
        if lock:
            lock.release()
        # Windows lets nobody delete an open file: there it is still there.
        discard(draft / f"{_WRITING}.lock")


def clear_drafts(out: Path) -> None:
    """Remove the drafts of this folder that killed processes left.

    Those of a name that is cut off stay, which may be another folder's, and those that another process is writing.
    """
    if is_cut_off(out.name):
        return
    named = re.compile(rf"\.{re.escape(out.name)}\.[0-9a-f]{{8}}\.part")
    with suppress(OSError):
        for draft in list(out.parent.iterdir()):
            if named.fullmatch(draft.name) and draft.is_dir() and not draft.is_symlink():
                _clear(draft)


def _clear(draft: Path) -> None:
    """Remove a draft unless somebody writes it: one without the locked file may have been made just now."""
    if not (draft / f"{_WRITING}.lock").is_file():
        return
    with suppress(OSError, Refused):
        lock = Lock(draft / _WRITING)
        lock.release()
        shutil.rmtree(draft, ignore_errors=True)
