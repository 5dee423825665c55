"""Reader of ISO 20022 bank statements (camt.053) of every version.

Elements are matched by local name, so that versions need no code of their own. Rules: ISO 20022 message definition
report "Bank-to-Customer Cash Management". `CdtDbtInd` gives the sign of an amount; `RvslInd` marks a reversal and
does not change the sign. An entry is one movement on the account; the payments of a batch are its parts.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rebond.domain.money.account_number import reference as account_reference
from rebond.domain.problems import Problem
from rebond.exchange.element import Element
from rebond.exchange.moment import iso
from rebond.exchange.plain import LONGEST_LABEL, amount, one_line, quoted
from rebond.exchange.problem_list import ProblemList, UnreadableError
from rebond.exchange.result import Format, ReadResult
from rebond.exchange.statement import BankTransaction, Part, Statement, numbered, reference
from rebond.exchange.xml import read_xml

_MESSAGE = "BkToCstmrStmt"
_OPENING_BOOKED = "OPBD"
_CLOSING_BOOKED = "CLBD"
_SIGNS = {"CRDT": 1, "DBIT": -1}


def read_camt(data: bytes, zone: dt.tzinfo | None = None) -> ReadResult[Statement]:
    """Read every statement of the file, without pending entries.

    :param zone: the person's time zone; None for that of the computer.
    """
    problems = ProblemList()
    try:
        statements = _statements(read_xml(data, problems), problems, zone)
    except UnreadableError as error:
        return ReadResult(Format.CAMT, problems=problems.in_order(Problem(error.code, line=error.line)))
    return ReadResult(Format.CAMT, statements, problems.in_order(), problems.notes)


def _statements(root: Element, problems: ProblemList, zone: dt.tzinfo | None) -> tuple[Statement, ...]:
    # Some banks send the document inside an envelope of their own.
    message = root if root.name == _MESSAGE else next(root.anywhere(_MESSAGE), None)
    if message is None:
        inside = root.children[0] if root.name == "Document" and root.children else root
        problems.add("camt_other_message", inside.line, name=quoted(inside.name))
        return ()
    reader = _Reader(problems, zone)
    parsed = (reader.statement(stmt) for stmt in message.all("Stmt"))
    statements = numbered(_whole(statement for statement in parsed if statement is not None))
    if not statements and not problems:
        problems.add("no_statement", message.line)
    return statements


@dataclass(slots=True)
class _Reader:
    """Reads the statements of one file and collects their problems."""

    problems: ProblemList
    zone: dt.tzinfo | None

    def statement(self, stmt: Element) -> Statement | None:
        account = stmt.first("Acct")
        account_ref = "" if account is None else account_reference(
            account.value("Id", "IBAN") or account.value("Id", "Othr", "Id") or account.value("Id", "BBAN")
            or account.value("Id", "PrtryAcct", "Id")
        )  # fmt: skip
        if account is None or not account_ref:
            self.problems.add("account_missing", (account or stmt).line)
            return None
        currency = _currency(stmt)
        if not currency:
            self.problems.add("currency_missing", account.line)
            return None
        balance, day = self._balance(stmt, currency, _CLOSING_BOOKED)
        return Statement(
            format=Format.CAMT,
            account_ref=one_line(account_ref),
            account_name=one_line(account.value("Nm") or account.value("Ownr", "Nm")),
            currency=currency,
            closing_balance=balance,
            closing_date=day,
            transactions=tuple(
                transaction for entry in stmt.all("Ntry") if (transaction := self._entry(entry, currency)) is not None
            ),
            line=stmt.line,
            first=_written(stmt, "Fr"),
            last=_written(stmt, "To"),
            opening_balance=self._balance(stmt, currency, _OPENING_BOOKED)[0],
        )

    def _balance(self, stmt: Element, currency: str, code: str) -> tuple[int, dt.date] | tuple[None, None]:
        """Return the newest balance of a kind (cents, day), without a credit line included in it, or (None, None)."""
        newest: tuple[dt.date, int] | None = None
        for balance in stmt.all("Bal"):
            if balance.value("Tp", "CdOrPrtry", "Cd").upper() != code:
                continue
            day = self._date(balance, "Dt")
            cents = self._amount(balance, currency, "balance_other_currency")
            if day is None or cents is None:
                continue
            for line in balance.all("CdtLine"):
                if _is_true(line.value("Incl")) and line.first("Amt") is not None:
                    cents -= self._plain_amount(line, currency, "balance_other_currency") or 0
            if newest is None or day > newest[0]:
                newest = day, cents
        return (None, None) if newest is None else (newest[1], newest[0])

    def _entry(self, entry: Element, currency: str) -> BankTransaction | None:
        status = entry.first("Sts")
        # From version 8 on the code is one element deeper, beside codes of the bank's own.
        if status is not None and (status.value("Cd") or status.text.strip()).upper() != "BOOK":
            return None
        day = self._date(entry, "BookgDt" if entry.first("BookgDt") is not None else "ValDt")
        cents = self._amount(entry, currency, "entry_other_currency")
        if day is None or cents is None:
            return None
        details = list(entry.all("NtryDtls", "TxDtls"))
        bank_reference = entry.value("AcctSvcrRef")
        if not bank_reference and len(details) == 1:
            bank_reference = details[0].value("Refs", "AcctSvcrRef")
        is_reversal = _is_true(entry.value("RvslInd"))
        label = _label(entry, details)
        counterparty = _counterparty(details, received=cents > 0, is_reversal=is_reversal)
        end_to_end = [detail.value("Refs", "EndToEndId") for detail in details]
        parts = tuple(
            Part(
                amount=part,
                label=_label(entry, [detail]),
                counterparty=_counterparty([detail], received=part > 0, is_reversal=is_reversal),
            )
            for detail in details
            if len(details) > 1 and (part := _part_amount(detail, cents, currency)) is not None
        )
        return BankTransaction(
            date=day,
            amount=cents,
            label=label,
            counterparty=counterparty,
            reference=reference(one_line(bank_reference), day, cents, label, counterparty, *map(one_line, end_to_end)),
            line=entry.line,
            reversal=is_reversal,
            # Of a batch whose payments are not all told, none is taken apart.
            parts=parts if len(parts) == len(details) else (),
            instructed=_instructed(details, cents, currency),
        )

    def _date(self, owner: Element, name: str) -> dt.date | None:
        element = owner.first(name)
        if element is None:
            self.problems.add("date_missing", owner.line)
            return None
        text = element.value("Dt") or element.value("DtTm") or element.text.strip()
        moment = iso(text)
        inner = element.first("Dt") or element.first("DtTm") or element
        if not text:
            self.problems.add("date_missing", inner.line)
        elif moment is None:
            self.problems.add("date_unclear", inner.line, date=quoted(text))
        if moment is None:
            return None
        # A balance has a "Dt", an entry has others.
        return moment.day(self.zone) if name == "Dt" else moment.day_of_movement(self.zone)

    def _amount(self, owner: Element, currency: str, other_currency: str) -> int | None:
        """Return the signed cents of a balance or an entry; None, after adding a problem, when unclear."""
        direction = owner.value("CdtDbtInd").upper()
        if direction not in _SIGNS:
            self.problems.add("direction_unclear", (owner.first("CdtDbtInd") or owner).line, text=quoted(direction))
            return None
        cents = self._plain_amount(owner, currency, other_currency)
        return None if cents is None else _SIGNS[direction] * cents

    def _plain_amount(self, owner: Element, currency: str, other_currency: str) -> int | None:
        element = owner.first("Amt")
        if element is None:
            self.problems.add("amount_missing", owner.line)
            return None
        cents = amount(element.text)
        if cents is None or cents < 0:
            self.problems.add("amount_unclear", element.line, amount=quoted(element.text))
            return None
        stated = element.attributes.get("Ccy", currency).strip().upper()
        if stated != currency:
            self.problems.add(other_currency, element.line, currency=quoted(stated), account_currency=currency)
            return None
        return cents


def _currency(stmt: Element) -> str:
    """Return the account's currency, or else that of its first balance or entry; empty if none is valid."""
    stated = stmt.value("Acct", "Ccy")
    amounts = (element for name in ("Bal", "Ntry") for element in stmt.all(name, "Amt"))
    code = (stated or next((element.attributes.get("Ccy", "") for element in amounts), "")).strip().upper()
    return code if len(code) == 3 and code.isascii() and code.isalpha() else ""


def _label(entry: Element, details: list[Element]) -> str:
    """Return the payer's remittance information, or else the bank's description of the movement."""
    remittance = [
        part.text
        for detail in details
        for information in detail.all("RmtInf")
        for part in information.anywhere("Ustrd", "Ref", "Nb", "AddtlRmtInf")
    ]
    description = [detail.value("AddtlTxInf") for detail in details] + [entry.value("AddtlNtryInf")]
    texts = remittance if any(text.strip() for text in remittance) else description
    plain = dict.fromkeys(one_line(text, LONGEST_LABEL) for text in texts)
    return one_line(" ".join(plain), LONGEST_LABEL)


def _counterparty(details: list[Element], *, received: bool, is_reversal: bool) -> str:
    """Return the name of the other party; empty for a batch with several.

    The parties of a reversal are those of the payment that it reverses, though some banks turn them round.
    """
    side, other = ("Dbtr", "Cdtr") if received is not is_reversal else ("Cdtr", "Dbtr")
    names = {_party(detail, side) or (_party(detail, other) if is_reversal else "") for detail in details}
    return names.pop() if len(names) == 1 else ""


def _party(detail: Element, side: str) -> str:
    return one_line(
        detail.value("RltdPties", side, "Nm")
        # From version 8 on a party is one element deeper.
        or detail.value("RltdPties", side, "Pty", "Nm")
        or detail.value("RltdPties", f"Ultmt{side}", "Nm")
        or detail.value("RltdPties", f"Ultmt{side}", "Pty", "Nm")
    )


def _whole(pages: Iterable[Statement]) -> Iterator[Statement]:
    """Yield the statements, each with the pages before it: a page says no closing balance, which the last one does."""
    pages = list(pages)
    while pages:
        page = pages.pop(0)
        following = next((other for other in pages if other.account_ref == page.account_ref), None)
        if page.closing_balance is not None or following is None or following.currency != page.currency:
            yield page
            continue
        pages[pages.index(following)] = replace(
            following,
            transactions=page.transactions + following.transactions,
            line=page.line,
            first=page.first or following.first,
            opening_balance=page.opening_balance,
        )


def _part_amount(detail: Element, whole: int, currency: str) -> int | None:
    """Return the signed cents of one payment of a batch; None if they are not told in the account's currency."""
    places = (detail.first("Amt"), detail.first("AmtDtls", "TxAmt", "Amt"), detail.first("AmtDtls", "InstdAmt", "Amt"))
    for element in places:
        if element is not None and element.attributes.get("Ccy", currency).strip().upper() == currency:
            cents = amount(element.text)
            sign = _SIGNS.get(detail.value("CdtDbtInd").upper(), 1 if whole > 0 else -1)
            return None if cents is None else sign * abs(cents)
    return None


def _instructed(details: list[Element], booked: int, currency: str) -> int | None:
    """Return what the payer sent (cents), if it is more than arrived: the bank kept the difference as its fee."""
    sent = details[0].first("AmtDtls", "InstdAmt", "Amt") if len(details) == 1 and booked > 0 else None
    if sent is None or sent.attributes.get("Ccy", currency).strip().upper() != currency:
        return None
    cents = amount(sent.text)
    return cents if cents is not None and cents > booked else None


def _written(stmt: Element, side: str) -> dt.date | None:
    """Return the first or last day that a statement says to cover, as written."""
    moment = iso(stmt.value("FrToDt", f"{side}DtTm") or stmt.value("FrToDt", f"{side}Dt"))
    return moment.written if moment else None


def _is_true(text: str) -> bool:
    return text.strip().lower() in {"true", "1"}
