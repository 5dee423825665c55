"""Parsing of typed numbers, amounts, times and dates in both languages."""

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond import parsing
from rebond.language import Language
from tests.languages import ENGLISH, FRENCH

SUNDAY = date(2026, 11, 22)
COUNTRIES = ["en_GB", "en_US", "en_CA", "en_AU", "en_ZA", "en_IE", "fr_FR", "fr_CA", "fr_CH", "fr_BE", "fr_LU"]


LANGUAGES = {"en": ENGLISH, "fr": FRENCH}


def read(language: str, read_it: Callable[..., Any], *given_: object) -> Any:
    return read_it(LANGUAGES[language], *given_)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("0", "0"),
        ("007", "7"),
        ("-12.5", "-12.5"),
        ("−12,5", "-12.5"),
        ("+3", "3"),
        ("- 3", "-3"),
        ("1 234,56", "1234.56"),
        ("1 234.56", "1234.56"),
        ("1\N{NARROW NO-BREAK SPACE}234,56", "1234.56"),
        ("1\N{NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567", "1234567"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1’234’567.89", "1234567.89"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1234,567", "1234.567"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("12,", "12"),
        (",5", "0.5"),
        (".5", "0.5"),
        ("12,5", "12.5"),
        ("12,50", "12.50"),
    ],
)
def test_a_number_has_either_decimal_sign_and_any_grouping(language: str, text: str, number: str) -> None:
    assert read(language, parsing.read_number, text) == Decimal(number)
    assert read(language, parsing.read_number, f"  {text}\t") == Decimal(number)


@pytest.mark.parametrize(("text", "english", "french"), [("1,234", "1234", "1.234"), ("1.234", "1.234", "1234")])
def test_where_both_readings_make_sense_the_language_decides(text: str, english: str, french: str) -> None:
    assert read("en", parsing.read_number, text) == Decimal(english)
    assert read("fr", parsing.read_number, text) == Decimal(french)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", ",", "-", "+", "--1", "1-", "1e5", "NaN", "Infinity", "0x10", "1_000", "1.2.3", "1,2,3", "12 50",
        "1,23,456.7.8", "1 2", "1.234.56", "1,234.567,8", "1 234 56", "½", "5²", "٣", "12 €", "douze", "1\n2", "1" * 41,
        "1.234'567", "9" * 5000, "\0", "1" + " " * 100 + "2",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(language: str, text: str) -> None:
    assert read(language, parsing.read_number, text) is None


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12", 1200),
        ("12,5", 1250),
        ("1 234,56 €", 123456),
        ("€1,234.56", 123456),
        ("€ 1234.56", 123456),
        ("-€12.05", -1205),
        ("- 12,05 €", -1205),
        ("€-5", -500),
        ("12 EUR", 1200),
        ("CHF 1'200.50", 120050),
        ("US$12", 1200),
        ("12 $US", 1200),
        ("12 $", 1200),
        ("£3.50", 350),
        ("100000000000", 10**13),
    ],
)
def test_an_amount_may_have_its_currency(language: str, text: str, cents: int) -> None:
    assert read(language, parsing.read_amount, text) == cents


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "text",
    ["12.345 €", "1€50", "€", "€€5", "5 €€", "EUR", "12.3456", "100000000000.01", "12 euros", "12 EURO", "a12", ""],
)
def test_what_is_no_amount_of_whole_cents_is_refused(language: str, text: str) -> None:
    if text == "12.345 €" and language == "fr":
        text = "12,345 €"
    if text == "12.345 €" and language == "en":
        text = "0.345 €"
    assert read(language, parsing.read_amount, text) is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_rates_and_days(language: str) -> None:
    assert read(language, parsing.read_rate, "25,6") == 25_600
    assert read(language, parsing.read_rate, "25.6 %") == 25_600
    assert read("fr", parsing.read_rate, "9,975%") == 9_975
    assert read("en", parsing.read_rate, "9.975%") == 9_975
    assert read(language, parsing.read_rate, "9.9755") is None
    assert read(language, parsing.read_rate, "%") is None
    assert read(language, parsing.read_days, "17") == 1700
    assert read(language, parsing.read_days, "12,25") == 1225
    assert read(language, parsing.read_days, "0,125") is None
    assert read(language, parsing.read_days, "9" * 30) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1.5", 90), ("1,5", 90), ("1,5 h", 90), ("1.5h", 90), ("1 h 30", 90), ("1h30", 90), ("1H30", 90),
        ("1 h 30 min", 90), ("1h30mn", 90), ("1:30", 90), ("2h", 120), ("2 h", 120), ("45 min", 45), ("90 mn", 90),
        ("0:05", 5), ("0", 0), ("1.33", 80), ("0,33 h", 20), ("1\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30", 90),
    ],
)  # fmt: skip
def test_hours_in_every_usual_way(text: str, minutes: int) -> None:
    assert read("en", parsing.read_hours, text) == minutes
    assert read("fr", parsing.read_hours, text) == minutes


@pytest.mark.parametrize("text", ["1h60", "1:75", "h30", ":30", "1 h 30 h", "an hour", "", "1hmin", "9" * 20, "1h3000"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    assert read("en", parsing.read_hours, text) is None
    assert read("fr", parsing.read_hours, text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("19:40", time(19, 40)), ("19h40", time(19, 40)), ("19 h 40", time(19, 40)), ("19h", time(19)), ("7", time(7)),
        ("7:40 pm", time(19, 40)), ("7:40 p.m.", time(19, 40)), ("7 PM", time(19)), ("12 am", time(0)),
        ("12:30 pm", time(12, 30)), ("00:00", time(0)), ("19.40", time(19, 40)),
    ],
)  # fmt: skip
def test_times_of_day(text: str, found: time) -> None:
    assert parsing.read_time(text) == found


@pytest.mark.parametrize("text", ["24:00", "19:60", "19:40 am", "0 pm", "13pm", "", "19:4", "noon", "19:400", "-1:00"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    assert parsing.read_time(text) is None


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("fr", "22/11/2026", SUNDAY),
        ("fr", "3/2/2027", date(2027, 2, 3)),
        ("fr", "22.11.26", SUNDAY),
        ("fr", "22-11-2026", SUNDAY),
        ("fr", "22 11 2026", SUNDAY),
        ("en", "2026-11-22", SUNDAY),
        ("en", "2026/11/22", SUNDAY),
        ("fr", "22/11", SUNDAY),
        ("fr", "5/1", date(2027, 1, 5)),
        ("fr", "5/12", date(2026, 12, 5)),
        ("fr", "29/2", date(2027, 2, 28) + timedelta(days=366)),
        ("en", "+7", SUNDAY + timedelta(days=7)),
        ("en", "-1", SUNDAY - timedelta(days=1)),
        ("en", "today", SUNDAY),
        ("fr", "aujourd'hui", SUNDAY),
        ("fr", "Aujourd’hui", SUNDAY),
        ("fr", "demain", SUNDAY + timedelta(days=1)),
        ("fr", "hier", SUNDAY - timedelta(days=1)),
        ("en", "Tomorrow", SUNDAY + timedelta(days=1)),
        ("en", "yesterday", SUNDAY - timedelta(days=1)),
        ("en", "mon", date(2026, 11, 23)),
        ("en", "Sunday", date(2026, 11, 29)),
        ("fr", "mar.", date(2026, 11, 24)),
        ("fr", "vendredi", date(2026, 11, 27)),
        ("fr", "  22/11/2026 ", SUNDAY),
    ],
)
def test_days_in_every_usual_way(language: str, text: str, day: date) -> None:
    if text == "29/2":
        assert read(language, parsing.read_day, text, date(2028, 1, 1)) == date(2028, 2, 29)
    else:
        assert read(language, parsing.read_day, text, SUNDAY) == day


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "text",
    ["", "...", "mo", "mondayish", "31/2", "31/02/2027", "0/1", "13/13/2026", "22/11/20266", "22/11/026", "+", "+99999",
     "99999-01-01", "0000-01-01", "29/2/2027", "22//11", "22", "\0", "x" * 10_000, "1" * 10_000],
)  # fmt: skip
def test_what_is_no_day_is_refused(language: str, text: str) -> None:
    assert read(language, parsing.read_day, text, SUNDAY) is None


def test_the_month_comes_first_where_people_write_it_so() -> None:
    american = Language.of("en", "en_US")
    assert parsing.read_day(american, "11/22", SUNDAY) == SUNDAY
    assert parsing.read_day(american, "22/11", SUNDAY) is None
    assert parsing.read_day(FRENCH, "22/11", SUNDAY) == SUNDAY


def test_months() -> None:
    for text in ("2026-12", "2026/12", "12/2026", "12-2026", "12.2026", " 12 2026 "):
        assert parsing.read_month(text) == date(2026, 12, 1)
    for text in ("13/2026", "0/2026", "2026", "12/26", "", "2026-12-01"):
        assert parsing.read_month(text) is None


def of_country(country: str) -> Language:
    return Language.of(country[:2], country)


CENTS = st.integers(-(10**13), 10**13)


@given(st.sampled_from(COUNTRIES), CENTS, st.sampled_from(["EUR", "USD", "CAD", "CHF", "GBP"]))
def test_every_amount_written_is_read_back(country: str, cents: int, currency: str) -> None:
    language = of_country(country)
    assert parsing.read_amount(language, language.amount(cents)) == cents
    assert parsing.read_amount(language, language.money(cents, currency)) == cents


@given(
    st.sampled_from(COUNTRIES),
    st.dates(date(1970, 1, 1), date(2200, 12, 31)),
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.integers(0, 100_000),
    st.integers(0, 3_100),
)
def test_every_day_time_rate_and_number_of_days_written_is_read_back(
    country: str, day: date, moment: time, rate: int, days: int
) -> None:
    language = of_country(country)
    assert parsing.read_day(language, language.day(day, "short"), SUNDAY) == day
    assert parsing.read_time(language.hour(moment)) == moment
    assert parsing.read_rate(language, language.rate(rate)) == rate
    assert parsing.read_days(language, language.days(days)) == days


@given(st.sampled_from(["en_GB", "en_US", "fr_FR", "fr_CA"]), st.text())
def test_whatever_is_typed_is_read_or_refused(country: str, text: str) -> None:
    language = of_country(country)
    for read_it in (parsing.read_number, parsing.read_amount, parsing.read_rate, parsing.read_hours, parsing.read_days):
        read_it(language, text)
    parsing.read_time(text)
    parsing.read_month(text)
    parsing.read_day(language, text, SUNDAY)


@given(
    st.from_regex(r"[-+ ]?[0-9]{0,9}[., '/:h-][0-9]{0,9}[., '/:h€$-]?[0-9]{0,9} ?(€|EUR|h|min|%|pm)?", fullmatch=True)
)
def test_whatever_looks_like_a_figure_is_read_or_refused(text: str) -> None:
    test_whatever_is_typed_is_read_or_refused.hypothesis.inner_test("fr_FR", text)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("732829320", "732829320"),
        (" 732 829 320 ", "732829320"),
        ("732\N{NARROW NO-BREAK SPACE}829\N{NO-BREAK SPACE}320", "732829320"),
        ("732829321", None),  # the check digit
        ("73282932", None),
        ("٧٣٢٨٢٩٣٢٠", None),
        ("FR732829320", None),
        ("", None),
    ],
)
def test_a_siren_has_nine_digits_of_which_the_last_checks_the_others(text: str, digits: str | None) -> None:
    assert parsing.read_siren(text) == digits
