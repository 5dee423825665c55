"""The attached files of a document that is imported: read once for the preview, and those beside it again when written.

So that an import never holds all of them at once.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from rebond.domain.problems import Problem, Refused
from rebond.domain.value_classes import dataclass
from rebond.exchange.document.files_beside import Beside, FileBeside
from rebond.exchange.origin import Origin
from rebond.journal.blobs import LARGEST
from rebond.journal.transaction import Transaction
from rebond.progress import Progress, unheard

#: A file to attach: its content, or what reads it and refuses when it changed since it was looked at.
FileToAttach = bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class DocumentFiles:
    """The files of a document by digest, the digests of those that have a problem, and these problems."""

    files: Mapping[str, FileToAttach]
    lacking: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def looked_at(
    attachments: Mapping[str, bytes | FileBeside], origin: Origin, progress: Progress = unheard
) -> DocumentFiles:
    """Return the files that a document holds or names, after reading each that lies beside it.

    A folder that is missing is one problem, however many files were in it.
    """
    beside = Beside(origin, LARGEST)
    files: dict[str, FileToAttach] = {}
    problems: dict[object, Problem] = {}
    total, done = sum(file.size for file in attachments.values() if isinstance(file, FileBeside)), 0
    for digest, file in attachments.items():
        if isinstance(file, bytes):
            files[digest] = file
            continue
        progress(min(done, total), total)
        done += file.size
        try:
            beside.read(digest, file)
        except Refused as refused:
            (problem,) = refused.problems
            one = file.folder if problem.code == "document_folder_gone" else digest
            problems.setdefault(one, problem)
        else:
            files[digest] = partial(beside.read, digest, file)
    return DocumentFiles(files, frozenset(attachments.keys() - files.keys()), tuple(problems.values()))


def attach_all(transaction: Transaction, files: Iterable[FileToAttach], progress: Progress) -> None:
    """Attach files one after the other.

    :raises Refused: when one changed since it was looked at, or is too large.
    """
    files = tuple(files)
    for done, file in enumerate(files):
        progress(done, len(files))
        transaction.attach(file if isinstance(file, bytes) else file())
