"""Whether a column is about the own accounts of a file, or about those of the other parties."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rebond.exchange.columns import Role
from rebond.exchange.csv_file.above_account import is_iban
from rebond.exchange.csv_file.words import is_of_other_party, may_be_account, meaning, names_account
from rebond.exchange.local_forms import decimals_follow_comma, is_date, read_amount

#: The rank of the headings that may mean the own account or the other party's.
_UNSAID = 6
#: The most own accounts that one file is thought to hold, and that a few rows may each be of.
_MOST_ACCOUNTS = 20
_MOST_IN_FEW_ROWS = 3


class _Step(NamedTuple):
    """A row's account, its amount in cents with the sign that its column says, and the balance after it."""

    account: str
    amount: int | None
    balance: int


class _Balances(NamedTuple):
    """From how many balances the amounts do not lead to the next: in the whole file, and within each account.

    `proofs` are those within an account from which they do. `is_one`: all balances are of one account, in whatever
    order; `are_several`: those of each value are of one, and all together are not.
    """

    throughout: int
    within: int
    proofs: int
    is_one: bool
    are_several: bool


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
    cells = _values(rows, place)
    accounts = len(set(cells))
    if not cells:
        return False
    if rank > _UNSAID:
        return True
    found = _balances(rows, place, headed) if accounts > 1 else None
    if found is not None:
        if found.throughout <= found.within:
            return False
        if found.proofs and found.within * 2 < found.throughout:
            return True
    if place and roles[place - 1] is Role.COUNTERPARTY:
        return False
    few = 1 if Role.COUNTERPARTY in roles[:place] else _MOST_IN_FEW_ROWS
    return accounts <= max(few, len(cells) // 2)


def own_column(header: Sequence[str], rows: Sequence[tuple[str, ...]], roles: Sequence[Role]) -> int | None:
    """Return the column of the own accounts that no heading names, None if there is none.

    It holds account numbers, or the balances follow within each of its values and not through the file, or they do not
    follow through it and its heading may mean an account.
    """
    best: tuple[int, int] | None = None
    for place, role in enumerate(roles):
        heading = header[place] if place < len(header) else ""
        is_open = role is Role.UNUSED and meaning(heading)[0] is Role.UNUSED
        if is_open and not is_of_other_party(heading):
            weight = _weight(heading, rows, place, roles)
            if weight and (best is None or weight > best[0]):
                best = weight, place
    return best[1] if best else None


def _weight(heading: str, rows: Sequence[tuple[str, ...]], place: int, roles: Sequence[Role]) -> int:
    """Return how much speaks for a column to hold the own accounts; 0 if it does not."""
    cells = _values(rows, place)
    values = set(cells)
    if not cells or all(map(is_date, values)):
        return 0
    found = _balances(rows, place, roles) if len(values) > 1 else None
    if found is not None and (found.is_one or found.throughout <= found.within):
        return 0
    is_worded = may_be_account(heading)
    if found is not None and found.proofs and (found.are_several or (is_worded and found.within * 3 <= found.proofs)):
        return 3
    if place and roles[place - 1] is Role.COUNTERPARTY:
        return 0
    if all(is_iban(value.upper()) for value in values):
        is_few = len(values) <= max(_MOST_IN_FEW_ROWS if is_worded else 1, len(cells) // 2)
        return 2 if found is not None or (is_few and (is_worded or len(cells) > 1)) else 0
    if found is not None:
        return int(is_worded and not found.within)
    return int(is_worded and len(values) > 1 and all(map(names_account, values)))


def _values(rows: Sequence[tuple[str, ...]], place: int) -> list[str]:
    """Return the cells of a column that may hold the own accounts; none if it cannot."""
    cells = [row[place] for row in rows if place < len(row) and row[place]]
    is_full = len(cells) * 10 >= len(rows) * 9
    return cells if is_full and len(set(cells)) <= _MOST_ACCOUNTS else []


def _balances(rows: Sequence[tuple[str, ...]], place: int, roles: Sequence[Role]) -> _Balances | None:
    """Return how the balances follow if they are those of each value of a column; None where there are not two."""
    if Role.BALANCE not in roles:
        return None
    at = roles.index(Role.BALANCE)
    texts = [row[at] if at < len(row) else "" for row in rows]
    comma = decimals_follow_comma(texts) is not False
    steps = [
        _Step(row[place] if place < len(row) else "", amount, balance)
        for row, amount, text in zip(rows, _amounts(rows, roles), texts, strict=True)
        if (balance := read_amount(text, comma)) is not None
    ]
    if len(steps) < 2:
        return None
    by_account: dict[str, list[_Step]] = defaultdict(list)
    for step in steps:
        by_account[step.account].append(step)
    within = sum(map(_broken, by_account.values()))
    proofs = len(steps) - len(by_account) - within
    with_sign = Role.DIRECTION not in roles
    is_one = _beginnings(steps, with_sign=with_sign) <= 1
    are_several = not is_one and all(_beginnings(some, with_sign=with_sign) <= 1 for some in by_account.values())
    return _Balances(_broken(steps), within, proofs, is_one, are_several)


def _broken(steps: Sequence[_Step]) -> int:
    """Return from how many balances the amount does not lead to the next, in the order of the rows that fits best."""
    down = up = 0
    for earlier, later in pairwise(steps):
        change = abs(later.balance - earlier.balance)
        down += later.amount is not None and change == abs(later.amount)
        up += earlier.amount is not None and change == abs(earlier.amount)
    return len(steps) - 1 - max(down, up)


def _beginnings(steps: Sequence[_Step], *, with_sign: bool) -> int:
    """Return how many balances do not come from any other one by their amount: one for each account."""
    known = Counter(step.balance for step in steps)

    def comes(step: _Step) -> bool:
        amount = step.amount or 0
        befores = {step.balance - amount} if with_sign else {step.balance - amount, step.balance + amount}
        return any(known[before] > (before == step.balance) for before in befores)

    return sum(not comes(step) for step in steps)


def _amounts(rows: Sequence[tuple[str, ...]], roles: Sequence[Role]) -> list[int | None]:
    """Return the amount of each row, from whichever column of amounts has one."""
    places = [at for at, role in enumerate(roles) if role in {Role.AMOUNT, Role.DEBIT, Role.CREDIT}]
    comma = decimals_follow_comma(row[at] for row in rows for at in places if at < len(row)) is not False
    found: list[int | None] = []
    for row in rows:
        read = [
            -abs(cents) if roles[at] is Role.DEBIT else cents
            for at in places
            if at < len(row) and (cents := read_amount(row[at], comma))
        ]
        found.append(read[0] if read else None)
    return found
