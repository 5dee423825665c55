"""The preparation of a talk as it is printed: texts alone, in the order of the page."""

from collections.abc import Sequence

from rebond.domain.value_classes import dataclass
from rebond.language import Language


@dataclass(frozen=True, slots=True)
class TalkSheet:
    """A preparation to print; `above` says when and how it is held, and why so; `checks` are ticked or not."""

    language: Language
    title: str
    above: tuple[str, ...]
    facts: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    objections: tuple[tuple[str, str], ...]
    checks: tuple[tuple[str, bool], ...]
    head: str = ""


def filled_parts(parts: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the parts that say anything."""
    return tuple((title, text) for title, text in parts if text.strip())
