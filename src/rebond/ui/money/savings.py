"""The tables of savings accounts, and of one account's balances over time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from rebond.actions import accounts, records
from rebond.domain.money.kinds import Account, Balance
from rebond.journal.queries.savings import AccountRow, account_rows, balances_of
from rebond.ui.money.editable_rows import Rows, TableColumn, medium_day
from rebond.ui.session import Session
from rebond.ui.shared.fields import AmountField, TextField
from rebond.ui.speech import _, language


class Savings(Rows):
    """Accounts with their latest balance; editing the amount notes today's balance."""

    kinds = frozenset({"account", "balance"})
    needed = ("name",)

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("name", _("Account"), editor=lambda parent: TextField(parent=parent)),
            TableColumn(
                "counted", _("Counts"),
                hint=_("Whether you may live on it: not on a provision for VAT or charges"),
            ),
            TableColumn(
                "amount", _("Balance"), self.money,
                lambda parent: AmountField(optional=True, parent=parent), figures=True,
                hint=_("Another amount is what the account holds today; the history keeps the earlier ones"),
            ),
            TableColumn(
                "date", _("On"), medium_day, self.day_field,
                hint=_("The day of the latest balance"),
            ),
        )  # fmt: skip

    @property
    def invitation(self) -> str:
        return _("Add an account…")

    def load(self) -> Sequence[AccountRow]:
        with self.session.journal.read() as reader:
            return account_rows(reader)

    def value(self, row: AccountRow, field: str) -> Any:
        if field in ("amount", "date"):
            return getattr(row.balance, field) if row.balance else None
        return getattr(row.account, field)

    def usual(self) -> Mapping[str, Any]:
        return {"counted": True}

    def sums(self, rows: Sequence[AccountRow]) -> tuple[str, ...]:
        held = [(row.account.counted, row.balance.amount) for row in rows if row.balance]
        return (
            _("Counted: {amount}").format(amount=self.money(sum(amount for counted, amount in held if counted))),
            _("All accounts: {amount}").format(amount=self.money(sum(amount for _counted, amount in held))),
        )

    def write(self, row: AccountRow, field: str, value: Any) -> None:
        session = self.session
        if field not in ("amount", "date"):
            session.do(records.save, session.journal, replace(row.account, **{field: value}), session.today)
        elif field == "amount" and value is not None:
            balance = Balance(account_id=row.id, date=session.today, amount=value)
            session.do(accounts.set_balance, session.journal, balance, session.today)
        elif field == "date" and row.balance:
            session.do(accounts.set_balance, session.journal, replace(row.balance, date=value), session.today)

    def add(self, values: Mapping[str, Any]) -> None:
        account = Account(name=values["name"], counted=values["counted"])
        self.session.do(accounts.open_account, self.session.journal, account, values.get("amount"), self.session.today)

    def delete(self, row: AccountRow) -> None:
        self.session.do(records.delete, self.session.journal, row.account)


class AccountBalances(Rows):
    """The balances of one account, the newest first."""

    kinds = frozenset({"balance"})
    needed = ("amount",)

    def __init__(self, session: Session, account: Account) -> None:
        super().__init__(session)
        self._account = account

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        return (
            TableColumn("date", _("On"), language().day, self.day_field),
            TableColumn(
                "amount", _("Balance"), self.money,
                lambda parent: AmountField(parent=parent), figures=True,
            ),
        )  # fmt: skip

    @property
    def invitation(self) -> str:
        return _("Add a balance…")

    def load(self) -> Sequence[Balance]:
        with self.session.journal.read() as reader:
            return balances_of(reader, self._account.id)

    def usual(self) -> Mapping[str, Any]:
        return {"date": self.session.today}

    def write(self, row: Balance, field: str, value: Any) -> None:
        balance = replace(row, **{field: value})
        self.session.do(accounts.set_balance, self.session.journal, balance, self.session.today)

    def add(self, values: Mapping[str, Any]) -> None:
        balance = Balance(account_id=self._account.id, date=values["date"], amount=values["amount"])
        self.session.do(accounts.set_balance, self.session.journal, balance, self.session.today)

    def delete(self, row: Balance) -> None:
        self.session.do(records.delete, self.session.journal, row)
