"""Exact arithmetic on integer cents and rates; every rounding is half to even."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

#: A rate is an int of thousandths of a percent, so that Québec's 9.975 % is exact.
RATE_WHOLE = 100_000
#: Worked or planned days are an int of hundredths of a day, so that half days are exact.
DAY_WHOLE = 100
#: The largest amount a journal accepts, in cents: what a form, a file and a sum can hold.
LARGEST = 10**13
CENT = Decimal("0.01")


def divide(numerator: int, denominator: int) -> int:
    """The quotient of two whole numbers, rounded half to even; the denominator is positive."""
    quotient, rest = divmod(numerator, denominator)
    doubled = 2 * rest
    if doubled > denominator or (doubled == denominator and quotient % 2):
        return quotient + 1
    return quotient


def apply_rate(cents: int, rate: int) -> int:
    """`rate` (thousandths of a percent) of `cents`, in cents."""
    return divide(cents * rate, RATE_WHOLE)


def share(cents: int, part: int, whole: int) -> int:
    """The part of `cents` that `part` of `whole` (not 0; below 0 for a credit note) stands for, in cents."""
    return divide(cents * part, whole) if whole > 0 else divide(-cents * part, -whole)


def decimals(value: Fraction, places: int) -> Decimal:
    """`value` written with `places` decimals, rounded half to even."""
    scaled = divide(value.numerator * 10**places, value.denominator)
    return Decimal(scaled).scaleb(-places)


def cents_of(amount: Decimal) -> int | None:
    """A decimal amount as cents; None when it has more than two decimals or is out of range."""
    if not amount.is_finite() or abs(amount) > LARGEST // 100:
        return None
    rounded = amount.quantize(CENT, rounding=ROUND_HALF_EVEN)
    return int(rounded.scaleb(2)) if rounded == amount else None
