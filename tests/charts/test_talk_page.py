"""The preparation of a talk on paper: one page, whatever stands in it, with the head of the history at its foot."""

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.text import Text

from rebond.charts.page_view import Paper
from rebond.charts.picture_files import picture
from rebond.charts.talk_page import talk_page
from rebond.letters.talk_sheet import TalkSheet
from tests.languages import ENGLISH

HOSTILE = '<b>Zoé</b> & "co" $x$ \u05e9\u05dc\u05d5\u05dd {name} ' + "word " * 2_000


def sheet(text: str) -> TalkSheet:
    return TalkSheet(
        ENGLISH, f"Limits · {text}"[:200], ("24 November 2026 · by video",), (text,) * 9,
        tuple((title, text) for title in ("Aim", "Least", "First sentence", "Solutions", "Exit line")),
        ((text, text),) * 4, (("My words are fair", True), ("I ask", False)), head="1234 5678 9abc def0",
    )  # fmt: skip


def drawn(view: TalkSheet, paper: Paper = Paper.A4) -> list[tuple[str, float]]:
    figure = talk_page(view, paper)
    texts = figure.findobj(Text)
    assert all(text.get_fontsize() >= 8 for text in texts), "it is read on paper"
    return [(text.get_text(), text.get_window_extent().y0) for text in texts if text.get_text()]


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("text", ["short", "A sentence of some length. " * 12, HOSTILE, "x" * 10_000, "a\nb\n" * 500])
def test_it_is_one_page(text: str, paper: Paper) -> None:
    lines = drawn(sheet(text), paper)
    said = [line for line, _height in lines]
    assert any("1234 5678 9abc def0" in line for line in said)
    assert min(height for _line, height in lines) >= 0
    headings = {
        "Aim",
        "Least",
        "First sentence",
        "Solutions",
        "Exit line",
        "Before you go in",
        "What the journal knows",
    }
    assert headings <= {*said}, "the longest texts are cut, and no part is left out"


def test_what_no_size_has_room_for_stays_above_the_foot() -> None:
    many = replace(sheet("short"), objections=(("What they say", "What I say"),) * 200)
    heights = sorted(height for _line, height in drawn(many))
    assert heights[1] - heights[0] > 20, "the head stands alone at the foot"


LONG = "Un texte très long, avec des guillemets et une fin de phrase qui se fait attendre. "


def test_of_a_long_preparation_facts_and_checklist_are_whole_and_the_objections_left_out_are_counted() -> None:
    view = replace(
        sheet(LONG * 6),
        facts=tuple(f"Fact {number}: {LONG}" for number in range(9)),
        objections=tuple((f"Objection {number}. {LONG * 3}", f"Answer {number}. {LONG * 5}") for number in range(15)),
    )
    said = [line for line, _height in drawn(view)]
    text = " ".join(said)
    assert [number for number in range(9) if f"Fact {number}:" in text] == [*range(9)]
    assert "My words are fair" in said
    order = [
        said.index(title) for title in ("What the journal knows", "Before you go in", "Objections, and your answers")
    ]
    assert order == sorted(order)
    shown = [number for number in range(15) if f"Objection {number}." in text]
    assert shown == [*range(len(shown))]
    assert 0 < len(shown) < 15
    assert f"… and {15 - len(shown)} more objections" in said
    assert any(line.startswith("Objection 0.") and line.endswith("…") for line in said), (
        "shortened before it is left out"
    )


def test_where_even_the_facts_have_no_room_the_page_says_how_many_are_missing() -> None:
    view = replace(sheet("short"), facts=tuple(f"Fact {number}" for number in range(90)))
    said = [line for line, _height in drawn(view)]
    shown = [line for line in said if line.startswith("– Fact")]
    assert f"… and {90 - len(shown)} more facts" in said
    assert "… and 4 more objections" in said
    assert "My words are fair" in said


def test_a_usual_preparation_is_whole() -> None:
    said = " ".join(line for line, _height in drawn(sheet("A sentence of some length.")))
    assert said.count("A sentence of some length.") >= 5 + 8 + 9
    assert "…" not in said


def test_the_file_is_a_pdf_of_one_page() -> None:
    data = picture(talk_page(sheet("short")), ".pdf", title="Limits", made=date(2026, 11, 22))
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page ") + data.count(b"/Type /Page\n") == 1
