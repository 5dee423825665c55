"""Errors in the input of a person or a file, as values: codes with facts, each code declared with its sentence."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

#: The English sentence of every declared code; its placeholders are filled from the problem's facts.
SENTENCES: dict[str, str] = {}


def declare_problems(sentences: Mapping[str, str]) -> None:
    """Register the sentence of each code; called by the module that raises the problem.

    :raises ValueError: when a code is registered already with another sentence.
    """
    for code, sentence in sentences.items():
        if SENTENCES.setdefault(code, sentence) != sentence:
            message = f"the problem {code} is declared twice"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error: its code, the field it concerns, the facts its sentence names, and the line in a file."""

    code: str
    field: str = ""
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    line: int | None = None

    def at(self, field: str) -> "Problem":
        """Return the same problem for another field, where a form's field has a name of its own."""
        return dataclasses.replace(self, field=field)


class Refused(Exception):  # noqa: N818 - a person reads it as a sentence: the action was refused
    """Raised when an action is refused, with its problems; nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
