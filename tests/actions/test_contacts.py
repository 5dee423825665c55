"""A contact logged in ten seconds, and what it leaves."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from rebond.actions.contacts import finish_next_step, log_contact, move_to_stage
from rebond.actions.records import delete
from rebond.domain.prospecting.kinds import BUILT_IN_STAGES, ChannelId, Contact, Interaction, StageId
from rebond.journal.history import Change
from rebond.journal.journal import Journal

from .doing import NOW, TODAY, day, done, refused, rows, write

TOMORROW = TODAY + timedelta(days=1)
DUVAL = Contact(id=1, name="Élodie Duval", next_step="call back", next_date=day(20))


@pytest.fixture(autouse=True)
def _duval(journal: Journal) -> None:
    write(journal, replace(DUVAL, id=0))


def log(
    journal: Journal, who: str, text: str = "talked", on: date = TODAY, step: str = "", step_on: date | None = None
) -> Change | None:
    return log_contact(journal, who, ChannelId.PHONE, text, on, now=NOW, next_step=step, next_date=step_on)


def test_a_new_name_makes_a_new_contact_who_was_contacted(journal: Journal) -> None:
    change = done(journal, log, "  Jean \t Perret ", " talked about the site \n", day(21), " send a quote ", TOMORROW)
    assert (change.action, change.facts) == ("log_contact", {"name": "Jean Perret"})
    assert rows(journal, Contact)[1] == Contact(
        id=2, name="Jean Perret", stage_id=StageId.CONTACTED, next_step="send a quote", next_date=TOMORROW
    )
    assert rows(journal, Interaction) == (
        Interaction(id=1, contact_id=2, date=day(21), channel_id=ChannelId.PHONE, text="talked about the site",
              entered="2026-11-22T12:00:00+00:00"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "who", ["Élodie Duval", "ÉLODIE DUVAL", "élodie   duval ", "E\N{COMBINING ACUTE ACCENT}lodie Duval"]
)
def test_a_known_name_is_the_known_contact_however_it_is_typed(journal: Journal, who: str) -> None:
    change = done(journal, log, who)
    assert [one.name for one in rows(journal, Contact)] == ["Élodie Duval"]
    assert change.facts == {"name": "Élodie Duval"}


def test_a_name_that_no_file_can_hold_is_refused_in_words(journal: Journal) -> None:
    for name in ("\udcff", "Jean\x1b[31m"):
        with refused(journal, ("bad_character", "who")):
            log(journal, name)


def test_the_next_step_replaces_the_one_there_was_even_by_none(journal: Journal) -> None:
    done(journal, log, "Élodie Duval", step="send a quote", step_on=TODAY)
    assert rows(journal, Contact)[0].next_step == "send a quote"
    done(journal, log, "Élodie Duval")
    assert (rows(journal, Contact)[0].next_step, rows(journal, Contact)[0].next_date) == ("", None)


@pytest.mark.parametrize("stage", range(1, len(BUILT_IN_STAGES) + 1))
def test_only_someone_to_contact_moves_by_being_contacted(journal: Journal, stage: int) -> None:
    write(journal, Contact(name="Lune", stage_id=stage))
    done(journal, log, "lune")
    assert rows(journal, Contact)[1].stage_id == (StageId.CONTACTED if stage == StageId.TO_CONTACT else stage)


def test_nothing_said_is_a_contact_too(journal: Journal) -> None:
    done(journal, log, "Lune", "")
    assert rows(journal, Interaction)[0].text == ""


def test_when_it_was_written_is_kept_in_universal_time(journal: Journal) -> None:
    now = datetime(2026, 11, 22, 0, 30, 59, 999, tzinfo=timezone(timedelta(hours=2)))
    done(journal, log_contact, "Lune", ChannelId.EMAIL, "", TODAY, now=now)
    assert rows(journal, Interaction)[0].entered == "2026-11-21T22:30:59+00:00"


def test_every_problem_stands_at_its_field_and_no_contact_is_made(journal: Journal) -> None:
    with refused(journal, ("empty", "who")):
        log(journal, " \t ")
    with refused(
        journal,
        ("too_long", "who"),
        ("too_long", "next_step"),
        ("in_the_future", "date"),
        ("too_long", "text"),
        ("next_before_contact", "next_date"),
    ):
        log(journal, "x" * 201, "y" * 20_001, TOMORROW, "z" * 201, TODAY)


def test_a_card_is_moved_and_its_step_finished(journal: Journal) -> None:
    change = done(journal, move_to_stage, DUVAL, StageId.PROPOSAL)
    assert change.facts == {"name": "Élodie Duval", "stage": StageId.PROPOSAL}
    moved = rows(journal, Contact)[0]
    assert moved == replace(DUVAL, stage_id=StageId.PROPOSAL)
    assert move_to_stage(journal, moved, StageId.PROPOSAL) is None
    done(journal, finish_next_step, moved)
    assert rows(journal, Contact)[0] == replace(moved, next_step="", next_date=None)


def test_who_was_deleted_in_the_meantime_is_not_moved(journal: Journal) -> None:
    done(journal, delete, DUVAL)
    with refused(journal, ("gone", "")):
        move_to_stage(journal, DUVAL, StageId.WON)
    with refused(journal, ("gone", "")):
        finish_next_step(journal, DUVAL)
