"""A line noted during a talk, as it is understood right after: what was said or decided, a promise, a new problem.

A mark at its beginning says which: `@me` or `@moi` promises something oneself, `@them`, `@eux` or `@` with a name is a
promise of the other side, `=` a decision, `!` a new problem; without one it is what was said.
"""

import re
from collections.abc import Iterable
from datetime import date

from rebond.domain.kinds import Choice
from rebond.domain.missions.event_line.folding import fold
from rebond.domain.talks.due_days import due_named
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass

_ME = frozenset({"me", "moi", "je", "m", "i", "myself"})
_THEM = frozenset({"them", "eux", "elles", "elle", "lui", "il", "ils", "client", "t", "they", "he", "she"})
_MARK = re.compile(r"\s*@\s*(?P<who>[^\W\d_][\w'’-]*)\s*[:,]?\s*(?P<rest>.*)", re.DOTALL)
_SIGNS = " \t\r\n,;:.-\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{EN DASH}\N{EM DASH}"
#: The most characters of a line that become a task; the rest stays in what was noted.
LONGEST = 500


class NoteKind(Choice):
    """The meaning of a line noted."""

    SAID = "said", later("said")
    DECIDED = "decided", later("decided")
    MINE = "mine", later("your promise")
    THEIRS = "theirs", later("their promise")
    PROBLEM = "problem", later("new problem")


_MARKS = {
    NoteKind.SAID: "", NoteKind.DECIDED: "= ", NoteKind.MINE: "@me ", NoteKind.THEIRS: "@them ",
    NoteKind.PROBLEM: "! ",
}  # fmt: skip
#: The kinds of lines that become tasks.
PROMISES = frozenset({NoteKind.MINE, NoteKind.THEIRS})


@dataclass(frozen=True, slots=True)
class NotedLine:
    """A line as it is understood; `due` is the day of a promise, None where it names none."""

    kind: NoteKind
    text: str
    due: date | None = None


def read_line(typed: str, today: date, names: Iterable[str] = (), *, month_first: bool = False) -> NotedLine:
    """Read a line noted on `today`; `names` are those of the person spoken to."""
    line = " ".join(typed.split())
    if match := _MARK.fullmatch(line):
        return _promise(match, line, today, names, month_first)
    if line.startswith("!"):
        return NotedLine(NoteKind.PROBLEM, line.lstrip("! ") or line)
    if line.startswith(("=", "→", "->")):
        return NotedLine(NoteKind.DECIDED, line.lstrip("=→-> ") or line)
    return NotedLine(NoteKind.SAID, line)


def marked(kind: NoteKind, typed: str, today: date) -> str:
    """Return a line with the mark of a kind in place of its own."""
    line = " ".join(typed.split())
    match = _MARK.fullmatch(line)
    words = match["rest"].strip() if match else read_line(line, today).text
    if match and kind is NoteKind.THEIRS:
        return line if read_line(line, today).kind is NoteKind.THEIRS else f"{_MARKS[kind]}{words}"
    return f"{_MARKS[kind]}{words or line}"


def _promise(match: re.Match[str], line: str, today: date, names: Iterable[str], month_first: bool) -> NotedLine:
    who = fold(match["who"], LONGEST).folded
    rest = match["rest"].strip()
    if not rest:
        return NotedLine(NoteKind.SAID, line)
    if who in _ME:
        return _dated(NoteKind.MINE, rest, today, month_first)
    own = {word for name in names for word in fold(name, LONGEST).folded.split()}
    if who not in _THEM and who not in own:
        rest = f"{match['who']}: {rest}"  # somebody else of theirs, who is to be named
    return _dated(NoteKind.THEIRS, rest, today, month_first)


def _dated(kind: NoteKind, text: str, today: date, month_first: bool) -> NotedLine:
    """Return a promise without the words of its day; one that is nothing but a day keeps them."""
    named = due_named(text, today, month_first=month_first)
    if named is None:
        return NotedLine(kind, text[:LONGEST])
    before, after = text[: named.start].rstrip(_SIGNS), text[named.end :].strip(_SIGNS)
    left = f"{before} {after}".strip()
    return NotedLine(kind, (left or text)[:LONGEST], named.day)
