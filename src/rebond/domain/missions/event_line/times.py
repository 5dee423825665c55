"""The time of day of an event and the length of its work, found in its line; those that lie ahead are none of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time

from rebond.domain.missions.event_line.hours import (
    COLON_AFTER,
    COUNTED_AFTER,
    PART_BEFORE,
    TIME_FROM,
    Sense,
    begins,
    is_of_evening,
    sense_of,
)
from rebond.domain.missions.event_line.lengths import LONGEST_HOURS, Length, is_after_length_word, lengths
from rebond.domain.missions.event_line.patterns import (
    ACT,
    INTENTION,
    NUMBER_END,
    NUMBER_START,
    WORD_END,
    WORD_START,
    ends_with,
    first_few,
    sentence_before,
    words,
)
from rebond.domain.missions.event_line.surroundings import NEAR, Named
from rebond.domain.missions.event_line.vocabulary import any_of

_MARK = rf"(?:(?<!')(?P<mark>{any_of(words('time_leads'))})\s+|(?P<at>@\s?))?"
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
_NAMED_FIRST = re.compile(rf"{WORD_START}(?:(?P<noon>{any_of(words('noon'))})|{any_of(words('midnight'))}){WORD_END}")
_AHEAD_BEFORE = ends_with(words("before_other_times"), any_of(("ce", "cet", "cette", "this", "the")))
_SIDE = r"\d{1,2}(?:\s?h(?:\s?[0-5]\d)?|(?:[:.][0-5]\d)?\s?[ap]\.?m|:[0-5]\d)"
_RANGE = re.compile(
    rf"(?<![\w-])(?:(?:de|from|(?P<between>entre|between))\s+)?{NUMBER_START}(?P<from>{_SIDE}|\d{{1,2}})"
    rf"(?P<until>\s?(?:->?|→|\s(?:a|to|et|and|till|until)\s)\s?(?P<to>{_SIDE})){NUMBER_END}"
)
_AND = re.compile(r"\s(?:et|and)\s")
_BETWEEN = re.compile(rf"[\s,]*(?:(?:{any_of((*words('time_leads'), 'on', 'le'))}|@)\s*)?")


@dataclass(frozen=True, slots=True, order=True)
class Clock:
    """A place of the folded line that says a time of day; one that cannot be told has None, and is no length either."""

    start: int
    end: int
    time: time | None


def spent(text: str, day: Named | None, others: list[Named]) -> tuple[Clock | None, Length | None]:
    """Return the time and the length of an event; the other days that its line names keep their times."""
    taken = [(each.start, each.end) for each in (*others, *([day] if day else []))]
    ahead = [(each.start, each.end) for each in others if each.is_day]
    for match in first_few(_RANGE, text):
        if not _is_free(match.span(), taken) or _belongs_to(text, match.span(), ahead):
            continue
        if both := _range(text, match):
            return both
        if _is_list(match) or _lies_ahead(text, match.start()):
            taken.append(match.span())
    clock = None
    for each in sorted(_clocks(text, day)):
        span = each.start, each.end
        if not _is_free(span, taken):
            continue
        taken.append(span)
        own = day is not None and _belongs_to(text, span, [(day.start, day.end)])
        if clock or (not own and _belongs_to(text, span, ahead)) or _follows(text, each.start, ahead):
            continue
        if each.time is not None and not _lies_ahead(text, each.start):
            clock = each
    for length in lengths(text):
        span = length.start, length.end
        if _is_free(span, taken) and not _belongs_to(text, span, ahead):
            return clock, length
    return clock, None


def _clocks(text: str, day: Named | None) -> Iterator[Clock]:
    """Yield what reads as a time of day."""
    for match in first_few(_TIME, text):
        sense = sense_of(text, match, day)
        if sense is Sense.NEITHER:
            yield Clock(*match.span(), None)
        elif sense is Sense.TIME and (read := _read(text, match)) is not None:
            yield Clock(*match.span(), read)
    for match in first_few(_AT, text):
        hour = int(match["hour"])
        # "at 5" is said in the afternoon and of the morning.
        yield Clock(*match.span(), _time(hour, 0, None) if hour >= TIME_FROM else None)
    for match in first_few(_NAMED, text):
        yield Clock(*match.span(), time(12 if match["noon"] else 0))
    for match in first_few(_NAMED_FIRST, text):
        end = colon.end() if (colon := COLON_AFTER.match(text, match.end())) else match.end()
        if begins(text, match.start(), day) and ACT.match(text, end):
            yield Clock(*match.span(), time(12 if match["noon"] else 0))


def _read(text: str, match: re.Match[str]) -> time | None:
    minute = match["to_half"] or match["to_colon"] or match["to_h"] or match["to_word"]
    hour, half = int(match["hour"]), match["half"]
    if not half and hour < 12 and (match["late"] or is_of_evening(text, match.start(), hour)):
        half = "p"
    return _time(hour, int(minute or 0), half)


def _is_list(match: re.Match[str]) -> bool:
    """Whether two times are a list: `10h et 14h`, but `entre 10h et 14h`."""
    return not match["between"] and _AND.search(match["until"]) is not None


def _time(hour: int, minute: int, half: str | None) -> time | None:
    """Return a time of day; with a half of the day, `a` or `p`, its hour is from 1 to 12."""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 else None


def _lies_ahead(text: str, start: int) -> bool:
    """Whether the words before a time say that it is to come, or that it is none."""
    before = text[max(0, start - NEAR) : start]
    part = PART_BEFORE.search(before)
    return bool(
        _AHEAD_BEFORE.search(before[: part.start()] if part else before)
        or is_after_length_word(text, start)
        or INTENTION.search(sentence_before(text, start))
    )


def _range(text: str, match: re.Match[str]) -> tuple[Clock, Length] | None:
    """Read `14h-16h`: the time it began, and its length."""
    if _is_list(match) or COUNTED_AFTER.match(text, match.end()) or _lies_ahead(text, match.start()):
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
