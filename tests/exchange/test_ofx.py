"""OFX statements as SGML and as XML, and what banks make of them."""

import datetime as dt

import pytest

from rebond.domain.rules import LONGEST_NAME
from rebond.exchange.ofx import read_ofx
from rebond.exchange.statement import Statement

HEADER = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:{charset}\n\n"
XML_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n'


def movement(
    amount: str = "-12.50", date: str = "20261120", name: str = "Atlas", memo: str = "", fitid: str = "1"
) -> str:
    return (
        f"<STMTTRN>\n<TRNTYPE>OTHER\n<DTPOSTED>{date}\n<TRNAMT>{amount}\n<FITID>{fitid}\n<NAME>{name}\n<MEMO>{memo}\n"
        "</STMTTRN>\n"
    )


def sgml(*movements: str, balance: str = "9000.00", charset: str = "1252") -> str:
    return (
        HEADER.format(charset=charset) + "<OFX>\n<BANKMSGSRSV1><STMTTRNRS><STMTRS>\n<CURDEF>EUR\n"
        "<BANKACCTFROM>\n<BANKID>30006\n<ACCTID>0011 2345\n<ACCTTYPE>CHECKING\n</BANKACCTFROM>\n<BANKTRANLIST>\n"
        + "".join(movements)
        + f"</BANKTRANLIST>\n<LEDGERBAL>\n<BALAMT>{balance}\n<DTASOF>20261120\n</LEDGERBAL>\n"
        "</STMTRS></STMTTRNRS></BANKMSGSRSV1>\n</OFX>\n"
    )


def only(data: str | bytes) -> Statement:
    reading = read_ofx(data if isinstance(data, bytes) else data.encode())
    assert reading.problems == ()
    (statement,) = reading.items
    return statement


def faults(data: str) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in read_ofx(data.encode()).problems]


def test_a_statement_without_end_tags_gives_its_account_balance_and_movements() -> None:
    statement = only(sgml(movement()))
    assert (statement.account_ref, statement.currency) == ("30006/00112345", "EUR")
    assert (statement.closing_balance, statement.closing_date) == (900000, dt.date(2026, 11, 20))
    (one,) = statement.transactions
    assert (one.date, one.amount, one.label, one.counterparty, one.line) == (
        dt.date(2026, 11, 20),
        -1250,
        "Atlas",
        "Atlas",
        16,
    )


def test_the_same_statement_on_one_line_reads_the_same() -> None:
    usual = only(sgml(movement(), movement("5")))
    flat = only(sgml(movement(), movement("5")).partition("\n\n")[2].replace("\n", ""))
    assert [t.reference for t in flat.transactions] == [t.reference for t in usual.transactions]
    assert flat.closing_balance == usual.closing_balance


def test_a_card_statement_as_xml_is_read() -> None:
    statement = only(
        XML_HEADER + "<OFX><SIGNONMSGSRSV1><SONRS><FI><ORG>Crédit &amp; Cie</ORG></FI></SONRS></SIGNONMSGSRSV1>"
        "<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>EUR</CURDEF>"
        "<CCACCTFROM><ACCTID>4970XX</ACCTID></CCACCTFROM><BANKTRANLIST><STMTTRN><DTPOSTED>20261101</DTPOSTED>"
        "<TRNAMT>-3,00</TRNAMT><FITID>9</FITID><NAME/><MEMO><![CDATA[Café <du> coin]]></MEMO></STMTTRN></BANKTRANLIST>"
        "<LEDGERBAL><BALAMT>-3,00</BALAMT><DTASOF>20261120120000.000[+1:CET]</DTASOF></LEDGERBAL>"
        "</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>"
    )
    assert (statement.account_ref, statement.account_name, statement.closing_balance) == (
        "CARD/4970XX",
        "Crédit & Cie",
        -300,
    )
    assert [(t.amount, t.label) for t in statement.transactions] == [(-300, "Café <du> coin")]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("1252", "cp1252"), ("8859-1", "latin-1"), ("ISO-8859-15", "iso8859-15"), ("1252", "utf-8"), ("NONE", "cp1252"),
     ("1252", "utf-8-sig"), ("1252", "utf-16"), ("unicode_escape", "utf-8")],
)  # fmt: skip
def test_accents_survive_whatever_the_header_says(charset: str, encoding: str) -> None:
    assert (
        only(sgml(movement(name="Prélèvement"), charset=charset).encode(encoding)).transactions[0].label
        == "Prélèvement"
    )


def test_the_declared_alphabet_tells_the_euro_sign_from_others() -> None:
    data = sgml(movement(name="Loyer 5 €"), charset="ISO-8859-15").encode("iso8859-15")
    assert only(data).transactions[0].label == "Loyer 5 €"


def test_the_branch_is_part_of_the_accounts_name() -> None:
    assert only(sgml().replace("<ACCTID>", "<BRANCHID>00 112\n<ACCTID>")).account_ref == "30006/00112/00112345"


def test_a_number_as_long_as_the_format_allows_still_tells_movements_apart() -> None:
    first, second = only(sgml(movement(fitid="9" * 254 + "1"), movement(fitid="9" * 254 + "2"))).transactions
    assert first.reference != second.reference
    assert len(first.reference) <= LONGEST_NAME


def test_an_element_left_empty_does_not_swallow_what_follows() -> None:
    (one,) = only(sgml(movement(name="", memo="VIR"))).transactions
    assert (one.counterparty, one.label) == ("", "VIR")


def test_the_name_that_the_memo_repeats_is_not_said_twice() -> None:
    statement = only(sgml(movement(name="AUTOMATIC WITHD", memo="AUTOMATIC WITHDRAWAL"), movement(name="A", memo="B")))
    assert [t.label for t in statement.transactions] == ["AUTOMATIC WITHDRAWAL", "A B"]


def test_a_number_the_bank_gives_to_two_movements_loses_neither() -> None:
    once = only(sgml(movement("-1"), movement("-2"), movement("-2"))).transactions
    assert len({t.reference for t in once}) == 3
    assert [t.reference for t in only(sgml(movement("-2"))).transactions] == [once[1].reference]


def test_a_bad_movement_is_refused_by_line_and_the_others_stay() -> None:
    data = sgml(movement("$120"), movement(date="20260231"), movement(date=""), movement("7"))
    assert faults(data) == [(19, "amount_unclear"), (26, "date_unclear"), (34, "date_missing")]
    assert [t.amount for t in read_ofx(data.encode()).items[0].transactions] == [700]


@pytest.mark.parametrize("amount", ["1e400", "NaN", "inf", "1 200.00", "1.234,56", "0.001", "--1", "9" * 30, "١"])
def test_an_amount_in_no_plain_digits_is_refused(amount: str) -> None:
    assert faults(sgml(movement(amount))) == [(19, "amount_unclear")]


@pytest.mark.parametrize("date", ["00000101", "99991231", "20261301", "2026", "20-11-2026", "201120000000"])
def test_a_day_outside_the_calendar_is_refused(date: str) -> None:
    assert faults(sgml(movement(date=date))) == [(18, "date_unclear")]


def test_a_movement_in_another_currency_is_left_out() -> None:
    foreign = movement().replace("</STMTTRN>", "<CURRENCY>\n<CURRATE>1.1\n<CURSYM>USD\n</CURRENCY>\n</STMTTRN>")
    converted = foreign.replace("CURRENCY>", "ORIGCURRENCY>")
    assert faults(sgml(foreign)) == [(23, "entry_other_currency")]
    assert len(only(sgml(converted)).transactions) == 1


def test_a_balance_that_cannot_be_read_leaves_the_movements() -> None:
    data = sgml(movement(), balance="?")
    assert faults(data) == [(26, "amount_unclear")]
    assert (read_ofx(data.encode()).items[0].closing_balance, len(read_ofx(data.encode()).items[0].transactions)) == (
        None,
        1,
    )


def test_the_banks_own_error_is_told_in_its_words() -> None:
    data = "<OFX><SIGNONMSGSRSV1><SONRS>\n<STATUS><CODE>15500<SEVERITY>ERROR</STATUS></SONRS></SIGNONMSGSRSV1></OFX>"
    (problem,) = read_ofx(data.encode()).problems
    assert (problem.code, problem.line, problem.facts) == ("bank_answered_error", 2, {"message": "15500"})


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("OFXHEADER:100\n\n<OFX></OFX>", (3, "no_statement")),
        ("OFXHEADER:100\n", (1, "ofx_broken")),
        (sgml().replace("<CURDEF>EUR\n", ""), (8, "currency_missing")),
        (sgml().replace("<CURDEF>EUR", "<CURDEF>euros"), (9, "currency_missing")),
        (sgml().replace("<ACCTID>0011 2345\n", ""), (10, "account_missing")),
        (sgml(movement())[:-60], (27, "file_cut_short")),
        ("<OFX>" + "<A>" * 10_000, (1, "too_deep")),
    ],
)
def test_a_file_that_is_no_whole_statement_is_refused_with_its_line(data: str, problem: tuple[int, str]) -> None:
    reading = read_ofx(data.encode())
    assert ([(p.line, p.code) for p in reading.problems], reading.items) == ([problem], ())


def test_more_elements_than_any_statement_has_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rebond.exchange.sgml.MOST", 100)
    assert faults("<OFX>" + "\n<A>1" * 100) == [(101, "file_too_large")]


def test_an_entity_bomb_expands_to_nothing() -> None:
    bomb = '<!DOCTYPE OFX [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert only(bomb + sgml(movement(name="&b; &lt;b&gt;")).partition("\n\n")[2]).transactions[0].label == "&b; <b>"


def test_characters_that_no_text_may_hold_are_left_out() -> None:
    assert only(sgml(movement(name="A\0B &#xD800; C\x1b[31m"))).transactions[0].label == "A B � C [31m"


@pytest.mark.parametrize(
    "piece", ["<", "<a", "</a>", "<!--", "x<!---->", "<![CDATA[", "&#", "<A>", "<A>1</A>", "\n", "<!"]
)
def test_a_file_made_to_be_slow_is_read_in_time(piece: str, within_seconds: None) -> None:
    read_ofx(("<OFX>" + piece * (2**20 // len(piece))).encode())
