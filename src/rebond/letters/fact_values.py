"""The values of facts that are worded in the letter's language, and what groups of facts have in common."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from rebond.domain.missions.kinds import NoticeUnit
from rebond.domain.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class Minutes:
    """A length of work."""

    count: int


@dataclass(frozen=True, slots=True)
class NoticeLength:
    """A number of days or months."""

    count: int
    unit: NoticeUnit = NoticeUnit.DAYS


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of the week by number, Monday is 1, in their order."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate, in thousandths of a percent."""

    thousandths: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence that is worded in the letter's language: English marked with `later`, or both forms with `later_n`.

    `facts` fill its placeholders; a `Phrase` may be one of them, and a tuple is a list.
    """

    sentence: str | tuple[str, str]
    facts: Mapping[str, Any] = field(default_factory=dict)


class Group:
    """Base of the facts that stand under one name: `client.name`. Its properties are facts too."""

    __slots__ = ()
