"""The model and the delegate of the agenda: what is late, due today and ahead, below the headings of its parts."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from rebond.actions.agenda_sentences import state, what
from rebond.domain.agenda.entries import AgendaEntry, When
from rebond.domain.direction import joined
from rebond.domain.names import folded
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.agenda import load_agenda
from rebond.sentences import label
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.row_model import Index
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.tooltip import tip
from rebond.ui.shared.windowed import ROW, WindowedModel
from rebond.ui.speech import _, language

_ROLE = Qt.ItemDataRole
#: Item roles with what the delegate paints: of whom an entry is, what is due, its day, and how late it is.
WHO, WHAT, DAY, STATE = ROW + 1, ROW + 2, ROW + 3, ROW + 4
#: The most lines of what is due.
_WHAT_LINES = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part of the agenda, and the number of entries below it."""

    when: When
    count: int

    @property
    def key(self) -> tuple[str, str]:
        return ("heading", self.when.value)


class TodayModel(WindowedModel):
    """The whole agenda, the earliest first: it is short enough to be read at once."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        #: The id of the only mission whose entries are shown; None for all.
        self.mission_id: int | None = None
        #: The missions that any entry is of: `client · mission` by id, in order of the names.
        self.missions: dict[int, str] = {}

    def read(self, limit: int, offset: int) -> Sequence[Heading | AgendaEntry]:
        """Return all rows: `ask` and `refresh` want no less."""
        with self.session.journal.read() as reader:
            entries = load_agenda(reader, self.session.outlook)
        names = {entry.mission_id: f"{entry.client} · {entry.mission}" for entry in entries if entry.mission}
        self.missions = {row_id: name for row_id, name in sorted(names.items(), key=_by_name) if row_id is not None}
        if self.mission_id not in self.missions:
            self.mission_id = None
        today = self.session.today
        rows: list[Heading | AgendaEntry] = []
        shown = [entry for entry in entries if self.mission_id in (None, entry.mission_id)]
        for when, of_it in groupby(shown, key=lambda entry: entry.when(today)):
            part = list(of_it)
            rows += (Heading(when, len(part)), *part)
        return rows

    def ask(self) -> None:
        self.beginResetModel()
        self._hold(self.read(-1, 0), complete=True)
        self.endResetModel()

    def refresh(self) -> None:
        self._follow(self.read(-1, 0), complete=True)

    def find(self, key: object) -> int | None:
        return self.place(key)

    def count(self) -> int:
        """Return the number of entries."""
        return sum(isinstance(row, AgendaEntry) for row in self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over by the keyboard."""
        if index.isValid() and isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def show(self, row: Heading | AgendaEntry, column: int, role: int) -> Any:
        if isinstance(row, Heading):
            return f"{label(language(), row.when)} ({row.count})" if role == _ROLE.DisplayRole else None
        today = self.session.today
        if role == WHO:
            return row.contact or row.client or _("To do")
        if role == WHAT:
            return what(language(), row, self.session.outlook.situation.settings.currency)
        if role == DAY:
            return language().near_day(row.date, today) if row.date else ""
        if role == STATE:
            of = row.mission if row.mission not in self.show(row, column, WHAT) else ""
            return joined(" · ", (state(language(), row, today), of))
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            day = language().day(row.date) if row.date else ""
            parts = (self.show(row, column, WHO), self.show(row, column, WHAT), day, self.show(row, column, STATE))
            text = joined(" · ", parts)
            return tip(text) if role == _ROLE.ToolTipRole else text
        return None


def _by_name(named: tuple[int | None, str]) -> tuple[str, int]:
    return folded(named[1]), named[0] or 0


class TodayDelegate(RowDelegate):
    """Paints an entry: of whom with its day, what on as many lines as it needs, and how late it is."""

    def measure(self, row: Heading | AgendaEntry, font: QFont, index: Index) -> QSize:
        height = QFontMetrics(font).height()
        if isinstance(row, Heading):
            return QSize(12 * GRID, height + 2 * GRID)
        what_height = painting.lines_height(index.data(WHAT), tabular(font), self.width() - 3 * GRID, _WHAT_LINES)
        return QSize(12 * GRID, 2 * height + what_height + 2 * GRID + 2)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, row: Heading | AgendaEntry, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, Heading):
            self._draw_heading(painter, option, row, index)
            painter.restore()
            return
        painting.ground(painter, option)
        font, shown = option.font, colours()
        height = QFontMetrics(font).height()
        place = QRect(rect.left() + 2 * GRID, rect.top() + GRID, rect.width() - 3 * GRID, height)
        taken = painting.line(painter, place, index.data(DAY), tabular(font), shown.soft, right=True)
        painting.line(painter, place.adjusted(0, 0, -taken - GRID, 0), index.data(WHO), painting.bold(font), shown.ink)
        below = place.translated(0, height + 1)
        taken = painting.lines(painter, below, index.data(WHAT), tabular(font), shown.ink, most=_WHAT_LINES)
        model = index.model()
        assert isinstance(model, TodayModel)  # noqa: S101 - made for it
        late = row.is_late(model.session.today)
        painting.line(painter, below.translated(0, taken), index.data(STATE), font, shown.warm if late else shown.soft)
        painter.restore()

    def _draw_heading(self, painter: QPainter, option: QStyleOptionViewItem, row: Heading, index: Index) -> None:
        font, shown = painting.bold(option.font), colours()
        height = QFontMetrics(font).height()
        rect: QRect = option.rect
        place = QRect(rect.left() + GRID, rect.bottom() - height - GRID // 2, rect.width() - 2 * GRID, height)
        painting.line(painter, place, index.data(), font, shown.warm if row.when is When.LATE else shown.soft)
