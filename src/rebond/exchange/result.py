"""The result of reading a file: its format, the items read, and the problems of those left out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from rebond.domain.problems import Problem

Item = TypeVar("Item", covariant=True)


class Format(StrEnum):
    """A file format, detected from the content."""

    CAMT = "camt"
    OFX = "ofx"
    CSV = "csv"
    QIF = "qif"
    ZIP = "zip"
    VCARD = "vcard"
    JOURNAL = "journal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReadResult(Generic[Item]):
    """The items read from a file, a problem by line for each left out, and notes on what was read with a doubt.

    A problem holds an import up until the person decides; a note is told and holds nothing up.
    """

    format: Format
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
