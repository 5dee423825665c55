"""What is wrong with a file, gathered while it is read."""

from rebond.domain.problems import Problem

#: More than a person reads: a file with that many faults is not what it seems to be.
MOST_PROBLEMS = 1_000


class UnreadableError(Exception):
    """The file cannot be read as what it is, from `line` on; `code` is the problem's."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


class Faults:
    """The problems of one file."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self._problems)

    def add(self, code: str, line: int, **facts: object) -> None:
        """Note a fault of one line.

        :raises UnreadableError: when there are too many to go on.
        """
        if len(self._problems) == MOST_PROBLEMS:
            raise UnreadableError("too_many_problems", line)
        self._problems.append(Problem(code, "", facts, line))

    def in_order(self, *last: Problem) -> tuple[Problem, ...]:
        """The problems by line, and then `last`."""
        return (*sorted(self._problems, key=lambda problem: problem.line or 0), *last)
