"""The delegates of contacts: a card on the board, a follow-up that is due, a cell of the table."""

from PySide6.QtCore import QObject, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rebond.domain.prospecting.kinds import StageId
from rebond.journal.queries.contacts import ContactLine, ContactOrder
from rebond.ui.prospecting import contact_wording
from rebond.ui.prospecting.contact_model import ContactModel
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.windowed import ROW, Index


class _Delegate(QStyledItemDelegate):
    """Base of the delegates of contacts, for whom dates are seen from the session's day."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def day(self, line: ContactLine) -> tuple[str, str]:
        """Return the text for the day of the next step, and its colour: the warning colour once it is late."""
        day = line.contact.next_date
        if day is None:
            return "", colours().soft
        today = self._session.today
        return contact_wording.due(day, today), colours().warm if day < today else colours().soft


class CardDelegate(_Delegate):
    """Paints a card: name, organisation, next step and its day on one line each."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        contact = index.data(ROW).contact
        # Counts the lines without wording them, since the view asks for the size of every card.
        lines = 1 + sum(map(bool, (contact.organisation, contact.next_step or contact.next_date, contact.next_date)))
        return QSize(12 * GRID, lines * (QFontMetrics(option.font).height() + 2) + 3 * GRID - 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ContactLine = index.data(ROW)
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
        place = QRect(rect.left() + GRID + 1, rect.top() + GRID + 3, rect.width() - 2 * GRID - 2, height)
        painting.line(painter, place, line.contact.name, painting.bold(option.font), shown.ink)
        for text, colour in self._under(line):
            place = place.translated(0, height + 2)
            painting.line(painter, place, text, tabular(option.font), colour)
        painter.restore()

    def _under(self, line: ContactLine) -> list[tuple[str, str]]:
        """Return the lines below the name with their colours, without empty ones."""
        contact, shown = line.contact, colours()
        lines = [(contact.organisation, shown.soft), (contact_wording.step(contact), shown.ink), self.day(line)]
        return [(text, colour) for text, colour in lines if text]


class DueDelegate(_Delegate):
    """Paints a follow-up on two lines: the name; the next step, and how late it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(12 * GRID, 2 * (QFontMetrics(option.font).height() + 2) + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ContactLine = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painting.ground(painter, option)
        height = QFontMetrics(option.font).height()
        first = QRect(rect.left() + 2 * GRID, rect.top() + GRID, rect.width() - 3 * GRID, height)
        painting.line(painter, first, line.contact.name, painting.bold(option.font), colours().ink)
        second = first.translated(0, height + 2)
        day, colour = self.day(line)
        taken = painting.line(painter, second, day, tabular(option.font), colour, right=True)
        step = second.adjusted(0, 0, -taken - GRID, 0)
        painting.line(painter, step, contact_wording.step(line.contact), option.font, colours().soft)
        painter.restore()


class CellDelegate(_Delegate):
    """Paints a table cell: contacts won or lost in the soft colour, a late day in the warning colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        option.state &= ~QStyle.StateFlag.State_HasFocus
        painter.save()
        painting.ground(painter, option, first=index.column() == 0)
        if text := index.data():
            order = ContactModel.columns[index.column()]
            font = painting.bold(option.font) if order is ContactOrder.NAME else tabular(option.font)
            painting.line(painter, rect.adjusted(GRID, 0, -GRID // 2, 0), text, font, self._ink(index.data(ROW), order))
        painter.restore()

    def _ink(self, line: ContactLine, order: ContactOrder) -> str:
        if order is ContactOrder.NEXT_DATE:
            return self.day(line)[1]
        over = line.contact.stage_id in (StageId.WON, StageId.LOST)
        quiet = over or order not in (ContactOrder.NAME, ContactOrder.NEXT_STEP)
        return colours().soft if quiet else colours().ink
