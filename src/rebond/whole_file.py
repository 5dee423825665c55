"""Writes files whole: a file appears under its name once all of it is on the disk, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rebond.progress import Progress, unheard

#: What a file may be read by: its owner alone, or whoever the person's own settings of the system allow.
PRIVATE, USUAL = 0o600, 0o666
#: How much of the file's name the temporary one bears, since a name that is almost too long would become so.
_NAME = 60
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
def draft_of(path: Path, *, mode: int = PRIVATE) -> Iterator[Path]:
    """An empty file in the same folder, which takes the place of `path` when the block ends without an error.

    :raises OSError: when the folder cannot be written to.
    """
    draft = path.with_name(f".{path.name[:_NAME]}.{os.urandom(4).hex()}.part")
    make_file(draft, mode=mode)
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_file(path: Path, *, mode: int = PRIVATE) -> None:
    """An empty file at a place where there is none.

    :raises OSError: FileExistsError when something is there already.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode))


def sync_folder(folder: Path) -> None:
    """Have the name on the disk too; Windows knows no such thing."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
