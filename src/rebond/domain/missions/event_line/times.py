"""The time of day of an event and the length of its work, found in its line; those that lie ahead are none of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time

from rebond.domain.missions.event_line.lengths import LONGEST_HOURS, Length, is_after_length_word, lengths
from rebond.domain.missions.event_line.patterns import (
    INTENTION,
    NUMBER_END,
    NUMBER_START,
    WORD_END,
    WORD_START,
    begins_with,
    ends_with,
    first_few,
    sentence_before,
    words,
)
from rebond.domain.missions.event_line.surroundings import NEAR, Named
from rebond.domain.missions.event_line.vocabulary import any_of

#: Without a word that says which: `8h30` after words is a time, `7h30` a length; `10h` a time, `9h` a length.
_TIME_FROM, _WHOLE_TIME_FROM = 8, 10
#: Where the line begins with it, `7h` is a time and `2h` a length.
_FIRST_TIME_FROM = 7

_MARK = rf"(?:(?P<mark>{any_of(words('time_leads'))})\s+|(?P<at>@\s?))?"
_LATE, _EARLY = any_of(words("late_parts")), any_of(words("early_parts"))
_PART = rf"(?:\s+(?:(?P<late>{_LATE})|(?P<early>{_EARLY})))?"
#: 7pm · 7:40 p.m. · 19:40 · 19h40 · 19 h · 9 heures 30
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:[:.](?P<to_half>[0-5]\d))?\s?(?P<half>[ap])(?:\.m\.|m)|:(?P<to_colon>[0-5]\d)|"
    r"\s?(?P<h>h)(?:\s?(?P<to_h>[0-5]\d))?|\s(?P<word>heures|o'clock)(?:\s(?P<to_word>[0-5]\d))?)"
)
_TIME = re.compile(
    rf"(?<![\w@-])(?:(?:de|of)\s+(?=\d))?{_MARK}(?:(?<=@)|(?<=@\s)|{NUMBER_START}){_CLOCK}{NUMBER_END}{_PART}"
)
_AT = re.compile(rf"{WORD_START}at\s+(?P<hour>\d{{1,2}}){NUMBER_END}(?=\s*(?:$|[,;:.]|for\s|\d+\s?m))")
_NAMED = re.compile(
    rf"{WORD_START}(?:a|at|vers|around)\s+(?:(?P<noon>{any_of(words('noon'))})|{any_of(words('midnight'))}){WORD_END}"
    r"(?!\s+(?:et|and)(?!\w))"
)
_EVENING_BEFORE = re.compile(r"(?<!\w)(?:soir|evening|night)[\s,]*$")
_PART_OF_DAY_BEFORE = ends_with(words("parts"))
_AHEAD_BEFORE = ends_with(words("before_other_times"))
_LENGTH_AFTER = begins_with(("de", "of", "passee?s?", "facturee?s?", "facturables?", "billed"))
_WORKS_BEFORE = ends_with(words("works"))

_SIDE = r"\d{1,2}(?:\s?h(?:\s?[0-5]\d)?|(?:[:.][0-5]\d)?\s?[ap]\.?m|:[0-5]\d)"
_RANGE = re.compile(
    rf"(?<![\w-])(?:(?:de|from|entre|between)\s+)?{NUMBER_START}(?P<from>{_SIDE}|\d{{1,2}})"
    rf"(?P<until>\s?(?:->?|→|\s(?:a|to|et|and|till|until)\s)\s?(?P<to>{_SIDE})){NUMBER_END}"
)
_NOTHING = re.compile(r"[\W_]*")
_BETWEEN = re.compile(rf"[\s,]*(?:(?:{any_of((*words('time_leads'), 'on', 'le'))}|@)\s*)?")


@dataclass(frozen=True, slots=True, order=True)
class Clock:
    """A place of the folded line that says a time of day."""

    start: int
    end: int
    time: time


def spent(text: str, day: Named | None, others: list[Named]) -> tuple[Clock | None, Length | None]:
    """Return the time and the length of an event; the other days that its line names keep their times."""
    taken = [(each.start, each.end) for each in (*others, *([day] if day else []))]
    ahead = [(each.start, each.end) for each in others if each.is_day]
    for match in first_few(_RANGE, text):
        if not _is_free(match.span(), taken) or _belongs_to(text, match.span(), ahead):
            continue
        if both := _range(text, match):
            return both
    clock = None
    for each in sorted(_clocks(text, day)):
        span = each.start, each.end
        if not _is_free(span, taken):
            continue
        if _belongs_to(text, span, ahead) or _follows(text, each.start, ahead):
            taken.append(span)
        elif clock is None and not _lies_ahead(text, each.start):
            clock = each
            taken.append(span)
    work: list[Length] = []
    for length in lengths(text):
        span = length.start, length.end
        if _is_free(span, taken) and not _belongs_to(text, span, ahead):
            taken.append(span)
            work.append(length)
    return clock, min(work, default=None)


def _clocks(text: str, day: Named | None) -> Iterator[Clock]:
    """Yield what reads as a time of day."""
    for match in first_few(_TIME, text):
        if not _is_length(text, match, day) and (read := _read(text, match)) is not None:
            yield Clock(*match.span(), read)
    for match in first_few(_AT, text):
        if (read := _time(int(match["hour"]), 0, None)) is not None:
            yield Clock(*match.span(), read)
    for match in first_few(_NAMED, text):
        yield Clock(*match.span(), time(12 if match["noon"] else 0))


def _read(text: str, match: re.Match[str]) -> time | None:
    minute = match["to_half"] or match["to_colon"] or match["to_h"] or match["to_word"]
    hour, half = int(match["hour"]), match["half"]
    evening = match["late"] or _EVENING_BEFORE.search(text[max(0, match.start() - NEAR) : match.start()])
    if not half and evening and hour < 12:
        half = "p"
    return _time(hour, int(minute or 0), half)


def _is_length(text: str, match: re.Match[str], day: Named | None) -> bool:
    """Whether `2h` or `1h30` is a length: by the words around it, its place and its size."""
    hour, minute = int(match["hour"]), match["to_h"]
    if any(match[name] for name in ("half", "mark", "at", "late", "early")):
        return False
    if match["word"]:
        return True
    if not match["h"]:
        return hour < _FIRST_TIME_FROM and len(match["hour"]) == 1
    start, end = match.span()
    if _PART_OF_DAY_BEFORE.search(text[max(0, start - NEAR) : start]):
        return False
    works = _WORKS_BEFORE.search(text[max(0, start - NEAR) : start]) or _LENGTH_AFTER.match(text, end)
    if works and hour <= LONGEST_HOURS:
        return True
    if _NOTHING.fullmatch(text, 0, start) or (day and _NOTHING.fullmatch(text, day.end, start)):
        return hour < _FIRST_TIME_FROM and not (hour == 0 and minute)
    return hour < (_TIME_FROM if minute else _WHOLE_TIME_FROM)


def _time(hour: int, minute: int, half: str | None) -> time | None:
    """Return a time of day; with a half of the day, `a` or `p`, its hour is from 1 to 12."""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 else None


def _lies_ahead(text: str, start: int) -> bool:
    """Whether the words before a time say that it is to come, or that it is none."""
    return bool(
        _AHEAD_BEFORE.search(text[max(0, start - NEAR) : start])
        or is_after_length_word(text, start)
        or INTENTION.search(sentence_before(text, start))
    )


def _range(text: str, match: re.Match[str]) -> tuple[Clock, Length] | None:
    """Read `14h-16h`: the time it began, and its length."""
    if _LENGTH_AFTER.match(text, match.end()) or _lies_ahead(text, match.start()):
        return None
    (hour, minute, half), (last_hour, last_minute, last_half) = _side(match["from"]), _side(match["to"])
    until = _time(last_hour, last_minute, last_half)
    # In `2-4pm` both are in the afternoon, in `11-1pm` only the second.
    begun = _time(hour, minute, half or (last_half if hour <= 12 else None))
    if begun and until and not half and last_half and begun > until:
        begun = _time(hour, minute, None)
    if begun is None or until is None:
        return None
    minutes = (until.hour * 60 + until.minute - begun.hour * 60 - begun.minute) % (24 * 60)
    if not 0 < minutes <= LONGEST_HOURS * 60:
        return None
    return Clock(match.start(), match.start("until"), begun), Length(match.start("until"), match.end(), minutes)


def _side(written: str) -> tuple[int, int, str | None]:
    """Return the hour, the minute and the half of the day of one side of a range."""
    hour, minute, *_rest = (*(int(number) for number in re.findall(r"\d+", written)), 0)
    half = re.search(r"[ap](?=\.?m)", written)
    return hour, minute, half[0] if half else None


def _is_free(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _follows(text: str, start: int, days: Iterable[tuple[int, int]]) -> bool:
    """Whether a day that is not the event's stands before a time in its sentence."""
    sentence = start - len(sentence_before(text, start))
    return any(sentence <= end <= start for _start, end in days)


def _belongs_to(text: str, span: tuple[int, int], days: Iterable[tuple[int, int]]) -> bool:
    """Whether a time stands right beside a day that is not the event's."""
    return any(
        _BETWEEN.fullmatch(text, end, span[0]) if end <= span[0] else _BETWEEN.fullmatch(text, span[1], start)
        for start, end in days
    )
