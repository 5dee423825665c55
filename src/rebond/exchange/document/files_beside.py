"""Attached files that lie beside a document instead of in it: their names there, and how they are found again."""

import os
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from rebond.domain.attachments.kept_files import kept_name
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.exchange.archive import ArchiveError, files_in
from rebond.exchange.origin import Origin
from rebond.exchange.plain import one_line

declare_problems({
    "document_folder_gone": later(
        "The attached files of this document lie in the folder “{folder}”, which is not beside it. "
        "Put the folder there, then choose the document again."
    ),
    "document_file_gone": later(
        "“{file}” is not in the folder “{folder}” any more. Put it back there, or export the journal again."
    ),
    "document_file_changed": later(
        "“{file}” in the folder “{folder}” is not the file that was exported: its content is another. "
        "Put the former one back, or export the journal again."
    ),
    "document_file_outside": later(
        "“{path}” is not a file in a folder of attached files beside the document, so it is not read. "
        "Export the journal again."
    ),
    "document_file_unreadable": later("“{file}” in the folder “{folder}” cannot be read ({reason})."),
    "document_file_too_large": later("“{file}” has {size} MB, and files of up to {largest} MB are kept."),
})  # fmt: skip

#: The attached files of a journal stay in the document up to so many bytes together; more lie beside it.
MOST_INSIDE = 4 * 2**20
#: How the folder beside a document ends.
ENDING = ".files"
#: So much of a file's digest begins its name: enough that no two files of a journal have the same.
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A file beside a document: its path from there, `journal.files/…`, and its size in bytes.

    `line` is where the document names it.
    """

    path: str
    size: int
    line: int = 0

    @property
    def folder(self) -> str:
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        return self.path.partition("/")[2]

    @property
    def is_within(self) -> bool:
        """Whether it is in a folder beside the document, by a name that is one on every system."""
        return self.folder.endswith(ENDING) and all(part and kept_name(part) == part for part in self._both)

    @property
    def _both(self) -> tuple[str, str]:
        return self.folder, self.name


def folder_of(document: Path) -> Path:
    """Return the folder for the attached files of a document."""
    return document.with_name(kept_name(f"{document.stem}{ENDING}"))


def name_beside(digest: str, name: str) -> str:
    """Return the name of a file in the folder: the beginning of its digest, then its own name."""
    return kept_name(f"{digest[:_DIGITS]}-{kept_name(name)}")


class Beside:
    """The files beside the document at a place, on the disk or in a ZIP."""

    def __init__(self, document: Origin, largest: int) -> None:
        """:param largest: the bytes of the largest file that a journal keeps."""
        self._document = document
        self._largest = largest

    def read(self, digest: str, file: FileBeside) -> bytes:
        """Return a file that is what it was when it was exported.

        :raises Refused: with what is wrong with it, and its line in the document.
        """
        if not file.is_within:
            raise _refused("document_file_outside", file)
        if file.size > self._largest:
            size, largest = -(-file.size // 2**20), self._largest // 2**20
            raise _refused("document_file_too_large", file, size=size, largest=largest)
        data = self._packed_file(file) if self._document.member else self._file(file)
        if len(data) != file.size or sha256(data).hexdigest() != digest:
            raise _refused("document_file_changed", file)
        return data

    def _file(self, file: FileBeside) -> bytes:
        folder = self._document.path.parent / file.folder
        path = folder / file.name
        try:
            if folder.is_symlink():
                raise _refused("document_file_outside", file)
            if not folder.is_dir():
                raise _refused("document_folder_gone", file)
            found = path.lstat()
            if not S_ISREG(found.st_mode):  # a link might lead anywhere, a pipe never end
                raise _refused("document_file_outside", file)
            if found.st_size != file.size:
                raise _refused("document_file_changed", file)
            with os.fdopen(os.open(path, os.O_RDONLY | _NEVER_A_LINK), "rb") as opened:
                return opened.read(file.size + 1)
        except FileNotFoundError as error:
            raise _refused("document_file_gone", file) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise _refused("document_file_unreadable", file, reason=reason) from error

    def _packed_file(self, file: FileBeside) -> bytes:
        parent = PurePosixPath(self._document.member).parent
        folder = one_line(str(parent / file.folder)) + "/"
        found = self._packed.get(one_line(str(parent / file.path)))
        if found is None:
            there = any(name.startswith(folder) for name in self._packed)
            raise _refused("document_file_gone" if there else "document_folder_gone", file)
        return found

    @cached_property
    def _packed(self) -> Mapping[str, bytes]:
        try:
            return {file.name: file.data for file in files_in(self._document.path.read_bytes())}
        except (ArchiveError, OSError):
            return {}


_NEVER_A_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def is_folder_beside(path: Path, chosen: tuple[Path, ...]) -> bool:
    """Whether a path is a folder of attached files, chosen together with the document that it belongs to."""
    beside = any(other != path and other.parent == path.parent for other in chosen)
    return path.name.endswith(ENDING) and beside and path.is_dir()


def _refused(code: str, file: FileBeside, **facts: object) -> Refused:
    told = {"file": one_line(file.name), "folder": one_line(file.folder), "path": one_line(file.path), **facts}
    return Refused(Problem(code, facts=told, line=file.line))
