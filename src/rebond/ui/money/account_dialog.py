"""The dialog of one account: its numbers in bank statements, and its balances over time."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions import records
from rebond.domain.money.account_number import references
from rebond.domain.money.kinds import Account
from rebond.domain.problems import Refused
from rebond.sentences import sentence
from rebond.ui.money.in_place import InPlaceTable
from rebond.ui.money.savings import AccountBalances
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import LongTextField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


class AccountDialog(QDialog):
    """Shows an account's balances, edited in place, and its numbers, which are saved when the dialog is closed."""

    def __init__(self, session: Session, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(account.name)
        self._session = session
        self._account = account
        self._problem = problem_label(self)
        self.numbers = LongTextField(_("IBAN, or bank/branch/number"), self)
        self.numbers.show_value(account.bank_ref)
        self.numbers.setTabChangesFocus(True)
        self.numbers.setMaximumHeight(9 * GRID)
        about = QLabel(_("&Numbers by which statements name it, one a line:"), self)
        about.setBuddy(self.numbers)
        about.setWordWrap(True)
        self.balances = InPlaceTable(
            AccountBalances(session, account), _("Balances of {account}").format(account=account.name), self
        )
        self.balances.setObjectName("balances")
        session.changed.connect(self.balances.model.sync_with)
        close = QPushButton(_("C&lose"), self)
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.balances, 1)
        column.addWidget(about)
        column.addWidget(self.numbers)
        column.addWidget(self._problem)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(440, 440)

    def accept(self) -> None:
        if self._save():
            super().accept()

    def reject(self) -> None:
        """Close as `accept` does: nothing typed is lost."""
        if self._save():
            super().reject()

    def _save(self) -> bool:
        """Save the numbers if they changed; False, and say why, if they are refused."""
        with self._session.journal.read() as reader:
            now = reader.get(Account, self._account.id)
        numbers = "\n".join(references(self.numbers.read()))
        if now is None or numbers == "\n".join(references(now.bank_ref)):
            return True
        try:
            self._session.do(records.save, self._session.journal, replace(now, bank_ref=numbers), self._session.today)
        except Refused as refused:
            say(self._problem, [sentence(language(), problem) for problem in refused.problems])
            self.numbers.setFocus()
            return False
        return True
