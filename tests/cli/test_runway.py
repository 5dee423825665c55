"""`rebond runway`: the worked example's answers, as words, as JSON, as pages."""

import datetime as dt
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.actions.taking_in import SHORT, TODAY, new_journal, take_in, written

from .conftest import Run


@pytest.fixture
def worked() -> Path:
    """The runway's first worked example."""
    folder = Path.cwd()
    with new_journal(folder, "worked") as journal:
        take_in(journal, written(folder, SHORT))
    return folder / "worked.rebond"


@pytest.mark.parametrize(
    ("how", "zero", "months"),
    [
        ([], "2028-08-01", 20.32),
        (["--leaves", "Atlas"], "2027-06-01", 6.32),
        (["--leaves=atlas"], "2027-06-01", 6.32),
        (["--leaves", "Atlas,no-notice"], "2027-05-05", 5.43),
        (["--leaves", "Atlas,pays-nothing"], "2027-04-01", 4.32),
        (["--leaves", f"Atlas,told={TODAY},pays-nothing"], "2027-04-01", 4.32),
        (["--leaves", "Perret"], "2028-02-05", 14.45),
        (["--leaves", "Atlas", "--leaves", "Perret"], "2027-05-01", 5.3),
        (["--no-income"], "2027-03-01", 3.25),
        (["--no-income", "--essentials"], "2027-03-01", 3.25),
        (["--horizon", "12"], None, None),
    ],
)
def test_the_worked_examples_answers(
    run: Run, worked: Path, how: list[str], zero: str | None, months: float | None
) -> None:
    found = run("runway", worked, "--today", TODAY, "--json", *how).json
    assert (found["zero_date"], found["months_left"]) == (zero, months)


def test_the_json_holds_every_day_and_lines_that_add_up(run: Run, worked: Path) -> None:
    found = run("runway", worked, "--today", TODAY, "--json", "--leaves", "Atlas").json
    assert (found["today"], found["opening"], found["currency"]) == ("2026-11-22", 900_000, "EUR")
    assert (found["since"], found["horizon_months"]) == ("2026-11-20", 24)
    days = [dt.date.fromisoformat(entry["date"]) for entry in found["series"]]
    assert days == [TODAY + dt.timedelta(days=n) for n in range((dt.date(2028, 11, 22) - TODAY).days + 1)]
    for entry in found["series"]:
        moved = sum(line["amount"] for line in found["lines"] if line["date"] <= entry["date"])
        assert entry["balance"] == found["opening"] + moved
    first = [(line["date"], line["amount"], line["kind"]) for line in found["lines"][:4]]
    assert first == [
        ("2026-11-29", 60_000, "expected"), ("2026-12-01", -190_000, "expense"), ("2026-12-05", -35_000, "expense"),
        ("2026-12-12", 240_000, "expected"),
    ]  # fmt: skip
    assert all(line["label"] for line in found["lines"])


def test_work_never_invoiced_is_a_warning(run: Run, worked: Path) -> None:
    (warning,) = run("runway", worked, "--today", TODAY, "--json").json["warnings"]
    assert "Perret" in warning
    assert "September 2026" in warning


def test_an_accepted_amendment_that_was_never_invoiced_is_a_warning(run: Run, tmp_path: Path) -> None:
    day = "2026-11-20"
    mission = {"client": "Lune", "name": "Site", "starts": "2026-11-01", "amount": 240_000}
    about = {"client": "Lune", "mission": "Site"}
    answered = {"number": "A1", "made": day, "hourly_rate": 8_000, "sent": day, "reply": "accepted", "answered": day}
    noted = {
        "clients": [{"name": "Lune"}],
        "missions": [mission],
        "amendments": [about | answered],
        "events": [about | {"date": day, "text": "A film", "minutes": 90, "amendment": "A1"}],
    }
    run("import", tmp_path / "mine.rebond", written(tmp_path, noted), "--today", TODAY, "--yes")
    said = run("runway", tmp_path / "mine.rebond", "--today", TODAY).out
    assert "Not invoiced yet to Lune, and not counted: Site, amendment A1." in said


def test_charges_that_are_not_counted_are_said(run: Run, tmp_path: Path) -> None:
    noted = {"accounts": [{"name": "Account", "balances": [{"date": "2026-11-20", "amount": 900_000}]}]}
    run("import", tmp_path / "mine.rebond", written(tmp_path, noted), "--today", TODAY, "--yes")
    assert "No social charges are counted yet" in run("runway", tmp_path / "mine.rebond", "--today", TODAY).out


def test_without_options_every_standing_answer_is_told(run: Run, worked: Path) -> None:
    said = run("runway", worked, "--today", TODAY).out
    assert "until 1 August 2028" in said
    for question in ("Atlas leaves", "Perret leaves", "Atlas and Perret leave", "no income at all"):
        assert question in said


def test_before_the_first_invoice_the_largest_client_is_that_of_the_next_12_months(run: Run) -> None:
    document = {**SHORT, "invoices": []}
    with new_journal(Path.cwd(), "new") as journal:
        take_in(journal, written(Path.cwd(), document))
    assert "The largest client is that of the next 12 months" in run("runway", "new.rebond", "--today", TODAY).out
    found = run("runway", "new.rebond", "--today", TODAY, "--json").json
    assert (found["largest"], found["largest_over"]) == (["Atlas", "Perret"], "next_12_months")


def test_savings_below_zero_are_said_to_be(run: Run) -> None:
    document = {**SHORT, "accounts": [{"name": "Current", "balances": [{"date": "2026-11-20", "amount": -100_000}]}]}
    with new_journal(Path.cwd(), "below") as journal:
        take_in(journal, written(Path.cwd(), document))
    said = run("runway", "below.rebond", "--today", TODAY).out
    assert said.startswith("As things stand, your savings are already below zero.")
    assert "  nobody leaves               already below zero\n" in said


def test_it_speaks_french(run: Run, worked: Path) -> None:
    assert "2028" in run("runway", worked, "--today", TODAY, "--lang", "fr").out
    assert "août 2028" in run("--lang=fr", "runway", worked, "--today", TODAY).out
    assert "août 2028" in run("--lang", "fr", "runway", worked, "--today", TODAY).out


def test_a_client_with_a_comma_in_its_name_can_leave(run: Run) -> None:
    folder = Path.cwd()
    document = {
        "clients": ["Roux, Blanc", "Roux"],
        "missions": [{"client": "Roux, Blanc", "name": "x", "starts": "2026-01-01", "amount": 100_000}],
    }
    with new_journal(folder, "comma") as journal:
        take_in(journal, written(folder, document))
    for text in ("Roux, Blanc", "Roux, Blanc,no-notice", "Roux, Blanc, told=2027-01-01 , pays-nothing", "Roux"):
        assert run("runway", "comma.rebond", "--today", TODAY, "--leaves", text).code == 0


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (["--leaves", "Atlsa"], "Atlas, Perret"),
        (["--leaves", "Atlas,no-notise"], "no-notise"),
        (["--leaves", "Atlas,told=soon"], "soon"),
        (["--leaves", "Atlas", "--leaves", "ATLAS,no-notice"], "twice"),
        (["--leaves"], "CLIENT"),
        (["--horizon", "0"], "120"),
        (["--horizon", "-3"], "120"),
        (["--horizon", "x"], "120"),
        (["--today", "2026-02-30"], "2026-02-30"),
        (["--jsn"], "--json"),
        (["--json", "--json"], "twice"),
        (["--lang", "de"], "fr | en"),
        (["--lang"], "fr | en"),
        (["--json=yes"], "no value"),
        (["other.rebond"], "other.rebond"),
    ],
)
def test_what_is_not_understood_is_said_in_one_line(run: Run, worked: Path, how: list[str], said: str) -> None:
    found = run("runway", worked, *how)
    assert (found.code, found.out) == (2, "")
    assert said in found.err
    assert found.err.count("\n") == 1


def test_the_page_is_written_as_pdf_and_png(run: Run, marie: Path) -> None:
    found = run("runway", marie, "--today", TODAY, "--leaves", "Atlas", "--pdf", "out.pdf", "--png", "out.png")
    assert found.code == 0
    text = PdfReader("out.pdf").pages[0].extract_text()
    assert "Atlas" in text
    assert Path("out.png").read_bytes().startswith(b"\x89PNG")


def test_a_page_that_cannot_be_written_is_refused_in_words(run: Run, marie: Path) -> None:
    found = run("runway", marie, "--pdf", "none/out.pdf")
    assert found.code == 1
    assert f"{Path.cwd() / 'none'}." in found.err
    assert run("runway", marie, "--pdf", marie).code == 1
    assert run("check", marie).code == 0


def test_a_client_is_found_whatever_its_capitals_and_the_exact_name_first(run: Run) -> None:
    clients = [{"name": name} for name in ("Émile", "École", "école")]
    run("import", "new.rebond", written(Path(), {"clients": clients}))
    for typed, meant in (
        ("émile", "Émile"),
        ("E\N{COMBINING ACUTE ACCENT}mile", "Émile"),
        ("École", "École"),
        ("école", "école"),
    ):
        assert f"If {meant} leaves" in run("runway", "new.rebond", "--leaves", typed).out
