"""ISO 20022 bank statements (camt.053), every version: only the names of the elements are looked at.

Rules: ISO 20022 message definition report "Bank-to-Customer Cash Management". What came in or went out is the sign of
`CdtDbtInd`; `RvslInd` says that the entry takes back an earlier one and changes no sign. An entry is the movement on
the account; the transactions inside a batch explain it and are not counted again.
"""

import datetime as dt
from dataclasses import dataclass

from rebond.domain.problems import Problem
from rebond.exchange.element import Element
from rebond.exchange.plain import LONGEST_LABEL, amount, iso_date, one_line, quoted
from rebond.exchange.problem_list import Faults, UnreadableError
from rebond.exchange.result import Format, Reading
from rebond.exchange.statement import Statement, Transaction, account_reference, numbered, reference
from rebond.exchange.xml import read_xml

_MESSAGE = "BkToCstmrStmt"
_CLOSING_BOOKED = "CLBD"
_SIGNS = {"CRDT": 1, "DBIT": -1}


def read_camt(data: bytes) -> Reading[Statement]:
    """Every statement of the file; entries that are only announced are left out without a word."""
    faults = Faults()
    try:
        statements = _statements(read_xml(data), faults)
    except UnreadableError as error:
        return Reading(Format.CAMT, problems=faults.in_order(Problem(error.code, line=error.line)))
    return Reading(Format.CAMT, statements, faults.in_order())


def _statements(root: Element, faults: Faults) -> tuple[Statement, ...]:
    # Some banks send the document inside an envelope of their own.
    message = root if root.name == _MESSAGE else next(root.anywhere(_MESSAGE), None)
    if message is None:
        inside = root.children[0] if root.name == "Document" and root.children else root
        faults.add("camt_other_message", inside.line, name=quoted(inside.name))
        return ()
    reader = _Reader(faults)
    statements = tuple(read for one in message.all("Stmt") if (read := reader.statement(one)) is not None)
    if not statements and not faults:
        faults.add("no_statement", message.line)
    return statements


@dataclass(slots=True)
class _Reader:
    """Reads one file's statements and notes what is wrong with them."""

    faults: Faults

    def statement(self, stmt: Element) -> Statement | None:
        account = stmt.first("Acct")
        account_ref = "" if account is None else account_reference(
            account.value("Id", "IBAN") or account.value("Id", "Othr", "Id") or account.value("Id", "BBAN")
            or account.value("Id", "PrtryAcct", "Id")
        )  # fmt: skip
        if account is None or not account_ref:
            self.faults.add("account_missing", (account or stmt).line)
            return None
        currency = _currency(stmt)
        if not currency:
            self.faults.add("currency_missing", account.line)
            return None
        balance, day = self._closing(stmt, currency)
        return Statement(
            format=Format.CAMT,
            account_ref=one_line(account_ref),
            account_name=one_line(account.value("Nm") or account.value("Ownr", "Nm")),
            currency=currency,
            closing_balance=balance,
            closing_date=day,
            transactions=numbered([one for e in stmt.all("Ntry") if (one := self._entry(e, currency)) is not None]),
            line=stmt.line,
        )

    def _closing(self, stmt: Element, currency: str) -> tuple[int, dt.date] | tuple[None, None]:
        """The newest closing balance: the account's money, without a credit line the bank may have counted in."""
        newest: tuple[dt.date, int] | None = None
        for balance in stmt.all("Bal"):
            if balance.value("Tp", "CdOrPrtry", "Cd").upper() != _CLOSING_BOOKED:
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

    def _entry(self, entry: Element, currency: str) -> Transaction | None:
        status = entry.first("Sts")
        # From version 8 on the code lies one element deeper, beside codes of the bank's own.
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
        label, counterparty = _label(entry, details), _counterparty(details, received=cents > 0)
        end_to_end = [one.value("Refs", "EndToEndId") for one in details]
        return Transaction(
            date=day,
            amount=cents,
            label=label,
            counterparty=counterparty,
            reference=reference(one_line(bank_reference), day, cents, label, counterparty, *map(one_line, end_to_end)),
            line=entry.line,
            reversal=_is_true(entry.value("RvslInd")),
        )

    def _date(self, owner: Element, name: str) -> dt.date | None:
        where = owner.first(name)
        if where is None:
            self.faults.add("date_missing", owner.line)
            return None
        text = where.value("Dt") or where.value("DtTm") or where.text.strip()
        day = iso_date(text)
        inner = where.first("Dt") or where.first("DtTm") or where
        if not text:
            self.faults.add("date_missing", inner.line)
        elif day is None:
            self.faults.add("date_unclear", inner.line, date=quoted(text))
        return day

    def _amount(self, owner: Element, currency: str, other_currency: str) -> int | None:
        """The signed cents of a balance or an entry; None, with its problem, when they cannot be told."""
        direction = owner.value("CdtDbtInd").upper()
        if direction not in _SIGNS:
            self.faults.add("direction_unclear", (owner.first("CdtDbtInd") or owner).line, text=quoted(direction))
            return None
        cents = self._plain_amount(owner, currency, other_currency)
        return None if cents is None else _SIGNS[direction] * cents

    def _plain_amount(self, owner: Element, currency: str, other_currency: str) -> int | None:
        where = owner.first("Amt")
        if where is None:
            self.faults.add("amount_missing", owner.line)
            return None
        cents = amount(where.text)
        if cents is None or cents < 0:
            self.faults.add("amount_unclear", where.line, amount=quoted(where.text))
            return None
        stated = where.attributes.get("Ccy", currency).strip().upper()
        if stated != currency:
            self.faults.add(other_currency, where.line, currency=quoted(stated), account_currency=currency)
            return None
        return cents


def _currency(stmt: Element) -> str:
    """The account's currency; not stated, that of its first balance, or else of its first entry."""
    stated = stmt.value("Acct", "Ccy")
    amounts = (one for name in ("Bal", "Ntry") for one in stmt.all(name, "Amt"))
    code = (stated or next((one.attributes.get("Ccy", "") for one in amounts), "")).strip().upper()
    return code if len(code) == 3 and code.isascii() and code.isalpha() else ""


def _label(entry: Element, details: list[Element]) -> str:
    """What the payer wrote; nothing written, what the bank says of the movement."""
    written = [
        part.text
        for one in details
        for information in one.all("RmtInf")
        for part in information.anywhere("Ustrd", "Ref", "Nb", "AddtlRmtInf")
    ]
    said = [one.value("AddtlTxInf") for one in details] + [entry.value("AddtlNtryInf")]
    texts = written if any(text.strip() for text in written) else said
    plain = dict.fromkeys(one_line(text, LONGEST_LABEL) for text in texts)
    return one_line(" ".join(plain), LONGEST_LABEL)


def _counterparty(details: list[Element], *, received: bool) -> str:
    """The other side's name; none for a batch with several."""
    side = "Dbtr" if received else "Cdtr"
    names = {
        one_line(
            one.value("RltdPties", side, "Nm")
            # From version 8 on a party lies one element deeper.
            or one.value("RltdPties", side, "Pty", "Nm")
            or one.value("RltdPties", f"Ultmt{side}", "Nm")
            or one.value("RltdPties", f"Ultmt{side}", "Pty", "Nm")
        )
        for one in details
    }
    return names.pop() if len(names) == 1 else ""


def _is_true(text: str) -> bool:
    return text.strip().lower() in {"true", "1"}
