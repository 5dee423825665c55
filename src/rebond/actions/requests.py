"""Answers to the requests of clients."""

import dataclasses
from datetime import date

from rebond.actions.action import action
from rebond.actions.records import name_of, require_there, save
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.missions.kinds import Event, RequestAnswer
from rebond.domain.missions.requests import answered
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.journal.transaction import Transaction

declare_problems({
    "in_sent_amendment": later("This is a line of the amendment {number}, which was sent. Answer that one instead."),
})  # fmt: skip


@action("answer_request", later("Request answered: {name}"))
def answer_request(transaction: Transaction, event: Event, answer: RequestAnswer | None, today: date) -> None:
    """Give a request another answer, with the scope and the due day that follow; None takes its answer back.

    :raises Refused: when it was deleted in the meantime, or is a line of an amendment that was sent.
    """
    transaction.describe(name=name_of(event))
    save.within(transaction, fitting(transaction, answered(event, answer, today)), today)


def fitting(transaction: Transaction, event: Event) -> Event:
    """Return an event that is about to be written as it fits the amendment it is a line of.

    A request that is no longer to be priced leaves an amendment that was not sent.

    :raises Refused: when it was deleted in the meantime, or when its answer or its length is to change although its
        amendment was sent.
    """
    if not event.id:
        return event
    require_there(transaction, event)
    before = transaction.get(Event, event.id)
    amendment = transaction.get(Amendment, event.amendment_id) if event.amendment_id else None
    if before is None or amendment is None:
        return event
    if amendment.sent:
        for name in ("answer", "minutes"):
            if getattr(before, name) != getattr(event, name):
                raise Refused(Problem("in_sent_amendment", name, {"number": amendment.number}))
    elif event.answer is not RequestAnswer.TO_PRICE:
        event = dataclasses.replace(event, amendment_id=None)
    return event
