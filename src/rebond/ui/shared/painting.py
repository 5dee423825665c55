"""What the delegates share: the ground of a row, and text on one line or on several."""

from math import ceil

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from rebond.ui.shared.theme import colours


def has(option: QStyleOptionViewItem, state: QStyle.StateFlag) -> bool:
    """Whether the item to paint is in that state."""
    return bool(option.state & state)


def ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool = True) -> None:
    """The background of a row: a bar in the accent when it is chosen, a line below, a frame with the keyboard.

    Of a table's row, only the `first` cell has the bar.
    """
    rect: QRect = option.rect
    if has(option, QStyle.StateFlag.State_Selected):
        painter.fillRect(rect, QColor(colours().raised))
        if first:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours().accent))
    elif has(option, QStyle.StateFlag.State_MouseOver):
        painter.fillRect(rect, QColor(colours().window))
    painter.setPen(QColor(colours().line))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if has(option, QStyle.StateFlag.State_HasFocus):
        painter.setPen(QPen(QColor(colours().accent), 1))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


def bold(font: QFont) -> QFont:
    found = QFont(font)
    found.setWeight(QFont.Weight.DemiBold)
    return found


def line(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, *, right: bool = False) -> int:
    """One line of text, elided where it does not fit; the width it took."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def wrapped_height(text: str, font: QFont, width: int) -> int:
    """The height of a text when it is wrapped at `width`."""
    return _layout(text, font, width)[1]


def wrapped(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
    """A text of several lines, broken between words, and within one only where it is longer than a line."""
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
