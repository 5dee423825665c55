"""The models of the list of all invoices and of their sums, and the delegate of the clients' names."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rebond.domain.missions.standing import InvoiceStanding
from rebond.journal.queries.invoice_book import BookAsked, BookLine, BookSum, BookSums, book_lines, book_listing
from rebond.journal.queries.listing import Listing
from rebond.journal.queries.missions import InvoiceOrder
from rebond.sentences import label
from rebond.ui.late.late_wording import chip, told
from rebond.ui.late.owed_lines import with_owed
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.row_model import SmallTable, alignment
from rebond.ui.shared.theme import colours, tabular
from rebond.ui.shared.tooltip import tip
from rebond.ui.shared.windowed import Index, WindowedModel
from rebond.ui.speech import _, language, n_

_ROLE = Qt.ItemDataRole
_NO_PARENT = QModelIndex()
#: The columns, each with the order in which its header sorts; None for those that the journal cannot sort by.
COLUMNS: tuple[InvoiceOrder | None, ...] = (
    InvoiceOrder.CLIENT, InvoiceOrder.NUMBER, InvoiceOrder.ISSUED, InvoiceOrder.DUE, InvoiceOrder.AMOUNT,
    InvoiceOrder.VAT, InvoiceOrder.TOTAL, None, None, InvoiceOrder.STATE,
)  # fmt: skip
#: The positions of the columns of amounts.
FIGURES = frozenset(range(4, 9))
_STATE = len(COLUMNS) - 1
#: Pixels to the left and right of a cell's text.
PADDING = 3


class AllInvoicesModel(WindowedModel):
    """The invoices of all clients that match a filter; the database filters and sorts them."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.asked = BookAsked()
        self._font = tabular(QGuiApplication.font())
        self._titles = (
            _("Client"), _("Number"), _("Issued"), _("Due"), _("Before VAT"), _("VAT"), _("Incl. VAT"), _("Received"),
            _("Left to pay"), _("State"),
        )  # fmt: skip

    def read(self, limit: int, offset: int) -> Sequence[BookLine]:
        with self.session.journal.read() as reader:
            found = book_lines(reader, self.asked, self.session.today, limit=limit, offset=offset)
            return with_owed(reader, found, self.session.today)

    def listing(self) -> Listing:
        return book_listing(self.asked, self.session.today)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:  # noqa: N802
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return self._titles[section]
        return alignment(section in FIGURES) if role == _ROLE.TextAlignmentRole else None

    def show(self, row: BookLine, column: int, role: int) -> Any:
        if role == _ROLE.DisplayRole:
            return self.cells(row)[column]
        if role == _ROLE.TextAlignmentRole:
            return alignment(column in FIGURES)
        if role == _ROLE.FontRole:
            return self._struck() if row.invoice.cancelled and column in FIGURES else self._font
        if role == _ROLE.ForegroundRole:
            return _ink(row.standing, column)
        if role == _ROLE.ToolTipRole:
            cells = zip(self._titles, self.cells(row), strict=True)
            lines = [_("{title}: {figure}").format(title=title, figure=cell) for title, cell in cells]
            return tip("\n".join(filter(None, (*lines, *told(self.session, row.owed)))))
        return None

    def cells(self, row: BookLine) -> tuple[str, ...]:
        """Return the texts of a row, one for each column."""
        invoice, currency = row.invoice, self.session.outlook.situation.settings.currency
        amounts = (invoice.amount, invoice.vat, invoice.total, row.paid, row.left)
        return (
            row.client,
            invoice.number or "–",
            language().day(invoice.issued, "short"),
            language().day(invoice.due, "short"),
            *(language().money(amount, currency) if amount else "–" for amount in amounts),
            self._state(row),
        )

    def _state(self, row: BookLine) -> str:
        """Return what keeps it from being reminded of, which leaves no room for how late it is, or else that."""
        if held := chip(row.owed, self.session.today):
            return held
        if row.standing is InvoiceStanding.LATE:
            late = (self.session.today - row.invoice.due).days
            return n_("late by {count} day", "late by {count} days", late).format(count=late)
        return label(language(), row.standing)

    def _struck(self) -> QFont:
        font = QFont(self._font)
        font.setStrikeOut(True)
        return font


def _ink(standing: InvoiceStanding, column: int) -> QColor | None:
    shown = colours()
    if standing is InvoiceStanding.CANCELLED:
        return QColor(shown.soft)
    if column != _STATE:
        return None
    tones = {InvoiceStanding.LATE: shown.warm, InvoiceStanding.PAID: shown.good}
    return QColor(tones[standing]) if standing in tones else None


class SumsModel(SmallTable):
    """The sums of the invoices listed: of all of them, then by standing, then by year of issue."""

    figures = frozenset(range(1, 7))

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: tuple[tuple[str, BookSum], ...] = ()
        self._titles = (
            _("Sums"), _("Invoices"), _("Before VAT"), _("VAT"), _("Incl. VAT"), _("Received"), _("Left to pay"),
        )  # fmt: skip
        self._font = tabular(QGuiApplication.font())

    def show_sums(self, sums: BookSums) -> None:
        self.beginResetModel()
        self._rows = (
            (_("All, without cancelled ones"), sums.all),
            *((label(language(), standing), total) for standing, total in sums.by_standing.items()),
            *((str(year), total) for year, total in sums.by_year.items()),
        )
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def text(self, row: int, column: int) -> str:
        name, total = self._rows[row]
        currency = self._session.outlook.situation.settings.currency
        amounts = (total.amount, total.vat, total.total, total.paid, total.left)
        return (name, language().number(total.count), *(language().money(cents, currency) for cents in amounts))[column]

    def look(self, row: int, column: int, role: int) -> Any:
        if role == _ROLE.FontRole:
            font = QFont(self._font)
            font.setBold(row == 0)
            return font
        return None


class NameDelegate(QStyledItemDelegate):
    """Paints a name on two lines where it is too long for one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        name = str(index.data())
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        chosen = painting.has(option, QStyle.StateFlag.State_Selected)
        ink = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        place = option.rect.adjusted(PADDING + 1, 0, -PADDING - 1, 0)
        high = painting.lines_height(name, option.font, place.width(), most=2)
        place.setTop(place.top() + max(0, place.height() - high) // 2)
        painter.save()
        painting.lines(painter, place, name, option.font, option.palette.color(ink).name(), most=2)
        painter.restore()
