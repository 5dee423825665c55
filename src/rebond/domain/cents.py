"""Exact arithmetic on integer cents, rates and days; every rounding is half to even, except that of VAT."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

#: A rate is an int of thousandths of a percent, so that Québec's 9.975 % is exact.
RATE_WHOLE = 100_000
#: Worked or planned days are an int of hundredths of a day, so that half days are exact.
DAY_WHOLE = 100
#: The largest amount that a journal accepts, in cents.
LARGEST = 10**13
CENT = Decimal("0.01")


def divide(numerator: int, denominator: int) -> int:
    """Return the quotient of two integers, rounded half to even. The denominator must be positive."""
    quotient, rest = divmod(numerator, denominator)
    doubled = 2 * rest
    if doubled > denominator or (doubled == denominator and quotient % 2):
        return quotient + 1
    return quotient


def apply_rate(cents: int, rate: int) -> int:
    """Return `rate` (thousandths of a percent) of `cents`, in cents."""
    return divide(cents * rate, RATE_WHOLE)


def vat_of(net: int, rate: int) -> int:
    """Return the VAT on `net` cents: a half cent rounds away from zero, as banks and invoicing tools do.

    100.50 at 25 % is 25.13, and a credit note over it -25.13.
    """
    rounded = (2 * abs(net) * rate + RATE_WHOLE) // (2 * RATE_WHOLE)
    return rounded if net >= 0 else -rounded


def share(cents: int, part: int, whole: int) -> int:
    """Return `cents * part / whole`, in cents. `whole` is not 0, and negative for a credit note."""
    return divide(cents * part, whole) if whole > 0 else divide(-cents * part, -whole)


def decimals(value: Fraction, places: int) -> Decimal:
    """Return `value` with `places` decimals, rounded half to even."""
    scaled = divide(value.numerator * 10**places, value.denominator)
    return Decimal(scaled).scaleb(-places)


def cents_of(amount: Decimal) -> int | None:
    """Convert a decimal amount to cents. None when it has more than two decimals or is out of range."""
    if not amount.is_finite() or abs(amount) > LARGEST // 100:
        return None
    rounded = amount.quantize(CENT, rounding=ROUND_HALF_EVEN)
    return int(rounded.scaleb(2)) if rounded == amount else None
