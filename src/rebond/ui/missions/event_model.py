"""The model and the delegate of a mission's events."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from rebond.domain.missions.kinds import Event
from rebond.journal.queries.listing import Listing
from rebond.journal.queries.missions import events, events_listing
from rebond.sentences import label
from rebond.ui.missions import mission_wording
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.windowed import ROW, Index, WindowedModel
from rebond.ui.speech import _, language

_ROLE = Qt.ItemDataRole
#: Item roles with the texts that the delegate paints.
WHEN, ABOUT, HOURS, ENTERED = (ROW + place for place in range(1, 5))


class EventModel(WindowedModel):
    """The events of a mission, the newest first."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.mission_id = 0
        self.text = ""

    def key(self, row: Event) -> int:
        return row.id

    def read(self, limit: int, offset: int) -> Sequence[Event]:
        with self.session.journal.read() as reader:
            return events(reader, self.mission_id, text=self.text, limit=limit, offset=offset)

    def listing(self) -> Listing:
        return events_listing(self.mission_id, self.text)

    def show(self, row: Event, column: int, role: int) -> Any:
        if role == WHEN:
            return mission_wording.when(row, self.session.today)
        if role == ABOUT:
            kind, scope = label(language(), row.type), mission_wording.scope(row.in_scope)
            return kind if scope in kind else f"{kind} · {scope}"  # "demande hors devis" says it already
        if role == HOURS:
            return mission_wording.length(row.minutes) if row.minutes else ""
        if role == ENTERED:
            return _entered_later(row)
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            parts = (self.show(row, column, part) for part in (WHEN, ABOUT, HOURS, ENTERED))
            return f"{row.text} · {' · '.join(part for part in parts if part)}"
        return None


def _entered_later(event: Event) -> str:
    """Return the day on which an event was written down; empty when it is the day it happened."""
    try:
        written = datetime.fromisoformat(event.entered)
    except ValueError:
        return ""
    day = (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone().date()
    return "" if day == event.date else _("entered on {date}").format(date=language().day(day, "medium"))


class EventDelegate(RowDelegate):
    """Paints an event: day, kind and hours, and the text below; work not agreed is in the warning colour."""

    def measure(self, row: Event, font: QFont, index: Index) -> QSize:
        text = painting.wrapped_height(row.text, font, self.width() - 4 * GRID)
        return QSize(160, QFontMetrics(font).height() + text + 2 * GRID + 4)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, event: Event, index: Index) -> None:
        font: QFont = option.font
        rect: QRect = option.rect
        painter.save()
        painting.ground(painter, option)
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        top = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(font).height())
        right = painting.line(painter, top, index.data(HOURS), tabular(font), colours().ink, right=True)
        rest = top.adjusted(0, 0, -right - GRID, 0)
        figures = tabular(font)
        rest.setLeft(rest.left() + painting.line(painter, rest, index.data(WHEN), figures, colours().soft) + 2 * GRID)
        loud = colours().warm if event.in_scope is False else colours().soft
        rest.setLeft(rest.left() + painting.line(painter, rest, index.data(ABOUT), font, loud) + 2 * GRID)
        painting.line(painter, rest, index.data(ENTERED), font, colours().soft, right=True)
        painting.wrapped(painter, inner.adjusted(0, top.height() + 4, 0, 0), event.text, font, colours().ink)
        painter.restore()
