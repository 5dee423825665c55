"""A letter on paper: the lines of its sender and recipient, and how it is sent."""

from datetime import date

from rebond.domain.letters.kinds import Delivery
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.language import Language
from rebond.letters.facts import LetterFacts

#: The facts that a letter on paper cannot do without.
POSTAL = ("sender.name", "sender.address", "client.name", "client.address")
_HOW = {
    Delivery.REGISTERED: later("Registered letter with acknowledgement of receipt"),
    Delivery.BY_HAND: later("Handed over in person against a receipt"),
}


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter to print; `sender` and `recipient` are the lines of their blocks, `how` says how it is sent."""

    language: Language
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    how: str
    subject: str
    text: str
    day: date


def letter_view(language: Language, facts: LetterFacts, channel: Delivery, subject: str, text: str) -> LetterView:
    """Return the letter as it is printed: the client first, then for whose attention, then the address."""
    sender, person = facts.sender, facts.person
    attention = language.gettext("For the attention of {name}").format(name=person.name) if person.name else ""
    above = (sender.name, *_lines(sender.address), sender.phone, sender.email, sender.registration)
    to = (facts.client.name, attention if person.name != facts.client.name else "", *_lines(facts.client.address))
    how = language.gettext(_HOW[channel]) if channel in _HOW else ""
    return LetterView(
        language, tuple(filter(None, above)), tuple(filter(None, to)), how, subject, text, facts.today
    )  # fmt: skip


def _lines(address: str) -> list[str]:
    return [line.strip() for line in address.splitlines() if line.strip()]
