"""The day of an event, found in its line: the last one that the words can mean, never one that lies ahead."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from rebond.domain.calendar import add_months
from rebond.domain.missions.event_line.folding import FoldedLine
from rebond.domain.missions.event_line.patterns import (
    NUMBER_END,
    NUMBER_START,
    VOCABULARIES,
    WORD_END,
    WORD_START,
    first_few,
    words,
)
from rebond.domain.missions.event_line.surroundings import NEAR, Named, Place
from rebond.domain.missions.event_line.vocabulary import any_of
from rebond.domain.rules import EARLIEST

#: A day and month in the middle of a line that come again within so many days are rather those to come.
_SOON = 60
#: A day of the month, and a weekday with it, is one of the last so many days.
_RECENT = 62
#: Years looked back for a 29 February.
_YEARS = 8
#: Day and month that are written so for other things: sizes of pictures, all day and night.
_FORMATS = {(16, 9), (21, 9), (4, 3), (3, 2), (5, 4), (24, 7), (7, 7)}
#: A denominator up to which 2/3 may be a part, and not a day.
_PARTS = 10

_WEEKDAYS = {
    name: number
    for vocabulary in VOCABULARIES
    for number, (name_, short) in enumerate(zip(vocabulary.weekdays, vocabulary.short_weekdays, strict=True))
    for name in (name_, *short)
}
_SHORT = {name for vocabulary in VOCABULARIES for names in vocabulary.short_weekdays for name in names}
_DOUBTFUL = frozenset[str]().union(*(vocabulary.doubtful_weekdays for vocabulary in VOCABULARIES))
_NEVER_BEFORE_AN_ACT = frozenset[str]().union(*(vocabulary.never_before_an_act for vocabulary in VOCABULARIES))
_SMALL = {name for vocabulary in VOCABULARIES if vocabulary.writes_days_small for name in vocabulary.weekdays}
_MONTHS = {
    name: number for vocabulary in VOCABULARIES for number, names in enumerate(vocabulary.months, 1) for name in names
}
_MONTHS_FIRST = [
    name for vocabulary in VOCABULARIES if vocabulary.month_before_day for names in vocabulary.months for name in names
]
_RELATIVE = [each for vocabulary in VOCABULARIES for each in vocabulary.relative_days.items()]
_NUMBERS = {name: number for vocabulary in VOCABULARIES for name, number in vocabulary.numbers.items()}
_MONTH_UNITS = words("month_units")
_UNITS = {name: days for vocabulary in VOCABULARIES for name, days in vocabulary.units.items()}

_DIGIT = re.compile(r"\d")
_COMPOUND = re.compile(rf"{WORD_START}{any_of(words('compounds'))}{WORD_END}")
_ADDRESS = re.compile(r"\bhttps?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+")
_HABITS = [f"{name}s" for name in words("weekdays")]
_AHEAD = re.compile(rf"{WORD_START}{any_of((*words('ahead'), *_HABITS))}{WORD_END}")
#: Between two days of a list each may have its time: `lundi 14h et mardi 10h`.
_JOINED = re.compile(
    rf"(?:[\s,]*(?:a\s+|at\s+|@)?\d{{1,2}}(?:\s?h(?:\s?\d\d)?|:\d\d|\s?[ap]m))?\s*(?:[-/+&→>]|{any_of(words('joins'))}(?!\w))\s*$"
)
_TO = rf"\s*(?:[-→>]+|{any_of(words('joins'))}(?!\w))\s*(?:le\s+)?"
#: The ends of a range, which are days even where they count or number what is beside: `20/11 - 25/11 congés`.
_RANGE_END = re.compile(rf"(?:{_TO}|,\s?)(?:\d{{1,2}}/(?:0\d|1[0-2])|(?:1[1-9]|[23]\d)/\d)(?![\w/])")
_RANGE_START = re.compile(rf"(?<![\w/])(?:\d{{1,2}}/(?:0\d|1[0-2])|(?:1[1-9]|[23]\d)/\d)(?:{_TO}|,\s?)$")
_VERB_AFTER_MAY = re.compile(
    r"\s+(?:be|have|not|need|want|ask|also|come|call|still|well|take|work|change|say|go|get|do|look|seem)(?!\w)"
)


def days_named(line: FoldedLine, today: date) -> tuple[Named | None, list[Named]]:
    """Return the day of the event and where it stands, if the line says it, and every other day that it names."""
    looks = (_ADDRESS, _COMPOUND) if "." in line.folded else (_COMPOUND,)
    named = [Named(*match.span(), None, is_day=False) for look in looks for match in first_few(look, line.folded)]
    named += [Named(*match.span(), None) for match in first_few(_AHEAD, line.folded)]
    for pattern, read in _FORMS if _DIGIT.search(line.folded) else _FORMS_IN_WORDS:
        for match in first_few(pattern, line.folded):
            if not any(other.start < match.end() and match.start() < other.end for other in named):
                named += read(Place(line, *match.span()), match, today)
    named.sort(key=lambda each: each.start)
    named = list(_without_lists(line.folded, named))
    own = next((each for each in named if each.day), None)
    return own, [each for each in named if each is not own]


def _without_lists(text: str, named: list[Named]) -> Iterator[Named]:
    """Take the days out that a word joins: in `lundi et mardi` none is the event's, nor in `pour jeudi ou lundi`."""
    for place, each in enumerate(named):
        before = place > 0 and _JOINED.match(text[named[place - 1].end : each.start])
        after = place + 1 < len(named) and _JOINED.match(text[each.end : named[place + 1].start])
        in_range = each.is_day and (
            _RANGE_END.match(text, each.end) or _RANGE_START.search(text, max(0, each.start - NEAR), each.start)
        )
        yield replace(each, day=None) if before or after or in_range else each


def _day_of_month(place: Place, match: re.Match[str], today: date) -> Iterator[Named]:
    """Read a day with its month: `12/3`, `2026-03-12`, `3 mars`, `March 3rd`, `jeudi 12 novembre`."""
    facts = match.groupdict()
    numeric = facts["month"].isdigit()
    month = int(facts["month"]) if numeric else _MONTHS[facts["month"]]
    if not (facts["weekday"] or facts["lead"]) and place.is_numbered():
        return
    weekday = None if facts["weekday"] is None else _WEEKDAYS[facts["weekday"]]
    read = _latest(int(facts["day"]), month, facts["year"], weekday, today)
    certain = facts["year"] or facts["weekday"] or facts.get("ordinal") or facts["lead"] in {"le", "on", "on the"}
    if read is None or place.is_another() or not (certain or _reads_as_day(place, match, month)):
        # A number that is no day may be a size or a part: a time beside it is still the event's.
        if certain or not numeric:
            yield Named(place.start, place.end, None)
        return
    if not facts["year"]:
        ahead, head = _comes_soon(read, today), place.is_head()
        if (ahead and not head) or ((ahead or not head) and place.is_announced()) or (ahead and place.is_intended()):
            read = None
    yield Named(place.start, place.end, read)


def _reads_as_day(place: Place, match: re.Match[str], month: int) -> bool:
    """Whether day and month, without a word that makes them a date, are one: no part, size or count of things."""
    named, day = not match["month"].isdigit(), int(match["day"])
    begins = place.precedes_act() or place.precedes_time()
    if place.is_counted(begins):
        # The number counts in `march 3 posts`, not in `3 mars posts`.
        return named and match.start("month") > match.start("day") and match["month"] != "may"
    if named:
        return match["month"] != "may" or not place.precedes(_VERB_AFTER_MAY)
    if match["separator"] == ".":
        return place.is_head() and (match["dot"] is not None or (begins and len(match["month"]) == 2))
    if match["separator"] != "/":
        return False
    if match["month"].startswith("0"):
        return True
    if (day, month) in _FORMATS or day <= month <= _PARTS:
        return begins and place.is_head()
    return day > month or place.is_head()


def _weekday_and_day(place: Place, match: re.Match[str], today: date) -> Iterator[Named]:
    """Read a weekday with the day of the month: `jeudi 12`. Where both do not agree, neither is the event's."""
    if place.is_counted(place.precedes_act(or_deed=True)):
        return
    weekday, day = _WEEKDAYS[match["weekday"]], int(match["day"])
    read = next((each for each in _recent(today) if each.day == day and each.weekday() == weekday), None)
    if read is None and match["weekday"] in _MONTHS:
        return
    other = place.is_another() or (not place.is_head() and place.is_announced())
    yield Named(place.start, place.end, None if other else read)


def _day_alone(place: Place, match: re.Match[str], today: date) -> Iterator[Named]:
    """Read a day of the month by itself: `le 3`, `on the 3rd`."""
    day, head = int(match["day"]), place.is_head()
    begins = not match["ordinal"] and place.precedes_act(or_deed=True)
    if not (1 <= day <= 31 and (begins or place.ends_clause() or (head and place.precedes_name()))):
        return
    other = place.is_another() or (not head and (day > today.day or place.is_announced()))
    yield Named(
        place.start, place.end, None if other else next((each for each in _recent(today) if each.day == day), None)
    )


def _weekday(place: Place, match: re.Match[str], today: date) -> Iterator[Named]:
    """Read a weekday: the last one, today included; with `dernier` or `last` the last one before today."""
    name, lead, last_week = match["weekday"], match["lead"], bool(match["week"] or match["week_before"])
    before_today = match["last"] is not None or lead == "last"
    if name in _SHORT:
        if not (before_today or last_week or lead == "on" or _is_short_weekday(place, name)):
            return
        if place.line.folded.startswith(".", place.end):
            place = replace(place, end=place.end + 1)
    elif name in _SMALL and not (lead or before_today) and place.is_name():
        return
    days = (today.weekday() - _WEEKDAYS[name]) % 7
    if last_week:
        days = today.weekday() + 7 - _WEEKDAYS[name]
    elif before_today and days == 0:
        days = 7
    # "le lundi" is a habit, and "this Monday" may be the next one.
    other = (lead and lead not in {"on", "last"} and not (before_today or last_week)) or place.is_another()
    if not before_today and not place.is_head() and place.is_announced():
        other = True
    yield Named(place.start, place.end, None if other else today - timedelta(days))


def _is_short_weekday(place: Place, name: str) -> bool:
    """Whether a short form means the day, and not the word that it is too."""
    if place.precedes_time() or place.precedes_part_of_day():
        return True
    if not place.is_head() or place.is_verb_before_object(name):
        return False
    if name not in _DOUBTFUL or place.line.folded.startswith(".", place.end):
        return True
    return name not in _NEVER_BEFORE_AN_ACT and place.precedes_act(or_deed=True)


def _relative(place: Place, match: re.Match[str], today: date) -> Iterator[Named]:
    """Read `hier`, `the day before yesterday`."""
    days = _RELATIVE[(match.lastindex or 1) - 1][1]
    yield Named(place.start, place.end, None if place.is_another() else today + timedelta(days))


def _ago(place: Place, match: re.Match[str], today: date) -> Iterator[Named]:
    """Read `il y a 3 jours`, `a week ago`."""
    count = int(match["count"]) if match["count"].isdigit() else _NUMBERS[match["count"]]
    if match["unit"] in _MONTH_UNITS:
        day = add_months(today, -count) if count <= 12 else EARLIEST
    else:
        day = today - timedelta(min(count * _UNITS[match["unit"]], (today - EARLIEST).days))
    yield Named(place.start, place.end, day if day > EARLIEST else None)


def _recent(today: date) -> Iterator[date]:
    return (today - timedelta(days) for days in range(_RECENT))


def _comes_soon(read: date, today: date) -> bool:
    again = _calendar(read.year + 1, read.month, read.day)
    return again is not None and today < again <= today + timedelta(_SOON)


def _latest(day: int, month: int, year: str | None, weekday: int | None, today: date) -> date | None:
    """Return the day of that year, or else the latest not after today, on that weekday if one is said."""
    if year:
        years = [int(year) if len(year) == 4 else 2000 + int(year)]
    else:
        years = list(range(today.year, today.year - _YEARS, -1))
    days = (_calendar(each, month, day) for each in years)
    past = [each for each in days if each and EARLIEST <= each <= today]
    # A weekday that does not agree is a slip, unless it agrees a year before.
    agreeing = [each for each in past[:2] if each.weekday() == weekday] if weekday is not None else past
    return agreeing[0] if agreeing else None


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_Read = Callable[[Place, re.Match[str], date], Iterator[Named]]


def _forms() -> Iterator[tuple[re.Pattern[str], _Read]]:
    """Return the ways of writing a day with what reads them; what an earlier one matches, no later one reads."""
    lead = rf"(?:(?P<lead>{any_of(words('day_leads'))})\s+)?"
    weekday = rf"(?P<weekday>{any_of(_WEEKDAYS)})"
    before = rf"(?:(?:{any_of(words('day_leads'))}\s+)?{weekday}\.?,?\s+)?{lead}"
    day, ordinal, year = r"(?P<day>\d{1,2})", r"(?P<ordinal>er|st|nd|rd|th)", r"(?:,?\s+(?P<year>(?:19|20|21)\d\d))?"
    month, first_month = (rf"(?P<month>{any_of(names)})(?![\w'-])\.?" for names in (_MONTHS, _MONTHS_FIRST))
    for pattern in words("ago"):
        filled = pattern.format(number=any_of((r"\d{1,3}", *_NUMBERS)), unit=any_of((*_UNITS, *_MONTH_UNITS)))
        yield re.compile(rf"{WORD_START}{filled}{WORD_END}"), _ago
    relative = "|".join(f"({pattern})" for pattern, _days in _RELATIVE)
    yield re.compile(rf"{WORD_START}(?:{relative}){WORD_END}"), _relative
    for numeric in (
        r"(?P<year>\d{4})(?P<separator>[-/])(?P<month>\d{2})(?P=separator)(?P<day>\d{2})",
        rf"{day}(?P<separator>[/-])(?P<month>\d{{1,2}})(?:(?P=separator)(?P<year>\d{{4}}|\d\d))?",
        rf"{day}(?P<separator>\.)(?P<month>\d{{1,2}})(?:\.(?P<year>\d{{4}}|\d\d)|(?P<dot>\.)(?=\s))?",
    ):
        yield re.compile(rf"{NUMBER_START}{before}{numeric}{NUMBER_END}"), _day_of_month
    day_first = rf"{day}{ordinal}?\s+(?:(?:of|de)\s+)?{month}{year}"
    yield re.compile(rf"{NUMBER_START}{before}{day_first}{WORD_END}"), _day_of_month
    both = rf"(?:{any_of(words('day_leads'))}\s+)?{weekday}\.?,?\s+(?:(?:le|the)\s+)?{day}{ordinal}?"
    yield re.compile(rf"{WORD_START}{both}{NUMBER_END}(?!,?\s+\d{{4}})"), _weekday_and_day
    month_first = rf"{first_month}\s+{day}{ordinal}?{year}"
    yield re.compile(rf"{WORD_START}{before}{month_first}{NUMBER_END}"), _day_of_month
    for alone in (rf"le\s+{day}(?P<ordinal>er)?", rf"(?:on\s+)?the\s+{day}{ordinal}"):
        yield re.compile(rf"{WORD_START}{alone}{NUMBER_END}"), _day_alone
    last = rf"(?:\.?\s+(?P<last>{any_of(words('last'))}))?(?:\s+(?P<week>{any_of(words('of_last_week'))}))?"
    week_before = rf"(?:(?P<week_before>{any_of(words('week_before'))}),?\s+)?"
    yield re.compile(rf"{WORD_START}{week_before}{lead}{weekday}{last}{WORD_END}"), _weekday


_FORMS = tuple(_forms())
#: Those that a line without a digit may hold.
_FORMS_IN_WORDS = tuple((pattern, read) for pattern, read in _FORMS if read in {_ago, _relative, _weekday})
