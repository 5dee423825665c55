"""The model and the delegate of the list of missions."""

from collections.abc import Sequence
from typing import Any, TypedDict

from PySide6.QtCore import QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from rebond.domain.direction import joined
from rebond.journal.queries.listing import Listing
from rebond.journal.queries.missions import MissionLine, MissionOrder, mission_lines, missions_listing
from rebond.ui.missions.mission_wording import Standing, amount, standing
from rebond.ui.missions.state_painting import mark
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.tooltip import tip
from rebond.ui.shared.windowed import ROW, Index, WindowedModel

_ROLE = Qt.ItemDataRole
#: Item roles with the state and the amount that the delegate paints.
STANDING, AMOUNT = ROW + 1, ROW + 2
#: Pixels to the left of a row's text, for its mark.
_LEFT = 4 * GRID


class _Asked(TypedDict):
    """What the list is filtered and sorted by."""

    text: str
    order: MissionOrder
    ended: bool
    to_invoice: frozenset[int]


class MissionModel(WindowedModel):
    """The missions that match the search and the filter, in the selected order."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.text = ""
        self.order = MissionOrder.CLIENT
        self.ended = True
        self._to_invoice: frozenset[int] = frozenset()

    def read(self, limit: int, offset: int) -> Sequence[MissionLine]:
        asked = self._asked()
        with self.session.journal.read() as reader:
            return mission_lines(reader, self.session.today, **asked, limit=limit, offset=offset)

    def listing(self) -> Listing:
        return missions_listing(self.session.today, **self._asked())

    def told_by(self) -> object:
        return self._to_invoice, self.session.today

    def _asked(self) -> _Asked:
        self._to_invoice = frozenset(work.mission.id for work in self.session.outlook.not_invoiced)
        return {"text": self.text, "order": self.order, "ended": self.ended, "to_invoice": self._to_invoice}

    def show(self, row: MissionLine, column: int, role: int) -> Any:
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            _, word = self._standing(row)
            return joined(" · ", (*_names(row), word, self._amount(row)[1]))
        if role == _ROLE.ToolTipRole:
            return tip("\n".join(part for part in (*_names(row), self._amount(row)[1]) if part))
        if role == STANDING:
            return self._standing(row)
        if role == AMOUNT:
            return self._amount(row)[0]
        return None

    def _standing(self, row: MissionLine) -> tuple[Standing, str]:
        to_invoice = row.mission is not None and row.mission.id in self._to_invoice
        return standing(row, self.session.today, to_invoice=to_invoice)

    def _amount(self, row: MissionLine) -> tuple[str, str]:
        return amount(row, self.session.outlook.situation.settings.currency)


def _names(row: MissionLine) -> tuple[str, ...]:
    return (row.client.name, row.mission.name) if row.mission else (row.client.name,)


class MissionDelegate(RowDelegate):
    """Paints a mission: its client and its name, each on two lines where it is long, and its amount and state."""

    def width(self) -> int:
        return super().width() - _LEFT - GRID

    def measure(self, row: MissionLine, font: QFont, index: Index) -> QSize:
        width = self.width()
        names = painting.lines_height(row.client.name, painting.bold(font), width, most=2)
        if row.mission:
            names += painting.lines_height(row.mission.name, font, width, most=2)
        below = 1 if self._on_one_line(font, index, width) else 2
        return QSize(180, names + below * QFontMetrics(font).height() + 2 * GRID)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, row: MissionLine, index: Index) -> None:
        kind, word = index.data(STANDING)
        font = option.font
        rect: QRect = option.rect
        painter.save()
        painting.ground(painter, option)
        height = QFontMetrics(font).height()
        place = QRect(rect.left() + _LEFT, rect.top() + GRID - 1, self.width(), height)
        mark(painter, QPointF(rect.left() + 2 * GRID + 1, place.center().y() + 1), kind)
        ink = colours().soft if kind is Standing.ENDED else colours().ink
        place.translate(0, painting.lines(painter, place, row.client.name, painting.bold(font), ink, most=2))
        if row.mission:
            place.translate(0, painting.lines(painter, place, row.mission.name, font, ink, most=2))
        loud = colours().warm if kind is Standing.ATTENTION else colours().soft
        taken = painting.line(painter, place, index.data(AMOUNT), tabular(font), ink)
        if self._on_one_line(font, index, place.width()):
            painting.line(painter, place.adjusted(taken + GRID, 0, 0, 0), word, font, loud, right=True)
        else:
            painting.line(painter, place.translated(0, height), word, font, loud)
        painter.restore()

    def _on_one_line(self, font: QFont, index: Index, width: int) -> bool:
        """Return whether the state fits beside the amount."""
        amount, (_kind, word) = QFontMetrics(tabular(font)).horizontalAdvance(index.data(AMOUNT)), index.data(STANDING)
        return amount + GRID + QFontMetrics(font).horizontalAdvance(word) <= width
