"""A journal's rows as the document."""

import base64
import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rebond.domain.kinds import Entity, Field
from rebond.domain.names import folded
from rebond.domain.registry import BY_NAME, KINDS
from rebond.exchange.document.shape import (
    ATTACHMENTS,
    REF,
    SECTIONS,
    SINGLES,
    VERSION,
    VERSION_KEY,
    Section,
    key_of,
    to_json,
)

Rows = Mapping[type[Entity], Sequence[Any]]


def write_document(rows: Rows, attached: Callable[[str], bytes | None] = lambda _digest: None) -> str:
    """Everything that the rows say, without their ids; equal journals are equal texts.

    Rows stand in the order of their day, those without one in that of their ids.

    :param attached: the attached file kept under a digest.
    """
    return json.dumps(_Dump(rows, attached).document(), indent=2, ensure_ascii=False) + "\n"


class _Dump:
    def __init__(self, rows: Rows, attached: Callable[[str], bytes | None]) -> None:
        self.attached = attached
        self.rows = {cls: sorted(rows.get(cls, ()), key=_order) for cls in KINDS}
        self.by_id = {(cls.kind, row.id): row for cls, found in self.rows.items() for row in found}
        #: The rows that lie inside others, by the field that says in which.
        self.inside: dict[tuple[type[Entity], int], list[Any]] = defaultdict(list)
        for cls, found in self.rows.items():
            for row in found if cls.declared.inside else ():
                self.inside[cls, getattr(row, cls.declared.inside)].append(row)
        self.refs = self._refs()

    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = {VERSION_KEY: VERSION}
        for section in SINGLES:
            for row in self.rows[section.entity][:1] or [section.entity()]:
                document[section.key] = {key_of(one): to_json(one, getattr(row, one.name)) for one in section.fields}
        for section in SECTIONS:
            document[section.key] = [self._record(section, row) for row in self.rows[section.entity]]
        if attachments := self._attachments():
            document[ATTACHMENTS] = attachments
        return document

    def _record(self, section: Section, row: Any) -> dict[str, Any]:
        record: dict[str, Any] = {}
        if (row.kind, row.id) in self.refs:
            record[REF] = self.refs[row.kind, row.id]
        for scope in section.scopes:
            if target := self._scope(section, row, scope):
                record[key_of(scope)] = self._named(target)
        for one in section.fields:
            value = getattr(row, one.name)
            if one.ref:
                if value is not None or one.filled:
                    record[key_of(one)] = None if value is None else self._named(self.by_id[one.ref.kind, value])
            elif one.required or one.filled or value != one.default:
                record[key_of(one)] = to_json(one, value)
        for inner in section.nested:
            if members := self.inside[inner.entity, row.id]:
                record[inner.key] = [self._record(inner, member) for member in members]
        return record

    def _scope(self, section: Section, row: Any, scope: Field) -> Any:
        """The row within which the names of the record's references hold."""
        waiting = [
            self.by_id[one.ref.kind, value] for one in section.fields if one.ref and (value := getattr(row, one.name))
        ]
        while waiting:
            target = waiting.pop(0)
            here = target.declared.scope
            if here and here.ref:
                owner = self.by_id[here.ref.kind, getattr(target, here.name)]
                if here == scope:
                    return owner
                waiting.append(owner)
        return None

    def _named(self, target: Any) -> str | dict[str, str]:
        if (target.kind, target.id) in self.refs:
            return {REF: self.refs[target.kind, target.id]}
        return str(getattr(target, target.declared.reference_name))

    def _refs(self) -> dict[tuple[str, int], str]:
        """A ref for each row that others refer to and that its name does not tell from all others."""
        referred = {
            (one.ref.kind, value)
            for cls, found in self.rows.items()
            for one in cls.declared.references
            for row in found
            if one.ref and one.name != cls.declared.inside and (value := getattr(row, one.name)) is not None
        }
        for kind, row_id in list(referred):
            waiting = self.by_id[kind, row_id]
            while (scope := waiting.declared.scope) and scope.ref:
                waiting = self.by_id[scope.ref.kind, getattr(waiting, scope.name)]
                referred.add((waiting.kind, waiting.id))
        names = Counter(self._name(row) for found in self.rows.values() for row in found)
        refs: dict[tuple[str, int], str] = {}
        for cls, found in self.rows.items():
            numbered = (row for row in found if (row.kind, row.id) in referred)
            unclear = [row for row in numbered if not self._name(row)[-1] or names[self._name(row)] > 1]
            refs |= {(row.kind, row.id): f"{cls.kind}-{place}" for place, row in enumerate(unclear, 1)}
        return refs

    def _name(self, row: Any) -> tuple[str, int, str]:
        """What others know the row by: its kind, the row within which the name holds, and the name."""
        declared = row.declared
        name = folded(str(getattr(row, declared.reference_name))) if declared.reference_name else ""
        return row.kind, getattr(row, declared.scope.name) if declared.scope else 0, name

    def _attachments(self) -> dict[str, str]:
        digests = {
            digest
            for cls, found in self.rows.items()
            for one in cls.declared.attachments
            for row in found
            if (digest := getattr(row, one.name))
        }
        found = {digest: self.attached(digest) for digest in sorted(digests)}
        return {digest: base64.b64encode(data).decode() for digest, data in found.items() if data is not None}


def _order(row: Any) -> tuple[dt.date, dt.time, int]:
    """A row's own day (its first date that every row has), its time of day, and its id."""
    fields = BY_NAME[row.kind].declared.fields
    day = next((getattr(row, one.name) for one in fields if one.type is dt.date and not one.optional), dt.date.min)
    time = next((getattr(row, one.name) for one in fields if one.type is dt.time), None)
    return day, time or dt.time.min, row.id
