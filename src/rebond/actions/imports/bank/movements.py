"""The movements of an import, each once: not twice from two files, or from two statements of one file.

Banks name one movement differently in two formats or downloads, and book it a day or two later. Two movements of one
amount are taken for one where they lie on one day, or near each other where the one that is booked later stands in a
statement that covers the earlier day too, and has no other movement for it. Where it does not, they may be one: a
doubt.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rebond.actions.imports.bank.balances import OwnStatement
from rebond.actions.imports.bank.texts import may_be_one_text
from rebond.domain.missions.kinds import Payment
from rebond.domain.missions.movement_ref import movement_ref
from rebond.exchange.statement import BankTransaction, Statement

#: The most days between the days that two files give one movement: a weekend and a holiday.
POSTED_LATER = 4

#: The ids of the invoices that a movement's texts name.
Named = Callable[[BankTransaction], Collection[int]]


@dataclass(slots=True, eq=False)
class Movement:
    """A movement of the import, as the statement tells it that says most of it; `file` is that statement's.

    `refs` are its references in every statement, across accounts, each with that within its account. `recorded` are
    the payments that record it already. It may be a payment that is noted, `noted`, or the same as a movement of
    another file, `like`.
    """

    transaction: BankTransaction
    account_id: int | None
    file: int
    ref: str
    refs: dict[str, str] = field(default_factory=dict)
    recorded: tuple[Payment, ...] = ()
    noted: Payment | None = None
    like: "Movement | None" = None

    @property
    def date(self) -> dt.date:
        return self.transaction.date

    @property
    def amount(self) -> int:
        return self.transaction.amount

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be one that is known already."""
        return self.noted is not None or self.like is not None


class CoveredDays:
    """The days that statements of an account cover, as far as is known from what stands in them."""

    def __init__(self, own: Iterable[OwnStatement]) -> None:
        self._days: list[tuple[int | None, dt.date, dt.date]] = []
        for item in own:
            said = (item.statement.first, item.statement.last, item.statement.closing_date)
            days = [*(one.date for one in item.statement.transactions), *filter(None, said)]
            if days:
                self._days.append((item.account_id, min(days), max(days)))

    def covers(self, account_id: int | None, date: dt.date) -> bool:
        """Whether a movement of an account on a day ought to stand in one of the statements."""
        return any(
            may_be_one_account(account, account_id) and first <= date <= last for account, first, last in self._days
        )


def may_be_one_account(one: int | None, other: int | None) -> bool:
    """Whether two movements may be of one account; one of an account that is not known may be of any."""
    return one is None or other is None or one == other


def distinct(own: Sequence[OwnStatement], named: Named) -> list[Movement]:
    """Return the movements of all statements, each once.

    Those of a file, or of a series of statements in it, are first found by the bank's reference among those before
    it, then by day and text; what is left is new.
    """
    ledger = _Ledger(named)
    series: dict[tuple[int, str, int], list[OwnStatement]] = defaultdict(list)
    for item in own:
        statement = item.statement
        account = statement.account_ref or statement.account_name
        series[item.file, account, statement.series].append(item)
    for items in series.values():
        ledger.add(_Source(items))
    return ledger.movements


class _Source:
    """The statements of a file and account that hold each movement once."""

    def __init__(self, items: Sequence[OwnStatement]) -> None:
        self.statements: list[Statement] = [item.statement for item in items]
        self.period = CoveredDays(items)
        self.movements = [
            Movement(one, item.account_id, item.file, ref := movement_ref(item.statement.account_ref, one.reference),
                     {ref: one.reference})
            for item in items
            for one in item.statement.transactions
        ]  # fmt: skip

    def is_apart(self, other: "_Source") -> bool:
        """Whether the balances say that one goes on from the other, so that no movement stands in both."""
        return any(
            one.account_ref == another.account_ref and (one.leads_to(another) or another.leads_to(one))
            for one in self.statements
            for another in other.statements
        )


@dataclass(slots=True)
class _Sighting:
    """A movement as one source tells it."""

    source: _Source
    told: Movement
    movement: Movement


class _Ledger:
    """The distinct movements so far, each found at most once in every later source."""

    def __init__(self, named: Named) -> None:
        self.movements: list[Movement] = []
        self._named = named
        self._by_reference: dict[str, list[_Sighting]] = defaultdict(list)
        self._by_day: dict[tuple[int, dt.date], list[_Sighting]] = defaultdict(list)

    def add(self, source: _Source) -> None:
        """Add what a source tells: another sighting of a movement that is known, or a new one."""
        found: dict[int, Movement] = {}
        taken: set[int] = set()

        def take(told: Movement, known: Movement) -> None:
            found[id(told)] = known
            taken.add(id(known))

        for told in source.movements:
            same = _of_account(told, self._by_reference[told.transaction.reference])
            if known := next((one.movement for one in same if id(one.movement) not in taken), None):
                take(told, known)
        near = self._near(source, [told for told in source.movements if id(told) not in found])
        doubts = []
        for told, sighting in near:
            if id(told) in found or id(sighting.movement) in taken:
                continue
            if self._is_one(source, told, sighting):
                take(told, sighting.movement)
            else:
                doubts.append((told, sighting.movement))
        for told, known in doubts:
            if id(told) not in found and id(known) not in taken:
                taken.add(id(known))
                self._doubt(told, known)
        for told in source.movements:
            movement = found.get(id(told))
            # As it is told here: what is merged below may come from elsewhere.
            sighting = _Sighting(source, replace(told), movement or told)
            self._by_reference[told.transaction.reference].append(sighting)
            self._by_day[told.amount, told.date].append(sighting)
            if movement is None:
                self.movements.append(told)
            else:
                self._merge(movement, told)

    def _near(self, source: _Source, left: Sequence[Movement]) -> list[tuple[Movement, _Sighting]]:
        """Return the pairs of movements that days and texts allow to be one, the nearest first."""
        apart: dict[int, bool] = {}
        pairs: list[tuple[int, int, Movement, _Sighting]] = []
        for told in left:
            for days in range(-POSTED_LATER, POSTED_LATER + 1):
                known = self._by_day.get((told.amount, told.date + dt.timedelta(days)), ())
                for one in _of_account(told, known):
                    if not self._may_be_one_text(one.told.transaction, told.transaction):
                        continue
                    if id(one.source) not in apart:
                        apart[id(one.source)] = one.source.is_apart(source)
                    if not apart[id(one.source)]:
                        pairs.append((abs(days), len(pairs), told, one))
        return [(told, one) for _days, _at, told, one in sorted(pairs, key=lambda pair: pair[:2])]

    def _may_be_one_text(self, one: BankTransaction, other: BankTransaction) -> bool:
        if not may_be_one_text(one, other):
            return False
        mine, yours = set(self._named(one)), set(self._named(other))
        return not (mine and yours) or bool(mine & yours)

    @staticmethod
    def _is_one(source: _Source, told: Movement, known: _Sighting) -> bool:
        """Whether two near movements are one: of a day, or the later one's source covers the earlier day."""
        if told.date == known.told.date:
            return True
        if told.date > known.told.date:
            return source.period.covers(told.account_id, known.told.date)
        return known.source.period.covers(known.told.account_id, told.date)

    def _doubt(self, told: Movement, known: Movement) -> None:
        """Note on one of two movements that they may be one: on the one that names no invoice, or is booked later."""
        names, others = bool(self._named(told.transaction)), bool(self._named(known.transaction))
        if known.like is None and ((names and not others) or (names == others and known.date > told.date)):
            known.like = told
        else:
            told.like = known

    def _merge(self, movement: Movement, told: Movement) -> None:
        """Keep of two sightings of a movement what says most: the payments of a batch, a mark, a number, a text."""
        movement.refs |= told.refs
        if self._says(told.transaction) > self._says(movement.transaction):
            movement.transaction, movement.file, movement.ref = told.transaction, told.file, told.ref
        if movement.account_id is None:
            movement.account_id = told.account_id

    def _says(self, transaction: BankTransaction) -> tuple[bool, bool, bool, bool]:
        return (
            bool(transaction.parts), transaction.reversal, transaction.instructed is not None,
            bool(self._named(transaction)),
        )  # fmt: skip


def _of_account(told: Movement, known: Iterable[_Sighting]) -> Iterator[_Sighting]:
    return (one for one in known if may_be_one_account(one.told.account_id, told.account_id))
