"""The length of the work that an event took, found in its line; that of a film, a delay or a quote is none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rebond.domain.missions.event_line.patterns import (
    NUMBER_END,
    NUMBER_START,
    VOCABULARIES,
    WORD_END,
    WORD_START,
    begins_with,
    ends_with,
    first_few,
    words,
)
from rebond.domain.missions.event_line.surroundings import NEAR
from rebond.domain.missions.event_line.vocabulary import any_of

LONGEST_HOURS = 16

_COUNTS = {name: number for vocabulary in VOCABULARIES for name, number in vocabulary.numbers.items()}
_LENGTHS = {pattern: length for vocabulary in VOCABULARIES for pattern, length in vocabulary.lengths.items()}
_LEAD = rf"(?:(?<![\w-]){any_of(words('length_leads'))}\s+)?"
_COUNT = rf"(?P<count>{any_of(_COUNTS)})"
_HOURS, _MINUTES = any_of(words("hours")), any_of(words("minutes"))
_HALF, _QUARTER = any_of(words("halves")), any_of(words("quarters"))
_AND_A_PART = rf"(?:\s+(?:(?P<and_half>{_HALF})|(?P<and_quarter>{_QUARTER})))?"
_AND = r"(?:\s+(?:and|et)\s+|\s?)"
_OPTIONAL_UNIT = rf"(?:\s?(?:{_MINUTES}|m))?"
_NUMBER, _REST = r"(?P<hours>\d{1,3}(?:[.,]\d{1,2})?)", r"(?P<rest>[0-5]?\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # 1,5h · 2 hours · 1 h 30 min · 2 heures et demie
        rf"{_LEAD}{NUMBER_START}{_NUMBER}[ -]?{_HOURS}(?:{_AND}{_REST}{_OPTIONAL_UNIT})?{_AND_A_PART}{NUMBER_END}",
        # 1:30 h
        rf"{_LEAD}{NUMBER_START}(?P<hours>\d{{1,2}}):{_REST}\s?{_HOURS}{NUMBER_END}",
        # 20 min · 45m · 45'
        rf"{_LEAD}{NUMBER_START}(?P<minutes>\d{{1,3}})(?:[ -]?{_MINUTES}|m|'(?!\w)){NUMBER_END}",
        # trente minutes · two hours
        rf"{WORD_START}{_LEAD}{_COUNT}\s+{_MINUTES}{WORD_END}",
        rf"{WORD_START}{_LEAD}{_COUNT}\s+(?P<unit>heures?|hours?){_AND_A_PART}{WORD_END}",
    )
)
_IN_WORDS = tuple(
    (re.compile(rf"(?<![\w/.,'-]){_LEAD}{pattern}{WORD_END}"), length) for pattern, length in _LENGTHS.items()
)
_TAIL = re.compile(rf"\s+{any_of(words('length_tails'))}")
_ANOTHER_BEFORE = ends_with(words("before_other_lengths"))
_ANOTHER_AFTER = begins_with(words("after_other_lengths"))
_PER = re.compile(r"\s?/")


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A place of the folded line that says a length, in minutes."""

    start: int
    end: int
    minutes: int


def lengths(text: str) -> Iterator[Length]:
    """Yield the lengths of work that a folded line says, those in words first; they may overlap."""
    for pattern, minutes in _IN_WORDS:
        for match in first_few(pattern, text):
            if not _is_another(text, match, match.start()):
                yield Length(match.start(), _with_tail(text, match.end()), minutes)
    for pattern in _FORMS:
        for match in first_few(pattern, text):
            number = match.start(next(name for name in ("hours", "minutes", "count") if match.groupdict().get(name)))
            if (read := _minutes(match)) and not _is_another(text, match, number):
                yield Length(match.start(), _with_tail(text, match.end()), read)


def is_after_length_word(text: str, place: int) -> bool:
    """Whether a number here is a length by the word before it, and not that of work: `budget 20h`."""
    return _ANOTHER_BEFORE.search(text[max(0, place - NEAR) : place]) is not None


def _is_another(text: str, match: re.Match[str], number: int) -> bool:
    """Whether the words around a length say that it is not that of the work."""
    return bool(
        is_after_length_word(text, match.start())
        or is_after_length_word(text, number)
        or _ANOTHER_AFTER.match(text, match.end())
        or _PER.match(text, match.end())
    )


def _minutes(match: re.Match[str]) -> int | None:
    """Return the minutes of a length; None for one longer than a day of work."""
    facts = match.groupdict()
    if facts.get("minutes"):
        return int(facts["minutes"])
    if facts.get("count") and "unit" not in facts:
        return _COUNTS[facts["count"]]
    hours = float(facts["hours"].replace(",", ".")) if facts.get("hours") else float(_COUNTS[facts["count"]])
    if hours > LONGEST_HOURS:
        return None
    part = 30 if facts.get("and_half") else 15 if facts.get("and_quarter") else int(facts.get("rest") or 0)
    return round(hours * 60) + part


def _with_tail(text: str, end: int) -> int:
    """Return where a length ends with the `de` of `2h de retouches`."""
    tail = _TAIL.match(text, end)
    return tail.end() if tail else end
