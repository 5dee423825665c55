"""The dated lines that every figure of the runway is made of."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from rebond.domain.money.charges import ChargeKind


class LineKind(StrEnum):
    OPENING = "opening"
    EXPENSE = "expense"
    RECEIVED = "received"
    EXPECTED = "expected"
    PLANNED = "planned"
    HOPED = "hoped"
    CHARGES = "charges"


class Source(NamedTuple):
    """The entity a line comes from."""

    kind: str
    id: int


class Line(NamedTuple):
    """One movement: the day it counts on, cents signed, and what it is.

    `name` is a client and mission, an expense or an account; `month` the month billed or the first of the
    charges' period; `happened` the movement's own day, when it had passed by today; `parts` what charges consist of.
    """

    date: dt.date
    amount: int
    kind: LineKind
    name: str
    source: Source | None = None
    month: dt.date | None = None
    happened: dt.date | None = None
    parts: tuple[tuple[ChargeKind, int], ...] = ()


class Receipt(NamedTuple):
    """Money that a client pays: the day, cents before VAT, cents of VAT."""

    date: dt.date
    net: int
    vat: int
    kind: LineKind
    name: str
    source: Source
    month: dt.date | None = None
