"""Import of an address book's cards as contacts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from rebond.actions.imports.plan import Plan, Progress
from rebond.domain.names import cleaned, folded
from rebond.domain.problems import Problem
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.rules import problems
from rebond.exchange.vcard import PersonCard


def plan_cards(
    plan: Plan, cards: Sequence[PersonCard], today: dt.date, progress: Progress
) -> tuple[int, list[Problem]]:
    """Plan a contact for every card of a new person; returns the number of those present, and problems by line.

    A person is present if a contact has the name and no other e-mail address, organisation or telephone number.
    """
    found: list[Problem] = []
    present = 0
    if len(cards) > _FEW:
        plan.rows(Contact)  # reading all of them once is faster than that many lookups
    for done, card in enumerate(cards):
        progress(done, len(cards))
        contact = Contact(
            name=cleaned(card.name),
            organisation="" if card.organisation == card.name else card.organisation,
            email=card.email,
            phone=card.phone,
            note=card.note,
        )
        if wrong := problems(contact, today):
            found += [replace(problem, line=card.line) for problem in wrong]
        elif any(_same_person(existing, contact) for existing in plan.named(Contact, contact.name)):
            present += 1
        else:
            plan.add(contact)
    return present, found


_SHORTEST_NUMBER = 6
#: Up to this many cards, each name is looked up by itself.
_FEW = 200


def _same_person(existing: Contact, card: Contact) -> bool:
    """Whether two namesakes may be one person: the first detail that both have is the same, or they share none."""
    details = [
        (existing.email, card.email),
        (existing.organisation, card.organisation),
        (_digits(existing.phone), _digits(card.phone)),
    ]
    equal = [folded(one) == folded(other) for one, other in details if one and other]
    return equal[0] if equal else True


def _digits(phone: str) -> str:
    """Return the last nine digits of a telephone number, without its country prefix; empty if it is too short."""
    digits = "".join(character for character in phone if character.isdigit())
    return digits[-9:] if len(digits) >= _SHORTEST_NUMBER else ""
