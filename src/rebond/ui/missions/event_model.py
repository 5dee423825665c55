"""The model and the delegate of a mission's events."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from rebond.domain.agreements.kinds import Amendment
from rebond.domain.direction import joined
from rebond.domain.missions.kinds import Event
from rebond.journal.queries.attachments import names_of_events
from rebond.journal.queries.listing import Listing
from rebond.journal.queries.missions import events, events_listing
from rebond.sentences import label
from rebond.ui.missions import mission_wording, request_wording
from rebond.ui.missions.mission_wording import StateText
from rebond.ui.missions.state_painting import paperclip, tone_colour
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.windowed import ROW, Index, WindowedModel
from rebond.ui.speech import _, language, n_

_ROLE = Qt.ItemDataRole
#: The lines of a client's own words that are shown at most.
_REQUEST_LINES = 2
#: Item roles with what the delegate paints: texts, names of files, and the answer of a request as a `StateText`.
WHEN, ABOUT, HOURS, ENTERED, FILES, ANSWER = (ROW + place for place in range(1, 7))


class EventModel(WindowedModel):
    """The events of a mission, the newest first."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.mission_id = 0
        self.text = ""
        #: The names of the files of each event that has any, of those read so far.
        self._files: dict[int, tuple[str, ...]] = {}
        self._files_told = 0
        #: The numbers of the amendments that the events read are lines of, by id.
        self._numbers: dict[int, str] = {}

    def key(self, row: Event) -> int:
        return row.id

    def read(self, limit: int, offset: int) -> Sequence[Event]:
        with self.session.journal.read() as reader:
            found = events(reader, self.mission_id, text=self.text, limit=limit, offset=offset)
            names = names_of_events(reader, [event.id for event in found])
            in_amendments = {event.amendment_id for event in found if event.amendment_id}
            self._numbers |= {each.id: each.number for each in reader.among(Amendment, "id", in_amendments)}
        for event in found:
            if self._files.get(event.id, ()) != names.get(event.id, ()):
                self._files[event.id] = names.get(event.id, ())
                self._files_told += 1
        return found

    def told_by(self) -> object:
        return self._files_told

    def listing(self) -> Listing:
        return events_listing(self.mission_id, self.text)

    def show(self, row: Event, column: int, role: int) -> Any:
        if role == WHEN:
            return mission_wording.when(row, self.session.today)
        if role == ABOUT:
            # A request's answer says the scope.
            kind = label(language(), row.type)
            scope = "" if row.answer else mission_wording.scope(row.in_scope)
            if row.followed is not None:
                kind = f"{kind} · {_('followed') if row.followed else _('not followed')}"
            return kind if scope in kind else f"{kind} · {scope}"  # "demande hors devis" says it already
        if role == HOURS:
            return mission_wording.length(row.minutes) if row.minutes else ""
        if role == ENTERED:
            return _entered_later(row)
        if role == FILES:
            return self._files.get(row.id, ())
        if role == ANSWER:
            number = self._numbers.get(row.amendment_id or 0, "")
            return request_wording.answer_state(row, self.session.today, number)
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return self._said(row, column)
        return None

    def _said(self, row: Event, column: int) -> str:
        """Return all that a row shows as one line, for a screen reader."""
        answer = self.show(row, column, ANSWER)
        files = self._files.get(row.id, ())
        attached = n_("{count} file: {names}", "{count} files: {names}", len(files))
        parts = (
            row.text,
            request_wording.quoted(row.request) if row.request else "",
            *(self.show(row, column, part) for part in (WHEN, ABOUT, HOURS)),
            answer.text if answer else "",
            self.show(row, column, ENTERED),
            attached.format(count=len(files), names=joined(", ", files)) if files else "",
        )
        return joined(" · ", parts)


def _entered_later(event: Event) -> str:
    """Return the day on which an event was written down; empty when it is the day it happened."""
    try:
        written = datetime.fromisoformat(event.entered)
    except ValueError:
        return ""
    day = (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone().date()
    return "" if day == event.date else _("entered on {date}").format(date=language().day(day, "medium"))


class EventDelegate(RowDelegate):
    """Paints an event: day, kind, hours and answer, below them the text, and the client's own words.

    Work not agreed is in the warning colour.
    """

    def measure(self, row: Event, font: QFont, index: Index) -> QSize:
        width = self.width() - 4 * GRID
        text = painting.wrapped_height(row.text, font, width)
        if row.request:
            text += painting.lines_height(request_wording.quoted(row.request), font, width, _REQUEST_LINES)
        lines = 2 if index.data(FILES) else 1
        return QSize(160, lines * QFontMetrics(font).height() + text + 2 * GRID + 4)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, event: Event, index: Index) -> None:
        font: QFont = option.font
        rect: QRect = option.rect
        painter.save()
        painting.ground(painter, option)
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        top = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(font).height())
        state: StateText | None = index.data(ANSWER)
        rest = top.adjusted(0, 0, -(_paint_answer(painter, top, state, font) if state else 0), 0)
        right = painting.line(painter, rest, index.data(HOURS), tabular(font), colours().ink, right=True)
        rest = rest.adjusted(0, 0, -right - GRID, 0)
        figures = tabular(font)
        rest.setLeft(rest.left() + painting.line(painter, rest, index.data(WHEN), figures, colours().soft) + 2 * GRID)
        loud = colours().warm if event.in_scope is False else colours().soft
        rest.setLeft(rest.left() + painting.line(painter, rest, index.data(ABOUT), font, loud) + 2 * GRID)
        painting.line(painter, rest, index.data(ENTERED), font, colours().soft, right=True)
        below = inner.adjusted(0, top.height() + 4, 0, 0)
        painting.wrapped(painter, below, event.text, font, colours().ink)
        if event.request:
            below.setTop(below.top() + painting.wrapped_height(event.text, font, below.width()))
            words = request_wording.quoted(event.request)
            painting.lines(painter, below, words, font, colours().soft, most=_REQUEST_LINES)
        if files := index.data(FILES):
            last = QRect(inner.left(), inner.bottom() - top.height() + 1, inner.width(), top.height())
            paperclip(painter, QRect(last.left(), last.top(), last.height(), last.height()), colours().soft)
            last.setLeft(last.left() + last.height() + GRID // 2)
            named = joined(" · ", (str(len(files)), *files)) if len(files) > 1 else files[0]
            painting.line(painter, last, named, font, colours().soft)
        painter.restore()


def _paint_answer(painter: QPainter, rect: QRect, state: StateText, font: QFont) -> int:
    """Paint the answer of a request in a frame at the right end of `rect`; returns the width it takes, with a gap."""
    wide = min(QFontMetrics(font).horizontalAdvance(state.text), rect.width() // 2)
    frame = QRect(rect.right() - wide - GRID, rect.top() - 1, wide + GRID, rect.height() + 2)
    colour = tone_colour(state.tone)
    painter.setPen(QPen(QColor(colour), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 4, 4)
    painting.line(painter, frame.adjusted(GRID // 2, 0, -GRID // 2 + 1, 0), state.text, font, colour)
    return frame.width() + GRID
