"""The length of the work that an event took, found in its line; that of a film, a delay or a quote is none."""

import re
from dataclasses import dataclass

from rebond.domain.calendar import HOURS_A_DAY
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
_LEAD_BEFORE = re.compile(rf"(?<![\w-])(?:{any_of(words('length_leads'))}\s+|d')$")
#: Numbers of minutes that may follow hours in words without their unit: `une heure trente`.
_ROUND = [name for name, number in _COUNTS.items() if number >= 15]
#: A number or a word of a length may follow the apostrophe of a lead: `d'une heure`, `d'1h`.
_NUMBER_START, _WORD_START = (rf"(?:(?<=\bd')|{start})" for start in (NUMBER_START, WORD_START))
_WORDS_START = r"(?:(?<=\bd')|(?<![\w/.,'-]))"
_COUNT = rf"(?P<count>{any_of(_COUNTS)})"
_HOURS, _MINUTES = any_of(words("hours")), any_of(words("minutes"))
_HALF, _QUARTER = any_of(words("halves")), any_of(words("quarters"))
_AND_A_PART = rf"(?:\s+(?:(?P<and_half>{_HALF})|(?P<and_quarter>{_QUARTER})))?"
_AND = r"(?:\s+(?:and|et)\s+|\s?)"
_AND_MORE = rf"(?:\s+(?P<more>{any_of(_ROUND)})(?!\s+(?:{_MINUTES}|[a-z]+[sx])(?!\w)))?"
_OPTIONAL_UNIT = rf"(?:\s?(?:{_MINUTES}|m))?"
_NUMBER, _REST = r"(?P<hours>\d{1,3}(?:[.,]\d{1,2})?)", r"(?P<rest>[0-5]?\d)"
#: Ways of writing a length, each with what a line must hold for it to be looked for.
_FORMS = tuple(
    (re.compile(needed), re.compile(form))
    for needed, form in (
        # 1,5h · 2 hours · 1 h 30 min · 2 heures et demie
        (r"\d", rf"{_NUMBER_START}{_NUMBER}[ -]?{_HOURS}(?:{_AND}{_REST}{_OPTIONAL_UNIT})?{_AND_A_PART}{NUMBER_END}"),
        # 1:30 h
        (r"\d:\d", rf"{_NUMBER_START}(?P<hours>\d{{1,2}}):{_REST}\s?{_HOURS}{NUMBER_END}"),
        # 20 min · 45m · 45'
        (r"\d", rf"{_NUMBER_START}(?P<minutes>\d{{1,3}})(?:[ -]?{_MINUTES}|m|'(?!\w)){NUMBER_END}"),
        # trente minutes · two hours
        (r"min|mn", rf"{_WORD_START}{_COUNT}(?:\s+|-){_MINUTES}{WORD_END}"),
        (
            r"heure|hour",
            rf"{_WORD_START}{_COUNT}(?:\s+|-)(?P<unit>heures?|hours?){_AND_MORE}{_AND_A_PART}{WORD_END}",
        ),
        # 1,5 j · 2 jours d'atelier · a two-day workshop
        (
            r"\d\s?j|day",
            rf"{_NUMBER_START}(?P<days>\d(?:[.,]\d{{1,2}})?)[ -]?(?P<day>{any_of(words('workdays'))}){NUMBER_END}",
        ),
        (r"jour|day", rf"{_WORD_START}{_COUNT}(?:\s+|-)(?P<day>{any_of(words('workdays'))}){WORD_END}"),
    )
)
_IN_WORDS = tuple((re.compile(rf"{_WORDS_START}{pattern}{WORD_END}"), length) for pattern, length in _LENGTHS.items())
_WORDY, _DAILY = re.compile(r"heure|hour|[½/]"), re.compile(r"jour|day|[½/]")
_TAIL = re.compile(rf"\.?\s+{any_of(words('length_tails'))}")
_ANOTHER_BEFORE = ends_with(words("before_other_lengths"))
_ANOTHER_AFTER = begins_with(words("after_other_lengths"))
_PER = re.compile(r"\s?/")
_SEVERAL = rf"[2-9]|{any_of(name for name, number in _COUNTS.items() if 1 < number < 10)}"
_HALF_DAYS = (
    (
        re.compile(rf"{_WORDS_START}(?:(?P<several>{_SEVERAL})\s+)?{any_of(words('half_workdays'))}{WORD_END}"),
        HOURS_A_DAY * 30,
    ),
)
_SESSIONS = any_of(words("sessions"))
_SESSION_BEFORE, _SESSION_AFTER = ends_with((_SESSIONS,)), begins_with((_SESSIONS,))
_WORK_BEFORE, _AFTER_WORKDAYS = ends_with(words("works")), begins_with(words("after_workdays"))
#: Several of what the length is said of: `3 calls of 20 min`, `2 x 30 min`.
_TIMES = re.compile(
    rf"(?<![\w.,/-])(?P<several>{_SEVERAL})"
    rf"(?:\s?(?P<by>[x×])\s?|\s+(?:(?P<session>{_SESSIONS})|[a-z]{{3,}}[sx])\s+)$"
)
_PLUS = re.compile(
    rf"\s?\+\s?(?:(?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s?{_HOURS}(?:\s?(?P<rest>[0-5]\d))?|(?P<minutes>\d{{1,3}})\s?{_MINUTES})"
    rf"{NUMBER_END}"
)


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A place of the folded line that says a length, in minutes."""

    start: int
    end: int
    minutes: int


def lengths(text: str) -> list[Length]:
    """Return the lengths of work that a folded line says, in its order; none lies within another."""
    others: list[tuple[int, int]] = []
    found: list[Length] = []
    wordy = [*(_IN_WORDS if _WORDY.search(text) else ()), *(_HALF_DAYS if _DAILY.search(text) else ())]
    for pattern, minutes in wordy:
        for match in first_few(pattern, text):
            if _is_another(text, match):
                others.append(match.span())
            else:
                found.append(_whole(text, match, minutes * _several(match)))
    for needed, pattern in _FORMS:
        for match in first_few(pattern, text) if needed.search(text) else ():
            # In "delay of half an hour", "an hour" is no length either.
            if any(start < match.end() and match.start() < end for start, end in others):
                continue
            if (read := _minutes(match)) and not _is_another(text, match):
                found.append(_whole(text, match, read))
    found.sort(key=lambda each: (each.start, -each.end))
    return [each for each in found if each.minutes]


def is_after_length_word(text: str, place: int) -> bool:
    """Whether a number here is a length by the word before it, and not that of work: `budget 20h`."""
    return _ANOTHER_BEFORE.search(text[max(0, place - NEAR) : place]) is not None


def _lead(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """Return what stands before a length and belongs to it: the `de` of `un appel de 20 min`."""
    return _LEAD_BEFORE.search(text, max(0, match.start() - NEAR), match.start())


def _is_another(text: str, match: re.Match[str]) -> bool:
    """Whether the words around a length say that it is not that of the work."""
    lead = _lead(text, match)
    return bool(
        is_after_length_word(text, match.start())
        or (lead and is_after_length_word(text, lead.start()))
        or _ANOTHER_AFTER.match(text, match.end())
        or _PER.match(text, match.end())
        or (match.groupdict().get("day") and not _is_of_work(text, match, lead))
    )


def _is_of_work(text: str, match: re.Match[str], lead: re.Match[str] | None) -> bool:
    """Whether days are days of work, as their words say; those written as a number with a part, or short, are."""
    if lead and lead[0][0] not in "do":
        # Not `en 2 jours`, nor `for two days`.
        return False
    start = lead.start() if lead else match.start()
    before, facts = text[max(0, start - NEAR) : start], match.groupdict()
    if _SESSION_BEFORE.search(before):
        return True
    if lead:
        return False
    if facts.get("days") and (match["day"] == "j" or not facts["days"].isdigit()):
        return True
    return any((
        _WORK_BEFORE.search(before), _SESSION_AFTER.match(text, match.end()), _AFTER_WORKDAYS.match(text, match.end()),
    ))  # fmt: skip


def _minutes(match: re.Match[str]) -> int | None:
    """Return the minutes of a length; None for one longer than a day of work."""
    facts = match.groupdict()
    if facts.get("minutes"):
        return int(facts["minutes"])
    if facts.get("day"):
        days = float(facts["days"].replace(",", ".")) if facts.get("days") else float(_COUNTS[facts["count"]])
        return round(days * HOURS_A_DAY * 60) if days * HOURS_A_DAY <= LONGEST_HOURS else None
    if facts.get("count") and "unit" not in facts:
        return _COUNTS[facts["count"]]
    hours = float(facts["hours"].replace(",", ".")) if facts.get("hours") else float(_COUNTS[facts["count"]])
    if hours > LONGEST_HOURS:
        return None
    if facts.get("more"):
        return round(hours * 60) + _COUNTS[facts["more"]]
    part = 30 if facts.get("and_half") else 15 if facts.get("and_quarter") else int(facts.get("rest") or 0)
    return round(hours * 60) + part


def _several(match: re.Match[str]) -> int:
    """Return how often a length is taken, as its words say."""
    several = match.groupdict().get("several")
    return 1 if several is None else int(several) if several.isdigit() else _COUNTS[several]


def _whole(text: str, match: re.Match[str], minutes: int) -> Length:
    """Return a length with what is added to it and how often it is taken; of 0 minutes where that is not certain."""
    lead, end = _lead(text, match), match.end()
    start = lead.start() if lead else match.start()
    while plus := _PLUS.match(text, end):
        minutes, end = minutes + (_minutes(plus) or 0), plus.end()
    several = _TIMES.search(text[max(0, start - NEAR) : start])
    if several and (several["by"] or (lead and lead[0].startswith(("de ", "d'", "of ")))):
        minutes *= _several(several) if several["by"] or several["session"] else 0
        start -= len(several[0]) if several["by"] else 0
    return Length(start, _with_tail(text, end), minutes if minutes <= LONGEST_HOURS * 60 else 0)


def _with_tail(text: str, end: int) -> int:
    """Return where a length ends with the `de` of `2h de retouches`."""
    tail = _TAIL.match(text, end)
    return tail.end() if tail else end
