"""The day of a date that a bank writes with a time and an offset, for people on both sides of the ocean."""

import datetime as dt
import time

import pytest

from rebond.exchange.camt import read_camt
from rebond.exchange.moment import iso, packed
from rebond.exchange.ofx import read_ofx
from rebond.exchange.statement import Statement
from tests.exchange import test_camt as camt
from tests.exchange import test_ofx as ofx

#: Their offsets in November.
PARIS, TORONTO, SYDNEY = (dt.timezone(dt.timedelta(hours=hours)) for hours in (1, -5, 11))


def day(number: int) -> dt.date:
    return dt.date(2026, 11, number)


def statement(zone: dt.tzinfo | None, balance: str, *movements: str) -> Statement:
    text = ofx.sgml(*(ofx.movement(date=date) for date in movements))
    reading = read_ofx(text.replace("<DTASOF>20261120", f"<DTASOF>{balance}").encode(), zone)
    assert reading.problems == ()
    return reading.items[0]


@pytest.mark.parametrize(
    ("zone", "written", "expected"),
    [
        (TORONTO, "20261126000000[0:GMT]", 25),
        (TORONTO, "20261126000000.000[+0.00:UTC]", 25),
        (TORONTO, "20261126000000[GMT]", 25),
        (TORONTO, "20261126045959[0]", 25),
        (TORONTO, "20261126000000Z", 25),
        (TORONTO, "20261126050000[0:GMT]", 26),
        (PARIS, "20261126000000[0:GMT]", 26),
        (PARIS, "202611252359[0:GMT]", 26),
        (SYDNEY, "20261125140000[0:GMT]", 26),
        (TORONTO, "20261126", 26),
        (TORONTO, "20261126000000", 26),
        (TORONTO, "20261126000000[-5:EST]", 26),
        (PARIS, "20261126235959[-5:EST]", 26),
        (TORONTO, "20261126250000[0:GMT]", 26),
        (TORONTO, "20261126010000[+1:CET]", 25),
        (TORONTO, "20261126103000[+5.30:IST]", 26),
        (TORONTO, "20261126102959[+5.30:IST]", 25),
        (TORONTO, "20261126013000[-3.5:NST]", 26),
        (TORONTO, "20261126012959[-3.5:NST]", 25),
        (TORONTO, "20261126104459[+0545]", 25),
    ],
)
def test_a_balance_is_that_of_the_instant_where_the_file_gives_one(
    zone: dt.tzinfo, written: str, expected: int
) -> None:
    assert statement(zone, written).closing_date == day(expected)


def test_the_time_zone_is_the_computers(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system's time zone cannot be set for one program")
    try:
        for name, expected in (("America/Toronto", 25), ("Europe/Paris", 26)):
            monkeypatch.setenv("TZ", name)
            time.tzset()
            assert statement(None, "20261126000000[0:GMT]").closing_date == day(expected)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("zone", [PARIS, TORONTO, SYDNEY])
@pytest.mark.parametrize("written", ["20261110", "20261110000000[0:GMT]", "20261110120000[0:GMT]", "20261110[-5:EST]"])
def test_a_plain_day_of_a_movement_is_the_same_everywhere(zone: dt.tzinfo, written: str) -> None:
    assert [one.date for one in statement(zone, "20261120", written).transactions] == [day(10)]


def test_a_movement_in_the_evening_of_greenwich_is_of_the_local_day() -> None:
    assert statement(TORONTO, "20261120", "20261111023000[0:GMT]").transactions[0].date == day(10)
    assert statement(SYDNEY, "20261120", "20261110223000[0:GMT]").transactions[0].date == day(11)


def test_a_movement_is_not_of_a_day_after_the_balance() -> None:
    read = statement(TORONTO, "20261126000000[0:GMT]", "20261125000000[0:GMT]", "20261126000000[0:GMT]")
    assert [one.date for one in read.transactions] == [day(25), day(25)]


def test_a_movement_keeps_its_reference_wherever_it_is_downloaded() -> None:
    both = [statement(zone, "20261120", "20261111023000[0:GMT]").transactions[0] for zone in (PARIS, TORONTO)]
    assert both[0].date != both[1].date
    assert both[0].reference == both[1].reference


@pytest.mark.parametrize(
    "offset",
    ["-12:BIT", "-11", "-5:EST", "-3.5:NST", "+5.30", "+5:30:IST", "+5.75", "14", "+01:00", "EST", " -5 : EST "],
)
def test_every_offset_is_read(offset: str) -> None:
    moment = packed(f"20261110235959.000[{offset}]")
    assert moment is not None
    assert (moment.day_of_movement(TORONTO), moment.unclear) == (day(10), False)


@pytest.mark.parametrize("offset", ["+25:XYZ", "--5", "-15:AAA", "five o'clock", "12345:GMT", "<", "5:5:5"])
def test_an_offset_that_is_none_is_told_and_the_day_stays(offset: str) -> None:
    moment = packed(f"20261110000000[{offset}]")
    assert moment is not None
    assert (moment.day(TORONTO), moment.unclear) == (day(10), True)
    if "<" not in offset:
        reading = read_ofx(ofx.sgml(ofx.movement(date=f"20261110[{offset}]")).encode(), TORONTO)
        assert [(one.line, one.code) for one in reading.notes] == [(18, "zone_unclear")]
        assert reading.items[0].transactions[0].date == day(10)


@pytest.mark.parametrize(
    ("written", "toronto", "sydney"),
    [
        ("2026-11-10", 10, 10),
        ("2026-11-10T02:30:00Z", 9, 10),
        ("2026-11-10T14:30:00.123+00:00", 10, 11),
        ("2026-11-10T02:30:00", 10, 10),
        ("2026-11-10T02:30:00+01:00", 9, 10),
        ("2026-11-10T23:30:00-05:00", 10, 10),
        ("2026-11-10Z", 10, 10),
    ],
)
def test_xml_dates_follow_the_same_rule(written: str, toronto: int, sydney: int) -> None:
    moment = iso(written)
    assert moment is not None
    assert (moment.day(TORONTO), moment.day(SYDNEY)) == (day(toronto), day(sydney))


def test_a_camt_balance_of_tomorrow_at_greenwich_is_todays_in_toronto() -> None:
    closing = camt.CLOSING.replace("<Dt>2026-11-20</Dt>", "<DtTm>2026-11-26T00:00:00Z</DtTm>")
    entries = [camt.entry(date=f"<BookgDt><DtTm>2026-11-10T{at}</DtTm></BookgDt>") for at in ("00:00:00Z", "02:30:00Z")]
    (read,) = read_camt(camt.document(closing, *entries), TORONTO).items
    assert read.closing_date == day(25)
    assert [one.date for one in read.transactions] == [day(10), day(9)]


@pytest.mark.parametrize("text", ["", "2026-13-01", "1969-12-31", "2026-11-10T10:00 noon", "10/11/2026", "2201-01-01"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert iso(text) is None
    assert packed(text.replace("-", "")) is None
