"""camt.053 statements as banks of several countries write them, and as nobody should."""

import datetime as dt

import pytest

from rebond.exchange.camt import read_camt
from rebond.exchange.result import Format
from rebond.exchange.statement import Statement

from . import banks
from .banks import Entry, Paid

ACCOUNT = "<Acct><Id><IBAN>FR76 3000 6000 0112 3456 7890 189</IBAN></Id><Ccy>EUR</Ccy></Acct>"
CLOSING = (
    "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>9000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
    "<Dt><Dt>2026-11-20</Dt></Dt></Bal>"
)


def entry(
    amount: str = "2400.00",
    *,
    currency: str = "EUR",
    direction: str = "CRDT",
    status: str = "<Sts>BOOK</Sts>",
    date: str = "<BookgDt><Dt>2026-11-20</Dt></BookgDt>",
    more: str = "",
) -> str:
    return f"<Ntry><Amt Ccy='{currency}'>{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{status}{date}{more}</Ntry>"


def document(*parts: str, version: str = "02", account: str = ACCOUNT) -> bytes:
    lines = "\n".join((account, *parts))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><Stmt>\n'
        f"{lines}\n</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def only(data: bytes) -> Statement:
    reading = read_camt(data)
    assert reading.problems == ()
    (statement,) = reading.items
    return statement


def faults(data: bytes) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in read_camt(data).problems]


@pytest.mark.parametrize("version", ["02", "03", "04", "08", "13"])
def test_a_statement_of_any_version_gives_its_account_balance_and_movements(version: str) -> None:
    statement = only(document(CLOSING, entry(), version=version))
    assert (statement.format, statement.account_ref, statement.currency) == (
        Format.CAMT,
        "FR7630006000011234567890189",
        "EUR",
    )
    assert (statement.closing_balance, statement.closing_date) == (900000, dt.date(2026, 11, 20))
    assert [(t.date, t.amount, t.line) for t in statement.transactions] == [(dt.date(2026, 11, 20), 240000, 5)]


def test_prefixed_names_and_an_envelope_are_read_as_well() -> None:
    inner = document(CLOSING).decode().partition("?>\n")[2].replace("xmlns=", "xmlns:c=")
    prefixed = inner.replace("</", "</c:").replace("<", "<c:").replace("<c:/c:", "</c:")
    assert only(f"<Envelope><Body>{prefixed}</Body></Envelope>".encode()).closing_balance == 900000


def test_only_the_newest_closing_balance_counts() -> None:
    others = "".join(
        CLOSING.replace("CLBD", kind).replace("9000.00", "1.00") for kind in ("OPBD", "ITBD", "PRCD", "CLAV")
    )
    older = CLOSING.replace("2026-11-20", "2026-11-19").replace("9000", "8000")
    assert only(document(others, CLOSING, older)).closing_balance == 900000


def test_an_overdrawn_account_has_a_negative_balance() -> None:
    assert only(document(CLOSING.replace("CRDT", "DBIT"))).closing_balance == -900000


def test_a_credit_line_counted_in_by_the_bank_is_not_savings() -> None:
    line = "<CdtLine><Incl>true</Incl><Amt Ccy='EUR'>1000.00</Amt></CdtLine>"
    assert only(document(CLOSING.replace("<Amt", f"{line}<Amt", 1))).closing_balance == 800000


def test_a_statement_without_closing_balance_still_has_its_movements() -> None:
    statement = only(document(entry()))
    assert (statement.closing_balance, statement.closing_date, len(statement.transactions)) == (None, None, 1)


def test_a_balance_in_another_currency_is_refused_and_the_movements_stay() -> None:
    data = document(CLOSING.replace("EUR", "SEK"), entry())
    assert faults(data) == [(4, "balance_other_currency")]
    assert len(read_camt(data).items[0].transactions) == 1


def test_a_movement_in_another_currency_is_left_out_by_line() -> None:
    data = document(entry(currency="USD"), entry())
    assert faults(data) == [(4, "entry_other_currency")]
    assert [t.line for t in read_camt(data).items[0].transactions] == [5]


def test_an_account_without_stated_currency_has_that_of_its_opening_balance() -> None:
    opening = CLOSING.replace("CLBD", "OPBD").replace("EUR", "CHF")
    data = document(opening, entry(currency="CHF"), account=ACCOUNT.replace("<Ccy>EUR</Ccy>", ""))
    assert only(data).currency == "CHF"


def test_what_went_out_is_negative_and_a_reversal_changes_no_sign() -> None:
    reversed_debit = entry("35.00", direction="CRDT", more="<RvslInd>true</RvslInd>")
    statement = only(document(entry("35.00", direction="DBIT"), reversed_debit))
    assert [(t.amount, t.reversal) for t in statement.transactions] == [(-3500, False), (3500, True)]


@pytest.mark.parametrize(
    "status", ["<Sts>PDNG</Sts>", "<Sts>INFO</Sts>", "<Sts><Cd>PDNG</Cd></Sts>", "<Sts><Prtry>X</Prtry></Sts>"]
)
def test_an_entry_that_is_not_booked_is_left_out(status: str) -> None:
    assert only(document(entry(status=status))).transactions == ()


@pytest.mark.parametrize("status", ["<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>", ""])
def test_an_entry_booked_as_any_version_says_it_counts(status: str) -> None:
    assert len(only(document(entry(status=status))).transactions) == 1


def test_a_batch_counts_once_with_the_amount_of_its_entry() -> None:
    one = "<TxDtls><Amt Ccy='EUR'>10.00</Amt><RltdPties><Dbtr><Nm>{}</Nm></Dbtr></RltdPties></TxDtls>"
    batch = f"<NtryDtls>{one.format('Atlas')}{one.format('Perret')}</NtryDtls>"
    (movement,) = only(document(entry("20.00", more=batch))).transactions
    assert (movement.amount, movement.counterparty) == (2000, "")


@pytest.mark.parametrize(
    ("direction", "name"), [("CRDT", "<Dbtr><Nm>Atlas</Nm></Dbtr>"), ("DBIT", "<Cdtr><Pty><Nm>Atlas</Nm></Pty></Cdtr>")]
)
def test_the_counterparty_is_the_other_side_of_the_movement(direction: str, name: str) -> None:
    me = "<Cdtr><Nm>Marie</Nm></Cdtr>" if direction == "CRDT" else "<Dbtr><Nm>Marie</Nm></Dbtr>"
    more = f"<NtryDtls><TxDtls><RltdPties>{me}{name}</RltdPties></TxDtls></NtryDtls>"
    assert only(document(entry(direction=direction, more=more))).transactions[0].counterparty == "Atlas"


def test_the_label_is_what_the_payer_wrote_and_else_what_the_bank_says() -> None:
    bank = "<AddtlNtryInf>VIREMENT RECU</AddtlNtryInf>"
    wrote = "<NtryDtls><TxDtls><RmtInf><Ustrd>Invoice\n  2026-14</Ustrd></RmtInf></TxDtls></NtryDtls>"
    statement = only(document(entry(more=bank), entry(more=wrote + bank)))
    assert [t.label for t in statement.transactions] == ["VIREMENT RECU", "Invoice 2026-14"]


@pytest.mark.parametrize(("amount", "cents"), [("105.750", 10575), ("5", 500), ("5.", 500), (".5", 50), ("0.00", 0)])
def test_an_amount_of_whole_cents_is_read_however_many_decimals_it_has(amount: str, cents: int) -> None:
    assert only(document(entry(amount))).transactions[0].amount == cents


@pytest.mark.parametrize(
    "amount", ["0.005", "1e400", "1E2", "NaN", "INF", "-5.00", "$5", "12 0", "٣", "9" * 18, "1.2.3", "0x10"]
)
def test_an_amount_that_is_not_whole_cents_is_refused_by_line(amount: str) -> None:
    assert faults(document(CLOSING, entry(amount))) == [(5, "amount_unclear")]


@pytest.mark.parametrize("date", ["2026-11-20", "2026-11-20Z", "2026-11-20+01:00"])
def test_a_day_may_carry_its_time_zone(date: str) -> None:
    assert only(document(entry(date=f"<BookgDt><Dt>{date}</Dt></BookgDt>"))).transactions[0].date == dt.date(
        2026, 11, 20
    )


def test_a_day_with_a_time_is_the_day_its_writer_saw() -> None:
    late = "<BookgDt><DtTm>2026-11-20T23:59:59-05:00</DtTm></BookgDt>"
    assert only(document(entry(date=late))).transactions[0].date == dt.date(2026, 11, 20)


def test_without_a_booking_day_the_value_day_stands_in() -> None:
    assert only(document(entry(date="<ValDt><Dt>2026-11-21</Dt></ValDt>"))).transactions[0].date == dt.date(
        2026, 11, 21
    )


@pytest.mark.parametrize(
    "date", ["0000-01-01", "9999-12-31", "2026-02-31", "20/11/2026", "2026-11-20x", "２０２６-11-20"]
)
def test_an_impossible_day_is_refused_by_line(date: str) -> None:
    assert faults(document(entry(date=f"<BookgDt><Dt>{date}</Dt></BookgDt>"))) == [(4, "date_unclear")]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (document(entry(date="")), (4, "date_missing")),
        (document(entry(date="<BookgDt/>")), (4, "date_missing")),
        (document(entry(direction="UP")), (4, "direction_unclear")),
        (document(entry().replace("<Amt Ccy='EUR'>2400.00</Amt>", "")), (4, "amount_missing")),
        (document(account="<Acct><Nm>Mine</Nm></Acct>"), (3, "account_missing")),
        (document(account=""), (2, "account_missing")),
        (document(account="<Acct><Id><IBAN>FR76</IBAN></Id></Acct>"), (3, "currency_missing")),
    ],
)
def test_what_is_missing_is_told_by_line(data: bytes, problem: tuple[int, str]) -> None:
    assert faults(data) == [problem]


def test_two_equal_payments_of_a_day_both_stay_and_are_the_same_two_in_the_next_file() -> None:
    first = only(document(CLOSING, entry("50.00"), entry("50.00"))).transactions
    again = only(document(entry("50.00"), entry("12.00"), entry("50.00"))).transactions
    assert len({t.reference for t in first}) == 2
    assert {t.reference for t in first} == {t.reference for t in again if t.amount == 5000}


def test_a_reference_the_bank_gives_twice_does_not_make_two_movements_one() -> None:
    same = "<AcctSvcrRef>NONREF</AcctSvcrRef>"
    atlas = same + "<AddtlNtryInf>Atlas</AddtlNtryInf>"
    perret = same + "<AddtlNtryInf>Perret</AddtlNtryInf>"
    one = only(document(entry(more=atlas), entry(more=perret))).transactions
    other = only(document(entry(more=perret), entry(more=atlas))).transactions
    assert len({t.reference for t in one}) == 2
    assert {t.label: t.reference for t in one} == {t.label: t.reference for t in other}


def test_a_bank_that_later_words_the_label_better_does_not_count_the_movement_again() -> None:
    before, after = (
        only(document(entry(more=f"<AcctSvcrRef>R1</AcctSvcrRef><AddtlNtryInf>{label}</AddtlNtryInf>")))
        for label in ("VIR", "VIREMENT ATLAS")
    )
    assert before.transactions[0].reference == after.transactions[0].reference


def test_html_and_formulas_in_a_label_are_only_text() -> None:
    label = "&lt;img src=&quot;file:///etc/passwd&quot;&gt; =HYPERLINK(1) {name} %s"
    movement = only(document(entry(more=f"<AddtlNtryInf>{label}</AddtlNtryInf>"))).transactions[0]
    assert movement.label == '<img src="file:///etc/passwd"> =HYPERLINK(1) {name} %s'


def test_a_label_of_a_megabyte_is_cut_and_marks_that_turn_text_round_are_left_out() -> None:
    long = only(document(entry(more=f"<AddtlNtryInf>{'x' * 2**20}</AddtlNtryInf>"))).transactions[0]
    turned = only(document(entry(more="<AddtlNtryInf>a\u202eb\x85c</AddtlNtryInf>"))).transactions[0]
    assert (len(long.label), turned.label) == (500, "ab c")


def test_another_message_of_the_bank_is_named() -> None:
    (problem,) = read_camt(document().replace(b"BkToCstmrStmt", b"BkToCstmrAcctRpt")).problems
    assert (problem.code, problem.facts, problem.line) == ("camt_other_message", {"name": "BkToCstmrAcctRpt"}, 2)


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Document>&b;</Document>"""
EXTERNAL = b"""<?xml version="1.0"?>

<!DOCTYPE x SYSTEM "file:///etc/passwd"><Document/>"""


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (BOMB, (2, "xml_doctype")),
        (EXTERNAL, (3, "xml_doctype")),
        (b"<!DOCTYPE Document><Document/>", (1, "xml_doctype")),
        (b"<a>" * 10_000, (1, "too_deep")),
        (document().replace(b"</Stmt>", b""), (4, "xml_broken")),
        (document()[:-5], (4, "xml_broken")),
        (document(entry(more="<AddtlNtryInf>\0</AddtlNtryInf>")), (4, "xml_broken")),
        (document(entry(more="<AddtlNtryInf>&#xD800;</AddtlNtryInf>")), (4, "xml_broken")),
        (b"<?xml version='1.0' encoding='no-such'?><Document/>", (1, "xml_broken")),
        (b"<?xml version='1.0' encoding='utf-7'?><Document/>", (1, "xml_broken")),
        (b"", (1, "xml_broken")),
    ],
)
def test_xml_made_to_harm_or_broken_is_refused_with_its_line(data: bytes, problem: tuple[int, str]) -> None:
    reading = read_camt(data)
    assert ([(p.line, p.code) for p in reading.problems], reading.items) == ([problem], ())


def test_more_elements_than_any_statement_has_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rebond.exchange.xml.MOST", 100)
    assert faults(b"<a>" + b"\n<b/>" * 100) == [(101, "file_too_large")]


def test_a_file_of_nothing_but_faults_stops_at_what_a_person_could_read() -> None:
    problems = read_camt(document(*[entry("x")] * 1_500)).problems
    assert (len(problems), problems[-1].code) == (1_001, "too_many_problems")


def test_a_batch_is_taken_apart_only_if_all_its_payments_are_told() -> None:
    told = Entry("429.56", "2026-11-10", parts=(Paid("329.56", "Atlas", "a"), Paid("100.00", "Duval", "b")))
    some = Entry("429.56", "2026-11-10", parts=(Paid("329.56", "Atlas", "a"), Paid("", "Duval", "b")))
    (statement,) = read_camt(banks.camt(told, some).encode()).items
    assert [[part.amount for part in one.parts] for one in statement.transactions] == [[32_956, 10_000], []]


@pytest.mark.parametrize(("sent", "expected"), [("1200.00", 120_000), ("1185.00", None), ("1000.00", None)])
def test_what_was_sent_counts_where_less_arrived(sent: str, expected: int | None) -> None:
    (statement,) = read_camt(banks.camt(Entry("1185.00", "2026-11-10", instructed=sent)).encode()).items
    assert statement.transactions[0].instructed == expected
