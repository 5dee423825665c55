"""Detection of a file's format from its content, never its name, and the choice of its reader."""

import errno
import re
from pathlib import Path

from rebond.domain.problems import Problem
from rebond.exchange.camt import read_camt
from rebond.exchange.encoding import decode
from rebond.exchange.ofx import read_ofx
from rebond.exchange.result import Format, ReadResult
from rebond.exchange.statement import Statement
from rebond.exchange.vcard import PersonCard, read_vcards

#: The largest file that is read, in bytes: room for forty years of one account, or an address book with pictures.
LARGEST_FILE = 64 * 2**20

_HEAD = 4_096
_OFX = re.compile(r"OFXHEADER|<\?OFX\b|<OFX>", re.IGNORECASE)
_VCARD = re.compile(r"BEGIN:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_WEB_PAGE = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
_REFUSED_BY_SYSTEM = {
    errno.ENOENT: "file_not_found",
    errno.EACCES: "file_not_allowed",
    errno.EPERM: "file_not_allowed",
    errno.EISDIR: "file_is_folder",
}


def read_file(path: Path) -> ReadResult[Statement | PersonCard]:
    """Read the statements or cards of a file. A journal's document is detected, not read.

    Never raises: every error is a problem of the result.
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
    return read(data)


def read(data: bytes) -> ReadResult[Statement | PersonCard]:
    """Read bytes with the reader of the format that they begin with."""
    if len(data) > LARGEST_FILE:
        return _refused("file_too_large")
    head = decode(data[:_HEAD]).lstrip()
    if not head:
        return _refused("file_empty")
    if data.startswith(b"SQLite format 3\0"):
        return _refused("file_is_database")
    if "\0" in head or data.startswith((b"%PDF", b"PK\3\4")):
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
    return _refused("file_unknown")


def _refused(code: str) -> ReadResult[Statement | PersonCard]:
    return ReadResult(Format.UNKNOWN, problems=(Problem(code),))
