"""The concentration chart: one stacked bar of the clients' shares, with sentences below."""

from fractions import Fraction

from matplotlib.figure import Figure

from rebond.charts.measure import ASCENT, DESCENT, LEADING, fit, wrap
from rebond.charts.measure import width as width_of
from rebond.charts.sheet import PAD, Box, Sheet, cleared, whole
from rebond.charts.style import Style
from rebond.domain.money.concentration import Concentration
from rebond.domain.value_classes import dataclass
from rebond.language import Language

#: The gap between two shares, and the narrowest share with a segment of its own, in points.
_SEAM, _NARROWEST = 1.5, 4.0
#: The padding of the text inside a share, in points.
_INSIDE = 5.0
_MOST = 5
#: The distance from the bar to the text over it, and the height of the bar, as shares of the text size.
_LEADER, _BAR = 0.9, 2.4
_HEAD = LEADING + _LEADER + _BAR


@dataclass(frozen=True, slots=True)
class ConcentrationView:
    """The input of the concentration chart.

    `caption` names the amounts: "last 12 months, before VAT"; `dependent` is the percentage from which the largest
    share has the warning colour. `explained` adds a sentence on the HHI.
    """

    language: Language
    concentration: Concentration
    caption: str
    dependent: int = 50
    explained: bool = False


@dataclass(frozen=True, slots=True)
class _Segment:
    """A segment of the bar: the indexes of its clients, its name, share in percent, formatted percentage and box."""

    clients: tuple[int, ...]
    name: str
    share: Fraction
    percent: str
    box: Box

    def words(self, room: float, size: float, *, bold: bool) -> str:
        name = fit(self.name, room - width_of(f" {self.percent}", size, bold=bold), size, bold=bold)
        return f"{name} {self.percent}" if name else self.percent


#: A segment, the text over it, and the left end of the text.
_Over = tuple[_Segment, str, float]


class ConcentrationChart:
    """A concentration chart in a box of a figure, by default the whole figure."""

    def __init__(self, figure: Figure, box: Box | None = None) -> None:
        self.figure = figure
        self._box = box
        self._sheet: Sheet | None = None
        self._segments: tuple[_Segment, ...] = ()

    def draw(self, view: ConcentrationView, style: Style) -> None:
        """Draw everything anew for the figure's current size."""
        self.figure.set_facecolor(style.ground)
        sheet = self._sheet = cleared(self._sheet, self.figure, self._box or whole(self.figure))
        self._segments = ()
        size, width = style.size, sheet.width - 2 * PAD
        top = sheet.height - 2
        if view.concentration.shares and top > _HEAD * size:
            bar = Box(PAD, top - _HEAD * size, width, _BAR * size)
            self._segments = _draw_bar(sheet, view, bar, style)
            top = bar.y - 0.6 * size
        for sentence, text_size, bold, color in _sentences(view, style):
            for line in wrap(sentence, width, text_size, bold=bold):
                if top - LEADING * text_size < 0:
                    return
                sheet.text(PAD, top - ASCENT * text_size, line, text_size, color, bold=bold)
                top -= LEADING * text_size
            top -= 0.2 * text_size

    def segment_at(self, x: float, y: float) -> tuple[int, ...]:
        """Return the clients of the segment at a point in pixels, as indexes in `concentration.amounts`."""
        if self._sheet is None:
            return ()
        across, up = self._sheet.point_at(x, y)
        for segment in self._segments:
            box = segment.box
            if box.x <= across < box.right + _SEAM and box.y <= up <= box.top:
                return segment.clients
        return ()

    def segment_boxes(self) -> tuple[tuple[tuple[int, ...], Box], ...]:
        """Return (client indexes, box in pixels) of every segment from left to right."""
        if self._sheet is None:
            return ()
        return tuple((segment.clients, self._sheet.pixels(segment.box)) for segment in self._segments)


def natural_height(view: ConcentrationView, width: float, style: Style) -> float:
    """Return the height in points of the bar and all sentences at a width in points."""
    height = 2 + 0.6 * style.size + (_HEAD * style.size if view.concentration.shares else 0)
    for sentence, size, bold, _color in _sentences(view, style):
        height += (len(wrap(sentence, width - 2 * PAD, size, bold=bold)) * LEADING + 0.2) * size
    return height + DESCENT * style.size


def _sentences(view: ConcentrationView, style: Style) -> list[tuple[str, float, bool, str]]:
    size, revenue = style.size, view.concentration
    if (
        revenue.largest is None
        or revenue.hhi is None
        or revenue.effective_clients is None
        or revenue.three_largest is None
    ):
        none = view.language.gettext("No revenue to share out yet.")
        return [(none, size, False, style.ink), (view.caption, size - 1, False, style.soft)]
    clients = view.language.fixed(revenue.effective_clients)
    details = [view.language.gettext("largest {percent}").format(percent=view.language.percent(revenue.largest))]
    if len(revenue.shares) > 3:
        details.append(
            view.language.gettext("three largest {percent}").format(
                percent=view.language.percent(revenue.three_largest)
            )
        )
    details.append(view.language.gettext("HHI {index}").format(index=view.language.fixed(revenue.hhi, 0)))
    if len(revenue.shares) == 1:
        return [
            (view.language.gettext("You live on a single client."), size + 1, True, style.ink),
            (view.caption, size - 1, False, style.soft),
        ]
    form = view.language.plural(revenue.effective_clients)
    lives = view.language.ngettext("You live on {count} client.", "You live on {count} clients.", form).format(
        count=clients
    )
    index = view.language.gettext("HHI: sum of the squared percentages. One client: 10,000; four equal ones: 2,500.")
    return [
        (lives, size + 1, True, style.ink),
        (" · ".join(details), size, False, style.ink),
        (view.caption, size - 1, False, style.soft),
        *([(index, size - 1, False, style.soft)] if view.explained else []),
    ]


def _draw_bar(sheet: Sheet, view: ConcentrationView, bar: Box, style: Style) -> tuple[_Segment, ...]:
    """Draw as many segments as have room for their text, inside or over them, and return them."""
    count = len(view.concentration.shares)
    most = min(count, _MOST)
    for alone in range(most, 0, -1):
        segments = _segments(view, alone, bar)
        over = _over(segments, bar, style)
        narrow = any(segment.box.width < _NARROWEST for segment in segments)
        if (over is None or narrow) and alone > 1:
            continue
        _draw_segments(sheet, segments, over or [], view, style)
        return tuple(segments)
    return ()


def _segments(view: ConcentrationView, alone: int, bar: Box) -> list[_Segment]:
    shares = view.concentration.shares
    if len(shares) - alone == 1:
        alone = len(shares)
    parts: list[tuple[tuple[int, ...], str, Fraction]] = [
        ((at,), name, share) for at, (name, share) in enumerate(shares[:alone])
    ]
    rest = shares[alone:]
    if rest:
        others = view.language.ngettext("{count} other", "{count} others", len(rest)).format(count=len(rest))
        parts.append((tuple(range(alone, len(shares))), others, sum((share for _n, share in rest), Fraction())))
    segments, x = [], bar.x
    for clients, name, share in parts:
        wide = bar.width * float(share) / 100
        seam = _SEAM if x + wide < bar.right - 0.01 and wide > 2 * _SEAM else 0
        segments.append(
            _Segment(clients, name, share, view.language.percent(share), Box(x, bar.y, wide - seam, bar.height))
        )
        x += wide
    return segments


def _is_inside(segment: _Segment, size: float) -> bool:
    """Whether the segment has room for enough of its text inside."""
    room = segment.box.width - 2 * _INSIDE
    return room >= min(width_of(f"{segment.name} {segment.percent}", size, bold=True), 9 * size)


def _over(segments: list[_Segment], bar: Box, style: Style) -> list[_Over] | None:
    """Return the texts to draw over the bar and their left ends, left to right; None when they do not fit."""
    size = style.size
    outside = [segment for segment in segments if not _is_inside(segment, size)]
    widest = 14 * size
    while True:
        texts = [segment.words(widest, size, bold=False) for segment in outside]
        widths = [width_of(text, size) for text in texts]
        if sum(widths) + size * (len(widths) - 1) <= bar.width:
            break
        widest *= 0.9
        if widest < 7 * size:
            return None
    # Centre each text over its segment as far as the text before allows, then move back from the end of the bar.
    lefts, left = [], bar.x
    for segment, wide in zip(outside, widths, strict=True):
        left = max(left, segment.box.x + segment.box.width / 2 - wide / 2)
        lefts.append(left)
        left += wide + size
    right = bar.right
    for at in range(len(lefts) - 1, -1, -1):
        lefts[at] = min(lefts[at], right - widths[at])
        right = lefts[at] - size
    return list(zip(outside, texts, lefts, strict=True))


def _draw_segments(
    sheet: Sheet, segments: list[_Segment], over: list[_Over], view: ConcentrationView, style: Style
) -> None:
    size = style.size
    outside = {id(segment) for segment, _text, _left in over}
    for position, segment in enumerate(segments):
        box = segment.box
        if position == 0 and segment.share >= view.dependent:
            color, on = style.leaving, style.on_leaving
        else:
            color = style.shares[min(position, len(style.shares) - 1)]
            on = style.on_shares[min(position, len(style.shares) - 1)]
        sheet.block(box, color, 2)
        if id(segment) not in outside and _is_inside(segment, size):
            text = segment.words(box.width - 2 * _INSIDE, size, bold=True)
            baseline = box.y + box.height / 2 - 0.36 * size
            sheet.text(box.x + box.width / 2, baseline, text, size, on, bold=True, align="center")
    for segment, text, left in over:
        box = segment.box
        baseline = box.top + (DESCENT + _LEADER) * size
        sheet.text(left, baseline, text, size, style.ink)
        middle, wide = box.x + box.width / 2, width_of(text, size)
        start = min(max(middle, left + size / 2), left + wide - size / 2)
        sheet.line((start, middle), (box.top + (_LEADER - 0.1) * size, box.top + 1), style.soft, 0.7)
