"""The words before and after a day, which tell whether the event happened on it or it lies ahead."""

import re
from datetime import date

from rebond.domain.missions.event_line.folding import FoldedLine
from rebond.domain.missions.event_line.patterns import (
    ACT,
    ACT_OR_DEED,
    CERTAIN_TIME,
    INTENTION_OR_APPOINTMENT,
    REQUEST,
    begins_with,
    ends_with,
    sentence_before,
    words,
)
from rebond.domain.value_classes import dataclass

#: So many letters before a day are looked at.
NEAR = 32

_OTHER_BEFORE = ends_with(
    words("before_other_days"), r"(?:le|la|les|the|ce|this|fin|debut|end|of|eod|cob|early|late|next|dernier|start)"
)
_OTHER_AFTER = begins_with(words("after_other_days"))
_POSSESSIVE = re.compile(r"'s(?!\w)")
_QUOTES = tuple('"\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}')
_PLAIN_BEFORE = ends_with(words("before_plain_numbers"))
_AFTER_A_NUMBER = re.compile(
    r"\s*[=€%$£]|\s+(?:des?|du|of|eur|euros?|h|hrs?|heures?|hours?|journees?|jours?|days?|min|mins|mn|minutes?)(?!\w)|\s+d'"
)
_COUNTED = re.compile(r"\s+[a-z]{2,}[sx](?!\w)")
_CLAUSE_END = re.compile(r"\s*(?:$|[,.:;!?)\"»-])")
_LENGTH = re.compile(r"\s+\d+(?:[.,]\d+)?\s?(?:h\d*|min|mn|hrs?)(?!\w)")
_VERBS = frozenset(words("verbs_like_weekdays"))
_OBJECT = begins_with(words("after_such_verbs"))
_PART_OF_DAY = begins_with(words("parts"))
_QUESTION = re.compile(r"[^.;!?]*\?")
_HEAD = re.compile(
    r"[\W_]*(?:(?:(?:a|at|vers|@)\s*)?(?:\d{1,2}\s?h(?:\s?\d\d)?|\d{1,2}:\d\d|\d{1,2}(?:[:.]\d\d)?\s?[ap]m)[\W_]+)?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a folded line, and questions about what stands before and after it."""

    line: FoldedLine
    start: int
    end: int

    @property
    def before(self) -> str:
        return self.line.folded[max(0, self.start - NEAR) : self.start]

    def is_head(self) -> bool:
        """Whether the line begins here, but for a time of day and signs."""
        return self.start == 0 or _HEAD.fullmatch(self.line.folded, 0, self.start) is not None

    def is_another(self) -> bool:
        """Whether the words around a day say that it is not the event's: `pour`, `by`, `du`, `prochain`, a title."""
        text = self.line.folded
        quoted = text[self.start - 1 : self.start] in _QUOTES and text[self.end : self.end + 1] in _QUOTES
        return bool(
            quoted
            or _OTHER_BEFORE.search(self.before)
            or _OTHER_AFTER.match(text, self.end)
            or _OTHER_AFTER.match(text, self.end_of_part_of_day())
            or _POSSESSIVE.match(text, self.end)
        )

    def is_announced(self) -> bool:
        """Whether the sentence says before this place that something is to come, or asks."""
        text = self.line.folded
        before = sentence_before(text, self.start)
        if INTENTION_OR_APPOINTMENT.search(before) or _QUESTION.match(text, self.start):
            return True
        asked = REQUEST.finditer(text, self.start - len(before), self.start)
        return any(not self.line.is_accented(each.end() - 1) for each in asked)

    def is_intended(self) -> bool:
        """Whether the line says after this place that something is to come."""
        return INTENTION_OR_APPOINTMENT.search(self.line.folded, self.end) is not None

    def is_numbered(self) -> bool:
        """Whether a number here belongs to the word before it: a page, an invoice, a version."""
        return _PLAIN_BEFORE.search(self.before) is not None

    def is_counted(self, begins: bool) -> bool:
        """Whether a number here counts what follows it, unless what follows `begins` what happened."""
        text = self.line.folded
        if _AFTER_A_NUMBER.match(text, self.end):
            return True
        return not begins and bool(_COUNTED.match(text, self.end)) and not self.precedes_name()

    def precedes_act(self, *, or_deed: bool = False) -> bool:
        """Whether words follow that begin what happened."""
        return (ACT_OR_DEED if or_deed else ACT).match(self.line.folded, self.end) is not None

    def precedes_time(self) -> bool:
        return CERTAIN_TIME.match(self.line.folded, self.end) is not None

    def precedes_part_of_day(self) -> bool:
        return _PART_OF_DAY.match(self.line.folded, self.end) is not None

    def is_verb_before_object(self, name: str) -> bool:
        """Whether a short weekday is a verb here: `dim the lights`."""
        return name in _VERBS and _OBJECT.match(self.line.folded, self.end) is not None

    def end_of_part_of_day(self) -> int:
        """Return where a part of the day ends that follows: `hier soir`; the end of this place if none does."""
        part = _PART_OF_DAY.match(self.line.folded, self.end)
        return part.end() if part else self.end

    def precedes_name(self) -> bool:
        """Whether a word follows that is written like a name."""
        return self.line.is_capital(self._next()) and not self.line.is_capital(self._next() + 1)

    def ends_clause(self) -> bool:
        """Whether nothing follows in its clause but a time or a length."""
        text = self.line.folded
        return any(pattern.match(text, self.end) for pattern in (_CLAUSE_END, CERTAIN_TIME, _LENGTH))

    def is_name(self) -> bool:
        """Whether a word that is written small where it is a day stands with a capital among small letters."""
        if not self.line.is_capital(self.start) or self.line.is_capital(self.start + 1):
            return False
        return not (self.is_head() or self.ends_clause())

    def precedes(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.line.folded, self.end) is not None

    def _next(self) -> int:
        rest = self.line.folded[self.end :]
        return self.end + len(rest) - len(rest.lstrip())


@dataclass(frozen=True, slots=True)
class Named:
    """A place of the folded line that names a day: that of the event, or with None another one.

    What only looks like one, a holiday's name or an address, is no day.
    """

    start: int
    end: int
    day: date | None
    is_day: bool = True
