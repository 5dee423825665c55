"""A document as records, each with its line: read strictly, held against the schema, and taken into Python values."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from rebond.domain.problems import Problem
from rebond.domain.rules import EARLIEST, LATEST
from rebond.exchange.document.schema_problems import described, where
from rebond.exchange.document.shape import (
    ATTACHMENTS,
    PAID,
    REF,
    SECTIONS,
    SINGLES,
    VERSION,
    VERSION_KEY,
    Section,
    from_json,
    key_of,
    takes_payment,
)
from rebond.exchange.document.source import Array, Table, line_at, parse
from rebond.exchange.problem_list import Faults, UnreadableError
from rebond.exchange.result import Format, Reading

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the document gives it: the values of the keys it has, and the line of each.

    A reference is a name, or a :class:`RefTo`. Not `sound`: a fault in it was told, and it is kept only so that what
    refers to it can be understood.
    """

    section: Section
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    line: int
    ref: str = ""
    nested: Mapping[str, tuple["Record", ...]] = field(default_factory=dict)
    sound: bool = True

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


@dataclass(frozen=True, slots=True)
class RefTo:
    """The record that carries this ref."""

    ref: str


@dataclass(frozen=True, slots=True)
class Document:
    """The records of each list that the document has, by its key; those of a kind with one row are one.

    `attachments` are the attached files, by digest.
    """

    lists: Mapping[str, tuple[Record, ...]]
    attachments: Mapping[str, bytes] = field(default_factory=dict)


def read_document(data: bytes) -> Reading[Document]:
    """The document, with a problem by line for everything in it that its schema refuses."""
    faults = Faults()
    try:
        value = parse(data, faults)
        if not isinstance(value, Table):
            raise UnreadableError("document_not_an_object", 1)
        if VERSION_KEY in value and isinstance(value[VERSION_KEY], int) and value[VERSION_KEY] > VERSION:
            raise UnreadableError("document_newer", value.lines[VERSION_KEY])
        bad = _against_schema(value, faults)
    except UnreadableError as error:
        return Reading(Format.JOURNAL, problems=faults.in_order(Problem(error.code, line=error.line)))
    return Reading(Format.JOURNAL, (_Taking(bad, faults).document(value),), faults.in_order())


@cache
def _validator() -> "Validator":
    # jsonschema takes a tenth of a second to import, and only an import of a document needs it.
    from jsonschema import Draft202012Validator

    from rebond.exchange.document.schema import text

    # Through JSON, so that its numbers are exact decimals as those of the document are.
    exact = json.loads(text(), parse_float=Decimal)
    return Draft202012Validator(exact, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _against_schema(value: Table, faults: Faults) -> set[tuple[str | int, ...]]:
    """Tell every fault, and return the paths at which they lie."""
    bad: set[tuple[str | int, ...]] = set()
    told: set[tuple[str, str]] = set()
    for error in _validator().iter_errors(value):
        path = list(error.absolute_path)
        for code, inner, facts in described(error):
            full = [*path, *inner]
            bad.add(tuple(full))
            if (code, where(full)) not in told:
                told.add((code, where(full)))
                faults.add(code, line_at(value, full), **facts, path=where(full))
    return bad


class _Taking:
    """Takes what the schema accepts into Python values, and marks the records in which it found a fault."""

    def __init__(self, bad: set[tuple[str | int, ...]], faults: Faults) -> None:
        self.bad = bad
        #: The places at or in which a fault lies.
        self.tainted = {path[:length] for path in bad for length in range(1, len(path) + 1)}
        self.faults = faults

    def document(self, value: Table) -> Document:
        lists: dict[str, tuple[Record, ...]] = {}
        for section in SINGLES:
            table = value.get(section.key)
            if isinstance(table, Table):
                lists[section.key] = (self._record(section, table, (section.key,), value.lines[section.key]),)
        for section in SECTIONS:
            if isinstance(value.get(section.key), Array):
                lists[section.key] = tuple(self._records(section, value[section.key], (section.key,)))
        return Document(lists, self._attachments(value.get(ATTACHMENTS)))

    def _records(self, section: Section, array: Array, path: tuple[str | int, ...]) -> Iterator[Record]:
        for place, item in enumerate(array):
            line, here = array.lines[place], (*path, place)
            if section.bare and isinstance(item, str):
                yield Record(section, {section.bare: item}, {}, line, sound=here not in self.bad)
            elif isinstance(item, Table):
                yield self._record(section, item, here, line)

    def _record(self, section: Section, table: Table, path: tuple[str | int, ...], line: int) -> Record:
        nested = {
            inner.key: tuple(self._records(inner, table[inner.key], (*path, inner.key)))
            for inner in section.nested
            if isinstance(table.get(inner.key), Array)
        }
        inside = {key for key in table if (*path, key) in self.tainted and key not in nested}
        sound = path not in self.bad and not inside
        values: dict[str, Any] = {}
        for one in (*section.fields, *section.scopes):
            key = key_of(one)
            if key in table and key not in inside:
                values[key] = _reference(table[key]) if one.ref else from_json(one, table[key])
        if takes_payment(section) and isinstance(table.get(PAID), str) and PAID not in inside:
            values[PAID] = dt.date.fromisoformat(table[PAID])
        for key, value in values.items():
            if isinstance(value, dt.date) and not EARLIEST <= value <= LATEST:
                years = {"first": EARLIEST.year, "last": LATEST.year}
                self.faults.add("date_out_of_range", table.lines[key], **years)
                sound = False
        ref = table.get(REF)
        return Record(section, values, table.lines, line, ref if isinstance(ref, str) else "", nested, sound)

    def _attachments(self, table: Any) -> dict[str, bytes]:
        """The attached files whose content is that of their digest; of the others it is told."""
        found: dict[str, bytes] = {}
        for digest, text in table.items() if isinstance(table, Table) else ():
            try:
                data = base64.b64decode(text, validate=True)
            except (binascii.Error, ValueError, TypeError):
                data = b""
            if sha256(data).hexdigest() == digest:
                found[digest] = data
            else:
                self.faults.add("document_attachment_broken", table.lines[digest], digest=digest[:16])
        return found


def _reference(value: Any) -> Any:
    return RefTo(value[REF]) if isinstance(value, dict) else value
