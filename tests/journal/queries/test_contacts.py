"""The queries of the prospecting tab."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rebond.domain.prospecting.kinds import ChannelId, Contact, Interaction, StageId
from rebond.journal.journal import Journal
from rebond.journal.queries import contacts
from rebond.journal.queries.contacts import Asked, ContactOrder

TODAY = date(2026, 11, 22)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Three contacts: Anne spoken to twice, Bruno once and long ago, Chloé never."""
    with Journal.create(tmp_path / "journal.rebond") as journal:
        with journal.transaction("import") as transaction:
            transaction.insert_all(
                [
                    Contact(name="Chloé Duval", organisation="Lune", next_step="call", next_date=date(2026, 11, 22)),
                    Contact(
                        name="Anne Perret", organisation="Atlas", stage_id=StageId.TALKING, next_step="send the quote",
                        next_date=date(2026, 11, 20),
                    ),
                    Contact(name="Bruno Duvivier", stage_id=StageId.LOST, note="met at the fair"),
                ]
            )  # fmt: skip
            transaction.insert_all(
                [
                    Interaction(
                        contact_id=2, date=date(2026, 11, 12), channel_id=ChannelId.PHONE, text="wants a quote"
                    ),
                    Interaction(contact_id=2, date=date(2026, 11, 10), channel_id=ChannelId.EMAIL),
                    Interaction(contact_id=3, date=date(2025, 3, 1), channel_id=ChannelId.EVENT),
                ]
            )
        yield journal


def listed(journal: Journal, asked: Asked = Asked(), **window: int) -> list[str]:  # noqa: B008 - a frozen value
    with journal.read() as reader:
        return [line.contact.name.split()[0] for line in contacts.contact_lines(reader, asked, **window)]


def test_contacts_are_listed_by_name_with_their_last_contact(journal: Journal) -> None:
    with journal.read() as reader:
        anne, bruno, chloe = contacts.contact_lines(reader, Asked())
    assert [line.contact.name for line in (anne, bruno, chloe)] == ["Anne Perret", "Bruno Duvivier", "Chloé Duval"]
    assert anne.last is not None
    assert (anne.last.date, anne.last.channel_id) == (date(2026, 11, 12), ChannelId.PHONE)
    assert chloe.last is None


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (ContactOrder.ORGANISATION, ["Anne", "Chloé", "Bruno"]),
        (ContactOrder.STAGE, ["Chloé", "Anne", "Bruno"]),
        (ContactOrder.LAST, ["Bruno", "Anne", "Chloé"]),
        (ContactOrder.NEXT_STEP, ["Chloé", "Anne", "Bruno"]),
        (ContactOrder.NEXT_DATE, ["Anne", "Chloé", "Bruno"]),
    ],
)
def test_contacts_are_sorted_by_any_column(journal: Journal, order: ContactOrder, found: list[str]) -> None:
    assert listed(journal, Asked(order=order)) == found


def test_whoever_has_no_date_stands_last_either_way(journal: Journal) -> None:
    assert listed(journal, Asked(order=ContactOrder.LAST, descending=True)) == ["Anne", "Bruno", "Chloé"]
    assert listed(journal, Asked(order=ContactOrder.NEXT_DATE, descending=True)) == ["Chloé", "Anne", "Bruno"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("duv", ["Bruno", "Chloé"]), ("chloe", ["Chloé"]), ("duv lun", ["Chloé"]), ("quote", ["Anne"]),
     ("fair", ["Bruno"]), ("nobody", []), ("  ", ["Anne", "Bruno", "Chloé"])],
)  # fmt: skip
def test_every_word_looked_for_begins_a_word_of_the_contact(journal: Journal, text: str, found: list[str]) -> None:
    assert listed(journal, Asked(text)) == found


def test_a_window_is_read_and_a_contact_found_in_the_whole(journal: Journal) -> None:
    assert listed(journal, limit=1, offset=1) == ["Bruno"]
    with journal.read() as reader:
        assert contacts.contacts_listing(Asked(order=ContactOrder.LAST, descending=True)).place(reader, 1) == 2
        assert contacts.contacts_listing(Asked("perret")).place(reader, 1) is None


def test_the_board_counts_whole_columns_and_reads_their_beginning(journal: Journal) -> None:
    with journal.transaction("import") as transaction:
        transaction.insert_all(Contact(name=f"Lead {number}") for number in range(5))
    with journal.read() as reader:
        columns = contacts.board(reader, Asked(order=ContactOrder.NEXT_DATE), limit=2)
    first = columns[StageId.TO_CONTACT]
    assert first.count == 6
    assert [line.contact.name for line in first.lines] == ["Chloé Duval", "Lead 0"]
    assert columns[StageId.PROPOSAL] == contacts.Column(0, ())


def test_the_board_counts_what_is_found_by_a_word(journal: Journal) -> None:
    with journal.transaction("import") as transaction:
        transaction.insert_all(Contact(name=f"Duval {number}") for number in range(5))
    with journal.read() as reader:
        columns = contacts.board(reader, Asked("duv", order=ContactOrder.NEXT_DATE), limit=2)
    first = columns[StageId.TO_CONTACT]
    assert (first.count, [line.contact.name for line in first.lines]) == (6, ["Chloé Duval", "Duval 0"])
    assert columns[StageId.LOST].count == 1
    assert columns[StageId.TALKING] == contacts.Column(0, ())


def test_who_is_due_comes_oldest_first_and_not_before_the_day(journal: Journal) -> None:
    with journal.read() as reader:
        assert [line.contact.name for line in contacts.due(reader, TODAY)] == ["Anne Perret", "Chloé Duval"]
        assert [line.contact.name for line in contacts.due(reader, date(2026, 11, 21))] == ["Anne Perret"]


def test_names_that_begin_as_typed_are_suggested_first_then_the_latest_spoken_to(journal: Journal) -> None:
    with journal.transaction("import") as transaction:
        transaction.insert(Contact(name="Duval Dan"))
    with journal.read() as reader:
        names = [contact.name for contact in contacts.suggestions(reader, "Duv")]
    assert names == ["Duval Dan", "Bruno Duvivier", "Chloé Duval"]


def test_suggestions_follow_the_name_and_organisation_only(journal: Journal) -> None:
    with journal.read() as reader:
        assert [contact.name for contact in contacts.suggestions(reader, "atl")] == ["Anne Perret"]
        assert contacts.suggestions(reader, "fair") == ()
        assert contacts.suggestions(reader, " ") == ()


def test_a_contact_is_known_by_its_name_whatever_its_capitals(journal: Journal) -> None:
    with journal.read() as reader:
        known = contacts.contact_named(reader, "  anne   PERRET ")
        assert known is not None
        assert known.contact.id == 2
        assert contacts.contact_named(reader, "Anne") is None


def test_what_was_said_is_read_latest_first(journal: Journal) -> None:
    with journal.read() as reader:
        found = contacts.interactions(reader, 2)
        assert [interaction.channel_id for interaction in found] == [ChannelId.PHONE, ChannelId.EMAIL]
        assert contacts.interactions_listing(2).place(reader, found[1].id) == 1
        assert contacts.last_channel(reader) == ChannelId.EVENT


def test_the_contacts_of_some_days_are_counted_by_channel(journal: Journal) -> None:
    with journal.read() as reader:
        found = contacts.contacts_by_channel(reader, date(2026, 11, 10), date(2026, 11, 12))
    assert [(channel.id, count) for channel, count in found.items()] == [(ChannelId.PHONE, 1), (ChannelId.EMAIL, 1)]


def test_a_sign_of_a_search_pattern_is_only_a_sign(journal: Journal) -> None:
    with journal.transaction("import") as transaction:
        transaction.insert(Contact(name="A% sure"))
    with journal.read() as reader:
        assert [contact.name for contact in contacts.suggestions(reader, "A%")] == ["A% sure", "Anne Perret"]
