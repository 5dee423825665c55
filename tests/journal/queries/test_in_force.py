"""The last day of a mission in a query is that of the mission as its agreement in force states it."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rebond.actions.journals import create
from rebond.domain.agreements.kinds import Agreement
from rebond.domain.missions.kinds import Client, Contract, Mission
from rebond.journal.queries.in_force import as_agreed, last_day, mission_in_force
from rebond.journal.sql import sql

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 8).map(lambda days: FIRST + timedelta(days=days))
#: The days on which versions begin: some near the ends, so that they go on from one another, and some after a gap.
STARTS = DAYS | st.integers(97, 106).map(lambda days: FIRST + timedelta(days=days))
ENDS = st.none() | st.integers(98, 105).map(lambda days: FIRST + timedelta(days=days))
RENEWAL = st.sampled_from([0, 12])


@st.composite
def agreements(draw: st.DrawFn, mission_id: int) -> list[Agreement]:
    """Versions of different days, each silent about some of it."""
    found = []
    for day in draw(st.lists(STARTS, max_size=5, unique=True)):
        ends = draw(ENDS)
        contract = draw(st.sampled_from([None, Contract.FIXED_TERM] if ends else [None, Contract.OPEN_ENDED]))
        renewal = draw(st.none() | RENEWAL)
        found.append(Agreement(mission_id=mission_id, starts=day, contract=contract, ends=ends, renewal_months=renewal))
    return found


@st.composite
def missions(draw: st.DrawFn) -> tuple[list[Mission], list[Agreement]]:
    rows, versions = [], []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        ends = draw(ENDS)
        contract = Contract.FIXED_TERM if ends else Contract.OPEN_ENDED
        ended = draw(st.none() | st.just(FIRST + timedelta(50)))
        rows.append(
            Mission(
                client_id=1, name=str(number), starts=FIRST, contract=contract, ends=ends, ended=ended,
                renewal_months=draw(RENEWAL) if ends else 0,
            )
        )  # fmt: skip
        versions += draw(agreements(number))
    return rows, versions


@given(missions(), DAYS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_query_and_the_reading_agree(
    tmp_path: Path, made: tuple[list[Mission], list[Agreement]], day: date
) -> None:
    rows, versions = made
    path = tmp_path / "journal.rebond"
    path.unlink(missing_ok=True)
    with create(path) as journal:
        with journal.transaction("import") as transaction:
            transaction.insert(Client(name="Atlas"))
            transaction.insert_all(rows)
            transaction.insert_all(versions)
        with journal.read() as reader:
            found = reader.fetch(sql("SELECT ? FROM mission ORDER BY id", last_day(day)))
            read = as_agreed(reader, reader.all(Mission), day)
            assert mission_in_force(reader, 1, day) == read[0]
            assert mission_in_force(reader, 99, day) is None
    expected = [one.ended or (None if one.renewal_months else one.ends) for one in read]
    assert [text and date.fromisoformat(text) for (text,) in found] == expected
