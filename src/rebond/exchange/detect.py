"""Detection of a file's format from its content, never its name, and the choice of its reader."""

import errno
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from rebond.domain.problems import Problem
from rebond.exchange.archive import ArchivedFile, ArchiveError, files_in, is_document, is_workbook
from rebond.exchange.camt import read_camt
from rebond.exchange.columns import Columns
from rebond.exchange.csv_file.read import NOTHING_KNOWN, read_csv
from rebond.exchange.csv_file.table import looks_like_table
from rebond.exchange.document.files_beside import ENDING
from rebond.exchange.encoding import decode
from rebond.exchange.ofx import read_ofx
from rebond.exchange.origin import Origin
from rebond.exchange.problem_list import ProblemList
from rebond.exchange.qif import START as QIF_START
from rebond.exchange.qif import read_qif
from rebond.exchange.result import Format, ReadResult
from rebond.exchange.statement import Statement
from rebond.exchange.vcard import PersonCard, read_vcards

#: The largest file that is read, in bytes: room for forty years of one account, or an address book with pictures.
LARGEST_FILE = 64 * 2**20

_HEAD = 4_096
#: So much of a file shows whether it is a table, in bytes.
_TABLE_HEAD = 64 * 2**10
#: The first bytes of Excel's workbooks before 2007.
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How a journal's document begins.
_DOCUMENT = "{"
_OFX = re.compile(r"OFXHEADER|<\?OFX\b|<OFX>", re.IGNORECASE)
_VCARD = re.compile(r"BEGIN:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_WEB_PAGE = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
_REFUSED_BY_SYSTEM = {
    errno.ENOENT: "file_not_found",
    errno.EACCES: "file_not_allowed",
    errno.EPERM: "file_not_allowed",
    errno.EISDIR: "file_is_folder",
}


Reading = ReadResult[Statement | PersonCard]
_NO_COLUMNS: Mapping[Origin, Columns] = MappingProxyType({})


def read_path(
    path: Path, chosen: Mapping[Origin, Columns] = _NO_COLUMNS, known: Mapping[str, Columns] = NOTHING_KNOWN
) -> Iterator[tuple[Origin, Reading]]:
    """Yield the statements or cards of a file, or of each file in a ZIP as if it stood by itself.

    Never raises: every error is a problem of a result. That of a ZIP follows those of its files, if there is something
    to tell of it. A journal's document is detected, not read.

    :param chosen: what the columns of these CSV files mean, as a person said it.
    :param known: the same for the CSV files of earlier imports, by their table's key.
    """
    whole = Origin(path)
    data = _data(path)
    result = data if isinstance(data, ReadResult) else read(data, chosen.get(whole), known)
    if isinstance(data, bytes) and result.format is Format.ZIP:
        yield from _packed(whole, data, chosen, known)
    else:
        yield whole, result


def _data(path: Path) -> bytes | Reading:
    """Return the bytes of a file, or the result of failing to read them."""
    try:
        if path.is_dir():
            return _refused("file_is_folder")
        if not path.is_file():
            return _refused("file_not_found" if not path.exists() else "file_unreadable")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        return _refused(_REFUSED_BY_SYSTEM.get(error.errno or 0, "file_unreadable"))


def read(data: bytes, columns: Columns | None = None, known: Mapping[str, Columns] = NOTHING_KNOWN) -> Reading:
    """Read bytes with the reader of the format that they begin with; a document and a ZIP are detected, not read."""
    if len(data) > LARGEST_FILE:
        return _refused("file_too_large")
    head = decode(data[:_HEAD]).lstrip()
    if not head:
        return _refused("file_empty")
    if data.startswith(b"SQLite format 3\0"):
        return _refused("file_is_database")
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        if is_workbook(data):
            return _refused("file_is_workbook")
        return _refused("file_binary") if is_document(data) else ReadResult(Format.ZIP)
    if data.startswith(b"%PDF"):
        return _refused("file_is_pdf")
    if data.startswith(_OLD_WORKBOOK):
        return _refused("file_is_workbook")
    if "\0" in head:
        return _refused("file_binary")
    if head.startswith(_DOCUMENT):
        return ReadResult(Format.JOURNAL)
    if _VCARD.match(head):
        return read_vcards(data)
    if _WEB_PAGE.match(head):
        return _refused("file_is_web_page")
    if _OFX.search(head):
        return read_ofx(data)
    if head.startswith("<"):
        return read_camt(data)
    if QIF_START.match(head):
        return read_qif(data)
    if columns is not None or looks_like_table(data[:_TABLE_HEAD]):
        return read_csv(data, columns, known)
    return _refused("file_unknown")


def _packed(
    whole: Origin, data: bytes, chosen: Mapping[Origin, Columns], known: Mapping[str, Columns]
) -> Iterator[tuple[Origin, Reading]]:
    """Yield the result of every file in a ZIP that is one to import, then what is to be told of the others."""
    told = ProblemList()
    empty = True
    try:
        for file in _without_attached(files_in(data)):
            origin = Origin(whole.path, file.name)
            result = read(file.data, chosen.get(origin), known)
            if result.format is Format.ZIP:
                told.add("archive_in_archive", 0, name=file.name)
            elif result.format is Format.UNKNOWN:
                told.note("archive_other_file", 0, name=file.name)
            else:
                empty = False
                yield origin, result
        if empty and not told:
            told.add("archive_without_statement", 0)
    except ArchiveError as error:
        told.add(error.code, 0)
    if told or told.notes:
        yield whole, ReadResult(Format.ZIP, problems=told.in_order(), notes=told.notes)


def _without_attached(files: Sequence[ArchivedFile]) -> Iterator[ArchivedFile]:
    """Yield the files of a ZIP but for those in the folder of attached files beside a journal's document."""
    documents = {
        PurePosixPath(file.name).parent for file in files if decode(file.data[:_HEAD]).lstrip().startswith(_DOCUMENT)
    }
    for file in files:
        folder = PurePosixPath(file.name).parent
        if not (folder.name.endswith(ENDING) and folder.parent in documents):
            yield file


def _refused(code: str) -> Reading:
    return ReadResult(Format.UNKNOWN, problems=(Problem(code),))
