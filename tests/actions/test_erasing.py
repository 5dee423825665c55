"""A person's data is erased on demand: nothing of it is left in the file, and the history still holds."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example as case
from hypothesis import given
from hypothesis import strategies as st

from rebond.actions.contacts import log_contact
from rebond.actions.erasing import erasable, erase, preview
from rebond.actions.example import create_example
from rebond.actions.history import redo, restore, revert, undo
from rebond.actions.invoices import save_invoice
from rebond.actions.records import delete, save
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission
from rebond.domain.money.kinds import Account
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import ChannelId, Contact, Interaction
from rebond.journal.backup import backup, copies, delete_backups
from rebond.journal.check import check
from rebond.journal.erasure import PLACEHOLDER, without_words
from rebond.journal.history import changes, trash
from rebond.journal.journal import Journal
from rebond.journal.queries.by_name import named
from rebond.journal.search import search
from tests.languages import ENGLISH

from .doing import NOW, TODAY

#: No other text of the example holds these.
NAME, FORMER, MARKER = "Zwölfhuber Œdipa", "Zwölfhuber-Brand Œdipa", "xqzvwmarker"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """The example, with a person who was logged, renamed, and written about elsewhere."""
    journal = create_example(tmp_path / "marie.rebond", ENGLISH, TODAY)
    log_contact(journal, FORMER, ChannelId.PHONE, f"said {MARKER}", TODAY, now=NOW, next_step=f"call {MARKER}")
    contact = the(journal, Contact, FORMER)
    save(journal, replace(contact, name=NAME, email=f"{MARKER}@zwoelf.example", phone="01 99 88 77 66"), TODAY)
    contact = the(journal, Contact, NAME)
    log_contact(journal, NAME, ChannelId.EMAIL, f"wrote to {MARKER}", TODAY, now=NOW)
    event = Event(mission_id=1, date=TODAY, text=f"Met ZWOLFHUBER OEDIPA, who is at {MARKER}@zwoelf.example")
    save(journal, event, TODAY)
    save(journal, Account(name="Account", bank_ref=f"VIR {NAME.upper()}"), TODAY)
    return journal


def the(journal: Journal, cls: type[Entity], name: str) -> Entity:
    with journal.read() as reader:
        return named(reader, cls, name)[0]


def left_in(path: Path) -> list[str]:
    """The person's words still in the file's bytes, in any case and with or without accents."""
    held = path.read_bytes().decode("utf-8", "replace").casefold()
    return [word for word in (NAME, FORMER, MARKER, "zwolfhuber", "zwölf", "01 99 88") if word.casefold() in held]


def test_nothing_of_an_erased_person_is_left_in_the_file(journal: Journal) -> None:
    assert len(left_in(journal.path)) == 6
    contact = the(journal, Contact, "zwolfhuber oedipa")
    erase(journal, contact)
    journal.close()
    assert left_in(journal.path) == []
    assert check(journal.path) == ()


def test_what_was_erased_is_shown_before(journal: Journal) -> None:
    contact = the(journal, Contact, NAME)
    shown = preview(journal, contact)
    assert shown.rows == {"contact": 1, "interaction": 2}
    assert [kind for kind, _row in shown.mentions] == ["event", "account"]
    assert erasable(journal, "ZWOLFHUBER  oedipa") == (contact,)
    assert erasable(journal, "Nobody") == ()


def test_a_client_goes_with_all_that_it_owns(journal: Journal) -> None:
    atlas = the(journal, Client, "Atlas")
    with journal.read() as reader:
        others = {cls: reader.count(cls) - len(reader.matching(cls, client_id=atlas.id)) for cls in (Mission, Invoice)}
    erase(journal, atlas)
    with journal.read() as reader:
        assert {cls: reader.count(cls) for cls in others} == others
        assert search(reader, "atlas") == ()
    journal.close()
    assert b"Atlas" not in journal.path.read_bytes()
    assert check(journal.path) == ()


def test_an_erasure_cannot_be_taken_back_and_says_so(journal: Journal) -> None:
    erase(journal, the(journal, Contact, NAME))
    with journal.read() as reader:
        newest = changes(reader, limit=50)
        assert NAME not in {str(found) for found in trash(reader, limit=50)}
    assert newest[0].action == "erase"
    touched = [change.seq for change in newest if change.erased or any(row.erased for row in change.rows)]
    assert len(touched) >= 5
    for step in (undo, redo):
        if step is undo:
            with pytest.raises(Refused) as caught:
                step(journal)
            assert [problem.code for problem in caught.value.problems] == ["erased_for_good"]
        else:
            assert step(journal) is None
    for seq in touched:
        for again in (revert, restore):
            with pytest.raises(Refused) as caught:
                again(journal, seq)
            assert [problem.code for problem in caught.value.problems] == ["erased_for_good"]
    assert check(journal.path) == ()


def test_what_is_done_after_an_erasure_is_undone_as_ever(journal: Journal) -> None:
    erase(journal, the(journal, Contact, NAME))
    save(journal, Client(name="Afterwards"), TODAY)
    assert undo(journal) is not None
    with pytest.raises(Refused):
        undo(journal)
    assert redo(journal) is not None
    assert check(journal.path) == ()


def test_a_row_that_was_deleted_before_is_erased_from_the_history_too(journal: Journal) -> None:
    contact = the(journal, Contact, NAME)
    with journal.read() as reader:
        logged = reader.matching(Interaction, contact_id=contact.id)
    delete(journal, logged[0])
    erase(journal, contact)
    journal.close()
    assert left_in(journal.path) == []


def test_two_erasures_one_after_the_other_hold(journal: Journal) -> None:
    erase(journal, the(journal, Contact, NAME))
    erase(journal, the(journal, Client, "Perret"))
    assert check(journal.path) == ()
    journal.close()
    with Journal.open(journal.path) as again:
        save_invoice(
            again,
            Invoice(client_id=the(again, Client, "Atlas").id, number="X", amount=1, issued=TODAY, due=TODAY),
            TODAY,
        )
    assert check(journal.path) == ()


def test_an_erasure_in_the_way_of_a_rule_changes_nothing(journal: Journal) -> None:
    contact = the(journal, Contact, NAME)
    delete(journal, contact)
    before = journal.path.read_bytes()
    with pytest.raises(Refused):
        erase(journal, contact)
    assert journal.path.read_bytes() == before


def test_the_backups_that_still_hold_it_are_listed_and_deleted_after_a_new_one(journal: Journal) -> None:
    contact = the(journal, Contact, NAME)
    old = backup(journal.path, date(2026, 11, 20))
    shown = preview(journal, contact)
    assert shown.backups == (old,)
    erase(journal, contact)
    made = delete_backups(journal.path, shown.backups, TODAY)
    assert [copy.path for copy in copies(journal.path)] == [made]
    assert left_in(made) == []
    assert check(made) == ()
    assert preview(journal, the(journal, Client, "Perret")).backups == (made,)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Claire Duval called", f"{PLACEHOLDER} called"),
        ("CLAIRE  DUVAL", PLACEHOLDER),
        ("with claire duval, and Claire Duvalier", f"with {PLACEHOLDER}, and Claire Duvalier"),
        (
            "Cla\N{COMBINING ACUTE ACCENT}ire Duva\N{COMBINING ACUTE ACCENT}l\N{COMBINING ACUTE ACCENT}!",
            f"{PLACEHOLDER}!",
        ),
        ("Claire\nDuval", PLACEHOLDER),
        ("Duval Claire", "Duval Claire"),
        ("", ""),
    ],
)
def test_a_name_is_blacked_out_however_it_is_written(text: str, left: str) -> None:
    assert without_words(text, {"Claire Duval"}) == left


@given(st.text(max_size=80), st.text(max_size=12))
@case("ßß œil", "œil")
@case("İstanbul", "istanbul")
def test_the_rest_of_a_text_is_kept_to_the_letter(text: str, word: str) -> None:
    left = without_words(text, {word})
    kept = left.split(PLACEHOLDER)
    assert all(part in text for part in kept)
    assert sum(map(len, kept)) <= len(text)
    assert without_words(left, {word}) == left or PLACEHOLDER in word
