"""Queries of attached files: those of a mission, an event or a version of an agreement, and how many events have."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from rebond.domain.attachments.kept_files import FileOwner
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal.blobs import content
from rebond.journal.reader import Reader

declare_problems({
    "attachment_gone": later("The content of {name} is not in this journal any more. Attach the file again."),
})  # fmt: skip


def files_of(reader: Reader, owner: FileOwner) -> tuple[AttachedFile, ...]:
    """Return the files of an event or a version of an agreement, or all of a mission, by the order they came in."""
    if owner.event_id is not None:
        return reader.matching(AttachedFile, event_id=owner.event_id)
    if owner.agreement_id is not None:
        return reader.matching(AttachedFile, agreement_id=owner.agreement_id)
    return reader.matching(AttachedFile, mission_id=owner.mission_id)


def names_of_events(reader: Reader, event_ids: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Return the names of the files of each of these events that has any."""
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for file in reader.among(AttachedFile, "event_id", event_ids):
        if file.event_id is not None:
            found[file.event_id] += (file.name,)
    return found


def content_of(reader: Reader, file: AttachedFile) -> bytes:
    """Return the content of a file.

    :raises Refused: attachment_gone.
    """
    data = content(reader.sqlite, file.file)
    if data is None:
        raise Refused(Problem("attachment_gone", facts={"name": file.name}))
    return data
