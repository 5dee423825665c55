"""The bar chart of months of savings left in each standard scenario."""

from collections.abc import Sequence
from fractions import Fraction

from matplotlib.figure import Figure

from rebond.charts import runway_sentences
from rebond.charts.measure import DESCENT, LEADING, fit
from rebond.charts.measure import width as width_of
from rebond.charts.sheet import PAD, Box, Sheet, cleared, text_box, whole
from rebond.charts.style import Style
from rebond.domain.money.outlook import Answer, Case
from rebond.domain.value_classes import dataclass
from rebond.language import Language

#: Heights as shares of the text size: a spaced row, the tightest readable row, and the bar itself.
_ROW, _TIGHT_ROW, _BAR = 3.5, 2.8, 0.85
#: The height of a row's text and bar, without spacing.
_CONTENT = 2.35
#: The least space between who leaves and the number of months on one line, and the height of a capital letter.
_BETWEEN, _CAPITAL = 0.7, 0.72
#: The most of the width that numbers of months beside the bars take, as a share.
_MOST_ASIDE = 0.65


@dataclass(frozen=True, slots=True)
class BarsView:
    """The input of the bars: the projected scenarios, the goal in months, and the index of the chosen scenario."""

    language: Language
    answers: Sequence[Answer]
    goal_months: int
    chosen: int | None = None


def natural_height(count: int, style: Style) -> float:
    """Return the height in points of `count` answers in spaced rows."""
    return _header(style) + count * _ROW * style.size + PAD


def least_height(count: int, style: Style) -> float:
    """Return the least height in points at which `count` answers fit."""
    return _header(style) + count * _TIGHT_ROW * style.size + PAD


class BarsChart:
    """A bar chart in a box of a figure, by default the whole figure."""

    def __init__(self, figure: Figure, box: Box | None = None) -> None:
        self.figure = figure
        self._box = box
        self._sheet: Sheet | None = None
        self._rows: list[tuple[Box, int]] = []
        self._figures: list[tuple[Box, int]] = []

    def draw(self, view: BarsView, style: Style) -> None:
        """Draw everything anew; when not all answers fit, the smallest clients are counted in one row."""
        self.figure.set_facecolor(style.ground)
        sheet = self._sheet = cleared(self._sheet, self.figure, self._box or whole(self.figure))
        self._rows = []
        self._figures = []
        room = sheet.height - _header(style) - PAD
        most = int(room / (_TIGHT_ROW * style.size) + 0.01)
        if not view.answers or not most:
            return
        shown = _shown(view.answers, most, view.chosen)
        hidden = sum(answer.case is Case.CLIENT for at, answer in enumerate(view.answers) if at not in shown)
        hidden = hidden if most > len(shown) else 0
        row = min(_ROW * style.size, room / (len(shown) + (1 if hidden else 0)))
        last_client = max((at for at in shown if view.answers[at].case is Case.CLIENT), default=shown[0])
        top = sheet.height - _header(style)
        aside = _aside(sheet, view, shown, style)
        _goal(sheet, view, style, top, aside)
        for index in shown:
            box = Box(0, top - row, sheet.width, row)
            self._figures.append((_row(sheet, view, index, box, style, aside), index))
            self._rows.append((box, index))
            top -= row
            if hidden and index == last_client:
                text = view.language.ngettext("and {count} more client", "and {count} more clients", hidden).format(
                    count=hidden
                )
                text = fit(text, sheet.width - 2 * PAD, style.size)
                sheet.text(PAD, top - row / 2 - 0.36 * style.size, text, style.size, style.soft)
                top -= row

    def bar_at(self, x: float, y: float) -> int | None:
        """Return the index of the answer whose row contains a point, in pixels from the figure's bottom left."""
        if self._sheet is None:
            return None
        across, up = self._sheet.point_at(x, y)
        return next((index for box, index in self._rows if box.holds(across, up)), None)

    def figure_at(self, x: float, y: float) -> int | None:
        """Return the index of the answer whose number of months is at a point, in pixels as for `bar_at`."""
        if self._sheet is None:
            return None
        across, up = self._sheet.point_at(x, y)
        return next((index for box, index in self._figures if box.holds(across, up)), None)

    def row_of(self, index: int) -> Box | None:
        """Return the box of an answer's row, in the figure's pixels; None when it is not shown."""
        boxes = (box for box, shown in self._rows if shown == index)
        return next((self._sheet.pixels(box) for box in boxes if self._sheet), None)


def _header(style: Style) -> float:
    return LEADING * style.size + 2


def _shown(answers: Sequence[Answer], most: int, chosen: int | None) -> list[int]:
    """Return the indexes of at most `most` answers: the chosen one, those of no single client, the largest clients."""
    everyone = list(range(len(answers)))
    if len(answers) <= most:
        return everyone
    clients = [at for at in everyone if answers[at].case is Case.CLIENT and at != chosen]
    # At least one client is shown, the chosen one or the largest, even before the last of the other answers.
    ranked = [at for at in (0, chosen) if at is not None]
    first_client = clients[: 0 if chosen is not None and answers[chosen].case is Case.CLIENT else 1]
    ranked += first_client + [at for at in everyone if answers[at].case is not Case.CLIENT] + clients
    ranked = list(dict.fromkeys(ranked))
    if set(clients) <= set(ranked[:most]):
        return sorted(ranked[:most])
    # One row is for the number of clients left out.
    return sorted(ranked[: max(1, most - 1)])


def _months(view: BarsView, answer: Answer) -> str:
    if answer.projection.zero_date == answer.projection.today:
        return view.language.gettext("below zero")  # shorter than elsewhere, as it stands beside who leaves
    return runway_sentences.months_left(view.language, answer.projection)


def _aside(sheet: Sheet, view: BarsView, shown: Sequence[int], style: Style) -> float:
    """Return the width at the right of the bars that the numbers of months take.

    It is 0 where each of them fits above its bar, beside who leaves; else they stand beside the bars.
    """
    asked = [width_of(runway_sentences.question(view.language, view.answers[at]), style.size) for at in shown]
    months = [width_of(_months(view, view.answers[at]), style.size, bold=True) for at in shown]
    room = sheet.width - 2 * PAD
    if all(sum(pair) + _BETWEEN * style.size <= room for pair in zip(asked, months, strict=True)):
        return 0
    return min(max(months), room * _MOST_ASIDE) + PAD


def _row(sheet: Sheet, view: BarsView, index: int, row: Box, style: Style, aside: float) -> Box:
    """Draw one answer, its number of months above its bar, or beside it in `aside` points; returns the number's box."""
    answer, size = view.answers[index], style.size
    projection = answer.projection
    full = sheet.width - 2 * PAD
    bar = Box(PAD, row.y + (row.height - _CONTENT * size) / 2, full - aside, _BAR * size)
    above = bar.top + (DESCENT + 0.3) * size
    baseline = bar.y + (bar.height - _CAPITAL * size) / 2 if aside else above
    if index == view.chosen:
        sheet.ring(Box(1, row.y + 0.5, sheet.width - 2, row.height - 1), style.ink, style.track, 0.5)
    months = fit(_months(view, answer), aside - PAD if aside else full, size, bold=True)
    sheet.text(PAD + full, baseline, months, size, style.ink, bold=True, align="right")
    room = full if aside else full - width_of(months, size, bold=True)
    sheet.text(bar.x, above, fit(runway_sentences.question(view.language, answer), room, size), size, style.ink)
    sheet.block(bar, style.grid, 2)
    left = projection.months_left
    part = Fraction(1) if left is None else min(left / projection.horizon_months, Fraction(1))
    reaches = left is None or left >= view.goal_months
    color = style.stands if reaches else style.leaving
    if part:
        sheet.block(bar._replace(width=max(bar.width * float(part), 1.0)), color, 3)
    if 0 < view.goal_months < projection.horizon_months:
        x = bar.x + bar.width * view.goal_months / projection.horizon_months
        sheet.line((x, x), (bar.y - 2, bar.top + 2), style.ink, 1.0, order=4)
    return text_box(PAD + full, baseline, months, size, bold=True, align="right")


def _goal(sheet: Sheet, view: BarsView, style: Style, top: float, aside: float) -> None:
    """Draw the label of the goal's mark, over the first bar."""
    horizon = view.answers[0].projection.horizon_months
    if not 0 < view.goal_months < horizon:
        return
    size = style.size - 1
    x = PAD + (sheet.width - 2 * PAD - aside) * view.goal_months / horizon
    text = view.language.ngettext("goal: {count} month", "goal: {count} months", view.goal_months).format(
        count=view.goal_months
    )
    text = fit(text, sheet.width - 2 * PAD - 5, size)
    wide = text_box(0, 0, text, size).width
    mark, baseline = 5.0, top + 3
    left = min(max(x - mark, PAD), sheet.width - PAD - wide - mark)
    sheet.line((left, left), (baseline - 1, baseline + 0.8 * size), style.ink, 1.0)
    sheet.text(left + mark, baseline, text, size, style.soft)
