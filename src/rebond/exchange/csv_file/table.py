"""A CSV file as a table: its separator, the lines above its header, its header, and its rows with their lines."""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from rebond.domain.problems import Problem
from rebond.domain.value_classes import dataclass
from rebond.exchange.charset import text_of
from rebond.exchange.csv_file.words import is_heading, plain
from rebond.exchange.local_forms import is_amount, is_date
from rebond.exchange.problem_list import ProblemList

#: The most rows that are read: a hundred years of a busy account.
MOST_ROWS = 300_000
_SEPARATORS = (";", "\t", ",", "|")
#: The header stands among so many rows from the top, and the separator is chosen by so many.
_TOP = 60
_SAMPLE = 300
#: The most lines and columns that one row has.
_LONGEST_ROW = 60
_MOST_COLUMNS = 200
#: A spreadsheet's way to keep a number as a text: `="00123"`.
_AS_TEXT = re.compile(r'="([^"]*)"')


class Row(NamedTuple):
    """The cells of a row, without spaces around them, and its first line in the file."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)

    @property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table: `header` is empty if the file has none; `key` is the same for every file with that header.

    `unclosed` are the lines with an opening quotation mark that nothing closes, which were read as they stand;
    `guessed` tells of letters that had to be guessed; `cut` is the line from which no more was read.
    """

    separator: str
    header: tuple[str, ...]
    above: tuple[Row, ...]
    rows: tuple[Row, ...]
    key: str
    unclosed: tuple[int, ...] = ()
    guessed: tuple[Problem, ...] = ()
    cut: int | None = None

    @property
    def width(self) -> int:
        return len(self.header) or max((len(row.cells) for row in self.rows[:_SAMPLE]), default=0)

    def column(self, place: int) -> list[str]:
        """Return the cells of a column that hold something."""
        return [row.cells[place] for row in self.rows if place < len(row.cells) and row.cells[place]]


def read_table(data: bytes) -> CsvTable | None:
    """Read the table of a file; None if its text is not one."""
    told = ProblemList()
    text = text_of(data, told)
    lines = text.split("\n")
    found = _separator(lines)
    if found is None:
        return None
    unclosed: list[int] = []
    rows = [row for row in islice(_rows(lines, found, unclosed), MOST_ROWS + 1) if not row.is_blank]
    cut = rows.pop().line if len(rows) > MOST_ROWS else None
    place = _header(rows)
    first = _first_movement(rows)
    header = () if place is None else _trimmed(rows[place].cells)
    start = _first_like_most(rows, first or 0) if place is None else place + 1
    above, body = tuple(rows[: start if place is None else place]), tuple(rows[start:])
    return CsvTable(found, header, above, body, _key(header, body), tuple(unclosed), told.notes, cut)


def looks_like_table(data: bytes) -> bool:
    """Whether the beginning of a file is that of a table: some rows with a date and an amount, or a header of them."""
    return _separator(text_of(data).split("\n")) is not None


def _separator(lines: list[str]) -> str | None:
    """Return the separator with which most rows have a date and an amount, or else cells in equal numbers."""
    best: tuple[tuple[int, int, int], str] | None = None
    for separator in _SEPARATORS:
        rows = [row for row in islice(_rows(lines, separator, []), _SAMPLE) if not row.is_blank]
        widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
        if not widths:
            continue
        width, alike = widths.most_common(1)[0]
        movements = sum(is_movement(row) for row in rows)
        # A bar is a sign of texts and drawings rather than of tables.
        is_even = alike >= 3 and alike * 2 > len(rows) and width >= 3 and separator != "|"
        if movements or is_even or _is_headed(rows):
            score = (movements, alike if is_even else 0, width)
            best = max(best, (score, separator), key=lambda one: one[0]) if best else (score, separator)
    return best[1] if best else None


def _is_headed(rows: list[Row]) -> bool:
    """Whether a row names a date and an amount, and most rows after it have as many cells."""
    place = next((place for place, row in enumerate(rows[:_TOP]) if is_heading(row.cells)), None)
    if place is None:
        return False
    width, after = len(_trimmed(rows[place].cells)), rows[place + 1 :]
    return sum(len(row.cells) >= width for row in after) * 2 >= len(after)


def _rows(lines: list[str], separator: str, unclosed: list[int]) -> Iterator[Row]:
    """Yield the rows; a line whose quotation mark nothing closes is one row as it stands, noted in `unclosed`."""
    at = 0
    while at < len(lines):
        source = _Lines(lines, at)
        try:
            for cells in csv.reader(source, delimiter=separator):
                if any(_is_another(line, separator) for line in lines[source.begun + 1 : source.at]):
                    break  # a quotation mark of another movement closed it
                yield Row(source.begun + 1, tuple(map(_clean, cells[:_MOST_COLUMNS])))
                source.begun = source.at
            else:
                return
        except (_UnclosedError, csv.Error):
            pass
        unclosed.append(source.begun + 1)
        yield _apart(lines[source.begun], source.begun + 1, separator)
        at = source.begun + 1


def _is_another(line: str, separator: str) -> bool:
    """Whether a line inside quotation marks is another movement, rather than the end of a text and of its row."""
    before, mark, _ = line.partition('"')
    closes = bool(mark) and not before.rstrip(" ").endswith(separator) and bool(before.strip())
    return not closes and is_movement(_apart(line, 0, separator))


def _day_place(row: Row) -> int | None:
    return next((place for place, cell in enumerate(row.cells) if is_date(cell)), None)


def _apart(line: str, number: int, separator: str) -> Row:
    """Return a line split at every separator, whatever quotation marks it has."""
    return Row(number, tuple(_clean(cell.strip().strip('"')) for cell in line.split(separator, _MOST_COLUMNS)))


class _UnclosedError(Exception):
    """A row has more lines than any row has."""


class _Lines:
    """The lines of a file for the csv reader, which asks for another as long as a quotation mark is open.

    `begun` is the position of the first line of the row that is being read, `at` that of the next line.
    """

    def __init__(self, lines: list[str], at: int) -> None:
        self._lines = lines
        self.at = self.begun = at

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.at == len(self._lines) or self.at - self.begun >= _LONGEST_ROW:
            if self.at > self.begun:
                raise _UnclosedError
            raise StopIteration
        self.at += 1
        return self._lines[self.at - 1] + "\n"


def _header(rows: list[Row]) -> int | None:
    """Return the position of the header: the row that names a date and an amount, or else the one above the first."""
    top = rows[:_TOP]
    named = next((place for place, row in enumerate(top) if is_heading(row.cells)), None)
    if named is not None:
        return named
    first = _first_movement(rows)
    if first:
        above = rows[first - 1].cells
        filled = [cell for cell in above if cell]
        if len(filled) >= 2 and not any(is_date(cell) or is_amount(cell) for cell in filled):
            return first - 1
        return None
    if first is None and rows:
        widest = max(len(row.cells) for row in top)
        return next(place for place, row in enumerate(top) if len(row.cells) == widest)
    return None


def _first_movement(rows: list[Row]) -> int | None:
    return next((place for place, row in enumerate(rows[: 2 * _TOP]) if is_movement(row)), None)


def _first_like_most(rows: list[Row], first: int) -> int:
    """Return the position of the first row with its day where most have it: above them a bank may sum up the account.

    Rows before `first` are none of movements.
    """
    days = [_day_place(row) for row in rows[first:_SAMPLE]]
    counts = Counter(place for place in days if place is not None)
    usual = max(reversed(counts), key=lambda place: counts[place], default=None)
    return first + next((at for at, place in enumerate(days[:3]) if place == usual), 0)


def is_movement(row: Row) -> bool:
    """Whether one cell is a date and another an amount."""
    dates = [is_date(cell) for cell in row.cells]
    return any(dates) and any(is_amount(cell) for cell, date in zip(row.cells, dates, strict=True) if not date)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the header without the empty cells at its end."""
    width = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:width]


def _key(header: tuple[str, ...], rows: tuple[Row, ...]) -> str:
    """Return a digest of the header, or without one of what the columns of the first row hold."""
    cells = [plain(cell) for cell in header]
    if not header and rows:
        cells = ["date" if is_date(cell) else "amount" if is_amount(cell) else "text" for cell in rows[0].cells]
    return hashlib.sha256("\0".join([str(bool(header)), *cells]).encode()).hexdigest()[:32]


def _clean(cell: str) -> str:
    stripped = cell.strip()
    if stripped.startswith("=") and (as_text := _AS_TEXT.fullmatch(stripped)):
        return as_text[1].strip()
    return stripped
