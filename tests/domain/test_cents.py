from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.cents import LARGEST, apply_rate, cents_of, decimals, divide, share, vat_of

CENTS = st.integers(-LARGEST, LARGEST)


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [
        (1, 2, 0), (3, 2, 2), (5, 2, 2), (-1, 2, 0), (-3, 2, -2), (-5, 2, -2), (7, 4, 2), (-7, 4, -2), (6, 3, 2),
        (0, 9, 0),
    ],
)  # fmt: skip
def test_a_half_goes_to_the_even_neighbour(numerator: int, denominator: int, quotient: int) -> None:
    assert divide(numerator, denominator) == quotient


@given(CENTS, st.integers(1, 10**6))
def test_dividing_rounds_as_decimal_does(numerator: int, denominator: int) -> None:
    assert divide(numerator, denominator) == round(Fraction(numerator, denominator))


def test_the_rate_of_quebec_is_exact() -> None:
    assert apply_rate(100_000, 9_975) == 9_975
    assert apply_rate(33_333, 9_975) == 3_325  # 3,324.97
    assert apply_rate(-33_333, 9_975) == -3_325


@pytest.mark.parametrize(
    ("net", "rate", "vat"),
    [
        (10_050, 25_000, 2_513),
        (-10_050, 25_000, -2_513),
        (10, 5_000, 1),
        (9, 5_000, 0),
        (10_030, 25_000, 2_508),
        (0, 20_000, 0),
    ],
)
def test_half_a_cent_of_vat_goes_away_from_zero(net: int, rate: int, vat: int) -> None:
    assert vat_of(net, rate) == vat


@given(CENTS, st.integers(0, 100_000))
def test_vat_rounds_as_decimal_does(net: int, rate: int) -> None:
    exact = Decimal(net) * rate / 100_000
    assert vat_of(net, rate) == exact.quantize(Decimal(1), ROUND_HALF_UP)


@given(CENTS, st.integers(0, 100_000))
def test_a_rate_of_a_credit_note_mirrors_that_of_the_invoice(cents: int, rate: int) -> None:
    assert apply_rate(-cents, rate) == -apply_rate(cents, rate)


@given(st.integers(1, 10**9), st.integers(0, 10**8), st.integers(-(10**9), 10**9))
def test_the_part_of_a_credit_note_mirrors_that_of_the_invoice(amount: int, vat: int, paid: int) -> None:
    assert share(-amount, -paid, -amount - vat) == -share(amount, paid, amount + vat)
    assert share(-amount, -amount - vat, -amount - vat) == -amount


@given(st.integers(1, 10**9), st.integers(0, 10**8), st.lists(st.integers(0, 10**9), max_size=5))
def test_the_parts_before_vat_of_a_split_payment_sum_to_the_invoice(net: int, vat: int, cuts: list[int]) -> None:
    total = net + vat
    ends = [*sorted(cut % (total + 1) for cut in cuts), total]
    so_far = [0, *(share(net, end, total) for end in ends)]
    parts = [after - before for before, after in pairwise(so_far)]
    assert sum(parts) == net
    assert min(parts) >= 0


@given(st.fractions(-1_000, 1_000), st.integers(0, 4))
def test_a_figure_is_written_half_to_even(value: Fraction, places: int) -> None:
    written = decimals(value, places)
    assert written.as_tuple().exponent == -places
    assert abs(Fraction(written) - value) <= Fraction(1, 2 * 10**places)


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (Fraction(5, 4), 1, "1.2"), (Fraction(27, 20), 1, "1.4"), (Fraction(20), 2, "20.00"),
        (Fraction(-1, 8), 2, "-0.12"),
    ],
)  # fmt: skip
def test_a_tie_is_written_even(value: Fraction, places: int, written: str) -> None:
    assert str(decimals(value, places)) == written


@given(CENTS)
def test_cents_survive_being_written_as_a_decimal(cents: int) -> None:
    assert cents_of(decimals(Fraction(cents, 100), 2)) == cents
    assert cents_of(Decimal(cents) / 100) == cents


@pytest.mark.parametrize(
    "amount",
    ["1.001", "0.009", "1E-400", "1." + "0" * 40 + "1", "NaN", "-sNaN", "Infinity", "100000000000.01", "-1E+11000"],
)
def test_an_amount_of_more_than_two_decimals_or_out_of_range_is_no_amount(amount: str) -> None:
    assert cents_of(Decimal(amount)) is None


@pytest.mark.parametrize(("amount", "cents"), [("1.10", 110), ("-0.01", -1), ("1E+3", 100_000), ("2.5000", 250)])
def test_an_amount_may_be_written_in_many_ways(amount: str, cents: int) -> None:
    assert cents_of(Decimal(amount)) == cents


@given(st.decimals(-1_000, 1_000, places=6))
def test_only_whole_cents_are_amounts(amount: Decimal) -> None:
    whole = amount.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    assert cents_of(amount) == (int(whole * 100) if whole == amount else None)
