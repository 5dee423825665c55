"""Parser of one row of a table as a movement, by the mapping of the columns."""

from rebond.domain.names import folded
from rebond.exchange.columns import SHARED, Columns, Role
from rebond.exchange.csv_file.contents import DASHES
from rebond.exchange.csv_file.table import CsvTable, Row
from rebond.exchange.csv_file.words import DIRECTIONS, currency_in, is_detail, meaning
from rebond.exchange.local_forms import decimals_follow_comma, read_amount
from rebond.exchange.plain import LONGEST_LABEL, one_line, quoted
from rebond.exchange.problem_list import ProblemList

_SUMS = (Role.AMOUNT, Role.DEBIT, Role.CREDIT)
#: What a row that is shifted by a cell would be read wrongly by.
_FIGURES = {*_SUMS, Role.DATE, Role.DIRECTION, Role.BALANCE, Role.CURRENCY}


class Cells:
    """Reads the cells of a table's rows."""

    def __init__(self, table: CsvTable, columns: Columns) -> None:
        self._table = table
        self._comma = columns.decimal_comma
        self._places: dict[Role, int] = {role: place for place, role in enumerate(columns.roles) if role not in SHARED}
        self._labels = [place for place, role in enumerate(columns.roles) if role is Role.LABEL]
        #: The columns of days that are not used, from the right: the value's day before that of the order.
        self._days = [
            place
            for place, heading in reversed(list(enumerate(table.header[: len(columns.roles)])))
            if columns.roles[place] is Role.UNUSED and meaning(heading)[0] is Role.DATE
        ]
        self._detail = next((place for place, heading in enumerate(table.header) if is_detail(heading)), None)
        self._debits_signed = self._are_debits_negative()
        decided = decimals_follow_comma(self._column(Role.BALANCE))
        # A bank may write its amounts with a comma and its balances with a point.
        self._balance_comma = self._comma if decided is None else decided
        #: The currency that the heading of an amount or the first amounts name; empty if none.
        self.currency = self._currency_of_amounts()

    def text(self, row: Row, role: Role) -> str:
        place = self._places.get(role)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def day(self, row: Row) -> str:
        """Return the text of the day: the booking's, or where a balance shows that it is booked, another column's."""
        text = self.text(row, Role.DATE)
        if text or not self.text(row, Role.BALANCE):
            return text
        return next((row.cells[place] for place in self._days if place < len(row.cells) and row.cells[place]), "")

    def label(self, row: Row) -> str:
        """Return the cells of the label, without one that another contains: banks give a short and a long form."""
        texts = [one_line(row.cells[place], LONGEST_LABEL) for place in self._labels if place < len(row.cells)]
        parts = [
            text
            for at, text in enumerate(texts)
            if text and not any(text in other and (text != other or at > n) for n, other in enumerate(texts) if n != at)
        ]
        return one_line(" ".join(parts), LONGEST_LABEL)

    def detail(self, row: Row) -> int | None:
        """Return the amount of a row that is one payment of the movement above, and no movement; None if it is none."""
        place = self._detail
        if place is None or place >= len(row.cells) or self.has_sum(row) or self.text(row, Role.BALANCE):
            return None
        return read_amount(row.cells[place], self._comma)

    def is_label_alone(self, row: Row) -> bool:
        """Whether nothing but the label's columns is filled: some banks put the rest of a label on further lines."""
        filled = [place for place, cell in enumerate(row.cells) if cell]
        return bool(filled) and all(place in self._labels for place in filled)

    @property
    def texts_come_last(self) -> bool:
        """Whether further cells at a row's end can only be texts: the label is last, and no figure is cut by commas."""
        figures = [place for role, place in self._places.items() if role in _FIGURES]
        return self._table.separator != "," and bool(self._labels) and max(figures, default=0) < max(self._labels)

    def has_sum(self, row: Row) -> bool:
        """Whether there is anything in the columns of amounts."""
        return any(self._sum(row, role) for role in _SUMS)

    def amount(self, row: Row, problems: ProblemList) -> int | None:
        """Return the signed amount of a row; None with a problem when there is none or it is unclear."""
        read: dict[Role, int] = {}
        for role in _SUMS:
            if text := self._sum(row, role):
                cents = read_amount(text, self._comma)
                if cents is None:
                    problems.add("amount_unclear", row.line, amount=quoted(text))
                    return None
                read[role] = cents
        if not read:
            problems.add("amount_missing", row.line)
            return None
        if Role.AMOUNT not in read:
            debit = read.get(Role.DEBIT, 0)
            return read.get(Role.CREDIT, 0) + (debit if self._debits_signed else -debit)
        amount = read[Role.AMOUNT]
        if Role.DIRECTION not in self._places:
            return amount
        words = self.text(row, Role.DIRECTION)
        came_in = DIRECTIONS.get(folded(words))
        if came_in is None:
            problems.add("direction_unclear", row.line, text=quoted(words))
            return None
        return amount if came_in else -amount

    def balance(self, row: Row) -> int | None:
        """Return the balance after the movement; None where it is not said, or unclear."""
        text = self.text(row, Role.BALANCE)
        return read_amount(text, self._balance_comma) if text else None

    def _sum(self, row: Row, role: Role) -> str:
        text = self.text(row, role)
        return "" if text in DASHES else text

    def _column(self, role: Role) -> list[str]:
        place = self._places.get(role)
        return [] if place is None else self._table.column(place)

    def _are_debits_negative(self) -> bool:
        """Whether most figures in the debit column carry a minus themselves."""
        read = (read_amount(cell, self._comma) for cell in self._column(Role.DEBIT))
        signs = [cents < 0 for cents in read if cents]
        return sum(signs) * 2 > len(signs)

    def _currency_of_amounts(self) -> str:
        headings = [
            self._table.header[self._places[role]] for role in _SUMS if role in self._places and self._table.header
        ]
        cells = [cell for role in _SUMS for cell in self._column(role)[:20]]
        return next((found for text in (*headings, *cells) if (found := currency_in(text))), "")
