"""Requests are answered; those to price become an amendment, which is sent, accepted or refused."""

from dataclasses import replace

import pytest

from rebond.actions.amendments import accept, draw_up, refuse, send
from rebond.actions.events import write_event
from rebond.actions.records import save
from rebond.actions.requests import answer_request
from rebond.domain.agreements.amendments import in_force, total
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment, Basis, Reply
from rebond.domain.missions.kinds import Billing, Client, Event, EventKind, Milestone, Mission, RequestAnswer
from rebond.journal.journal import Journal
from rebond.journal.queries.amendments import amendment_lines, extras, versions
from rebond.journal.undo import undo

from .doing import NOW, TODAY, day, done, refused, rows, write

ASKED = Event(
    mission_id=1, type=EventKind.EXTRA_REQUEST, date=day(2), text="A film", request="Could you film it?", minutes=90
)  # fmt: skip
QUOTE = Agreement(mission_id=1, starts=day(1), title="Quote", hourly_rate=80_00, budget=1000_00, revisions=2)


@pytest.fixture(autouse=True)
def _atlas(journal: Journal) -> None:
    write(journal, Client(name="Atlas"), Mission(client_id=1, name="Site", starts=day(1), amount=2400_00))
    write(journal, QUOTE, AgreedTask(agreement_id=1, name="Posts", minutes=600))
    write(journal, ASKED, replace(ASKED, text="A logo", request="", minutes=30), replace(ASKED, minutes=60))


def answer(journal: Journal, answered: RequestAnswer, *places: int) -> None:
    for place in places:
        done(journal, answer_request, rows(journal, Event)[place], answered, TODAY)


def drawn_up(journal: Journal) -> Amendment:
    answer(journal, RequestAnswer.TO_PRICE, 0, 1)
    done(journal, draw_up, 1, TODAY)
    return rows(journal, Amendment)[-1]


def total_of(journal: Journal, amendment: Amendment) -> int:
    with journal.read() as reader:
        return total(amendment_lines(reader, amendment))


def answers(journal: Journal) -> list[RequestAnswer | None]:
    return [event.answer for event in rows(journal, Event)]


def test_an_answer_is_one_step_with_its_scope(journal: Journal) -> None:
    change = done(journal, answer_request, rows(journal, Event)[0], RequestAnswer.UNCLEAR, TODAY)
    assert (change.action, change.facts) == ("answer_request", {"name": "A film"})
    unclear = rows(journal, Event)[0]
    assert (unclear.answer, unclear.in_scope, unclear.answer_due) == (RequestAnswer.UNCLEAR, None, day(24))
    assert undo(journal)
    assert rows(journal, Event)[0].answer is None


def test_the_scope_of_an_event_that_is_written_follows_from_its_answer(journal: Journal) -> None:
    done(journal, write_event, replace(ASKED, answer=RequestAnswer.GIVEN, in_scope=True), NOW)
    assert rows(journal, Event)[-1].in_scope is False


def test_all_requests_to_price_become_one_numbered_amendment(journal: Journal) -> None:
    amendment = drawn_up(journal)
    assert (amendment.number, amendment.hourly_rate, amendment.made) == ("A1", 80_00, TODAY)
    with journal.read() as reader:
        found = amendment_lines(reader, amendment)
        assert extras(reader, 1).to_price == ()
    assert [line.event.text for line in found] == ["A film", "A logo"]
    assert total(found) == 160_00
    assert undo(journal)
    assert not rows(journal, Amendment)
    assert answers(journal) == [RequestAnswer.TO_PRICE, RequestAnswer.TO_PRICE, None]


def test_without_a_request_to_price_there_is_none(journal: Journal) -> None:
    with refused(journal, ("nothing_to_price", "")):
        draw_up(journal, 1, TODAY)


def test_one_that_was_not_sent_takes_in_what_came_later(journal: Journal) -> None:
    drawn_up(journal)
    answer(journal, RequestAnswer.TO_PRICE, 2)
    done(journal, draw_up, 1, TODAY)
    assert len(rows(journal, Amendment)) == 1
    assert {event.amendment_id for event in rows(journal, Event)} == {1}


def test_after_one_that_was_sent_comes_the_next_number(journal: Journal) -> None:
    amendment = drawn_up(journal)
    done(journal, send, amendment.id, TODAY, TODAY)
    answer(journal, RequestAnswer.TO_PRICE, 2)
    done(journal, draw_up, 1, TODAY)
    assert [each.number for each in rows(journal, Amendment)] == ["A1", "A2"]


def test_it_is_sent_only_with_a_rate_and_the_hours_of_each_line(journal: Journal) -> None:
    amendment = drawn_up(journal)
    done(journal, save, replace(amendment, hourly_rate=0), TODAY)
    with refused(journal, ("rate_needed", "hourly_rate")):
        send(journal, amendment.id, TODAY, TODAY)
    done(journal, save, amendment, TODAY)
    done(journal, write_event, replace(rows(journal, Event)[0], minutes=None), NOW)
    with refused(journal, ("lines_without_hours", "minutes")):
        send(journal, amendment.id, TODAY, TODAY)
    with refused(journal, ("amendment_not_sent", "")):
        refuse(journal, amendment.id, TODAY, TODAY)
    done(journal, write_event, replace(rows(journal, Event)[0], minutes=60), NOW)
    with refused(journal, ("in_the_future", "sent")):
        send(journal, amendment.id, day(23), TODAY)
    done(journal, send, amendment.id, TODAY, TODAY)
    assert rows(journal, Amendment)[0].sent == TODAY


def test_a_line_answered_otherwise_leaves_it_until_it_is_sent(journal: Journal) -> None:
    amendment = drawn_up(journal)
    answer(journal, RequestAnswer.GIVEN, 0)
    first, second, _third = rows(journal, Event)
    assert (first.amendment_id, second.amendment_id) == (None, amendment.id)
    done(journal, send, amendment.id, TODAY, TODAY)
    with refused(journal, ("in_sent_amendment", "answer")):
        answer_request(journal, second, RequestAnswer.GIVEN, TODAY)
    with refused(journal, ("in_sent_amendment", "minutes")):
        write_event(journal, replace(second, minutes=5), NOW)
    done(journal, write_event, replace(second, text="A new logo"), NOW)


def test_accepted_it_becomes_a_version_of_the_agreement(journal: Journal) -> None:
    amendment = drawn_up(journal)
    done(journal, send, amendment.id, day(20), TODAY)
    change = done(journal, accept, amendment.id, TODAY, TODAY)
    assert (change.action, change.facts) == ("accept_amendment", {"name": "A1"})
    assert (rows(journal, Amendment)[0].reply, rows(journal, Amendment)[0].answered) == (Reply.ACCEPTED, TODAY)
    assert answers(journal) == [RequestAnswer.ACCEPTED, RequestAnswer.ACCEPTED, None]
    quote, version = rows(journal, Agreement)
    assert version == replace(
        quote, id=2, starts=TODAY, source=Basis.AMENDMENT, amendment_id=amendment.id, title="A1", budget=1160_00
    )
    tasks = [(task.name, task.minutes, task.price) for task in rows(journal, AgreedTask) if task.agreement_id == 2]
    assert tasks == [("Posts", 600, None), ("Could you film it?", 90, 120_00), ("A logo", 30, 40_00)]
    assert not rows(journal, Milestone)
    with refused(journal, ("amendment_answered", "")):
        refuse(journal, amendment.id, TODAY, TODAY)
    assert undo(journal)
    assert len(rows(journal, Agreement)) == 1
    assert answers(journal)[:2] == [RequestAnswer.TO_PRICE, RequestAnswer.TO_PRICE]


def test_two_accepted_on_one_day_make_one_version(journal: Journal) -> None:
    for places in ((0,), (1, 2)):
        answer(journal, RequestAnswer.TO_PRICE, *places)
        done(journal, draw_up, 1, TODAY)
        amendment = rows(journal, Amendment)[-1]
        done(journal, send, amendment.id, TODAY, TODAY)
        done(journal, accept, amendment.id, TODAY, TODAY)
    assert [(version.starts, version.title) for version in rows(journal, Agreement)] == [
        (day(1), "Quote"),
        (TODAY, "A1 · A2"),
    ]
    assert len([task for task in rows(journal, AgreedTask) if task.agreement_id == 2]) == 4


def test_accepted_on_the_day_of_a_version_it_keeps_the_tasks_agreed_before(journal: Journal) -> None:
    """That version states no tasks: alone, the amendment's would stand in the place of all that was agreed."""
    write(journal, Agreement(mission_id=1, starts=TODAY, title="By mail", revisions=3))
    amendment = drawn_up(journal)
    done(journal, send, amendment.id, TODAY, TODAY)
    done(journal, accept, amendment.id, TODAY, TODAY)
    version = rows(journal, Agreement)[-1]
    assert (version.id, version.title, version.revisions, version.hourly_rate) == (2, "By mail · A1", 3, 80_00)
    tasks = [task.name for task in rows(journal, AgreedTask) if task.agreement_id == 2]
    assert sorted(tasks) == ["A logo", "Could you film it?", "Posts"]


def test_accepted_it_stays_in_force_under_versions_agreed_for_later_days(journal: Journal) -> None:
    """Two of them know nothing of it; one states neither tasks nor a budget, and goes on with what held before."""
    write(journal, Agreement(mission_id=1, starts=day(16), title="Own tasks", hourly_rate=85_00, budget=2000_00))
    write(journal, Agreement(mission_id=1, starts=day(28), title="Ahead", budget=3000_00))
    write(journal, Agreement(mission_id=1, starts=day(29), title="Rate", hourly_rate=90_00))
    write(journal, AgreedTask(agreement_id=2, name="Posts and films", minutes=700))
    amendment = drawn_up(journal)
    done(journal, send, amendment.id, day(5), TODAY)
    done(journal, accept, amendment.id, day(10), TODAY)
    with journal.read() as reader:
        agreed = versions(reader, 1)
    added = ["Could you film it?", "A logo"]
    held = {on: in_force(agreed, day(on)) for on in (9, 10, 16, 28, 29)}
    assert {on: [task.name for task in one.tasks] for on, one in held.items() if one} == {
        9: ["Posts"], 10: ["Posts", *added], 16: ["Posts and films", *added], 28: ["Posts and films", *added],
        29: ["Posts and films", *added],
    }  # fmt: skip
    grown = total_of(journal, amendment)
    assert [one.agreement.budget for one in held.values() if one] == [
        1000_00, 1000_00 + grown, 2000_00 + grown, 3000_00 + grown, 3000_00 + grown
    ]  # fmt: skip
    assert undo(journal)
    assert [row.budget for row in rows(journal, Agreement)] == [1000_00, 2000_00, 3000_00, None]


def test_without_an_agreement_it_is_the_first_version(journal: Journal) -> None:
    write(journal, Mission(client_id=1, name="Other", starts=day(1), billing=Billing.MILESTONES))
    write(journal, replace(ASKED, mission_id=2, answer=RequestAnswer.TO_PRICE))
    done(journal, draw_up, 2, TODAY)
    (amendment,) = rows(journal, Amendment)
    assert amendment.hourly_rate == 0, "none was agreed: it is asked for"
    done(journal, save, replace(amendment, hourly_rate=50_00, title="Film"), TODAY)
    done(journal, send, amendment.id, TODAY, TODAY)
    done(journal, accept, amendment.id, TODAY, TODAY)
    version = rows(journal, Agreement)[-1]
    assert (version.mission_id, version.source, version.hourly_rate, version.budget) == (
        2,
        Basis.AMENDMENT,
        50_00,
        None,
    )
    (milestone,) = rows(journal, Milestone)
    assert (milestone.name, milestone.amount, milestone.date) == ("A1 · Film", 75_00, TODAY)


def test_a_milestone_lies_within_a_mission_that_is_over(journal: Journal) -> None:
    write(journal, Mission(client_id=1, name="Over", starts=day(1), ends=day(15), billing=Billing.MILESTONES))
    write(journal, replace(ASKED, mission_id=2, answer=RequestAnswer.TO_PRICE))
    done(journal, draw_up, 2, TODAY)
    done(journal, save, replace(rows(journal, Amendment)[0], hourly_rate=50_00), TODAY)
    done(journal, send, 1, TODAY, TODAY)
    done(journal, accept, 1, TODAY, TODAY)
    assert rows(journal, Milestone)[0].date == day(15), "so that it is to be invoiced now"


def test_the_end_agreed_counts_for_the_milestone_too(journal: Journal) -> None:
    write(journal, Mission(client_id=1, name="Over", starts=day(1), billing=Billing.MILESTONES))
    write(journal, replace(QUOTE, mission_id=2, ends=day(15)))
    write(journal, replace(ASKED, mission_id=2, answer=RequestAnswer.TO_PRICE))
    done(journal, draw_up, 2, TODAY)
    done(journal, send, 1, TODAY, TODAY)
    done(journal, accept, 1, TODAY, TODAY)
    assert rows(journal, Milestone)[0].date == day(15)


def test_refused_its_requests_are_refused(journal: Journal) -> None:
    amendment = drawn_up(journal)
    done(journal, send, amendment.id, day(10), TODAY)
    done(journal, refuse, amendment.id, TODAY, TODAY)
    assert answers(journal) == [RequestAnswer.REFUSED, RequestAnswer.REFUSED, None]
    assert {event.amendment_id for event in rows(journal, Event)} == {amendment.id, None}
    assert len(rows(journal, Agreement)) == 1
