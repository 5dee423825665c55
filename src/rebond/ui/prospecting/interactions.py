"""The list of interactions with the selected contact, the latest first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from rebond.domain.direction import joined
from rebond.domain.prospecting.kinds import Interaction
from rebond.journal.queries.contacts import interactions, interactions_listing
from rebond.journal.queries.listing import Listing
from rebond.ui.prospecting import contact_wording, views
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.row_delegate import RowDelegate
from rebond.ui.shared.row_list import RowList
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.windowed import Index, WindowedModel
from rebond.ui.speech import _

_ROLE = Qt.ItemDataRole


class InteractionModel(WindowedModel):
    """The interactions with a contact, the latest first."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.contact_id = 0

    def key(self, row: Interaction) -> int:
        return row.id

    def read(self, limit: int, offset: int) -> Sequence[Interaction]:
        with self.session.journal.read() as reader:
            return interactions(reader, self.contact_id, limit=limit, offset=offset)

    def listing(self) -> Listing:
        return interactions_listing(self.contact_id)

    def show(self, row: Interaction, column: int, role: int) -> Any:
        if role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return joined(" · ", (contact_wording.last(row, self.session), row.text))
        return None


class _InteractionDelegate(RowDelegate):
    """Paints an interaction: day and channel on one line, the text wrapped below."""

    def __init__(self, session: Session, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._session = session

    def measure(self, row: Interaction, font: QFont, index: Index) -> QSize:
        height = QFontMetrics(font).height()
        if row.text:
            height += painting.wrapped_height(row.text, font, self.width() - 3 * GRID) + 2
        return QSize(120, height + 2 * GRID)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, interaction: Interaction, index: Index) -> None:
        font: QFont = option.font
        rect: QRect = option.rect
        painter.save()
        painting.ground(painter, option)
        inner = rect.adjusted(GRID + 4, GRID, -GRID, -GRID)
        top = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(font).height())
        channel = contact_wording.channel(interaction, self._session)
        taken = painting.line(painter, top, channel, font, colours().soft, right=True)
        day = contact_wording.near_day(interaction.date, self._session.today)
        painting.line(painter, top.adjusted(0, 0, -taken - GRID, 0), day, tabular(font), colours().soft)
        painting.wrapped(painter, inner.adjusted(0, top.height() + 2, 0, 0), interaction.text, font, colours().ink)
        painter.restore()


class Interactions(RowList):
    """The list of interactions; editing and deleting are emitted as signals that the tab handles."""

    edit_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = InteractionModel(session, self)
        self.setAccessibleName(_("Contacts logged"))
        self.show_rows(self.rows, _InteractionDelegate(session, self))
        views.command(self, _("Ed&it…"), self._on_edit, "F2", "Return", "Enter")
        views.command(self, _("&Delete"), self._on_delete, "Del")
        self.doubleClicked.connect(self._on_edit)

    def show_contact(self, contact_id: int) -> None:
        """Show the interactions with a contact."""
        if contact_id != self.rows.contact_id:
            self.rows.contact_id = contact_id
            self.rows.ask()
        else:
            self.rows.refresh()

    def reveal(self, interaction: Interaction) -> None:
        """Select an interaction."""
        place = self.rows.find(interaction.id)
        if place is not None:
            index = self.rows.index(place, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.setFocus()

    def _on_edit(self) -> None:
        if self.currentIndex().isValid():
            self.edit_wanted.emit(self.rows.at(self.currentIndex().row()))

    def _on_delete(self) -> None:
        if self.currentIndex().isValid():
            self.delete_wanted.emit(self.rows.at(self.currentIndex().row()))
