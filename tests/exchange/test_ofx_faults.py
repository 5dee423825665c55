"""An OFX file with one tag missing or misspelt: every movement is read with its amount, or something is told."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.exchange.ofx import read_ofx
from rebond.exchange.result import ReadResult
from rebond.exchange.statement import Statement

SGML = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX>
<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20261120<LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>
<STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30001<ACCTID>5001<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261101<DTEND>20261120
<STMTTRN>
<TRNTYPE>CREDIT
<DTPOSTED>20261103
<TRNAMT>1200.00
<FITID>A1
<NAME>ATLAS
<MEMO>F-001
</STMTTRN>
<STMTTRN>
<TRNTYPE>DEBIT
<DTPOSTED>20261104
<TRNAMT>-45.10
<FITID>A2
<NAME>PERRET
</STMTTRN>
<STMTTRN>
<TRNTYPE>CREDIT
<DTPOSTED>20261105
<TRNAMT>37
<FITID>A3
<PAYEE><NAME>LUNE<CITY>LYON</PAYEE>
<MEMO>reste
</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>5000.00<DTASOF>20261115</LEDGERBAL>
<AVAILBAL><BALAMT>5100.00<DTASOF>20261115</AVAILBAL>
</STMTRS></STMTTRNRS>
<STMTTRNRS><TRNUID>2<STATUS><CODE>0<SEVERITY>INFO</STATUS>
<STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30001<ACCTID>5002<ACCTTYPE>SAVINGS</BANKACCTFROM>
<BANKTRANLIST>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261106<TRNAMT>4.00<FITID>B1<NAME>INTERETS</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261107<TRNAMT>5.00<FITID>B2<NAME>PRIME</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>900.00<DTASOF>20261115</LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1>
</OFX>
"""
#: Elements that hold a text only: in XML they have an end tag as well.
LEAF = re.compile(r"<(\w+)>([^<\n]+)")
XML = '<?xml version="1.0"?>\n<?OFX OFXHEADER="200"?>\n' + LEAF.sub(r"<\1>\2</\1>", SGML.partition("\n\n")[2])
FLAT = SGML.partition("\n\n")[2].replace("\n", "")
RIGHT = {"30001/5001": [120000, -4510, 3700], "30001/5002": [400, 500]}
TAG = re.compile(r"</?\w+>")
#: Without AVAILBAL: a statement with another balance in place of the booked one is a good one.
NAMES = [*sorted({*re.findall(r"\w+(?=>)", SGML)} - {"AVAILBAL"}), "OTHER", "STMTTRX"]


def read(text: str) -> ReadResult[Statement]:
    return read_ofx(text.encode(), dt.UTC)


def amounts(reading: ReadResult[Statement]) -> dict[str, list[int]]:
    return {one.account_ref: [movement.amount for movement in one.transactions] for one in reading.items}


def is_honest(text: str) -> bool:
    """Whether every movement and balance is there with its amount, or a problem or a note says something."""
    reading = read(text)
    if reading.problems or reading.notes:
        return True
    return ([[movement.amount for movement in one.transactions] for one in reading.items] == list(RIGHT.values())) and (
        [one.closing_balance for one in reading.items] == [500000, 90000]
    )


@pytest.mark.parametrize("text", [SGML, XML, FLAT], ids=["sgml", "xml", "one line"])
def test_the_whole_file_is_read_without_a_word(text: str) -> None:
    reading = read(text)
    assert (amounts(reading), reading.problems, reading.notes) == (RIGHT, (), ())


@pytest.mark.parametrize("text", [SGML, XML, FLAT], ids=["sgml", "xml", "one line"])
def test_without_any_one_tag_nothing_is_lost_without_a_word(text: str) -> None:
    cut = [(tag[0], text[: tag.start()] + text[tag.end() :]) for tag in TAG.finditer(text)]
    assert [name for name, without in cut if not is_honest(without)] == []


@given(st.sampled_from([SGML, XML, FLAT]), st.data())
def test_with_any_one_tag_misspelt_nothing_is_lost_without_a_word(text: str, data: st.DataObject) -> None:
    tag = data.draw(st.sampled_from(list(TAG.finditer(text))))
    name = data.draw(st.sampled_from(NAMES))
    slash = data.draw(st.sampled_from(["", "/"]))
    assert is_honest(f"{text[: tag.start()]}<{slash}{name}>{text[tag.end() :]}")


@given(st.sampled_from([SGML, XML, FLAT]), st.data())
def test_a_file_that_stops_anywhere_is_told(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(text.index("<STMTTRN>"), text.index("</OFX>")))
    reading = read(text[:at])
    assert reading.problems or reading.notes


@pytest.mark.parametrize(
    ("missing", "times"),
    [("</BANKTRANLIST>", 2), ("</BANKTRANLIST>", 1), ("</STMTTRN>", 5), ("</STMTRS>", 1), ("</STMTTRNRS>", 1),
     ("</LEDGERBAL>", 2), ("</BANKACCTFROM>", 2), ("</STATUS>", 3), ("<STMTTRNRS>", 2), ("<BANKTRANLIST>", 2),
     ("<BANKMSGSRSV1>", 1), ("</PAYEE>", 1)],
)  # fmt: skip
@pytest.mark.parametrize("text", [SGML, XML, FLAT], ids=["sgml", "xml", "one line"])
def test_where_the_structure_is_clear_all_is_read(text: str, missing: str, times: int) -> None:
    reading = read(text.replace(missing, "", times))
    assert (amounts(reading), reading.problems) == (RIGHT, ())
    assert [one.closing_balance for one in reading.items] == [500000, 90000]


@pytest.mark.parametrize("wrong", ["</STMTTRX>", "</BANKTRANLIST>", "</CURRENCY>", "<STMTTRN>"])
def test_a_movement_closed_by_another_name_is_read(wrong: str) -> None:
    reading = read(SGML.replace("</STMTTRN>", wrong, 1))
    assert amounts(reading)["30001/5001"][:1] == [120000]
    assert amounts(reading)["30001/5002"] == [400, 500]


def faults(text: str) -> list[tuple[int | None, str]]:
    reading = read(text)
    return [(one.line, one.code) for one in (*reading.problems, *reading.notes)]


def test_movements_without_tags_between_them_are_told() -> None:
    assert faults(SGML.replace("</STMTTRN>\n<STMTTRN>\n", "", 1)) == [(20, "movements_run_together")]


def test_a_movement_without_its_beginning_is_told_by_line() -> None:
    assert faults(SGML.replace("<STMTTRN>", "", 1)) == [(14, "outside_statement")]
    assert faults(SGML.replace("<STMTTRN>", "<STMTTRX>", 1)) == [(14, "outside_statement")]


def test_movements_outside_a_statement_are_told_beside_those_inside() -> None:
    reading = read(SGML.replace("-45.10", "-45.10</STMTRS>"))
    assert amounts(reading)["30001/5001"] == [120000, -4510]
    assert [(one.line, one.code) for one in reading.problems] == [(29, "outside_statement")]


def test_a_balance_without_its_beginning_is_told() -> None:
    assert faults(SGML.replace("<LEDGERBAL>", "", 1)) == [(35, "outside_statement")]


def test_what_follows_the_end_is_read_if_it_is_another_file_or_told() -> None:
    first, second = SGML, SGML.replace("500", "700").replace("<ACCTID>7001", "<ACCTID>6001")
    both = read(first + second)
    assert (len(both.items), both.problems) == (4, ())
    assert faults(SGML + "<STMTTRN><DTPOSTED>20261108<TRNAMT>9<FITID>C</STMTTRN>") == [(48, "outside_statement")]


def test_a_file_without_its_end_is_read_with_a_note() -> None:
    reading = read(SGML.replace("</OFX>\n", ""))
    assert (amounts(reading), reading.problems) == (RIGHT, ())
    assert [(one.line, one.code) for one in reading.notes] == [(46, "file_without_end")]


def test_a_movement_whose_number_may_be_a_part_of_its_amount_is_told() -> None:
    reading = read(FLAT.replace("<FITID>A3", "9"))
    (note,) = reading.notes
    assert (note.code, note.facts) == ("movement_without_number", {"amount": "379"})


def test_text_that_stands_in_a_movement_does_not_end_it() -> None:
    reading = read(SGML.replace("<STMTTRN>\n", "<STMTTRN>*\n<X.OWN>1\n"))
    assert (amounts(reading), reading.problems) == (RIGHT, ())


def test_a_card_that_lies_in_an_unclosed_statement_keeps_its_movements_to_itself() -> None:
    first, _, second = SGML.partition("</STMTRS></STMTTRNRS>\n<STMTTRNRS><TRNUID>2")
    inside = second.partition("<STMTRS>")[2].replace("BANKACCTFROM", "CCACCTFROM").replace("<BANKID>30001", "")
    reading = read(f"{first}<CCSTMTRS>{inside}")
    assert list(amounts(reading).values()) == list(RIGHT.values())
    assert [one.closing_balance for one in reading.items] == [500000, 90000]
