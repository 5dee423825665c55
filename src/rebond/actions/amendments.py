"""Amendments: drawn up from the requests to price, sent, accepted or refused; each is one transaction."""

import dataclasses
from datetime import date

from rebond.actions.action import action
from rebond.actions.records import put, save
from rebond.domain.agreements.amendments import AgreedVersion, AmendmentLine, agreed_rate, in_force, next_number, total
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment, Basis, Reply
from rebond.domain.missions.kinds import Billing, Milestone, Mission, RequestAnswer
from rebond.domain.missions.requests import answered
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.rules import LONGEST_NAME
from rebond.domain.translatable import later
from rebond.journal.queries.amendments import amendment_lines, requests_to_price, versions
from rebond.journal.queries.in_force import mission_in_force
from rebond.journal.transaction import Transaction

declare_problems({
    "nothing_to_price": later("No request waits to be priced. Answer one with “extra, to price” first."),
    "lines_without_hours": later("Give the hours of every line first: the client sees their price."),
    "rate_needed": later("Give the price of an hour first: none was agreed for this mission."),
    "amendment_answered": later("This amendment has an answer already. Undo that one before."),
    "amendment_not_sent": later("This amendment was not sent yet."),
})  # fmt: skip


@action("draw_up_amendment", later("Amendment drawn up: {name}"))
def draw_up(transaction: Transaction, mission_id: int, today: date) -> int:
    """Gather the mission's requests to price in an amendment; returns its id.

    One that was not sent yet takes them in; else there is a new one, numbered, at the rate agreed today: 0 where none
    is agreed, to be given before it is sent.

    :raises Refused: when no request waits.
    """
    events = requests_to_price(transaction, mission_id)
    mission = transaction.get(Mission, mission_id)
    if not events or mission is None:
        raise Refused(Problem("nothing_to_price"))
    earlier = transaction.matching(Amendment, mission_id=mission_id)
    unsent = next((amendment for amendment in reversed(earlier) if amendment.sent is None), None)
    amendment = unsent or Amendment(
        mission_id=mission_id,
        number=next_number([each.number for each in earlier]),
        made=today,
        hourly_rate=agreed_rate(versions(transaction, mission_id), mission, today) or 0,
    )
    transaction.describe(name=amendment.number)
    amendment_id = amendment.id or save.within(transaction, amendment, today)
    for event in events:
        transaction.update(dataclasses.replace(event, amendment_id=amendment_id))
    return amendment_id


@action("send_amendment", later("Amendment sent: {name}"))
def send(transaction: Transaction, amendment_id: int, day: date, today: date) -> None:
    """Note the day on which an amendment was sent.

    :raises Refused: when it was deleted in the meantime, a line has no hours, it has no rate, or the day is to come.
    """
    amendment = _open(transaction, amendment_id)
    if not amendment.hourly_rate:
        raise Refused(Problem("rate_needed", "hourly_rate"))
    if any(line.minutes is None for line in amendment_lines(transaction, amendment)):
        raise Refused(Problem("lines_without_hours", "minutes"))
    save.within(transaction, dataclasses.replace(amendment, sent=day), today)


@action("accept_amendment", later("Amendment accepted: {name}"))
def accept(transaction: Transaction, amendment_id: int, day: date, today: date) -> None:
    """Note that the client accepted an amendment, and make it a version of the agreement from that day on.

    The version copies the one in force and adds each line as a task; a budget grows by the total. The versions that
    were agreed before for later days did not know of it: those that state tasks or a budget grow alike, so that it
    stays in force. A version written after it says by itself what holds. Of a mission billed by milestones, the
    amendment becomes one.

    :raises Refused: when it was deleted in the meantime, was not sent, or has an answer already.
    """
    amendment = _replied(transaction, amendment_id, Reply.ACCEPTED, day, today)
    found = amendment_lines(transaction, amendment)
    _answer(transaction, found, RequestAnswer.ACCEPTED, today)
    _new_version(transaction, amendment, found, day)
    mission = mission_in_force(transaction, amendment.mission_id, day)
    if mission and mission.billing is Billing.MILESTONES:
        name = _name(f"{amendment.number} · {amendment.title}".rstrip(" ·"))
        reached = min(mission.ends, day) if mission.ends else day
        transaction.insert(Milestone(mission_id=mission.id, name=name, amount=total(found), date=reached))


@action("refuse_amendment", later("Amendment refused: {name}"))
def refuse(transaction: Transaction, amendment_id: int, day: date, today: date) -> None:
    """Note that the client refused an amendment; its requests are refused with it.

    :raises Refused: when it was deleted in the meantime, was not sent, or has an answer already.
    """
    amendment = _replied(transaction, amendment_id, Reply.REFUSED, day, today)
    _answer(transaction, amendment_lines(transaction, amendment), RequestAnswer.REFUSED, today)


def _open(transaction: Transaction, amendment_id: int) -> Amendment:
    """Return an amendment without an answer, and name it in the history."""
    amendment = transaction.get(Amendment, amendment_id)
    if amendment is None:
        raise Refused(Problem("gone"))
    transaction.describe(name=amendment.number)
    if amendment.reply:
        raise Refused(Problem("amendment_answered"))
    return amendment


def _replied(transaction: Transaction, amendment_id: int, reply: Reply, day: date, today: date) -> Amendment:
    amendment = _open(transaction, amendment_id)
    if amendment.sent is None:
        raise Refused(Problem("amendment_not_sent"))
    replied = dataclasses.replace(amendment, reply=reply, answered=day)
    save.within(transaction, replied, today)
    return replied


def _answer(transaction: Transaction, found: tuple[AmendmentLine, ...], answer: RequestAnswer, today: date) -> None:
    for line in found:
        transaction.update(answered(line.event, answer, today))


def _new_version(transaction: Transaction, amendment: Amendment, found: tuple[AmendmentLine, ...], day: date) -> None:
    """Add the version of the agreement that an amendment makes; one that begins on that day takes it in, and its name.

    The versions agreed already for later days take it in as well.
    """
    agreed = versions(transaction, amendment.mission_id)
    current = in_force(agreed, day)
    if current is None:
        current = AgreedVersion(
            Agreement(mission_id=amendment.mission_id, starts=day, hourly_rate=amendment.hourly_rate)
        )
    agreement = current.agreement
    same_day = bool(agreement.id) and agreement.starts == day
    there = (agreement.title,) if same_day else ()
    changed = dataclasses.replace(
        agreement,
        id=agreement.id if same_day else 0,
        starts=day,
        source=Basis.AMENDMENT,
        amendment_id=amendment.id,
        title=_name(" · ".join(filter(None, (*there, amendment.number, amendment.title)))),
        budget=_enlarged(agreement, found),
    )
    agreement_id = put(transaction, changed)
    for task in current.tasks:
        if task.agreement_id != agreement_id:
            transaction.insert(dataclasses.replace(task, id=0, agreement_id=agreement_id))
    _add_tasks(transaction, agreement_id, found)
    for later_one in (version for version in agreed if version.agreement.starts > day):
        put(transaction, dataclasses.replace(later_one.agreement, budget=_enlarged(later_one.agreement, found)))
        if later_one.tasks:
            _add_tasks(transaction, later_one.agreement.id, found)


def _enlarged(agreement: Agreement, found: tuple[AmendmentLine, ...]) -> int | None:
    """Return the budget of a version with the lines of an amendment; None where it states none."""
    return None if agreement.budget is None else agreement.budget + total(found)


def _add_tasks(transaction: Transaction, agreement_id: int, found: tuple[AmendmentLine, ...]) -> None:
    for line in found:
        words = _name(" ".join(line.words.split()))
        transaction.insert(AgreedTask(agreement_id=agreement_id, name=words, minutes=line.minutes, price=line.price))


def _name(text: str) -> str:
    """Return a text cut to the longest name."""
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"
