"""What a reader hands back: the things it could read, and every reason why something was left out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from rebond.domain.problems import Problem

Item = TypeVar("Item", covariant=True)


class Format(StrEnum):
    """What a file's content is, whatever its name says."""

    CAMT = "camt"
    OFX = "ofx"
    VCARD = "vcard"
    JOURNAL = "journal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading(Generic[Item]):
    """A file as read; each problem names a line, and what it speaks of is not among the items."""

    format: Format
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
