"""Up to which change messages state the head of a history, and up to which one that came back confirms it."""

import datetime as dt

from rebond.domain.value_classes import dataclass


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
        """The head of the history that a message states and that covers the most; None when none does.

        It confirms the history once somebody shows that message: that it was noted as sent is the journal's own word.
        """
        return self.held[-1] if self.held else None

    @property
    def compared(self) -> SeenHead | None:
        """The head that covers the most of those that came back; None when none did."""
        return next((head for head in reversed(self.held) if head.returned), None)

    @property
    def unstated(self) -> int:
        """The number of changes after the last head that a message states."""
        return self.last - ((self.latest.change if self.latest else 0) or 0)
