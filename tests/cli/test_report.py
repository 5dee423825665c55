"""`rebond report`: the activity report of a month, as text, JSON and a page to sign."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from rebond.domain.agreements.kinds import Agreement
from rebond.domain.countries import Country
from rebond.domain.missions.kinds import Billing, Client, Contract, Mission
from rebond.domain.money.kinds import Settings
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.journal.journal import Journal
from tests.actions.taking_in import TODAY, new_journal

from .conftest import Run


@pytest.fixture
def file() -> Path:
    """Return a journal with two missions of Atlas, of which one was worked on in November."""
    folder = Path.cwd()
    days = [(2, 100, "Kick-off"), (3, 50, ""), (11, 100, "On the holiday")]
    with new_journal(folder, "days") as journal, journal.transaction("set_up") as transaction:
        transaction.insert(Client(name="Atlas & <Sons>", country=Country.FR, address="1 rue du Port\n29200 Brest"))
        for name in ("Advice", "Site"):
            transaction.insert(
                Mission(
                    client_id=1, name=name, starts=date(2026, 9, 1), billing=Billing.DAILY, amount=400_00,
                    days_per_month=12_00,
                )
            )  # fmt: skip
        for day, worked, note in days:
            transaction.insert(WorkedDay(mission_id=1, date=date(2026, 11, day), days=worked, note=note))
    return folder / "days.rebond"


def name_sender(file: Path) -> None:
    with Journal.open(file) as journal, journal.transaction("set_up") as transaction:
        settings = transaction.get(Settings, 1)
        assert settings
        transaction.update(replace(settings, sender="Marie Nadal", address="2 quai Sud\n29000 Quimper"))


def test_the_text_lists_the_days_and_their_sum(run: Run, file: Path) -> None:
    said = run("report", file, "atlas & <sons>", "--month", "2026-11", "--today", TODAY)
    assert said.code == 0
    assert said.out.splitlines() == [
        "Activity report, November 2026",
        "Atlas & <Sons> / Advice",
        "",
        "  Monday 2 November        1  Kick-off",
        "  Tuesday 3 November     0.5",
        "  Wednesday 11 November    1  On the holiday",
        "",
        "Total: 2.5 days",
        "Planned: 12 days",
    ]
    assert "File > About you…" in said.err


def test_the_json_holds_days_total_and_holidays(run: Run, file: Path) -> None:
    found = run("report", file, "Atlas & <Sons>", "Advice", "--today", TODAY, "--json").json
    assert (found["month"], found["total"], found["planned"], found["sender"]) == ("2026-11", 2.5, 12, None)
    assert found["days"][1] == {"date": "2026-11-03", "days": 0.5, "note": ""}
    assert [day["date"] for day in found["holidays"]] == ["2026-11-01", "2026-11-11"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ["Activity report", "November 2026", "Total: 2.5 days", "Armistice Day", "Place and date:"]),
        (
            "fr",
            [
                "Compte rendu d’activité",
                "Lieu et date :",
                "novembre 2026",
                "Total : 2,5 jours",
                "Armistice",
                "1 rue du Port",
                "29000 Quimper",
                "lun. 2 nov.",
            ],
        ),
    ],
)
def test_the_page_can_be_searched_and_is_made_alike_twice(run: Run, file: Path, code: str, words: list[str]) -> None:
    name_sender(file)
    arguments = ("report", file, "Atlas & <Sons>", "--month", "11/2026", "--today", TODAY, "--lang", code)
    said = run(*arguments, "--pdf", "first.pdf")
    assert (said.code, said.err) == (0, "")
    run(*arguments, "--pdf", "second.pdf")
    assert Path("first.pdf").read_bytes() == Path("second.pdf").read_bytes()
    (page,) = PdfReader("first.pdf").pages
    text = page.extract_text().replace("\N{NO-BREAK SPACE}", " ")
    for word in (*words, "Marie Nadal", "Atlas & <Sons>", "Advice", "Kick-off"):
        assert word in text, word


def test_a_page_is_letter_where_letter_is_usual(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    run("report", file, "Atlas & <Sons>", "--month", "2026-11", "--today", TODAY, "--lang", "fr", "--pdf", "out.pdf")
    (page,) = PdfReader("out.pdf").pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == (612, 792)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Nobody"], "no client “Nobody”"),
        (["Atlas & <Sons>", "Other"], "Advice, Site"),
        (["Atlas & <Sons>", "--month", "2026-10"], "Advice, Site"),
        (["Atlas & <Sons>", "--month", "soon"], "“soon” is not a month"),
    ],
)
def test_what_is_not_there_is_said(run: Run, file: Path, arguments: list[str], said: str) -> None:
    found = run("report", file, *arguments, "--today", TODAY)
    assert found.code == 2
    assert said in found.err


def test_the_days_planned_end_with_the_mission_as_agreed(run: Run, file: Path) -> None:
    with Journal.open(file) as journal, journal.transaction("set_up") as transaction:
        transaction.insert(
            Agreement(
                mission_id=1, starts=date(2026, 11, 10), contract=Contract.FIXED_TERM, ends=date(2026, 11, 15)
            )
        )  # fmt: skip
    planned = [
        run("report", file, "atlas & <sons>", "--month", "2026-11", "--today", day, "--json").json["planned"]
        for day in ("2026-11-09", "2026-11-10")
    ]
    assert planned == [12, 6]
