"""Names as they are stored, compared and sorted: one way for the whole program."""

import unicodedata
from functools import lru_cache

#: Letters that Unicode does not take apart, as the letters under which an alphabet lists them.
_LETTERS = str.maketrans({
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{MODIFIER LETTER APOSTROPHE}": "'", "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
})  # fmt: skip


def cleaned(name: str) -> str:
    """A name as it is stored: composed letters (NFC), one space between words, none around."""
    return " ".join(unicodedata.normalize("NFC", name).split())


@lru_cache(20_000)
def folded(name: str) -> str:
    """The name without case, accents and spare spaces: two names are the same when this is, and sort by it."""
    if name.isascii():
        return " ".join(name.lower().split())
    apart = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.translate(_LETTERS).split())


def same(one: str, other: str) -> bool:
    """Whether two names are the same to a person."""
    return folded(one) == folded(other)
