"""Prospects: a contact logged in ten seconds, the one next step, the stage on the board."""

import dataclasses
import unicodedata
from datetime import date, datetime

from rebond.actions.events import stamp
from rebond.actions.records import put
from rebond.domain.entities import Channel, Contact, Stage, Touch
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import problems
from rebond.journal.file import Journal
from rebond.journal.history import Change
from rebond.journal.writing import Writing


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
    name = " ".join(unicodedata.normalize("NFC", who).split())
    with journal.change("log_contact") as change:
        new = Contact(name=name)
        # What breaks a rule is nobody's name, and the file may not even be asked for it.
        known = new if problems(new, now.date()) else _known(change, name) or new
        change.facts["name"] = known.name
        stage = Stage.CONTACTED if known.stage is Stage.TO_CONTACT else known.stage
        contact = dataclasses.replace(known, stage=stage, next_step=next_step.strip(), next_date=next_date)
        touch = Touch(contact_id=known.id, date=day, channel=channel, text=text.strip(), entered=stamp(now))
        found = [
            *(problem.at("who") if problem.field == "name" else problem for problem in problems(contact, now.date())),
            *problems(touch, now.date()),
        ]
        if next_date and next_date < day:
            found.append(Problem("next_before_contact", "next_date"))
        if found:
            raise Refused(*found)
        change.insert(dataclasses.replace(touch, contact_id=put(change, contact)))
    return change.done


def _known(change: Writing, name: str) -> Contact | None:
    """The contact of that name, whatever its capitals; the file itself tells only those from A to Z apart."""
    found = change.matching(Contact, name=name)
    if not found and not name.isascii():
        found = tuple(one for one in change.all(Contact) if one.name.casefold() == name.casefold())
    return found[0] if found else None


def move_to_stage(journal: Journal, contact: Contact, stage: Stage) -> Change | None:
    """Move a contact to another column of the board."""
    with journal.change("move_contact", {"name": contact.name, "stage": stage.value}) as change:
        put(change, dataclasses.replace(contact, stage=stage))
    return change.done


def finish_next_step(journal: Journal, contact: Contact) -> Change | None:
    """The next step is done, without a contact to log."""
    with journal.change("finish_next_step", {"name": contact.name}) as change:
        put(change, dataclasses.replace(contact, next_step="", next_date=None))
    return change.done
