"""The reading of an event's line: for each field a guess with its words, which come back when it is taken back."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, time
from enum import StrEnum
from typing import Any

from rebond.domain.missions.event_line.dates import days_named
from rebond.domain.missions.event_line.folding import fold
from rebond.domain.missions.event_line.kind import kind_named, scope_named
from rebond.domain.missions.event_line.surroundings import Place
from rebond.domain.missions.event_line.times import spent
from rebond.domain.missions.kinds import EventKind
from rebond.domain.value_classes import dataclass

#: A line is read so far: what comes after it is a text, pasted, and says nothing of the event's day.
_READ = 240
_SIGNS = " \t\r\n,;:-\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{EN DASH}\N{EM DASH}"
_OPENING = '(["\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}'
_BREAKS = ",;:.-\N{EN DASH}\N{EM DASH}"
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")


class Guessed(StrEnum):
    """The fields of an event that its line may say; the values are their names in `Event`."""

    DATE = "date"
    TIME = "time"
    MINUTES = "minutes"
    KIND = "type"
    SCOPE = "in_scope"


#: The words of these stay in the text: they say what happened.
_KEPT = {Guessed.KIND, Guessed.SCOPE}


@dataclass(frozen=True, slots=True)
class EventGuess:
    """The value of a field, and the place of its words in what was typed."""

    field: Guessed
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understood:
    """A line as typed, with the guesses made from it, in the order of their fields."""

    typed: str
    today: date
    guesses: tuple[EventGuess, ...]

    def without(self, fields: Collection[str]) -> "Understood":
        """Take the guesses of these fields back: their words are in the text again."""
        return Understood(self.typed, self.today, tuple(each for each in self.guesses if each.field not in fields))

    def guess(self, field: Guessed) -> EventGuess | None:
        return next((each for each in self.guesses if each.field is field), None)

    def words(self, guess: EventGuess) -> str:
        """Return the words that a guess stands for."""
        return self.typed[guess.start : guess.end]

    @property
    def date(self) -> date:
        guess = self.guess(Guessed.DATE)
        return guess.value if guess else self.today

    @property
    def time(self) -> time | None:
        guess = self.guess(Guessed.TIME)
        return guess.value if guess else None

    @property
    def minutes(self) -> int | None:
        guess = self.guess(Guessed.MINUTES)
        return guess.value if guess else None

    @property
    def kind(self) -> EventKind:
        guess = self.guess(Guessed.KIND)
        return guess.value if guess else EventKind.NOTE

    @property
    def in_scope(self) -> bool | None:
        guess = self.guess(Guessed.SCOPE)
        return guess.value if guess else None

    @property
    def text(self) -> str:
        """The event's text: the line without the words of day, time and length; unchanged if it has none."""
        spans = sorted((each.start, each.end) for each in self.guesses if each.field not in _KEPT)
        if not spans:
            return self.typed
        left = self.typed[: spans[0][0]]
        for (_start, end), (start, _end) in zip(spans, [*spans[1:], (len(self.typed), 0)], strict=True):
            left = _joined(left, self.typed[end:start])
        return _EMPTY_BRACKETS.sub("", left).rstrip(_SIGNS).lstrip(_SIGNS + "/")


def understand(typed: str, today: date, by_hand: Collection[str] = ()) -> Understood:
    """Read an event's line, in French, English or both.

    A day that it names is not after today. Of the fields that a hand has set already, nothing is guessed: their words
    stay in the text.
    """
    line = fold(typed, _READ)
    own = line.without_quotations()
    day, others = days_named(own, today)
    clock, work = spent(own.folded, day, others)
    if day and clock:
        # A part of the day that a time says more exactly goes with the day; without a time it stays in the text.
        day = replace(day, end=Place(own, day.start, day.end).end_of_part_of_day())
    found = {
        Guessed.DATE: (day.start, day.end, day.day) if day else None,
        Guessed.TIME: (clock.start, clock.end, clock.time) if clock else None,
        Guessed.MINUTES: (work.start, work.end, work.minutes) if work else None,
        Guessed.KIND: kind_named(line.folded),
        Guessed.SCOPE: scope_named(line.folded),
    }
    guesses = tuple(
        EventGuess(field, read[2], line.places[read[0]], line.places[read[1]])
        for field, read in found.items()
        if read is not None and field not in by_hand
    )
    return Understood(typed, today, guesses)


def _joined(left: str, right: str) -> str:
    """Join what stood before and after words that were taken out: one space, and no sign without its words."""
    before, after = left.rstrip(), right.lstrip()
    if before and after and before[-1] in _BREAKS and after[0] in _BREAKS:
        before = before[:-1].rstrip()
    if after and after[0] in ":;!?" and right != after and before:
        return f"{before} {after}"
    if not before or not after or after[0] in ",.;:!?)" or (before == left and before[-1] in _OPENING):
        return before + after
    return f"{before} {after}"
