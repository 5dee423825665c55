"""The window "Routes open to you": the questions at the top, below them the routes to the payment of an invoice."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions.route_sentences import limited
from rebond.actions.routes import UnpaidInvoice, claim_for, found_routes, route_table, unpaid_invoice
from rebond.domain.late.kinds import InvoiceState
from rebond.domain.missions.kinds import Client, Invoice, Payment
from rebond.domain.money.kinds import Settings
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.ui.refusals import sentences
from rebond.ui.routes.route_cards import RouteCards
from rebond.ui.routes.route_questions import RouteQuestions
from rebond.ui.session import Session
from rebond.ui.shared.elided import Elided
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: The kinds of rows that the routes are read from.
_READ = frozenset(one.kind for one in (Settings, Client, Invoice, Payment, InvoiceState))


def open_routes_window(session: Session, invoice_id: int, parent: QWidget) -> None:
    """Open the window of the routes to the payment of an invoice."""
    try:
        with session.journal.read() as reader:
            unpaid = unpaid_invoice(reader, invoice_id, session.today)
    except Refused as refused:
        session.message.emit(sentences(refused))
        return
    RoutesWindow(session, unpaid, parent).open()


class RoutesWindow(QDialog):
    """Shows which routes are open, and follows the answers and every change of the journal."""

    def __init__(self, session: Session, unpaid: UnpaidInvoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Routes open to you"))
        self._session, self._unpaid = session, unpaid
        self.subject = Elided("title")
        self.limited = QLabel()
        self.limited.setTextFormat(Qt.TextFormat.PlainText)
        self.limited.setProperty("role", "warning")
        self.limited.setWordWrap(True)
        self.questions = RouteQuestions(session)
        self.cards = RouteCards()
        self.notice = QLabel()
        self.notice.setProperty("role", "soft")
        self.notice.setWordWrap(True)
        self._lay_out()
        self.questions.changed.connect(self._show)
        self.cards.letter_wanted.connect(self._on_letter)
        session.changed.connect(self._on_changed)
        session.day_changed.connect(self._read)
        self.questions.begin(unpaid)
        self._show()
        self.resize(880, 580)

    def _show(self) -> None:
        """Show the invoice, and the routes as the answers stand."""
        unpaid, today = self._unpaid, self._session.today
        facts = {"client": unpaid.client.name, "amount": language().money(unpaid.left, unpaid.settings.currency)}
        if number := unpaid.invoice.number:
            said = _("Invoice {number} to {client}: {amount} left to pay").format(number=number, **facts)
        else:
            said = _("Invoice to {client}: {amount} left to pay").format(**facts)
        self.subject.say(said)
        self.limited.setText(limited(language(), unpaid, today))
        self.limited.setVisible(bool(self.limited.text()))
        try:
            claim = claim_for(unpaid, self.questions.amount_asked, contested=self.questions.contested.read())
        except Refused as refused:
            self.cards.show_sentence(sentences(refused))
            self._say_notice(None)
            return
        self.cards.show_routes(claim, found_routes(claim, today))
        self._say_notice(min(route_table(one).looked_up for one in {claim.own_country, claim.client_country}))

    def _say_notice(self, looked_up: date | None) -> None:
        """Say that this is no legal advice, and when it was looked up."""
        if looked_up is None:
            self.notice.setText(_("This is no legal advice."))
        else:
            self.notice.setText(_("Looked up on {day}. This is no legal advice.").format(day=language().day(looked_up)))

    def _on_changed(self, change: Change) -> None:
        if not _READ.isdisjoint(change.kinds):
            self._read()

    def _read(self) -> None:
        """Read the invoice anew; the window closes with it."""
        try:
            with self._session.journal.read() as reader:
                self._unpaid = unpaid_invoice(reader, self._unpaid.invoice.id, self._session.today)
        except Refused:
            self.reject()
            return
        self.questions.follow(self._unpaid)
        self._show()

    def _on_letter(self, template: str) -> None:
        from rebond.ui.letters.letter_window import open_letter

        invoice = self._unpaid.invoice
        open_letter(
            self._session, self, template, invoice.client_id, invoice.mission_id, invoice_id=invoice.id
        )  # fmt: skip

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter ends the typing of an amount
        foot = QHBoxLayout()
        foot.addWidget(self.notice, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.subject)
        column.addWidget(self.limited)
        column.addWidget(self.questions)
        column.addSpacing(GRID)
        column.addWidget(self.cards, 1)
        column.addLayout(foot)
