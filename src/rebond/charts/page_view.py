"""The input of the printed page, made the same way for the window and the command line, and its paper."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

from rebond.domain.money.goal import savings_goal
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.runway import Projection, project
from rebond.domain.money.scenario import AS_THINGS_STAND, Scenario
from rebond.domain.value_classes import dataclass
from rebond.language import Language


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


#: The width and height of each paper in inches, in portrait.
SIZES = {Paper.A4: (210 / 25.4, 297 / 25.4), Paper.LETTER: (8.5, 11.0)}
#: Territories whose usual paper is Letter; elsewhere it is A4.
_LETTER_TERRITORIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE"})


def usual_paper(language: Language) -> Paper:
    """Return the usual paper of the language's territory."""
    return Paper.LETTER if language.locale.territory in _LETTER_TERRITORIES else Paper.A4


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose page it is: the name, and the nine digits of the SIREN; each may be empty."""

    name: str = ""
    siren: str = ""

    @property
    def known(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.name or self.siren)

    def written(self, fitted: Callable[[str, str], str]) -> str:
        """Return both as one line.

        :param fitted: cuts a text to the room that is left beside another one: a long name never takes the number's.
        """
        groups = " ".join(self.siren[at : at + 3] for at in range(0, len(self.siren), 3))
        number = f"SIREN {groups}" if groups else ""
        rest = f" · {number}" if self.name and number else number
        return fitted(self.name, rest) + rest


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """The input of the page: the outlook, and the scenario shown with its projection.

    `title` is the journal's name, `goal` the savings goal in cents, `past` the dated balances before today in cents,
    the oldest first. `head` is the head of the history in short, by which the page shows later what it was made from.
    """

    language: Language
    title: str
    outlook: Outlook
    scenario: Scenario
    projection: Projection
    goal: int | None = None
    past: tuple[tuple[date, int], ...] = ()
    owner: Owner = Owner()
    head: str = ""

    @property
    def supposes(self) -> bool:
        """Whether the page shows a scenario beside the projection as things stand."""
        return self.scenario != AS_THINGS_STAND

    @property
    def has_vat(self) -> bool:
        """Whether any amount shown includes VAT."""
        situation = self.outlook.situation
        return any(row.vat_rate for row in situation.missions) or any(row.vat for row in situation.invoices)


def page_view(
    language: Language,
    title: str,
    outlook: Outlook,
    scenario: Scenario,
    past: Iterable[tuple[date, int]],
    owner: Owner,
    head: str,
) -> PageView:
    """Return the page of a scenario of the outlook; `past`, `title` and `head` as in :class:`PageView`."""
    known = (answer.projection for answer in outlook.answers if answer.scenario == scenario)
    projection = next(known, None) or project(outlook.situation, scenario, outlook.today)
    goal = savings_goal(outlook.situation, outlook.today)
    return PageView(
        language=language, title=title, outlook=outlook, scenario=scenario, projection=projection, goal=goal,
        past=tuple(past), owner=owner, head=head,
    )  # fmt: skip
