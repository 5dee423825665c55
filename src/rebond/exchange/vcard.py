"""Reader of address books: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350).

Parsed here rather than by a library, because a malformed line must cost only that line: libraries reject the whole
file, and their patterns can take exponential time on a hostile one.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

from rebond.domain.problems import Problem
from rebond.exchange.encoding import decode
from rebond.exchange.plain import lines, one_line, quoted
from rebond.exchange.problem_list import ProblemList, UnreadableError
from rebond.exchange.result import Format, ReadResult

_PROPERTY = re.compile(r"(?:[\w-]{1,60}\.)?(?P<name>[\w-]{1,60})(?P<parameters>(?:;(?:\"[^\"]*+\"|[^\":])*+)?):")
_PARAMETER = re.compile(r";((?:\"[^\"]*+\"|[^\";])*+)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"((?:[^\\;]|\\.?)*+)(?:;|\Z)", re.DOTALL)
#: The properties that a contact is made from; a card's others are ignored.
_KEPT = {"FN", "N", "NICKNAME", "ORG", "EMAIL", "TEL", "NOTE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person or an organisation in an address book; `line` is that of the card's beginning."""

    name: str
    organisation: str
    email: str
    phone: str
    note: str
    line: int


def read_vcards(data: bytes) -> ReadResult[PersonCard]:
    """Read every card that has a name."""
    problems = ProblemList()
    try:
        cards = tuple(_cards(decode(data), problems))
    except UnreadableError as error:
        return ReadResult(Format.VCARD, problems=problems.in_order(Problem(error.code, line=error.line)))
    return ReadResult(Format.VCARD, cards, problems.in_order(), problems.notes)


def _cards(text: str, problems: ProblemList) -> Iterator[PersonCard]:
    card: _Card | None = None
    inner = 0
    for entry in _entries(text, problems):
        opens = entry.name == "BEGIN" and entry.value.strip().upper() == "VCARD"
        closes = entry.name == "END" and entry.value.strip().upper() == "VCARD"
        if opens and card is not None and card.last == "AGENT":
            # A nested card (2.1) is that of the assistant, not of the person.
            inner += 1
        elif opens:
            if card is not None:
                problems.add("card_not_closed", card.line)
            card, inner = _Card(entry.line), 0
        elif closes and inner:
            inner -= 1
        elif closes and card is not None:
            person = card.person()
            if person is None:
                problems.add("card_without_name", card.line)
            else:
                yield person
            card = None
        elif card is not None and not inner:
            card.add(entry)
    if card is not None:
        problems.add("card_not_closed", card.line)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A property of a card, unfolded to one line; `value` is decoded but still escaped."""

    name: str
    parameters: frozenset[str]
    value: str
    line: int


@dataclass(slots=True)
class _Card:
    line: int
    last: str = ""
    entries: dict[str, list[_Entry]] = field(default_factory=dict)

    def add(self, entry: _Entry) -> None:
        self.last = entry.name
        if entry.name in _KEPT:
            self.entries.setdefault(entry.name, []).append(entry)

    def person(self) -> PersonCard | None:
        organisation = self._organisation()
        name = self._text("FN") or self._structured_name() or self._text("NICKNAME") or organisation
        if not name:
            return None
        notes = [_unescaped(entry.value) for entry in self.entries.get("NOTE", ())]
        return PersonCard(
            name=name,
            organisation=organisation,
            email=self._preferred("EMAIL").removeprefix("mailto:"),
            phone=self._preferred("TEL").removeprefix("tel:"),
            note=lines("\n".join(notes)),
            line=self.line,
        )

    def _text(self, name: str) -> str:
        values = (one_line(_unescaped(entry.value)) for entry in self.entries.get(name, ()))
        return next((value for value in values if value), "")

    def _structured_name(self) -> str:
        """Return the full name in reading order from the property N, which gives the family name first."""
        for entry in self.entries.get("N", ()):
            family, given, additional, prefix, suffix = [*_parts(entry.value), "", "", "", "", ""][:5]
            if name := one_line(" ".join((prefix, given, additional, family, suffix))):
                return name
        return ""

    def _organisation(self) -> str:
        """Return the organisation without its departments."""
        names = (part for entry in self.entries.get("ORG", ()) for part in _parts(entry.value)[:1] if part)
        return next(names, "")

    def _preferred(self, name: str) -> str:
        """Return the preferred value, or else the first; a fax number only if there is no other."""
        values = [(entry, text) for entry in self.entries.get(name, ()) if (text := one_line(_unescaped(entry.value)))]
        values.sort(key=lambda pair: ("FAX" in pair[0].parameters, "PREF" not in pair[0].parameters))
        return values[0][1] if values else ""


def _entries(text: str, problems: ProblemList) -> Iterator[_Entry]:
    """Yield the properties of all cards, and add a problem for each line that is none."""
    for line, joined in _joined_lines(text):
        match = _PROPERTY.match(joined)
        if match is None:
            problems.add("card_line_unclear", line, text=quoted(joined))
            continue
        name = match["name"].upper()
        parameters = _parameters(match["parameters"])
        value = joined[match.end() :]
        if "QUOTED-PRINTABLE" in parameters and name in _KEPT:
            value = _from_quoted_printable(value, parameters)
        yield _Entry(name, parameters, value, line)


def _joined_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each property unfolded to one line, with the number of its first line.

    A line is continued by lines that begin with a space, by the one after a quoted-printable `=`, and, in base64 as
    version 2.1 writes it, by lines that cannot begin a property, up to an empty one.
    """
    parts: list[str] = []
    first = 0
    quoted_printable = base64 = False
    # One line at a time: a list of all lines of a hostile file would take twenty times its size.
    for number, ended in enumerate(StringIO(text), 1):
        line = ended.removesuffix("\n")
        if parts and quoted_printable and parts[-1].endswith("="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif parts and line[:1] in {" ", "\t"}:
            parts.append(line[1:])
        elif parts and base64 and line and ":" not in line:
            parts.append(line)
        else:
            if parts:
                yield first, "".join(parts)
            parts, first = ([line], number) if line.strip() else ([], 0)
            head = line.partition(":")[0].upper()
            quoted_printable = "QUOTED-PRINTABLE" in head
            base64 = "BASE64" in head or "ENCODING=B" in head
    if parts:
        yield first, "".join(parts)


def _parameters(text: str) -> frozenset[str]:
    """Return the values of all parameters in capitals, and `PREF` and `CHARSET=…` for the parameters of these names."""
    values: set[str] = set()
    for parameter in _PARAMETER.findall(text):
        key, _, value = parameter.upper().rpartition("=")
        if key in {"PREF", "CHARSET"}:
            values.add("PREF" if key == "PREF" else f"CHARSET={value}")
        else:
            values.update(part.strip(' "') for part in value.split(","))
    return frozenset(values)


def _from_quoted_printable(value: str, parameters: frozenset[str]) -> str:
    charset = next((value.partition("=")[2] for value in parameters if value.startswith("CHARSET=")), "")
    return decode(quopri.decodestring(value.encode()), charset)


def _parts(value: str) -> list[str]:
    """Split a value at its unescaped semicolons."""
    return [one_line(_unescaped(part)) for part in _PART.findall(value)]


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
