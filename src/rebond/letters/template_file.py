"""The templates that ship: a file for each letter and language, with a heading about the letter above its text."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from rebond.domain.letters.kinds import Delivery, OwnTemplate
from rebond.domain.problems import Problem, Refused, declare_problems
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.resources import resource

declare_problems({
    "no_such_letter": later("There is no letter “{name}”. There are: {names}."),
})  # fmt: skip

_RULE = "---\n"
_SUBJECT = "Subject:"
#: What the name of a template ends with that says `tu`; the same letter without it says `vous`.
_FAMILIAR = ".tu"


@dataclass(frozen=True, slots=True)
class Template:
    """A letter's template in one language.

    `when` says when to use it, `tone` how it sounds, `channel` how it is best sent; `needs` are the dotted paths of the
    facts that it cannot do without. `familiar` tells whether it says `tu`, `own` whether subject and text are the
    person's own wording.
    """

    name: str
    language: str
    title: str
    when: str
    tone: str
    channel: Delivery
    needs: tuple[str, ...]
    subject: str
    text: str
    familiar: bool = False
    own: bool = False

    @property
    def file(self) -> str:
        """The name under which its wording is kept: a letter has one of its own for those to whom one says `tu`."""
        return f"{self.name}{_FAMILIAR}" if self.familiar else self.name

    def reworded(self, own: OwnTemplate | None) -> "Template":
        """Return the template with the person's own wording, if there is one."""
        return replace(self, subject=own.subject, text=own.text, own=True) if own else self


@cache
def names() -> tuple[str, ...]:
    """Return the names of the letters, in alphabetical order."""
    return tuple(sorted(path.stem for path in resource("letters", "en").glob("*.md")))


@cache
def familiar_form(name: str, language: str) -> str:
    """Return the name of a letter's template for those to whom one says `tu`; that of all where it has no other."""
    return f"{name}{_FAMILIAR}" if (resource("letters", language) / f"{name}{_FAMILIAR}.md").exists() else name


@cache
def load(name: str, language: str) -> Template:
    """Return the template of a letter in a language, by its name or that of :func:`familiar_form`.

    :raises Refused: no_such_letter.
    """
    plain = name.removesuffix(_FAMILIAR)
    if plain not in names() or name not in (plain, familiar_form(plain, language)):
        raise Refused(Problem("no_such_letter", facts={"name": name, "names": ", ".join(names())}))
    return parse(resource("letters", language) / f"{name}.md", language)


def parse(path: Path, language: str) -> Template:
    """Read the file of a template.

    :raises ValueError: when its heading is not complete.
    """
    before, heading, body = path.read_text(encoding="utf-8").split(_RULE, 2)
    if before:
        message = f"{path.name} does not begin with its heading"
        raise ValueError(message)
    about = dict(line.split(": ", 1) for line in heading.splitlines())
    subject, _newline, text = body.strip().partition("\n")
    if not subject.startswith(_SUBJECT) or about.keys() != {"title", "when", "tone", "channel", "needs"}:
        message = f"{path.name}: its heading lacks something"
        raise ValueError(message)
    name = path.stem.removesuffix(_FAMILIAR)
    return Template(
        name, language, about["title"], about["when"], about["tone"], Delivery(about["channel"]),
        tuple(about["needs"].split()), subject.removeprefix(_SUBJECT).strip(), text.strip(), name != path.stem,
    )  # fmt: skip
