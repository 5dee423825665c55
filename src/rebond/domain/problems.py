"""What is wrong with something a person gave, as a value; `rebond.sentences` says it in their language."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


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
