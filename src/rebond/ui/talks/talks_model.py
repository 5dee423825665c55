"""The model and the delegate of the list of talks: planned ones first, then those held."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from rebond.domain.direction import joined
from rebond.domain.talks.advice import is_overdue
from rebond.domain.talks.kinds import Talk
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.missions import MissionLine
from rebond.journal.queries.talks import recapped, spoken_to, talks_of
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.tooltip import tip
from rebond.ui.shared.windowed import ROW, Index, WindowedModel
from rebond.ui.speech import language
from rebond.ui.talks import talk_wording

_ROLE = Qt.ItemDataRole
#: Item roles with what the delegate paints: what it is about and with whom, its day, and where it stands.
TITLE, DAY, STATE = ROW + 1, ROW + 2, ROW + 3


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk of the list, with whom it is held, and whether its recap was sent."""

    talk: Talk
    who: str
    recap: bool

    @property
    def key(self) -> int:
        return self.talk.id


class TalksModel(WindowedModel):
    """The talks of a mission or a client: few, and read at once."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.line: MissionLine | None = None

    def read(self, limit: int, offset: int) -> Sequence[TalkLine]:
        if self.line is None:
            return []
        mission_id = self.line.mission.id if self.line.mission else None
        with self.session.journal.read() as reader:
            talks = talks_of(reader, self.line.client.id, mission_id)
            names = spoken_to(reader, {talk.id for talk in talks})
            sent = recapped(reader, {talk.id for talk in talks if talk.held})
        return [TalkLine(talk, names.get(talk.id, ""), talk.id in sent) for talk in talks]

    def ask(self) -> None:
        self.beginResetModel()
        self._hold(self.read(-1, 0), complete=True)
        self.endResetModel()

    def refresh(self) -> None:
        self._follow(self.read(-1, 0), complete=True)

    def find(self, key: object) -> int | None:
        return self.place(key)

    def told_by(self) -> object:
        return self.session.today

    def planned(self) -> int:
        """Return the number of talks that are still to be held."""
        return sum(row.talk.held is None for row in self._rows)

    def overdue(self) -> int:
        return sum(is_overdue(row.talk, self.session.today) for row in self._rows)

    def show(self, row: TalkLine, column: int, role: int) -> Any:
        today = self.session.today
        if role == TITLE:
            return talk_wording.titled(row.talk, row.who)
        if role == DAY:
            return talk_wording.when(row.talk, today)
        if role == STATE:
            return talk_wording.state(row.talk, today, recap=row.recap)
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole):
            day = row.talk.held or row.talk.date
            texts = (self.show(row, column, TITLE), language().day(day) if day else "", self.show(row, column, STATE))
            text = joined(" · ", (*texts, " ".join(row.talk.aim.split())))
            return tip(text) if role == _ROLE.ToolTipRole else text
        return None


class TalksDelegate(RowDelegate):
    """Paints a talk: what it is about with its day, and below where it stands, an overdue one in the warning colour."""

    def measure(self, row: TalkLine, font: QFont, index: Index) -> QSize:
        return QSize(160, 2 * QFontMetrics(font).height() + 2 * GRID + 4)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, row: TalkLine, index: Index) -> None:
        painter.save()
        painting.ground(painter, option)
        font, shown = option.font, colours()
        rect: QRect = option.rect
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        top = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(font).height())
        model = index.model()
        assert isinstance(model, TalksModel)  # noqa: S101 - made for it
        late = is_overdue(row.talk, model.session.today)
        taken = painting.line(painter, top, index.data(DAY), tabular(font), shown.soft, right=True)
        held = row.talk.held is not None
        face = font if held else painting.bold(font)
        painting.line(painter, top.adjusted(0, 0, -taken - GRID, 0), index.data(TITLE), face, shown.ink)
        below = top.translated(0, top.height() + 4)
        loud = late or (held and not row.recap)
        painting.line(painter, below, index.data(STATE), font, shown.warm if loud else shown.soft)
        painter.restore()
