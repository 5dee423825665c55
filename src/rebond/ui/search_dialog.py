"""The search across the whole journal, with results as one types."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rebond.domain.direction import joined
from rebond.domain.kinds import Entity
from rebond.domain.registry import BY_NAME, KINDS
from rebond.journal.queries.belonging import owners
from rebond.journal.search import Hit, search
from rebond.ui.session import Session
from rebond.ui.shared.after_frame import AfterFrame
from rebond.ui.shared.fields import TextField
from rebond.ui.shared.painting import ground, line
from rebond.ui.shared.theme import GRID, colours
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _

#: Rows to move for each key; by number, since a key such as "€" has no member in Qt.Key.
_STEPS = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_PageDown): 8, int(Qt.Key.Key_PageUp): -8}
Index = QModelIndex | QPersistentModelIndex
#: The number of results shown; if there are more, typing another letter is faster than scrolling.
_MOST = 50


_KIND, _EXCERPT, _OF = (Qt.ItemDataRole.UserRole + number for number in range(3))


class _HitDelegate(QStyledItemDelegate):
    """Paints a result: the kind of row, an excerpt of the text, and whose it is, each cut where there is no room."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        metrics: QFontMetrics = option.fontMetrics
        return QSize(0, metrics.height() + 2 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        ground(painter, option)
        font: QFont = option.font
        metrics = QFontMetrics(font)
        # One pixel more, since the width of a text is rounded.
        kinds = 1 + max(metrics.horizontalAdvance(_name(cls)) for cls in KINDS if cls.declared.searched)
        rect: QRect = option.rect.adjusted(2 * GRID, 0, -GRID, 0)
        line(painter, QRect(rect.left(), rect.top(), kinds, rect.height()), index.data(_KIND), font, colours().soft)
        rect = rect.adjusted(kinds + 2 * GRID, 0, 0, 0)
        of, excerpt = index.data(_OF), index.data(_EXCERPT)
        beside = min(metrics.horizontalAdvance(of), max(rect.width() // 2, rect.width() - _width(metrics, excerpt)))
        if of:
            place = QRect(rect.right() - beside, rect.top(), beside, rect.height())
            line(painter, place, of, font, colours().soft, right=True)
            rect = rect.adjusted(0, 0, -beside - 2 * GRID, 0)
        line(painter, rect, excerpt, font, colours().ink)
        painter.restore()


class SearchDialog(QDialog):
    """A search line with its results below; Enter goes to the selected one."""

    #: A result was chosen: its kind and id.
    chosen = Signal(str, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Search the journal"))
        self.resize(620, 420)
        self._session = session
        self._hits: tuple[Hit, ...] = ()
        self._line = TextField(_("A client, a word that was written, a contact, an invoice number…"))
        self._line.setAccessibleName(_("Search the journal"))
        self._found = QListWidget()
        self._found.setUniformItemSizes(True)
        self._found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._found.setItemDelegate(_HitDelegate(self._found))
        self._found.setAccessibleName(_("Found"))
        self._none = QLabel(_("Nothing of that in the journal."))
        self._none.setProperty("role", "soft")
        self._none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self._line)
        column.addWidget(self._none)
        column.addWidget(self._found, 1)
        column.addStretch()
        self._after_frame = AfterFrame(self, self._search)
        self._line.textChanged.connect(self._after_frame.ask)
        self._line.returnPressed.connect(self._choose)
        self._line.installEventFilter(self)
        self._found.itemActivated.connect(self._choose)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Move in the results with the arrow keys while the focus stays in the search line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            self._after_frame.catch_up()
            row = self._found.currentRow() + _STEPS[event.key()]
            self._found.setCurrentRow(max(0, min(row, self._found.count() - 1)))
            return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        text = self._line.text()
        with self._session.journal.read() as reader:
            self._hits = search(reader, text, limit=_MOST) if text.strip() else ()
            belonging = owners(reader, [(hit.kind, hit.id) for hit in self._hits])
        self._found.clear()
        for hit, names in zip(self._hits, belonging, strict=True):
            kind, excerpt, of = _name(BY_NAME[hit.kind]), " ".join(hit.excerpt.split()), joined(" · ", names)
            spoken = _("{kind}: {text}").format(kind=kind, text=excerpt)
            item = QListWidgetItem(f"{spoken} ({of})" if of else spoken, self._found)
            item.setToolTip(tip(item.text()))
            for role, shown in ((_KIND, kind), (_EXCERPT, excerpt), (_OF, of)):
                item.setData(role, shown)
        self._found.setCurrentRow(0)
        self._none.setVisible(bool(text.strip()) and not self._hits)
        self._found.setVisible(not self._none.isVisible())

    def _choose(self) -> None:
        self._after_frame.catch_up()
        row = self._found.currentRow()
        if 0 <= row < len(self._hits):
            hit = self._hits[row]
            self.accept()
            self.chosen.emit(hit.kind, hit.id)


def _width(metrics: QFontMetrics, excerpt: str) -> int:
    """Return the width of an excerpt with the gap beside it."""
    return metrics.horizontalAdvance(excerpt) + 2 * GRID


def _name(cls: type[Entity]) -> str:
    """Return the translated name of a kind."""
    return _(cls.declared.words.one)
