"""`rebond agenda`: everything dated, as text, JSON and a calendar file."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.actions.tasks import move_day
from rebond.domain.missions.kinds import Contract, Mission
from rebond.domain.tasks.kinds import Task, TaskOwner
from rebond.journal.journal import Journal
from tests.actions.taking_in import TODAY

from .calendar_reading import Part, read_calendar
from .conftest import Run

KEYS = {"date", "kind", "what", "client", "mission", "late"}


def add(path: Path, *rows: Task | Mission) -> None:
    with Journal.open(path) as journal:
        for row in rows:
            save(journal, row, TODAY)


def events(run: Run, journal: Path, day: date, *more: object) -> Sequence[Part]:
    out = Path("agenda.ics")
    said = run("agenda", journal, "--today", day, "--ics", out, *more)
    assert said.code == 0, said.err
    calendar = read_calendar(out.read_bytes())
    assert (calendar.value("VERSION"), calendar.value("METHOD")) == ("2.0", "PUBLISH")
    return calendar.named("VEVENT")


def test_the_example_as_json(run: Run, marie: Path) -> None:
    said = run("agenda", marie, "--today", TODAY, "--json")
    assert said.code == 0
    lines = said.json
    assert all(set(line) == KEYS for line in lines)
    assert [line["date"] for line in lines] == sorted(line["date"] for line in lines)
    assert all(line["late"] is (line["date"] < TODAY.isoformat()) for line in lines)
    assert {
        "date": "2026-09-30", "kind": "late_invoice",
        "what": "Invoice 2026-28: €576.00 left to pay "
        "(promised for 21 November 2026, not paid; formal notice from 14 November 2026)",
        "client": "Perret", "mission": "Newsletter", "late": True,
    } in lines  # fmt: skip
    assert {
        "date": "2026-11-18", "kind": "follow_up", "what": "Anne Lefort: Second follow-up, by telephone",
        "client": None, "mission": None, "late": True,
    } in lines  # fmt: skip
    assert {line["kind"] for line in lines} >= {
        "task", "follow_up", "late_invoice", "to_invoice", "milestone", "end", "answer", "closure",
    }  # fmt: skip


def test_the_contracts_last_day_for_notice_is_said_with_the_prudent_one_and_the_other_reading(
    run: Run, marie: Path
) -> None:
    usual = {"client_id": 1, "starts": date(2024, 1, 1), "contract": Contract.FIXED_TERM, "notice": 1}
    add(
        marie,
        Mission(**usual, name="Care", ends=date(2025, 2, 28), renewal_months=12),  # type: ignore[arg-type]
        Mission(**usual, name="Shop", ends=date(2025, 12, 10), renewal_months=12),  # type: ignore[arg-type]
        Mission(**usual, name="Leap", ends=date(2024, 4, 30), renewal_months=1),  # type: ignore[arg-type]
    )
    lines = run("agenda", marie, "--today", TODAY, "--json").json
    said = [line["what"] for line in lines if line["kind"] in ("notice", "renewal")]
    assert said == [
        "Leap: the last day to give notice for 30 November 2026 was missed; the next is 30 November 2026, for 30 December 2026",  # noqa: E501
        "Shop: the last day to give notice for 10 December 2026 was missed; the next is 10 November 2027, for 10 December 2027",  # noqa: E501
        "Leap: last day to give notice for 30 December 2026",
        "Leap: the term ends, and renews itself for 1 month",
        "Shop: the term ends, and renews itself for 12 months",
        "Care: last day to give notice for 28 February 2027 (28 January 2027 is prudent)",
        "Care: the term ends, and renews itself for 12 months",
        "Shop: last day to give notice for 10 December 2027",
    ]
    later = run("agenda", marie, "--today", "2027-03-01", "--json").json
    assert [line["what"] for line in later if line["what"].startswith("Care")] == [
        "Care: last day to give notice for 28 February 2028 (31 January 2028 if terms end with the month)",
        "Care: the term ends, and renews itself for 12 months (29 February 2028 if terms end with the month)",
    ]


def test_as_text_it_stands_below_its_days(run: Run, marie: Path) -> None:
    add(marie, Task(text="Some day"), Task(text="Approve it", due=TODAY + timedelta(days=1), owner=TaskOwner.THEM))
    lines = run("agenda", marie, "--today", TODAY).out.splitlines()
    assert lines[0] == "Wed 30 Sept 2026 · 53 days late"
    assert lines[1] == (
        "  Perret / Newsletter · Invoice 2026-28: €576.00 left to pay "
        "(promised for 21 November 2026, not paid; formal notice from 14 November 2026)"
    )
    tomorrow = lines.index("Mon 23 Nov 2026 · in 1 day") + 1
    assert lines[tomorrow : tomorrow + 2] == [
        "  Atlas / Social media · Talk with Claire: limits", "  Approve it · task of the client",
    ]  # fmt: skip
    assert lines[tomorrow + 2].endswith("€3,240.00 left to pay (reminder before the due date of 30 November 2026)")
    assert lines[-2:] == ["Without a date", "  Some day · task"]
    french = run("agenda", marie, "--today", TODAY, "--lang", "fr").out
    assert french.startswith("mer. 30 sept. 2026 · ")
    assert "21 novembre 2026, non reçu\u202f; mise en demeure" in french


def test_an_empty_journal_says_so(run: Run) -> None:
    create(Path("new.rebond")).close()
    assert run("agenda", "new.rebond").out == "Nothing is due, and nothing lies ahead.\n"
    assert run("agenda", "new.rebond", "--json").json == []
    assert events(run, Path("new.rebond"), TODAY) == []


def test_a_calendar_holds_every_entry_on_its_day_with_an_alarm(run: Run, marie: Path) -> None:
    lines = run("agenda", marie, "--today", TODAY, "--json").json
    found = events(run, marie, TODAY)
    days = [event.value("DTSTART") for event in found]
    assert days == [line["date"].replace("-", "") for line in lines]
    assert len({event.value("UID") for event in found}) == len(found)
    for event, line in zip(found, lines, strict=True):
        parameters, _day = event.properties["DTSTART"]
        assert parameters == {"VALUE": "DATE"}
        assert line["what"] in event.text("SUMMARY")
        following = date.fromisoformat(line["date"]) + timedelta(days=1)
        assert event.value("DTEND") == f"{following:%Y%m%d}"
        assert event.value("DTSTAMP") == f"{TODAY:%Y%m%d}T000000Z"
        deadline = line["kind"] in ("notice", "renewal", "end", "milestone")
        alarms = event.named("VALARM")
        assert [alarm.value("TRIGGER") for alarm in alarms] == (["-P6DT15H"] if deadline else []) + ["PT9H"]
        assert {alarm.value("ACTION") for alarm in alarms} == {"DISPLAY"}


@pytest.mark.parametrize(
    "text",
    [
        "a; b, c\\d: “e” <b>&amp;</b>",
        "first line\nsecond",
        "é" * 200,
        "10\N{NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}€ \N{FAMILY}",
        "BEGIN:VEVENT",
    ],
)
def test_texts_are_escaped_and_folded(run: Run, marie: Path, text: str) -> None:
    add(marie, Task(text=text, due=TODAY))
    (task,) = [event for event in events(run, marie, TODAY) if event.value("UID").startswith("task-task-6@")]
    assert task.text("SUMMARY") == " ".join(text.split())


def test_a_later_export_updates_the_same_entries(run: Run, marie: Path) -> None:
    before = {event.value("UID"): event for event in events(run, marie, TODAY)}
    with Journal.open(marie) as journal:
        with journal.read() as reader:
            task = reader.all(Task)[0]
        move_day(journal, task, 5, TODAY)
    later = TODAY + timedelta(days=1)
    after = {event.value("UID"): event for event in events(run, marie, later)}
    uid = next(uid for uid in before if uid.startswith(f"task-task-{task.id}@"))
    assert before[uid].value("DTSTART") == f"{TODAY:%Y%m%d}"
    assert after[uid].value("DTSTART") == f"{TODAY + timedelta(days=5):%Y%m%d}"
    assert int(after[uid].value("SEQUENCE")) == int(before[uid].value("SEQUENCE")) + 1
    assert before.keys() == after.keys()


def test_a_calendar_is_never_written_over_the_journal(run: Run, marie: Path) -> None:
    before = marie.read_bytes()
    said = run("agenda", marie, "--ics", marie)
    assert said.code == 1
    assert "is the journal itself" in said.err
    assert marie.read_bytes() == before
