"""A reader of iCalendar files by RFC 5545, independent of the library that writes them."""

import re
from dataclasses import dataclass, field


@dataclass
class Part:
    """A component: its properties with their parameters, by name, and the components in it."""

    name: str
    properties: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    parts: list["Part"] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return the text of a property, its escapes undone (3.3.11)."""
        return re.sub(r"\\([\\;,nN])", lambda one: "\n" if one[1] in "nN" else one[1], self.properties[name][1])

    def value(self, name: str) -> str:
        return self.properties[name][1]

    def named(self, name: str) -> list["Part"]:
        return [part for part in self.parts if part.name == name]


def read_calendar(data: bytes) -> Part:
    """Return the calendar of a file.

    :raises AssertionError: when the file breaks a rule: line ends, folding, nesting, or a property given twice.
    """
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "lines of 75 octets at most (3.1)"
    lines = data.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode().split("\r\n")[:-1]
    top = Part("")
    open_parts = [top]
    for line in lines:
        found = re.fullmatch(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', line)
        assert found, line
        name, given, value = found[1], found[2], found[3]
        if name == "BEGIN":
            part = Part(value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END":
            assert open_parts.pop().name == value
        else:
            assert name not in open_parts[-1].properties, name
            parameters = dict(one.split("=", 1) for one in given.split(";") if one)
            open_parts[-1].properties[name] = (parameters, value)
    assert open_parts == [top]
    (calendar,) = top.parts
    assert calendar.name == "VCALENDAR"
    return calendar
