"""The result of reading a file: its format, the items read, and the problems of those left out."""

from enum import StrEnum
from typing import Generic, TypeVar

from rebond.domain.problems import Problem
from rebond.domain.value_classes import dataclass
from rebond.exchange.columns import Columns

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
class TableReading:
    """How a table was read: the mapping of its columns, their headings, and its `key`, the same for equal headers.

    `sure`: a person chose the mapping, or the headings say it.
    """

    key: str
    header: tuple[str, ...]
    columns: Columns
    sure: bool


@dataclass(frozen=True, slots=True)
class ReadResult(Generic[Item]):
    """The items read from a file, a problem by line for each left out, and notes on what was read with a doubt.

    A problem holds an import up until the person decides; a note is told and holds nothing up. `table` is None for a
    file that is none.
    """

    format: Format
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    table: TableReading | None = None
