"""A file is what its content says, and whatever it is, the answer is a reading."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Payment
from rebond.domain.money.kinds import Account, Balance
from rebond.domain.problems import Problem
from rebond.domain.prospecting.kinds import Contact
from rebond.domain.rules import LATEST, problems
from rebond.exchange import detect
from rebond.exchange.camt import read_camt
from rebond.exchange.csv_file.read import read_csv
from rebond.exchange.detect import read
from rebond.exchange.ofx import read_ofx
from rebond.exchange.qif import read_qif
from rebond.exchange.result import Format
from rebond.exchange.statement import Statement
from rebond.exchange.vcard import PersonCard, read_vcards
from rebond.sentences import sentence
from tests.languages import ENGLISH

from .reading import read_file

OFX = b"OFXHEADER:100\n\n<OFX></OFX>"
CARD = b"BEGIN:VCARD\nVERSION:3.0\nFN:Marie\nEND:VCARD\n"
CAMT = b"<?xml version='1.0'?><Document><BkToCstmrStmt/></Document>"


@pytest.mark.parametrize("name", ["a.xml", "a.ofx", "a.vcf", "a.json", "a.txt", "a"])
@pytest.mark.parametrize(
    ("data", "form"),
    [
        (OFX, Format.OFX),
        (b"<?xml version='1.0'?>\n<?OFX OFXHEADER='200'?><OFX></OFX>", Format.OFX),
        (b"\r\n\r\n<ofx>\r\n</ofx>", Format.OFX),
        (OFX.decode().encode("utf-16"), Format.OFX),
        (CARD, Format.VCARD),
        (b"\xef\xbb\xbf\n" + CARD.lower(), Format.VCARD),
        (CAMT, Format.CAMT),
        (b"\xef\xbb\xbf" + CAMT, Format.CAMT),
        (CAMT.decode().encode("utf-16"), Format.CAMT),
        (b'{"format": "rebond"}', Format.JOURNAL),
        (b"\xef\xbb\xbf\n {", Format.JOURNAL),
    ],
)
def test_the_content_says_the_format_and_the_name_does_not(
    tmp_path: Path, name: str, data: bytes, form: Format
) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_file(tmp_path / name).format is form


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \n\n", "file_empty"),
        (b"SQLite format 3\0" + bytes(100), "file_is_database"),
        (b"OFX" + bytes(10), "file_binary"),
        (b"<!DOCTYPE html><html>OFXHEADER</html>", "file_is_web_page"),
        (b"<HTML lang='fr'>", "file_is_web_page"),
        (b"Dear Marie;\nthe invoice, at last:\n1,200.00\n", "file_unknown"),
    ],
)
def test_what_cannot_be_read_is_told_why(data: bytes, code: str) -> None:
    reading = read(data)
    assert (reading.format, reading.items, reading.problems) == (Format.UNKNOWN, (), (Problem(code),))


def test_a_file_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "huge.ofx").open("wb") as file:
        file.truncate(detect.LARGEST_FILE + 1)
    assert read_file(tmp_path / "huge.ofx").problems == (Problem("file_too_large"),)
    assert read(bytes(detect.LARGEST_FILE + 1)).problems == (Problem("file_too_large"),)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_file(tmp_path / "pipe").problems == (Problem("file_unreadable"),)


def test_a_folder_and_nothing_at_all_are_told_apart(tmp_path: Path) -> None:
    assert read_file(tmp_path).problems == (Problem("file_is_folder"),)
    assert read_file(tmp_path / "none.ofx").problems == (Problem("file_not_found"),)
    assert read_file(Path("a\0b")).problems == (Problem("file_not_found"),)
    assert read_file(tmp_path / ("x" * 300)).problems in [(Problem("file_not_found"),), (Problem("file_unreadable"),)]


@pytest.mark.parametrize(
    ("error", "code"), [(PermissionError(13, ""), "file_not_allowed"), (OSError(5, ""), "file_unreadable")]
)
def test_what_the_system_refuses_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    (tmp_path / "a.ofx").write_bytes(OFX)
    monkeypatch.setattr(Path, "open", refuse)
    assert read_file(tmp_path / "a.ofx").problems == (Problem(code),)


@pytest.mark.parametrize("start", [b"<OFX>", b"BEGIN:VCARD\nNOTE:", b"<Document><BkToCstmrStmt>", b""])
def test_a_line_of_a_whole_file_is_read_or_refused_in_time(start: bytes, within_seconds: None) -> None:
    read(start + b"a" * (detect.LARGEST_FILE - len(start)))


PIECES = st.sampled_from(
    [
        b"<OFX>", b"</OFX>", b"<STMTTRN>", b"</STMTTRN>", b"<BANKMSGSRSV1><STMTTRNRS><STMTRS>", b"<CURDEF>EUR",
        b"<TRNAMT>", b"<BANKACCTFROM><ACCTID>1</BANKACCTFROM>", b"<BANKTRANLIST>", b"<LEDGERBAL><BALAMT>",
        b"<DTPOSTED>20261120", b"BEGIN:VCARD\n", b"END:VCARD\n", b"N;ENCODING=QUOTED-PRINTABLE:=", b"FN:", b"ORG:\\",
        b"AGENT:\n", b"\n ", b"PHOTO;BASE64:", b"<Document>", b"<BkToCstmrStmt>", b"<Stmt>", b"<Ntry>",
        b"<Acct><Id><IBAN>X</IBAN></Id><Ccy>EUR</Ccy></Acct>", b"</Ntry></Stmt></BkToCstmrStmt></Document>",
        b"<Amt Ccy='EUR'>", b"</Amt>", b"<Bal><Tp><CdOrPrtry><Cd>CLBD", b"</Cd></CdOrPrtry></Tp></Bal>",
        b"<CdtDbtInd>CRDT</CdtDbtInd>", b"<!DOCTYPE a [", b"<!ENTITY", b"\xff\xfe", b"\0", b"&#xD800;", b"1e400", b"{",
        b"\xed\xa0\x80", b"=", b"\r", b"Date;Montant;Solde\n", b"20/11/2026;1,00;2,00\n", b"20/11/2026", b"1.234,5-",
        b";", b'"', b",", b"\t", b"!Type:Bank\n", b"D1/ 2'06\n", b"T1.00\n", b"^\n", b"S\n$1\n", b"PK\3\4",
        b"IBAN", b"Solde au ",
    ]
)  # fmt: skip
MIXTURES = st.lists(PIECES | st.binary(max_size=8), max_size=30).map(b"".join)


def as_rows(item: Statement | PersonCard) -> Iterator[Entity]:
    """The row that an import makes from the item."""
    if isinstance(item, PersonCard):
        yield Contact(
            name=item.name, organisation=item.organisation, email=item.email, phone=item.phone, note=item.note
        )
        return
    # Where the file names no account, the person does.
    yield Account(name=item.account_name or item.account_ref or "Savings", bank_ref=item.account_ref)
    if item.closing_balance is not None and item.closing_date is not None:
        yield Balance(account_id=1, date=item.closing_date, amount=item.closing_balance)
    for one in item.transactions:
        if one.amount:
            yield Payment(invoice_id=1, date=one.date, amount=one.amount, bank_ref=one.reference)


@given(st.binary(max_size=400) | MIXTURES)
@example(b"<OFX>" + CAMT + CARD)
def test_whatever_the_bytes_no_reader_raises_and_what_it_reads_can_be_kept(data: bytes) -> None:
    for reading in (read(data), read_camt(data), read_ofx(data), read_vcards(data), read_csv(data), read_qif(data)):
        assert all(sentence(ENGLISH, problem) for problem in reading.problems)
        assert reading.items or reading.problems or reading.format in {Format.JOURNAL, Format.VCARD, Format.ZIP}
        assert [fault for item in reading.items for row in as_rows(item) for fault in problems(row, LATEST)] == []
