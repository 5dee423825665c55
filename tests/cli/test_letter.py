"""`rebond letter`: a letter from the facts of the journal, as text, a mail, a PDF file or JSON."""

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from pypdf import PdfReader

from rebond.actions.records import save
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Client, Mission
from rebond.journal.heads import short_head
from rebond.journal.journal import Journal
from rebond.journal.queries.by_name import named
from rebond.journal.queries.letter_rows import invoices_to_ask_for
from rebond.journal.queries.settings import load_settings
from rebond.letters import template_file
from tests.actions.taking_in import TODAY

from .conftest import Run

ON = ("--today", TODAY)
PAPER = ("--set", "sender.address=12 rue des Lilas\\n69003 Lyon", "--set", "client.address=1 quai\\n33000 Bordeaux")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_letters_are_listed_without_a_journal(run: Run, language: str) -> None:
    said = run("letter", "--list", "--lang", language)
    assert said.code == 0
    for name in template_file.names():
        assert f"{name}  –  {template_file.load(name, language).title}" in said.out


def test_a_letter_is_printed_in_the_language_asked_for_and_nothing_is_written(run: Run, marie: Path) -> None:
    before = marie.read_bytes()
    english = run("letter", marie, "polite_no", "atlas", *ON)
    assert english.code == 0
    assert english.out.startswith("Subject: Your request of ")
    assert "Dear Claire," in english.out
    french = run("letter", marie, "polite_no", "ATLAS", "Social media", *ON, "--lang", "fr")
    assert "Bonjour Claire," in french.out
    assert marie.read_bytes() == before
    with Journal.open(marie, read_only=True) as journal, journal.read() as reader:
        assert [letter.template for letter in reader.all(Letter)] == ["recap"], "the one of the example"


def test_an_amendment_is_named_by_its_number(run: Run, marie: Path) -> None:
    said = run("letter", marie, "amendment", "Atlas", "--amendment", "a1", *ON)
    assert "Total: 30 min, €40.00 before taxes." in said.out
    wrong = run("letter", marie, "amendment", "Atlas", "--amendment", "Z9", *ON)
    assert wrong.code == 2
    assert "Z9" in wrong.err
    assert "A1" in wrong.err


def test_an_invoice_is_asked_for_by_its_number_or_the_one_due_first(run: Run, marie: Path) -> None:
    with Journal.open(marie, read_only=True) as journal, journal.read() as reader:
        (client,) = named(reader, Client, "Perret")
        (mission,) = reader.matching(Mission, client_id=client.id)
        numbers = [one.number for one in invoices_to_ask_for(reader, client.id, mission.id)]
    first = run("letter", marie, "late_friendly", "Perret", *ON)
    assert first.code == 0
    assert f"my invoice {numbers[0]}" in first.out
    other = run("letter", marie, "late_friendly", "Perret", "--invoice", numbers[-1], *ON)
    assert f"my invoice {numbers[-1]}" in other.out
    wrong = run("letter", marie, "late_friendly", "Perret", "--invoice", "Z9", *ON)
    assert wrong.code == 2
    assert numbers[0] in wrong.err


def test_a_missing_fact_is_an_error_that_names_it_and_how_to_give_it(run: Run, marie: Path) -> None:
    said = run("letter", marie, "amendment", "Atlas", *ON)
    assert said.code == 1
    assert said.out == ""
    assert "The amendment's number (amendment.number)" in said.err
    assert said.err.endswith(". To give a fact: --set amendment.number=…\n")
    asked = run("letter", marie, "amendment", "Atlas", *ON, "--json").json["missing"]
    assert {"fact": "amendment.number", "label": "The amendment's number"} in asked


def test_a_fact_given_takes_the_place_of_the_journals(run: Run, marie: Path) -> None:
    given = ("--set", "request.words=One {{ more }}", "--set", "request.day=2026-11-03", "--person", "Mr Stranger")
    said = run("letter", marie, "polite_no", "Atlas", *given, *ON)
    assert "“One {{ more }}”" in said.out
    assert "Your request of 3 November 2026" in said.out
    assert "Dear Mr Stranger," in said.out


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("request.day=soon", "--set request.day: “soon” is not a day of the calendar."),
        ("request.day=2026-02-30", "--set request.day: “2026-02-30” is not a day of the calendar."),
        ("request.day", "--set: “request.day” is written fact=value"),
        ("client.name=x", "--set client.name: There is no fact “client.name” to give. There are: sender.name"),
        ("amendment.lines.9.duration=1", "--set amendment.lines.9.duration: There is no fact"),
        ("amendment.lines.0.duration=1", "--set amendment.lines.0.duration: There is no fact"),
        ("amendment.rate=-4", "--set amendment.rate: “-4” is not an amount."),
    ],
)
def test_a_fact_that_cannot_be_read_is_refused_by_its_argument(run: Run, marie: Path, given: str, told: str) -> None:
    said = run("letter", marie, "polite_no", "Atlas", "--set", given, *ON)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"rebond: {told}")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("threat", "Atlas"), 1, "There is no letter “threat”. There are: amendment"),
        (("polite_no", "Nobody"), 2, "There is no client “Nobody”. There are: Atlas"),
        (("polite_no", "Atlas", "Nothing"), 2, "Atlas has no mission “Nothing”. There are: Social media."),
        ((), 2, "Something is missing"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(
    run: Run, marie: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    said = run("letter", marie, *arguments, *ON)
    assert (said.code, said.out) == (code, "")
    assert told in said.err


def test_a_draft_is_read_back_by_the_standard_library(run: Run, marie: Path, tmp_path: Path) -> None:
    out = tmp_path / "no.eml"
    given = ("--set", "person.email=claire@example.org", "--lang", "fr")
    assert run("letter", marie, "polite_no", "Atlas", *ON, *given, "--eml", out).code == 0
    message = message_from_bytes(out.read_bytes(), policy=default)
    assert (message["X-Unsent"], message["To"]) == ("1", "Claire <claire@example.org>")
    assert message["From"] == "Marie <marie@example.org>"
    assert "Ce n’est pas ce qui est convenu" in message.get_content()  # type: ignore[attr-defined]


def test_a_letter_on_paper_asks_for_both_addresses(run: Run, marie: Path, tmp_path: Path) -> None:
    out = tmp_path / "end.pdf"
    said = run("letter", marie, "notice_of_end", "Atlas", *ON, "--pdf", out)
    assert said.code == 1
    assert "Your address (sender.address) · The client's address (client.address)" in said.err
    assert not out.exists()
    assert run("letter", marie, "notice_of_end", "Atlas", *ON, *PAPER, "--pdf", out).code == 0
    text = " ".join(PdfReader(out).pages[0].extract_text().split())
    for words in ("Registered letter", "69003 Lyon", "33000 Bordeaux", "my last day of work will be 22 December 2026"):
        assert words in text


def test_json_holds_the_letter(run: Run, marie: Path) -> None:
    found = run("letter", marie, "reminder_of_limits", "Atlas", *ON, "--json").json
    assert found.keys() == {"template", "language", "title", "channel", "to", "subject", "text", "missing", "cautions"}
    assert (found["template"], found["language"], found["channel"], found["missing"]) == (
        "reminder_of_limits", "en", "mail", [],
    )  # fmt: skip
    assert found["cautions"] == []
    assert "“Answers within 24 hours of the agreed days”" in found["text"]


def test_the_persons_own_wording_is_used(run: Run, marie: Path) -> None:
    from datetime import UTC, datetime

    from rebond.actions.letter_writing import save_wording
    from rebond.domain.letters.kinds import OwnTemplate, Tongue

    with Journal.open(marie) as journal:
        own = OwnTemplate(template="polite_no", language=Tongue.EN, subject="No", text="Sorry, {{ person.name }}.")
        save_wording(journal, own, datetime.combine(TODAY, datetime.min.time(), UTC))
    assert run("letter", marie, "polite_no", "Atlas", *ON).out == "Subject: No\n\nSorry, Claire.\n"


def test_a_letter_ends_with_the_head_where_letters_do(run: Run, marie: Path) -> None:
    before = run("letter", marie, "polite_no", "atlas", *ON).out
    with Journal.open(marie) as journal:
        with journal.read() as reader:
            settings = load_settings(reader)
        save(journal, replace(settings, letters_state_head=True), TODAY)
        with journal.read() as reader:
            head = short_head(reader)
    stated = run("letter", marie, "polite_no", "atlas", *ON).out
    assert stated.startswith(before.rstrip())
    assert stated.endswith(f": {head}\n")


def due_of_perret(path: Path) -> date:
    """Return the day on which the open invoice of Perret falls due that does so first."""
    with Journal.open(path, read_only=True) as journal, journal.read() as reader:
        (client,) = named(reader, Client, "Perret")
        (mission,) = reader.matching(Mission, client_id=client.id)
        return invoices_to_ask_for(reader, client.id, mission.id)[0].due


@pytest.mark.parametrize(
    ("template", "days", "code", "told"),
    [
        ("late_before_due", 0, None, ""),
        ("late_before_due", 1, "after_due", "this letter says that the day is still ahead."),
        ("late_friendly", 1, None, ""),
        ("late_friendly", 0, "before_due", "this letter says that it is late."),
        ("late_second", 0, "before_due", "this letter says that it is late."),
    ],
)
def test_a_letter_that_is_false_on_its_day_says_so_beside_the_letter(
    run: Run, marie: Path, template: str, days: int, code: str | None, told: str
) -> None:
    day = due_of_perret(marie) + timedelta(days=days)
    said = run("letter", marie, template, "Perret", "--today", day)
    assert said.code == 0
    assert "my invoice" in said.out or "My invoice" in said.out
    assert said.err.endswith(f"{told}\n") if told else said.err == ""
    found = run("letter", marie, template, "Perret", "--today", day, "--json")
    assert [one["caution"] for one in found.json["cautions"]] == ([code] if code else [])
    assert not told or found.json["cautions"][0]["text"].endswith(told)


def test_a_rate_whose_table_has_ended_is_told_where_the_letter_names_it(run: Run, marie: Path) -> None:
    day = TODAY
    said = run("letter", marie, "late_firm", "Perret", "--today", day)
    assert said.code == 0
    assert said.err.startswith("To be checked: the table “")
    (caution,) = run("letter", marie, "late_firm", "Perret", "--today", day, "--json").json["cautions"]
    assert caution == {"caution": "rates", "text": said.err.strip()}
    assert run("letter", marie, "late_friendly", "Perret", "--today", day).err == ""


def test_a_claim_that_is_time_barred_is_told_before_the_letter_leaves(run: Run, marie: Path) -> None:
    due = due_of_perret(marie)
    last, after = due + timedelta(days=5 * 365 - 60), due + timedelta(days=5 * 366)
    near = run("letter", marie, "late_friendly", "Perret", "--today", last)
    assert near.err == ""
    passed = run("letter", marie, "late_friendly", "Perret", "--today", after)
    assert passed.code == 0
    assert passed.err.startswith("Time-barred since ")
    (caution,) = run("letter", marie, "late_friendly", "Perret", "--today", after, "--json").json["cautions"]
    assert caution == {"caution": "barred", "text": passed.err.strip()}
    assert "barred" not in run("letter", marie, "polite_no", "Perret", "--today", after).err
