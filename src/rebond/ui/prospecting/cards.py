"""The delegates of contacts: a card on the board, a follow-up that is due, a cell of the table."""

from datetime import date

from PySide6.QtCore import QObject, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rebond.domain.prospecting.kinds import StageId
from rebond.journal.queries.contacts import ContactLine, ContactOrder
from rebond.ui.prospecting import contact_wording
from rebond.ui.prospecting.contact_model import ContactModel
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.windowed import ROW, Index

#: The most lines of a next step, and those of a name or of a cell of the table.
_STEP_LINES, _CELL_LINES = 6, 2
#: Pixels of a card's width beside its text.
_BESIDE_TEXT = 2 * GRID + 2


def _day(line: ContactLine, today: date) -> tuple[str, str]:
    """Return the text for the day of the next step, and its colour: the warning colour once it is late."""
    day = line.contact.next_date
    if day is None:
        return "", colours().soft
    return contact_wording.due(day, today), colours().warm if day < today else colours().soft


class _Rows(RowDelegate):
    """Base of the delegates of lists of contacts, for whom dates are seen from the session's day."""

    def __init__(self, session: Session, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._session = session


class CardDelegate(_Rows):
    """Paints a card: name, organisation and next step, each on a few lines, and its day."""

    def width(self) -> int:
        """Return the width of a column, narrow as it is, without room for a scroll bar that few columns have."""
        return self._view.viewport().width()

    def measure(self, row: ContactLine, font: QFont, index: Index) -> QSize:
        lines = len(self._lines(row, font, self.width() - _BESIDE_TEXT))
        return QSize(12 * GRID, lines * (QFontMetrics(font).height() + 2) + 3 * GRID - 2)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, line: ContactLine, index: Index) -> None:
        rect: QRect = option.rect
        shown = colours()
        chosen = painting.has(option, QStyle.StateFlag.State_Selected)
        focus = painting.has(option, QStyle.StateFlag.State_HasFocus)
        hovered = painting.has(option, QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(shown.base))
        painter.setPen(QPen(QColor(shown.accent if chosen or hovered else shown.line), 2 if focus else 1))
        painter.drawRoundedRect(QRectF(rect).adjusted(3, 3, -3, -2), 5, 5)
        height = QFontMetrics(option.font).height()
        place = QRect(rect.left() + GRID + 1, rect.top() + GRID + 3, rect.width() - _BESIDE_TEXT, height)
        for text, font, colour in self._lines(line, option.font, place.width()):
            painting.line(painter, place, text, font, colour)
            place = place.translated(0, height + 2)
        painter.restore()

    def _lines(self, line: ContactLine, plain: QFont, width: int) -> list[tuple[str, QFont, str]]:
        """Return the lines of a card, each with its font and its colour."""
        contact, shown, figures = line.contact, colours(), tabular(plain)
        day, day_colour = _day(line, self._session.today)
        parts = (
            (contact.name, painting.bold(plain), shown.ink, _CELL_LINES),
            (contact.organisation, plain, shown.soft, _CELL_LINES),
            (contact_wording.step(contact), figures, shown.ink, _STEP_LINES),
            (day, figures, day_colour, _CELL_LINES),
        )
        return [
            (part, font, colour)
            for text, font, colour, most in parts
            if text
            for part in painting.broken(text, font, width, most)
        ]


class DueDelegate(_Rows):
    """Paints a follow-up: the name, the next step on a few lines, and how late it is."""

    def measure(self, row: ContactLine, font: QFont, index: Index) -> QSize:
        taken = painting.lines_height(contact_wording.step(row.contact), font, self.width() - 3 * GRID, _STEP_LINES)
        return QSize(12 * GRID, 2 * QFontMetrics(font).height() + taken + 2 * GRID + 2)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, line: ContactLine, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        painting.ground(painter, option)
        height = QFontMetrics(option.font).height()
        first = QRect(rect.left() + 2 * GRID, rect.top() + GRID, rect.width() - 3 * GRID, height)
        painting.line(painter, first, line.contact.name, painting.bold(option.font), colours().ink)
        below = first.translated(0, height + 1)
        step = contact_wording.step(line.contact)
        below = below.translated(0, painting.lines(painter, below, step, option.font, colours().ink, most=_STEP_LINES))
        day, colour = _day(line, self._session.today)
        painting.line(painter, below, day, tabular(option.font), colour)
        painter.restore()


class CellDelegate(QStyledItemDelegate):
    """Paints a table cell: contacts won or lost in the soft colour, a late day in the warning colour."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        option.state &= ~QStyle.StateFlag.State_HasFocus
        painter.save()
        painting.ground(painter, option, first=index.column() == 0)
        if text := index.data():
            order = ContactModel.columns[index.column()]
            font = painting.bold(option.font) if order is ContactOrder.NAME else tabular(option.font)
            inner = rect.adjusted(GRID, 0, -GRID // 2, 0)
            height = painting.lines_height(text, font, inner.width(), _CELL_LINES)
            inner.setTop(inner.top() + max(0, inner.height() - height) // 2)
            painting.lines(painter, inner, text, font, self._ink(index.data(ROW), order), most=_CELL_LINES)
        painter.restore()

    def _ink(self, line: ContactLine, order: ContactOrder) -> str:
        if order is ContactOrder.NEXT_DATE:
            return _day(line, self._session.today)[1]
        over = line.contact.stage_id in (StageId.WON, StageId.LOST)
        quiet = over or order not in (ContactOrder.NAME, ContactOrder.NEXT_STEP)
        return colours().soft if quiet else colours().ink
