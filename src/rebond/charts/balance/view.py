"""The input of the balance chart, and its scale."""

from datetime import date, timedelta

from rebond.charts.measure import ASCENT, DESCENT, LEADING
from rebond.charts.measure import width as width_of
from rebond.charts.scale import Scale, round_amounts, span_of
from rebond.charts.sheet import Box, Sheet
from rebond.charts.style import Style
from rebond.domain.calendar import add_months
from rebond.domain.money.kinds import ClosureWindow
from rebond.domain.money.runway import Projection
from rebond.domain.value_classes import dataclass
from rebond.language import Language

#: The past shown is at most the future's length divided by this.
_PAST = 3
#: The gap between the plot and the labels beside it, in points.
GAP = 6.0
#: The distance between the two rows of labels over the data, as a share of the text size.
SECOND_ROW = 1.6
#: The height, in text sizes, below which a chart keeps its room for the lines: one row of labels, one of months.
_LOW = 18
#: The least distance between two amounts' grid lines, in points, and the most such lines.
_LINE_APART, _MOST_LINES = 26, 7


@dataclass(frozen=True, slots=True)
class BalanceView:
    """The input of the balance chart. `past` are dated balances before today, in cents, the oldest first.

    `goal` is the savings goal in cents: `goal_months` of mean spending. `amounts` False hides the axis labels.
    """

    language: Language
    stands: Projection
    currency: str
    scenario: Projection | None = None
    scenario_name: str = ""
    past: tuple[tuple[date, int], ...] = ()
    closures: tuple[ClosureWindow, ...] = ()
    goal: int | None = None
    goal_months: int = 0
    amounts: bool = True


def scale_of(view: BalanceView, style: Style, sheet: Sheet) -> Scale:
    """Return the scale, leaving room for amounts at the left, months below, and labels over the data."""
    stands, size = view.stands, style.size
    last = add_months(stands.today, stands.horizon_months)
    oldest = stands.today - timedelta(days=(last - stands.today).days // _PAST)
    past = [(day, balance) for day, balance in view.past if day >= oldest]
    first = past[0][0] if past else stands.today
    values = [*stands.balances, *(balance for _day, balance in past)]
    if view.scenario:
        values += view.scenario.balances
    low, high = span_of(values, view.goal, below=stands.balances[0] < 0)
    low_chart = is_low(sheet, style)
    bottom = (1 if low_chart else 2) * LEADING * size + GAP
    strip = (ASCENT + DESCENT + (0 if low_chart else SECOND_ROW)) * size + GAP / 2  # over the data, for labels
    tall = max(20.0, sheet.height - bottom - 2)
    data = max(10.0, tall - strip)
    beneath = 2 if low_chart else 3.5
    if min(values) < 0 < high:
        # Room for the label of the zero date, under the zero line.
        share = min(0.4, beneath * size / data)
        low = min(low, -high * share / (1 - share))
    labels = [width_of(amount(view, cents), size) for cents in round_amounts(low, high, lines_in(data))]
    left = min(max(labels, default=0) + 2 * GAP, sheet.width / 2) if view.amounts else GAP
    right = width_of("MMMM", size) / 2
    plot = Box(left, bottom, sheet.width - left - right, tall)
    # The strip over the data is part of the plot: the scale extends into it.
    return Scale(plot, first, last, low, high + (high - low) * (tall - data) / data, high)


def is_low(sheet: Sheet, style: Style) -> bool:
    """Whether the chart is too low for two rows of labels over the data and two of months below."""
    return sheet.height < _LOW * style.size


def amount(view: BalanceView, cents: int) -> str:
    return view.language.money(cents, view.currency, whole=True)


def lines_in(height: float) -> int:
    """Return how many amounts' grid lines fit in a height in points."""
    return min(int(height / _LINE_APART), _MOST_LINES)
