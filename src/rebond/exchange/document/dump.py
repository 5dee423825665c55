"""Writer of the document from a journal's rows."""

import base64
import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rebond.domain.kinds import Entity, Field
from rebond.domain.names import folded
from rebond.domain.registry import BY_NAME, KINDS
from rebond.exchange.document.files_beside import FileBeside
from rebond.exchange.document.shape import (
    ATTACHMENTS,
    PATH,
    REF,
    SECTIONS,
    SINGLES,
    SIZE,
    VERSION,
    VERSION_KEY,
    Section,
    key_of,
    to_json,
)
from rebond.progress import Progress, heard, part, unheard

Rows = Mapping[type[Entity], Sequence[Any]]
#: Returns the attached file with a digest: its content, or where it lies beside the document; None without one.
Attached = Callable[[str], bytes | FileBeside | None]


def write_document(rows: Rows, attached: Attached = lambda _digest: None, progress: Progress = unheard) -> str:
    """Return the document of the rows, without their ids; equal journals give equal texts.

    Rows are sorted by their day, or by id if their kind has none.
    """
    count = sum(map(len, rows.values()))
    document = _Dump(rows, attached).document(part(progress, 0, 1, 2))
    pieces = json.JSONEncoder(indent=2, ensure_ascii=False).iterencode(document)
    return "".join(heard(pieces, count * _PIECES, part(progress, 1, 2, 2))) + "\n"


#: About how many pieces of text the encoder yields for a row.
_PIECES = 12


def attached_names(rows: Rows) -> dict[str, str]:
    """Return the digest of each file attached to a row, with the name of the first row that has it."""
    names: dict[str, str] = {}
    for cls in KINDS:
        for field in cls.declared.attachments:
            for row in rows.get(cls, ()):
                if digest := getattr(row, field.name):
                    names.setdefault(digest, str(getattr(row, cls.declared.reference_name or field.name)))
    return names


class _Dump:
    def __init__(self, rows: Rows, attached: Attached) -> None:
        self.attached = attached
        self.rows = {cls: sorted(rows.get(cls, ()), key=_order) for cls in KINDS}
        self.by_id = {(cls.kind, row.id): row for cls, rows_of_kind in self.rows.items() for row in rows_of_kind}
        #: The rows nested in others, by kind and the id of the outer row.
        self.inside: dict[tuple[type[Entity], int], list[Any]] = defaultdict(list)
        for cls, rows_of_kind in self.rows.items():
            for row in rows_of_kind if cls.declared.inside else ():
                self.inside[cls, getattr(row, cls.declared.inside)].append(row)
        self.refs = self._refs()

    def document(self, progress: Progress) -> dict[str, Any]:
        document: dict[str, Any] = {VERSION_KEY: VERSION}
        for section in SINGLES:
            for row in self.rows[section.entity][:1] or [section.entity()]:
                document[section.key] = {
                    key_of(field): to_json(field, getattr(row, field.name)) for field in section.fields
                }
        written = ((section, row) for section in SECTIONS for row in self.rows[section.entity])
        document |= {section.key: [] for section in SECTIONS}
        for section, row in heard(written, sum(map(len, self.rows.values())), progress):
            document[section.key].append(self._record(section, row))
        if attachments := self._attachments():
            document[ATTACHMENTS] = attachments
        return document

    def _record(self, section: Section, row: Any) -> dict[str, Any]:
        record: dict[str, Any] = {}
        if (row.kind, row.id) in self.refs:
            record[REF] = self.refs[row.kind, row.id]
        for scope in section.scopes:
            if target := self._scope(section, row, scope):
                record[key_of(scope)] = self._reference(target)
        for field in section.fields:
            value = getattr(row, field.name)
            if field.ref:
                if value is not None or field.filled:
                    target = None if value is None else self.by_id[field.ref.kind, value]
                    record[key_of(field)] = None if target is None else self._reference(target)
            elif field.required or field.filled or value != field.default:
                record[key_of(field)] = to_json(field, value)
        for inner in section.nested:
            if members := self.inside[inner.entity, row.id]:
                record[inner.key] = [self._record(inner, member) for member in members]
        return record

    def _scope(self, section: Section, row: Any, scope: Field) -> Any:
        """Return the row of the kind of `scope` that owns one of the record's references, or None."""
        waiting = [
            self.by_id[field.ref.kind, value]
            for field in section.fields
            if field.ref and (value := getattr(row, field.name))
        ]
        while waiting:
            target = waiting.pop(0)
            own_scope = target.declared.scope
            if own_scope and own_scope.ref:
                owner = self.by_id[own_scope.ref.kind, getattr(target, own_scope.name)]
                if own_scope == scope:
                    return owner
                waiting.append(owner)
        return None

    def _reference(self, target: Any) -> str | dict[str, str]:
        if (target.kind, target.id) in self.refs:
            return {REF: self.refs[target.kind, target.id]}
        return str(getattr(target, target.declared.reference_name))

    def _refs(self) -> dict[tuple[str, int], str]:
        """Return a ref for each referenced row that its name does not identify, by kind and id."""
        referenced = {
            (field.ref.kind, value)
            for cls, rows in self.rows.items()
            for field in cls.declared.references
            for row in rows
            if field.ref and field.name != cls.declared.inside and (value := getattr(row, field.name)) is not None
        }
        for kind, row_id in list(referenced):
            waiting = self.by_id[kind, row_id]
            while (scope := waiting.declared.scope) and scope.ref:
                waiting = self.by_id[scope.ref.kind, getattr(waiting, scope.name)]
                referenced.add((waiting.kind, waiting.id))
        names = Counter(self._name(row) for rows in self.rows.values() for row in rows)
        refs: dict[tuple[str, int], str] = {}
        for cls, rows in self.rows.items():
            targets = (row for row in rows if (row.kind, row.id) in referenced)
            ambiguous = [row for row in targets if not self._name(row)[-1] or names[self._name(row)] > 1]
            refs |= {(row.kind, row.id): f"{cls.kind}-{number}" for number, row in enumerate(ambiguous, 1)}
        return refs

    def _name(self, row: Any) -> tuple[str, int, str]:
        """Return what identifies the row in a reference: its kind, the id of the row that scopes its name, its name."""
        declared = row.declared
        name = folded(str(getattr(row, declared.reference_name))) if declared.reference_name else ""
        return row.kind, getattr(row, declared.scope.name) if declared.scope else 0, name

    def _attachments(self) -> dict[str, str | dict[str, str | int]]:
        files = {digest: self.attached(digest) for digest in sorted(attached_names(self.rows))}
        return {digest: _attachment(file) for digest, file in files.items() if file is not None}


def _attachment(file: bytes | FileBeside) -> str | dict[str, str | int]:
    if isinstance(file, FileBeside):
        return {PATH: file.path, SIZE: file.size}
    return base64.b64encode(file).decode()


def _order(row: Any) -> tuple[dt.date, dt.time, bool, int]:
    """Return the sort key of a row: its first required date, its time of day, and its id.

    Of one moment, those that refer to their own kind come last, as an import inserts them.
    """
    fields = BY_NAME[row.kind].declared.fields
    day = next(
        (getattr(row, field.name) for field in fields if field.type is dt.date and not field.optional), dt.date.min
    )
    time = next((getattr(row, field.name) for field in fields if field.type is dt.time), None)
    own = row.declared.to_its_own
    return day, time or dt.time.min, own is not None and getattr(row, own.name) is not None, row.id
