"""Statements as banks write them, for tests: camt.053 and OFX of one small account."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

IBAN = "FR7630001007941234567890185"


@dataclass(frozen=True)
class Paid:
    """A payment in a batch."""

    amount: str
    name: str = ""
    text: str = ""


@dataclass(frozen=True)
class Entry:
    """A movement: amount with its sign, day, the other party, the text, and the bank's reference."""

    amount: str
    day: str
    name: str = "Atlas"
    text: str = ""
    ref: str = ""
    reversal: bool = False
    parts: tuple[Paid, ...] = ()
    instructed: str = ""

    @property
    def camt(self) -> str:
        cents, direction = self.amount.lstrip("-"), "DBIT" if self.amount.startswith("-") else "CRDT"
        ref = f"<AcctSvcrRef>{self.ref}</AcctSvcrRef>" if self.ref else ""
        back = "<RvslInd>true</RvslInd>" if self.reversal else ""
        side = "Dbtr" if direction == "CRDT" else "Cdtr"
        sent = f"<AmtDtls><InstdAmt><Amt Ccy='EUR'>{self.instructed}</Amt></InstdAmt></AmtDtls>"
        single = (Paid("", self.name, self.text),)
        details = "".join(
            "<TxDtls>"
            + (f"<Amt Ccy='EUR'>{part.amount}</Amt>" if part.amount else "")
            + (sent if self.instructed else "")
            + f"<RltdPties><{side}><Nm>{part.name}</Nm></{side}></RltdPties>"
            + f"<RmtInf><Ustrd>{part.text}</Ustrd></RmtInf></TxDtls>"
            for part in self.parts or single
        )
        return (
            f"<Ntry><Amt Ccy='EUR'>{cents}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{back}<Sts>BOOK</Sts>"
            f"<BookgDt><Dt>{self.day}</Dt></BookgDt>{ref}<NtryDtls>{details}</NtryDtls></Ntry>\n"
        )

    @property
    def ofx(self) -> str:
        kind = "DEBIT" if self.amount.startswith("-") else "CREDIT"
        return (
            f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>{self.day.replace('-', '')}<TRNAMT>{self.amount}"
            f"<FITID>{self.ref or 'x' + self.day + self.amount}<NAME>{self.name}<MEMO>{self.text}</STMTTRN>\n"
        )


def camt(
    *entries: Entry, closing: str = "1234.56", day: str = "2026-11-20", iban: str = IBAN, name: str = "", more: str = ""
) -> str:
    """Return a camt.053 file with one statement; `more` are further statements."""
    return camt_file(page(entries, ("CLBD", closing, day), iban=iban, name=name), more)


def camt_file(*statements: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'
        f"<BkToCstmrStmt>\n{''.join(statements)}</BkToCstmrStmt></Document>\n"
    )


def page(entries: Sequence[Entry], *balances: tuple[str, str, str], iban: str = IBAN, name: str = "") -> str:
    """Return one statement or page with its balances: (code, amount, day)."""
    said = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{amount.lstrip('-')}</Amt>"
        f"<CdtDbtInd>{'DBIT' if amount.startswith('-') else 'CRDT'}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
        for code, amount, day in balances
    )
    label = f"<Nm>{name}</Nm>" if name else ""
    return (
        f"<Stmt><Id>1</Id><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy>{label}</Acct>{said}"
        f"{''.join(entry.camt for entry in entries)}</Stmt>\n"
    )


def ofx(
    *entries: Entry, closing: str = "1234.56", day: str = "2026-11-20", bank: str = "30001", branch: str = "00794",
    number: str = "12345678901", card: str = "",
) -> str:  # fmt: skip
    """Return an OFX file with one statement, of a bank account or a card."""
    parts = (("BANKID", bank), ("BRANCHID", branch), ("ACCTID", number))
    where = "".join(f"<{tag}>{text}" for tag, text in parts if text)
    source = f"<CCACCTFROM><ACCTID>{card}</CCACCTFROM>" if card else f"<BANKACCTFROM>{where}</BANKACCTFROM>"
    block = ("CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS") if card else ("BANKMSGSRSV1", "STMTTRNRS", "STMTRS")
    opened, closed = "".join(f"<{tag}>" for tag in block), "".join(f"</{tag}>" for tag in reversed(block))
    return (
        f"OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX>{opened}<CURDEF>EUR{source}\n<BANKTRANLIST>"
        f"{''.join(entry.ofx for entry in entries)}</BANKTRANLIST>\n"
        f"<LEDGERBAL><BALAMT>{closing}<DTASOF>{day.replace('-', '')}</LEDGERBAL>{closed}</OFX>\n"
    )


def packed(*contents: str | tuple[str, str]) -> bytes:
    """Return a ZIP of files: contents, or names with contents."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, content in enumerate(contents):
            name, text = content if isinstance(content, tuple) else (f"{place}.txt", content)
            archive.writestr(name, text)
    return buffer.getvalue()
