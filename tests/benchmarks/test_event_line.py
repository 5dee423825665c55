"""The CPU time of understanding the line in which an event is typed: a millisecond a key at most."""

from datetime import date
from itertools import cycle
from pathlib import Path

import pytest

from rebond.domain.missions.event_line.understanding import understand
from tests.benchmarks.measuring import MARGIN, measured

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 22)
CORPUS = Path(__file__).parent.parent / "domain" / "missions" / "event_lines.tsv"
#: The keys read in one go, for a single one is too short to measure.
KEYS = 500
#: The most letters that are read of a line.
LONGEST = 240


def test_a_key_as_the_lines_of_the_corpus_grow() -> None:
    lines = [line.partition("\t")[0] for line in CORPUS.read_text("utf-8").splitlines() if "\t" in line]
    keys = cycle(line[:length] for line in lines[::7] for length in range(1, len(line) + 1))

    def type_on() -> None:
        for _ in range(KEYS):
            understand(next(keys), TODAY)

    assert measured(f"{KEYS} keys of an event's line", type_on) < KEYS * MARGIN


@pytest.mark.parametrize("text", [
    "Claire m'a longuement parlé de la charte, puis on a évoqué la suite du projet et ceux qui le suivront. ",
    "hier 18h05 appel de Claire 20 min, puis 2h de retouches et un mail à 22h15 qui demande un post pour lundi. ",
])  # fmt: skip
def test_a_key_in_the_longest_line(text: str) -> None:
    line = (text * 3)[:LONGEST]

    def type_on() -> None:
        for _ in range(20):
            understand(line, TODAY)

    assert measured("20 keys of the longest line", type_on) < 20 * MARGIN
