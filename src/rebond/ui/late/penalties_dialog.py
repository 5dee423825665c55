"""The penalty of an invoice to the day: its periods with rate, base and article, and where the tables of rates end."""

from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions import late_sentences
from rebond.domain.late.kinds import InvoiceState, LadderStep, LateRate
from rebond.domain.late.owed_invoice import OwedInvoice
from rebond.domain.late.penalty import Penalty, PenaltyPeriod
from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment
from rebond.domain.money.kinds import Settings
from rebond.journal.history import Change
from rebond.journal.queries.late import owed_invoice
from rebond.ui.late.late_wording import basis, penalty_of
from rebond.ui.session import Session
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: The kinds that a penalty follows from.
_BEARING = frozenset(
    kind.kind for kind in (Client, Invoice, InvoiceState, LadderStep, LateRate, Mission, Payment, Settings)
)


class PenaltiesDialog(QDialog):
    """Shows the penalty of one invoice, and leads to the rates and the ladder that it follows from."""

    def __init__(self, session: Session, invoice_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._invoice_id = session, invoice_id
        self._owed: OwedInvoice | None = None
        self.sum = _text("title")
        self.about = _text()
        self.table = RowTable(
            (_("First day"), _("Last day"), _("Days"), _("Unpaid"), _("Rate"), _("Which rate"), _("Article")),
            free=5, figures=(2, 3, 4), parent=self,
        )  # fmt: skip
        self.table.setAccessibleName(_("Periods of the penalty"))
        self.foot = _text("soft")
        self.rates = QPushButton(_("&Rates…"))
        self.ladder = QPushButton(_("&Ladder of reminders…"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button, run in ((self.rates, self._open_rates), (self.ladder, self._open_ladder)):
            button.setAutoDefault(False)
            button.clicked.connect(run)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (self.sum, self.about):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        column.addWidget(buttons)
        self.resize(QSize(980, 420).boundedTo(self.screen().availableSize() - QSize(4 * GRID, 8 * GRID)))
        self._load()
        session.changed.connect(self._on_changed)

    def _load(self) -> None:
        with self._session.journal.read() as reader:
            self._owed = owed_invoice(reader, self._invoice_id, self._session.today)
        if self._owed is None:
            self.reject()  # it was deleted, or asks for nothing any more
            return
        owed, today = self._owed, self._session.today
        number = owed.invoice.number or _("without number")
        self.setWindowTitle(_("Penalties: invoice {number}, {client}").format(number=number, client=owed.client.name))
        penalty = penalty_of(self._session, owed)
        settled = owed.settled(today)
        said = list(filter(None, late_sentences.sums(language(), penalty, self._currency, settled or today)))
        if not owed.days_late(today):
            said = [_("This invoice is not late.")]
        self.sum.setText(said[0] if said else "")
        self.about.setText("\n".join(said[1:]))
        self.about.setVisible(len(said) > 1)
        self.table.show_texts([self._texts(penalty, one) for one in penalty.periods])
        self.table.setVisible(bool(penalty.periods))
        self.foot.setText(
            "\n".join(filter(None, (late_sentences.law(language(), penalty.law), _limited(owed, penalty, today))))
        )
        self.rates.setEnabled(penalty.law is not None)

    def _texts(self, penalty: Penalty, one: PenaltyPeriod) -> tuple[str, ...]:
        article = late_sentences.article(language(), penalty.law, one.basis) if penalty.law else ""
        rate = language().rate(one.rate)
        return (
            language().day(one.first, "short"),
            language().day(one.last, "short"),
            str(one.days),
            language().money(one.base, self._currency),
            rate if one.known else _("{rate}, to be checked").format(rate=rate),
            basis(one.basis),
            article,
        )

    @property
    def _currency(self) -> str:
        return self._session.outlook.situation.settings.currency

    def _open_rates(self) -> None:
        from rebond.ui.late.rates_dialog import RatesDialog

        if self._owed:
            RatesDialog(self._session, self._owed.country, self).open()

    def _open_ladder(self) -> None:
        from rebond.ui.late.ladder_dialog import LadderDialog

        if self._owed:
            LadderDialog(self._session, self._owed.client.id, self._owed.country, self).open()

    def _on_changed(self, change: Change) -> None:
        if change.kinds & _BEARING:
            self._load()


def _limited(owed: OwedInvoice, penalty: Penalty, today: date) -> str:
    if penalty.law is None or owed.settled(today):
        return ""
    return late_sentences.limited(language(), penalty.law, owed.limitation(penalty.law), today)


def _text(role: str = "") -> QLabel:
    shown = QLabel()
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setWordWrap(True)
    if role:
        shown.setProperty("role", role)
    return shown
