"""The texts proposed for a talk: a file for each kind and language, whose parts are filled from facts as letters are.

A part stands below its name in brackets; `[opening tu]` is that of French for a person whom one says “tu” to, where it
differs. Objections and their answers are numbered.
"""

import re
from collections.abc import Mapping
from functools import cache

from rebond.domain.letters.kinds import Delivery
from rebond.domain.talks.advice import proposed_fields
from rebond.domain.talks.kinds import TalkKind
from rebond.domain.value_classes import dataclass
from rebond.language import Language
from rebond.letters.facts import LetterFacts
from rebond.letters.rendering import render
from rebond.letters.template_file import Template
from rebond.resources import resource

_PART = re.compile(r"^\[(?P<name>[a-z_]+(?: \d)?(?: tu)?)\]\n", re.MULTILINE)
_FAMILIAR = " tu"


@dataclass(frozen=True, slots=True)
class ProposedTalk:
    """The proposal for a talk: why it is held as is advised, its texts by the names of their fields, objections.

    Each objection is what the other side may say, and the answer.
    """

    channel: str
    texts: Mapping[str, str]
    objections: tuple[tuple[str, str], ...]


def proposed(kind: TalkKind, facts: LetterFacts, language: Language) -> ProposedTalk:
    """Return what is proposed for a talk of a kind; a fact that nobody noted leaves its words out."""
    parts = _parts(kind, language.code)
    chosen = {name: text for name, text in parts.items() if not name.endswith(_FAMILIAR)}
    if facts.person.familiar:
        chosen |= {name.removesuffix(_FAMILIAR): text for name, text in parts.items() if name.endswith(_FAMILIAR)}
    said = {name: _rendered(kind, text, facts, language) for name, text in chosen.items()}
    numbers = sorted(name.removeprefix("objection ") for name in said if name.startswith("objection "))
    return ProposedTalk(
        said["channel"],
        {name: said[name] for name in proposed_fields(kind)},
        tuple((said[f"objection {number}"], said[f"answer {number}"]) for number in numbers),
    )


@cache
def _parts(kind: TalkKind, code: str) -> Mapping[str, str]:
    """Return the texts of a kind in a language by the names of their parts, not filled in yet."""
    text = (resource("talks", code) / f"{kind.value}.md").read_text(encoding="utf-8")
    _before, *pieces = _PART.split(text)
    return {name: part.strip() for name, part in zip(pieces[::2], pieces[1::2], strict=True)}


def _rendered(kind: TalkKind, text: str, facts: LetterFacts, language: Language) -> str:
    template = Template(kind.value, language.code, "", "", "", Delivery.MAIL, (), "", text)
    return "\n".join(line.rstrip() for line in render(template, facts, language).text.splitlines())
