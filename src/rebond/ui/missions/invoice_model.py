"""The model and the delegate of the table of invoices."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rebond.domain.money.receipts import PaymentDates
from rebond.domain.money.scenario import AS_THINGS_STAND
from rebond.journal.queries.listing import Listing
from rebond.journal.queries.missions import InvoiceLine, InvoiceOrder, invoices, invoices_listing
from rebond.ui.missions import mission_wording
from rebond.ui.missions.state_painting import tone_colour
from rebond.ui.session import Session
from rebond.ui.shared import painting
from rebond.ui.shared.painting import CHIP_SIDES
from rebond.ui.shared.theme import GRID, colours, tabular
from rebond.ui.shared.tooltip import tip
from rebond.ui.shared.windowed import Index, WindowedModel
from rebond.ui.speech import _, language

_ROLE = Qt.ItemDataRole
#: Each cell has two lines, so that everything about an invoice fits beside the mission's summary.
COLUMNS = (
    InvoiceOrder.NUMBER, InvoiceOrder.AMOUNT, InvoiceOrder.TOTAL, InvoiceOrder.ISSUED, InvoiceOrder.STATE,
)  # fmt: skip
_FIGURES = {InvoiceOrder.AMOUNT, InvoiceOrder.TOTAL}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NO_PARENT = QModelIndex()
#: The lines that a row has room for.
_STATE_LINES = 2
#: The pixels to the left and right of a cell's text, together.
_SIDES = 2 * GRID - 2


class InvoiceModel(WindowedModel):
    """The invoices of a mission or a client, one a row; the database sorts them."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.client_id = 0
        self.mission_id: int | None = None
        self.text = ""
        self.order = InvoiceOrder.ISSUED
        self.descending = True
        self._payers: PaymentDates | None = None
        self._font = tabular(QGuiApplication.font())

    def read(self, limit: int, offset: int) -> Sequence[InvoiceLine]:
        from rebond.ui.late.owed_lines import with_owed

        self._payers = PaymentDates(self.session.outlook.situation, AS_THINGS_STAND, self.session.today)
        with self.session.journal.read() as reader:
            found = invoices(
                reader, self.client_id, self.mission_id, text=self.text, order=self.order,
                descending=self.descending, limit=limit, offset=offset,
            )  # fmt: skip
            return with_owed(reader, found, self.session.today)

    def listing(self) -> Listing:
        return invoices_listing(
            self.client_id, self.mission_id, text=self.text, order=self.order, descending=self.descending
        )

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == _ROLE.DisplayRole:
            return _heading(column)
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if column in _FIGURES else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Run the query anew in another order."""
        self.order, self.descending = COLUMNS[column], order is Qt.SortOrder.DescendingOrder
        if self.client_id:
            self.ask()

    def show(self, row: InvoiceLine, column: int, role: int) -> Any:
        kind = COLUMNS[column]
        if role == _ROLE.DisplayRole:
            return self._text(row, kind)
        if role == _ROLE.TextAlignmentRole and kind in _FIGURES:
            return _RIGHT
        if role == _ROLE.ForegroundRole:
            if row.invoice.cancelled:
                return QColor(tone_colour(mission_wording.Tone.SOFT))
            return QColor(tone_colour(self._state(row).tone)) if kind is InvoiceOrder.STATE else None
        if role == _ROLE.FontRole:
            return self._struck() if row.invoice.cancelled and kind is not InvoiceOrder.STATE else self._font
        if role == _ROLE.ToolTipRole:
            return tip(self._told(row))
        return None

    def _text(self, row: InvoiceLine, kind: InvoiceOrder) -> str:
        """Return the lines of a cell: what its column names, and below it what belongs to it."""
        invoice, today = row.invoice, self.session.today
        currency = self.session.outlook.situation.settings.currency
        match kind:
            case InvoiceOrder.NUMBER:
                return _two_lines(invoice.number or "–", self._billed(row))
            case InvoiceOrder.AMOUNT:
                vat = _("VAT {amount}").format(amount=language().money(invoice.vat, currency))
                return _two_lines(language().money(invoice.amount, currency), vat if invoice.vat else _("no VAT"))
            case InvoiceOrder.TOTAL:
                is_open = row.rest and not invoice.settled and not invoice.cancelled
                left = _("{amount} left").format(amount=language().money(row.rest, currency))
                return _two_lines(language().money(invoice.total, currency), left if is_open else "")
            case InvoiceOrder.ISSUED:
                due = _("due {date}").format(date=language().near_day(invoice.due, today))
                return _two_lines(language().near_day(invoice.issued, today), due)
            case _:
                chip = self._chip(row)
                return _two_lines(self._state(row, brief=bool(chip)).text, chip)

    def _chip(self, row: InvoiceLine) -> str:
        from rebond.ui.late.late_wording import chip

        return chip(row.owed, self.session.today)

    def _billed(self, row: InvoiceLine) -> str:
        if row.invoice.month:
            return language().month(row.invoice.month, "short")
        if row.milestone:
            return row.milestone
        return _("no mission") if self.mission_id and not row.invoice.mission_id else ""

    def _state(self, row: InvoiceLine, *, brief: bool = False) -> mission_wording.StateText:
        return mission_wording.state(row, self.session.today, self._expected(row), brief=brief)

    def _expected(self, row: InvoiceLine) -> date | None:
        return self._payers.invoice_day(row.invoice) if self._payers else None

    def _told(self, row: InvoiceLine) -> str:
        currency = self.session.outlook.situation.settings.currency
        lines = [
            mission_wording.invoice_name(row),
            row.mission or _("of no mission"),
            row.milestone,
            self._state(row).text,
        ]
        if row.paid:
            paid, total = language().money(row.paid, currency), language().money(row.invoice.total, currency)
            lines.append(_("{paid} paid of {total}").format(paid=paid, total=total))
        if row.owed:
            from rebond.ui.late.late_wording import told

            lines += told(self.session, row.owed)
        lines.append(row.invoice.note)
        return "\n".join(text for text in lines if text)

    def _struck(self) -> QFont:
        font = QFont(self._font)
        font.setStrikeOut(True)
        return font


def _two_lines(first: str, second: str) -> str:
    return f"{first}\n{second}" if second else first


def _heading(column: InvoiceOrder) -> str:
    return {
        InvoiceOrder.NUMBER: _("Number"),
        InvoiceOrder.AMOUNT: _("Before VAT"),
        InvoiceOrder.TOTAL: _("Incl. VAT"),
        InvoiceOrder.ISSUED: _("Issued"),
        InvoiceOrder.STATE: _("State"),
    }[column]


def _on_two_lines(text: str, font: QFont) -> int:
    """Return a width in pixels in which a text is whole on two lines, and hardly a greater one than it needs."""
    metrics = QFontMetrics(font)
    width = max(10 * GRID, *map(metrics.horizontalAdvance, text.split(" ")))
    while len(painting.broken(text, font, width, most=len(text))) > _STATE_LINES:
        width += GRID
    return width


class InvoiceDelegate(QStyledItemDelegate):
    """Paints a cell of two lines, the second in the soft colour; the state is wrapped."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        self.initStyleOption(option, index)
        metrics = QFontMetrics(option.font)
        width = max(metrics.horizontalAdvance(line) for line in str(index.data()).split("\n")) + _SIDES + 2
        if COLUMNS[index.column()] is InvoiceOrder.STATE:
            state, _newline, chip = str(index.data()).partition("\n")
            width = metrics.horizontalAdvance(state) if chip else _on_two_lines(state, option.font)
            width = max(width, metrics.horizontalAdvance(chip) + CHIP_SIDES if chip else 0) + _SIDES + 2
        return QSize(width, 2 * metrics.height() + GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        painter.save()
        painting.ground(painter, option, first=index.column() == 0)
        inner = option.rect.adjusted(_SIDES // 2, 0, -_SIDES // 2, 0)
        colour = option.palette.color(QPalette.ColorRole.Text).name()
        column, line_height = COLUMNS[index.column()], QFontMetrics(option.font).height()
        if column is InvoiceOrder.STATE and "\n" in str(index.data()):
            state, _newline, chip = str(index.data()).partition("\n")
            inner.setTop(inner.top() + (inner.height() - 2 * line_height) // 2)
            inner.setHeight(line_height)
            painting.line(painter, inner, state, option.font, colour)
            painting.chip(painter, inner.translated(0, line_height), chip, option.font)
        elif column is InvoiceOrder.STATE:
            height = painting.lines_height(option.text, option.font, inner.width(), _STATE_LINES)
            inner.setTop(inner.top() + max(0, inner.height() - height) // 2)
            painting.lines(painter, inner, option.text, option.font, colour, most=_STATE_LINES)
        else:
            texts = str(index.data()).split("\n")
            inner.setTop(inner.top() + (inner.height() - 2 * line_height) // 2)
            inner.setHeight(line_height)
            for at, text in enumerate(texts):
                place = inner.translated(0, at * line_height)
                ink = colours().soft if at else colour
                painting.line(painter, place, text, option.font, ink, right=column in _FIGURES)
        painter.restore()
