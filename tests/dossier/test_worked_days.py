"""Days worked in a dossier: each month in a few lines, what was noted late by itself, and all of it proven."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rebond.actions.dossier_worked_days import ranges
from rebond.actions.erasing import erase
from rebond.actions.records import delete, save
from rebond.actions.worked_days import note_days
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.money.kinds import Settings
from rebond.domain.people.kinds import Person
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.journal import Journal
from rebond.journal.queries.dossier_rows import DossierPeriod

from .conftest import TODAY, Verify, text, written


class _Clock:
    """A clock that the test sets."""

    now = datetime(2026, 10, 30, 18, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: _Clock) -> Iterator[Journal]:
    with Journal.create(tmp_path / "own.rebond", [Settings(sender="Marie")], clock=clock) as made:
        save(made, Client(name="Atlas"), TODAY)
        save(made, Mission(client_id=1, name="Posts", starts=date(2026, 1, 1)), TODAY)
        note_days(made, 1, {october(day): 100 for day in (5, 6, 7)} | {october(12): 50}, TODAY)
        yield made


def october(day: int) -> date:
    return date(2026, 10, day)


def day_of(journal: Journal, day: date) -> WorkedDay:
    with journal.read() as reader:
        (found,) = reader.matching(WorkedDay, date=day)
    return found


def test_a_month_stands_in_a_few_lines(journal: Journal, tmp_path: Path) -> None:
    said = text(written(journal, tmp_path / "out.pdf"))
    assert (
        "October 2026 · 3.5 days "
        "Noted within the month: 4 · later: 0 · changed or deleted since: 0 · worked_day 1–4 "
        "Days of the month: 5, 6, 7, 12 (½)"
    ) in said


def test_what_was_noted_late_changed_or_deleted_is_told_by_itself(
    journal: Journal, tmp_path: Path, clock: _Clock
) -> None:
    clock.now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    note_days(journal, 1, {october(day): 100 for day in (19, 20)}, TODAY)
    note_days(journal, 1, {october(12): 100}, TODAY)
    delete(journal, day_of(journal, october(6)))
    said = text(written(journal, tmp_path / "out.pdf"))
    assert "October 2026 · 5 days Noted within the month: 4 · later: 2 · changed or deleted since: 2" in said
    assert "Days of the month: 5, 7, 12, 19, 20" in said
    assert "19, 20: Written down on 20 November 2026 at 09:00 (change " in said
    assert "12: Changed on 20 November 2026 at 09:00 (change " in said
    assert "How much of the day was “0.5”" in said
    assert "6: Deleted on 20 November 2026 at 09:00 (change " in said


def test_the_days_verify_one_by_one_and_a_deleted_one_is_among_them(
    journal: Journal, tmp_path: Path, verify: Verify
) -> None:
    save(journal, replace(day_of(journal, october(5)), note="Workshop <b>"), TODAY)
    delete(journal, day_of(journal, october(6)))
    folder = written(journal, tmp_path / "out", drawn=True)
    rows = json.loads((folder / "rows.json").read_text("utf-8"))["rows"]
    assert [row["deleted"] for row in rows if row["kind"] == "worked_day"] == [False, True, False, False]
    assert "5 October 2026: Workshop <b>" in text(folder / "dossier.pdf")
    said = verify(folder)
    assert said.returncode == 0, said.stdout
    lines = (folder / "history.jsonl").read_text("utf-8")
    (folder / "history.jsonl").write_text(lines.replace("Workshop", "Holidays"), "utf-8")
    assert verify(folder).returncode == 1


def test_a_period_has_its_days_and_missions_are_named_where_there_are_several(journal: Journal, tmp_path: Path) -> None:
    save(journal, Mission(client_id=1, name="Films", starts=date(2026, 1, 1)), TODAY)
    note_days(journal, 2, {october(6): 50, date(2026, 9, 1): 100}, TODAY)
    said = text(written(journal, tmp_path / "out.pdf", period=DossierPeriod(october(6), october(6))))
    assert "October 2026 · Posts · 1 day" in said
    assert "October 2026 · Films · 0.5 day" in said
    assert "September" not in said
    none = text(written(journal, tmp_path / "none.pdf", period=DossierPeriod(october(1), october(2))))
    assert "No day worked was noted in this period." in none


def test_a_month_of_which_all_was_deleted_is_told(journal: Journal, tmp_path: Path) -> None:
    note_days(journal, 1, {october(day): 0 for day in (5, 6, 7, 12)}, TODAY)
    said = text(written(journal, tmp_path / "out.pdf", language="fr"))
    assert "octobre 2026 · 0 jour Notés dans le mois : 4 · plus tard : 0 · modifiés ou supprimés depuis : 4" in said
    assert "5, 6, 7, 12 : Supprimé le 30 octobre 2026" in said


def test_a_persons_erasure_holds_in_the_notes_of_days(journal: Journal, tmp_path: Path, verify: Verify) -> None:
    save(journal, Person(client_id=1, name="Claire Duval", role="decides"), TODAY)
    save(journal, replace(day_of(journal, october(5)), note="With Claire Duval"), TODAY)
    save(journal, Talk(client_id=1, type=TalkKind.PAYMENT, person_id=1, date=TODAY), TODAY)
    assert "Claire Duval – decides" in text(written(journal, tmp_path / "before.pdf"))
    with journal.read() as reader:
        person = reader.get(Person, 1)
    assert person
    erase(journal, person)
    folder = written(journal, tmp_path / "out", drawn=True)
    assert "Duval" not in "".join(path.read_text("utf-8", "replace") for path in folder.iterdir())
    said = text(folder / "dossier.pdf")
    assert "Duval" not in said
    assert "5: 2 versions of it were erased on demand" in said
    assert "No person of the client is named." in said
    assert verify(folder).returncode == 0


def test_persons_are_told_with_their_role_where_a_row_names_them_and_nothing_else_of_them(
    journal: Journal, tmp_path: Path
) -> None:
    for name, role in (("Claire Duval", "decides"), ("Élodie Le Goff", ""), ("Nobody Here", "pays")):
        save(journal, Person(client_id=1, name=name, role=role, phone="0612345678", note="A remark"), TODAY)
    save(journal, replace(day_of(journal, october(5)), note="CLAIRE and elodie were there"), TODAY)
    folder = written(journal, tmp_path / "out", drawn=True)
    said = text(folder / "dossier.pdf")
    assert "Claire Duval – decides Élodie Le Goff" in said
    assert "Nobody" not in said
    for path in folder.iterdir():
        content = path.read_text("utf-8", "replace")
        assert "0612345678" not in content
        assert "A remark" not in content


def test_numbers_that_follow_each_other_are_a_range() -> None:
    assert ranges([3, 1, 2, 7, 9, 10]) == "1–3, 7, 9–10"
    assert ranges([]) == ""
