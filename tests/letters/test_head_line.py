"""The line that states a head is found again in a mail, however a mail program quotes and breaks it."""

from datetime import date

import pytest

from rebond.language import Language
from rebond.letters.head_line import StatedHead, head_line, heads_in, with_line

HEAD = "3f2a 90bc 11d4 7e05"
DIGITS = "3f2a90bc11d47e05"
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_line_of_a_letter_is_read_back_with_its_day(code: str) -> None:
    line = head_line(Language.of(code), HEAD, DAY)
    assert heads_in(with_line("Hello,\n\nsee you.\n", line)) == (StatedHead(DIGITS, DAY),)


@pytest.mark.parametrize(
    "text",
    [
        f"> State of my records on 22 November 2026: {HEAD}",
        "> > État de mes écrits au 22\n> > novembre 2026 : 3f2a 90bc\n> > 11d4 7e05\n",
        "2026-11-22 3F2A90BC11D47E05",
        "22/11/2026\u00a0: 3f2a\u202f90bc\u202f11d4\u202f7e05",
        "November 22, 2026: 3f2a 90bc 11d4 7e05",
        "3f2a 90bc 11d4 7e05 (22 nov. 2026)",
        f"Call 06 12 34 56 78 or 0612 3456 7890 1234.\n\n22 November 2026: {HEAD}",
    ],
)
def test_a_head_is_found_as_mail_programs_write_it(text: str) -> None:
    assert heads_in(text)[0] == StatedHead(DIGITS, DAY)


@pytest.mark.parametrize("text", ["", "hello", "FR76 3000 6000 0112", "3f2a 90bc 11d4", "x3f2a90bc11d47e05", HEAD[:-1]])
def test_a_text_without_a_head_has_none(text: str) -> None:
    assert heads_in(text) == ()


def test_a_head_in_full_and_without_a_day_is_found() -> None:
    assert heads_in("0f" * 32) == (StatedHead("0f" * 32, None),)


def test_two_heads_have_the_days_beside_them() -> None:
    text = f"1 March 2026: {HEAD}\n31 February 2026: 0f0f 0f0f 0f0f 0f0f"
    assert heads_in(text) == (StatedHead(DIGITS, date(2026, 3, 1)), StatedHead("0f" * 8, None))
