"""The printed page as one figure: result, balance chart, assumptions, bars, concentration and table of months."""

from matplotlib.figure import Figure

from rebond.charts import bars, concentration, runway_sentences
from rebond.charts.assumptions import assumptions
from rebond.charts.balance import BalanceChart, BalanceView
from rebond.charts.bars import BarsChart, BarsView
from rebond.charts.concentration import ConcentrationChart, ConcentrationView
from rebond.charts.measure import ASCENT, LEADING, fit, wrap
from rebond.charts.measure import width as width_of
from rebond.charts.month_table import TIGHT_ROW, draw_months, row_count
from rebond.charts.page_view import SIZES, PageView, Paper, usual_paper
from rebond.charts.sheet import PAD, POINTS, Box, Sheet
from rebond.charts.style import PAPER

_MARGIN = 40.0
_GAP = 14.0
_SIZE = PAPER.size
_HEADER, _FOOTER = 44.0, 16.0
#: The height of a part's heading.
_HEADING = 2.0 * _SIZE
#: The height of a line of an assumption, and the space between two assumptions, in points.
_LINE, _BETWEEN = 1.3 * (_SIZE - 0.5), 2.5


def page(view: PageView, paper: Paper | None = None, *, landscape: bool = False) -> Figure:
    """Return the page as a figure of the paper's size, by default the usual one, to be exported or printed."""
    wide, high = SIZES[paper or usual_paper(view.language)]
    figure = Figure(figsize=(high, wide) if landscape else (wide, high), dpi=POINTS, facecolor=PAPER.ground)
    size = figure.get_size_inches() * POINTS
    inner = Box(_MARGIN, _MARGIN, float(size[0]) - 2 * _MARGIN, float(size[1]) - 2 * _MARGIN)
    top = inner.top - _header(figure, view, inner)
    top -= _results(figure, view, Box(inner.x, inner.y, inner.width, top - inner.y)) + _GAP
    body = Box(inner.x, inner.y + _FOOTER, inner.width, top - inner.y - _FOOTER)
    _footer(figure, view, Box(inner.x, inner.y, inner.width, _FOOTER))
    (_landscape if landscape else _portrait)(figure, view, body)
    return figure


def _portrait(figure: Figure, view: PageView, body: Box) -> None:
    """Lay out the chart at the top, the months below at the left, the rest at the right.

    Where the right column is too short for all of it, the concentration is under the months.
    """
    right = 0.37 * body.width
    parts = [*_side_parts(view, right)]
    needed = sum(parts) + _GAP * (len(parts) - 1)
    months = _HEADING + row_count(view.projection) * TIGHT_ROW
    lower = min(max(needed, months), body.height - max(170.0, 0.26 * body.height) - _GAP)
    chart = Box(body.x, body.y + lower + _GAP, body.width, body.height - lower - _GAP)
    _balance(figure, view, chart)
    left = body.width - right - 2 * _GAP
    shares = _concentration_height(view, left)
    under = needed > lower and lower - shares - _GAP >= _HEADING + row_count(view.projection) * TIGHT_ROW
    if under:
        _concentration(figure, view, Box(body.x, body.y, left, shares))
    months_end = body.y + (shares + _GAP if under else 0)
    _months(figure, view, Box(body.x, months_end, left, body.y + lower - months_end))
    _stack(figure, view, Box(body.right - right, body.y, right, lower), shares=not under)


def _landscape(figure: Figure, view: PageView, body: Box) -> None:
    """Lay out the chart over assumptions and bars at the left, the months over the concentration at the right."""
    right = 0.42 * body.width
    left = body.width - right - 2 * _GAP
    half = (left - _GAP) / 2
    needed = max(
        _assumptions_height(view, half), _HEADING + bars.least_height(min(len(view.outlook.answers), 9), PAPER)
    )
    lower = min(max(needed, 0.38 * body.height), 0.52 * body.height)
    _balance(figure, view, Box(body.x, body.y + lower + _GAP, left, body.height - lower - _GAP))
    _assumptions(figure, view, Box(body.x, body.y, half, lower))
    _bars(figure, view, Box(body.x + half + _GAP, body.y, half, lower))
    shares = _concentration_height(view, right)
    rows = _HEADING + row_count(view.projection) * TIGHT_ROW
    if rows + _GAP + shares <= body.height:
        _concentration(figure, view, Box(body.right - right, body.y, right, shares))
        _months(figure, view, Box(body.right - right, body.y + shares + _GAP, right, body.height - shares - _GAP))
    else:
        _months(figure, view, Box(body.right - right, body.y, right, body.height))


def _stack(figure: Figure, view: PageView, box: Box, *, shares: bool) -> None:
    """Draw assumptions, bars and, with `shares`, concentration below each other, as far as there is room."""
    text, chart, lowest = _side_parts(view, box.width)
    least = _HEADING + bars.least_height(min(5, len(view.outlook.answers)), PAPER)
    text = min(text, box.height)
    top = box.top - text
    _assumptions(figure, view, Box(box.x, top, box.width, text))
    room = top - box.y - _GAP
    if shares and room - lowest - _GAP >= least:
        _concentration(figure, view, Box(box.x, box.y, box.width, lowest))
        chart = min(chart, room - lowest - _GAP)
        _bars(figure, view, Box(box.x, top - _GAP - chart, box.width, chart))
    elif room >= least:
        chart = min(chart, room)
        _bars(figure, view, Box(box.x, top - _GAP - chart, box.width, chart))


def _side_parts(view: PageView, width: float) -> tuple[float, float, float]:
    """Return the natural heights of assumptions, bars and concentration."""
    count = len(view.outlook.answers)
    return (
        _assumptions_height(view, width),
        _HEADING + bars.natural_height(min(count, 9), PAPER),
        _concentration_height(view, width),
    )


def _header(figure: Figure, view: PageView, inner: Box) -> float:
    """Draw what the page is, whose, of what day and in what amounts; returns its height in points."""
    sheet = Sheet(figure, Box(inner.x, inner.top - _HEADER, inner.width, _HEADER))
    day = view.language.day(view.outlook.today)
    facts = {"currency": view.outlook.situation.settings.currency}
    if view.has_vat:
        amounts = view.language.gettext("Amounts in {currency}, VAT included").format(**facts)
    else:
        amounts = view.language.gettext("Amounts in {currency}, without VAT").format(**facts)
    upper, lower = _HEADER - 14.0, _HEADER - 28.0

    def beside(text: str, rest: str) -> str:
        # Measured after a letter: the space that the rest begins with would be cut.
        taken = width_of(amounts, _SIZE + 1) + width_of(f"…{rest}", _SIZE + 1) + 2 * _GAP
        return fit(text, inner.width - taken, _SIZE + 1)

    owner = view.owner.written(beside) if view.owner.known else view.title
    for baseline, left, right, size, bold in (
        (upper, view.language.gettext("Cash forecast"), day, 14.0, True),
        (lower, owner, amounts, _SIZE + 1, False),
    ):
        sheet.text(inner.width, baseline, right, _SIZE + 1, PAPER.soft, align="right")
        room = inner.width - width_of(right, _SIZE + 1) - 2 * _GAP
        sheet.text(0, baseline, fit(left, room, size, bold=bold), size, PAPER.ink, bold=bold)
    sheet.line((0, inner.width), (8, 8), PAPER.ink, 0.8)
    return _HEADER


def _footer(figure: Figure, view: PageView, box: Box) -> None:
    sheet = Sheet(figure, box)
    head = view.language.gettext("Head of the history: {head}").format(head=view.head) if view.head else ""
    text = "  ·  ".join(filter(None, (view.title if view.owner.known else "", head)))
    sheet.text(0, 2, fit(text, box.width - 60, _SIZE - 1), _SIZE - 1, PAPER.soft)
    sheet.text(box.width, 2, "1/1", _SIZE - 1, PAPER.soft, align="right")


def _results(figure: Figure, view: PageView, under: Box) -> float:
    """Draw the result as a sentence, and that as things stand; returns their height in points."""
    names = view.outlook.situation.client_names
    result = runway_sentences.result(view.language, view.projection, view.scenario, names)
    # Rather smaller than with one word alone on a second line.
    large = next(
        (size for size in (11.5, 11.0, 10.5, 10.0) if len(wrap(result, under.width, size, bold=True)) == 1), 10.5
    )
    texts = [(result, large, True, 4)]
    if view.supposes:
        stands = view.outlook.as_things_stand
        texts.append(
            (runway_sentences.result(view.language, stands.projection, stands.scenario, names), _SIZE + 1, False, 2)
        )
    lines = [
        (line, size, bold)
        for sentence, size, bold, most in texts
        for line in _at_most(wrap(sentence, under.width, size, bold=bold), most, under.width, size, bold=bold)
    ]
    height = sum(LEADING * size for _line, size, _bold in lines)
    sheet = Sheet(figure, Box(under.x, under.top - height, under.width, height))
    top = height
    for line, size, bold in lines:
        sheet.text(0, top - ASCENT * size, line, size, PAPER.ink, bold=bold)
        top -= LEADING * size
    return height


def _at_most(lines: list[str], most: int, room: float, size: float, *, bold: bool = False) -> list[str]:
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), room, size, bold=bold)]


def _headed(figure: Figure, box: Box, heading: str, *, beside: str = "") -> Box:
    """Draw a part's heading, with a note beside it at the right; returns the box left for the part."""
    sheet = Sheet(figure, Box(box.x, box.top - _HEADING, box.width, _HEADING))
    size = _SIZE + 1
    sheet.text(0, _HEADING - ASCENT * size, fit(heading, box.width, size, bold=True), size, PAPER.ink, bold=True)
    if beside:
        room = box.width - width_of(heading, size, bold=True) - _GAP
        note = fit(beside, room, _SIZE - 1)
        sheet.text(box.width, _HEADING - ASCENT * size, note, _SIZE - 1, PAPER.soft, align="right")
    return box._replace(height=box.height - _HEADING)


def _balance(figure: Figure, view: PageView, box: Box) -> None:
    situation = view.outlook.situation
    chart = BalanceView(
        view.language,
        view.outlook.as_things_stand.projection,
        situation.settings.currency,
        view.projection if view.supposes else None,
        runway_sentences.short_conditions(view.language, view.scenario, situation.client_names),
        view.past,
        situation.closure_windows,
        view.goal,
        situation.settings.goal_months,
    )
    heading = view.language.gettext("Savings, day by day")
    lines = view.language.gettext("thick line: at the end of each month · thin line: day by day")
    inside = _headed(figure, box, heading, beside=lines)
    BalanceChart(figure, inside).draw(chart, PAPER)


def _bars(figure: Figure, view: PageView, box: Box) -> None:
    answers = view.outlook.answers
    chosen = next((at for at, answer in enumerate(answers) if answer.scenario == view.scenario), None)
    shown = BarsView(
        view.language, answers, view.outlook.situation.settings.goal_months, chosen if view.supposes else None
    )
    inside = _headed(figure, box, view.language.gettext("Months of savings if…"))
    height = min(inside.height, bars.natural_height(len(answers), PAPER))
    inside = Box(inside.x - PAD, inside.top - height, inside.width + 2 * PAD, height)
    BarsChart(figure, inside).draw(shown, PAPER)


def _shares(view: PageView) -> ConcentrationView:
    dependent = view.outlook.situation.settings.dependent_percent
    return ConcentrationView(
        view.language,
        view.outlook.revenue,
        view.language.gettext("to be invoiced in the next 12 months, before VAT")
        if view.outlook.ranks_ahead
        else view.language.gettext("invoiced in the last 12 months, before VAT"),
        dependent,
        explained=True,
    )


def _concentration_height(view: PageView, width: float) -> float:
    return _HEADING + concentration.natural_height(_shares(view), width + 2 * PAD, PAPER)


def _concentration(figure: Figure, view: PageView, box: Box) -> None:
    inside = _headed(figure, box, view.language.gettext("Where the revenue comes from"))
    inside = Box(inside.x - PAD, inside.y, inside.width + 2 * PAD, inside.height)
    ConcentrationChart(figure, inside).draw(_shares(view), PAPER)


def _wrapped_assumptions(view: PageView, width: float) -> list[list[str]]:
    """Return each assumption as wrapped lines, at most three."""
    size = _SIZE - 0.5
    texts = assumptions(view.language, view.outlook.situation, view.scenario, view.projection, view.goal)
    return [_at_most(wrap(sentence, width, size), 3, width, size) for sentence in texts]


def _assumptions_height(view: PageView, width: float) -> float:
    return _HEADING + sum(len(lines) * _LINE + _BETWEEN for lines in _wrapped_assumptions(view, width))


def _assumptions(figure: Figure, view: PageView, box: Box) -> None:
    inside = _headed(figure, box, view.language.gettext("What is assumed"))
    sheet = Sheet(figure, inside)
    top = inside.height
    for lines in _wrapped_assumptions(view, inside.width):
        if top < len(lines) * _LINE:
            return
        for line in lines:
            sheet.text(0, top - ASCENT * (_SIZE - 0.5), line, _SIZE - 0.5, PAPER.ink)
            top -= _LINE
        top -= _BETWEEN


def _months(figure: Figure, view: PageView, box: Box) -> None:
    names = view.outlook.situation.client_names
    heading = view.language.gettext("Month by month, {if}").format(
        **{"if": runway_sentences.short_conditions(view.language, view.scenario, names)}
    )
    sheet = Sheet(figure, _headed(figure, box, heading))
    draw_months(sheet, view.language, view.projection, _SIZE - 0.5, has_vat=view.has_vat)
