"""A thread writes English letters and pages while the French window is built, painted and read."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from rebond import preferences
from rebond.actions.action import said
from rebond.charts.page import page
from rebond.charts.page_view import PageView
from rebond.domain.money.outlook import Outlook
from rebond.domain.problems import Problem
from rebond.preferences import Preferences
from rebond.sentences import counted, sentence
from rebond.ui.money.tab import RunwayTab
from rebond.ui.shared.canvas import ChartCanvas
from rebond.ui.workspace import MISSIONS, PROSPECTION, RUNWAY
from tests.charts.drawn import words_of
from tests.domain.worked_examples import ATLAS, FIRST, FIRST_TODAY
from tests.examples import write_example
from tests.languages import ENGLISH, FRENCH
from tests.stories.conftest import TODAY, Person
from tests.stories.test_every_face import english_in, texts

TIMES_BUILT = 5
AT_LEAST = 200


def letter() -> tuple[str, ...]:
    """Return texts of an English letter: amounts, dates and sentences."""
    return (
        ENGLISH.money(1_234_56, "EUR"),
        ENGLISH.percent(Fraction(941, 10), 1),
        ENGLISH.day(date(2027, 6, 1)),
        ENGLISH.months_left(Fraction(18, 10), 24),
        sentence(ENGLISH, Problem("empty")),
        said(ENGLISH, "add_client", {"name": "Atlas"}),
        counted(ENGLISH, "invoice", 3),
    )


LETTER = (
    "€1,234.56", "94.1%", "1 June 2027", "1.8 months", "Write something here.", "Client added: Atlas",
    "3 invoices",
)  # fmt: skip


def english_page() -> str:
    """Return all texts of the first worked example's English page, after it was drawn."""
    outlook = Outlook(FIRST, FIRST_TODAY)
    answer = outlook.leaves(ATLAS)
    made = page(
        PageView(
            language=ENGLISH, title="Marie", outlook=outlook, scenario=answer.scenario, projection=answer.projection
        )
    )
    FigureCanvasAgg(made).draw()  # type: ignore[no-untyped-call]
    return words_of(made)


class Writer(threading.Thread):
    """Writes letters and pages until it is stopped, and counts the different ones."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: Counter[tuple[str, ...]] = Counter()
        self.pages: Counter[str] = Counter()
        self.fault: BaseException | None = None
        self._enough = threading.Event()

    def run(self) -> None:
        try:
            while not self._enough.is_set():
                for _again in range(50):
                    self.letters[letter()] += 1
                self.pages[english_page()] += 1
        except BaseException as fault:  # noqa: BLE001 - told by the test that waits for it
            self.fault = fault

    def stop(self) -> None:
        self._enough.set()
        self.join()


@pytest.fixture
def writer() -> Iterator[Writer]:
    made = Writer()
    yield made
    made.stop()


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return a set that collects every text painted by the program's delegates and widgets."""
    found: set[str] = set()
    paint: Callable[..., None] = QPainter.drawText

    def draw_text(painter: QPainter, *where_and_what: object) -> None:
        found.update(one for one in where_and_what if isinstance(one, str))
        paint(painter, *where_and_what)

    monkeypatch.setattr(QPainter, "drawText", draw_text)
    return found


def read_through(person: Person) -> list[set[str]]:
    """Build the French window anew, and return the texts of each tab after its charts were drawn."""
    assert person.program
    window = person.program.show_window()
    assert window.workspace
    read = []
    for place in (MISSIONS, RUNWAY, PROSPECTION):
        tab = window.workspace.show_tab(place)
        if isinstance(tab, RunwayTab):
            person.waits_for(lambda tab=tab: tab.chart.canvas.is_current and tab.answers.bars.is_current)
        QApplication.processEvents()
        window.grab()
        assert not english_in(window)
        charts = {words_of(canvas.figure) for canvas in tab.findChildren(ChartCanvas) if canvas.figure}
        read.append(set(texts(window)) | charts)
    return read


def test_an_english_letter_is_written_on_a_worker_while_the_french_window_paints(
    person: Person, writer: Writer, painted: set[str]
) -> None:
    preferences.save(Preferences(language="fr", theme="light"))
    journal = person.folder / "marie.rebond"
    write_example(journal, FRENCH, TODAY)
    person.starts(journal)
    french, in_english = read_through(person), english_page()
    alone = set(painted)
    painted.clear()

    writer.start()
    times = 0
    while times < TIMES_BUILT or writer.letters.total() < AT_LEAST or writer.pages.total() < TIMES_BUILT:
        assert writer.is_alive(), writer.fault
        assert read_through(person) == french
        times += 1
    writer.stop()

    assert writer.fault is None
    assert set(writer.letters) == {LETTER}
    assert set(writer.pages) == {in_english}
    assert "your savings last" in in_english.replace("\n", " ")
    assert painted == alone != set()
    everything = set().union(*french, painted)
    assert any("mois" in text for text in everything)
    assert not [text for text in everything if "€" in text and text.lstrip("+-~").startswith("€")]
    assert any(text.endswith("\N{NO-BREAK SPACE}€") for text in everything)
