"""Actions on signs: their weights, typed or refitted, and the signs of a client that are dismissed."""

from dataclasses import replace
from datetime import date, datetime

from rebond.actions.action import action, added_or_edited
from rebond.actions.events import stamp
from rebond.actions.records import named, put
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Problem, Refused
from rebond.domain.rules import require
from rebond.domain.signs.client_state import DEFAULT_PERCENTS, DEFAULT_RATE, DEFAULT_WEIGHTS, PresentSign, Weights
from rebond.domain.signs.kinds import DismissedSign, Sign, SignWeight
from rebond.domain.translatable import later
from rebond.journal.queries.settings import load_settings
from rebond.journal.queries.signs import load_weights
from rebond.journal.transaction import Transaction


@action("weigh_sign")
def weigh(transaction: Transaction, sign: Sign, percent: int, today: date) -> None:
    """Set by how much a sign raises the chance that a client leaves, in percent; the default one restores it.

    :raises Refused: when it is out of range.
    """
    if changed := _weigh(transaction, sign, percent, today, fitted=False):
        _describe(transaction, *changed)


@action("set_leaving_rate", later("Chance of leaving without signs changed"))
def set_rate(transaction: Transaction, rate: int, today: date) -> None:
    """Set the chance a month, as a rate, that a client without signs leaves; the default one restores it.

    :raises Refused: when it is out of range.
    """
    _set_rate(transaction, rate, today, fitted=False)


@action("use_refitted_weights", later("Refitted weights of signs used"))
def use_refit(transaction: Transaction, refitted: Weights, today: date) -> None:
    """Use weights that were refitted from past endings; those that the person typed stay.

    :raises Refused: when one is out of range.
    """
    _use(transaction, refitted, today)


@action("drop_refitted_weights", later("Refitted weights of signs taken back"))
def drop_refit(transaction: Transaction, today: date) -> None:
    """Use the defaults again in place of refitted weights; those that the person typed stay."""
    _use(transaction, DEFAULT_WEIGHTS, today)


def _use(transaction: Transaction, weights: Weights, today: date) -> None:
    before = load_weights(transaction)
    for sign, percent in weights.percents.items():
        if sign not in before.typed:
            _weigh(transaction, sign, percent, today, fitted=True)
    if not before.rate_typed:
        _set_rate(transaction, weights.rate, today, fitted=True)


def _weigh(
    transaction: Transaction, sign: Sign, percent: int, today: date, *, fitted: bool
) -> tuple[str, SignWeight] | None:
    """Write the weight of a sign, and return the code of the change with its row; None where nothing was written."""
    own = next(iter(transaction.matching(SignWeight, sign=sign)), None)
    weight = replace(own or SignWeight(sign=sign, percent=percent), percent=percent, fitted=fitted)
    require(weight, today)
    if percent != DEFAULT_PERCENTS[sign]:
        put(transaction, weight)
        return added_or_edited(weight), weight
    if own:
        transaction.delete(SignWeight, own.id)
        return "delete_sign_weight", own
    return None


def _set_rate(transaction: Transaction, rate: int, today: date, *, fitted: bool) -> None:
    settings = replace(load_settings(transaction), leaving_rate=rate, leaving_fitted=fitted and rate != DEFAULT_RATE)
    require(settings, today)
    put(transaction, settings)


@action("dismiss_sign")
def dismiss(transaction: Transaction, client_id: int, sign: PresentSign, now: datetime) -> None:
    """Dismiss a sign of a client as it is, until the next entry of its kind.

    :param now: with a time zone.
    :raises Refused: when the client was deleted in the meantime.
    """
    if transaction.get(Client, client_id) is None:
        raise Refused(Problem("gone"))
    before = next(iter(transaction.matching(DismissedSign, client_id=client_id, sign=sign.sign)), None)
    dismissed = DismissedSign(
        id=before.id if before else 0,
        client_id=client_id,
        sign=sign.sign,
        entries_to=sign.last,
        entries=sign.on(sign.last),
        dismissed=stamp(now),
    )
    require(dismissed, now.date())
    _describe(transaction, added_or_edited(dismissed), dismissed)
    put(transaction, dismissed)


@action("count_sign_again")
def count_again(transaction: Transaction, client_id: int, sign: Sign) -> None:
    """Count a sign again that was dismissed; nothing happens to one that was not."""
    for dismissed in transaction.matching(DismissedSign, client_id=client_id, sign=sign):
        _describe(transaction, "delete_dismissed_sign", dismissed)
        transaction.delete(DismissedSign, dismissed.id)


def _describe(transaction: Transaction, code: str, row: Entity) -> None:
    transaction.describe(code, name=named(transaction, row))
