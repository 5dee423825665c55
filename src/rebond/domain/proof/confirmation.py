"""Up to which change a history is confirmed by messages that somebody else holds, and what nothing confirms."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeenHead:
    """A head that a message states, sent on `day`; `change` is the number of the change in the history that has it.

    `change` is None when the history holds no such change. `returned`: it was found again in a message that came back.
    `foreign`: its letter came here by an import, so that the head is that of another journal.
    """

    digits: str
    day: dt.date
    subject: str = ""
    change: int | None = None
    at: dt.datetime | None = None
    returned: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The heads stated by messages, the oldest first, and the number of the history's last change."""

    heads: tuple[SeenHead, ...]
    last: int

    @property
    def held(self) -> tuple[SeenHead, ...]:
        """The heads that the history still holds, in its order."""
        return tuple(sorted((head for head in self.heads if head.change), key=lambda head: head.change or 0))

    @property
    def lost(self) -> tuple[SeenHead, ...]:
        """The heads that the history holds no more: what was written then was cut off or written anew."""
        return tuple(head for head in self.heads if head.change is None and not head.foreign)

    @property
    def latest(self) -> SeenHead | None:
        """The head that confirms the most; None when no message confirms anything."""
        return self.held[-1] if self.held else None

    @property
    def unconfirmed(self) -> int:
        """The number of changes that nothing but the journal itself confirms."""
        return self.last - ((self.latest.change if self.latest else 0) or 0)
