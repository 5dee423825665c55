"""The standard scenarios, projected: as things stand, without each client, without income (runway.md, 7)."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from rebond.domain.calendar import add_months, month_start
from rebond.domain.missions.notice import foreseen_end
from rebond.domain.money import concentration
from rebond.domain.money.billing import NotInvoiced, not_invoiced_yet
from rebond.domain.money.runway import Projection, opening_cash, project
from rebond.domain.money.scenario import AS_THINGS_STAND, NO_INCOME, NO_INCOME_ESSENTIALS, Departure, Income, Scenario
from rebond.domain.money.situation import Situation
from rebond.domain.names import folded
from rebond.domain.value_classes import dataclass


class Case(StrEnum):
    """A standard scenario."""

    NOBODY = "nobody"
    CLIENT = "client"
    TWO_LARGEST = "two_largest"
    NO_INCOME = "no_income"
    ESSENTIALS = "essentials"


@dataclass(frozen=True)
class Answer:
    """The projection of a standard scenario, and the clients that leave in it, by id and by name."""

    case: Case
    client_ids: tuple[int, ...]
    names: tuple[str, ...]
    scenario: Scenario
    projection: Projection


@dataclass(frozen=True)
class Outlook:
    """Every standard scenario projected from `today`, each computed when first read."""

    situation: Situation
    today: date

    @cached_property
    def invoiced(self) -> concentration.Concentration:
        """The revenue of the last 12 months by client."""
        return concentration.invoiced(self.situation, self.today)

    @cached_property
    def to_come(self) -> concentration.Concentration:
        """The revenue of the next 12 months by client, of running missions."""
        return concentration.to_come(self.situation, self.today)

    @property
    def ranks_ahead(self) -> bool:
        """Whether the next 12 months rank the clients, as nobody was invoiced in the last 12 (runway.md, 7)."""
        return not self.invoiced.client_ids and bool(self.to_come.client_ids)

    @property
    def revenue(self) -> concentration.Concentration:
        """The revenue that ranks the clients: of the last 12 months, or else of the next 12."""
        return self.to_come if self.ranks_ahead else self.invoiced

    @cached_property
    def clients(self) -> tuple[int, ...]:
        """The ids of the clients with running missions or unpaid invoices, the largest first, ties by name."""
        owing = {i.client_id for i in self.situation.invoices if not i.settled and not i.cancelled}
        # A mission that ended earlier this month is still to be invoiced.
        month = month_start(self.today)
        running = {m.client_id for m in self.situation.missions if (foreseen_end(m) or month) >= month}
        found, names = self.revenue, self.situation.client_names
        amounts = {client_id: amount for client_id, (_, amount) in zip(found.client_ids, found.amounts, strict=True)}
        return tuple(sorted(owing | running, key=lambda one: (-amounts.get(one, 0), folded(names[one]), one)))

    @cached_property
    def largest(self) -> tuple[int, ...]:
        """The ids of the two largest clients by `revenue`, or fewer."""
        return self.revenue.client_ids[:2]

    @cached_property
    def as_things_stand(self) -> Answer:
        return self._answer(Case.NOBODY, (), AS_THINGS_STAND)

    @cached_property
    def largest_leaves(self) -> Answer | None:
        """The case that the largest client gives notice today and honours it; None without revenue."""
        return self.leaves(self.largest[0]) if self.largest else None

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Every case in order: nobody leaves, each client, the two largest, no income, essentials only."""
        return tuple(self._answers())

    def leaves(self, *client_ids: int) -> Answer:
        """Project the case that these clients give notice today and honour it."""
        case = Case.CLIENT if len(client_ids) == 1 else Case.TWO_LARGEST
        return self._answer(case, client_ids, Scenario(leaving=self.departures(*client_ids)))

    def departures(self, *client_ids: int) -> tuple[Departure, ...]:
        """Each of these clients leaving today, its notice honoured and its invoices paid."""
        return tuple(Departure(client_id, self.today) for client_id in client_ids)

    @cached_property
    def reserve_needed(self) -> int | None:
        """The smallest reserve, in cents, that lasts `goal_months` if the largest client leaves today."""
        if self.largest_leaves is None:
            return None
        projection = self.largest_leaves.projection
        goal = add_months(self.today, self.situation.settings.goal_months)
        return max(0, -min(projection.balances[: (goal - self.today).days], default=0))

    @cached_property
    def layers(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The cents that each kind of income adds to every day's balance: owed, committed, continuing, hoped.

        Computed as differences between projections, so that charges follow their receipts and the layers add up.
        """
        everyone = Scenario(leaving=self.departures(*self.situation.client_names))
        names = ("owed", "committed", "continuing", "hoped")
        scenarios = (Scenario(income=Income.OWED), everyone, AS_THINGS_STAND, Scenario(opportunities=True))
        series = [project(self.situation, scenario, self.today).balances for scenario in scenarios]
        layers = [(names[0], series[0])]
        for name, below, above in zip(names[1:], series, series[1:], strict=False):
            layers.append((name, tuple(high - low for low, high in zip(below, above, strict=True))))
        return tuple(layers)

    @cached_property
    def not_invoiced(self) -> tuple[NotInvoiced, ...]:
        return not_invoiced_yet(self.situation, self.today)

    @cached_property
    def stale_accounts(self) -> tuple[str, ...]:
        """The names of counted accounts whose latest balance is over a week older than the newest one."""
        since, lines = opening_cash(self.situation, self.today)
        return tuple(line.name for line in lines if line.happened and since - line.happened > timedelta(days=7))

    def _answers(self) -> Iterator[Answer]:
        yield self.as_things_stand
        for client_id in self.clients:
            is_largest = (client_id,) == self.largest[:1]
            yield self.largest_leaves if is_largest and self.largest_leaves else self.leaves(client_id)
        if len(self.largest) == 2:
            yield self.leaves(*self.largest)
        yield self._answer(Case.NO_INCOME, (), NO_INCOME)
        yield self._answer(Case.ESSENTIALS, (), NO_INCOME_ESSENTIALS)

    def _answer(self, case: Case, client_ids: tuple[int, ...], scenario: Scenario) -> Answer:
        names = tuple(self.situation.client_names[client_id] for client_id in client_ids)
        return Answer(case, client_ids, names, scenario, project(self.situation, scenario, self.today))
