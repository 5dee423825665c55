"""Movements that payments record already: by the bank's reference, or as a person noted them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from rebond.actions.imports.bank.balances import OwnStatement
from rebond.actions.imports.bank.movements import POSTED_LATER, CoveredDays, Movement, Named, may_be_one_account
from rebond.actions.imports.plan import Plan
from rebond.domain.missions.kinds import Invoice, Payment
from rebond.domain.missions.movement_ref import of_whole, read
from rebond.domain.money.account_number import Likeness, closest, references
from rebond.domain.money.kinds import Account

#: The most days between a payment that a person noted and its movement.
_NOTED_NEARBY = 7


@dataclass(slots=True, eq=False)
class Recorded:
    """A movement that payments record: all payments of one transfer or batch, or what a person noted of it.

    `ref` is the movement's reference, empty when a person noted it; `amount` is what arrived, as far as is known.
    """

    ref: str
    account_id: int | None
    date: dt.date
    amount: int
    payments: list[Payment] = field(default_factory=list)

    @property
    def noted(self) -> int:
        """The sum of the payments, in cents: more than arrived where the bank kept a fee."""
        return sum(payment.amount for payment in self.payments)


def recorded_by_bank(plan: Plan) -> list[Recorded]:
    """Return the movements that payments record by their reference."""
    accounts = [(row.id, references(row.bank_ref)) for row in plan.rows(Account)]
    by_ref: dict[str, Recorded] = {}
    for payment in plan.rows(Payment):
        if not payment.bank_ref:
            continue
        ref = of_whole(payment.bank_ref)
        if ref not in by_ref:
            said = read(ref)
            account = _account(accounts, said.account) if said else None
            date, amount = (said.date, said.amount) if said else (payment.date, 0)
            by_ref[ref] = Recorded(ref, account, date, amount)
        by_ref[ref].payments.append(payment)
    for known in by_ref.values():
        known.amount = known.amount or known.noted
    return list(by_ref.values())


def recorded_by_hand(plan: Plan) -> list[Recorded]:
    """Return the payments that a person noted, each by itself, and those of a client and day together."""
    clients = {row.id: row.client_id for row in plan.rows(Invoice)}
    single = []
    by_day: dict[tuple[int, dt.date], list[Payment]] = defaultdict(list)
    for payment in plan.rows(Payment):
        if not payment.bank_ref:
            single.append(Recorded("", None, payment.date, payment.amount, [payment]))
            by_day[clients[payment.invoice_id], payment.date].append(payment)
    # A person may note what one transfer paid as several payments of a day.
    together = [
        Recorded("", None, date, sum(payment.amount for payment in payments), payments)
        for (_client, date), payments in by_day.items()
        if len(payments) > 1
    ]
    return single + together


def match_recorded(
    by_bank: Iterable[Recorded],
    by_hand: Iterable[Recorded],
    movements: Sequence[Movement],
    own: Sequence[OwnStatement],
    named: Named,
) -> None:
    """Find the payments that record the movements already, and those that are noted and may be them."""
    of_amount: dict[int, list[Recorded]] = defaultdict(list)
    for known in by_bank:
        of_amount[known.amount].append(known)
    used: set[int] = set()
    for movement in movements:
        free = (known for known in of_amount[movement.amount] if id(known) not in used)
        if same := next((one for one in free if _is_named(one, movement)), None):
            movement.recorded = tuple(same.payments)
            used.add(id(same))
    period = CoveredDays(own)
    pairs = sorted(
        (
            (days, at, known)
            for at, movement in enumerate(movements)
            if not movement.recorded
            for known in of_amount[movement.amount]
            if id(known) not in used
            and (days := abs((known.date - movement.date).days)) <= POSTED_LATER
            and may_be_one_account(known.account_id, movement.account_id)
            and _may_name(named(movement.transaction), known.payments)
        ),
        key=lambda pair: pair[:2],
    )  # fmt: skip
    for is_covered in (True, False):
        for days, at, known in pairs:
            movement = movements[at]
            if movement.recorded or movement.noted or id(known) in used:
                continue
            if is_covered and (days == 0 or period.covers(known.account_id, known.date)):
                movement.recorded = tuple(known.payments)
                used.add(id(known))
            elif not is_covered:
                movement.noted = known.payments[0]
                used.add(id(known))
    _match_by_hand(by_hand, movements, named)


def _match_by_hand(by_hand: Iterable[Recorded], movements: Sequence[Movement], named: Named) -> None:
    of_amount: dict[int, list[Recorded]] = defaultdict(list)
    for known in by_hand:
        of_amount[known.amount].append(known)
    unknown = [movement for movement in movements if not movement.recorded and movement.noted is None]
    pairs = sorted(
        (
            (not set(named(movement.transaction)) & {payment.invoice_id for payment in known.payments},
             abs((known.date - movement.date).days), at, known)
            for at, movement in enumerate(unknown)
            for known in of_amount[movement.amount]
            if abs((known.date - movement.date).days) <= _NOTED_NEARBY
            and _may_name(named(movement.transaction), known.payments)
        ),
        key=lambda pair: pair[:3],
    )  # fmt: skip
    taken: set[int] = set()
    for names_other, _days, at, known in pairs:
        movement, ids = unknown[at], {payment.id for payment in known.payments}
        if movement.recorded or movement.noted or taken & ids:
            continue
        taken |= ids
        if names_other:
            movement.noted = known.payments[0]
        else:
            movement.recorded = tuple(known.payments)


def _is_named(known: Recorded, movement: Movement) -> bool:
    """Whether the bank gave both the same reference, on one account under whatever number."""
    if known.ref in movement.refs:
        return True
    one_account = known.account_id is not None and known.account_id == movement.account_id
    said = known.ref.partition(" ")[2]
    return one_account and said in movement.refs.values()


def _account(accounts: Iterable[tuple[int, tuple[str, ...]]], ref: str) -> int | None:
    """Return the id of the only account with a number, None when there is none or more than one."""
    known = [row_id for row_id, own in accounts if ref and closest(own, ref) is Likeness.SAME]
    return known[0] if len(known) == 1 else None


def _may_name(named: Collection[int], payments: Iterable[Payment]) -> bool:
    """Whether a movement that names these invoices may be that of the payments."""
    return not named or bool(set(named) & {payment.invoice_id for payment in payments})
