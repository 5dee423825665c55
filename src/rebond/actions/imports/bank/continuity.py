"""Which statements of an import may be of one account, as far as their balances say."""

from collections.abc import Iterable
from itertools import accumulate

from rebond.exchange.statement import Statement


def continuous(statements: Iterable[tuple[str, Statement]]) -> tuple[frozenset[str], ...]:
    """Return the keys of statements in groups whose balances go on from each other, or from some day within.

    Two groups may be two accounts, or one with a time between for which there is no file. A statement whose balances
    say nothing is in no group.

    :param statements: with the key of the account of each.
    """
    groups: list[tuple[set[str], list[list[int]]]] = []
    for key, statement in statements:
        held = _held(statement)
        if not held:
            continue
        joined = [group for group in groups if key in group[0] or any(_meet(held, other) for other in group[1])]
        groups = [group for group in groups if group not in joined]
        groups.append(
            (
                {key}.union(*(keys for keys, _all in joined)),
                [held, *(other for _keys, all_held in joined for other in all_held)],
            )
        )
    return tuple(frozenset(keys) for keys, _held_by in groups)


def _held(statement: Statement) -> list[int]:
    """Return what the account held before the statement and at the end of its days; empty where that is not known."""
    last = statement.last or max((one.date for one in statement.transactions), default=None)
    closing = statement.closing_balance
    # A balance of a later day does not say what was held on those of the movements.
    if closing is None or statement.closing_date is None or last is None or statement.closing_date > last:
        return []
    days: dict[object, int] = {}
    for one in sorted(statement.transactions, key=lambda one: one.date):
        days[one.date] = days.get(one.date, 0) + one.amount
    return [*accumulate(days.values(), initial=closing - statement.moved)] if days else []


def _meet(one: list[int], other: list[int]) -> bool:
    """Whether one of two statements begins with what the other one says that was held."""
    return one[0] in other or other[0] in one
