"""Names are compared and sorted one way everywhere."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.names import cleaned, folded, same
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.queries.by_name import named
from rebond.journal.queries.contacts import Asked, ContactOrder, board, contact_lines, due
from rebond.journal.queries.missions import client_names, mission_lines
from rebond.journal.search import search

TODAY = date(2026, 11, 22)
#: In the order of the alphabet; SQLite alone puts capitals first and every accent last.
SORTED = ["Æsop", "anne", "Benoît", "Đorđe", "élise", "Émile", "Łukasz", "Œuvre", "Øster", "Thomas", "Zoé"]


@pytest.mark.parametrize(
    "typed",
    ["élise martin", "ELISE MARTIN", "E\N{COMBINING ACUTE ACCENT}lise  Martin ", "Elise\N{NO-BREAK SPACE}Martin"],
)
def test_a_name_is_the_same_however_it_is_typed(typed: str) -> None:
    assert same(typed, "Élise Martin")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Søren Ødegård", "soren odegard"), ("Łucja", "LUCJA"), ("Œuvre", "oeuvre"), ("Ægir", "aegir"),
        ("Weiß", "WEISS"), ("Đorđe", "dorde"), ("O\N{RIGHT SINGLE QUOTATION MARK}Neill", "o'neill"), ("Iıİ", "iii"),
    ],
)  # fmt: skip
def test_letters_that_unicode_does_not_take_apart_are_the_letters_they_are_listed_under(one: str, other: str) -> None:
    assert same(one, other)


def test_other_names_stay_other_names() -> None:
    assert not same("Élise Martin", "Élisa Martin")
    assert not same("Martin Élise", "Élise Martin")
    assert cleaned("  E\N{COMBINING ACUTE ACCENT}lise \t Martin ") == "Élise Martin"
    assert folded("") == ""


def test_every_list_is_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    with create(tmp_path / "names.rebond") as journal:
        with journal.transaction("import") as transaction:
            mixed = sorted(SORTED, key=lambda name: name[::-1])
            transaction.insert_all([Contact(name=name, next_date=TODAY) for name in mixed])
            ids = transaction.insert_all([Client(name=name) for name in mixed])
            transaction.insert_all([Mission(client_id=client, name="Site", starts=date(2026, 1, 1)) for client in ids])
        with journal.read() as reader:
            lines = contact_lines(reader, Asked(order=ContactOrder.NAME), limit=50)
            assert [line.contact.name for line in lines] == SORTED
            assert list(client_names(reader).values()) == SORTED
            assert [line.client.name for line in mission_lines(reader, TODAY, limit=50)] == SORTED
            assert [line.contact.name for line in due(reader, TODAY)] == SORTED
            (first, *_others) = board(reader, Asked(order=ContactOrder.NAME), limit=50).values()
            assert [line.contact.name for line in first.lines] == SORTED


def test_a_name_is_found_however_it_is_typed_and_namesakes_are_several(tmp_path: Path) -> None:
    with create(tmp_path / "names.rebond") as journal:
        with journal.transaction("import") as transaction:
            for name in ("Søren Ødegård", "Élise Martin", "elise martin", "???", "Élise Martin-Roy"):
                transaction.insert(Contact(name=name))
        with journal.read() as reader:
            assert [one.id for one in named(reader, Contact, "SOREN ODEGARD")] == [1]
            assert [one.id for one in named(reader, Contact, "Élise  MARTIN")] == [2, 3]
            assert [one.id for one in named(reader, Contact, "???")] == [4]
            assert named(reader, Contact, "Nobody") == ()
            for typed in ("soren", "Søren", "ode", "ØDE"):
                assert [hit.id for hit in search(reader, typed)] == [1], typed


@pytest.mark.parametrize(
    "name",
    [
        "Андрей Фёдоров",
        "김민준",
        "が",
        "राम शर्मा",
        "שָׁלוֹם",
        "مُحَمَّد",
        "ΐωάννης",
        "㎏",
        "Œuvres Łódź",
        "Nguyễn Thị",
        "½ Ñ·l",
    ],
)
def test_a_name_in_any_script_is_found_and_searched(tmp_path: Path, name: str) -> None:
    with create(tmp_path / "a.rebond") as journal:
        save(journal, Contact(name=name), TODAY)
        with journal.read() as reader:
            assert [row.name for row in named(reader, Contact, name.upper())] == [name]
            assert [hit.kind for hit in search(reader, name)] == ["contact"]
            assert [hit.kind for hit in search(reader, name.split()[-1])] == ["contact"]


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


@given(st.lists(NAMES, min_size=1, max_size=20))
@settings(max_examples=60)
def test_every_name_is_found_by_itself(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    with create(tmp_path_factory.mktemp("names") / "a.rebond") as journal:
        with journal.transaction("add_contact", {"name": ""}) as transaction:
            transaction.insert_all([Contact(name=cleaned(name)) for name in names if cleaned(name)])
        with journal.read() as reader:
            for name in filter(None, map(cleaned, names)):
                assert named(reader, Contact, name), name
