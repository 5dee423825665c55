"""A line noted during a talk: whose promise it is, until when, a decision, a problem, or what was said."""

from datetime import date

import pytest

from rebond.domain.talks.noted_lines import NotedLine, NoteKind, marked, read_line

TODAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("@me send the plan Friday", NotedLine(NoteKind.MINE, "send the plan", FRIDAY)),
        ("@moi envoyer le planning d'ici vendredi", NotedLine(NoteKind.MINE, "envoyer le planning", FRIDAY)),
        ("@them pay by Friday", NotedLine(NoteKind.THEIRS, "pay", FRIDAY)),
        ("@claire relit la charte vendredi", NotedLine(NoteKind.THEIRS, "relit la charte", FRIDAY)),
        ("@Paul envoie les logos", NotedLine(NoteKind.THEIRS, "Paul: envoie les logos")),
        ("@me: call", NotedLine(NoteKind.MINE, "call")),
        ("@me Friday", NotedLine(NoteKind.MINE, "Friday", FRIDAY)),
        ("= no messages on Sundays", NotedLine(NoteKind.DECIDED, "no messages on Sundays")),
        ("→ one contact", NotedLine(NoteKind.DECIDED, "one contact")),
        ("! no budget for the new page", NotedLine(NoteKind.PROBLEM, "no budget for the new page")),
        ("she will think until Friday", NotedLine(NoteKind.SAID, "she will think until Friday")),
        ("@me", NotedLine(NoteKind.SAID, "@me")),
        ("!", NotedLine(NoteKind.PROBLEM, "!")),
        ("write to a@b.example", NotedLine(NoteKind.SAID, "write to a@b.example")),
        ("<b>@me</b> x", NotedLine(NoteKind.SAID, "<b>@me</b> x")),
    ],
)
def test_a_line_is_read_by_its_mark(typed: str, read: NotedLine) -> None:
    assert read_line(typed, TODAY, ["Claire Martin"]) == read


@pytest.mark.parametrize("kind", list(NoteKind))
@pytest.mark.parametrize("typed", ["send it Friday", "@me send it Friday", "= send it Friday", "! send it Friday"])
def test_a_hand_may_choose_another_kind_for_a_line(kind: NoteKind, typed: str) -> None:
    read = read_line(marked(kind, typed, TODAY), TODAY)
    assert read.kind is kind
    assert read.text.startswith("send it")
    assert read.due == (FRIDAY if kind in (NoteKind.MINE, NoteKind.THEIRS) else None)


def test_a_line_of_ten_thousand_characters_is_a_task_that_fits() -> None:
    read = read_line("@me " + "x" * 10_000, TODAY)
    assert read.kind is NoteKind.MINE
    assert len(read.text) == 500
