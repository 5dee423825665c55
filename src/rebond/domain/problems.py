"""Faults in what a person or a file gave, as values; each code is declared once, with its sentence."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

#: The English sentence of every code declared so far; `{fact}` in it is filled from the problem's facts.
SENTENCES: dict[str, str] = {}


def declare_problems(sentences: Mapping[str, str]) -> None:
    """Give each code its sentence, in the module that raises the problem.

    :raises ValueError: when a code is declared already with another sentence.
    """
    for code, sentence in sentences.items():
        if SENTENCES.setdefault(code, sentence) != sentence:
            message = f"the problem {code} is declared twice"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: its code, the field it stands next to, the facts its sentence names, and the line in a file."""

    code: str
    field: str = ""
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    line: int | None = None

    def at(self, field: str) -> "Problem":
        """The same fault, beside the field of a form that asks for it under another name."""
        return dataclasses.replace(self, field=field)


class Refused(Exception):  # noqa: N818 - a person reads it as a sentence: the action was refused
    """An action was not done, nothing was written, and these are the reasons."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
