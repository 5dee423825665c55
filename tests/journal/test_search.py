"""Finding what was written, by the beginnings of its words."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rebond.domain.missions.kinds import Client, Event, Invoice
from rebond.domain.prospecting.kinds import Contact
from rebond.journal import undo
from rebond.journal.journal import Journal
from rebond.journal.search import Hit, search


def found(journal: Journal, text: str, limit: int = 50) -> list[tuple[str, int]]:
    with journal.read() as reader:
        return [(hit.kind, hit.id) for hit in search(reader, text, limit=limit)]


@pytest.mark.parametrize("text", ["post", "POS", "ete", "Été", "l'ete", "once asked", "  post,  "])
def test_accents_case_and_word_ends_make_no_difference(journal: Journal, text: str) -> None:
    assert found(journal, text) == [("event", 1)]


def test_a_hit_shows_the_piece_that_was_found(journal: Journal) -> None:
    with journal.transaction("add") as transaction:
        transaction.insert(Event(mission_id=1, date=date(2026, 1, 1), text="word " * 200 + "needle " + "word " * 200))
    with journal.read() as reader:
        (hit,) = search(reader, "needle")
    assert "needle" in hit.excerpt
    assert len(hit.excerpt) < 120


def test_names_come_before_texts_and_new_before_old(journal: Journal) -> None:
    with journal.transaction("add") as transaction:
        transaction.insert(Event(mission_id=1, date=date(2026, 1, 1), text="Duval called"))
        transaction.insert(Event(mission_id=1, date=date(2026, 1, 2), text="Duval called again"))
        transaction.insert(Contact(name="Duval", email="duval@example.org"))
        day = date(2026, 1, 1)
        transaction.insert(Invoice(client_id=1, number="2026-31", amount=1, issued=day, due=day))
    assert found(journal, "duv") == [("contact", 1), ("event", 3), ("event", 2)]
    assert found(journal, "duv", limit=1) == [("contact", 1)]
    assert found(journal, "2026-3") == [("invoice", 1)]


def test_the_search_follows_edits_deletions_and_their_undoing(journal: Journal) -> None:
    with journal.transaction("edit") as transaction:
        transaction.update(Client(id=1, name="Perret"))
    assert (found(journal, "atlas"), found(journal, "perret")) == ([], [("client", 1)])
    undo.undo(journal)
    assert (found(journal, "atlas"), found(journal, "perret")) == ([("client", 1)], [])
    with journal.transaction("delete") as transaction:
        transaction.delete(Client, 1)
    assert found(journal, "post") == []
    undo.undo(journal)
    assert found(journal, "post") == [("event", 1)]


def test_what_a_change_wrote_and_took_back_itself_is_not_found(journal: Journal) -> None:
    with journal.transaction("both") as transaction:
        client = transaction.insert(Client(name="Passing"))
        transaction.delete(Client, client)
        transaction.update(Client(id=1, name="Second"))
        transaction.update(Client(id=1, name="Third"))
    assert (found(journal, "passing"), found(journal, "second"), found(journal, "third")) == ([], [], [("client", 1)])


@pytest.mark.parametrize(
    "text", ["", '"', "*", "NEAR(", "name: x", "_", "a" * 10_000, '") OR 1 --', "\0", "\ud800", "^-+(){}"]
)
def test_hostile_texts_find_nothing_and_harm_nothing(journal: Journal, text: str) -> None:
    assert found(journal, text) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_text_is_an_error(journal: Journal, text: str) -> None:
    with journal.read() as reader:
        assert all(isinstance(hit, Hit) for hit in search(reader, text))
