"""Whether a column is about the own accounts of a file, or about those of the other parties."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from rebond.exchange.columns import Role
from rebond.exchange.local_forms import decimals_follow_comma, read_amount

#: The rank of the headings that may mean the own account or the other party's.
_UNSAID = 6
#: The most own accounts that one file is thought to hold, and that a few rows may each be of.
_MOST_ACCOUNTS = 20
_MOST_IN_FEW_ROWS = 3

#: A row's account, amount in cents without a sign, and the balance after it.
_Step = tuple[str, int | None, int]


def is_own(
    rows: Sequence[tuple[str, ...]], place: int, roles: Sequence[Role], headed: Sequence[Role], rank: int
) -> bool:
    """Whether a column is about the own account: filled in nearly every row, with few values.

    Where the heading does not say whose account it is, the balances decide: do the amounts lead from each to the next
    within every account, or through the whole file? Without them it is the other party's right after that one's name,
    and elsewhere if most rows have another one.

    :param roles: those of the columns before it; `headed` is what each heading of the table says.
    :param rank: that of its own heading.
    """
    cells = [row[place] for row in rows if place < len(row) and row[place]]
    accounts = len(set(cells))
    if len(cells) * 10 < len(rows) * 9 or accounts > _MOST_ACCOUNTS:
        return False
    if rank > _UNSAID:
        return True
    if accounts > 1 and (proved := _by_balances(rows, place, headed)) is not None:
        return proved
    if place and roles[place - 1] is Role.COUNTERPARTY:
        return False
    few = 1 if Role.COUNTERPARTY in roles[:place] else _MOST_IN_FEW_ROWS
    return accounts <= max(few, len(cells) // 2)


def _by_balances(rows: Sequence[tuple[str, ...]], place: int, headed: Sequence[Role]) -> bool | None:
    """Return whether the balances are those of each value of a column; None where they do not say."""
    if Role.BALANCE not in headed:
        return None
    at = headed.index(Role.BALANCE)
    texts = [row[at] if at < len(row) else "" for row in rows]
    comma = decimals_follow_comma(texts) is not False
    steps = [
        (row[place] if place < len(row) else "", amount, balance)
        for row, amount, text in zip(rows, _amounts(rows, headed), texts, strict=True)
        if (balance := read_amount(text, comma)) is not None
    ]
    by_account: dict[str, list[_Step]] = defaultdict(list)
    for step in steps:
        by_account[step[0]].append(step)
    throughout = _broken(steps)
    within = sum(map(_broken, by_account.values()))
    if len(steps) > 1 and throughout <= within:
        return False
    proofs = len(steps) - len(by_account) - within
    return True if proofs and within * 2 < throughout else None


def _broken(steps: Sequence[_Step]) -> int:
    """Return from how many balances the amount does not lead to the next, in the order of the rows that fits best."""
    down = up = 0
    for (_, earlier, before), (_, later, after) in pairwise(steps):
        down += abs(after - before) == later
        up += abs(after - before) == earlier
    return len(steps) - 1 - max(down, up)


def _amounts(rows: Sequence[tuple[str, ...]], headed: Sequence[Role]) -> list[int | None]:
    """Return the amount of each row without its sign, from whichever column of amounts has one."""
    places = [at for at, role in enumerate(headed) if role in {Role.AMOUNT, Role.DEBIT, Role.CREDIT}]
    comma = decimals_follow_comma(row[at] for row in rows for at in places if at < len(row)) is not False
    found: list[int | None] = []
    for row in rows:
        read = [cents for at in places if at < len(row) and (cents := read_amount(row[at], comma))]
        found.append(abs(read[0]) if read else None)
    return found
