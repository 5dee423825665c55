"""The kind of attachments: files that belong to a mission, to one of its events or to a version of its agreement."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.attachments.kept_files import kept_name
from rebond.domain.kinds import Attachment, Entity, Filled, Ref, Words, kind
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "not_a_file_name": later("This is no name of a file on every system. Write it for example so: {name}"),
})  # fmt: skip


@kind(
    "attached_file",
    section="attached_files",
    description="Files kept in the journal.",
    names=("name",),
    tab="missions",
    words=Words(
        one=later("Attached file"),
        count=later_n("{count} attached file", "{count} attached files"),
        added=later("File attached: {name}"),
        changed=later("Attached file changed: {name}"),
        deleted=later("Attached file taken off: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile(Entity):
    """A file as it was attached; `size` in bytes, `file` the digest under which the journal keeps its content."""

    mission_id: Annotated[int, Ref("mission"), Filled.COMPLETED, "The mission. Left out: the only one the client has."]
    event_id: Annotated[int | None, Ref("event", owned=False), "The event it belongs to; null: none."] = None
    agreement_id: Annotated[
        int | None, Ref("agreement", owned=False), "The version of the agreement it belongs to; null: none."
    ] = None
    name: Annotated[str, "The file's name, without folders."]
    file: Annotated[Attachment, "Its content."]
    size: Annotated[int, "Its size in bytes."] = 0
    attached: Annotated[dt.date, "The day it was attached."]

    def check(self, today: dt.date) -> Iterator[Problem]:
        if not self.file:
            yield Problem("empty", "file")
        if kept_name(self.name) != self.name:
            yield Problem("not_a_file_name", "name", {"name": kept_name(self.name)})
