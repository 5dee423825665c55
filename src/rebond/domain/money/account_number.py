"""Comparison of account numbers as banks write them: IBAN, bank, branch and number, or a card, whole or masked.

A reference is one text in capitals without spaces: an IBAN, or the numbers of bank, branch and account joined by
slashes, of which the first ones may be missing, or `CARD/` and the number of a card.
"""

import re
from collections.abc import Iterable
from enum import IntEnum

from rebond.domain.value_classes import dataclass

#: What a reference to a card begins with.
CARD = "CARD/"

_IBAN = r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}"
_BIC = r"[A-Z]{4}([A-Z]{2})[0-9A-Z]{2}(?:[0-9A-Z]{3})?"
_WRITTEN = r"[\w*•./ -]+"
#: A masked number: its hidden digits are written as stars, points or, three in a row, as the letter X.
_MASKED = r"[*•.]|X{3}"
#: Numbers of fewer digits, without leading zeros, are the same at many banks.
_TELLING = 6
#: The digits of a masked number that must be seen to compare it.
_SEEN = 4
#: A longer number holds those of the bank and the branch as well.
_LONGEST_ACCOUNT = 18
#: The most check characters that some write behind the number and others leave out.
_CHECK_CHARACTERS = 3


class Likeness(IntEnum):
    """Whether two references are those of one account."""

    DIFFERENT = 0
    POSSIBLE = 1
    SAME = 2


def reference(*parts: str) -> str:
    """Join the numbers of bank, branch and account to one reference."""
    return "/".join(plain for part in parts if (plain := "".join(part.split()).upper()))


def card_reference(number: str) -> str:
    """Return the reference of a card."""
    return CARD + reference(number)


def is_masked(ref: str) -> bool:
    """Whether some digits of a number are hidden."""
    return bool(re.search(_MASKED, ref))


def is_reference(ref: str) -> bool:
    """Whether a text can be the number of an account or a card; some of its digits may be hidden."""
    return any(character.isdigit() for character in ref) and bool(re.fullmatch(_WRITTEN, ref))


def spelled(ref: str) -> str:
    """Return a reference as people read it: an IBAN in groups of four."""
    return " ".join(ref[at : at + 4] for at in range(0, len(ref), 4)) if re.fullmatch(_IBAN, ref) else ref


def references(lines: str) -> tuple[str, ...]:
    """Return the references that a person or an import wrote, one a line."""
    return tuple(ref for line in lines.splitlines() if (ref := reference(line)))


def with_reference(lines: str, ref: str) -> str:
    """Return the lines with one more reference, unless it is empty or there already."""
    known = references(lines)
    return "\n".join((*known, ref) if ref and ref not in known else known)


def closest(known: Iterable[str], ref: str) -> Likeness | None:
    """Return how like the nearest of the known references is; None when none is known.

    A masked number that fits says little where the account has another whole one.
    """
    found = [(likeness(one, ref), is_masked(one)) for one in known]
    nearest = max((like for like, _masked in found), default=None)
    other_whole = any(like is Likeness.DIFFERENT and not masked for like, masked in found)
    if nearest is Likeness.SAME and other_whole and all(masked for like, masked in found if like is nearest):
        return nearest if is_masked(ref) else Likeness.DIFFERENT
    return nearest


def likeness(one: str, other: str) -> Likeness:
    """Compare two references; what one leaves out (bank, branch, leading zeros, check digits) is no difference."""
    if one == other:
        return Likeness.SAME if one else Likeness.POSSIBLE
    if not (one and other):
        return Likeness.POSSIBLE
    if one.startswith(CARD) or other.startswith(CARD):
        return _cards(one, other)
    if is_masked(one) or is_masked(other):
        seen = _seen_alike(_plain(one), _plain(other))
        return Likeness.DIFFERENT if seen < _SEEN else Likeness.SAME if seen > 2 * _SEEN else Likeness.POSSIBLE
    first, second = _parsed(one), _parsed(other)
    if first.iban and second.iban:
        return Likeness.DIFFERENT
    return max(_inside(first, second), _inside(second, first), _apart(first, second))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A reference in its parts, without punctuation; an IBAN's `account` is all that follows its check digits."""

    bank: str
    branch: str
    account: str
    iban: bool = False
    #: The country, where an IBAN or a BIC says it.
    country: str = ""


def _parsed(ref: str) -> _Numbers:
    plain = _plain(ref)
    if re.fullmatch(_IBAN, plain) and _check_digits_hold(plain):
        return _Numbers("", "", plain[4:], iban=True, country=plain[:2])
    *before, account = (_plain(part) for part in ref.split("/"))
    bank, branch = [*before, "", ""][:2]
    country = ""
    if bic := re.fullmatch(_BIC, bank):
        bank, country = "", bic[1]
    if bank and len(account) > _LONGEST_ACCOUNT and account.startswith(bank):
        bank = ""  # the account's number holds it already
    return _Numbers(bank.lstrip("0"), branch.lstrip("0"), account.lstrip("0"), country=country)


def _check_digits_hold(iban: str) -> bool:
    """Whether the IBAN's check digits are right (ISO 13616: modulo 97)."""
    return int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97 == 1


def _inside(whole: _Numbers, parts: _Numbers) -> Likeness:
    """Compare a number that holds bank, branch and account in a row, such as an IBAN, with one given in parts."""
    countries = {whole.country, parts.country} - {""}
    if parts.iban or not parts.account or len(whole.account) < len(parts.account) or len(countries) > 1:
        return Likeness.DIFFERENT
    if whole.bank and parts.bank and whole.bank != parts.bank:
        return Likeness.DIFFERENT
    # Some countries write letters for the bank before its number.
    before = f"[A-Z]{{0,4}}0*{re.escape(parts.bank)}" if parts.bank and not whole.bank else ".*?"
    branch = f"0*{re.escape(parts.branch)}" if parts.branch else ".*?"
    pattern = f"{before}{branch}0*{re.escape(parts.account)}.{{0,{_CHECK_CHARACTERS}}}"
    if not re.fullmatch(pattern, whole.account):
        return Likeness.DIFFERENT
    return Likeness.SAME if len(parts.account) >= _TELLING else Likeness.POSSIBLE


def _apart(one: _Numbers, other: _Numbers) -> Likeness:
    """Compare two numbers given in parts."""
    for mine, yours in ((one.bank, other.bank), (one.branch, other.branch), (one.country, other.country)):
        if mine and yours and mine != yours:
            return Likeness.DIFFERENT
    if one.iban or other.iban:
        return Likeness.DIFFERENT
    short, long = sorted((one.account, other.account), key=len)
    if short == long:
        named = bool(one.bank and other.bank)
        return Likeness.SAME if named or len(short) >= _TELLING else Likeness.POSSIBLE
    if long.startswith(short) and len(short) > _TELLING and len(long) - len(short) < _CHECK_CHARACTERS:
        return Likeness.SAME
    return Likeness.POSSIBLE if long.endswith(short) and len(short) >= _SEEN else Likeness.DIFFERENT


def _cards(one: str, other: str) -> Likeness:
    if not (one.startswith(CARD) and other.startswith(CARD)):
        return Likeness.SAME if one.removeprefix(CARD) == other.removeprefix(CARD) else Likeness.DIFFERENT
    return Likeness.SAME if _seen_alike(_plain(one), _plain(other)) >= _SEEN else Likeness.DIFFERENT


def _seen_alike(one: str, other: str) -> int:
    """Return how many digits both show and agree on, from the end; 0 when they differ in one."""
    alike = 0
    for mine, yours in zip(reversed(one), reversed(other), strict=False):
        if _hides(mine) or _hides(yours):
            continue
        if mine != yours:
            return 0
        alike += 1
    return alike


def _hides(character: str) -> bool:
    return character in "*•.X"


def _plain(text: str) -> str:
    """Return the letters, digits and masked places of a reference."""
    return re.sub(r"[^0-9A-Z*•.]", "", text.removeprefix(CARD).upper())
