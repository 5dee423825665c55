"""A line as it is searched: small letters without accents, each with its place in what was typed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = {
    "\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{MODIFIER LETTER APOSTROPHE}": "'", "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-", "\N{EN DASH}": "-", "\N{EM DASH}": "-", "\N{MINUS SIGN}": "-",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """A line as typed and as folded; the folded letter `i` is at `places[i]` of the line as typed."""

    typed: str
    folded: str
    places: Sequence[int]

    def is_capital(self, at: int) -> bool:
        """Whether a folded letter was typed as a capital; not one when there is no such letter."""
        return at < len(self.folded) and self.typed[self.places[at]].isupper()


def fold(typed: str, longest: int) -> FoldedLine:
    """Fold the beginning of what was typed, of at most that many characters."""
    head = typed[:longest]
    if head.isascii():
        return FoldedLine(typed, head.lower().translate(_CONTROLS), range(len(head) + 1))
    letters, places = [], []
    for place, character in enumerate(head):
        if letter := _plain(character):
            letters.append(letter)
            places.append(place)
    places.append(len(head))
    return FoldedLine(typed, "".join(letters), places)


_CONTROLS = dict.fromkeys(range(32), " ")


@lru_cache(2_000)
def _plain(character: str) -> str:
    """Return one letter for a character, or none for an accent that stands by itself."""
    if character in _ALIKE:
        return _ALIKE[character]
    if character.isspace():
        return " "
    base = unicodedata.normalize("NFD", character)[0]
    return "" if unicodedata.combining(base) else (base.lower()[:1] or base)
