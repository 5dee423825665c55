"""`rebond routes`: the routes to the payment of an invoice, open or not, as text and as JSON."""

from dataclasses import replace
from pathlib import Path

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, ClientLegalForm, Invoice
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
