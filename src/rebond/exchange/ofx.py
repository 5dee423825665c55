"""Reader of OFX bank and credit card statements: version 1 (SGML, also as QFX) and version 2 (XML).

Rules: OFX 1.6 and 2.2 specifications, sections 2 (structure, headers), 3 (types) and 11 (banking).
"""

import datetime as dt
import re
from dataclasses import dataclass

from rebond.domain.money.account_number import card_reference
from rebond.domain.money.account_number import reference as account_reference
from rebond.domain.problems import Problem
from rebond.exchange.element import Element
from rebond.exchange.encoding import decode
from rebond.exchange.plain import LONGEST_LABEL, amount, one_line, packed_date, quoted
from rebond.exchange.problem_list import ProblemList, UnreadableError
from rebond.exchange.result import Format, ReadResult
from rebond.exchange.sgml import read_sgml
from rebond.exchange.statement import BankTransaction, Statement, numbered, reference

_HEADER_SIZE = 2_000
_CHARSET = re.compile(rb"""(?:CHARSET:|encoding=["'])\s*([\w.-]{1,20})""")
#: For bank and card accounts: the path of their statements, and the element that identifies the account.
_STATEMENTS = (
    (("BANKMSGSRSV1", "STMTTRNRS", "STMTRS"), "BANKACCTFROM"),
    (("CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS"), "CCACCTFROM"),
)


def read_ofx(data: bytes) -> ReadResult[Statement]:
    """Read every bank and card statement of the file; errors that the bank answered with are problems."""
    declared = _CHARSET.search(data[:_HEADER_SIZE])
    text = decode(data, declared[1].decode("ascii", "replace") if declared else "")
    problems = ProblemList()
    try:
        statements = _statements(read_sgml(text, "OFX"), problems)
    except UnreadableError as error:
        return ReadResult(Format.OFX, problems=problems.in_order(Problem(error.code, line=error.line)))
    return ReadResult(Format.OFX, statements, problems.in_order(), problems.notes)


def _statements(root: Element, problems: ProblemList) -> tuple[Statement, ...]:
    for status in root.anywhere("STATUS"):
        if status.value("SEVERITY").upper() == "ERROR":
            message = one_line(status.value("MESSAGE")) or one_line(status.value("CODE"))
            problems.add("bank_answered_error", status.line, message=message)
    reader = _Reader(root, problems)
    statements = numbered(
        statement
        for path, account in _STATEMENTS
        for answer in root.all(*path)
        if (statement := reader.statement(answer, account)) is not None
    )
    if not statements and not problems:
        problems.add("no_statement", root.line)
    return statements


@dataclass(slots=True)
class _Reader:
    """Reads the statements of one file and collects their problems."""

    root: Element
    problems: ProblemList

    def statement(self, answer: Element, account_name: str) -> Statement | None:
        account = answer.first(account_name)
        number = "" if account is None else account.value("ACCTID")
        if account is None or not number:
            self.problems.add("account_missing", (account or answer).line)
            return None
        currency = answer.value("CURDEF").upper()
        if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            self.problems.add("currency_missing", (answer.first("CURDEF") or answer).line)
            return None
        balance, day = self._closing(answer)
        return Statement(
            format=Format.OFX,
            account_ref=one_line(
                card_reference(number)
                if account_name == "CCACCTFROM"
                else account_reference(account.value("BANKID"), account.value("BRANCHID"), number)
            ),
            account_name=one_line(self.root.value("SIGNONMSGSRSV1", "SONRS", "FI", "ORG")),
            currency=currency,
            closing_balance=balance,
            closing_date=day,
            transactions=tuple(
                transaction
                for element in answer.all("BANKTRANLIST", "STMTTRN")
                if (transaction := self._transaction(element, currency)) is not None
            ),
            line=answer.line,
            first=packed_date(answer.value("BANKTRANLIST", "DTSTART")),
            last=packed_date(answer.value("BANKTRANLIST", "DTEND")),
        )

    def _closing(self, answer: Element) -> tuple[int, dt.date] | tuple[None, None]:
        ledger = answer.first("LEDGERBAL")
        if ledger is None:
            return None, None
        cents, day = self._amount(ledger, "BALAMT"), self._date(ledger, "DTASOF")
        return (None, None) if cents is None or day is None else (cents, day)

    def _transaction(self, element: Element, currency: str) -> BankTransaction | None:
        day, cents = self._date(element, "DTPOSTED"), self._amount(element, "TRNAMT")
        # CURRENCY: the amount is in that currency; ORIGCURRENCY: it was, and has been converted.
        foreign = element.value("CURRENCY", "CURSYM").upper()
        if foreign and foreign != currency:
            where = element.first("CURRENCY") or element
            self.problems.add("entry_other_currency", where.line, currency=quoted(foreign), account_currency=currency)
            return None
        if day is None or cents is None:
            return None
        name = one_line(element.value("NAME") or element.value("PAYEE", "NAME"))
        memo = one_line(element.value("MEMO"), LONGEST_LABEL)
        return BankTransaction(
            date=day,
            amount=cents,
            label=one_line(_label(name, memo), LONGEST_LABEL),
            counterparty=name,
            reference=reference(one_line(element.value("FITID")), day, cents, name, memo),
            line=element.line,
        )

    def _date(self, owner: Element, name: str) -> dt.date | None:
        text = owner.value(name)
        where = owner.first(name) or owner
        day = packed_date(text)
        if not text:
            self.problems.add("date_missing", where.line)
        elif day is None:
            self.problems.add("date_unclear", where.line, date=quoted(text))
        return day

    def _amount(self, owner: Element, name: str) -> int | None:
        text = owner.value(name)
        where = owner.first(name) or owner
        cents = amount(text)
        if not text:
            self.problems.add("amount_missing", where.line)
        elif cents is None:
            self.problems.add("amount_unclear", where.line, amount=quoted(text))
        return cents


def _label(name: str, memo: str) -> str:
    """Return both texts, or only the longer if it begins with the other, since banks cut the name at 32 characters."""
    if memo.startswith(name):
        return memo
    return name if name.startswith(memo) else f"{name} {memo}"
