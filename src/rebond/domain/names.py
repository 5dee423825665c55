"""Normalisation of names, for storing, comparing and sorting them."""

import unicodedata
from functools import lru_cache

from rebond.domain.direction import SIGNS, upright

#: Letters that Unicode does not decompose, and the letters that an alphabet sorts them under.
_LETTERS = str.maketrans({
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{MODIFIER LETTER APOSTROPHE}": "'", "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-", **dict.fromkeys(SIGNS, ""),
})  # fmt: skip


def cleaned(name: str) -> str:
    """Return a name as it is stored: composed letters (NFC), one space between words, none around."""
    return " ".join(upright(unicodedata.normalize("NFC", name)).split())


@lru_cache(20_000)
def folded(name: str) -> str:
    """Return the key by which names are compared and sorted: no case, accents, signs of direction or extra spaces."""
    if name.isascii():
        return " ".join(name.lower().split())
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.translate(_LETTERS).split())


def same(one: str, other: str) -> bool:
    """Whether two names have the same key."""
    return folded(one) == folded(other)
