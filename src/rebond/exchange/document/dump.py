"""A journal's rows as the document."""

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rebond.domain.kinds import Entity, fields_of
from rebond.domain.missions.kinds import Client, Event, Milestone, Mission
from rebond.domain.money.kinds import Settings
from rebond.exchange.document.shape import (
    CLIENT_OF_MISSION,
    FOLLOWING,
    SECTIONS,
    SETTINGS_KEY,
    VERSION,
    VERSION_KEY,
    Section,
    key_of,
    to_json,
)

Rows = Mapping[type[Entity], Sequence[Any]]


def write_document(rows: Rows) -> str:
    """Everything that the rows say, without their ids; equal journals are equal texts.

    Rows with a date stand in its order, the others in that of their ids.
    """
    return json.dumps(_Writing(rows).document(), indent=2, ensure_ascii=False) + "\n"


class _Writing:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.clients: dict[int, Client] = {row.id: row for row in rows.get(Client, ())}
        self.missions: dict[int, Mission] = {row.id: row for row in rows.get(Mission, ())}
        self.milestones = self._milestones()
        #: The rows that lie inside others, by the field that says in which.
        self.inside: dict[tuple[type[Entity], int], list[Any]] = defaultdict(list)
        for section in SECTIONS:
            for inner in section.nested:
                for row in rows.get(inner.entity, ()):
                    self.inside[inner.entity, getattr(row, inner.within)].append(row)

    def document(self) -> dict[str, Any]:
        settings = next(iter(self.rows.get(Settings, ())), Settings())
        document: dict[str, Any] = {
            VERSION_KEY: VERSION,
            SETTINGS_KEY: {key_of(one): to_json(one, getattr(settings, one.name)) for one in fields_of(Settings)},
        }
        for section in SECTIONS:
            rows = sorted(self.rows.get(section.entity, ()), key=_order)
            document[section.key] = [self._record(section, row) for row in rows]
        return document

    def _record(self, section: Section, row: Any) -> dict[str, Any]:
        record: dict[str, Any] = {}
        if isinstance(row, Event):
            record[CLIENT_OF_MISSION] = self.clients[self.missions[row.mission_id].client_id].name
        for one in section.fields:
            value = getattr(row, one.name)
            if one.ref and (section.entity, one.name) not in FOLLOWING and value is None:
                continue
            if one.ref:
                record[key_of(one)] = self._name(one.ref.kind, value)
            elif one.required or value != one.default or (section.entity, one.name) in FOLLOWING:
                record[key_of(one)] = to_json(one, value)
        for inner in section.nested:
            if members := sorted(self.inside[inner.entity, row.id], key=_order):
                record[inner.key] = [self._record(inner, member) for member in members]
        return record

    def _name(self, kind: str, row_id: int | None) -> str | int | None:
        if row_id is None:
            return None
        if kind == Client.kind:
            return self.clients[row_id].name
        return self.missions[row_id].name if kind == Mission.kind else self.milestones[row_id]

    def _milestones(self) -> dict[int, str | int]:
        """Each milestone's name, or its place in its mission's list where another has the same name."""
        of: dict[int, list[Milestone]] = defaultdict(list)
        for milestone in sorted(self.rows.get(Milestone, ()), key=_order):
            of[milestone.mission_id].append(milestone)
        found: dict[int, str | int] = {}
        for milestones in of.values():
            names = Counter(one.name for one in milestones)
            for place, one in enumerate(milestones, 1):
                found[one.id] = one.name if names[one.name] == 1 else place
        return found


def _order(row: Any) -> tuple[dt.date, dt.time, int]:
    day = getattr(row, "issued", None) or getattr(row, "date", None) or getattr(row, "month", None) or dt.date.min
    return day, getattr(row, "time", None) or dt.time.min, row.id
