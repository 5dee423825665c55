"""What is due today: which rows, in which order, and that the counts are those of the list."""

from datetime import date, timedelta
from pathlib import Path

from rebond.actions.journals import create
from rebond.domain.missions.kinds import Client, Contract, Invoice, Milestone, Mission, Payment
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.queries.due import DEADLINE_DAYS, DueCounts, DueKind, due_counts, due_lines

TODAY = date(2026, 11, 22)
EARLIER, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_each_kind_is_due_within_its_days_and_counted_once(tmp_path: Path) -> None:
    last = TODAY + timedelta(days=DEADLINE_DAYS)
    clients = [Client(name="Lune"), Client(name="Marée")]
    mission = Mission(client_id=1, name="Site", starts=EARLIER, ends=last, contract=Contract.FIXED_TERM)
    missions = [mission, Mission(client_id=2, name="Over", starts=EARLIER, ends=EARLIER, contract=Contract.FIXED_TERM)]
    milestones = [
        Milestone(mission_id=2, name="Draft", amount=100, date=TODAY),
        Milestone(mission_id=1, name="Delivery", amount=100, date=last + timedelta(days=1)),
    ]
    usual = {"client_id": 1, "issued": date(2026, 10, 1)}
    invoices = [
        Invoice(**usual, number="1", amount=100_00, vat=20_00, due=EARLIER),  # type: ignore[arg-type]
        Invoice(**usual, number="2", amount=100_00, due=TODAY),  # type: ignore[arg-type]
        Invoice(**usual, number="3", amount=100_00, due=EARLIER, cancelled=True),  # type: ignore[arg-type]
        Invoice(**usual, number="4", amount=-100_00, due=EARLIER),  # type: ignore[arg-type]
        Invoice(**usual, number="5", amount=100_00, due=EARLIER, settled=EARLIER),  # type: ignore[arg-type]
        Invoice(**usual, number="6", amount=1, vat=1, due=EARLIER),  # type: ignore[arg-type]
    ]
    payments = [Payment(invoice_id=1, date=EARLIER, amount=50_00)]
    contacts = [
        Contact(name="Zoe", next_step="call", next_date=TODAY),
        Contact(name="Ann", next_date=EARLIER),
        Contact(name="Later", next_date=LATER),
        Contact(name="Never"),
    ]
    with create(tmp_path / "due.rebond") as journal:
        with journal.transaction("import") as transaction:
            for rows in (
                clients,
                missions,
                milestones,
                invoices,
                payments,
                contacts,
            ):
                transaction.insert_all(rows)
        with journal.read() as reader:
            found = due_lines(reader, TODAY)
            counts = due_counts(reader, TODAY)
            assert due_lines(reader, TODAY, limit=2, offset=1) == found[1:3]
    assert [(line.kind, line.day, line.who, line.what, line.left) for line in found] == [
        (DueKind.FOLLOW_UP, EARLIER, "Ann", "", 0),
        (DueKind.LATE_INVOICE, EARLIER, "Lune", "1", 70_00),
        (DueKind.LATE_INVOICE, EARLIER, "Lune", "6", 2),
        (DueKind.MILESTONE, TODAY, "Marée", "Draft", 0),
        (DueKind.FOLLOW_UP, TODAY, "Zoe", "call", 0),
        (DueKind.CONTRACT_END, last, "Lune", "Site", 0),
    ]
    assert counts == DueCounts(follow_ups=2, late_invoices=2, deadlines=2)
    assert counts.all == len(found)
