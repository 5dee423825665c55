"""Actions are parts of larger ones, which are undone as one."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rebond import actions
from rebond.actions.action import MODULES, action, said
from rebond.actions.contacts import finish_next_step
from rebond.actions.events import write_event
from rebond.actions.history import redo, redo_name, undo, undo_name
from rebond.actions.invoices import record_payment
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission, Payment
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.history import changes
from rebond.journal.journal import Journal
from rebond.journal.transaction import Transaction
from tests.languages import ENGLISH

from .doing import NOW, TODAY, contents, done, new_journal, write


@action("end_on_good_terms", "Ended on good terms: {name}")
def end_on_good_terms(transaction: Transaction, mission: Mission, payment: Payment, contact: Contact) -> int:
    """Five things that a person does when a mission ends; only this test's version of it."""
    transaction.describe(name=mission.name)
    save.within(transaction, replace(mission, ends=TODAY, contract="until_delivery"), TODAY)  # type: ignore[arg-type]
    record_payment.within(transaction, payment, TODAY)
    finish_next_step.within(transaction, contact)
    save.within(transaction, replace(contact, next_step="ask for a case study", next_date=TODAY), TODAY)
    return write_event.within(transaction, Event(mission_id=mission.id, date=TODAY, text="The last day"), NOW)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    journal = new_journal(tmp_path)
    write(
        journal,
        Client(name="Atlas"),
        Mission(client_id=1, name="Site", starts=date(2026, 1, 1)),
        Invoice(client_id=1, mission_id=1, number="1", amount=100, issued=TODAY, due=TODAY),
        Contact(name="Claire", next_step="call"),
    )
    return journal


def rows(journal: Journal) -> tuple[Mission, Contact]:
    with journal.read() as reader:
        (mission,), (contact,) = reader.all(Mission), reader.all(Contact)
    return mission, contact


def test_five_actions_in_one_are_one_change_and_one_undo(journal: Journal) -> None:
    mission, contact = rows(journal)
    change = done(journal, end_on_good_terms, mission, Payment(invoice_id=1, date=TODAY, amount=100), contact)
    assert (change.action, dict(change.facts)) == ("end_on_good_terms", {"name": "Site"})
    assert change.kinds == {"mission", "payment", "invoice", "contact", "event"}
    assert said(ENGLISH, change.action, change.facts) == "Ended on good terms: Site"
    with journal.read() as reader:
        assert [event.text for event in reader.all(Event)] == ["The last day"]


def test_a_part_that_is_refused_undoes_the_parts_before_it(journal: Journal) -> None:
    before = contents(journal)
    mission, contact = rows(journal)
    with pytest.raises(Refused) as caught:
        end_on_good_terms(journal, mission, Payment(invoice_id=1, date=TODAY, amount=101), contact)
    assert [problem.code for problem in caught.value.problems] == ["paid_too_much"]
    assert contents(journal) == before
    with journal.read() as reader:
        assert [change.action for change in changes(reader, limit=5)] == ["set_up", "create"]


def test_a_transaction_inside_a_transaction_is_a_fault_of_ours(journal: Journal) -> None:
    with journal.transaction("outer"), pytest.raises(RuntimeError, match="within"):
        save(journal, Client(name="Perret"), TODAY)


def test_undo_and_redo_say_what_they_will_do(journal: Journal) -> None:
    save(journal, Client(name="Perret"), TODAY)
    save(journal, Client(name="Lune"), TODAY)
    assert (undo_name(ENGLISH, journal), redo_name(ENGLISH, journal)) == ("Client added: Lune", "")
    undo(journal)
    assert (undo_name(ENGLISH, journal), redo_name(ENGLISH, journal)) == ("Client added: Perret", "Client added: Lune")
    redo(journal)
    assert redo_name(ENGLISH, journal) == ""


def test_two_actions_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        action("save")(lambda transaction: None)


def test_a_process_that_only_reads_the_history_knows_every_action() -> None:
    package = Path(str(actions.__file__)).parent
    declaring = {
        path.relative_to(package).parts[0].removesuffix(".py")
        for path in package.rglob("*.py")
        if path.name != "action.py"
        and re.search(r"^(@action|declare_sentence)\(.*later", path.read_text(), re.MULTILINE)
    }
    assert declaring <= set(MODULES)
