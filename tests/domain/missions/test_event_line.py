"""The line in which an event is typed: a corpus of lines by meaning, and what holds for any text."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, time
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.missions.event_line.understanding import Guessed, Understood, understand
from rebond.domain.missions.kinds import EventKind

TODAY = date(2026, 11, 22)
SUNDAY = "dim 19h40 post en urgence 1,5h"
#: Lines whose lengths are not those of the work, which their words do not say.
KNOWN_MISSES = {"le site a planté 2h", "TTL 24h, cache 1h"}
Meaning = tuple[date, time | None, int | None, EventKind, bool | None, str]


def corpus() -> Iterator[tuple[date, str, Meaning]]:
    today = TODAY
    lines = (Path(__file__).parent / "event_lines.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("@ "):
            today = date.fromisoformat(line[2:])
        if line.startswith(("@ ", "# ")):
            continue
        typed, day, clock, minutes, kind, scope, text = (line.replace("␣", "\u00a0").split("\t") + [""] * 6)[:7]
        yield (
            today,
            typed,
            (
                date.fromisoformat(day) if day else today,
                time.fromisoformat(clock) if clock else None,
                int(minutes) if minutes else None,
                EventKind(kind or "note"),
                {"": None, "yes": True, "no": False}[scope],
                "" if text == "*" else text or typed,
            ),
        )


CORPUS = tuple(corpus())


def meaning(understood: Understood) -> Meaning:
    return (
        understood.date, understood.time, understood.minutes, understood.kind, understood.in_scope, understood.text,
    )  # fmt: skip


def test_the_corpus_is_understood_as_meant_and_no_date_is_false() -> None:
    read = [(typed, wanted, meaning(understand(typed, today))) for today, typed, wanted in CORPUS]
    assert len(read) >= 1_960
    assert [(typed, found[0]) for typed, wanted, found in read if found[0] != wanted[0]] == []
    missed = {typed: (wanted, found) for typed, wanted, found in read if wanted != found}
    assert set(missed) == KNOWN_MISSES, missed
    assert len(missed) <= len(read) * 0.02


@pytest.mark.parametrize("change", [str.upper, lambda typed: unicodedata.normalize("NFD", typed)], ids=["caps", "nfd"])
def test_capitals_and_loose_accents_change_nothing_but_names(change: Callable[[str], str]) -> None:
    """In capitals a name can no longer be told from a day, nor from a thing."""
    differ = set()
    for today, typed, wanted in CORPUS:
        found = understand(change(typed), today)
        if meaning(found) != (*wanted[:-1], change(wanted[-1])):
            differ.add(typed)
    assert differ - KNOWN_MISSES <= {"campagne Mardi c'est permis", "on the 3rd Claire called"}


@given(typed=st.text(max_size=80), today=st.dates(date(1970, 1, 1), date(2200, 12, 31)))
def test_any_text_is_read_without_a_fault(typed: str, today: date) -> None:
    check_guesses(understand(typed, today))


NUMBERS = st.from_regex(r"[0-9]{1,4}[-/:.h ,]?[0-9]{0,3}", fullmatch=True)
PIECES = sorted({piece for _today, typed, _wanted in CORPUS for piece in typed.split()})


@given(
    pieces=st.lists(st.sampled_from(PIECES) | NUMBERS, max_size=9),
    between=st.sampled_from([" ", "  ", ", ", "-", "/", ". ", "", "\u00a0"]),
    today=st.dates(date(1970, 1, 1), date(2200, 12, 31)),
)
def test_any_words_in_any_order_are_read_without_a_fault(pieces: list[str], between: str, today: date) -> None:
    check_guesses(understand(between.join(pieces), today))


def check_guesses(understood: Understood) -> None:
    typed = understood.typed
    assert date(1970, 1, 1) <= understood.date <= understood.today
    assert understood.minutes is None or 0 < understood.minutes < 24 * 60
    taken = sorted((each.start, each.end) for each in understood.guesses if each.field in {"date", "time", "minutes"})
    assert all(0 <= each.start < each.end <= len(typed) for each in understood.guesses)
    assert all(end <= start for (_start, end), (start, _end) in pairwise(taken))
    assert understood.without(list(Guessed)).text == typed


def test_guesses_are_taken_back_in_any_order_and_twice() -> None:
    understood = understand(SUNDAY, TODAY)
    for order in permutations(Guessed):
        left = understood
        for taken, field in enumerate(order, 1):
            left = left.without([field]).without([field])
            assert left == understood.without(order[:taken])
        assert left.text == SUNDAY
        assert meaning(left) == (TODAY, None, None, EventKind.NOTE, None, SUNDAY)
    assert understood.without(["minutes"]).text == "post en urgence 1,5h"
    assert understood.without(["date"]).text == "dim post en urgence"
    assert understood.without(["type"]).text == understood.text


def test_what_a_hand_set_is_not_guessed_and_its_words_stay() -> None:
    understood = understand(SUNDAY, TODAY, by_hand={"date", "type"})
    assert [guess.field for guess in understood.guesses] == ["time", "minutes"]
    assert (understood.kind, understood.text) == (EventKind.NOTE, "dim post en urgence")


def test_a_guess_knows_its_words() -> None:
    understood = understand("Dimanche à 19 h 40 : post, 1 heure et demie, hors devis", TODAY)
    assert [(guess.field, understood.words(guess)) for guess in understood.guesses] == [
        ("date", "Dimanche"), ("time", "à 19 h 40"), ("minutes", "1 heure et demie"), ("in_scope", "hors devis"),
    ]  # fmt: skip


def test_a_long_text_is_read_at_its_beginning_only() -> None:
    assert understand("hier " + "x " * 5000 + "2h", TODAY).minutes is None
    assert understand("hier " + "x " * 5000 + "2h", TODAY).date == date(2026, 11, 21)
