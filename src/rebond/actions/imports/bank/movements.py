"""The movements of an import, each once: not twice from two files, and not again where a payment records it.

Banks name one movement differently in two formats or downloads, and book it a day or two later. Two movements of one
amount are taken for one where they lie on one day, or near each other where the other file covers the day and has no
other movement for it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from rebond.actions.imports.bank.balances import OwnStatement
from rebond.actions.imports.bank.texts import may_be_one_text
from rebond.actions.imports.plan import Plan
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.missions.movement_ref import movement_ref, of_whole, read
from rebond.domain.money.account_number import Likeness, closest, references
from rebond.domain.money.kinds import Account
from rebond.exchange.statement import BankTransaction

#: The most days between the days that two files give one movement: a weekend and a holiday.
_POSTED_LATER = 4
#: The most days between a payment that a person noted and its movement.
_NOTED_NEARBY = 7


@dataclass(slots=True)
class Movement:
    """A movement of the import: what the bank says, the first file that it stands in, and its reference.

    `recorded` are the payments that record it already; `noted` is a payment that a person noted and that may be it.
    """

    transaction: BankTransaction
    account_id: int | None
    file: int
    ref: str
    recorded: tuple[Payment, ...] = ()
    noted: Payment | None = None

    @property
    def date(self) -> dt.date:
        return self.transaction.date

    @property
    def amount(self) -> int:
        return self.transaction.amount


@dataclass(slots=True)
class Recorded:
    """A movement that payments record: all payments of one transfer or batch, or what a person noted of it.

    `ref` is the movement's reference, empty when a person noted it.
    """

    ref: str
    account_id: int | None
    date: dt.date
    amount: int
    payments: list[Payment] = field(default_factory=list)


def distinct(own: Sequence[OwnStatement]) -> list[Movement]:
    """Return the movements of all statements, each once.

    A statement's movements are first found by the bank's reference among those of the statements before it, then by
    day and text among those of other files; what is left is new.
    """
    ledger = _Ledger()
    for item in own:
        covered = _covered_by([item])
        mine = [
            Movement(one, item.account_id, item.file, movement_ref(item.statement.account_ref, one.reference))
            for one in item.statement.transactions
        ]
        left = [movement for movement in mine if not ledger.take(movement, ledger.of_reference(movement))]
        new = []
        for movement in left:
            elsewhere = [other for other in ledger.like(movement) if _of_other_file(other, movement)]
            if not ledger.take(movement, nearest(elsewhere, movement, covered)):
                new.append(movement)
        ledger.add(new)
    return ledger.movements


class _Ledger:
    """The distinct movements so far, each found at most once in every later file."""

    def __init__(self) -> None:
        self.movements: list[Movement] = []
        self._by_amount: dict[int, list[Movement]] = defaultdict(list)
        self._taken: set[tuple[int, int]] = set()

    def like(self, movement: Movement) -> list[Movement]:
        """Return the movements of one amount and maybe one account that the movement's file has not shown yet."""
        return [
            other
            for other in self._by_amount[movement.amount]
            if (movement.file, id(other)) not in self._taken
            and may_be_one_account(other.account_id, movement.account_id)
        ]

    def of_reference(self, movement: Movement) -> Movement | None:
        """Return the one to which the bank gave the same reference."""
        reference = movement.transaction.reference
        return next((other for other in self.like(movement) if other.transaction.reference == reference), None)

    def take(self, movement: Movement, known: Movement | None) -> bool:
        """Note that the movement's file has shown `known`; False if that is None."""
        if known is not None:
            self._taken.add((movement.file, id(known)))
        return known is not None

    def add(self, movements: Iterable[Movement]) -> None:
        for movement in movements:
            self.movements.append(movement)
            self._by_amount[movement.amount].append(movement)


def _of_other_file(other: Movement, movement: Movement) -> bool:
    return other.file != movement.file and may_be_one_text(other.transaction, movement.transaction)


D = TypeVar("D", Movement, Recorded)


def nearest(
    known: Iterable[D], movement: Movement, covered: Callable[[D], bool], most_days: int = _POSTED_LATER
) -> D | None:
    """Return the known movement that this one may be: of its day, or the nearest day that is covered."""
    near = [
        other
        for other in known
        if other.date == movement.date
        or (abs((other.date - movement.date).days) <= most_days and covered(other))
    ]  # fmt: skip
    return min(near, key=lambda other: abs((other.date - movement.date).days), default=None)


def match_recorded(
    plan: Plan,
    movements: Iterable[Movement],
    own: Sequence[OwnStatement],
    named: Callable[[Movement], Collection[int]],
) -> None:
    """Find the payments that record the movements already, and those that a person noted and that may be them.

    :param named: the ids of the invoices that a movement's texts name.
    """
    by_bank, by_hand = _recorded(plan)
    covered = _covered_by(own)
    used: set[int] = set()

    def record(movement: Movement, known: Recorded | None) -> None:
        if known is not None:
            movement.recorded = tuple(known.payments)
            used.add(id(known))

    def free(movement: Movement) -> list[Recorded]:
        return [other for other in by_bank[movement.amount] if id(other) not in used]

    left = list(movements)
    for movement in left:
        record(movement, next((other for other in free(movement) if _is_named(other, movement)), None))
    for movement in left:
        known = [
            other
            for other in free(movement)
            if may_be_one_account(other.account_id, movement.account_id) and _may_name(named(movement), other.payments)
        ]
        if not movement.recorded:
            record(movement, nearest(known, movement, covered))
    unknown = [movement for movement in left if not movement.recorded]
    pairs = sorted(
        (
            (not set(named(movement)) & {payment.invoice_id for payment in other.payments},
             abs((other.date - movement.date).days), at, other)
            for at, movement in enumerate(unknown)
            for other in by_hand[movement.amount]
            if abs((other.date - movement.date).days) <= _NOTED_NEARBY and _may_name(named(movement), other.payments)
        ),
        key=lambda pair: pair[:3],
    )  # fmt: skip
    noted: set[int] = set()
    for names_other, _days, at, other in pairs:
        movement, ids = unknown[at], {payment.id for payment in other.payments}
        if movement.recorded or movement.noted or noted & ids:
            continue
        noted |= ids
        if names_other:
            movement.noted = other.payments[0]
        else:
            movement.recorded = tuple(other.payments)


def _recorded(plan: Plan) -> tuple[dict[int, list[Recorded]], dict[int, list[Recorded]]]:
    """Return the recorded movements by amount: those that have a reference, and those that a person noted."""
    accounts = [(row.id, references(row.bank_ref)) for row in plan.rows(Account)]
    clients = {row.id: row.client_id for row in plan.rows(Invoice)}
    by_ref: dict[str, Recorded] = {}
    by_day: dict[tuple[int, dt.date], Recorded] = {}
    by_hand: dict[int, list[Recorded]] = defaultdict(list)
    for payment in plan.rows(Payment):
        if not payment.bank_ref:
            by_hand[payment.amount].append(Recorded("", None, payment.date, payment.amount, [payment]))
            key = clients[payment.invoice_id], payment.date
            day = by_day.setdefault(key, Recorded("", None, payment.date, 0))
            day.amount += payment.amount
            day.payments.append(payment)
            continue
        ref = of_whole(payment.bank_ref)
        if ref not in by_ref:
            said = read(ref)
            account = _account(accounts, said.account) if said else None
            date, amount = (said.date, said.amount) if said else (payment.date, payment.amount)
            by_ref[ref] = Recorded(ref, account, date, amount)
        by_ref[ref].payments.append(payment)
    # A person may note what one transfer paid as several payments of a day.
    for day in by_day.values():
        if len(day.payments) > 1:
            by_hand[day.amount].append(day)
    by_bank: dict[int, list[Recorded]] = defaultdict(list)
    for known in by_ref.values():
        by_bank[known.amount].append(known)
    return by_bank, by_hand


def _is_named(known: Recorded, movement: Movement) -> bool:
    """Whether the bank gave both the same reference, on one account under whatever number."""
    if known.ref == movement.ref:
        return True
    one_account = known.account_id is not None and known.account_id == movement.account_id
    return one_account and known.ref.partition(" ")[2] == movement.transaction.reference


def _account(accounts: Iterable[tuple[int, tuple[str, ...]]], ref: str) -> int | None:
    """Return the id of the only account with a number, None when there is none or more than one."""
    known = [row_id for row_id, own in accounts if ref and closest(own, ref) is Likeness.SAME]
    return known[0] if len(known) == 1 else None


def may_be_one_account(one: int | None, other: int | None) -> bool:
    """Whether two movements may be of one account; one of an account that is not known may be of any."""
    return one is None or other is None or one == other


def _may_name(named: Collection[int], payments: Iterable[Payment]) -> bool:
    """Whether a movement that names these invoices may be that of the payments."""
    return not named or bool(set(named) & {payment.invoice_id for payment in payments})


def _covered_by(own: Iterable[OwnStatement]) -> Callable[[Movement | Recorded], bool]:
    """Return whether a movement known from elsewhere ought to stand in one of the statements."""
    periods = []
    for item in own:
        days = [one.date for one in item.statement.transactions]
        ends = [day for day in (item.statement.first, item.statement.last, item.statement.closing_date) if day]
        if days or ends:
            periods.append((item.account_id, min(*days, *ends, dt.date.max), max(*days, *ends, dt.date.min)))

    def covered(known: Movement | Recorded) -> bool:
        return any(
            may_be_one_account(account, known.account_id) and first <= known.date <= last
            for account, first, last in periods
        )

    return covered
