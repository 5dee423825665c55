"""The model and the delegate of what is due today."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from rebond.journal.queries.due import DueKind, DueLine, due_lines, due_listing
from rebond.journal.queries.listing import Listing
from rebond.ui.shared import painting
from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.windowed import ROW, Index, WindowedModel
from rebond.ui.speech import _, language, n_

_ROLE = Qt.ItemDataRole
#: Item roles with what the delegate paints: what is due, its day, how late it is, and whether it is late at all.
WHAT, DAY, STATE, LATE = ROW + 1, ROW + 2, ROW + 3, ROW + 4
#: The most lines of what is due.
_WHAT_LINES = 4


class TodayModel(WindowedModel):
    """Everything that is due, the earliest first."""

    def read(self, limit: int, offset: int) -> Sequence[DueLine]:
        with self.session.journal.read() as reader:
            return due_lines(reader, self.session.today, limit=limit, offset=offset)

    def listing(self) -> Listing:
        return due_listing(self.session.today)

    def show(self, row: DueLine, column: int, role: int) -> Any:
        if role == WHAT:
            return self._what(row)
        if role == DAY:
            return language().near_day(row.day, self.session.today)
        if role == STATE:
            return _state(row, self.session.today)
        if role == LATE:
            return row.day < self.session.today
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            day = language().day(row.day)
            text = " · ".join((row.who, self._what(row), day, _state(row, self.session.today)))
            return escape(text) if role == _ROLE.ToolTipRole else text
        return None

    def _what(self, row: DueLine) -> str:
        match row.kind:
            case DueKind.FOLLOW_UP:
                return row.what or _("follow up")
            case DueKind.LATE_INVOICE:
                left = language().money(row.left, self.session.outlook.situation.settings.currency)
                if row.what:
                    return _("Invoice {number}: {amount} left to pay").format(number=row.what, amount=left)
                return _("Invoice: {amount} left to pay").format(amount=left)
            case DueKind.CONTRACT_END:
                return _("{mission} ends").format(mission=row.what)
            case DueKind.MILESTONE:
                return _("Milestone: {name}").format(name=row.what)


def _state(row: DueLine, today: date) -> str:
    """Return what kind of thing is due and how late it is: `follow-up · 4 days late`."""
    kind = {
        DueKind.FOLLOW_UP: _("follow-up"),
        DueKind.LATE_INVOICE: _("late invoice"),
        DueKind.CONTRACT_END: _("deadline"),
        DueKind.MILESTONE: _("deadline"),
    }[row.kind]
    late = (today - row.day).days
    if late > 0:
        when = n_("{count} day late", "{count} days late", late).format(count=late)
    elif late:
        when = n_("in {count} day", "in {count} days", -late).format(count=-late)
    else:
        when = _("today")
    return f"{kind} · {when}"


class TodayDelegate(RowDelegate):
    """Paints a line: of whom with its day, what on as many lines as it needs, and how late it is."""

    def measure(self, row: DueLine, font: QFont, index: Index) -> QSize:
        height = QFontMetrics(font).height()
        what = painting.lines_height(index.data(WHAT), tabular(font), self.width() - 3 * GRID, _WHAT_LINES)
        return QSize(12 * GRID, 2 * height + what + 2 * GRID + 2)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, line: DueLine, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        painting.ground(painter, option)
        font, shown = option.font, colours()
        height = QFontMetrics(font).height()
        place = QRect(rect.left() + 2 * GRID, rect.top() + GRID, rect.width() - 3 * GRID, height)
        taken = painting.line(painter, place, index.data(DAY), tabular(font), shown.soft, right=True)
        painting.line(painter, place.adjusted(0, 0, -taken - GRID, 0), line.who, painting.bold(font), shown.ink)
        what = index.data(WHAT)
        below = place.translated(0, height + 1)
        taken = painting.lines(painter, below, what, tabular(font), shown.ink, most=_WHAT_LINES)
        below = below.translated(0, taken)
        painting.line(painter, below, index.data(STATE), font, shown.warm if index.data(LATE) else shown.soft)
        painter.restore()
