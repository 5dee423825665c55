"""A letter on paper, read back by pypdf: every word is there, and the address stands in the window."""

import dataclasses
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from matplotlib.textpath import text_to_path
from pypdf import PageObject, PdfReader

from rebond.charts.letter_page import _parted, letter_pdf
from rebond.charts.measure import drawn_width
from rebond.charts.page_view import Paper
from rebond.domain.letters.kinds import Delivery
from rebond.language import LANGUAGES, Language
from rebond.letters.facts import filled
from rebond.letters.postal import LetterView, letter_view
from rebond.letters.rendering import render
from rebond.letters.template_file import load
from tests.languages import ENGLISH, FRENCH
from tests.letters.about import FULL

MM = 72 / 25.4


def view(
    text: str = "Hello,\n\nThis is the text.", channel: Delivery = Delivery.REGISTERED, **facts: Any
) -> LetterView:
    return letter_view(ENGLISH, filled(FULL, facts), channel, "The subject", text)


def read(letter: LetterView, paper: Paper = Paper.A4) -> PdfReader:
    return PdfReader(BytesIO(letter_pdf(letter, paper)))


def words(letter: LetterView) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(letter).pages).split())


def places(page: PageObject) -> list[tuple[str, float, float]]:
    """Return each piece of text with its distance from the left and the top of the page, in millimetres."""
    found: list[tuple[str, float, float]] = []
    high = float(page.mediabox.height)

    def hear(text: str, current: list[float], matrix: list[float], _font: object, _size: float) -> None:
        if text.strip():
            x, y = matrix[4] * current[0] + current[4], matrix[5] * current[3] + current[5]
            found.append((text.strip(), x / MM, (high - y) / MM))

    visitor: Callable[..., None] = hear
    page.extract_text(visitor_text=visitor)
    return found


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["amendment", "notice_of_end", "polite_no"])
def test_every_word_of_a_letter_is_on_its_page(name: str, code: str) -> None:
    language = Language.of(code, "")
    letter = render(load(name, code), FULL, language)
    printed = words(letter_view(language, FULL, Delivery.POST, letter.subject, letter.text))
    for line in (letter.subject, *letter.text.splitlines(), "12 rue des Lilas", "33000 Bordeaux"):
        # Where a line is drawn in pieces, pypdf may read a space between them.
        assert "".join(line.split()) in "".join(printed.split())


@pytest.mark.parametrize("paper", Paper)
def test_the_recipient_alone_stands_in_the_window_of_the_envelope(paper: Paper) -> None:
    page = read(view(), paper).pages[0]
    in_window = [text for text, x, y in places(page) if x >= 95 and 40 <= y <= 84]
    assert in_window == ["Atlas", "For the attention of Claire", "1 quai des Brumes", "33000 Bordeaux"]
    assert all(100 <= x <= 195 and 45 <= y <= 80 for text, x, y in places(page) if text in in_window)
    assert {text for text, x, y in places(page) if x < 95 and y < 48} >= {"Marie Roux", "12 rue des Lilas"}


def test_the_paper_is_that_of_the_country() -> None:
    sizes = {paper: tuple(round(float(side)) for side in read(view(), paper).pages[0].mediabox[2:]) for paper in Paper}
    assert sizes == {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}
    french = dataclasses.replace(view(), language=FRENCH)
    assert round(float(PdfReader(BytesIO(letter_pdf(french))).pages[0].mediabox.height)) == 842


def test_a_registered_letter_says_so_and_an_ordinary_one_does_not() -> None:
    assert "Registered letter with acknowledgement of receipt" in words(view())
    assert "Registered" not in words(view(channel=Delivery.POST))


def test_a_long_letter_goes_on_and_its_pages_are_numbered() -> None:
    lines = [f"Line {number} of this letter" for number in range(150)]
    pages = read(view("\n".join(lines))).pages
    assert len(pages) == 4
    text = "\n".join(page.extract_text() for page in pages)
    assert [line for line in text.splitlines() if line.startswith("Line")] == lines
    assert "4/4" in pages[-1].extract_text()
    assert "1/1" not in words(view())


CLOSING = ["", "Veuillez agréer mes salutations distinguées.", "", "Marie Roux", "", "Head of the history: 1234"]


@pytest.mark.parametrize("count", range(1, 40))
@pytest.mark.parametrize("paragraph", [1, 2, 3, 4, 12], ids="{} lines before".format)
def test_what_closes_a_letter_never_stands_alone_on_a_page(count: int, paragraph: int) -> None:
    body = [*(f"Line {number}" for number in range(count)), "", *["The last words"] * paragraph]
    parts = [*_parted([*body, *CLOSING], 20 * 13.8, 30 * 13.8)]
    assert [line for part in parts for line in part if line] == [line for line in (*body, *CLOSING) if line]
    before = parts[-1][: parts[-1].index(CLOSING[1])]
    assert len([line for line in before if line]) >= 2 or len(body) <= 3
    if paragraph <= 4:
        assert before.count("The last words") == paragraph, "a short paragraph is not parted"


def test_a_formal_notice_of_two_pages_ends_with_words_of_its_last_paragraph() -> None:
    letter = render(load("late_formal_notice", "fr"), FULL, FRENCH)
    for lines in range(0, 12, 2):  # until the last paragraph no longer stands on the first page
        shown = letter_view(FRENCH, FULL, Delivery.REGISTERED, letter.subject, "– un mot\n" * lines + letter.text)
        first, *others = (page.extract_text() for page in read(shown).pages)
        if "Veuillez" not in first:
            break
    assert "Veuillez" in others[0]
    assert "Si vous contestez" in others[0]


def test_nothing_is_cut_however_long_a_word_an_address_or_a_name() -> None:
    address = "\n".join(f"Building {number} of a very long avenue that has no end" for number in range(14))
    letter = view("x" * 400, **{"client.address": address, "client.name": "N" * 90})
    page = read(letter).pages[0]
    text = "".join(page.extract_text().split())
    assert text.count("x") >= 400
    assert text.count("N") >= 90
    assert "Building13" in text
    assert "…" not in text
    assert max(y for piece, x, y in places(page) if piece.startswith("Building")) <= 80


@pytest.mark.parametrize(
    ("text", "facts", "letter"),
    [
        ("Hello,", {"client.address": "é" * 10_000}, "é"),
        ("https://" + "example/" * 1_250, {}, "m"),
        ("one more " * 1_100, {}, "m"),
    ],
    ids=["an address without a space", "a link", "words"],
)
def test_a_long_text_is_measured_about_once(
    text: str, facts: dict[str, str], letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = 0
    measure_one = text_to_path.get_text_width_height_descent

    def counting(measured: str, *arguments: Any) -> Any:
        nonlocal letters
        letters += len(measured)
        assert letters < 20_000, "each letter is measured several times"
        return measure_one(measured, *arguments)

    monkeypatch.setattr(text_to_path, "get_text_width_height_descent", counting)
    long = facts.get("client.address", text)
    assert words(view(text, **facts)).count(letter) >= long.count(letter)


def test_lines_are_as_full_as_they_can_be_and_begin_with_whole_words() -> None:
    words_of_it = ["Available", "from", "Monday", "to", "Friday,", "and", "the", "week-end", "is", "mine"]
    letter = view(" ".join(words_of_it * 20))
    lines = read(letter).pages[0].extract_text().splitlines()
    lines = lines[next(at for at, line in enumerate(lines) if line.startswith("Available")) :]
    assert " ".join(lines).split() == words_of_it * 20
    room = (210 - 2 * 22) * MM
    for line, after in pairwise(lines):
        assert drawn_width(line, 10) <= room + 0.1 < drawn_width(f"{line} {after.split()[0]}", 10) + 0.2


def test_hostile_names_are_printed_as_they_are() -> None:
    name = "<b>Atlas</b> $x^2$ “Co” {{ a }}"
    assert name in words(view(**{"client.name": name}))


def test_the_same_letter_gives_the_same_bytes_and_names_its_subject() -> None:
    letter = view()
    assert letter_pdf(letter) == letter_pdf(letter)
    metadata = read(letter).metadata
    assert metadata is not None
    assert (metadata.title, metadata.creator) == ("The subject", "Rebond")
