"""The round trip of entities through stored rows."""

import datetime as dt
import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from rebond.domain.missions.kinds import Client, Event, EventKind, Invoice, Mission
from rebond.domain.money.kinds import Settings
from rebond.journal.rows import StoredRow, as_json, completed, loaded, stored


def test_every_kind_of_value_comes_back_as_it_was() -> None:
    event = Event(
        id=3, mission_id=1, type=EventKind.SILENCE, date=dt.date(2026, 2, 28), time=dt.time(19, 40),
        text="“été”\n\0", minutes=None, in_scope=False,
    )  # fmt: skip
    row = stored(event)
    assert (row["date"], row["time"], row["in_scope"], row["minutes"], row["type"]) == (
        "2026-02-28", "19:40:00", 0, None, "silence",
    )  # fmt: skip
    assert type(row["type"]) is str
    assert loaded(Event, row) == event


def test_a_row_of_an_earlier_version_has_the_defaults_of_what_came_since() -> None:
    client = {"id": 1, "name": "Atlas", "country": None, "legal_form": None, "address": "", "note": ""}
    assert completed("client", {"id": 1, "name": "Atlas", "old": 3}) == client
    assert loaded(Settings, {"id": 1, "currency": "CAD"}) == Settings(id=1, currency="CAD")
    mission = stored(Mission(client_id=1, name="Site", starts=dt.date(2026, 1, 1)))
    del mission["contract"], mission["notice_to_month_end"]
    assert completed("mission", mission)["contract"] == "open_ended"
    assert completed("mission", mission)["notice_to_month_end"] == 0


def test_entities_have_only_what_their_fields_name() -> None:
    assert set(stored(Client(name="x"))) == {"id", "name", "country", "legal_form", "address", "note"}
    assert "total" not in stored(Invoice(client_id=1, amount=1, issued=dt.date(2026, 1, 1), due=dt.date(2026, 1, 1)))


@given(st.text(), st.integers(-(2**53), 2**53), st.none() | st.text())
def test_sqlite_writes_the_same_json(text: str, number: int, other: str | None) -> None:
    """Both are compared in a check, where SQLite's takes half the time."""
    text, other = text.replace("\0", ""), other and other.replace("\0", "")  # which no stored text holds
    row: StoredRow = {"name": text, "id": number, "note": other}
    inner = as_json(row)
    with closing(sqlite3.connect(":memory:")) as connection:
        found = connection.execute(
            "SELECT json_object('id', ?, 'name', ?, 'note', ?), json_array(0, ?, NULL)", (number, text, other, inner)
        ).fetchone()
    assert found == (inner, as_json([0, inner, None]))
