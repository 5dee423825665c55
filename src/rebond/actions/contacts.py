"""Actions on contacts: logging an interaction, moving to a stage, and finishing the next step."""

import dataclasses
from datetime import date, datetime

from rebond.actions.action import action
from rebond.actions.events import stamp
from rebond.actions.records import put
from rebond.domain.names import cleaned
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.prospecting.kinds import Contact, Interaction, StageId
from rebond.domain.rules import problems
from rebond.domain.translatable import later
from rebond.journal.queries.contacts import contact_named
from rebond.journal.transaction import Transaction

declare_problems({
    "next_before_contact": later("The next step lies before the contact itself. Choose a later day."),
})  # fmt: skip


@action("log_contact", later("Contact logged: {name}"))
def log_contact(
    transaction: Transaction,
    who: str,
    channel_id: int,
    text: str,
    day: date,
    *,
    now: datetime,
    next_step: str = "",
    next_date: date | None = None,
) -> int:
    """Log an interaction with a contact and set the next step; returns the interaction's id.

    A new name adds a contact. The next step replaces the former one, even if empty. A contact at the stage "to
    contact" moves to "contacted".

    :raises Refused: with problems of `who`, `text`, `date`, `next_step` or `next_date`.
    """
    name = cleaned(who)
    new = Contact(name=name)
    # An invalid name belongs to nobody, and may not even be valid in a query.
    line = None if problems(new, now.date()) else contact_named(transaction, name)
    current = line.contact if line else new
    transaction.describe(name=current.name)
    stage_id = StageId.CONTACTED if current.stage_id == StageId.TO_CONTACT else current.stage_id
    contact = dataclasses.replace(current, stage_id=stage_id, next_step=next_step.strip(), next_date=next_date)
    interaction = Interaction(
        contact_id=current.id, date=day, channel_id=channel_id, text=text.strip(), entered=stamp(now)
    )
    found = [
        *(problem.at("who") if problem.field == "name" else problem for problem in problems(contact, now.date())),
        *problems(interaction, now.date()),
    ]
    if next_date and next_date < day:
        found.append(Problem("next_before_contact", "next_date"))
    if found:
        raise Refused(*found)
    return transaction.insert(dataclasses.replace(interaction, contact_id=put(transaction, contact)))


@action("move_contact", later("Contact moved: {name}"))
def move_to_stage(transaction: Transaction, contact: Contact, stage_id: int) -> None:
    """Move a contact to another column of the board."""
    transaction.describe(name=contact.name, stage=stage_id)
    put(transaction, dataclasses.replace(contact, stage_id=stage_id))


@action("finish_next_step", later("Next step done: {name}"))
def finish_next_step(transaction: Transaction, contact: Contact) -> None:
    """Clear the next step of a contact, without logging an interaction."""
    transaction.describe(name=contact.name)
    put(transaction, dataclasses.replace(contact, next_step="", next_date=None))
