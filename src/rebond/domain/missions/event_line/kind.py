"""The kind of an event and whether the contract covers it, as its words say."""

import re

from rebond.domain.missions.event_line.patterns import VOCABULARIES, words
from rebond.domain.missions.event_line.vocabulary import any_of
from rebond.domain.missions.kinds import EventKind

_START, _END = r"(?<![\w-])", r"(?![\w-])"
_NEAR = 32
_KINDS = re.compile(
    "|".join(
        f"(?P<{kind}>{_START}{any_of(w for each in VOCABULARIES for w in each.kinds.get(kind, ()))}{_END})"
        for kind in dict.fromkeys(kind for each in VOCABULARIES for kind in each.kinds)
    )
)
#: These say themselves what is missing: "no answer", "not paid".
_NEGATIVE = {EventKind.SILENCE, EventKind.LATE_PAYMENT}
_MORE = (
    r"(?:d'|de|du|des|encore|yet|tres|very|so|been|si|vraiment|really|a|the|any|in|prevue?s?|comprise?s?|incluse?s?|"
    r"included|covered|est|is|un|une)"
)
_NEGATED = re.compile(rf"{_START}{any_of(words('negations'))}(?:\s+{_MORE})*\s*(?:{_MORE})?\s*$")
_IN = re.compile(f"{_START}{any_of(words('in_scope'))}{_END}")
_OUT = re.compile(f"{_START}{any_of(words('out_of_scope'))}{_END}")


def kind_named(text: str) -> tuple[int, int, EventKind] | None:
    """Return the first kind that the folded line names, with its place."""
    for match in _KINDS.finditer(text):
        kind = EventKind(str(match.lastgroup))
        if kind in _NEGATIVE or not _is_negated(text, match.start()):
            return *match.span(), kind
    return None


def scope_named(text: str) -> tuple[int, int, bool] | None:
    """Return whether the line says that the contract covers the event, with the place of its words."""
    if match := _OUT.search(text):
        return *match.span(), False
    if match := _IN.search(text):
        negation = _NEGATED.search(text[max(0, match.start() - _NEAR) : match.start()])
        start = max(0, match.start() - _NEAR) + negation.start() if negation else match.start()
        return start, match.end(), negation is None
    return None


def _is_negated(text: str, start: int) -> bool:
    return _NEGATED.search(text[max(0, start - _NEAR) : start]) is not None
