"""Actions on letters: noting that one was sent, keeping a fact for the next ones, and one's own wording of them."""

import dataclasses
from datetime import date, datetime
from typing import Any

from rebond.actions.action import action
from rebond.actions.amendments import send
from rebond.actions.events import write_event
from rebond.actions.invoices import save_invoice
from rebond.actions.letter_facts import About
from rebond.actions.missions import note_end
from rebond.actions.records import name_of, put, save
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.letters.kinds import Delivery, Letter, OwnTemplate, Tongue
from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission, Side
from rebond.domain.missions.notice import notice_given
from rebond.domain.money.kinds import Settings
from rebond.domain.people.kinds import Person
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.rules import LONGEST_NAME, require
from rebond.domain.translatable import later
from rebond.journal.heads import SHORT, change_with
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.journal.transaction import Transaction
from rebond.letters.head_line import heads_in
from rebond.letters.rendering import facts_used
from rebond.letters.template_file import Template, familiar_form, load

declare_problems({
    "letter_before_facts": later("The letter speaks of {date}: it was not sent before that day."),
    "demand_before_due": later("The invoice is due on {date}: a formal notice is sent after that day."),
})  # fmt: skip

#: The templates that bring an amendment to the client.
_BRINGING = frozenset({"amendment"})
#: The most heads that are looked for in a letter, from its end.
_MOST_HEADS = 20
#: The templates that demand a payment formally: interest runs from their day where the law says so.
_DEMANDING = frozenset({"late_formal_notice"})
#: The templates that give notice.
_ENDING = frozenset({"notice_of_end"})
#: The templates that sum up a talk.
_RECAPS = frozenset({"recap"})


@action("mark_letter_sent")
def mark_as_sent(
    transaction: Transaction, letter: Letter, now: datetime, earliest: date | None = None, *, notes_notice: bool = False
) -> int:
    """Note a letter as it was sent: in the journal of its mission, and as the sending of its amendment; returns its id.

    A formal notice sets the day on which its invoice was demanded, unless one was sent before.

    :param earliest: the first day on which it may have been sent, for what it speaks of; None is any.
    :param notes_notice: whether it is noted as well as the notice by which one ends the mission, sent on that day.
    :raises Refused: when it breaks a rule, was sent before that day, demands what was not due yet, or what it is about
        was deleted.
    """
    require(letter, now.date())
    invoice = transaction.get(Invoice, letter.invoice_id) if letter.invoice_id else None
    if invoice and letter.template in _DEMANDING and letter.sent <= invoice.due:
        raise Refused(Problem("demand_before_due", "sent", {"date": invoice.due}))
    if earliest and letter.sent < earliest:
        raise Refused(Problem("letter_before_facts", "sent", {"date": earliest}))
    transaction.describe("add_letter", name=letter.subject)
    event_id = None
    if letter.mission_id:
        # The text of the letter stays with the letter: the entry names it.
        event = Event(mission_id=letter.mission_id, type=EventKind.LETTER, date=letter.sent, text=letter.subject)
        event_id = write_event.within(transaction, event, now)
    if letter.amendment_id and letter.template in _BRINGING:
        amendment = transaction.get(Amendment, letter.amendment_id)
        if amendment and amendment.sent is None:
            send.within(transaction, amendment.id, letter.sent, now.date())
    mission = transaction.get(Mission, letter.mission_id) if letter.mission_id and notes_notice else None
    if mission:
        noticed = dataclasses.replace(mission, notice_sent=letter.sent, notice_by=Side.ME)
        note_end.within(transaction, noticed, now.date())
    if invoice and letter.template in _DEMANDING and invoice.demanded is None:
        save_invoice.within(transaction, dataclasses.replace(invoice, demanded=letter.sent), now.date())
    head = head_stated(transaction, letter.text)
    return put(transaction, dataclasses.replace(letter, event_id=event_id, head=head))


def head_stated(reader: Reader, text: str) -> str:
    """Return the digits of the last head that a letter's text states and the history holds; empty: none.

    It is read from the text, since that is what the other side holds: the person may have taken the line out.
    """
    held = [head.digits[:SHORT] for head in heads_in(text)[-_MOST_HEADS:] if change_with(reader, head.digits)]
    return held[-1] if held else ""


def notice_to_note(reader: Reader, about: About, template: str) -> bool:
    """Whether the sending of a letter gives a notice that is still to be noted: of a mission that nothing ends yet."""
    mission = reader.get(Mission, about.mission_id) if about.mission_id and template in _ENDING else None
    return mission is not None and mission.ended is None and notice_given(mission) is None


def sent_letter(template: Template, about: About, channel: Delivery, recipient: str, **written: Any) -> Letter:
    """Return the row of a letter: `written` are its subject, text and day of sending."""
    subject = " ".join(str(written.pop("subject")).split())
    return Letter(
        client_id=about.client_id, mission_id=about.mission_id, amendment_id=about.amendment_id,
        invoice_id=about.invoice_id, talk_id=about.talk_id if template.name in _RECAPS else None,
        template=template.name, language=Tongue(template.language), channel=channel,
        recipient=recipient[:LONGEST_NAME], subject=subject[:LONGEST_NAME], **written,
    )  # fmt: skip


#: The facts that are the same in every letter, with the row and the field that keep them.
_KEPT: dict[str, tuple[type[Settings | Client | Person], str]] = {
    "sender.name": (Settings, "sender"),
    "sender.address": (Settings, "address"),
    "sender.email": (Settings, "email"),
    "sender.phone": (Settings, "phone"),
    "sender.registration": (Settings, "registration"),
    "client.address": (Client, "address"),
    "person.email": (Person, "email"),
}


def keeps(path: str, about: About) -> bool:
    """Return whether the journal keeps the fact of a path for the next letters."""
    return path in _KEPT and (_KEPT[path][0] is not Person or bool(about.person_id))


@action("keep_letter_fact")
def keep_fact(transaction: Transaction, about: About, path: str, value: str, now: datetime) -> None:
    """Keep a fact that a letter was given, such as the client's address, for the next ones.

    :raises Refused: when the row breaks a rule, or was deleted.
    """
    cls, field = _KEPT[path]
    row: Settings | Client | Person | None = load_settings(transaction)
    if cls is not Settings:
        row = transaction.get(cls, about.client_id if cls is Client else about.person_id or 0)
    if row is None:
        raise Refused(Problem("gone"))
    kept: dict[str, Any] = {field: value}
    transaction.describe(f"edit_{row.kind}", name=name_of(row))
    save.within(transaction, dataclasses.replace(row, **kept), now.date())


def own_wording(reader: Reader, name: str, language: str) -> OwnTemplate | None:
    """Return the person's own wording of a letter in a language."""
    found = reader.matching(OwnTemplate, template=name, language=Tongue(language))
    return found[0] if found else None


def wording(reader: Reader, name: str, language: str, *, familiar: bool = False) -> Template:
    """Return the template of a letter in a language, in the person's own wording if there is one.

    :param familiar: whether it goes to somebody to whom one says `tu`.
    :raises Refused: no_such_letter.
    """
    if familiar:
        name = familiar_form(name, language)
    return load(name, language).reworded(own_wording(reader, name, language))


@action("save_wording")
def save_wording(transaction: Transaction, own: OwnTemplate, now: datetime) -> None:
    """Keep the person's own wording of a letter in a language, in place of the one before.

    :raises Refused: with each problem of the wording and its line.
    """
    facts_used(load(own.template, own.language.value).reworded(own))
    before = own_wording(transaction, own.template, own.language.value)
    own = dataclasses.replace(own, id=before.id if before else 0)
    transaction.describe("edit_own_template", name=load(own.template, own.language.value).title)
    save.within(transaction, own, now.date())


@action("restore_wording")
def restore_wording(transaction: Transaction, name: str, language: str) -> None:
    """Go back to the program's wording of a letter in a language."""
    own = own_wording(transaction, name, language)
    if own:
        transaction.describe("delete_own_template", name=load(name, language).title)
        transaction.delete(OwnTemplate, own.id)
