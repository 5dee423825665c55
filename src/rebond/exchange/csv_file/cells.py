"""What one row of a table says of a movement, by the mapping of the columns."""

from rebond.domain.names import folded
from rebond.exchange.csv_file.columns import SHARED, Columns, Role
from rebond.exchange.csv_file.table import CsvTable, Row
from rebond.exchange.csv_file.words import DIRECTIONS, currency_in
from rebond.exchange.local_forms import decimals_follow_comma, read_amount
from rebond.exchange.plain import LONGEST_LABEL, one_line, quoted
from rebond.exchange.problem_list import ProblemList

_SUMS = (Role.AMOUNT, Role.DEBIT, Role.CREDIT)


class Cells:
    """Reads the cells of a table's rows."""

    def __init__(self, table: CsvTable, columns: Columns) -> None:
        self._table = table
        self._comma = columns.decimal_comma
        self._places: dict[Role, int] = {role: place for place, role in enumerate(columns.roles) if role not in SHARED}
        self._labels = [place for place, role in enumerate(columns.roles) if role is Role.LABEL]
        self._debits_signed = self._are_debits_negative()
        decided = decimals_follow_comma(self._column(Role.BALANCE))
        # A bank may write its amounts with a comma and its balances with a point.
        self._balance_comma = self._comma if decided is None else decided
        #: The currency that the heading of an amount or the first amounts name; empty if none.
        self.currency = self._currency_of_amounts()

    def text(self, row: Row, role: Role) -> str:
        place = self._places.get(role)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def label(self, row: Row) -> str:
        """Return the cells of the label, without one that another contains: banks give a short and a long form."""
        texts = [one_line(row.cells[place], LONGEST_LABEL) for place in self._labels if place < len(row.cells)]
        parts = [
            text
            for at, text in enumerate(texts)
            if text and not any(text in other and (text != other or at > n) for n, other in enumerate(texts) if n != at)
        ]
        return one_line(" ".join(parts), LONGEST_LABEL)

    def has_sum(self, row: Row) -> bool:
        """Whether there is anything in the columns of amounts."""
        return any(self.text(row, role) for role in _SUMS)

    def amount(self, row: Row, problems: ProblemList) -> int | None:
        """Return the signed amount of a row; None with a problem when there is none or it is unclear."""
        read: dict[Role, int] = {}
        for role in _SUMS:
            if text := self.text(row, role):
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
