"""The guess of what a table's columns mean: by the words above them, held against what stands in them."""

from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from itertools import islice, pairwise, zip_longest

from rebond.domain.names import folded
from rebond.domain.value_classes import dataclass
from rebond.exchange.columns import SHARED, Columns, Role
from rebond.exchange.csv_file.contents import Content, content_of
from rebond.exchange.csv_file.directions import give_directions
from rebond.exchange.csv_file.own_accounts import is_own, own_column
from rebond.exchange.csv_file.sums import are_both_filled, is_filled_where_empty, leave_other_currency, take_net_amount
from rebond.exchange.csv_file.table import CsvTable, is_movement
from rebond.exchange.csv_file.words import is_french, is_type, meaning
from rebond.exchange.local_forms import day_comes_first, decimals_follow_comma, read_amount

#: So many movements are looked at to see what it holds.
_SAMPLE = 400
#: The rank of the headings that say a direction only beside the other one.
_MAYBE = 2
_SUMS = (Role.AMOUNT, Role.DEBIT, Role.CREDIT)


class Question(Enum):
    """What the file leaves open, and only a person can say."""

    COLUMNS = auto()
    DAY_FIRST = auto()
    DECIMAL_SIGN = auto()


@dataclass(frozen=True, slots=True)
class Guess:
    columns: Columns
    unsure: frozenset[Question]


def guess(table: CsvTable) -> Guess:
    """Return the most likely mapping of the table, with what is unsure in it."""
    rows = [row.cells for row in islice(filter(is_movement, table.rows), _SAMPLE)]
    rows = rows or [row.cells for row in table.rows[:_SAMPLE]]
    columns = zip_longest(*rows, fillvalue="")
    contents = [content_of(column) for column in islice(columns, table.width)]
    contents += [content_of(())] * (table.width - len(contents))
    roles = _by_heading(table, rows, contents)
    _figures_by_content(table, contents, roles)
    own = own_column(table.header, rows, roles)
    if own is not None and Role.ACCOUNT not in roles and Role.ACCOUNT_NAME not in roles:
        roles[own] = Role.ACCOUNT
    _label_by_content(table, contents, roles)
    return _with_forms(table, roles)


def is_told(table: CsvTable, columns: Columns) -> bool:
    """Whether the headings say every role of a mapping, so that there is nothing in it to doubt."""
    headed = [meaning(heading)[0] for heading in table.header]
    used = [(place, role) for place, role in enumerate(columns.roles) if role is not Role.UNUSED]
    return bool(headed) and all(place < len(headed) and _says(headed[place], role) for place, role in used)


def _says(heading: Role, role: Role) -> bool:
    # Debit and credit are one column in some files; an account column may hold names.
    return heading is role or (heading is Role.DIRECTION and role is Role.AMOUNT)


def with_roles(table: CsvTable, roles: Sequence[Role], before: Columns) -> Columns:
    """Return the mapping with other roles; dates and amounts are written as their columns say, or else as `before`."""
    day_first, comma = _forms(table, list(roles))
    return Columns(
        tuple(roles),
        before.day_first if day_first is None else day_first,
        before.decimal_comma if comma is None else comma,
    )


def _by_heading(table: CsvTable, rows: list[tuple[str, ...]], contents: list[Content]) -> list[Role]:
    """Return the roles that the headings name; of two columns for one role, that with the higher rank has it."""
    roles = [Role.UNUSED] * table.width
    headed = [meaning(heading)[0] for heading in table.header]
    best: dict[Role, int] = {}
    for place, heading in enumerate(table.header):
        role, rank = meaning(heading)
        if role is Role.DIRECTION and contents[place].amounts:
            role = Role.AMOUNT  # "Debit/Credit" above signed amounts
        if role is Role.UNUSED or (table.rows and not contents[place].suits(role)):
            continue
        if role in {Role.ACCOUNT, Role.ACCOUNT_NAME} and not is_own(rows, place, roles, headed, rank):
            continue
        if role not in SHARED:
            before = roles.index(role) if role in roles else None
            if before is not None and best[role] >= rank:
                continue
            if before is not None:
                roles[before] = Role.UNUSED
            best[role] = rank
        roles[place] = role
    is_sure = all(best.get(role, 0) > _MAYBE for role in (Role.DEBIT, Role.CREDIT))
    if is_sure or not give_directions(table, [content.amounts for content in contents], roles):
        _leave_doubtful_directions(table, roles, best)
    _decide_between(table, contents, roles)
    if table.header:
        take_net_amount(table, roles)
        leave_other_currency(table, roles)
    return roles


def _leave_doubtful_directions(table: CsvTable, roles: list[Role], best: dict[Role, int]) -> None:
    """Take the role from headings that say a direction only beside the other one, where that is not so."""
    doubtful = [role for role in (Role.DEBIT, Role.CREDIT) if role in roles and best[role] <= _MAYBE]
    if not doubtful:
        return
    debit, credit = _place(roles, Role.DEBIT), _place(roles, Role.CREDIT)
    if debit is None or credit is None or Role.AMOUNT in roles or are_both_filled(table, debit, credit):
        for role in doubtful:
            place = roles.index(role)
            is_amount = "amount" in folded(table.header[place]) and Role.AMOUNT not in roles
            roles[place] = Role.AMOUNT if is_amount else Role.UNUSED


def _decide_between(table: CsvTable, contents: list[Content], roles: list[Role]) -> None:
    """Keep one of two ways in which a table says the same amounts."""
    debit, credit = _place(roles, Role.DEBIT), _place(roles, Role.CREDIT)
    amount = _place(roles, Role.AMOUNT)
    if amount is not None and (debit is not None or credit is not None):
        both = debit is not None and credit is not None and (table.column(debit) or table.column(credit))
        for place in [amount] if both else [debit, credit]:
            if place is not None:
                roles[place] = Role.UNUSED
    amount, direction = _place(roles, Role.AMOUNT), _place(roles, Role.DIRECTION)
    if direction is not None and (amount is None or contents[amount].signed):
        roles[direction] = Role.UNUSED


def _figures_by_content(table: CsvTable, contents: list[Content], roles: list[Role]) -> None:
    """Give the roles of days, sums and directions that no heading named, where only one column can have them."""
    free = _free(table, roles)
    if Role.DATE not in roles:
        dates = [place for place in free if contents[place].dates]
        if dates and (not table.header or len(dates) == 1):
            roles[dates[0]] = Role.DATE
    figures = [place for place in free if contents[place].amounts]
    for one, other in ((Role.DEBIT, Role.CREDIT), (Role.CREDIT, Role.DEBIT)):
        if one in roles and other not in roles:
            filled = [place for place in figures if is_filled_where_empty(table, place, roles.index(one))]
            if len(filled) == 1:
                roles[filled[0]] = other
    if not {Role.AMOUNT, Role.DEBIT, Role.CREDIT}.intersection(roles):
        figures = [place for place in free if contents[place].amounts and contents[place].decimals]
        if len(figures) == 1:
            roles[figures[0]] = Role.AMOUNT
        elif len(figures) == 2 and (amount := _followed(table, *figures)) is not None:
            roles[amount] = Role.AMOUNT
            if Role.BALANCE not in roles:
                roles[figures[0] + figures[1] - amount] = Role.BALANCE
    amount = _place(roles, Role.AMOUNT)
    if amount is not None and not contents[amount].signed and Role.DIRECTION not in roles:
        words = [place for place, role in enumerate(roles) if role is Role.UNUSED and contents[place].directions]
        if len(words) == 1:
            roles[words[0]] = Role.DIRECTION


def _label_by_content(table: CsvTable, contents: list[Content], roles: list[Role]) -> None:
    """Make texts the label where no heading named one."""
    if all(contents[place].empty for place in _places(roles, Role.LABEL)):
        free = _free(table, roles)
        texts = [place for place in free if _is_text(contents[place], roles[place])]
        if not texts and Role.LABEL not in roles:
            kinds = [place for place, heading in enumerate(table.header) if is_type(heading)]
            texts = [place for place in kinds if _is_text(contents[place], roles[place])]
        if not texts and Role.COUNTERPARTY not in roles:
            # Better a person's own note than nothing that tells one movement from another.
            texts = [place for place, role in enumerate(roles) if _is_text(contents[place], role)]
        if texts and table.header:
            texts = [max(texts, key=lambda place: contents[place].length)]
        for place in texts:
            roles[place] = Role.LABEL


def _free(table: CsvTable, roles: list[Role]) -> list[int]:
    """Return the columns that have no role, and whose headings are not known."""
    return [place for place, role in enumerate(roles) if role is Role.UNUSED and _is_unknown(table, place)]


def _is_text(content: Content, role: Role) -> bool:
    return role is Role.UNUSED and not (content.empty or content.dates or content.amounts)


def _is_unknown(table: CsvTable, place: int) -> bool:
    """Whether the heading of a column is not one that is known not to count."""
    return not table.header or meaning(table.header[place])[1] < 0


def _followed(table: CsvTable, one: int, other: int) -> int | None:
    """Return which of two columns of figures holds amounts, the other being the balance after each; None if neither."""
    comma = {place: decimals_follow_comma(table.column(place)) is not False for place in (one, other)}
    rows = [row.cells for row in table.rows[:_SAMPLE] if len(row.cells) > max(one, other)]
    figures = [(read_amount(row[one], comma[one]), read_amount(row[other], comma[other])) for row in rows]
    known = [(a, b) for a, b in figures if a is not None and b is not None]
    hits: Counter[int] = Counter()
    for (a, b), (c, d) in pairwise(known):
        hits[one] += d - b in {a, c} or b - d in {a, c}
        hits[other] += c - a in {b, d} or a - c in {b, d}
    for place, against in ((one, other), (other, one)):
        if hits[place] and hits[place] * 3 >= (len(known) - 1) * 2 and hits[place] > hits[against]:
            return place
    return None


def _with_forms(table: CsvTable, roles: list[Role]) -> Guess:
    """Return the mapping with the order of dates and the decimal sign, as the columns say or else the whole file."""
    unsure = set()
    day_first, comma = _forms(table, roles)
    is_continental = table.separator == ";" or is_french(table.header)
    if comma is None:
        comma = is_continental
        written = "".join(cell for place in _places(roles, *_SUMS) for cell in table.column(place))
        if ("," in written or "." in written) and not is_continental:
            unsure.add(Question.DECIMAL_SIGN)
    if day_first is None:
        day_first = True
        if Role.DATE in roles and table.rows and not (is_continental or comma):
            unsure.add(Question.DAY_FIRST)
    columns = Columns(tuple(roles), day_first, comma)
    if not columns.is_enough:
        unsure.add(Question.COLUMNS)
    return Guess(columns, frozenset(unsure))


def _forms(table: CsvTable, roles: list[Role]) -> tuple[bool | None, bool | None]:
    """Return whether the day comes first and decimals follow a comma; None where the columns do not say."""
    dates = [cell for place in _places(roles, Role.DATE) for cell in table.column(place)]
    comma = None
    for among in (_SUMS, (Role.BALANCE,)):
        if comma is None:
            comma = decimals_follow_comma(cell for place in _places(roles, *among) for cell in table.column(place))
    return day_comes_first(dates) if dates else None, comma


def _place(roles: list[Role], role: Role) -> int | None:
    return roles.index(role) if role in roles else None


def _places(roles: list[Role], *wanted: Role) -> list[int]:
    return [place for place, one in enumerate(roles) if one in wanted]
