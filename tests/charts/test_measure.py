"""Words are measured before they are drawn, and cut or broken where they must be."""

import pytest

from rebond.charts.measure import drawn_width, drawn_widths, fit, pieces, readable, width, wrap

NARROW = "\N{NARROW NO-BREAK SPACE}"


def test_what_is_too_long_ends_in_an_ellipsis_and_fits() -> None:
    name = "An agency whose name has sixty letters and goes on and on, B"
    assert fit(name, 1000, 9) == name
    short = fit(name, 100, 9)
    assert short.endswith("…")
    assert width(short, 9) <= 100
    assert fit(name, 1, 9) == ""


def test_a_sentence_breaks_between_words_and_never_inside_an_amount() -> None:
    amount = f"1{NARROW}234\N{NO-BREAK SPACE}€"
    lines = wrap(f"Spending: {amount} a month", width(f"Spending: {amount}", 9) - 1, 9)
    assert lines == ["Spending:", f"{amount} a", "month"] or lines == ["Spending:", f"{amount} a month"]


def test_a_name_on_several_lines_is_one_and_unknown_letters_are_squares() -> None:
    assert readable("Marie\n\tDupont ") == "Marie Dupont"
    assert readable("漢字 & co") == "□□ & co"
    assert readable("\N{MATHEMATICAL SANS-SERIF CAPITAL A}") == "□", "the bold letters lack it"
    assert readable(f"1{NARROW}234") == f"1{NARROW}234"


def test_bold_words_are_wider() -> None:
    assert width("Atlas", 9, bold=True) > width("Atlas", 9) > 0
    assert width("", 9) == 0


def test_a_line_is_drawn_in_pieces_where_a_name_runs_from_right_to_left() -> None:
    hebrew, arabic = "אטלס שיווק בע״מ", "شركة أطلس"
    assert pieces("Atlas leaves: 62%") == ["Atlas leaves: 62%"]
    assert pieces(f"{hebrew} 62%") == [hebrew, " 62%"]
    assert pieces(f"If {hebrew} and {arabic}… leave") == ["If ", hebrew, " and ", f"{arabic}…", " leave"]
    assert pieces(arabic) == [arabic]
    assert pieces("") == []


def test_the_width_of_each_beginning_is_that_of_its_letters_together() -> None:
    for text in ("AVATAR, « Tofee » ffi 12", "אטלס שיווק בע״מ", "e\u0301"):
        for bold in (False, True):
            found = drawn_widths(text, 10, bold=bold)
            assert found == pytest.approx(
                [drawn_width(text[:at], 10, bold=bold) for at in range(1, len(text) + 1)], abs=0.1
            )
    assert drawn_widths("", 10) == []
