"""A strict JSON parser that keeps the line of every key and value.

The standard library's parser keeps the last of two equal keys, accepts NaN, and has no line numbers.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later
from rebond.exchange.plain import quoted
from rebond.exchange.problem_list import ProblemList, UnreadableError

declare_problems({
    "json_not_utf8": later("This line is not UTF-8. Save the file as UTF-8."),
    "json_broken": later("This is not JSON from here on. A comma, a quotation mark or a bracket may be missing."),
    "json_cut_short": later("The file stops before its end. Export it again, or close the brackets."),
    "json_too_deep": later("Lists lie deeper in each other here than in any journal. Nothing of this file is read."),
    "json_key_twice": later("“{key}” stands twice in one record. Keep one of the two."),
    "json_not_a_number": later("{text} is not a number. Write one, or null."),
    "json_number_too_long": later("This number has too many digits."),
})  # fmt: skip

#: The deepest nesting accepted. A document needs four levels; the limit protects the stack from a hostile file.
DEEPEST = 16
_LONGEST_NUMBER = 32
#: The most places before or after the decimal point: the schema divides by 0.001, and decimals are calculated with 28
#: digits.
_MOST_PLACES = 20

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"([^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+)"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"-?[A-Za-z]+")
_WORDS = {"true": True, "false": False, "null": None}


class Table(dict[str, Any]):
    """A JSON object with the line it begins on, and the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class Array(list[Any]):
    """A JSON array with the line of each item."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


class UnreadNumber(int):
    """The place of a number that is told to be none, which stands for no value: nothing more is said of it."""


def unread(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each such place."""
    if isinstance(value, UnreadNumber):
        yield path
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from unread(inner, (*path, key))


def parse(data: bytes, problems: ProblemList) -> Any:
    """Parse JSON. Numbers without point or exponent are int, others Decimal.

    :raises UnreadableError: at the line where it is not JSON.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("json_not_utf8", data[: error.start].count(b"\n") + 1) from None
    return _Parser(text, problems).document()


def line_at(value: Any, path: list[str | int]) -> int:
    """Return the line of the value at `path`, or of the innermost value around it that exists."""
    line = value.line if isinstance(value, Table) else 1
    for step in path:
        try:
            line, value = value.lines[step], value[step]
        except (AttributeError, LookupError):
            break
    return line


class _Parser:
    def __init__(self, text: str, problems: ProblemList) -> None:
        self.text = text
        self.problems = problems
        self.at = 0
        self.line = 1

    def document(self) -> Any:
        value = self._value(0)
        self._skip()
        if self.at < len(self.text):
            raise self._broken()
        return value

    def _value(self, depth: int) -> Any:
        if depth > DEEPEST:
            raise UnreadableError("json_too_deep", self.line)
        character = self._skip()
        if character == "{":
            return self._table(depth)
        if character == "[":
            return self._array(depth)
        if character == '"':
            return self._string()
        if match := _NUMBER.match(self.text, self.at):
            return self._number(match)
        return self._word()

    def _table(self, depth: int) -> Table:
        table = Table(self.line)
        self.at += 1
        if self._skip() == "}":
            self.at += 1
            return table
        while True:
            if self._skip() != '"':
                raise self._broken()
            line, key = self.line, self._string()
            self._take(":")
            if key in table:
                self.problems.add("json_key_twice", line, key=quoted(key))
            self._skip()
            table.lines[key] = line
            table[key] = self._value(depth + 1)
            if self._take(",}") == "}":
                return table

    def _array(self, depth: int) -> Array:
        array = Array()
        self.at += 1
        if self._skip() == "]":
            self.at += 1
            return array
        while True:
            self._skip()
            array.lines.append(self.line)
            array.append(self._value(depth + 1))
            if self._take(",]") == "]":
                return array

    def _string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if match is None:
            raise self._broken()
        self.at = match.end()
        if "\\" not in match[1]:
            return match[1]
        try:
            return str(json.loads(match[0]))
        except ValueError:
            raise self._broken() from None

    def _number(self, match: re.Match[str]) -> int | Decimal:
        self.at = match.end()
        exponent = match[2]
        fits = len(match[0]) <= _LONGEST_NUMBER and (not exponent or abs(int(exponent[1:])) <= _LONGEST_NUMBER)
        value = Decimal(match[0]) if fits else None
        if value is None or abs(value.adjusted()) > _MOST_PLACES:
            self.problems.add("json_number_too_long", self.line)
            return UnreadNumber()
        return value if match[1] or exponent else int(match[0])

    def _word(self) -> bool | int | None:
        match = _WORD.match(self.text, self.at)
        if match and match[0] in _WORDS:
            self.at = match.end()
            return _WORDS[match[0]]
        if match and match[0].lstrip("-") in {"NaN", "Infinity"}:
            self.at = match.end()
            self.problems.add("json_not_a_number", self.line, text=match[0])
            return UnreadNumber()
        raise self._broken()

    def _skip(self) -> str:
        """Advance to the next character that is no space, and return it; empty at the end."""
        match = _SPACE.match(self.text, self.at)
        if match and match.end() > self.at:
            self.line += self.text.count("\n", self.at, match.end())
            self.at = match.end()
        return self.text[self.at : self.at + 1]

    def _take(self, expected: str) -> str:
        character = self._skip()
        if not character or character not in expected:
            raise self._broken()
        self.at += 1
        return character

    def _broken(self) -> UnreadableError:
        return UnreadableError("json_cut_short" if self.at >= len(self.text) else "json_broken", self.line)


def problem(error: UnreadableError) -> Problem:
    return Problem(error.code, line=error.line)
