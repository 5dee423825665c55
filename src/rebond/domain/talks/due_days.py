"""The day that a promise names, which lies ahead: `vendredi`, `12/3`, `lundi prochain`, `in 3 days`, `fin du mois`.

What happened is read by `missions/event_line`, whose days lie behind; a promise of the same words is about the next
one. French and English are read in one line, as it is noted during a talk.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from rebond.domain.calendar import ONE_DAY, add_months, month_end
from rebond.domain.missions.event_line.folding import fold
from rebond.domain.value_classes import dataclass

#: A line is read so far.
_READ = 400
_NUMBERS = {
    "a": 1, "an": 1, "un": 1, "une": 1, "one": 1, "two": 2, "deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4,
    "five": 5, "cinq": 5, "six": 6, "seven": 7, "sept": 7, "eight": 8, "huit": 8, "ten": 10, "dix": 10, "quinze": 15,
    "fifteen": 15, "trente": 30, "thirty": 30,
}  # fmt: skip
_WEEKDAYS = (
    ("monday", "lundi"), ("tuesday", "mardi"), ("wednesday", "mercredi"), ("thursday", "jeudi"), ("friday", "vendredi"),
    ("saturday", "samedi"), ("sunday", "dimanche"),
)  # fmt: skip
_MONTHS = (
    ("january", "janvier", "jan", "janv"), ("february", "fevrier", "feb", "fevr"), ("march", "mars"),
    ("april", "avril", "apr", "avr"), ("may", "mai"), ("june", "juin", "jun"), ("july", "juillet", "jul", "juil"),
    ("august", "aout", "aug"), ("september", "septembre", "sept", "sep"), ("october", "octobre", "oct"),
    ("november", "novembre", "nov"), ("december", "decembre", "dec"),
)  # fmt: skip
_WEEKDAY = {name: place for place, names in enumerate(_WEEKDAYS) for name in names}
_MONTH = {name: place for place, names in enumerate(_MONTHS, 1) for name in names}
_FRIDAY = 4
#: The most days and months ahead that a promise is made for.
_MOST = 400


def _one_of(words: object) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"  # type: ignore[call-overload]


_DAY_NAME, _MONTH_NAME, _COUNT = _one_of(_WEEKDAY), _one_of(_MONTH), rf"(?:\d{{1,3}}|{_one_of(_NUMBERS)})"
#: The words before a day that go with it.
_BEFORE = (
    r"(?:\b(?:by|before|until|till|on|for|due|pour|avant|d'ici|d'ici a|jusqu'au|jusqu'a|au plus tard|le|au"
    r"|this|ce|cette|the|la|at the latest)\s+){0,3}"
)
_UNITS = r"(?P<unit>days?|jours?|weeks?|semaines?|months?|mois)"


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day, and the place of its words in what was typed."""

    start: int
    end: int
    day: date


def due_named(typed: str, today: date, *, month_first: bool = False) -> DueDay | None:
    """Return the last day that a line names, today or later; None when it names none.

    :param month_first: whether `3/4` is the fourth of March.
    """
    line = fold(typed, _READ)
    found: list[tuple[int, int, date]] = []
    for pattern, read in _FORMS:
        for match in pattern.finditer(line.folded):
            day = read(match, today, month_first)
            if day and today <= day <= today + _MOST * ONE_DAY:
                found.append((*match.span(), day))
    whole = [one for one in found if not any(_within(one, other) for other in found)]
    if not whole:
        return None
    start, end, day = max(whole)
    return DueDay(line.places[start], line.places[end], day)


def _within(one: tuple[int, int, date], other: tuple[int, int, date]) -> bool:
    """Whether the words of a day are a part of those of another: `vendredi` of `vendredi 4 décembre`."""
    return one != other and other[0] <= one[0] and one[1] <= other[1] and one[:2] != other[:2]


def _ahead(month: int, day: int, today: date) -> date | None:
    """Return the next such day, today or later."""
    days = (_date(today.year + year, month, day) for year in (0, 1))
    return next((one for one in days if one and one >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _weekday(match: re.Match[str], today: date, _month_first: bool) -> date:
    """Read a weekday: the next one after today; English `next`: of next week; French `en huit`: a week after it."""
    number = _WEEKDAY[match["weekday"]]
    day = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if match["next"]:
        day = today + timedelta(days=7 - today.weekday() + number)
    return day + timedelta(days=7 if match["week"] else 0)


def _count(match: re.Match[str], today: date, _month_first: bool) -> date | None:
    text, unit = match["count"], match["unit"]
    count = int(text) if text.isdigit() else _NUMBERS[text]
    if count > _MOST:
        return None
    if unit.startswith(("mois", "month")):
        return add_months(today, count)
    return today + timedelta(days=count * (7 if unit.startswith(("week", "semaine")) else 1))


def _figures(match: re.Match[str], today: date, month_first: bool) -> date | None:
    first, second = int(match["first"]), int(match["second"])
    day, month = (second, first) if month_first else (first, second)
    if match["year"]:
        return _date(int(match["year"]), month, day)
    return _ahead(month, day, today) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _named(match: re.Match[str], today: date, _month_first: bool) -> date | None:
    month, day = _MONTH[match["month"]], int(match["day"])
    return _date(int(match["year"]), month, day) if match["year"] else _ahead(month, day, today)


def _of_month(match: re.Match[str], today: date, _month_first: bool) -> date | None:
    """Read `le 12`: the next 12th."""
    day = int(match["day"])
    months = (add_months(today.replace(day=1), count) for count in range(3))
    days = (_date(month.year, month.month, day) for month in months)
    return next((one for one in days if one and one >= today), None)


def _end_of_week(today: date) -> date:
    """Return the Friday of this week, or of the next at the weekend."""
    return today + timedelta(days=(_FRIDAY - today.weekday()) % 7)


def _fixed(read: Callable[[date], date]) -> Callable[[re.Match[str], date, bool], date]:
    return lambda _match, today, _month_first: read(today)


def _forms() -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], date | None]]]:
    """Yield each way of naming a day, with what reads it."""
    ends = (
        (r"(?:today|tonight|aujourd'hui|ce soir|this evening)", lambda today: today),
        (r"(?:tomorrow|demain)(?: (?:matin|midi|soir|morning|evening))?", lambda today: today + ONE_DAY),
        (r"(?:the )?(?:apres[- ]demain|day after tomorrow)", lambda today: today + 2 * ONE_DAY),
        (r"(?:la )?(?:fin de (?:la |cette )?semaine|end of (?:the |this )?week)", _end_of_week),
        (
            r"(?:la )?(?:(?:fin de )?(?:la )?semaine prochaine|(?:end of )?next week)",
            lambda today: today + timedelta(days=7 - today.weekday() + _FRIDAY),
        ),
        (r"(?:la )?(?:fin du mois|fin de mois|fin de ce mois|end of (?:the |this )?month)", month_end),
        (
            r"(?:la )?(?:(?:fin du |le )?mois prochain|(?:end of )?next month)",
            lambda today: month_end(add_months(today.replace(day=1), 1)),
        ),
    )  # fmt: skip
    for words, read in ends:
        yield re.compile(rf"{_BEFORE}\b{words}\b"), _fixed(read)
    yield (
        re.compile(
            rf"{_BEFORE}\b(?P<next>next )?(?P<weekday>{_DAY_NAME})\b(?: prochain)?(?P<week> en huit)?"
            r"(?: (?:matin|midi|soir|morning|evening))?"
        ),
        _weekday,
    )
    yield re.compile(rf"\b(?:in|dans|sous|within|d'ici(?: a)?) (?P<count>{_COUNT}) {_UNITS}\b"), _count
    numbers = r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?"
    yield re.compile(rf"{_BEFORE}(?<![\d/]){numbers}(?![\d/])"), _figures
    dotted = r"(?P<first>\d{1,2})[.-](?P<second>\d{1,2})[.-](?P<year>\d{4}|\d{2})"
    yield re.compile(rf"{_BEFORE}(?<![\d.-]){dotted}(?![\d.-])"), _figures
    iso = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    yield (
        re.compile(rf"{_BEFORE}(?<![\d-]){iso}(?![\d-])"),
        lambda match, _today, _first: _date(int(match["year"]), int(match["month"]), int(match["day"])),
    )
    before = rf"(?:(?:{_DAY_NAME}),? )?"
    year = r"(?:,? (?P<year>\d{4}))?"
    yield (
        re.compile(
            rf"{_BEFORE}{before}(?:the )?\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)? (?:of )?(?P<month>{_MONTH_NAME})\b"
            rf"\.?{year}"
        ),
        _named,
    )
    yield (
        re.compile(rf"{_BEFORE}{before}\b(?P<month>{_MONTH_NAME})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:){year}"),
        _named,
    )
    yield (
        re.compile(rf"{_BEFORE}\b(?:{_DAY_NAME} |le |the )(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?(?=\s*(?:$|[.,;!)]))"),
        _of_month,
    )


_FORMS = tuple(_forms())
