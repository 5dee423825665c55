"""The size of a file in words."""

from fractions import Fraction

from rebond.ui.speech import _, language


def size_text(size: int) -> str:
    """Return a size in bytes in the unit that a person reads it in."""
    if size < 1000:
        return _("{size} bytes").format(size=language().number(size))
    if size < 1_000_000:
        return _("{size} kB").format(size=language().number(round(size / 1000)))
    return _("{size} MB").format(size=language().fixed(Fraction(size, 1_000_000)))
