"""Revenue concentration by client: shares and the Herfindahl-Hirschman index (runway.md, 8; facts.md, 3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

from rebond.domain.money import revenue
from rebond.domain.money.revenue import Billed
from rebond.domain.money.situation import Situation
from rebond.domain.names import folded
from rebond.domain.value_classes import dataclass


@dataclass(frozen=True)
class Concentration:
    """Positive amounts by client, the largest first, ties by name; in cents, or hundredths of a day.

    `client_ids` are the clients in the same order, since two may have one name.

    Shares and the index are None when there is no revenue at all.
    """

    amounts: tuple[tuple[str, int], ...]
    client_ids: tuple[int, ...]

    @cached_property
    def total(self) -> int:
        return sum(amount for _, amount in self.amounts)

    @cached_property
    def shares(self) -> tuple[tuple[str, Fraction], ...]:
        """Each client's exact percentage of the total, 0 to 100."""
        return tuple((name, Fraction(100 * amount, self.total)) for name, amount in self.amounts)

    @property
    def largest(self) -> Fraction | None:
        return self.shares[0][1] if self.shares else None

    @property
    def three_largest(self) -> Fraction | None:
        return sum((part for _, part in self.shares[:3]), Fraction()) if self.shares else None

    @cached_property
    def hhi(self) -> Fraction | None:
        """The Herfindahl-Hirschman index: the sum of squared percentages, up to 10 000."""
        return sum((part * part for _, part in self.shares), Fraction()) if self.shares else None

    @property
    def effective_clients(self) -> Fraction | None:
        """The number of equal clients with the same index: 10 000 ÷ HHI."""
        return 10_000 / self.hhi if self.hhi else None


#: No revenue at all.
NOBODY = Concentration((), ())


def concentration(amounts: Mapping[int, int], names: Mapping[int, str]) -> Concentration:
    """Return the concentration of amounts by client id; clients at or below 0 are left out."""
    kept = [client_id for client_id, amount in amounts.items() if amount > 0]
    kept.sort(key=lambda client_id: (-amounts[client_id], folded(names[client_id]), client_id))
    return Concentration(tuple((names[client_id], amounts[client_id]) for client_id in kept), tuple(kept))


def invoiced(situation: Situation, today: date) -> Concentration:
    """The concentration of the amounts invoiced in the 12 months up to today, before VAT, less credit notes."""
    return _by_client(situation, revenue.invoiced(situation, today))


def worked(situation: Situation, today: date) -> Concentration:
    """The concentration of the days billed by the invoices of the 12 months up to today, in hundredths of a day."""
    return _by_client(situation, revenue.worked(situation, today))


def to_come(situation: Situation, today: date) -> Concentration:
    """The concentration of the amounts that running missions will invoice in the next 12 months, before VAT."""
    return _by_client(situation, revenue.to_come(situation, today))


def _by_client(situation: Situation, lines: Iterable[Billed]) -> Concentration:
    amounts: dict[int, int] = defaultdict(int)
    for line in lines:
        amounts[line.client_id] += line.amount
    return concentration(amounts, situation.client_names)
