"""The actions on attached files: reading them from the disk, attaching them, and saving a copy."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from stat import S_ISREG

from rebond.actions.action import action
from rebond.actions.exports import write_out
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile, kept_name
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.rules import require
from rebond.domain.translatable import later
from rebond.journal.blobs import LARGEST
from rebond.journal.journal import Journal
from rebond.journal.queries.attachments import content_of, files_of
from rebond.journal.transaction import Transaction

#: What can be attached at once: so many files, and so many bytes of them together.
MOST_AT_ONCE = 200
LARGEST_AT_ONCE = 4 * LARGEST

declare_problems({
    "attach_folder": later("{name} is a folder. Attach the files in it, or a ZIP archive of it."),
    "attach_empty": later("{name} is empty: there is nothing to keep."),
    "attach_no_file": later("{name} is not a file that can be kept."),
    "attach_unreadable": later("{name} cannot be read ({reason}). Check that it is still there."),
    "attach_too_large": later(
        "{name} has {size} MB, and files of up to {largest} MB are kept, since every backup holds them. "
        "Note where it is instead."
    ),
    "attach_too_many": later("These are {count} files; {most} can be attached at once. Make a ZIP archive of them."),
    "attach_too_much": later("These files have {size} MB together; up to {largest} MB can be attached at once."),
})  # fmt: skip


def read_files(paths: Sequence[Path]) -> tuple[IncomingFile, ...]:
    """Read files that are about to be attached.

    :raises Refused: with a problem for each that cannot be kept, or when they are too many together.
    """
    if len(paths) > MOST_AT_ONCE:
        raise Refused(Problem("attach_too_many", facts={"count": len(paths), "most": MOST_AT_ONCE}))
    found: list[IncomingFile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(_read(path))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)
    size = sum(len(file.data) for file in found)
    if size > LARGEST_AT_ONCE:
        raise Refused(Problem("attach_too_much", facts={"size": _megabytes(size), "largest": LARGEST_AT_ONCE // 2**20}))
    return tuple(found)


@action("attach", later("Files attached: {name}"))
def attach(transaction: Transaction, owner: FileOwner, files: Iterable[IncomingFile], today: date) -> list[int]:
    """Attach files; returns their ids. A file that its owner has already, by name and content, is left out.

    :raises Refused: when one is too large, or what they belong to was deleted in the meantime.
    """
    there = {(file.name, file.file) for file in files_of(transaction, owner)}
    ids = []
    for incoming in files:
        row = AttachedFile(
            mission_id=owner.mission_id, event_id=owner.event_id, agreement_id=owner.agreement_id,
            name=incoming.name, file=transaction.attach(incoming.data), size=len(incoming.data), attached=today,
        )  # fmt: skip
        if (row.name, row.file) in there:
            continue
        require(row, today)
        there.add((row.name, row.file))
        ids.append(transaction.insert(row))
    names = [file.name for file in files_of(transaction, owner) if file.id in ids]
    transaction.describe("add_attached_file" if len(names) == 1 else "attach", name=", ".join(names))
    return ids


def save_copy(journal: Journal, file: AttachedFile, out: Path) -> None:
    """Write a copy of an attached file.

    :raises Refused: attachment_gone, or as :func:`write_out`.
    """
    with journal.read() as reader:
        data = content_of(reader, file)
    write_out(journal, out, data)


def _read(path: Path) -> IncomingFile:
    name = kept_name(path.name)
    facts: dict[str, object] = {"name": name}
    try:
        found = path.stat()
        if path.is_dir():
            raise Refused(Problem("attach_folder", facts=facts))
        if not S_ISREG(found.st_mode):  # a pipe or a device might never end
            raise Refused(Problem("attach_no_file", facts=facts))
        if found.st_size > LARGEST:
            facts |= {"size": _megabytes(found.st_size), "largest": LARGEST // 2**20}
            raise Refused(Problem("attach_too_large", facts=facts))
        data = path.read_bytes()
    except OSError as error:
        raise Refused(Problem("attach_unreadable", facts=facts | {"reason": error.strerror or str(error)})) from error
    if not data:
        raise Refused(Problem("attach_empty", facts=facts))
    return IncomingFile(name, data)


def _megabytes(size: int) -> int:
    """Return whole megabytes, rounded up."""
    return -(-size // 2**20)
