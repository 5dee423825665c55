"""References of bank movements, by which a payment remembers the movement that brought it.

A reference holds the account, the day, the signed cents and the bank's own name of the movement; of one payment of a
batch, also its place in it.
"""

import datetime as dt
import re

from rebond.domain.rules import LONGEST_NAME
from rebond.domain.value_classes import dataclass

_REF = re.compile(r"(?:(?P<account>\S+) )?(?P<day>\d{4}-\d\d-\d\d):(?P<cents>-?\d+):.*?", re.DOTALL)
_PLACE = re.compile(r"\|\d+\Z")


@dataclass(frozen=True, slots=True)
class SaidMovement:
    """A movement as its reference names it; `account` is the account's reference, empty when it was cut off."""

    account: str
    date: dt.date
    amount: int


def movement_ref(account: str, reference: str) -> str:
    """Return the reference across accounts, cut at the front since its end is the distinctive part."""
    return f"{account} {reference}".strip()[-LONGEST_NAME:]


def part_ref(ref: str, place: int) -> str:
    """Return the reference of one payment of a batch."""
    return f"{ref}|{place}"[-LONGEST_NAME:]


def of_whole(ref: str) -> str:
    """Return the reference of the movement that a payment is part of."""
    return _PLACE.sub("", ref)


def read(ref: str) -> SaidMovement | None:
    """Return the movement that a reference names; None when it does not say its day and amount."""
    match = _REF.fullmatch(ref)
    if match is None:
        return None
    try:
        day = dt.date.fromisoformat(match["day"])
    except ValueError:
        return None
    return SaidMovement(match["account"] or "", day, int(match["cents"]))
