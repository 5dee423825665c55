"""What might happen: who leaves, when and how, and what still comes in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Income(StrEnum):
    """Which money in still arrives."""

    ALL = "all"
    #: Only invoices already issued; nothing planned.
    OWED = "owed"
    #: Neither; what was received before counts, and charges on it too.
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Departure:
    """A client leaves: the day it tells you, whether its notice is honoured, whether it pays what it still owes."""

    client_id: int
    told: date
    notice_honoured: bool = True
    pays: bool = True


@dataclass(frozen=True, slots=True)
class Scenario:
    """`late_by`: days by which every payment still expected comes later than its client's habit."""

    leaving: tuple[Departure, ...] = ()
    income: Income = Income.ALL
    essentials_only: bool = False
    opportunities: bool = False
    late_by: int = 0


AS_THINGS_STAND = Scenario()
NO_INCOME = Scenario(income=Income.NONE)
NO_INCOME_ESSENTIALS = Scenario(income=Income.NONE, essentials_only=True)
