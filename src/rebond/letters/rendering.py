"""Rendering of a template with facts, as text or as HTML; what is missing is named, never left blank."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from html import escape
from typing import Any

from jinja2 import StrictUndefined
from jinja2 import Template as Compiled
from jinja2.filters import do_mark_safe
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.language import Language
from rebond.letters.askable import asked_as, sources
from rebond.letters.checking import FILTERS, used
from rebond.letters.fact_values import Group
from rebond.letters.facts import LetterFacts, shape, value_at
from rebond.letters.template_file import Template
from rebond.letters.worded import worded
from rebond.typography import french

declare_problems({
    "letter_too_long": later("This letter grows beyond {longest} characters. Shorten it."),
})  # fmt: skip

#: The most characters of a letter, as many as the journal keeps of it.
LONGEST = 20_000
#: What Jinja reads, and the place that a part of it is kept at while the words around it are set.
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PLACE = re.compile("\ue000(\\d+)\\}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter's subject and text, and the dotted paths of the facts that it lacks; these stand in it in brackets."""

    subject: str
    text: str
    missing: tuple[str, ...] = ()


class Unfilled:
    """The place of a fact that nobody has noted: false to a condition, and named in brackets where it is shown."""

    __slots__ = ("_label", "_missing", "asked")

    def __init__(self, asked: tuple[str, ...], label: str, missing: dict[str, None]) -> None:
        self.asked, self._label, self._missing = asked, label, missing

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        self._missing |= dict.fromkeys(self.asked)
        return f"[{self._label}]"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Reads facts alone: a name is looked up among them, never among the attributes of Python's values."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in ("index", "first", "last", "length"):
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


@cache
def _environment(*, html: bool) -> _Sandbox:
    def shown(value: Any) -> Any:
        return do_mark_safe(f"<b>{escape(str(value))}</b>") if html else value

    environment = _Sandbox(
        undefined=StrictUndefined, autoescape=html, trim_blocks=True, lstrip_blocks=True, finalize=shown
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tests.clear()
    return environment


def facts_used(template: Template) -> tuple[str, ...]:
    """Return the dotted paths of the facts that a template needs or names, with `*` for the lines of a list.

    :raises Refused: with each problem of the template, and its line.
    """
    problems: list[Problem] = []
    paths: dict[str, None] = dict.fromkeys(template.needs)
    for field in ("subject", "text"):
        try:
            paths |= dict.fromkeys(_names(getattr(template, field), field))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)
    return tuple(paths)


@lru_cache(maxsize=256)
def _names(source: str, field: str) -> tuple[str, ...]:
    """Cached, since a letter is read anew at every key."""
    return used(_environment(html=False), source, field)


def render(template: Template, facts: LetterFacts, language: Language, asked_in: Language | None = None) -> Rendered:
    """Return the letter, its facts worded in `language`; what it lacks is named in `asked_in`, the person's.

    :raises Refused: with each problem of the template and its line, or letter_too_long.
    """
    facts_used(template)
    missing: dict[str, None] = {}
    said = _Spoken(facts, language, asked_in or language, missing).facts_of(template)
    subject = " ".join(_filled(template.subject, said, language).split())
    text = _filled(template.text, said, language).strip()
    for path in template.needs:
        for one in _at(said, path.split(".")):
            if not one:
                missing |= dict.fromkeys(one.asked if isinstance(one, Unfilled) else (path,))
    return Rendered(subject, re.sub(r"\n{3,}", "\n\n", text), tuple(missing))


def unknown(facts: LetterFacts, paths: Iterable[str]) -> tuple[str, ...]:
    """Return the paths, of these, whose facts are missing."""
    return tuple(path for path in paths if not value_at(facts, path))


def render_html(template: Template, facts: LetterFacts, language: Language, asked_in: Language) -> str:
    """Return the letter's text as HTML, each fact in bold, for a preview of its wording.

    :raises Refused: as :func:`render`.
    """
    facts_used(template)
    said = _Spoken(facts, language, asked_in, {}).facts_of(template)
    text = _filled(template.text, said, language, html=True).strip()
    return f'<div style="white-space: pre-wrap">{text}</div>'


def _filled(source: str, said: dict[str, Any], language: Language, *, html: bool = False) -> str:
    pieces, length = [], 0
    for piece in _compiled(source, language.code, html=html).generate(said):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST:
            raise Refused(Problem("letter_too_long", "text", {"longest": LONGEST}))
    return "".join(pieces)


@lru_cache(maxsize=256)
def _compiled(source: str, code: str, *, html: bool) -> Compiled:
    return _environment(html=html).from_string(_typeset(source, code, html=html))


def _typeset(source: str, code: str, *, html: bool) -> str:
    """Return a template's own words as they are printed, its tags unchanged and on the lines where they were."""
    source = source.replace("\ue000", "")
    tags = _TAG.findall(source)
    numbers = iter(range(len(tags)))
    # A number's place ends like that of a fact in a sentence, so that typography keeps a unit beside it.
    words = _TAG.sub(lambda _tag: f"\ue000{next(numbers)}}}", source)
    if code == "fr":
        words = french(words)
    if html:
        words = escape(words, quote=False)
    return _PLACE.sub(lambda place: tags[int(place[1])], words)


class _Spoken:
    """Words facts for a template, as nested values of text."""

    def __init__(self, facts: LetterFacts, language: Language, asked_in: Language, missing: dict[str, None]) -> None:
        self._facts, self._language, self._asked_in, self._missing = facts, language, asked_in, missing

    def facts_of(self, template: Template) -> dict[str, Any]:
        """Return the groups of facts whose names stand in a template: few of them, and all that it may mean."""
        written = "\n".join((template.subject, template.text, *template.needs))
        return {name: self._value(getattr(self._facts, name), name) for name in shape() if name in written}

    def _group(self, group: Group, before: str) -> dict[str, Any]:
        return {name: self._value(getattr(group, name), f"{before}{name}") for name in shape(type(group))}

    def _value(self, value: Any, path: str) -> Any:
        if isinstance(value, Group):
            return self._group(value, f"{path}.")
        if isinstance(value, bool):
            return value  # for a condition
        if isinstance(value, tuple):
            return [self._value(one, f"{path}.{at}") for at, one in enumerate(value, 1)]
        if value is None or value == "":
            asked = sources(self._facts, path)
            label = " · ".join(asked_as(self._asked_in, one) for one in asked)
            return Unfilled(asked, label, self._missing)
        return worded(self._language, value)


def _at(said: Any, steps: list[str]) -> Iterator[Any]:
    """Yield the facts of a path; `*` stands for each line of a list."""
    if not steps:
        yield said
    elif steps[0] == "*":
        for one in said:
            yield from _at(one, steps[1:])
    else:
        yield from _at(said[steps[0]], steps[1:])
