"""Reader of address books: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350).

Parsed here rather than by a library, because a malformed line must cost only that line: libraries reject the whole
file, and their patterns can take exponential time on a hostile one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from rebond.domain.problems import Problem
from rebond.exchange.card_lines import KEPT, Entry, entries
from rebond.exchange.plain import lines, one_line
from rebond.exchange.problem_list import ProblemList, UnreadableError
from rebond.exchange.result import Format, ReadResult

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"((?:[^\\;]|\\.?)*+)(?:;|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person or an organisation in an address book; `line` is that of the card's beginning.

    `email` and `phone` are the preferred ones, `more` are the others. A card without a name goes by one of these.
    """

    name: str
    organisation: str
    email: str
    phone: str
    note: str
    line: int
    more: tuple[str, ...] = ()


def read_vcards(data: bytes) -> ReadResult[PersonCard]:
    """Read every card that has a name."""
    problems = ProblemList()
    try:
        cards = tuple(_cards(data, problems))
    except UnreadableError as error:
        return ReadResult(Format.VCARD, (), problems.in_order(Problem(error.code, line=error.line)), problems.notes)
    return ReadResult(Format.VCARD, cards, problems.in_order(), problems.notes)


def _cards(data: bytes, problems: ProblemList) -> Iterator[PersonCard]:
    card: _Card | None = None
    inner = 0
    for entry in entries(data, problems):
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
        elif closes:
            problems.add("card_not_begun", entry.line)
        elif card is not None and not inner:
            card.add(entry)
    if card is not None:
        problems.add("card_not_closed", card.line)


@dataclass(slots=True)
class _Card:
    line: int
    last: str = ""
    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        self.last = entry.name
        if entry.name in KEPT:
            self.entries.setdefault(entry.name, []).append(entry)

    def person(self) -> PersonCard | None:
        organisation = self._organisation()
        emails, phones = self._by_preference("EMAIL"), self._by_preference("TEL")
        names = (self._text("FN"), self._structured_name(), self._text("NICKNAME"), organisation, *emails, *phones)
        name = next((name for name in names if name), "")
        if not name:
            return None
        notes = [_unescaped(entry.value) for entry in self.entries.get("NOTE", ())]
        return PersonCard(
            name=name,
            organisation=organisation,
            email=emails[0] if emails else "",
            phone=phones[0] if phones else "",
            note=lines("\n".join(notes)),
            line=self.line,
            more=(*emails[1:], *phones[1:]),
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

    def _by_preference(self, name: str) -> list[str]:
        """Return the values of a property without repetitions, the preferred first."""
        entries = sorted(self.entries.get(name, ()), key=lambda entry: entry.preference)
        values = (one_line(_without_scheme(_unescaped(entry.value))) for entry in entries)
        return list(dict.fromkeys(value for value in values if value))


def _without_scheme(value: str) -> str:
    """Return the address or number of a `mailto:` or `tel:` URI, in which letters may be escaped."""
    scheme, colon, rest = value.strip().partition(":")
    if not colon or scheme.lower() not in {"mailto", "tel"}:
        return value
    return unquote(rest.partition("?")[0])


def _parts(value: str) -> list[str]:
    """Split a value at its unescaped semicolons."""
    return [one_line(_unescaped(part)) for part in _PART.findall(value)]


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
