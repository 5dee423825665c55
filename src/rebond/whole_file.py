"""Writes files whole: a file appears under its name once all of it is on the disk, or not at all."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rebond.progress import Progress, unheard

#: What a file may be read by: its owner alone, or whoever the person's own settings of the system allow.
PRIVATE, USUAL = 0o600, 0o666
#: How much of the file's name the temporary one bears, since a name that is almost too long would become so.
_NAME = 60
_DRAFT = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{8}\.part(-journal)?")
#: How much is written between two reports of progress, in bytes.
_PIECE = 2**20


def write_whole(path: Path, data: bytes, *, mode: int = PRIVATE, progress: Progress = unheard) -> None:
    """Put `data` in the place of a file.

    :param mode: the rights of the file, less those that the system withholds from this person's new files.
    :raises OSError: when it cannot be written; what was there before is still there, as when `progress` raises.
    """
    with draft_of(path, mode=mode) as draft, draft.open("wb") as file:
        for start in range(0, len(data), _PIECE):
            progress(start, len(data))
            file.write(data[start : start + _PIECE])


@contextmanager
def draft_of(path: Path, *, mode: int = PRIVATE, is_new: bool = False) -> Iterator[Path]:
    """An empty file in the same folder, which takes the place of `path` when the block ends without an error.

    :param is_new: there is to be no file at that place, and there is none after an error either.
    :raises OSError: when the folder cannot be written to; FileExistsError when one that is new is there.
    """
    draft = path.with_name(f".{path.name[:_NAME]}.{os.urandom(4).hex()}.part")
    make_file(draft, mode=mode)
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        if is_new and path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        draft.replace(path)
    except BaseException:
        discard(draft)
        raise
    try:
        sync_folder(path.parent)
    except OSError:
        if is_new:
            path.unlink(missing_ok=True)
        raise


def drafts_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the drafts in a folder, and what SQLite keeps beside them, each with the name of the file it was to become.

    Those that a process left which was killed stay for good. The name is cut off after its first 60 characters.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if (match := _DRAFT.fullmatch(entry.name)) and entry.is_file(follow_symlinks=False):
                    yield folder / entry.name, match["name"]
    except OSError:
        return


def is_cut_off(name: str) -> bool:
    """Whether the drafts of a file bear its name only in part, or those of another file, whose name is longer."""
    return len(name) >= _NAME


def is_draft(path: Path) -> bool:
    """Whether a file is the draft of another by its name, or was when the process that wrote it was killed."""
    return _DRAFT.fullmatch(path.name) is not None


def discard(path: Path) -> None:
    """Remove a file of no more use. One that cannot be removed stays: that harms nobody, and hides no other reason."""
    with suppress(OSError):
        path.unlink()


def make_file(path: Path, *, mode: int = PRIVATE) -> None:
    """An empty file at a place where there is none.

    :raises OSError: FileExistsError when something is there already.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode))


def make_folder(path: Path) -> None:
    """Make a folder unless it is there, and have its name on the disk.

    :raises OSError: when it cannot be made.
    """
    if not path.is_dir():
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the name on the disk too; Windows knows no such thing."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
