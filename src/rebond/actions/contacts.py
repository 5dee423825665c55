"""Prospects: a contact logged in ten seconds, the one next step, the stage on the board."""

import dataclasses
from datetime import date, datetime

from rebond.actions.events import stamp
from rebond.actions.records import put
from rebond.domain.entities import Channel, Contact, Stage, Touch
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import problems, require
from rebond.journal.file import Journal
from rebond.journal.history import Change


def log_contact(
    journal: Journal,
    who: str,
    channel: Channel,
    text: str,
    day: date,
    *,
    now: datetime,
    next_step: str = "",
    next_date: date | None = None,
) -> Change | None:
    """Write down a contact and the next step it leaves; a new name makes a new contact.

    The next step replaces the one there was, even by none. Someone to contact has now been contacted.

    :raises Refused: with problems under `who`, `text`, `date`, `next_step` or `next_date`.
    """
    name = " ".join(who.split())
    if not name:
        raise Refused(Problem("empty", "who"))
    if next_date and next_date < day:
        raise Refused(Problem("next_before_contact", "next_date"))
    with journal.change("log_contact", {"name": name}) as change:
        known = next(iter(change.matching(Contact, name=name)), Contact(name=name))
        stage = Stage.CONTACTED if known.stage is Stage.TO_CONTACT else known.stage
        contact = dataclasses.replace(known, stage=stage, next_step=next_step.strip(), next_date=next_date)
        found = [
            dataclasses.replace(problem, field="who" if problem.field == "name" else problem.field)
            for problem in problems(contact, now.date())
        ]
        if found:
            raise Refused(*found)
        contact_id = put(change, contact)
        touch = Touch(contact_id=contact_id, date=day, channel=channel, text=text.strip(), entered=stamp(now))
        require(touch, now.date())
        change.insert(touch)
    return change.done


def move_to_stage(journal: Journal, contact: Contact, stage: Stage) -> Change | None:
    """Move a contact to another column of the board."""
    with journal.change("move_contact", {"name": contact.name, "stage": stage.value}) as change:
        change.update(dataclasses.replace(contact, stage=stage))
    return change.done


def finish_next_step(journal: Journal, contact: Contact) -> Change | None:
    """The next step is done, without a contact to log."""
    with journal.change("finish_next_step", {"name": contact.name}) as change:
        change.update(dataclasses.replace(contact, next_step="", next_date=None))
    return change.done
