"""Reader of OFX bank and credit card statements: version 1 (SGML, also as QFX) and version 2 (XML).

Rules: OFX 1.6 and 2.2 specifications, sections 2 (structure, headers), 3 (types) and 11 (banking).
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rebond.domain.money.account_number import card_reference
from rebond.domain.money.account_number import reference as account_reference
from rebond.domain.problems import Problem
from rebond.exchange.element import Element
from rebond.exchange.encoding import decode
from rebond.exchange.moment import Moment, packed
from rebond.exchange.plain import LONGEST_LABEL, amount, one_line, quoted
from rebond.exchange.problem_list import ProblemList, UnreadableError
from rebond.exchange.result import Format, ReadResult
from rebond.exchange.sgml import Grammar, read_sgml
from rebond.exchange.statement import BankTransaction, Statement, numbered, reference

_HEADER_SIZE = 2_000
_CHARSET = re.compile(rb"""(?:CHARSET:|encoding=["'])\s*([\w.-]{1,20})""", re.IGNORECASE)
#: The elements that hold the statement of a bank account or a card, and those that identify the account in them.
_ACCOUNTS = {"STMTRS": "BANKACCTFROM", "CCSTMTRS": "CCACCTFROM"}
#: The elements that statements are read from, with those that they may lie in.
_GRAMMAR = Grammar(
    "OFX",
    {
        **dict.fromkeys(("SIGNONMSGSRSV1", "BANKMSGSRSV1", "CREDITCARDMSGSRSV1"), ("OFX",)),
        "SONRS": ("SIGNONMSGSRSV1",),
        "STMTTRNRS": ("BANKMSGSRSV1",),
        "CCSTMTTRNRS": ("CREDITCARDMSGSRSV1",),
        "STMTRS": ("STMTTRNRS",),
        "CCSTMTRS": ("CCSTMTTRNRS",),
        **dict.fromkeys(("CURDEF", "BANKACCTFROM", "CCACCTFROM", "BANKTRANLIST", "LEDGERBAL", "AVAILBAL"), _ACCOUNTS),
        **dict.fromkeys(("DTSTART", "DTEND"), ("BANKTRANLIST",)),
        "STMTTRN": ("BANKTRANLIST", "INVBANKTRAN", *_ACCOUNTS),
        **dict.fromkeys(
            ("TRNTYPE", "DTPOSTED", "DTUSER", "TRNAMT", "FITID", "CHECKNUM", "REFNUM", "PAYEE", "MEMO", "CURRENCY",
             "ORIGCURRENCY", "BANKACCTTO", "CCACCTTO"), ("STMTTRN",),
        ),
        "NAME": ("STMTTRN", "PAYEE"),
        **dict.fromkeys(("CURRATE", "CURSYM"), ("CURRENCY", "ORIGCURRENCY")),
        **dict.fromkeys(("BANKID", "BRANCHID", "ACCTID", "ACCTTYPE"),
                        ("BANKACCTFROM", "CCACCTFROM", "BANKACCTTO", "CCACCTTO")),
        **dict.fromkeys(("BALAMT", "DTASOF"), ("LEDGERBAL", "AVAILBAL")),
    },
)  # fmt: skip


def read_ofx(data: bytes, zone: dt.tzinfo | None = None) -> ReadResult[Statement]:
    """Read every bank and card statement of the file; errors that the bank answered with are problems.

    :param zone: the person's time zone; None for that of the computer.
    """
    problems = ProblemList()
    declared = _CHARSET.search(data[:_HEADER_SIZE])
    text = decode(data, declared[1].decode("ascii", "replace") if declared else "", problems)
    try:
        parsed = read_sgml(text, _GRAMMAR)
        statements = _statements(parsed.root, problems, zone)
    except UnreadableError as error:
        return ReadResult(Format.OFX, (), problems.in_order(Problem(error.code, line=error.line)), problems.notes)
    if not parsed.ended:
        problems.note("file_without_end", parsed.last_line)
    return ReadResult(Format.OFX, statements, problems.in_order(), problems.notes)


def _statements(root: Element, problems: ProblemList, zone: dt.tzinfo | None) -> tuple[Statement, ...]:
    for status in root.anywhere("STATUS"):
        if status.value("SEVERITY").upper() == "ERROR":
            message = one_line(status.value("MESSAGE")) or one_line(status.value("CODE"))
            problems.add("bank_answered_error", status.line, message=message)
    reader = _Reader(root, problems, zone)
    answers = list(root.anywhere(*_ACCOUNTS))
    parsed = [reader.statement(answer) for answer in answers]
    if lost := next(_outside(root, ()), None):
        problems.add("outside_statement", lost.line)
    statements = numbered(statement for statement in parsed if statement is not None)
    if securities := next(root.anywhere("INVSTMTRS"), None):
        # Beside statements that are read it is no fault of the file.
        (problems.note if statements else problems.add)("securities_account", securities.line)
    if not statements and not problems:
        problems.add("no_statement", root.line)
    return statements


#: The answers that hold amounts which are of no bank account's statement: of securities, and of transfers ordered.
_OTHER_ANSWERS = {"INVSTMTRS", "INTRARS", "INTERRS", "PMTRS", "RECINTRARS", "RECINTERRS", "RECPMTRS"}
#: The elements that hold a movement's or a balance's amount, and those that they belong in.
_AMOUNTS = {"TRNAMT": ("STMTTRN",), "BALAMT": ("LEDGERBAL", "AVAILBAL")}


def _outside(element: Element, above: tuple[str, ...]) -> Iterator[Element]:
    """Yield the amounts that are of no movement or balance, or of none in a statement."""
    above = (*above, element.name)
    for child in element.children:
        if child.name in _AMOUNTS and (
            element.name not in _AMOUNTS[child.name] or not any(name in _ACCOUNTS for name in above)
        ):
            yield child
        if child.name not in _OTHER_ANSWERS:
            yield from _outside(child, above)


def _written(answer: Element, name: str) -> dt.date | None:
    """Return the first or last day that a statement says to cover, as written."""
    moment = packed(answer.value("BANKTRANLIST", name))
    return moment.written if moment else None


def _own(answer: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a statement with that name, without those of another statement inside it."""
    for child in answer.children:
        if child.name == name:
            yield child
        elif child.name not in _ACCOUNTS:
            yield from _own(child, name)


@dataclass(slots=True)
class _Reader:
    """Reads the statements of one file and collects their problems."""

    root: Element
    problems: ProblemList
    zone: dt.tzinfo | None

    def statement(self, answer: Element) -> Statement | None:
        account = answer.first(_ACCOUNTS[answer.name])
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
                if account.name == "CCACCTFROM"
                else account_reference(account.value("BANKID"), account.value("BRANCHID"), number)
            ),
            account_name=one_line(self.root.value("SIGNONMSGSRSV1", "SONRS", "FI", "ORG")),
            currency=currency,
            closing_balance=balance,
            closing_date=day,
            transactions=tuple(
                transaction
                for element in _own(answer, "STMTTRN")
                if (transaction := self._transaction(element, currency, day)) is not None
            ),
            line=answer.line,
            first=_written(answer, "DTSTART"),
            last=_written(answer, "DTEND"),
        )

    def _closing(self, answer: Element) -> tuple[int, dt.date] | tuple[None, None]:
        ledgers = list(_own(answer, "LEDGERBAL"))
        if not ledgers:
            return None, None
        ledger = next((one for one in ledgers if one.value("BALAMT")), ledgers[0])
        if not (ledger.value("BALAMT") and ledger.value("DTASOF").strip("0")):
            # Banks that do not say the balance leave the amount out, or write 0 as of the day 0.
            self.problems.note("balance_not_told", ledger.line)
            return None, None
        cents, moment = self._amount(ledger, "BALAMT"), self._moment(ledger, "DTASOF")
        return (None, None) if cents is None or moment is None else (cents, moment.day(self.zone))

    def _transaction(self, element: Element, currency: str, balance: dt.date | None) -> BankTransaction | None:
        if len(amounts := list(element.all("TRNAMT"))) > 1:
            self.problems.add("movements_run_together", amounts[1].line)
            return None
        moment, cents = self._moment(element, "DTPOSTED"), self._amount(element, "TRNAMT")
        # CURRENCY: the amount is in that currency; ORIGCURRENCY: it was, and has been converted.
        foreign = element.value("CURRENCY", "CURSYM").upper()
        if foreign and foreign != currency:
            where = element.first("CURRENCY") or element
            self.problems.add("entry_other_currency", where.line, currency=quoted(foreign), account_currency=currency)
            return None
        if moment is None or cents is None:
            return None
        identifier = one_line(element.value("FITID"))
        if not identifier:
            # Its start tag may be missing, and its digits be read as the end of the amount.
            self.problems.note("movement_without_number", element.line, amount=quoted(element.value("TRNAMT")))
        name = one_line(element.value("NAME") or element.value("PAYEE", "NAME"))
        memo = one_line(element.value("MEMO"), LONGEST_LABEL)
        return BankTransaction(
            date=moment.day_of_movement(self.zone, balance),
            amount=cents,
            label=one_line(_label(name, memo), LONGEST_LABEL),
            counterparty=name,
            # With the day as written: it is the same wherever the person downloads it.
            reference=reference(identifier, moment.written, cents, name, memo),
            line=element.line,
        )

    def _moment(self, owner: Element, name: str) -> Moment | None:
        text = owner.value(name)
        where = owner.first(name) or owner
        moment = packed(text)
        if not text:
            self.problems.add("date_missing", where.line)
        elif moment is None:
            self.problems.add("date_unclear", where.line, date=quoted(text))
        elif moment.unclear:
            self.problems.note("zone_unclear", where.line, date=quoted(text))
        return moment

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
