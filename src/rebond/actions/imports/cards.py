"""People of an address book as contacts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from rebond.actions.imports.plan import Plan, Progress
from rebond.domain.names import cleaned, folded
from rebond.domain.problems import Problem
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.rules import problems
from rebond.exchange.vcard import PersonCard


def join_cards(
    plan: Plan, cards: Sequence[PersonCard], today: dt.date, progress: Progress
) -> tuple[int, list[Problem]]:
    """Plan a contact for every card whose person is not there; how many were, and the problems by line.

    One is there already when the name is and nothing contradicts it: e-mail address, organisation or telephone.
    Otherwise it is someone else of that name.
    """
    found: list[Problem] = []
    there = 0
    if len(cards) > _FEW:
        plan.rows(Contact)  # reading all of them once is quicker than looking up so many
    for place, card in enumerate(cards):
        progress(place, len(cards))
        contact = Contact(
            name=cleaned(card.name),
            organisation="" if card.organisation == card.name else card.organisation,
            email=card.email,
            phone=card.phone,
            note=card.note,
        )
        if wrong := problems(contact, today):
            found += [replace(problem, line=card.line) for problem in wrong]
        elif any(_one_person(held, contact) for held in plan.named(Contact, contact.name)):
            there += 1
        else:
            plan.add(contact)
    return there, found


_SHORTEST_NUMBER = 6
#: Up to so many cards, each name is looked up by itself.
_FEW = 200


def _one_person(here: Contact, card: Contact) -> bool:
    """Whether the two may be one: the first detail that both have is the same, or there is none."""
    both = [
        (here.email, card.email),
        (here.organisation, card.organisation),
        (_digits(here.phone), _digits(card.phone)),
    ]
    known = [folded(one) == folded(other) for one, other in both if one and other]
    return known[0] if known else True


def _digits(phone: str) -> str:
    """The end of a telephone number, the same with and without the country's prefix; empty for no whole number."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return digits[-9:] if len(digits) >= _SHORTEST_NUMBER else ""
