"""The contents of a table's columns, and whether a column with a certain meaning can hold them."""

from collections.abc import Sequence

from rebond.domain.names import folded
from rebond.domain.value_classes import dataclass
from rebond.exchange.columns import Role
from rebond.exchange.csv_file.words import DIRECTIONS
from rebond.exchange.local_forms import is_amount, is_date

_FIGURES = (Role.AMOUNT, Role.DEBIT, Role.CREDIT, Role.BALANCE)

#: What some write where there is no amount.
DASHES = {"-", "--", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}"}


@dataclass(frozen=True, slots=True)
class Content:
    """The kind of a column's filled cells: all dates, all amounts, words for a direction; `length` is the average.

    `sparse`: it is filled in less than half of the rows.
    """

    empty: bool
    dates: bool
    amounts: bool
    signed: bool
    directions: bool
    decimals: bool
    codes: bool
    length: float
    sparse: bool

    def suits(self, role: Role) -> bool:
        """Whether a column of a role can hold this."""
        if self.empty:
            return role is not Role.DATE
        if role is Role.DATE:
            return self.dates and not self.sparse
        if role in _FIGURES:
            return self.amounts
        if role is Role.DIRECTION:
            return self.directions
        return self.codes if role is Role.CURRENCY else True


def content_of(column: Sequence[str]) -> Content:
    cells = [cell for cell in column if cell]
    written = [cell for cell in cells if cell not in DASHES]
    dates = sum(map(is_date, cells))
    amounts = sum(map(is_amount, cells))
    count = len(cells)
    return Content(
        empty=not cells,
        # A few cells may be wrong, or those of a line of totals.
        dates=count > 0 and dates * 3 >= count * 2,
        amounts=amounts > 0 and amounts * 3 >= len(written) * 2 and dates * 2 < count,
        signed=any(cell.startswith(("-", "\N{MINUS SIGN}", "(")) or cell.endswith("-") for cell in written),
        directions=count > 0 and all(folded(cell) in DIRECTIONS for cell in cells),
        decimals=any(cell[-3:-2] in {",", "."} for cell in cells),
        codes=count > 0 and all(len(cell) == 3 and cell.isalpha() for cell in cells),
        length=sum(map(len, cells)) / count if count else 0.0,
        sparse=count * 2 < len(column),
    )
