"""What was agreed on any day: each version replaces what it states, and the mission speaks for itself before them."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.agreements.kinds import AgreedTask, Agreement, Basis
from rebond.domain.agreements.terms import (
    Agreed,
    Topic,
    as_a_whole,
    differing,
    duration,
    followed,
    in_force,
    in_own_words,
    stated,
    terms,
    weekday_agreed,
)
from rebond.domain.missions.kinds import Contract, Mission, NoticeUnit

TODAY = date(2026, 11, 22)
MISSION = Mission(id=1, client_id=1, name="Social media", starts=date(2024, 7, 1), notice=1)
QUOTE = Agreement(
    id=1, mission_id=1, starts=date(2024, 7, 1), revisions=2, hourly_rate=80_00, weekdays="1 2 3 4 5", notice=1
)
AMENDMENT = Agreement(
    id=2, mission_id=1, starts=date(2026, 3, 1), source=Basis.AMENDMENT, notice=2, answer_hours=24, day_ends=time(17)
)
POSTS = AgreedTask(id=1, agreement_id=1, name="12 posts a month", minutes=2400)
AGREED = Agreed(MISSION, (QUOTE, AMENDMENT), {1: (POSTS,), 2: ()})


def sources(agreed: Agreed, day: date) -> dict[Topic, int | str | None]:
    """Who states each topic: a version by its id, or the mission."""
    return {
        term.topic: term.source.id if isinstance(term.source, Agreement) else term.source and "mission"
        for term in terms(agreed, day)
    }


def test_a_version_replaces_what_it_states_and_leaves_the_rest() -> None:
    said = sources(AGREED, TODAY)
    assert said[Topic.NOTICE] == said[Topic.ANSWER] == said[Topic.AVAILABILITY] == 2
    assert said[Topic.REVISIONS] == said[Topic.HOURLY_RATE] == said[Topic.TASKS] == 1
    assert said[Topic.TERM] == "mission"
    assert said[Topic.BUDGET] is said[Topic.GROUNDS] is None


def test_a_version_is_in_force_from_its_first_day_on() -> None:
    versions = (AMENDMENT, QUOTE)
    assert in_force(versions, date(2026, 3, 1)) == in_force(versions, TODAY) == AMENDMENT
    assert in_force(versions, date(2026, 2, 28)) == QUOTE
    assert in_force(versions, date(2024, 6, 30)) is in_force((), TODAY) is None


def test_an_earlier_day_knows_nothing_of_a_later_version() -> None:
    said = sources(AGREED, date(2026, 2, 28))
    assert said[Topic.NOTICE] == said[Topic.AVAILABILITY] == 1
    assert said[Topic.ANSWER] is None
    assert set(sources(AGREED, date(2024, 6, 30)).values()) == {"mission", None}


def test_a_version_that_agrees_on_no_notice_and_no_renewal_states_it() -> None:
    none = replace(AMENDMENT, notice=0, renewal_months=0, revisions=0)
    said = sources(replace(AGREED, versions=(QUOTE, none)), TODAY)
    assert said[Topic.NOTICE] == said[Topic.RENEWAL] == said[Topic.REVISIONS] == 2


def test_the_mission_follows_the_versions_in_force() -> None:
    brought = followed(MISSION, AGREED.versions, TODAY)
    assert brought == replace(MISSION, notice=2)
    assert differing(MISSION, brought) == (Topic.NOTICE,)
    assert followed(MISSION, AGREED.versions, date(2026, 2, 1)) == MISSION
    days = replace(AMENDMENT, notice=15, notice_unit=NoticeUnit.DAYS, renewal_months=12, ends=date(2026, 12, 31))
    brought = followed(MISSION, (QUOTE, days), TODAY)
    assert brought == replace(
        MISSION, notice=15, notice_unit=NoticeUnit.DAYS, renewal_months=12, contract=Contract.FIXED_TERM,
        ends=date(2026, 12, 31),
    )  # fmt: skip
    assert differing(MISSION, brought) == (Topic.TERM, Topic.NOTICE, Topic.RENEWAL)


def test_a_last_day_alone_keeps_the_kind_of_contract() -> None:
    later = replace(QUOTE, contract=None, ends=date(2027, 1, 31))
    until = replace(MISSION, contract=Contract.UNTIL_DELIVERY)
    assert duration(later, until) == (Contract.UNTIL_DELIVERY, date(2027, 1, 31))
    assert duration(later, MISSION) == (Contract.FIXED_TERM, date(2027, 1, 31))
    ended = replace(MISSION, contract=Contract.FIXED_TERM, ends=date(2026, 12, 31))
    assert followed(ended, (replace(QUOTE, contract=Contract.OPEN_ENDED),), TODAY).ends is None


ENDING = replace(MISSION, contract=Contract.FIXED_TERM, ends=date(2026, 12, 31))
NEXT_YEAR = Agreement(id=3, mission_id=1, starts=date(2027, 1, 1), ends=date(2027, 12, 31), notice=2)
YEAR_AFTER = replace(NEXT_YEAR, id=4, starts=date(2028, 1, 1), ends=date(2028, 12, 31))


def test_an_extension_that_begins_when_the_term_ends_counts_as_soon_as_it_is_agreed() -> None:
    extended = followed(ENDING, (NEXT_YEAR,), TODAY)
    assert (extended.ends, extended.notice) == (date(2027, 12, 31), 1), "its notice holds from its own day on"
    assert followed(ENDING, (NEXT_YEAR,), date(2027, 1, 1)).notice == 2
    assert followed(ENDING, (YEAR_AFTER, NEXT_YEAR), TODAY).ends == date(2028, 12, 31), "one goes on from the other"
    assert followed(ENDING, (replace(NEXT_YEAR, starts=date(2026, 12, 1)),), TODAY).ends == date(2027, 12, 31)
    for_good = replace(NEXT_YEAR, contract=Contract.OPEN_ENDED, ends=None)
    assert followed(ENDING, (for_good, YEAR_AFTER), TODAY).ends is None
    stays = in_own_words(followed(ENDING, (NEXT_YEAR,), TODAY), ENDING, stated(ENDING, (NEXT_YEAR,), TODAY))
    assert stays == ENDING, "the mission's own row keeps its words"


def test_a_later_term_after_a_gap_or_a_shorter_one_waits_for_its_day() -> None:
    gap = replace(NEXT_YEAR, starts=date(2027, 1, 2))
    shorter = replace(NEXT_YEAR, starts=date(2026, 12, 1), ends=date(2026, 12, 15))
    silent = replace(NEXT_YEAR, ends=None)
    for version in (gap, shorter, silent):
        assert followed(ENDING, (version,), TODAY) == ENDING
    assert followed(ENDING, (shorter,), date(2026, 12, 1)).ends == date(2026, 12, 15)
    assert followed(MISSION, (NEXT_YEAR,), TODAY).ends is None, "a mission without end is not extended"


def test_a_mission_is_stored_in_its_own_words() -> None:
    days = replace(AMENDMENT, ends=date(2026, 12, 31))
    read = replace(followed(MISSION, (QUOTE, days), TODAY), name="Another name")
    assert in_own_words(read, MISSION, stated(MISSION, (QUOTE, days), TODAY)) == replace(MISSION, name="Another name")
    assert in_own_words(read, MISSION, ()) == read


def test_a_notice_that_was_given_runs_as_agreed_on_its_day() -> None:
    told = replace(MISSION, notice=3, notice_received=date(2026, 2, 10))
    assert followed(told, AGREED.versions, TODAY).notice == 1
    assert followed(replace(told, notice_received=date(2026, 3, 1)), AGREED.versions, TODAY).notice == 2
    assert followed(replace(told, notice_received=date(2024, 6, 30)), AGREED.versions, TODAY).notice == 3


def test_the_weekdays_agreed_are_those_of_the_version_in_force_on_each_day() -> None:
    three = replace(AMENDMENT, weekdays="1 2 6")
    friday, saturday = date(2026, 2, 27), date(2026, 2, 28)
    assert [weekday_agreed((QUOTE, three), day) for day in (friday, saturday)] == [True, False]
    later = [friday + timedelta(7), saturday + timedelta(7)]
    assert [weekday_agreed((QUOTE, three), day) for day in later] == [False, True]
    assert weekday_agreed((), friday) is weekday_agreed((AMENDMENT,), TODAY) is None


FIRST = date(2024, 1, 1)
DAYS = st.integers(0, 30).map(lambda days: FIRST + timedelta(days=days))
#: What a version states of a few topics; None and "" where it is silent.
STATED = st.fixed_dictionaries({
    "revisions": st.none() | st.integers(0, 3), "notice": st.none() | st.integers(0, 3),
    "grounds": st.sampled_from(["", "breach"]), "contract": st.none() | st.just(Contract.OPEN_ENDED),
    "renewal_months": st.none() | st.sampled_from([0, 12]), "weekdays": st.sampled_from(["", "1 2"]),
})  # fmt: skip
VERSIONS = st.dictionaries(DAYS, STATED, max_size=6).map(
    lambda by_day: tuple(
        Agreement(id=place, mission_id=1, starts=day, **stated) for place, (day, stated) in enumerate(by_day.items(), 1)
    )
)
FIELDS = {
    Topic.REVISIONS: "revisions", Topic.NOTICE: "notice", Topic.GROUNDS: "grounds", Topic.TERM: "contract",
    Topic.RENEWAL: "renewal_months", Topic.AVAILABILITY: "weekdays",
}  # fmt: skip


@given(VERSIONS, DAYS)
def test_on_any_day_the_latest_version_that_says_something_counts(versions: tuple[Agreement, ...], day: date) -> None:
    """Compared with a walk through time that writes each version over what was said before."""
    said: dict[Topic, int] = {}
    for version in sorted(versions, key=lambda version: version.starts):
        if version.starts <= day:
            said |= {topic: version.id for topic, name in FIELDS.items() if getattr(version, name) not in (None, "")}
    found = sources(Agreed(MISSION, versions), day)
    assert {topic: source for topic, source in found.items() if isinstance(source, int)} == said


@given(VERSIONS, DAYS)
def test_as_a_whole_it_says_what_the_source_of_each_topic_says(versions: tuple[Agreement, ...], day: date) -> None:
    whole, now = as_a_whole(versions, day), in_force(versions, day)
    assert (whole is None) == (now is None)
    if whole is None or now is None:
        return
    assert (whole.id, whole.starts, whole.title) == (now.id, now.starts, now.title)
    stated = {term.topic: term.source for term in terms(Agreed(MISSION, versions), day)}
    for topic, name in FIELDS.items():
        source = stated[topic]
        expected = source if isinstance(source, Agreement) else now
        assert getattr(whole, name) == getattr(expected, name)


@given(VERSIONS, DAYS, VERSIONS)
def test_versions_of_later_days_change_nothing(
    versions: tuple[Agreement, ...], day: date, others: tuple[Agreement, ...]
) -> None:
    beyond = day - FIRST + timedelta(1)
    later = tuple(replace(other, id=other.id + 100, starts=other.starts + beyond) for other in others)
    without, with_them = Agreed(MISSION, versions), Agreed(MISSION, (*later, *versions))
    assert in_force(versions, day) == in_force(with_them.versions, day)
    assert terms(without, day) == terms(with_them, day)
    assert followed(MISSION, without.versions, day) == followed(MISSION, with_them.versions, day)
