"""Which of several columns of figures moves the account: after fees, in its own currency, or one for each direction."""

from collections.abc import Iterator, Sequence

from rebond.exchange.columns import Role
from rebond.exchange.csv_file.table import CsvTable
from rebond.exchange.csv_file.words import is_fee, is_foreign, meaning
from rebond.exchange.local_forms import decimals_follow_comma, is_amount, read_amount

#: So many rows are looked at.
_SAMPLE = 400


def take_net_amount(table: CsvTable, roles: list[Role]) -> None:
    """Give the role of the amount to the column of what is left after fees, where the figures show that one is."""
    if Role.AMOUNT not in roles:
        return
    gross = roles.index(Role.AMOUNT)
    fees = [place for place, heading in enumerate(table.header) if is_fee(heading)]
    for net, heading in enumerate(table.header):
        if roles[net] is Role.UNUSED and meaning(heading)[0] is Role.AMOUNT:
            proofs = [
                whole - left == sum(abs(fee or 0) for fee in kept)
                for whole, left, *kept in figures(table, (gross, net, *fees))
                if whole is not None and left is not None and whole != left
            ]
            if proofs and sum(proofs) * 3 >= len(proofs) * 2:
                roles[gross], roles[net] = Role.UNUSED, Role.AMOUNT
                return


def leave_other_currency(table: CsvTable, roles: list[Role]) -> None:
    """Take the role from a column of currencies that is about an amount beside the account's own.

    It belongs to the nearest amount before it, or to the nearest one after it where it stands before all of them.
    """
    if Role.AMOUNT not in roles or Role.CURRENCY not in roles:
        return
    amount, place = roles.index(Role.AMOUNT), roles.index(Role.CURRENCY)
    foreign = {at for at, heading in enumerate(table.header) if is_foreign(heading)} - {amount}
    sums = foreign | {at for at, heading in enumerate(table.header) if meaning(heading)[0] is Role.AMOUNT}
    before = max((one for one in sums if one < place), default=None)
    nearest = min((one for one in sums if one > place), default=None) if before is None else before
    is_one_of_many = before is not None and place + 1 in foreign and len(set(table.column(place))) > 1
    if nearest in foreign or is_one_of_many:
        roles[place] = Role.UNUSED


def are_both_filled(table: CsvTable, one: int, other: int) -> bool:
    """Whether any row has amounts other than zero in both columns."""
    return any(figures[0] and figures[1] for figures in figures(table, (one, other)))


def is_filled_where_empty(table: CsvTable, place: int, other: int) -> bool:
    """Whether a column has an amount in just those rows in which another one has none."""
    rows = [row.cells for row in table.rows[:_SAMPLE] if len(row.cells) > max(place, other)]
    filled = [(is_amount(row[place]), is_amount(row[other])) for row in rows]
    moved = [pair for pair in filled if any(pair)]
    return any(here for here, _there in moved) and all(here != there for here, there in moved)


def figures(table: CsvTable, places: Sequence[int]) -> Iterator[list[int | None]]:
    """Yield the cents in some columns of each row; None where there are none."""
    comma = [decimals_follow_comma(table.column(place)) is not False for place in places]
    for row in table.rows[:_SAMPLE]:
        if len(row.cells) > max(places):
            yield [read_amount(row.cells[place], sign) for place, sign in zip(places, comma, strict=True)]
