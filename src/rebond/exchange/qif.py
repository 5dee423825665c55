"""Reader of QIF, the Quicken interchange format: bank, cash and card accounts, without a currency and a balance."""

import dataclasses
import re
from dataclasses import dataclass, field

from rebond.domain.names import folded
from rebond.domain.problems import Problem
from rebond.exchange.charset import text_of
from rebond.exchange.local_forms import day_comes_first, decimals_follow_comma, read_amount, read_date
from rebond.exchange.plain import LONGEST_LABEL, one_line, quoted
from rebond.exchange.problem_list import ProblemList, UnreadableError
from rebond.exchange.result import Format, ReadResult
from rebond.exchange.statement import BankTransaction, Part, Statement, numbered, reference

#: The beginning of a QIF file: the type of its first list, or an account.
START = re.compile(r"\s*!(?:Type|Account|Option|Clear)\b", re.IGNORECASE)
#: The lists that are movements of an account; others are categories, securities and the like.
_MOVEMENTS = {"bank", "cash", "ccard", "oth a", "oth l"}
#: The payee of the entry by which programs write the balance an account began with.
_OPENING = {"opening balance", "solde initial", "solde d'ouverture"}
_MOST_PARTS = 500


@dataclass(slots=True)
class _Record:
    """The lines of one entry up to its `^`, each by its letter; `splits` are the parts, with their category or memo."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    splits: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    """The entries of one account."""

    line: int
    account: str
    records: list[_Record] = field(default_factory=list)


def read_qif(data: bytes) -> ReadResult[Statement]:
    """Read a statement for each account of the file. Day and month come in the order that all its dates allow."""
    problems = ProblemList()
    text = text_of(data, problems)
    try:
        lists = _lists(text.split("\n"))
        statements = _statements(lists, problems)
    except UnreadableError as error:
        return ReadResult(Format.QIF, problems=problems.in_order(Problem(error.code, line=error.line)))
    if not statements and not problems:
        problems.add("qif_no_account", 1)
    return ReadResult(Format.QIF, statements, problems.in_order(), problems.notes)


def _lists(lines: list[str]) -> list[_List]:
    """Return the entries by account; an `!Account` block names the account of the lists after it."""
    lists: list[_List] = []
    account = ""
    kind = "bank"
    record = _Record(1)
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if stripped.startswith("!"):
            word, _, value = stripped[1:].lower().partition(":")
            kind = value.strip() if word == "type" else "account" if word == "account" else kind
            if word == "type" and kind in _MOVEMENTS:
                lists.append(_List(number, account))
            record = _Record(number + 1)
        elif stripped == "^":
            if kind == "account":
                account = record.values.get("N", "")
            elif kind in _MOVEMENTS and record.values:
                lists = lists or [_List(number, account)]
                lists[-1].records.append(record)
            record = _Record(number + 1)
        elif stripped:
            _keep(record, stripped[0].upper(), stripped[1:].strip())
    if kind in _MOVEMENTS and "D" in record.values and lists:
        lists[-1].records.append(record)  # the last `^` is missing from some files
    return lists


def _keep(record: _Record, letter: str, value: str) -> None:
    if letter == "S":
        if len(record.splits) < _MOST_PARTS:
            record.splits.append({"S": value})
    elif letter in "E$%" and record.splits:
        record.splits[-1][letter] = value
    else:
        record.values.setdefault(letter, value)


def _statements(lists: list[_List], problems: ProblemList) -> tuple[Statement, ...]:
    records = [record for one in lists for record in one.records]
    day_first = day_comes_first(record.values.get("D", "") for record in records)
    if day_first is None:
        problems.note("qif_day_or_month", 0)
    comma = decimals_follow_comma(_amount_of(record) for record in records) is not False
    by_account: dict[str, Statement] = {}
    movements: dict[str, list[BankTransaction]] = {}
    for one in lists:
        name = one_line(one.account)
        opening = next((record for record in one.records[:1] if _is_opening(record)), None)
        if opening is not None and not name:
            # There, the name of the account stands where the category of a movement does.
            name = one_line(opening.values.get("L", "").strip("[]"))
        entries = movements.setdefault(name, [])
        for record in one.records:
            if record is opening:
                problems.note("csv_no_movement_line", record.line, text=quoted(record.values.get("P", "")))
            elif movement := _movement(record, day_first is not False, comma, problems):
                entries.append(movement)
        by_account.setdefault(
            name,
            Statement(
                format=Format.QIF, account_ref="", account_name=name, currency="", closing_balance=None,
                closing_date=None, transactions=(), line=one.line, shape=f"qif {name}".strip(),
            ),
        )  # fmt: skip
    return numbered(
        dataclasses.replace(statement, transactions=tuple(movements[name]))
        for name, statement in by_account.items()
        if movements[name]
    )


def _movement(record: _Record, day_first: bool, comma: bool, problems: ProblemList) -> BankTransaction | None:
    day_text, amount_text = record.values.get("D", ""), _amount_of(record)
    day, cents = read_date(day_text, day_first), read_amount(amount_text, comma)
    if day is None:
        code, told = ("date_unclear", {"date": quoted(day_text)}) if day_text else ("date_missing", {})
        problems.add(code, record.line, **told)
        return None
    if cents is None:
        code, told = ("amount_unclear", {"amount": quoted(amount_text)}) if amount_text else ("amount_missing", {})
        problems.add(code, record.line, **told)
        return None
    payee, memo = one_line(record.values.get("P", "")), one_line(record.values.get("M", ""), LONGEST_LABEL)
    label = memo if memo.startswith(payee) else payee if payee.startswith(memo) else f"{payee} {memo}"
    number = one_line(record.values.get("N", ""))
    return BankTransaction(
        date=day,
        amount=cents,
        label=one_line(label or record.values.get("L", "") or number, LONGEST_LABEL),
        counterparty=payee,
        reference=reference("", day, cents, payee, memo, number),
        line=record.line,
        parts=_parts(record, comma, payee),
    )


def _parts(record: _Record, comma: bool, payee: str) -> tuple[Part, ...]:
    """Return the parts of a movement; none where one of them has no clear amount."""
    amounts = [read_amount(split.get("$", ""), comma) for split in record.splits]
    if any(amount is None for amount in amounts):
        return ()
    return tuple(
        Part(amount=amount or 0, label=one_line(split.get("E", "") or split["S"], LONGEST_LABEL), counterparty=payee)
        for amount, split in zip(amounts, record.splits, strict=True)
    )


def _amount_of(record: _Record) -> str:
    return record.values.get("T", "") or record.values.get("U", "")


def _is_opening(record: _Record) -> bool:
    return folded(record.values.get("P", "")) in _OPENING
