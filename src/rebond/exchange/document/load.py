"""Reader of the document: parsed strictly, validated against the schema, and converted to records with lines."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from rebond.domain.problems import Problem
from rebond.domain.rules import EARLIEST, LATEST
from rebond.domain.value_classes import dataclass
from rebond.exchange.document.files_beside import FileBeside
from rebond.exchange.document.schema_problems import described, where
from rebond.exchange.document.shape import (
    ATTACHMENTS,
    PAID,
    PATH,
    REF,
    SECTIONS,
    SINGLES,
    SIZE,
    VERSION,
    VERSION_KEY,
    Section,
    from_json,
    key_of,
    takes_payment,
)
from rebond.exchange.document.source import Array, Table, UnreadNumber, line_at, parse, unread
from rebond.exchange.problem_list import ProblemList, UnreadableError
from rebond.exchange.result import Format, ReadResult

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the document: the values of its keys, and the line of each.

    A reference is a name, or a :class:`RefTo`. A record that is not `sound` has a problem, which was reported; it is
    kept only to resolve the references to it.
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
    """A reference to the record that has this ref."""

    ref: str


@dataclass(frozen=True, slots=True)
class Document:
    """The records of each list in the document, by its key; an object is a list of one.

    `attachments` are the attached files, by digest; those beside the document are not read yet.
    """

    lists: Mapping[str, tuple[Record, ...]]
    attachments: Mapping[str, bytes | FileBeside] = field(default_factory=dict)


def read_document(data: bytes) -> ReadResult[Document]:
    """Read a document, with a problem by line for each violation of its schema."""
    problems = ProblemList()
    try:
        value = parse(data, problems)
        if not isinstance(value, Table):
            raise UnreadableError("document_not_an_object", 1)
        if VERSION_KEY in value and isinstance(value[VERSION_KEY], int) and value[VERSION_KEY] > VERSION:
            raise UnreadableError("document_newer", value.lines[VERSION_KEY])
        invalid = _validate(value, problems)
    except UnreadableError as error:
        return ReadResult(Format.JOURNAL, problems=problems.in_order(Problem(error.code, line=error.line)))
    return ReadResult(Format.JOURNAL, (_Converter(invalid, problems).document(value),), problems.in_order())


@cache
def _validator() -> "Validator":
    # jsonschema takes a tenth of a second to import, and only the import of a document needs it.
    from jsonschema import Draft202012Validator

    from rebond.exchange.document.json_schema import text

    # Through JSON, so that its numbers are exact decimals as those of the document are.
    exact = json.loads(text(), parse_float=Decimal)
    return Draft202012Validator(exact, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _validate(value: Table, problems: ProblemList) -> set[tuple[str | int, ...]]:
    """Add a problem for each violation of the schema, and return their paths."""
    invalid = set(unread(value)) if problems.in_order() else set()
    reported: set[tuple[str, str]] = set()
    for error in _validator().iter_errors(value):
        path = list(error.absolute_path)
        if isinstance(error.instance, UnreadNumber):
            continue
        for code, inner, facts in described(error):
            full = [*path, *inner]
            invalid.add(tuple(full))
            if (code, where(full)) not in reported:
                reported.add((code, where(full)))
                problems.add(code, line_at(value, full), **facts, path=where(full))
    return invalid


class _Converter:
    """Converts a parsed document to records, and marks those with a problem.

    :param invalid: the paths of the violations of the schema.
    """

    def __init__(self, invalid: set[tuple[str | int, ...]], problems: ProblemList) -> None:
        self.invalid = invalid
        #: The paths at or inside which there is a violation.
        self.tainted = {path[:length] for path in invalid for length in range(1, len(path) + 1)}
        self.problems = problems

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
        for index, item in enumerate(array):
            line, item_path = array.lines[index], (*path, index)
            if section.bare and isinstance(item, str):
                yield Record(section, {section.bare: item}, {}, line, sound=item_path not in self.invalid)
            elif isinstance(item, Table):
                yield self._record(section, item, item_path, line)

    def _record(self, section: Section, table: Table, path: tuple[str | int, ...], line: int) -> Record:
        nested = {
            inner.key: tuple(self._records(inner, table[inner.key], (*path, inner.key)))
            for inner in section.nested
            if isinstance(table.get(inner.key), Array)
        }
        tainted_keys = {key for key in table if (*path, key) in self.tainted and key not in nested}
        sound = path not in self.invalid and not tainted_keys
        values: dict[str, Any] = {}
        for declared in (*section.fields, *section.scopes):
            key = key_of(declared)
            if key in table and key not in tainted_keys:
                values[key] = _reference(table[key]) if declared.ref else from_json(declared, table[key])
        if takes_payment(section) and isinstance(table.get(PAID), str) and PAID not in tainted_keys:
            values[PAID] = dt.date.fromisoformat(table[PAID])
        for key, value in values.items():
            if isinstance(value, dt.date) and not EARLIEST <= value <= LATEST:
                years = {"first": EARLIEST.year, "last": LATEST.year}
                self.problems.add("date_out_of_range", table.lines[key], **years)
                sound = False
        ref = table.get(REF)
        return Record(section, values, table.lines, line, ref if isinstance(ref, str) else "", nested, sound)

    def _attachments(self, table: Any) -> dict[str, bytes | FileBeside]:
        """Return the attached files; add a problem for each in the document whose content does not match its digest."""
        files: dict[str, bytes | FileBeside] = {}
        for digest, value in table.items() if isinstance(table, Table) else ():
            if (ATTACHMENTS, digest) in self.tainted:
                continue
            if isinstance(value, Table):
                files[digest] = FileBeside(value[PATH], int(value[SIZE]), table.lines[digest])
            elif (data := _unpacked(value)) is not None and sha256(data).hexdigest() == digest:
                files[digest] = data
            else:
                self.problems.add("document_attachment_broken", table.lines[digest], digest=digest[:16])
        return files


def _unpacked(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _reference(value: Any) -> Any:
    return RefTo(value[REF]) if isinstance(value, dict) else value
