"""`rebond late`: the open invoices with their state, next step, penalty and indemnity."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rebond.actions.journals import create
from rebond.domain.countries import Country
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.missions.kinds import Client, ClientLegalForm, Invoice, Mission, Payment
from rebond.journal.queries.settings import load_settings

from .conftest import Run

TODAY = "2025-09-10"
KEYS = {"number", "client", "due", "days_late", "state", "next_step", "penalty", "indemnity", "periods"}
PERIOD_KEYS = {"first", "last", "days", "rate", "base"}
#: The worked example of algorithms.md, 8.
WORKED = Invoice(
    client_id=1, number="2025-04", amount=2_400_00, vat=480_00, issued=date(2025, 4, 30), due=date(2025, 5, 30)
)  # fmt: skip
PART = Payment(invoice_id=1, date=date(2025, 7, 15), amount=1_000_00)
REST = Payment(invoice_id=1, date=date(2025, 9, 10), amount=1_880_00)


def written(*rows: Iterable[Entity], country: Country | None = Country.FR) -> Path:
    path = Path("late.rebond")
    with create(path) as journal, journal.transaction("import") as transaction:
        transaction.update(replace(load_settings(transaction), country=country))
        for of_a_kind in rows:
            transaction.insert_all(of_a_kind)
    return path


def invoices(run: Run, path: Path, *more: str, today: str = TODAY) -> list[dict[str, Any]]:
    said = run("late", path, "--today", today, "--json", *more)
    assert said.code == 0, said.err
    found = said.json
    assert (found["today"], found["currency"]) == (today, "EUR")
    for one in found["invoices"]:
        assert set(one) >= KEYS
        assert all(set(period) >= PERIOD_KEYS for period in one["periods"])
    listed: list[dict[str, Any]] = found["invoices"]
    return listed


def test_the_worked_example_to_the_cent(run: Run) -> None:
    paid = replace(WORKED, settled=date(2025, 9, 10))
    path = written([Client(name="Lune")], [paid], [PART, REST])
    assert invoices(run, path, today="2026-01-10") == []
    (one,) = invoices(run, path, "--settled", today="2026-01-10")
    assert (one["penalty"], one["indemnity"], one["days_late"], one["state"]) == (82_22, 40_00, 103, "settled")
    assert one["next_step"] is None
    assert [{key: period[key] for key in PERIOD_KEYS} for period in one["periods"]] == [
        {"first": "2025-05-31", "last": "2025-06-30", "days": 31, "rate": 13.15, "base": 2_880_00},
        {"first": "2025-07-01", "last": "2025-07-15", "days": 15, "rate": 12.15, "base": 2_880_00},
        {"first": "2025-07-16", "last": "2025-09-10", "days": 57, "rate": 12.15, "base": 1_880_00},
    ]
    assert {period["article"] for period in one["periods"]} == {"Code de commerce, art. L441-10, II"}


def test_seen_before_the_rest_was_paid_it_is_open(run: Run) -> None:
    path = written([Client(name="Lune")], [replace(WORKED, settled=date(2025, 9, 10))], [PART, REST])
    (one,) = invoices(run, path, today="2025-09-09")
    assert (one["state"], one["left"], one["days_late"], one["penalty"]) == ("late", 1_880_00, 102, 81_59)
    assert one["next_step"] == "formal_notice"


@pytest.mark.parametrize(
    ("country", "penalty", "reason", "indemnity"),
    [
        ("FR", 83_47, False, 40_00), ("BE", None, True, 40_00), ("CH", 0, True, 0), ("QC", 0, True, 0),
        (None, None, True, None),
    ],
)  # fmt: skip
def test_the_law_of_the_country_that_is_asked_for(
    run: Run, country: str | None, penalty: int | None, reason: bool, indemnity: int | None
) -> None:
    path = written([Client(name="Lune")], [WORKED], [PART], country=None)
    (one,) = invoices(run, path, *(("--country", country) if country else ()), today="2025-09-12")
    assert (one["penalty"], bool(one["reason"]), one["indemnity"]) == (penalty, reason, indemnity)


def test_the_clients_country_comes_before_ones_own(run: Run) -> None:
    missions = [Mission(client_id=1, name="Site", starts=date(2025, 1, 1), due_day_fixed=True)]
    swiss = Client(name="Lune", country=Country.CH)
    path = written([swiss], missions, [replace(WORKED, mission_id=1)])
    (one,) = invoices(run, path, today="2025-06-09")
    # 2,880 × 5 % × 10 ÷ 365 = 3.9452
    assert (one["country"], one["penalty"], one["indemnity"]) == ("CH", 3_95, 0)


@pytest.mark.parametrize(
    ("kind", "state", "resumes"),
    [
        (StateKind.PAUSED, "paused", "2025-09-21"), (StateKind.PROMISED, "promised", "2025-09-21"),
        (StateKind.DISPUTED, "disputed", None),
    ],
)  # fmt: skip
def test_a_state_stops_the_next_step(run: Run, kind: StateKind, state: str, resumes: str | None) -> None:
    held = InvoiceState(
        invoice_id=1, type=kind, starts=date(2025, 9, 1), until=date(2025, 9, 20), reason="new accountant"
    )
    path = written([Client(name="Lune")], [WORKED], [held])
    (one,) = invoices(run, path)
    assert (one["state"], one["state_reason"], one["next_step"]) == (state, "new accountant", None)
    assert (one["state_until"], one["next_step_on"]) == ("2025-09-20", resumes)
    (later_on,) = invoices(run, path, today="2025-09-21")
    assert later_on["next_step"] == (None if kind is StateKind.DISPUTED else "formal_notice")
    broken = int(kind is StateKind.PROMISED)
    assert later_on["promises"] == {"made": broken, "kept": 0, "broken": broken}


def test_one_that_is_not_due_yet_is_open(run: Run) -> None:
    path = written([Client(name="Lune")], [WORKED])
    (one,) = invoices(run, path, today="2025-05-24")
    assert (one["state"], one["days_late"], one["penalty"], one["indemnity"]) == ("open", 0, 0, 0)
    assert (one["next_step"], one["next_step_on"], one["age"]) == ("before_due", "2025-05-23", 24)


def test_as_text_with_periods_rates_and_articles(run: Run) -> None:
    path = written([Client(name="Lune")], [replace(WORKED, settled=date(2025, 9, 10))], [PART, REST])
    assert run("late", path, "--today", "2026-01-10").out == "No invoice is open.\n"
    rests_on = "refinancing rate of the European Central Bank + 10 points · Code de commerce, art. L441-10, II"
    assert run("late", path, "--today", "2026-01-10", "--settled").out.splitlines() == [
        "Lune · 2025-04 · due 30 May 2025 · 103 days late · settled 10 September 2025",
        "  Penalty: €82.22",
        f"    31 May 2025 to 30 Jun 2025: 31 days at 13.15% of €2,880.00 · {rests_on}",
        f"    1 Jul 2025 to 15 Jul 2025: 15 days at 12.15% of €2,880.00 · {rests_on}",
        f"    16 Jul 2025 to 10 Sept 2025: 57 days at 12.15% of €1,880.00 · {rests_on}",
        "  Fixed indemnity: €40.00 (Code de commerce, art. L441-10, II and D441-5)",
        "",
        "Looked up on 25 November 2026. This is no legal advice.",
    ]


def test_after_the_tables_end_it_says_so(run: Run) -> None:
    late = replace(WORKED, due=date(2026, 7, 31), issued=date(2026, 6, 30))
    path = written([Client(name="Lune")], [late])
    out = run("late", path, "--today", "2026-08-10").out
    assert "art. L441-10, II · to be checked" in out
    assert (
        "To be checked: the table “refinancing rate of the European Central Bank” ends on 30 June 2026, and its last "
        "rate goes on. Add the new rate."
    ) in out
    (one,) = invoices(run, path, today="2026-08-10")
    assert one["to_check"]
    assert [period["known"] for period in one["periods"]] == [False]


def test_why_there_is_no_figure(run: Run) -> None:
    path = written([Client(name="Lune")], [WORKED], country=None)
    told = "No figure: say the country of the client, or yours, whose law counts."
    assert told in run("late", path, "--today", TODAY).out
    told = (
        "No figure: the table “statutory rate of interest on late payments” begins on 1 January 2026. "
        "Add the rate of the time before it."
    )
    assert told in run("late", path, "--today", TODAY, "--country", "BE").out
    told = "Interest runs from the day after the formal reminder; none is noted with the invoice."
    assert told in run("late", path, "--today", TODAY, "--country", "qc").out


def test_a_country_whose_law_is_not_known_is_refused(run: Run) -> None:
    path = written([Client(name="Lune")])
    said = run("late", path, "--country", "DE")
    assert said.code != 0
    assert "“DE” is not one of FR, BE, CH, QC" in said.err


def test_a_name_that_is_hostile_stays_on_its_line(run: Run) -> None:
    held = InvoiceState(
        invoice_id=1, type=StateKind.DISPUTED, starts=date(2025, 9, 1), reason="<b>line\nbreak</b>\n\nהנחה"
    )
    path = written([Client(name='"<i>Lune</i>"\u202e')], [WORKED], [held])
    lines = run("late", path, "--today", TODAY).out.splitlines()
    assert lines[0].startswith('"<i>Lune</i>"')
    assert lines[1].startswith("  disputed · ")
    assert "\u202e" not in lines[0]


#: An invoice of a year that every limitation of France has passed for but the longest.
OLD = Invoice(client_id=1, number="1", amount=1_000_00, issued=date(2021, 5, 30), due=date(2021, 6, 30))
NOTICE = "  Next: formal notice"


def told(run: Run, path: Path, today: str, language: str = "en") -> list[str]:
    lines: list[str] = run("late", path, "--today", today, "--lang", language).out.splitlines()
    return lines


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2025-05-29", None),
        ("2025-05-30", "  It can no longer be claimed after 30 May 2026 ({law})."),
        ("2026-05-30", "  It can no longer be claimed after 30 May 2026 ({law})."),
        ("2026-05-31", "  Time-barred since 31 May 2026 ({law}), unless interrupted: check before you write."),
        ("2030-01-01", "  Time-barred since 31 May 2026 ({law}), unless interrupted: check before you write."),
    ],
)
def test_a_limitation_is_told_from_a_year_before_and_once_it_has_passed(run: Run, today: str, said: str | None) -> None:
    path = written([Client(name="Lune")], [OLD])
    lines = told(run, path, today)
    assert NOTICE in lines
    limited = [line for line in lines if "claimed after" in line or "Time-barred" in line]
    assert limited == ([said.format(law="Code civil, art. 2224; Code de commerce, art. L110-4")] if said else [])
    (one,) = invoices(run, path, today=today)
    assert one["limitation"] == "2026-05-30"


def test_in_french_it_is_prescribed(run: Run) -> None:
    path = written([Client(name="Lune", legal_form=ClientLegalForm.CONSUMER)], [OLD])
    (said,) = [line for line in told(run, path, "2026-01-01", "fr") if "rescrite" in line]
    assert said.replace("\u202f", " ").replace("\xa0", " ") == (
        "  Prescrite depuis le 31 mai 2023 (Code de la consommation, art. L218-2), sauf interruption : "
        "vérifiez avant d’écrire."
    )


def test_of_a_private_person_no_figure_and_why(run: Run) -> None:
    path = written([Client(name="Lune", legal_form=ClientLegalForm.CONSUMER)], [WORKED])
    (one,) = invoices(run, path)
    assert (one["penalty"], one["indemnity"], one["periods"], one["indemnity_article"]) == (None, 0, [], None)
    assert one["reason"].startswith("No figure: late payment penalties and the €40 are for debts between professionals")
    assert one["limitation"] == "2027-04-30"
    text = "\n".join(told(run, path, TODAY))
    assert one["reason"] in text
    assert "L441-10" not in text
    assert "Penalty" not in text
    # By the law of Belgium, that is so too; in Switzerland the law is for everybody.
    assert invoices(run, path, "--country", "BE")[0]["penalty"] is None
    assert invoices(run, path, "--country", "CH")[0]["penalty"] == 0


def test_of_a_public_body_the_rate_of_public_contracts(run: Run) -> None:
    path = written([Client(name="Lune", legal_form=ClientLegalForm.PUBLIC)], [replace(WORKED, vat=0)])
    (one,) = invoices(run, path, today="2025-07-31")
    # 2,400.00 × 11.15 % × 62 ÷ 365 = 45.4553…
    assert (one["penalty"], one["indemnity"], one["reason"]) == (45_46, 40_00, None)
    assert one["indemnity_article"] == "Code de la commande publique, art. D2192-35"
    assert {period["basis"] for period in one["periods"]} == {"public"}
    assert "L441-10" not in "\n".join(told(run, path, "2025-07-31"))
