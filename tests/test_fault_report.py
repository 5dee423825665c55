"""What a report of a fault says, and that it says nothing of the person's, wherever a fault may quote it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from rebond.actions.records import save
from rebond.domain.missions.kinds import Client
from rebond.domain.problems import Problem, Refused
from rebond.fault_report import note_action, report, report_qt, system
from rebond.journal.journal import Journal
from rebond.journal.transaction import Transaction
from tests.actions.taking_in import TODAY

#: A person, her client, her note, and an amount of hers.
MARIE, ATLAS, NOTE, AMOUNT = "Marie Duval", "Atlas Conseil", "parle de divorce", 123_456


def of_a_name() -> None:
    said = f"{MARIE} owes {AMOUNT}"
    raise ValueError(said)


def of_a_key() -> None:
    {}[ATLAS]


def of_an_attribute() -> None:
    getattr(object(), ATLAS)


def of_a_path() -> None:
    Path(f"/home/{MARIE}/{ATLAS}.rebond").read_bytes()


def of_a_number() -> None:
    int(NOTE)


def of_a_text() -> None:
    (NOTE.encode() + b"\xff").decode()


def of_a_text_to_write() -> None:
    (NOTE + "é").encode("ascii")


def of_a_query() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text(f"CREATE TABLE t (name UNIQUE, -- {NOTE}\n amount)"))
        for _twice in range(2):
            connection.execute(text("INSERT INTO t VALUES (:name, :amount)"), {"name": ATLAS, "amount": AMOUNT})


def of_a_driver() -> None:
    sqlite3.connect(":memory:").execute(f"SELECT * FROM '{ATLAS}'")  # noqa: S608


def of_a_system_error_made_by_hand() -> None:
    raise OSError(MARIE, NOTE)


def of_an_assertion() -> None:
    assert not ATLAS, f"{ATLAS} is there"


def of_a_refusal() -> None:
    raise Refused(Problem("file_exists", facts={"name": ATLAS, "path": f"/home/{MARIE}"}))


def of_a_chain() -> None:
    try:
        of_a_name()
    except ValueError as fault:
        raise LookupError(ATLAS) from fault


def of_another_on_the_way() -> None:
    try:
        of_a_key()
    finally:
        of_a_path()


def of_a_group() -> None:
    raise ExceptionGroup(MARIE, [ValueError(ATLAS), OSError(2, NOTE)])


def with_a_note() -> None:
    fault = ValueError(ATLAS)
    fault.add_note(NOTE)
    raise fault


#: Where the program is on this disk.
FOLDER = str(Path(__file__).resolve().parents[1])
FAULTS = [value for name, value in globals().items() if name.startswith(("of_", "with_"))]


def fault_of(broken: Callable[[], object]) -> BaseException:
    try:
        broken()
    except Exception as fault:  # noqa: BLE001 - whatever it is
        return fault
    raise AssertionError("nothing was broken")


@pytest.mark.parametrize("broken", FAULTS)
def test_nothing_of_the_persons_is_in_a_report(broken: Callable[[], object]) -> None:
    fault = fault_of(broken)
    said = report(fault)
    for word in (*MARIE.split(), *ATLAS.split(), *NOTE.split()[2:], str(AMOUNT), "/home", str(Path.home()), FOLDER):
        assert word not in said
    assert type(fault).__name__ in said
    assert f"in {broken.__name__}" in said


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (of_a_path, "FileNotFoundError: ENOENT"), (of_a_text, "UnicodeDecodeError: utf-8, at 16"),
        (of_a_query, "sqlalchemy.exc.IntegrityError: SQLITE_CONSTRAINT_UNIQUE"),
        (of_a_driver, "sqlite3.OperationalError: SQLITE_ERROR"),
        (of_a_refusal, "Refused: file_exists"),
        (lambda: {}["amount"], "KeyError: amount"),
        (lambda: object().missing, "AttributeError: name missing"),  # type: ignore[attr-defined]
    ],
)  # fmt: skip
def test_codes_and_what_stands_in_the_code_are_told(broken: Callable[[], object], told: str) -> None:
    assert told in report(fault_of(broken))


def test_both_faults_of_a_chain_are_told_the_first_first() -> None:
    said = report(fault_of(of_a_chain))
    assert said.index("ValueError") < said.index("This was the direct cause of:") < said.index("LookupError")


def test_the_action_under_way_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Journal.create(tmp_path / "marie.rebond") as made:
        monkeypatch.setattr(Transaction, "finish", lambda *_args: of_a_name())
        said = report(fault_of(lambda: save(made, Client(name=ATLAS), TODAY)))
    assert said.startswith("During: add_client, rebond.actions.action Action.__call__\n")
    assert ATLAS not in said


def test_an_action_is_noted_once() -> None:
    fault = fault_of(of_a_name)
    note_action(fault, "rebond export")
    note_action(fault, "rebond export")
    assert report(fault).splitlines()[0] == "During: rebond export"


def test_a_recursion_without_end_has_a_report_with_one() -> None:
    def again() -> None:
        again()

    assert len(report(fault_of(again)).splitlines()) < 70


def test_a_message_of_qts_keeps_qts_own_words() -> None:
    said = report_qt(
        "QtWarningMsg", "default", f'QObject::startTimer: Timers cannot be of "{MARIE}" in /home/{MARIE}/{ATLAS}'
    )
    assert said == "Qt QtWarningMsg default: QObject::startTimer: … cannot be of … in …"


def test_the_system_is_named_without_the_machines_name() -> None:
    import platform

    assert "Python 3" in system()
    assert platform.node() not in system()
