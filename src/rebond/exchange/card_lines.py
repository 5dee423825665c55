"""Lines of a vCard file as properties: unfolding, parameters, and the encodings of their values."""

import base64
import codecs
import quopri
import re
from collections.abc import Iterator
from io import BytesIO

from rebond.domain.value_classes import dataclass
from rebond.exchange.encoding import Letters, narrow, tell
from rebond.exchange.plain import quoted
from rebond.exchange.problem_list import ProblemList

#: A name without spaces, whatever else is in it, so that programs' own properties are passed over. `http://…` is none:
#: it is the rest of a line that was not folded.
_PROPERTY = re.compile(rb"(?P<name>[A-Za-z][^\s:;\"=<>]*+)(?P<parameters>(?:;(?:\"[^\"]*+\"|[^\":])*+)?):(?!//)")
_PARAMETER = re.compile(r";((?:\"[^\"]*+\"|[^\";])*+)")
#: A line end of a file that ends others with a line feed: a lone carriage return inside a value is a space there.
_LINE_END = re.compile(
    rb"\r+\n|\r(?=[\r \t]|\Z)|(?<==)\r"
    rb"|\r(?=(?:[\w-]{1,20}\.)?(?:BEGIN|END|VERSION|FN|N|NICKNAME|ORG|TITLE|ROLE|EMAIL|TEL|ADR|LABEL|URL|NOTE|BDAY|UID|REV"
    rb"|PHOTO|LOGO|CATEGORIES|X-[\w-]{1,60})[;:])",
    re.IGNORECASE,
)
#: The properties that a contact is made from; a card's others are ignored.
KEPT = {"FN", "N", "NICKNAME", "ORG", "EMAIL", "TEL", "NOTE"}
_LEAST_PREFERRED = 101
#: Of properties that are not kept, only BEGIN and END say something: which thing it is of.
_LONGEST_MARK = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """A property of a card, unfolded to one line; `value` is decoded but still escaped."""

    name: str
    parameters: frozenset[str]
    value: str
    line: int

    @property
    def preference(self) -> tuple[bool, int]:
        """The sort key of values of one property: a fax last, then by preference, 1 is the highest."""
        numbers = [int(number[1]) for one in self.parameters if (number := re.fullmatch("PREF=([0-9]{1,3})", one))]
        marked = 1 if "PREF" in self.parameters else _LEAST_PREFERRED
        return "FAX" in self.parameters, min(numbers, default=marked)


def entries(data: bytes, problems: ProblemList) -> Iterator[Entry]:
    """Yield the properties of all cards, and add a problem for each line that is none."""
    plain = _with_line_feeds(narrow(data))
    letters = Letters(plain)
    for line, unfolded in _joined_lines(plain):
        # Files put one after the other keep their marks.
        joined = unfolded.removeprefix(codecs.BOM_UTF8)
        match = _PROPERTY.match(joined)
        if match is None:
            problems.add("card_line_unclear", line, text=quoted(letters.decode(joined).text))
            continue
        # A group's name may stand before that of the property.
        name = match["name"].decode("latin-1").upper().rpartition(".")[2]
        parameters = _parameters(match["parameters"].decode("latin-1"))
        value = joined[match.end() :]
        if name not in KEPT:
            yield Entry(name, parameters, value[:_LONGEST_MARK].decode("latin-1"), line)
            continue
        charset = next((one.partition("=")[2] for one in parameters if one.startswith("CHARSET=")), "")
        decoded = letters.decode(_plain_bytes(value, parameters), charset)
        tell(problems, line, decoded)
        yield Entry(name, parameters, re.sub(r"\r\n?", "\n", decoded.text), line)


def _plain_bytes(value: bytes, parameters: frozenset[str]) -> bytes:
    """Return a value without the encoding that makes it ASCII."""
    if "QUOTED-PRINTABLE" in parameters:
        return quopri.decodestring(value)
    if parameters & {"B", "BASE64"}:
        try:
            return base64.b64decode(b"".join(value.split()), validate=True)
        except ValueError:
            return value
    return value


def _joined_lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each property unfolded to one line, with the number of its first line.

    Bytes are joined, since many programs fold in the middle of a letter. A line is continued by lines that begin with
    a space, by the one after a quoted-printable `=`, and, in base64 as version 2.1 writes it, by lines that cannot
    begin a property, up to an empty one.
    """
    parts: list[bytes] = []
    first = 0
    in_quotes = in_base64 = False
    # One line at a time: a list of all lines of a hostile file would take twenty times its size.
    for number, ended in enumerate(BytesIO(data), 1):
        line = ended.removesuffix(b"\n")
        if parts and in_quotes and parts[-1].endswith(b"="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif parts and line[:1] in {b" ", b"\t"}:
            parts.append(line[1:])
        elif parts and in_base64 and line and b":" not in line:
            parts.append(line)
        else:
            if parts:
                yield first, b"".join(parts)
            parts, first = ([line], number) if line.strip() else ([], 0)
            head = line.partition(b":")[0].upper()
            in_quotes = b"QUOTED-PRINTABLE" in head
            in_base64 = b"BASE64" in head or b"ENCODING=B" in head
    if parts:
        yield first, b"".join(parts)


def _parameters(text: str) -> frozenset[str]:
    """Return the values of all parameters in capitals, and `PREF=…` and `CHARSET=…` for those of these names."""
    values: set[str] = set()
    for parameter in _PARAMETER.findall(text):
        key, _, value = parameter.upper().rpartition("=")
        if key.strip() in {"PREF", "CHARSET"}:
            plain = value.strip(' "')
            values.add(f"{key.strip()}={plain}")
        else:
            values.update(part.strip(' "') for part in value.split(","))
    return frozenset(values)


def _with_line_feeds(data: bytes) -> bytes:
    if b"\n" not in data:
        return data.replace(b"\r", b"\n")
    return _LINE_END.sub(b"\n", data).replace(b"\r", b" ") if b"\r" in data else data
