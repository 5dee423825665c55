"""The files in a ZIP from a bank, within limits that no statement reaches and an archive made to harm does."""

import zipfile
import zlib
from collections.abc import Container
from io import BytesIO
from itertools import chain, count

from rebond.domain.problems import declare_problems
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.exchange.plain import one_line

declare_problems({
    "archive_broken": later("This ZIP is broken. Download it again."),
    "archive_locked": later("This ZIP is locked with a password. Unpack it, and import the files in it."),
    "archive_too_large": later("There is too much in this ZIP to read. Unpack it, and import the statements in it."),
    "archive_in_archive": later("“{name}” is a ZIP within the ZIP. Unpack it, and import the files in it."),
    "archive_without_statement": later("There is no statement in this ZIP. Choose the statement itself."),
    "archive_other_file": later("“{name}” in this ZIP is no statement; it is left out."),
})  # fmt: skip

#: The most files in an archive, bytes unpacked in all, and times that a file may grow by unpacking.
MOST_FILES = 200
MOST_BYTES = 64 * 2**20
MOST_GROWTH = 200
#: Small files may grow more: a page of blanks does.
_SMALL = 2**20
_LOCKED = 0x1
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
#: What macOS adds to each archive.
_HIDDEN = ("__MACOSX/", ".")


class ArchiveError(Exception):
    """The archive cannot be read; `code` is that of the problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    name: str
    data: bytes


def files_in(data: bytes) -> list[ArchivedFile]:
    """Return the files of an archive by name, each with its folders; the second of one name has a number.

    :raises ArchiveError: when it is broken, locked or too large.
    """
    files: dict[str, ArchivedFile] = {}
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise ArchiveError("archive_too_large")
            left = MOST_BYTES
            for entry in sorted(entries, key=lambda entry: entry.filename):
                content = _content(archive, entry, left)
                left -= len(content)
                name = _free(_plain(entry.filename), files)
                files[name] = ArchivedFile(name, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise ArchiveError("archive_broken") from error
    return list(files.values())


def is_workbook(data: bytes) -> bool:
    """Whether the ZIP is a workbook of Excel or of an office suite that writes OpenDocument."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()[: 10 * MOST_FILES]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return False
    return any(name.startswith("xl/") for name in names) or {"mimetype", "content.xml"} <= set(names)


def is_document(data: bytes) -> bool:
    """Whether the ZIP is a text document or slides of an office suite."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return False


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Unpack one file, trusting the bytes that come rather than the size that is stated."""
    if entry.flag_bits & _LOCKED:
        raise ArchiveError("archive_locked")
    if entry.compress_type not in _READABLE:
        raise ArchiveError("archive_broken")
    most = min(left, max(_SMALL, MOST_GROWTH * entry.compress_size))
    with archive.open(entry) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ArchiveError("archive_too_large")
    return content


def _is_hidden(path: str) -> bool:
    return path.startswith(_HIDDEN) or _plain(path).rpartition("/")[2].startswith(".")


def _plain(path: str) -> str:
    return one_line(path.replace("\\", "/"))


def _free(name: str, taken: Container[str]) -> str:
    """Return a name that no other file of the archive has."""
    numbered = (f"{name} ({number})" for number in count(2))
    return next(free for free in chain([name], numbered) if free not in taken)
