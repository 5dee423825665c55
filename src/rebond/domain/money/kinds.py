"""The kinds of money: settings, charge rates, closure windows, accounts, balances and expenses."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from rebond.domain.cents import RATE_WHOLE
from rebond.domain.countries import Country
from rebond.domain.kinds import Cents, Choice, Entity, LongText, MonthDay, Rate, Ref, Words, kind
from rebond.domain.money.account_number import is_reference, references
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass

declare_problems({
    "not_a_currency": later("Give a currency by its three letters, for example EUR."),
    "goal_after_horizon": later("The goal cannot be longer than the {horizon} months looked ahead."),
    "not_an_account_number": later(
        "“{text}” is no account number. Write the IBAN, or the numbers of bank, branch and account with / between them."
    ),
    "account_name_taken": later("There is an account of this name already."),
    "balance_there": later("There is a balance of this account on that day already. Change it instead."),
    "balance_in_the_future": later("Give the balance of today or of an earlier day."),
    "not_positive": later("Give an amount above 0."),
    "last_before_first": later("The last day lies before the first. Choose a later one, or leave it empty."),
})  # fmt: skip


#: The most that is assumed of the chance a month that a client leaves, as a rate (algorithms.md, 5).
MOST_LEAVING = 60_000


class Every(Choice):
    ONCE = "once", later("once")
    MONTH = "month", later("every month")
    QUARTER = "quarter", later("every quarter")
    YEAR = "year", later("every year")


class Period(Choice):
    MONTHLY = "monthly", later("every month")
    QUARTERLY = "quarterly", later("every quarter")


class LegalForm(Choice):
    """The legal form of a freelancer, on which the routes to a payment depend (facts.md, 1)."""

    LIBERAL = "liberal", later("sole trader, liberal profession")
    TRADER = "trader", later("sole trader, commercial or craft")
    COMPANY = "company", later("commercial company (EURL, SASU, SRL, Sàrl…)")
    PORTAGE = "portage", later("portage or umbrella company")


@kind(
    "settings",
    preset=True,
    section="settings",
    description="The choices of the journal.",
    runway=True,
    tab="money",
    single=True,
    seeds=lambda cls: (cls(),),
    words=Words(
        one=later("Settings"),
        count=later_n("{count} set of choices", "{count} sets of choices"),
        added=later("Settings added"),
        changed=later("Settings changed"),
        deleted=later("Settings deleted"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Entity):
    """The settings of the journal, in its only row; days, months and percentages are whole numbers."""

    currency: Annotated[str, "The currency of every amount in the journal, by its three letters."] = "EUR"
    horizon_months: Annotated[int, "How many months the runway looks ahead."] = 24
    goal_months: Annotated[int, "How many months the savings should last."] = 6
    default_lag_days: Annotated[
        int, "Days after the due date on which a client with fewer than three paid invoices pays."
    ] = 14
    overdue_grace_days: Annotated[int, "Days from today in which an invoice past its expected day is expected."] = 15
    charges_period: Annotated[Period, "How often charges are paid."] = Period.QUARTERLY
    vat_period: Annotated[Period | None, "How often the VAT received is paid out; null: with the charges."] = None
    watch_percent: Annotated[int, "The largest client's share from which to watch it."] = 25
    dependent_percent: Annotated[int, "The largest client's share from which one depends on it."] = 50
    leaving_rate: Annotated[Rate, "The chance a month that a client without signs leaves, in percent."] = 3_000
    leaving_fitted: Annotated[bool, "Whether that chance was refitted from past endings; false: default or typed."] = (
        False
    )
    status: Annotated[str, "The legal status that the charge rates are of, e.g. fr-micro-bnc; empty: none chosen."] = ""
    legal_form: Annotated[LegalForm | None, "What you are in law; null: what the status says."] = None
    letters_state_head: Annotated[bool, "Whether letters and recaps end by stating the history's head."] = False
    country: Annotated[Country | None, "The country whose law and holidays count; null: that of the status."] = None
    sender: Annotated[str, "Your name, as letters and reports say it."] = ""
    address: Annotated[LongText, "Your address, line by line."] = ""
    email: Annotated[str, "Your e-mail address."] = ""
    phone: Annotated[str, "Your telephone number."] = ""
    registration: Annotated[str, "Your registration number, such as the SIRET."] = ""
    example: Annotated[bool, "Whether it is the example, about an invented person."] = False

    def check(self, today: dt.date) -> Iterator[Problem]:
        code = self.currency
        if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
            yield Problem("not_a_currency", "currency")
        for name, low, high in (
            ("horizon_months", 1, 120), ("goal_months", 1, 60), ("default_lag_days", 0, 365),
            ("overdue_grace_days", 0, 365), ("watch_percent", 1, 100), ("dependent_percent", 1, 100),
        ):  # fmt: skip
            if not low <= getattr(self, name) <= high:
                yield Problem("out_of_range", name, {"low": low, "high": high})
        if not 0 <= self.leaving_rate <= MOST_LEAVING:
            yield Problem("out_of_range", "leaving_rate", {"low": 0, "high": MOST_LEAVING * 100 // RATE_WHOLE})
        if self.goal_months > self.horizon_months:
            yield Problem("goal_after_horizon", "goal_months", {"horizon": self.horizon_months})


@kind(
    "charge_rate",
    preset=True,
    section="charge_rates",
    description="Social charges and income tax on what comes in, before VAT, each row until the next one starts.",
    names=("label",),
    searched=False,
    runway=True,
    tab="money",
    words=Words(
        one=later("Charge rate"),
        count=later_n("{count} charge rate", "{count} charge rates"),
        added=later("Charge rate added: {name}"),
        changed=later("Charge rate changed: {name}"),
        deleted=later("Charge rate deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRate(Entity):
    """Rates on receipts before VAT, in force from `starts` (None: always) until the next row's day."""

    starts: Annotated[dt.date | None, "The first day the rates hold; null: always."] = None
    social: Annotated[Rate, "The rate of social charges, in percent."] = 0
    income_tax: Annotated[Rate, "The rate of income tax paid with the charges, in percent."] = 0
    label: Annotated[str, "What the rates are of, e.g. the status and year."] = ""


@kind(
    "closure_window",
    preset=True,
    section="closure_windows",
    description=(
        "Days of every year on which clients pay nothing. "
        "Left out in a new journal: 12-20 to 01-04. An empty list: none."
    ),
    names=("label",),
    searched=False,
    runway=True,
    tab="money",
    words=Words(
        one=later("Closed weeks"),
        count=later_n("{count} closure window", "{count} closure windows"),
        added=later("Closed weeks added: {name}"),
        changed=later("Closed weeks changed: {name}"),
        deleted=later("Closed weeks deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureWindow(Entity):
    """A period of every year in which clients pay nothing, both ends included."""

    first: Annotated[MonthDay, "The first day, as MM-DD."]
    last: Annotated[MonthDay, "The last day, as MM-DD; before the first when the window spans the new year."]
    label: Annotated[str, "What closes."] = ""


@kind(
    "account",
    section="accounts",
    description="Bank and savings accounts, each by its own name.",
    key=("name",),
    unique="account_name_taken",
    names=("name",),
    runway=True,
    tab="money",
    words=Words(
        one=later("Account"),
        count=later_n("{count} account", "{count} accounts"),
        added=later("Account added: {name}"),
        changed=later("Account changed: {name}"),
        deleted=later("Account deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Entity):
    name: Annotated[str, "The account's name."]
    counted: Annotated[bool, "Whether it counts in the runway; false for a provision."] = True
    bank_ref: Annotated[
        LongText,
        "Its numbers in bank statements, one a line: IBAN, or bank/branch/number, or CARD/number.",
    ] = ""

    def check(self, today: dt.date) -> Iterator[Problem]:
        for ref in references(self.bank_ref):
            if not is_reference(ref):
                yield Problem("not_an_account_number", "bank_ref", {"text": ref[:40]})


@kind(
    "balance",
    section="balances",
    description="What the account held at the end of a day; one a day.",
    inside="account_id",
    key=("account_id", "date"),
    unique="balance_there",
    runway=True,
    tab="money",
    words=Words(
        one=later("Balance"),
        count=later_n("{count} balance", "{count} balances"),
        added=later("Balance added: {name}"),
        changed=later("Balance changed: {name}"),
        deleted=later("Balance deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Balance(Entity):
    """The balance of an account at the end of a day; one for each account and day."""

    account_id: Annotated[int, Ref("account"), "The account."]
    date: Annotated[dt.date, "The day."]
    amount: Annotated[Cents, "Cents at its end; below 0 when overdrawn."]

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.date > today:
            yield Problem("balance_in_the_future", "date")


@kind(
    "expense",
    section="expenses",
    description="What is spent, once or regularly.",
    names=("name",),
    runway=True,
    tab="money",
    words=Words(
        one=later("Expense"),
        count=later_n("{count} expense", "{count} expenses"),
        added=later("Expense added: {name}"),
        changed=later("Expense changed: {name}"),
        deleted=later("Expense deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Expense(Entity):
    name: Annotated[str, "What for."]
    amount: Annotated[Cents, "Cents each time."]
    every: Annotated[Every, "How often."] = Every.MONTH
    first: Annotated[dt.date, "The first day it falls due."]
    last: Annotated[dt.date | None, "The last day, included; null: none."] = None
    essential: Annotated[bool, "Whether it stays when only essentials do."] = True

    def check(self, today: dt.date) -> Iterator[Problem]:
        if self.amount <= 0:
            yield Problem("not_positive", "amount")
        if self.last and self.last < self.first:
            yield Problem("last_before_first", "last")
