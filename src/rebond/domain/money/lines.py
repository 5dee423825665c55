"""The dated lines that add up to every figure of the runway, and the receipts behind them."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from rebond.domain.money.charges import ChargeKind


class LineKind(StrEnum):
    OPENING = "opening"
    EXPENSE = "expense"
    RECEIVED = "received"
    EXPECTED = "expected"
    #: Expected on a day that the client promised.
    PROMISED = "promised"
    PLANNED = "planned"
    HOPED = "hoped"
    CHARGES = "charges"


class Source(NamedTuple):
    """The row that a line is computed from, by kind and id."""

    kind: str
    id: int


class Line(NamedTuple):
    """A cash movement on the day it counts, in signed cents.

    `name` is that of a client and mission, an expense or an account; `month` the month billed, or the first of the
    charges' period; `happened` the movement's own day if it lies before today; `parts` the cents of each charge.
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
    """A payment by a client, made or expected: the day, cents before VAT, cents of VAT."""

    date: dt.date
    net: int
    vat: int
    kind: LineKind
    name: str
    source: Source
    month: dt.date | None = None
