"""Reader of bank statements in CSV, by a mapping of the columns that is given, known from before, or guessed."""

from collections.abc import Mapping
from types import MappingProxyType

from rebond.domain.money.account_number import is_reference
from rebond.domain.money.account_number import reference as account_reference
from rebond.domain.problems import Problem
from rebond.exchange.columns import Columns, Role
from rebond.exchange.csv_file.above import Facts, facts, is_closing_line, is_not_closing
from rebond.exchange.csv_file.account import AccountRows, BalanceLine, with_payments
from rebond.exchange.csv_file.cells import Cells
from rebond.exchange.csv_file.guess import Question, guess, is_told
from rebond.exchange.csv_file.table import MOST_ROWS, CsvTable, Row, read_table
from rebond.exchange.csv_file.totals import is_total, is_total_in_place_of_day
from rebond.exchange.csv_file.words import currency_in, is_not_booked
from rebond.exchange.local_forms import is_date, read_date
from rebond.exchange.plain import LONGEST_LABEL, one_line, quoted
from rebond.exchange.problem_list import ProblemList, UnreadableError
from rebond.exchange.result import Format, ReadResult, TableReading
from rebond.exchange.statement import BankTransaction, Statement, numbered, reference

NOTHING_KNOWN: Mapping[str, Columns] = MappingProxyType({})
_ASKED = {
    Question.COLUMNS: "csv_columns_unknown",
    Question.DAY_FIRST: "csv_day_or_month",
    Question.DECIMAL_SIGN: "csv_decimal_sign",
}
#: The codes of the problems that only a choice of columns settles.
UNDECIDED = frozenset(_ASKED.values())


def read_csv(
    data: bytes, columns: Columns | None = None, known: Mapping[str, Columns] = NOTHING_KNOWN
) -> ReadResult[Statement]:
    """Read the statements of a CSV file: one for each account and currency in it.

    `columns` is the person's mapping; `known` are those kept from earlier files, by the key of the table. Without
    either the mapping is guessed, and where the file leaves it open a problem says what is to be chosen.
    """
    table = read_table(data)
    if table is None:
        return ReadResult(Format.CSV, problems=(Problem("csv_no_table"),))
    return read_rows(table, columns or known.get(table.key))


def read_rows(table: CsvTable, columns: Columns | None = None) -> ReadResult[Statement]:
    """Read the statements of a table, by a mapping or by the guess of one."""
    sure = columns is not None
    if columns is None:
        guessed = guess(table)
        if asked := [code for question, code in _ASKED.items() if question in guessed.unsure]:
            return ReadResult(Format.CSV, problems=tuple(Problem(code) for code in asked))
        columns = guessed.columns
        sure = is_told(table, columns)
    elif not columns.is_enough:
        return ReadResult(Format.CSV, problems=(Problem("csv_columns_unknown"),))
    problems = ProblemList()
    try:
        statements = _Reader(table, columns, problems).read()
    except UnreadableError as error:
        return ReadResult(Format.CSV, problems=problems.in_order(Problem(error.code, line=error.line)))
    if not statements and not problems:
        problems.add("csv_no_movement", 1)
    reading = TableReading(table.key, table.header, columns, sure)
    return ReadResult(Format.CSV, statements, problems.in_order(), problems.notes, reading)


class _Reader:
    """Reads the rows of one table from its top; a header that is repeated begins another account's part."""

    def __init__(self, table: CsvTable, columns: Columns, problems: ProblemList) -> None:
        self._table = table
        self._columns = columns
        self._problems = problems
        self._cells = Cells(table, columns)
        self._width = max(table.width, len(columns.roles))
        self._accounts: dict[tuple[int, str, str], AccountRows] = {}
        self._part = 0
        self._facts = self._facts_of(table.above)
        self._loose: list[Row] = []
        #: Lines of balances above the first movement, which do not say whose they are.
        self._first_lines: list[BalanceLine] = []
        self._pending = 0
        self._latest: AccountRows | None = None  # that of the row above, if it is a movement

    def read(self) -> tuple[Statement, ...]:
        for row in self._table.rows:
            self._row(row)
        self._take_below()
        self._tell_loose()
        is_dated = self._facts.balance is not None and self._facts.balance_day is not None
        if not self._accounts and (is_dated or any(line.date for line in self._first_lines)):
            # No movement in the period, and still the balance on a day.
            self._account(Row(1, ()))
        if self._pending:
            self._problems.note("csv_pending", 0, count=self._pending)
        for line in self._table.unclosed:
            self._problems.note("csv_quotation_open", line)
        for doubt in self._table.guessed:
            self._problems.note(doubt.code, doubt.line or 0, **doubt.facts)
        if self._table.cut is not None:
            self._problems.add("csv_too_long", self._table.cut, count=MOST_ROWS)
        shared = sum(account.facts is self._facts for account in self._accounts.values())
        return numbered(self._statement(account, shared) for account in self._accounts.values())

    def _row(self, row: Row) -> None:
        if self._table.header and row.cells[: len(self._table.header)] == self._table.header:
            self._begin_part()
            return
        day_text, label = self._cells.day(row), self._cells.label(row)
        # Some banks write "Pending" where the day will be.
        if is_not_booked(self._cells.text(row, Role.STATUS)) or (
            self._cells.has_sum(row) and not is_date(day_text) and is_not_booked(day_text)
        ):
            self._pending += 1
            return
        if self._latest is not None and self._is_more_of(self._latest, row):
            self._latest.continue_label(label)
            return
        detail = self._cells.detail(row)
        if detail is not None and self._latest is not None:
            self._latest.add_payment(detail, label, one_line(self._cells.text(row, Role.COUNTERPARTY)))
            return
        if self._is_balance_alone(row, day_text, label):
            self._latest = None
            self._take_balance(row, day_text)
            return
        if self._is_remark(row, day_text, label):
            self._loose.append(row)
            return
        self._latest = None
        self._tell_loose()
        if extra := [cell for cell in row.cells[self._width :] if cell]:
            if not self._cells.texts_come_last:
                self._problems.add("csv_more_cells", row.line, count=self._width + len(extra), expected=self._width)
                return
            label = one_line(" ".join([label, *extra]), LONGEST_LABEL)
        self._latest = self._movement(row, day_text, label)

    def _is_more_of(self, account: AccountRows, row: Row) -> bool:
        """Whether a row only adds to the label of the newest movement: nothing else, or its own number and no sum."""
        if self._loose or self._cells.has_sum(row) or self._cells.text(row, Role.BALANCE):
            return False
        number = one_line(self._cells.text(row, Role.REFERENCE))
        is_same = bool(number) and account.movements[-1].reference.endswith(f":{number}")
        return (is_same and self._cells.detail(row) is None) or self._cells.is_label_alone(row)

    def _is_balance_alone(self, row: Row, day_text: str, label: str) -> bool:
        """Whether a row has a balance and no amount, and does not say that it is another than the booked one."""
        if not self._table.header or self._cells.has_sum(row) or self._cells.balance(row) is None:
            return False
        if any(row.cells[self._width :]) or is_not_closing(row.text):
            return False
        is_total_alone = is_total(label) or is_total_in_place_of_day(day_text)
        return is_date(day_text) or not (is_total_alone or any(map(str.isdigit, day_text[:2])))

    def _take_balance(self, row: Row, day_text: str) -> None:
        """Note a line of a balance with the account it is of, which it names or which is that of the row above."""
        self._problems.note("csv_no_movement_line", row.line, text=quoted(row.text))
        balance = self._cells.balance(row)
        is_named = self._cells.text(row, Role.ACCOUNT) or self._cells.text(row, Role.ACCOUNT_NAME)
        account = self._account(row) if is_named else next(reversed(self._accounts.values()), None)
        place = len(account.movements) if account else 0
        if balance is not None:
            line = BalanceLine(place, read_date(day_text, self._columns.day_first), balance)
            (account.lines if account else self._first_lines).append(line)

    def _is_remark(self, row: Row, day_text: str, label: str) -> bool:
        """Whether a row is a total, a balance or a remark rather than a movement, whole or broken."""
        has_sum, has_day = self._cells.has_sum(row), is_date(day_text)
        if is_total(label, dated=has_day and has_sum) or (not self._table.header and is_closing_line(row)):
            return True
        if not has_day and is_total_in_place_of_day(day_text):
            return True
        if not has_sum:
            # Words in place of the date are a remark, as is a number alone; digits are a date that cannot be read.
            is_alone = sum(map(bool, row.cells)) == 1
            is_other = self._cells.balance(row) is not None and is_not_closing(row.text)
            return is_alone or is_other or not any(map(str.isdigit, day_text[:2]))
        return not day_text and is_total(row.text)

    def _movement(self, row: Row, day_text: str, label: str) -> AccountRows | None:
        day = read_date(day_text, self._columns.day_first)
        if day is None:
            code = "date_unclear" if day_text else "date_missing"
            self._problems.add(code, row.line, **({"date": quoted(day_text)} if day_text else {}))
            return None
        amount = self._cells.amount(row, self._problems)
        if amount is None:
            return None
        account = self._account(row)
        counterparty = one_line(self._cells.text(row, Role.COUNTERPARTY))
        own_id = one_line(self._cells.text(row, Role.REFERENCE))
        account.movements.append(
            BankTransaction(
                date=day,
                amount=amount,
                label=label,
                counterparty=counterparty,
                reference=reference(own_id, day, amount, label or counterparty),
                line=row.line,
            )
        )
        account.balances.append(self._cells.balance(row))
        return account

    def _account(self, row: Row) -> AccountRows:
        said, named = self._cells.text(row, Role.ACCOUNT), one_line(self._cells.text(row, Role.ACCOUNT_NAME))
        if not is_reference(account_reference(said)):
            said, named = "", named or one_line(said)  # a name, as many have it: "Livret A"
        number = account_reference(said) or self._facts.account_ref
        currency = self._cells.text(row, Role.CURRENCY).upper()
        if not (len(currency) == 3 and currency.isalpha()):
            currency = currency_in(currency) or self._cells.currency or self._facts.currency
        key = (self._part, number or named, currency)
        if key not in self._accounts:
            name = named or self._facts.account_name
            self._accounts[key] = AccountRows(row.line, one_line(number), name, currency, self._facts)
            self._accounts[key].lines, self._first_lines = self._first_lines, []
        return self._accounts[key]

    def _statement(self, account: AccountRows, sharing: int) -> Statement:
        """Return the statement; the lines above the table speak of its account only if that is the only one."""
        for one in account.take_out_balances():
            self._problems.note("csv_no_movement_line", one.line or 0, text=quoted(one.label))
        known = account.facts if sharing == 1 or account.facts is not self._facts else Facts()
        newest = max((movement.date for movement in account.movements), default=None)
        balance, day = known.balance, known.balance_day or known.last or newest
        if balance is None:
            found = account.newest()
            if found is not None:
                balance, day = found.balance, found.day
                if not found.proved:
                    self._problems.note("csv_balances_do_not_follow", account.line)
        return Statement(
            format=Format.CSV,
            account_ref=account.number,
            account_name=account.name,
            currency=account.currency,
            closing_balance=balance,
            closing_date=None if balance is None else day,
            transactions=tuple(map(with_payments, account.movements)),
            line=account.line,
            first=known.first,
            last=known.last,
            shape=f"{self._table.key} {account.name}".strip(),
        )

    def _begin_part(self) -> None:
        """Take the lines above a repeated header as those of another account, unless they name none."""
        above = self._facts_of(self._loose)
        if above.account_ref or above.balance is not None:
            self._part += 1
            self._facts = above
            self._loose.clear()
        self._tell_loose()

    def _take_below(self) -> None:
        """Take from the lines at the end what those above the table did not say of its account."""
        columns = self._columns
        below = facts(self._loose, columns.day_first, columns.decimal_comma, columns.place(Role.DEBIT))
        if self._facts.balance is None:
            self._facts.balance, self._facts.balance_day = below.balance, below.balance_day
        for account in self._accounts.values():
            if account.facts is self._facts and not account.number:
                account.number = one_line(below.account_ref)

    def _tell_loose(self) -> None:
        for row in self._loose:
            self._problems.note("csv_no_movement_line", row.line, text=quoted(row.text))
        self._loose.clear()

    def _facts_of(self, rows: list[Row] | tuple[Row, ...]) -> Facts:
        return facts(rows, self._columns.day_first, self._columns.decimal_comma)
