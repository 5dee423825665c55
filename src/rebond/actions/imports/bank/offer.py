"""An offer of what a movement of the bank may pay, with the reasons for and against it."""

import datetime as dt

from rebond.actions.imports.bank.movements import Movement
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.exchange.statement import BankTransaction

#: Why a movement is offered, and what speaks against it.
declare_problems({
    "pays_named": later("It names {numbers}."),
    "names_paid_too": later("It names {number} too, which it cannot pay."),
    "pays_by_client": later("It names the client, and the amount is what is left to pay."),
    "pays_by_amount": later("Only the amount is the same."),
    "pays_together": later("The amount is what is left of these invoices together."),
    "pays_part": later("It is a part: {rest} stays to be paid."),
    "pays_less_fee": later("{fee} less arrived: the bank may have kept it as its fee."),
    "pays_too_much": later("{more} more arrived than is left to pay."),
    "takes_back": later("It takes back the payment of {date}."),
    "takes_back_together": later("It is the sum of what was paid."),
    "takes_back_part": later("It takes back a part: {rest} stays paid."),
    "takes_back_less": later("{fee} less went back: the bank may have kept it as its fee."),
    "takes_back_more": later("{fee} more went back than was paid: the bank may have added it as its fee."),
    "may_be_taken_back": later("It may have been taken back on {date}: “{label}”."),
    "is_marked_back": later("Its words are those of a movement that was taken back."),
    "before_issued": later("It came before the invoice's day, {date}."),
    "may_be_noted": later("It may be the payment of {number} that you noted on {date}."),
    "may_be_movement": later("It may be the same as “{label}” of {date}."),
    "competes": later("Another movement could pay the same."),
    "batch_incomplete": later("The payments of this batch do not add up to what arrived."),
})  # fmt: skip

#: What a bank keeps of a transfer is less than both: cents, and a part of the amount.
_LARGEST_FEE, _LARGEST_FEE_PART = 60_00, 20


@dataclass(frozen=True, slots=True)
class Share:
    """The part of an offer that goes to one invoice, in cents: below 0 to take a payment back, or for a credit note.

    `invoice_id` is negative for an invoice that the same import adds.
    """

    invoice_id: int
    number: str
    client: str
    amount: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A movement and what it may pay: one invoice or several together, in full or in part.

    `amount` is what arrived, `fee` what the bank kept of it, in cents. `reasons` tell why it is offered and what speaks
    against it. `sure`: its texts name what it pays, the amount agrees, and nothing competes with it.
    """

    date: dt.date
    amount: int
    label: str
    bank_ref: str
    shares: tuple[Share, ...]
    reasons: tuple[Problem, ...]
    sure: bool
    fee: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The offers of an import, sure ones first and then by date, and what is told of other movements, by file."""

    offers: tuple[Offer, ...] = ()
    notes: tuple[tuple[int, Problem], ...] = ()


def offer_of(
    movement: Movement, shares: tuple[Share, ...], reasons: tuple[Problem, ...], *, sure: bool, fee: int = 0
) -> Offer:
    return Offer(
        movement.date, movement.amount, label(movement.transaction), movement.ref, shares, reasons,
        sure and not movement.is_doubtful, fee,
    )  # fmt: skip


def may_be_fee(fee: int, whole: int) -> bool:
    """Whether a difference from an amount may be what a bank kept of it."""
    return 0 < fee <= _LARGEST_FEE and fee * _LARGEST_FEE_PART <= whole


def shown(share: Share) -> str:
    return share.number or share.client


def label(transaction: BankTransaction) -> str:
    return transaction.label or transaction.counterparty
