"""Detection of a file's format from its content, never its name, and the choice of its reader."""

import errno
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from rebond.domain.problems import Problem
from rebond.exchange.archive import ArchiveError, files_in, is_document, is_workbook
from rebond.exchange.camt import read_camt
from rebond.exchange.columns import Columns
from rebond.exchange.csv_file.read import NOTHING_KNOWN, UNDECIDED, read_csv
from rebond.exchange.csv_file.table import looks_like_table
from rebond.exchange.encoding import decode
from rebond.exchange.ofx import read_ofx
from rebond.exchange.plain import one_line
from rebond.exchange.problem_list import ProblemList, UnreadableError
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
_OFX = re.compile(r"OFXHEADER|<\?OFX\b|<OFX>", re.IGNORECASE)
_VCARD = re.compile(r"BEGIN:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_WEB_PAGE = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
_REFUSED_BY_SYSTEM = {
    errno.ENOENT: "file_not_found",
    errno.EACCES: "file_not_allowed",
    errno.EPERM: "file_not_allowed",
    errno.EISDIR: "file_is_folder",
}


def read_file(
    path: Path, columns: Columns | None = None, known: Mapping[str, Columns] = NOTHING_KNOWN
) -> ReadResult[Statement | PersonCard]:
    """Read the statements or cards of a file. A journal's document is detected, not read.

    Never raises: every error is a problem of the result.

    :param columns: what the columns of this file mean, if it is CSV and a person said it.
    :param known: the same for the CSV files of earlier imports, by their table's key.
    """
    try:
        if path.is_dir():
            return _refused("file_is_folder")
        if not path.is_file():
            return _refused("file_not_found" if not path.exists() else "file_unreadable")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        return _refused(_REFUSED_BY_SYSTEM.get(error.errno or 0, "file_unreadable"))
    return read(data, columns, known)


def read(
    data: bytes, columns: Columns | None = None, known: Mapping[str, Columns] = NOTHING_KNOWN
) -> ReadResult[Statement | PersonCard]:
    """Read bytes with the reader of the format that they begin with; the arguments are those of `read_file`."""
    if len(data) > LARGEST_FILE:
        return _refused("file_too_large")
    head = decode(data[:_HEAD]).lstrip()
    if not head:
        return _refused("file_empty")
    if data.startswith(b"SQLite format 3\0"):
        return _refused("file_is_database")
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _packed(data, known)
    if data.startswith(b"%PDF"):
        return _refused("file_is_pdf")
    if data.startswith(_OLD_WORKBOOK):
        return _refused("file_is_workbook")
    if "\0" in head:
        return _refused("file_binary")
    if head.startswith("{"):
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


def _packed(data: bytes, known: Mapping[str, Columns]) -> ReadResult[Statement | PersonCard]:
    """Read every statement and address book in a ZIP; the problems of each name it."""
    if is_workbook(data):
        return _refused("file_is_workbook")
    if is_document(data):
        return _refused("file_binary")
    items: list[Statement | PersonCard] = []
    problems = ProblemList()
    try:
        for place, file in enumerate(files_in(data), 1):
            name = one_line(file.name)
            if file.data.startswith(b"PK\3\4"):
                problems.add("archive_in_archive", 0, name=name)
                continue
            result = read(file.data, known=known)
            if result.format in {Format.UNKNOWN, Format.JOURNAL}:
                problems.note("archive_other_file", 0, name=name)
                continue
            items += (_of_member(item, place) for item in result.items)
            for problem in result.problems:
                if problem.code in UNDECIDED:
                    problems.add("archive_columns_unknown", 0, name=name)
                    break
                problems.add("archive_file_problem", problem.line or 0, name=name, problem=problem)
            for note in result.notes:
                problems.note("archive_file_problem", note.line or 0, name=name, problem=note)
    except ArchiveError as error:
        return ReadResult(Format.ZIP, problems=(Problem(error.code),))
    except UnreadableError as error:
        return ReadResult(Format.ZIP, problems=problems.in_order(Problem(error.code)))
    if not items and not problems:
        problems.add("archive_without_statement", 0)
    return ReadResult(Format.ZIP, tuple(items), problems.in_order(), problems.notes)


def _of_member(item: Statement | PersonCard, place: int) -> Statement | PersonCard:
    return replace(item, member=place) if isinstance(item, Statement) else item


def _refused(code: str) -> ReadResult[Statement | PersonCard]:
    return ReadResult(Format.UNKNOWN, problems=(Problem(code),))
