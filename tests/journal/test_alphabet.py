"""Names sort as a person expects."""

from datetime import date
from pathlib import Path

from rebond.actions.journals import create
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.alphabet import fold
from rebond.journal.queries.contacts import Asked, ContactOrder, contact_lines
from rebond.journal.queries.missions import client_names, mission_lines

NAMES = ["Thomas", "élise", "Zoé", "Émile", "anne", "Œuvre", "Benoît"]


def test_accents_and_capitals_make_no_difference() -> None:
    assert sorted(NAMES, key=lambda name: fold(name) or "")[:4] == ["anne", "Benoît", "élise", "Émile"]
    assert fold(None) is None
    assert fold("") == ""


def test_contacts_missions_and_clients_are_listed_so(tmp_path: Path) -> None:
    with create(tmp_path / "names.rebond") as journal:
        with journal.transaction("import") as transaction:
            transaction.insert_all([Contact(name=name) for name in NAMES])
            ids = transaction.insert_all([Client(name=name) for name in NAMES])
            transaction.insert_all([Mission(client_id=client, name="Site", starts=date(2026, 1, 1)) for client in ids])
        with journal.read() as reader:
            expected = sorted(NAMES, key=lambda name: fold(name) or "")
            lines = contact_lines(reader, Asked(order=ContactOrder.NAME), limit=50)
            assert [line.contact.name for line in lines] == expected
            assert list(client_names(reader).values()) == expected
            missions = mission_lines(reader, date(2026, 11, 22), limit=50)
            assert [line.client.name for line in missions] == expected
