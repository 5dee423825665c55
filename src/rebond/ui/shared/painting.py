"""Painting shared by the list delegates: the background of a row, and text on one line or several."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from rebond.ui.shared.theme import GRID, colours

#: The pixels to the left and right of the text of a chip, together.
CHIP_SIDES = 2 * GRID - 4


def has(option: QStyleOptionViewItem, state: QStyle.StateFlag) -> bool:
    """Return whether the item to paint is in a state, such as selected."""
    return bool(option.state & state)


def ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool = True) -> None:
    """Paint the background of a row: a bar in the accent colour if selected, a frame if focused, a line below.

    Of a table's row, only the `first` cell has the bar.
    """
    rect: QRect = option.rect
    if has(option, QStyle.StateFlag.State_Selected):
        _fill(painter, rect, colours().raised)
        if first:
            _fill(painter, QRect(rect.left(), rect.top(), 3, rect.height()), colours().accent)
    elif has(option, QStyle.StateFlag.State_MouseOver):
        _fill(painter, rect, colours().window)
    painter.setPen(QColor(colours().line))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if has(option, QStyle.StateFlag.State_HasFocus):
        painter.setPen(QPen(QColor(colours().accent), 1))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


def _fill(painter: QPainter, rect: QRect, colour: str) -> None:
    """Fill a rectangle; not by `fillRect`, at whose first call PySide6 makes an enumeration of all Qt's gradients."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def bold(font: QFont) -> QFont:
    heavier = QFont(font)
    heavier.setWeight(QFont.Weight.DemiBold)
    return heavier


def line(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, *, right: bool = False) -> int:
    """Paint one line of text, with an ellipsis where it does not fit, and return its width in pixels."""
    metrics = QFontMetrics(font)
    shown = _elided(text, metrics, rect.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def chip(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    """Paint a short text in a rounded frame at the left of `rect`, as high as that is, with an ellipsis if too wide."""
    shown = colours()
    width = min(rect.width(), QFontMetrics(font).horizontalAdvance(text) + CHIP_SIDES)
    frame = QRectF(rect.left() + 0.5, rect.top() + 0.5, width - 1, rect.height() - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(shown.accent))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, GRID // 2, GRID // 2)
    inner = QRect(rect.left() + CHIP_SIDES // 2, rect.top(), width - CHIP_SIDES, rect.height())
    line(painter, inner, text, font, shown.ink)


def lines(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, *, most: int) -> int:
    """Paint a text from the top of `rect` on at most so many lines, the last with an ellipsis where it does not fit.

    Returns the height painted, in pixels, which is that of `lines_height`.
    """
    height = QFontMetrics(font).height()
    place = QRect(rect.left(), rect.top(), rect.width(), height)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = broken(text, font, rect.width(), most)
    for at, part in enumerate(shown):
        painter.drawText(place.translated(0, at * height), Qt.TextFlag.TextSingleLine, part)
    return height * len(shown)


def lines_height(text: str, font: QFont, width: int, most: int) -> int:
    """Return the height in pixels of a text on at most so many lines of a width in pixels."""
    return QFontMetrics(font).height() * len(broken(text, font, width, most))


def broken(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """Return the lines of a text, broken at spaces, or inside a word that is too wide; what exceeds the last is cut."""
    return _broken(text, font.toString(), width, most)


@lru_cache(maxsize=4096)
def _broken(text: str, font_text: str, width: int, most: int) -> tuple[str, ...]:
    """Cached, since a view asks for the size of every row at every letter of a search."""
    font = QFont()
    font.fromString(font_text)
    metrics = QFontMetrics(font)
    text = " ".join(text.split("\n"))
    if metrics.horizontalAdvance(text) <= width or most == 1:
        return (_elided(text, metrics, width),)
    shown = [""]
    words = text.split(" ")
    for at, word in enumerate(words):
        longer = f"{shown[-1]} {word}".lstrip(" ")
        if metrics.horizontalAdvance(longer) <= width:
            shown[-1] = longer
            continue
        if shown[-1] and len(shown) < most:
            shown.append("")
        rest = word
        while not shown[-1] and len(shown) < most and metrics.horizontalAdvance(rest) > width:
            fitting = max(1, sum(metrics.horizontalAdvance(rest[:end]) <= width for end in range(1, len(rest))))
            shown[-1], rest = rest[:fitting], rest[fitting:]
            shown.append("")
        if shown[-1] or metrics.horizontalAdvance(rest) > width:
            shown[-1] = " ".join(filter(None, (shown[-1], rest, *words[at + 1 :])))
            break
        shown[-1] = rest
    return tuple(_elided(part, metrics, width) for part in shown)


def _elided(text: str, metrics: QFontMetrics, width: int) -> str:
    if metrics.horizontalAdvance(text) <= width:  # else Qt may cut a text that is wider by a part of a pixel
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def wrapped_height(text: str, font: QFont, width: int) -> int:
    """Return the height in pixels of a text wrapped to a width in pixels."""
    return _layout(text, font, width)[1]


def wrapped(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
    """Paint a text on several lines, broken between words, or inside a word that is longer than a line."""
    layout, _height = _layout(text, font, rect.width())
    painter.setPen(QColor(colour))
    layout.draw(painter, QPointF(rect.topLeft()))


def _layout(text: str, font: QFont, width: int) -> tuple[QTextLayout, int]:
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, ceil(height)
