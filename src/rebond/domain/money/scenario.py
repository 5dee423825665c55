"""Scenarios of the projection: clients that leave, and the income and expenses that remain."""

from datetime import date
from enum import StrEnum

from rebond.domain.value_classes import dataclass


class Income(StrEnum):
    """The income that a scenario counts."""

    ALL = "all"
    #: Only invoices already issued, none planned.
    OWED = "owed"
    #: Only payments already received, and the charges on them.
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Departure:
    """A client leaving: the day it gives notice, whether it honours the notice, whether it pays what it owes."""

    client_id: int
    told: date
    notice_honoured: bool = True
    pays: bool = True


@dataclass(frozen=True, slots=True)
class Scenario:
    """Assumptions of a projection. `late_by`: days added to each client's usual lag for every expected payment."""

    leaving: tuple[Departure, ...] = ()
    income: Income = Income.ALL
    essentials_only: bool = False
    opportunities: bool = False
    late_by: int = 0


AS_THINGS_STAND = Scenario()
NO_INCOME = Scenario(income=Income.NONE)
NO_INCOME_ESSENTIALS = Scenario(income=Income.NONE, essentials_only=True)
