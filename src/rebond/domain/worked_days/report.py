"""The monthly activity report of a mission: what the client signs, and the invoice by the day rests on."""

from collections.abc import Iterator
from datetime import date

from rebond.domain.missions.kinds import Client
from rebond.domain.money.kinds import Settings
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.domain.worked_days.month import MonthGrid

#: Said beside a report whose sender has no name yet; on the page itself is a line to write it on.
NAME_UNKNOWN = later("Your name is not known yet: File > About you…")


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the report: its name, and the lines of its address and numbers. An unknown name is empty."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityReport:
    """The report of one month. `planned` is in hundredths of a day, 0 where no days are planned."""

    sender: Party
    client: Party
    mission: str
    grid: MonthGrid
    planned: int = 0

    @property
    def notes(self) -> Iterator[tuple[date, str]]:
        """The notes of days worked, in order, each on one line."""
        return ((day.date, " ".join(day.note.split())) for day in self.grid.days if day.worked and day.note.strip())


def sender(settings: Settings) -> Party:
    """Return the consultant as letters and reports say them."""
    return Party(
        settings.sender.strip(), _filled(settings.address, settings.registration, settings.email, settings.phone)
    )


def addressee(client: Client) -> Party:
    """Return the client as letters and reports say it."""
    return Party(client.name, _filled(client.address))


def _filled(*texts: str) -> tuple[str, ...]:
    """Return the lines of the texts that are not empty."""
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())
