"""OFX, QIF and vCard as banks and programs really write them, each in the smallest file that has it."""

import pytest

from rebond.exchange.detect import read
from rebond.exchange.ofx import read_ofx
from rebond.exchange.qif import read_qif
from rebond.exchange.result import ReadResult
from rebond.exchange.statement import Statement
from rebond.exchange.vcard import read_vcards

from .test_ofx_faults import SGML


def notes(reading: ReadResult[Statement]) -> list[tuple[int | None, str]]:
    return [(note.line, note.code) for note in reading.notes]


def test_an_amount_that_a_bank_filled_up_to_a_width_is_read() -> None:
    reading = read_qif(
        b"!Type:Bank\nD11/15/26\nT,300.00\nPVIR\n^\nD11/16/26\nT-,109.59\nPPRLV\n^\nD11/17/26\nT-4.50\n^\n"
    )
    assert [one.amount for part in reading.items for one in part.transactions] == [30000, -10959, -450]


@pytest.mark.parametrize("left_empty", ["<BALAMT><DTASOF>", "<BALAMT/><DTASOF/>", "<BALAMT>0,00<DTASOF>00000000"])
def test_a_balance_that_a_bank_left_empty_is_a_note(left_empty: str) -> None:
    text = SGML.replace("<LEDGERBAL><BALAMT>5000.00<DTASOF>20261115", f"<LEDGERBAL>{left_empty}")
    reading = read_ofx(text.encode())
    assert reading.problems == ()
    assert notes(reading) == [(35, "balance_not_told")]
    assert [statement.closing_balance for statement in reading.items] == [None, 90000]


SECURITIES = (
    "<INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><INVTRANLIST><INVBANKTRAN><STMTTRN><DTPOSTED>20261110<TRNAMT>-8.50"
    "<FITID>S1</STMTTRN></INVBANKTRAN></INVTRANLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>"
)


def test_a_statement_of_securities_is_named_as_the_reason_why_nothing_is_read() -> None:
    reading = read_ofx(f"OFXHEADER:100\n\n<OFX>\n{SECURITIES}".encode())
    assert [(problem.line, problem.code) for problem in reading.problems] == [(4, "securities_account")]


def test_a_statement_of_securities_beside_another_is_a_note() -> None:
    reading = read_ofx(SGML.replace("</OFX>", SECURITIES).encode())
    assert reading.problems == ()
    assert (len(reading.items), [code for _, code in notes(reading)]) == (2, ["securities_account"])


def test_a_transfer_that_was_ordered_is_no_movement_outside_a_statement() -> None:
    order = "<INTRATRNRS><INTRARS><CURDEF>EUR<XFERINFO><TRNAMT>20.00</XFERINFO></INTRARS></INTRATRNRS></BANKMSGSRSV1>"
    reading = read_ofx(SGML.replace("</BANKMSGSRSV1>", order).encode())
    assert (reading.problems, len(reading.items)) == ((), 2)


@pytest.mark.parametrize(("declared", "name"), [(";CHARSET=UTF-8", "Zoé Lefèvr�"), ("", "Éléonore Lefèvre-Bézé�")])
def test_a_name_cut_inside_its_last_letter_keeps_the_others(declared: str, name: str) -> None:
    value = name.rstrip("\ufffd").encode() + b"\xc3"
    card = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN" + declared.encode() + b":" + value + b"\r\nEND:VCARD\r\n"
    reading = read_vcards(card)
    assert ([one.name for one in reading.items], [note.code for note in reading.notes]) == ([name], ["letters_lost"])


def test_a_name_in_bopomofo_is_read_without_a_word() -> None:
    assert read("BEGIN:VCARD\nVERSION:3.0\nFN:ㄓㄕㄖ\nEND:VCARD\n".encode()).notes == ()
