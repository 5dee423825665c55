"""A mission written with its parts, in one change."""

from dataclasses import replace

import pytest

from rebond.actions.missions import save_mission
from rebond.domain.missions.kinds import Billing, Client, Invoice, Milestone, Mission, PlannedDays
from rebond.journal.history import Change
from rebond.journal.journal import Journal

from .doing import TODAY, day, done, refused, rows, write

SITE = Mission(client_id=1, name="Site", starts=day(1))
DRAFT = Milestone(mission_id=0, name="Draft", amount=1_000_00, date=day(20))
DECEMBER = PlannedDays(mission_id=0, month=day(1, 12), days=10_00)


def save(
    journal: Journal,
    mission: Mission,
    milestones: tuple[Milestone, ...] = (),
    days: tuple[PlannedDays, ...] = (),
    client: str | None = None,
) -> Change | None:
    return save_mission(journal, mission, milestones, days, TODAY, client_name=client)


@pytest.fixture(autouse=True)
def _atlas(journal: Journal) -> None:
    write(journal, Client(name="Atlas"))


def test_a_mission_is_written_with_its_milestones_and_planned_days(journal: Journal) -> None:
    change = done(journal, save, SITE, (DRAFT,), (DECEMBER,))
    assert (change.action, change.facts) == ("add_mission", {"name": "Site"})
    assert rows(journal, Mission) == (replace(SITE, id=1),)
    assert rows(journal, Milestone) == (replace(DRAFT, id=1, mission_id=1),)
    assert rows(journal, PlannedDays) == (replace(DECEMBER, id=1, mission_id=1),)


def test_parts_are_changed_added_and_taken_away_at_once(journal: Journal) -> None:
    done(journal, save, SITE, (DRAFT, replace(DRAFT, name="Final")), (DECEMBER,))
    draft, final = rows(journal, Milestone)
    write(journal, Invoice(client_id=1, mission_id=1, milestone_id=draft.id, amount=1, issued=day(1), due=day(1)))
    handover = replace(DRAFT, name="Handover")
    edited = replace(SITE, id=1, name="Web site")
    change = done(journal, save, edited, (replace(final, amount=2), handover), (replace(DECEMBER, days=5_00),))
    assert change.action == "edit_mission"
    assert [(one.id, one.name, one.amount) for one in rows(journal, Milestone)] == [
        (final.id, "Final", 2),
        (3, "Handover", 1_000_00),
    ]
    assert [(one.month, one.days) for one in rows(journal, PlannedDays)] == [(day(1, 12), 5_00)]
    assert rows(journal, Invoice)[0].milestone_id is None


def test_nothing_new_is_no_change(journal: Journal) -> None:
    done(journal, save, SITE, (DRAFT,))
    assert save(journal, replace(SITE, id=1), rows(journal, Milestone)) is None


def test_a_new_name_makes_a_new_client(journal: Journal) -> None:
    done(journal, save, replace(SITE, client_id=0), client="  Lune \t Noire ")
    assert [one.name for one in rows(journal, Client)] == ["Atlas", "Lune Noire"]
    assert rows(journal, Mission)[0].client_id == 2


def test_a_known_name_is_the_known_client_whatever_its_capitals(journal: Journal) -> None:
    done(journal, save, replace(SITE, client_id=0), client="ATLAS ")
    assert [one.name for one in rows(journal, Client)] == ["Atlas"]
    assert rows(journal, Mission)[0].client_id == 1


def test_a_mission_given_to_another_client_takes_its_invoices_along(journal: Journal) -> None:
    done(journal, save, SITE)
    write(journal, Invoice(client_id=1, mission_id=1, amount=1, issued=day(1), due=day(1)))
    write(journal, Invoice(client_id=1, amount=1, issued=day(1), due=day(1)))
    done(journal, save, replace(SITE, id=1), client="Lune")
    assert [(one.client_id, one.mission_id) for one in rows(journal, Invoice)] == [(2, 1), (1, None)]


def test_every_problem_is_said_at_once_where_it_stands(journal: Journal) -> None:
    mission = replace(SITE, name="", billing=Billing.DAILY)
    with refused(
        journal,
        ("empty", "name"),
        ("days_needed", "days_per_month"),
        ("empty", "milestones"),
        ("days_out_of_range", "planned_days"),
        ("planned_days_there", "planned_days"),
        ("empty", "client"),
    ):
        save(journal, mission, (replace(DRAFT, name=""),), (DECEMBER, replace(DECEMBER, days=-1)), client=" ")


def test_a_client_has_one_mission_of_a_name(journal: Journal) -> None:
    done(journal, save, SITE)
    with refused(journal, ("mission_name_taken", "name")):
        save(journal, replace(SITE, client_id=0), client="atlas")
    done(journal, save, SITE, client="Lune")


def test_a_mission_deleted_in_the_meantime_is_not_written(journal: Journal) -> None:
    with refused(journal, ("gone", "")):
        save(journal, replace(SITE, id=7), (DRAFT,), client="Lune")
