"""Two columns of amounts of which each row fills one: money in and money out, whatever their headings."""

from collections.abc import Sequence
from itertools import combinations, pairwise

from rebond.exchange.columns import Role
from rebond.exchange.csv_file.sums import figures
from rebond.exchange.csv_file.table import CsvTable
from rebond.exchange.csv_file.words import direction_said, is_fee, is_foreign, meaning

#: What a heading of such a column may be taken for.
_MAY_BE = {Role.UNUSED, Role.AMOUNT, Role.DEBIT, Role.CREDIT}


def give_directions(table: CsvTable, amounts: Sequence[bool], roles: list[Role]) -> bool:
    """Give the roles of debit and credit to the only two columns that share the rows between them.

    The balances say which is which, or else the headings, or the signs. Where none does, both lose their role, so that
    the person is asked. Return whether there are two such columns.

    :param amounts: whether each column holds amounts.
    """
    if Role.DIRECTION in roles:
        return False
    places = [place for place, is_amount in enumerate(amounts) if is_amount and _may_be_sum(table, place)]
    pairs = [pair for pair in combinations(places, 2) if _share_rows(table, pair)]
    if len(pairs) != 1:
        return False
    one, other = pairs[0]
    others = [place for place, role in enumerate(roles) if role is Role.AMOUNT and place not in pairs[0]]
    if any(table.column(place) for place in others):
        return False
    credit = _by_balances(table, one, other, roles)
    if credit is None:
        credit = _by_headings(table, one, other)
    if credit is None:
        credit = _by_signs(table, one, other)
    for place, role in enumerate(roles):
        if role in {Role.DEBIT, Role.CREDIT, Role.AMOUNT}:
            roles[place] = Role.UNUSED
    if credit is not None:
        roles[one + other - credit], roles[credit] = Role.DEBIT, Role.CREDIT
    return True


def _may_be_sum(table: CsvTable, place: int) -> bool:
    heading = table.header[place] if place < len(table.header) else ""
    return meaning(heading)[0] in _MAY_BE and not is_fee(heading) and not is_foreign(heading)


def _share_rows(table: CsvTable, pair: tuple[int, int]) -> bool:
    """Whether each row has an amount other than zero in one of two columns, each of which has some of one sign."""
    rows = list(figures(table, pair))
    moved = [row for row in rows if any(row)]
    signs = [{cents > 0 for row in moved if (cents := row[at])} for at in (0, 1)]
    is_either = not any(map(all, moved)) and len(moved) * 10 >= len(rows) * 8
    return is_either and all(len(of_column) == 1 for of_column in signs)


def _by_balances(table: CsvTable, one: int, other: int, roles: Sequence[Role]) -> int | None:
    """Return which column makes the balances grow; None where they do not say."""
    if Role.BALANCE not in roles:
        return None
    known = [
        ((in_one or 0) - (in_other or 0), balance)
        for in_one, in_other, balance in figures(table, (one, other, roles.index(Role.BALANCE)))
        if balance is not None
    ]
    hits = {one: 0, other: 0}
    for place, sign in ((one, 1), (other, -1)):
        down = sum(after - before == sign * moved for (_, before), (moved, after) in pairwise(known))
        up = sum(before - after == sign * moved for (moved, before), (_, after) in pairwise(known))
        hits[place] = max(down, up)
    best = max(hits, key=lambda place: hits[place])
    is_clear = hits[one] != hits[other] and hits[best] * 3 >= (len(known) - 1) * 2
    return best if is_clear else None


def _by_headings(table: CsvTable, one: int, other: int) -> int | None:
    """Return which column is money in by the words above both, or above the one that says it."""
    if not table.header:
        return None
    said = [direction_said(table.header[place]) for place in (one, other)]
    if said[0] is said[1]:
        return None
    return one if Role.CREDIT is said[0] or Role.DEBIT is said[1] else other


def _by_signs(table: CsvTable, one: int, other: int) -> int | None:
    """Return which column has no sign where every amount of the other one is below zero."""
    rows = list(figures(table, (one, other)))
    is_below = [any((row[at] or 0) < 0 for row in rows) for at in (0, 1)]
    if is_below[0] is is_below[1]:
        return None
    return other if is_below[0] else one
