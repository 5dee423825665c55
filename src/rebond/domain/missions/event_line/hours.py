"""The reading of a number of hours, `2h` or `1h30`, as a time of day or a length, by its place, size and context."""

import re
from enum import Enum, auto

from rebond.domain.missions.event_line.lengths import LONGEST_HOURS
from rebond.domain.missions.event_line.patterns import ACT, begins_with, ends_with, words
from rebond.domain.missions.event_line.surroundings import NEAR, Named
from rebond.domain.missions.event_line.vocabulary import any_of

#: Without a word that says which: `8h30` after words is a time, `7h30` a length; `10h` a time, `9h` a length.
TIME_FROM, _WHOLE_TIME_FROM = 8, 10
#: Where the line begins with it, `7h` is a time and `2h` a length.
_FIRST_TIME_FROM = 7
#: From this hour on it may be a time of the morning, or of the evening, where more says so.
_MORNING_FROM = 5
#: From this hour on it may be a time of what is called noon.
_LATE_MORNING_FROM = 11

PART_BEFORE = re.compile(rf"(?<![\w-])(?P<part>{any_of(words('parts'))})[\s,:]*$")
_AFTERNOON, _EVENING, _NIGHT = (re.compile(any_of(words(part))) for part in ("afternoons", "evenings", "nights"))
_EVENING_IN_CLAUSE = re.compile(
    rf"(?<!\w)(?:{any_of(('ce', 'hier', 'this', 'yesterday', *words('weekdays')))}\s+(?:soir|evening)|"
    r"last\s+night|tonight)(?!\w)[^,;:.]*$"
)
#: What counts the hours before it: a participle that agrees with them, and what is said of a rest.
COUNTED_AFTER = begins_with((
    "de", r"d'\w+", "of", r"\w{2,}(?:ees|antes?|ables)", r"rest(?:e|ant)", "passe",
    "supplementaires", "billed", "used", "left", "remaining",
))  # fmt: skip
_AGREEING_AFTER = begins_with((r"\w{2,}(?:ees|antes)",))
#: After a part of the day these too make a small number a length: `yesterday evening 3h on the deck`.
_WORK_AFTER = begins_with(("de", r"d'\w+", "of", "on", "sur"))
_WORKS_BEFORE = ends_with(words("works"))
_MESSAGE = any_of(words("messages"))
_MESSAGE_AFTER = begins_with((_MESSAGE,))
_ANY_MESSAGE = re.compile(rf"(?<!\w){_MESSAGE}(?!\w)")
#: A message with whom it is from, and nothing else.
_MESSAGE_BEFORE = re.compile(rf"[\W_]*{_MESSAGE}(?:\s+(?:(?:de|from|of)\s+|d')[\w'-]+(?:\s+[\w'-]+)?)?[\s,:]*")
_SIGN_AFTER, COLON_AFTER = re.compile(r"\s*[:,]"), re.compile(r"\s*:")

_NOTHING = re.compile(r"[\W_]*")


class Sense(Enum):
    """The readings of a number of hours."""

    TIME = auto()
    LENGTH = auto()
    NEITHER = auto()


def sense_of(text: str, match: re.Match[str], day: Named | None) -> Sense:
    """Return whether `2h` or `1h30` is a length or a time: by the words around it, its place and its size."""
    hour, minute = int(match["hour"]), match["to_h"]
    start, end = match.span()
    if any(match[name] for name in ("half", "mark", "at", "late", "early")):
        return Sense.TIME
    before = text[max(0, start - NEAR) : start]
    if before.endswith(("'a ", "'a")):
        # Without `qu'à 22h` the sentence would stop in the middle of its words.
        return Sense.NEITHER
    first = begins(text, start, day)
    if match["word"]:
        named = (hour >= _FIRST_TIME_FROM and (COLON_AFTER.match(text, end) or _MESSAGE_AFTER.match(text, end))) or (
            hour > LONGEST_HOURS and (_SIGN_AFTER.match(text, end) or ACT.match(text, end))
        )
        return Sense.TIME if first and named else Sense.LENGTH
    if not match["h"]:
        return Sense.LENGTH if hour < _FIRST_TIME_FROM and len(match["hour"]) == 1 else Sense.TIME
    if part := PART_BEFORE.search(before):
        return _sense_after(part["part"], text, hour, end)
    if (_WORKS_BEFORE.search(before) or COUNTED_AFTER.match(text, end)) and hour <= LONGEST_HOURS:
        return Sense.LENGTH
    if _AGREEING_AFTER.match(text, end):
        return Sense.NEITHER
    if minute and match["hour"].startswith("0"):
        return Sense.TIME
    if first:
        of_message = hour >= _MORNING_FROM and _MESSAGE_AFTER.match(text, end)
        return Sense.TIME if hour >= _FIRST_TIME_FROM or of_message else Sense.LENGTH
    if hour >= _MORNING_FROM and _is_after_message(text, start, day):
        return Sense.TIME
    return Sense.LENGTH if hour < (TIME_FROM if minute else _WHOLE_TIME_FROM) else Sense.TIME


def _sense_after(part: str, text: str, hour: int, end: int) -> Sense:
    """Return what a number of hours after a part of the day is; that of no such part of the day is a length."""
    message = _MESSAGE_AFTER.match(text, end)
    if _WORK_AFTER.match(text, end):
        return Sense.LENGTH
    if _NIGHT.search(part):
        return Sense.TIME if hour >= _FIRST_TIME_FROM or _ANY_MESSAGE.search(text) else Sense.NEITHER
    first, sure = _MORNING_FROM, _FIRST_TIME_FROM
    if _AFTERNOON.search(part):
        first, sure = _FIRST_TIME_FROM, _LATE_MORNING_FROM
    if hour >= sure or (hour >= first and message):
        return Sense.TIME
    if hour < first:
        return Sense.NEITHER if message else Sense.LENGTH
    return Sense.NEITHER


def is_of_evening(text: str, start: int, hour: int) -> bool:
    """Whether an hour is one of the evening: right after that word, or in its clause if no night holds that hour."""
    before = text[max(0, start - NEAR) : start]
    part = PART_BEFORE.search(before)
    if part:
        return _EVENING.search(part["part"]) is not None
    return hour >= _MORNING_FROM and _EVENING_IN_CLAUSE.search(before) is not None


def begins(text: str, start: int, day: Named | None) -> bool:
    """Whether the line, or what follows the event's day, begins here."""
    return bool(_NOTHING.fullmatch(text, 0, start) or (day and _NOTHING.fullmatch(text, day.end, start)))


def _is_after_message(text: str, start: int, day: Named | None) -> bool:
    """Whether the line, or what follows the event's day, names but a message before this place."""
    return bool(_MESSAGE_BEFORE.fullmatch(text, 0, start) or (day and _MESSAGE_BEFORE.fullmatch(text, day.end, start)))
