"""`rebond routes`: the routes to the payment of an invoice, open or not, as text and as JSON."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, ClientLegalForm, Invoice, Payment
from rebond.journal.journal import Journal
from tests.actions.taking_in import TODAY

from .conftest import Run


def late(marie: Path) -> Invoice:
    """Return an invoice of Marie's that is late."""
    with Journal.open(marie) as journal, journal.read() as reader:
        open_ones = [one for one in reader.all(Invoice) if one.settled is None and not one.cancelled and one.amount > 0]
    return next(one for one in open_ones if one.due < TODAY)


def test_the_routes_of_an_invoice_are_told_with_what_they_need(run: Run, marie: Path) -> None:
    invoice = late(marie)
    with Journal.open(marie) as journal:
        with journal.read() as reader:
            client = reader.get(Client, invoice.client_id)
        assert client
        save(journal, replace(client, legal_form=ClientLegalForm.COMPANY), TODAY)
    said = run("routes", marie, invoice.number, "--today", TODAY)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith(invoice.number)
    assert lines[1] == "You: sole trader, liberal profession. The client: commercial company."
    assert lines.index("Open to you") < lines.index("  Formal notice to pay") < lines.index("Not open, and why")
    law = lines.index("  Recovery without a judge (law of 23 April 2026)")
    assert lines.index("Not open, and why") < law
    assert lines[law + 1].endswith("a liberal profession is none in law.")
    assert lines[-1] == "Looked up on 26 November 2026. This is no legal advice."
    contested = run("routes", marie, invoice.number, "--contested", "--today", TODAY).out
    assert "It is for debts invoiced between" in contested
    assert "it is for uncontested debts only" in contested
    assert "it is for uncontested debts only" not in said.out


def test_json_says_the_claim_and_every_route(run: Run, marie: Path) -> None:
    invoice = late(marie)
    told = run("routes", marie, invoice.number, "--today", TODAY, "--json").json
    assert (told["invoice"], told["own_form"], told["client_form"]) == (invoice.number, "liberal", None)
    assert (told["own_country"], told["currency"], told["contested"]) == ("FR", "EUR", False)
    by_code = {route["code"]: route for route in told["routes"]}
    assert by_code["formal-notice"]["state"] == "open"
    assert by_code["small-debts"]["reasons"][0]["reason"] == "say_client_form"
    assert by_code["commercial-debts"]["price"] is None


def test_a_number_that_no_invoice_has_is_refused(run: Run, marie: Path) -> None:
    said = run("routes", marie, "1999-1", "--today", TODAY)
    assert said.code == 2
    assert "There is no invoice “1999-1”." in said.err


def test_the_amount_is_that_of_the_day(run: Run, marie: Path) -> None:
    """Of 1,000.00 due in May, 400.00 came on 15 July and the rest on 1 September."""
    invoice = Invoice(
        client_id=1, number="X-1", amount=1_000_00, issued=date(2026, 4, 30), due=date(2026, 5, 30),
        settled=date(2026, 9, 1),
    )  # fmt: skip
    with Journal.open(marie) as journal, journal.transaction("import") as transaction:
        (row_id,) = transaction.insert_all([invoice])
        transaction.insert_all([
            Payment(invoice_id=row_id, date=date(2026, 7, 15), amount=400_00),
            Payment(invoice_id=row_id, date=date(2026, 9, 1), amount=600_00),
        ])  # fmt: skip
    days = ("2026-07-14", "2026-07-15", "2026-08-31", "2026-09-01")
    amounts = [run("routes", marie, "X-1", "--today", day, "--json").json["amount"] for day in days]
    assert amounts == [1_000_00, 600_00, 600_00, 0]


def test_a_detail_has_the_punctuation_of_the_language(run: Run, marie: Path) -> None:
    said = run("routes", marie, late(marie).number, "--today", TODAY, "--lang", "fr").out
    assert "    Documents\xa0: " in said
    assert not re.search(r"\w: ", said)


def test_a_limitation_that_has_passed_is_told(run: Run, marie: Path) -> None:
    number = late(marie).number
    near, passed = (run("routes", marie, number, "--today", day) for day in ("2031-06-01", "2033-06-01"))
    assert "It can no longer be claimed after" in near.out
    assert "Time-barred since" in passed.out
    assert run("routes", marie, number, "--today", "2033-06-01", "--json").json["limitation"].startswith("2031-")
    assert run("routes", marie, number, "--today", TODAY, "--json").json["limitation"] is None
