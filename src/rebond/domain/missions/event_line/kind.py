"""The kind of an event and whether the contract covers it, as its words say."""

import re
from collections.abc import Iterable

from rebond.domain.missions.event_line.patterns import VOCABULARIES, first_few, words
from rebond.domain.missions.event_line.vocabulary import any_of
from rebond.domain.missions.kinds import EventKind

_START, _END = r"(?<![\w-])", r"(?![\w-])"
#: So many letters before a name or a scope are looked at for a negation.
_NEAR = 48


def _denial(negations: Iterable[str]) -> str:
    """Return a pattern of a negation and the words up to what it denies; no sign stands between them."""
    between = rf"(?:\s+|(?<=')){any_of(words('between_negations'))}(?:(?<=')|{_END})"
    return rf"{_START}{any_of(negations)}(?:{between})*(?:\s+|(?<='))"


_KINDS = re.compile(
    _START
    + "(?:"
    + "|".join(
        f"(?P<{kind}>{any_of(w for each in VOCABULARIES for w in each.kinds.get(kind, ()))})"
        for kind in dict.fromkeys(kind for each in VOCABULARIES for kind in each.kinds)
    )
    + f"){_END}"
)
#: Within one language, for "no content" says nothing of a person.
_NOT_CONTENT = re.compile(
    "|".join(_denial((*each.negations, *each.hardly)) + any_of(each.content) + _END for each in VOCABULARIES)
)
#: These say themselves what is missing: "no answer", "not paid".
_NEGATIVE = {EventKind.SILENCE, EventKind.LATE_PAYMENT}
_DENIED = re.compile(f"{_denial((*words('negations'), *words('doubtful_negations')))}$")
_NOT_YET = re.compile(rf"{_START}{any_of(words('not_yet'))}\s+$")
_DOUBTED = re.compile(r"\s*\?|[\s:,]*(?:(?:or|ou)\s+)?(?:not|non|pas|no)\s*(?:\?|$)")
_IN = re.compile(f"{_START}{any_of(words('in_scope'))}{_END}")
_OUT = re.compile(f"{_START}{any_of(words('out_of_scope'))}{_END}")


def kind_named(text: str) -> tuple[int, int, EventKind] | None:
    """Return the first kind that the folded line names, with its place."""
    found = [(*match.span(), EventKind.DISSATISFACTION) for match in first_few(_NOT_CONTENT, text)][:1]
    named: dict[str, tuple[int, int, EventKind]] = {}
    for match in _KINDS.finditer(text):
        kind = EventKind(str(match.lastgroup))
        if kind in _NEGATIVE or not (_before(_DENIED, text, match) or _before(_NOT_YET, text, match)):
            named.setdefault(match[0], (*match.span(), kind))
        else:
            # What the line takes back in the end, it does not say: "urgent: not urgent after all".
            named.pop(match[0], None)
    found += list(named.values())[:1]
    return min(found, default=None)


def scope_named(text: str) -> tuple[int, int, bool] | None:
    """Return whether the line says that the contract covers the event, with the place of its words.

    What is denied to be outside is not said to be inside, and a question says neither.
    """
    for match in _OUT.finditer(text):
        if not _before(_DENIED, text, match) and not _DOUBTED.match(text, match.end()):
            return *match.span(), False
    for match in _IN.finditer(text):
        if _before(_NOT_YET, text, match) or _DOUBTED.match(text, match.end()):
            continue
        denied = _before(_DENIED, text, match)
        return match.start() - len(denied[0]) if denied else match.start(), match.end(), denied is None
    return None


def _before(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> re.Match[str] | None:
    """Return the match of a pattern that ends where another begins."""
    return pattern.search(text[max(0, match.start() - _NEAR) : match.start()])
