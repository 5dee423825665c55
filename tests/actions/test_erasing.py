"""A person's data is erased on demand: nothing of it is left in the file, and the history still holds."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example as case
from hypothesis import given, settings
from hypothesis import strategies as st

from rebond.actions.attachments import attach
from rebond.actions.contacts import log_contact
from rebond.actions.erasing import erasable, erase, files_left, preview
from rebond.actions.example import create_example
from rebond.actions.history import redo, restore, revert, undo
from rebond.actions.invoices import save_invoice
from rebond.actions.journals import create
from rebond.actions.records import delete, save
from rebond.domain.attachments.kept_files import FileOwner, IncomingFile
from rebond.domain.attachments.kinds import AttachedFile
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission
from rebond.domain.money.kinds import Account
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import ChannelId, Contact, Interaction
from rebond.domain.registry import KINDS
from rebond.journal.backup import backup, delete_backups
from rebond.journal.backup_folder import copies
from rebond.journal.check import check
from rebond.journal.erasure import PLACEHOLDER, without_words
from rebond.journal.history import changes, trash, versions
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
    save(journal, Account(name="Account", bank_ref=f"VIR {NAME.upper()} 1"), TODAY)
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


def test_a_person_who_was_deleted_is_erased_too_and_only_once(journal: Journal) -> None:
    contact = the(journal, Contact, NAME)
    delete(journal, contact)
    save(journal, Client(name="Another change"), TODAY)
    (found,) = erasable(journal, "zwolfhuber oedipa")
    assert found == contact
    shown = preview(journal, found)
    assert shown.rows == {"contact": 1, "interaction": 2}
    erase(journal, found)
    assert erasable(journal, NAME) == ()
    assert check(journal.path) == ()
    before = journal.path.read_bytes()
    assert left_in(journal.path) == []
    with pytest.raises(Refused):
        erase(journal, contact)
    assert journal.path.read_bytes() == before


def test_a_person_whose_adding_was_undone_is_erased_too(journal: Journal) -> None:
    save(journal, Contact(name="Ghost Person"), TODAY)
    undo(journal)
    save(journal, Client(name="Another change"), TODAY)
    erase(journal, *erasable(journal, "Ghost Person"))
    assert b"Ghost" not in journal.path.read_bytes()
    assert check(journal.path) == ()


def test_a_text_that_once_mentioned_the_person_is_kept_as_it_now_is(journal: Journal) -> None:
    save(journal, Event(mission_id=1, date=TODAY, text=f"met {NAME} today"), TODAY)
    with journal.read() as reader:
        event = reader.all(Event)[-1]
    save(journal, replace(event, text="met somebody"), TODAY)
    erase(journal, the(journal, Contact, NAME))
    with journal.read() as reader:
        assert reader.get(Event, event.id) == replace(event, text="met somebody")
    assert left_in(journal.path) == []
    assert check(journal.path) == ()
    assert check(backup(journal.path, TODAY)) == ()


def test_former_addresses_and_names_with_any_sign_are_erased(journal: Journal) -> None:
    odd = 'Zedding\\Qx "Yo"'
    save(journal, Contact(name=odd, email="old@qx.example", phone="0611223344"), TODAY)
    contact = the(journal, Contact, odd)
    save(journal, replace(contact, email="new@qx.example", phone=""), TODAY)
    save(journal, Event(mission_id=1, date=TODAY, text=f"{odd}: old@qx.example or 0611223344"), TODAY)
    erase(journal, contact)
    held = journal.path.read_bytes()
    assert not any(word in held for word in (b"Zedding", b"qx.example", b"0611223344"))
    assert check(journal.path) == ()


def numbers_and_codes(journal: Journal) -> list[object]:
    """All that the rows hold beside clients' and free texts."""
    with journal.read() as reader:
        rows = [row for cls in KINDS if cls is not Client for row in reader.all(cls)]
    return [
        [getattr(row, field.name) for field in row.declared.fields if field.type is not str or field.name == "code"]
        for row in rows
    ]


@pytest.mark.parametrize("name", ["Note", "name", "null", "2026", "Phone", "240000", "won", "id"])
def test_a_name_that_is_also_a_word_of_the_format_leaves_the_rest_alone(journal: Journal, name: str) -> None:
    save(journal, Client(name=name), TODAY)
    before = numbers_and_codes(journal)
    client = the(journal, Client, name)
    erase(journal, client)
    assert numbers_and_codes(journal) == before
    assert check(journal.path) == ()
    assert check(backup(journal.path, TODAY)) == ()


def test_namesakes_and_other_persons_keep_their_names(journal: Journal) -> None:
    for row in (Contact(name="Ann"), Contact(name="Ann"), Contact(name="Ann Lee"), Client(name="Ann")):
        save(journal, row, TODAY)
    with journal.read() as reader:
        first, second = reader.matching(Contact, name="Ann")
    erase(journal, first)
    with journal.read() as reader:
        assert reader.matching(Contact, name="Ann") == (second,)
        assert len(reader.matching(Contact, name="Ann Lee")) == len(reader.matching(Client, name="Ann")) == 1
        assert versions(reader, "contact", second.id)
    assert check(journal.path) == ()


def test_texts_that_become_equal_where_they_must_differ_get_a_number(journal: Journal) -> None:
    save(journal, Contact(name="Jane Doe"), TODAY)
    jane = the(journal, Contact, "Jane Doe")
    save(journal, replace(jane, name="Jane Smith"), TODAY)
    for name in ("Audit Jane Doe", "Audit Jane Smith", "Audit […] (2)"):
        save(journal, Mission(client_id=1, name=name, starts=TODAY), TODAY)
    erase(journal, jane)
    with journal.read() as reader:
        names = [row.name for row in reader.matching(Mission, client_id=1)][-3:]
    assert names == ["Audit […]", "Audit […] (3)", "Audit […] (2)"]
    assert check(journal.path) == ()


def test_an_erasure_is_no_part_of_another_action(journal: Journal) -> None:
    contact = the(journal, Contact, NAME)
    with pytest.raises(ValueError, match="of its own"), journal.transaction("add_client") as transaction:
        erase.within(transaction, contact)
    assert check(journal.path) == ()


def test_a_name_too_short_to_look_for_is_told(journal: Journal) -> None:
    save(journal, Client(name="EY"), TODAY)
    assert preview(journal, the(journal, Client, "EY")).unsearched == ("EY",)
    assert preview(journal, the(journal, Contact, NAME)).unsearched == ()


def test_a_backup_that_holds_only_a_mention_is_listed(journal: Journal) -> None:
    save(journal, Event(mission_id=1, date=TODAY, text="Met Vera Lindqvist"), TODAY)
    made = backup(journal.path, TODAY)
    save(journal, Contact(name="Vera Lindqvist"), TODAY)
    assert preview(journal, the(journal, Contact, "Vera Lindqvist")).backups == (made,)


NAMES = st.sampled_from(["Ann", "ann b", "note", "7", 'q"\\'])


@settings(max_examples=40)
@given(steps=st.lists(st.tuples(NAMES, st.booleans()), min_size=1, max_size=5))
def test_a_journal_is_whole_after_any_erasure(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, bool]]
) -> None:
    path = tmp_path_factory.mktemp("erased") / "a.rebond"
    with create(path) as journal:
        save(journal, Client(name="Ann"), TODAY)
        for text, again in steps:
            save(journal, Contact(name=text, note=f"about {text}"), TODAY)
            with journal.read() as reader:
                contact = reader.all(Contact)[-1]
            if again:
                save(journal, replace(contact, name=f"{text}x", note="else"), TODAY)
        erase(journal, the(journal, Client, "Ann"))
        with journal.read() as reader:
            last = reader.all(Contact)[-1]
        erase(journal, last)
        assert check(path) == ()


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


def test_the_longest_name_goes_as_a_whole_and_one_of_three_letters_too() -> None:
    assert without_words("Duval Roux came", {"Duval", "Duval Roux"}) == f"{PLACEHOLDER} came"
    assert without_words("Zoé and Al came", {"Zoe", "Al"}) == f"{PLACEHOLDER} and Al came"


@given(st.text(max_size=80), st.text(max_size=12))
@case("ßß œil", "œil")
@case("İstanbul", "istanbul")
def test_the_rest_of_a_text_is_kept_to_the_letter(text: str, word: str) -> None:
    left = without_words(text, {word})
    kept = left.split(PLACEHOLDER)
    assert all(part in text for part in kept)
    assert sum(map(len, kept)) <= len(text)
    assert without_words(left, {word}) == left or PLACEHOLDER in word


def test_the_attached_files_that_stay_are_counted_since_nothing_looks_into_them(journal: Journal) -> None:
    for mission in (1, 1, 2):
        attach(journal, FileOwner(mission), (IncomingFile(f"quote {mission}.pdf", b"x"),), TODAY)
        attach(journal, FileOwner(mission), (IncomingFile("plan.pdf", b"y"),), TODAY)
    with journal.read() as reader:
        atlas = reader.get(Client, 1)
        assert atlas
    shown = preview(journal, atlas)
    assert (shown.rows["attached_file"], shown.files) == (2, 2)
    assert files_left(ENGLISH, shown).startswith("2 attached files stay")
    erase(journal, atlas)
    with journal.read() as reader:
        assert [file.mission_id for file in reader.all(AttachedFile)] == [2, 2]
