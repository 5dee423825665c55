"""The rows of a dossier: those of a client and a period, with what belongs to them, deleted ones too."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rebond.actions.journals import create
from rebond.domain.agreements.kinds import AgreedTask, Agreement
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission, Payment
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.domain.tasks.kinds import Task
from rebond.journal.history import RowChange, Version
from rebond.journal.journal import Journal
from rebond.journal.queries.dossier_rows import DossierPeriod, ProvenRow, rows_of_dossier

MARCH = DossierPeriod(date(2026, 3, 1), date(2026, 3, 31))


def day(month: int, number: int = 1) -> date:
    return date(2026, month, number)


def invoice(number: str, issued: date, settled: date | None = None) -> Invoice:
    return Invoice(client_id=1, number=number, amount=100_00, issued=issued, due=issued, settled=settled)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    rows = (
        [Client(name="Atlas"), Client(name="Other")],
        [
            Mission(client_id=1, name="Before", starts=day(1), ended=day(2, 28)),
            Mission(client_id=1, name="During", starts=day(1)),
            Mission(client_id=1, name="After", starts=day(4)),
            Mission(client_id=2, name="Other", starts=day(1)),
        ],
        [Agreement(mission_id=2, starts=day(1)), Agreement(mission_id=2, starts=day(4))],
        [AgreedTask(agreement_id=1, name="Now"), AgreedTask(agreement_id=2, name="Later")],
        [
            Event(mission_id=2, date=day(2, 28), text="Day before"), Event(mission_id=2, date=day(3), text="First"),
            Event(mission_id=2, date=day(3, 31), text="Last"), Event(mission_id=2, date=day(4), text="Day after"),
            Event(mission_id=4, date=day(3), text="Other"), Event(mission_id=1, date=day(3, 2), text="Deleted"),
        ],
        [
            Talk(client_id=1, type=TalkKind.PAYMENT, held=day(3, 5)),
            Talk(client_id=1, type=TalkKind.LIMITS, date=day(4)),
        ],
        [
            invoice("paid before", day(1), day(2)), invoice("issued", day(3, 31)), invoice("open", day(1)),
            invoice("paid in it", day(1), day(3, 2)), invoice("issued after", day(4)),
            invoice("promised in it", day(1), day(2)),
        ],
        [Payment(invoice_id=1, date=day(2), amount=1), Payment(invoice_id=4, date=day(3, 2), amount=1),
         Payment(invoice_id=3, date=day(4), amount=1)],
        [InvoiceState(invoice_id=6, type=StateKind.PROMISED, starts=day(3, 3), until=day(3, 9))],
        [
            Task(text="done in it", due=day(1), done=day(3), mission_id=2),
            Task(text="due after", due=day(4), mission_id=2),
            Task(text="of the talk", due=day(3), talk_id=1),
        ],
    )  # fmt: skip
    with create(tmp_path / "own.rebond") as made:
        with made.transaction("import") as transaction:
            for of_a_kind in rows:
                transaction.insert_all(of_a_kind)  # type: ignore[arg-type]
        with made.transaction("delete") as transaction:
            transaction.delete(Event, 6)
        yield made


def names(journal: Journal, kind: str, period: DossierPeriod = MARCH, client_id: int = 1) -> list[str]:
    field = {"event": "text", "task": "text", "invoice": "number", "talk": "type", "payment": "invoice_id"}.get(
        kind, "name"
    )
    with journal.read() as reader:
        found = rows_of_dossier(reader, client_id, period, preparation=True)[kind]
    return [str(getattr(proven.row, field)) for proven in found.values()]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("mission", ["During"]),
        ("agreed_task", ["Now"]),
        ("event", ["First", "Last", "Deleted"]),
        ("talk", ["payment"]),
        ("invoice", ["issued", "open", "paid in it", "promised in it"]),
        ("payment", ["4", "3"]),
        ("task", ["done in it", "of the talk"]),
    ],
)
def test_a_period_has_what_was_in_it(journal: Journal, kind: str, expected: list[str]) -> None:
    assert names(journal, kind) == expected


def test_what_was_deleted_is_told_as_it_last_was(journal: Journal) -> None:
    with journal.read() as reader:
        found = rows_of_dossier(reader, 1, MARCH)["event"]
    deleted = [proven for proven in found.values() if proven.deleted]
    assert [proven.row.text for proven in deleted] == ["Deleted"]  # type: ignore[attr-defined]
    assert [version.row.after is None for version in deleted[0].versions] == [False, True]


def test_an_open_period_has_everything_of_the_client_and_nothing_of_another(journal: Journal) -> None:
    whole = DossierPeriod()
    assert names(journal, "mission", whole) == ["Before", "During", "After"]
    assert names(journal, "mission", whole, 2) == ["Other"]
    assert len(names(journal, "event", whole)) == 5
    assert len(names(journal, "invoice", whole)) == 6
    assert names(journal, "mission", DossierPeriod(first=day(3))) == ["During", "After"]
    assert names(journal, "mission", DossierPeriod(last=day(3))) == ["Before", "During"]


def test_the_versions_erased_of_a_row_are_counted() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    versions = tuple(
        Version(seq, at, "add_client", RowChange("client", 1, None, None, erased=erased))
        for seq, erased in enumerate((True, False, True), 1)
    )
    proven = ProvenRow(Client(id=1, name="Atlas"), versions, deleted=False)
    assert (proven.erased, proven.entered) == (2, at)
