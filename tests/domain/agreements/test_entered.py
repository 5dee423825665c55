"""What the journal held about an agreement on a day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.agreements.entered import AgreementEntry, as_entered
from rebond.domain.agreements.kinds import AgreedTask, Agreement
from rebond.domain.agreements.terms import Topic, terms
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Mission

FIRST = date(2026, 1, 1)
MISSION = Mission(id=1, client_id=1, name="Site", starts=FIRST, notice=1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def entry(number: int, was: Entity | None, became: Entity | None) -> AgreementEntry:
    row = became or was
    assert row
    return AgreementEntry(day(number), row.kind, row.id, became)


BEGIN = entry(0, None, MISSION)
VERSION = Agreement(id=1, mission_id=1, starts=day(100), notice=3)
NOTED = (BEGIN, entry(9, None, VERSION))


def test_before_its_first_version_a_mission_speaks_for_itself() -> None:
    found = as_entered(NOTED)
    assert found
    assert {term.topic: term.source for term in terms(found, day(99))}[Topic.NOTICE] == MISSION
    assert {term.topic: term.source for term in terms(found, day(100))}[Topic.NOTICE] == VERSION


def test_a_mission_not_entered_yet_or_deleted_agreed_on_nothing() -> None:
    gone = (BEGIN, entry(5, MISSION, None))
    assert as_entered(gone, FIRST - timedelta(1)) is None
    assert as_entered(gone, day(4))
    assert as_entered(gone, day(5)) is None
    assert as_entered(gone) is None


def test_tasks_belong_to_their_version_as_it_was_entered() -> None:
    posts, talks = (AgreedTask(id=number, agreement_id=1, name=name) for number, name in ((1, "Posts"), (2, "Talks")))
    entries = (
        *NOTED, entry(10, None, posts), entry(11, None, talks), entry(12, posts, replace(posts, name="12 posts"))
    )  # fmt: skip
    for number, names in ((9, []), (10, ["Posts"]), (11, ["Posts", "Talks"]), (12, ["12 posts", "Talks"])):
        found = as_entered(entries, day(number))
        assert found
        assert [task.name for task in found.tasks[1]] == names


#: Entries on four versions: which, the days until it was written, and what it then says; None deletes it.
WRITTEN = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 3), st.none() | st.tuples(st.integers(0, 20), st.integers(0, 3))),
    max_size=15,
)


def entries_of(written: list[tuple[int, int, tuple[int, int] | None]]) -> list[AgreementEntry]:
    entries, rows, number = [BEGIN], dict[int, Agreement](), 0
    for row_id, later, said in written:
        number += later
        was = rows.pop(row_id, None)
        if said:
            rows[row_id] = Agreement(id=row_id, mission_id=1, starts=day(said[0]), revisions=said[1])
        if was or said:
            entries.append(entry(number, was, rows.get(row_id)))
    return entries


@given(WRITTEN, st.integers(0, 40))
def test_any_day_of_entry_shows_what_had_been_written_by_then(
    written: list[tuple[int, int, tuple[int, int] | None]], number: int
) -> None:
    """Compared with the same words written one after the other, and stopped at that day."""
    entries = entries_of(written)
    held: dict[int, Agreement] = {}
    for one in entries:
        if one.on <= day(number) and one.kind == Agreement.kind:
            held.pop(one.id, None)
            if isinstance(one.became, Agreement):
                held[one.id] = one.became
    found = as_entered(entries, day(number))
    assert found
    assert {version.id: version for version in found.versions} == held
    assert [version.starts for version in found.versions] == sorted(version.starts for version in held.values())


@given(WRITTEN, WRITTEN, st.integers(0, 40))
def test_what_is_entered_later_changes_no_earlier_view(
    written: list[tuple[int, int, tuple[int, int] | None]],
    more: list[tuple[int, int, tuple[int, int] | None]],
    number: int,
) -> None:
    entries = [one for one in entries_of(written) if one.on <= day(number)]
    later = [replace(one, on=one.on + timedelta(days=number + 1)) for one in entries_of(more)[1:]]
    seen, before = as_entered([*entries, *later], day(number)), as_entered(entries)
    assert seen == before
    assert seen
    assert before
    assert all(terms(seen, day(about)) == terms(before, day(about)) for about in range(21))
