"""Every item model obeys Qt's rules while the journal changes, and signals each row's change."""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

import rebond.ui
from rebond.actions.records import delete, save
from rebond.actions.worked_days import month_of
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission
from rebond.domain.money.kinds import Expense
from rebond.domain.prospecting.kinds import BUILT_IN_STAGES, Contact, Interaction
from rebond.domain.talks.kinds import Talk, TalkKind
from rebond.exchange.csv_file.read import read_csv
from rebond.journal.history import Change
from rebond.journal.queries.contacts import suggestions
from rebond.journal.queries.invoice_book import BookAsked, book_sums
from rebond.journal.queries.missions import mission_lines
from rebond.journal.undo import undo
from rebond.ui.agenda.today_model import TodayModel
from rebond.ui.history_dialog import ChangesModel
from rebond.ui.import_rows import _Rows
from rebond.ui.missions.all_invoices_model import AllInvoicesModel, SumsModel
from rebond.ui.missions.days_model import DaysModel
from rebond.ui.missions.event_model import EventModel
from rebond.ui.missions.invoice_model import InvoiceModel
from rebond.ui.missions.mission_model import MissionModel
from rebond.ui.money import explain
from rebond.ui.money.departures import PAYS, TOLD, DeparturesModel
from rebond.ui.money.dues import DuesModel
from rebond.ui.money.editable_rows import RowsModel
from rebond.ui.money.expenses import Expenses
from rebond.ui.money.lines_dialog import LinesModel
from rebond.ui.prospecting.contact_model import ContactModel, DueModel, StageModel
from rebond.ui.prospecting.interactions import InteractionModel
from rebond.ui.prospecting.who_field import _Suggested
from rebond.ui.session import Session
from rebond.ui.shared.windowed import WindowedModel
from rebond.ui.statement_columns import _ReadRows
from rebond.ui.talks.talks_model import TalksModel
from tests.languages import ENGLISH

Step = tuple[str, Callable[[Session, Any], object]]


@dataclass(frozen=True)
class Case:
    """A function that makes a model, and the steps that change it, each with the signal it must emit."""

    make: Callable[[Session], Any]
    steps: tuple[Step, ...] = ()
    #: Signals that must not be emitted, since views lose their selection on them.
    never: tuple[str, ...] = field(default=("modelReset",))


def rows(session: Session, kind: type[Entity]) -> tuple[Any, ...]:
    with session.journal.read() as reader:
        return reader.all(kind)


def do(session: Session, action: Any, *given: Any) -> Change:
    change = session.do(action, session.journal, *given)
    assert change is not None
    return change


def windowed(make: Callable[[Session], WindowedModel], find: Callable[[Session], Entity], **edited: object) -> Case:
    """Return the case of a windowed model of which a row is edited, deleted, and restored by undo."""

    def made(session: Session) -> WindowedModel:
        model = make(session)
        model.ask()
        return model

    def edit(session: Session, model: WindowedModel) -> None:
        do(session, save, replace(find(session), **edited), session.today)  # type: ignore[type-var] # every entity is one
        model.refresh()

    def remove(session: Session, model: WindowedModel) -> None:
        do(session, delete, find(session))
        model.refresh()

    def bring_back(session: Session, model: WindowedModel) -> None:
        do(session, undo)
        model.refresh()

    return Case(made, (("dataChanged", edit), ("rowsRemoved", remove), ("rowsInserted", bring_back)))


def mission(session: Session) -> Mission:
    return rows(session, Mission)[0]  # type: ignore[no-any-return]


def event(session: Session) -> Event:
    return next(one for one in rows(session, Event) if one.mission_id == mission(session).id)


def invoice(session: Session) -> Invoice:
    """Return an invoice without payments, so that it can be deleted."""
    return next(one for one in reversed(rows(session, Invoice)) if one.mission_id == mission(session).id)


def contact(session: Session) -> Contact:
    """Return a contact whose next step is due."""
    return next(one for one in rows(session, Contact) if one.next_date and one.next_date <= session.today)


def interaction(session: Session) -> Interaction:
    return rows(session, Interaction)[0]  # type: ignore[no-any-return]


def events_of_a_mission(session: Session) -> EventModel:
    model = EventModel(session)
    model.mission_id = mission(session).id
    return model


def talk(session: Session) -> Talk:
    return rows(session, Talk)[0]  # type: ignore[no-any-return]


def talks_of_a_mission(session: Session) -> TalksModel:
    of = mission(session)
    do(session, save, Talk(client_id=of.client_id, mission_id=of.id, type=TalkKind.LIMITS), session.today)
    model = TalksModel(session)
    with session.journal.read() as reader:
        model.line = next(line for line in mission_lines(reader, session.today) if line.mission == of)
    return model


def invoices_of_a_mission(session: Session) -> InvoiceModel:
    model = InvoiceModel(session)
    model.client_id, model.mission_id = mission(session).client_id, mission(session).id
    return model


def interactions_of_a_contact(session: Session) -> InteractionModel:
    model = InteractionModel(session)
    model.contact_id = interaction(session).contact_id
    return model


def expenses(session: Session) -> RowsModel:
    model = RowsModel(Expenses(session))
    session.changed.connect(model.sync_with)
    return model


def expense(session: Session) -> Expense:
    return rows(session, Expense)[1]  # type: ignore[no-any-return]


def dues(session: Session) -> DuesModel:
    model = DuesModel()
    model.show_outlook(session.outlook)
    return model


def departures(session: Session) -> DeparturesModel:
    model = DeparturesModel(session.today)
    model.show_clients({client.id: client.name for client in rows(session, Client)}, session.today)
    return model


def days(session: Session) -> DaysModel:
    model = DaysModel()
    show_days_of(session.today)(session, model)
    return model


def show_days_of(month: date) -> Callable[[Session, DaysModel], None]:
    def show(session: Session, model: DaysModel) -> None:
        with session.journal.read() as reader:
            grid = month_of(reader, rows(session, Mission)[0], month.replace(day=1), ENGLISH)
        model.show_grid(grid, session.today)

    return show


def sums(session: Session) -> SumsModel:
    model = SumsModel(session)
    add_up(session, model)
    return model


def add_up(session: Session, model: SumsModel) -> None:
    with session.journal.read() as reader:
        model.show_sums(book_sums(reader, BookAsked(), session.today))


def tick(_session: Session, model: DeparturesModel) -> None:
    checked = Qt.CheckState.Checked.value
    model.setData(model.index(0, 0), checked, Qt.ItemDataRole.CheckStateRole)
    model.setData(model.index(0, PAYS), 0, Qt.ItemDataRole.CheckStateRole)
    model.setData(model.index(0, TOLD), model.index(0, TOLD).data(Qt.ItemDataRole.EditRole) + timedelta(days=9))


def changes(session: Session, *, deletions: bool = False) -> ChangesModel:
    model = ChangesModel(session, deletions=deletions)
    session.changed.connect(model.follow)
    return model


@pytest.fixture
def page(qapp: QApplication) -> QWidget:
    """Return a parent widget that outlives the model tester."""
    return QWidget()


def suggest(letters: str) -> Callable[[Session, _Suggested], None]:
    def fill(session: Session, model: _Suggested) -> None:
        with session.journal.read() as reader:
            model.fill(suggestions(reader, letters))

    return fill


MOVEMENTS = "Date;Label;Amount\n18/11/2026;ATLAS;1,00\n19/11/2026;LOYER;x\n"


def read_movements(session: Session) -> _ReadRows:
    model = _ReadRows(session)
    read_again(session, model)
    return model


def read_again(_session: Session, model: _ReadRows) -> None:
    model.show(read_csv(MOVEMENTS.encode()))


def movements_shown(session: Session) -> _Rows:
    read = read_csv(MOVEMENTS.encode())
    assert read.table
    return _Rows(read.items[0].transactions, read.table, session)


CASES: dict[type[QAbstractItemModel], Case] = {
    MissionModel: windowed(MissionModel, mission, name="Renamed"),
    EventModel: windowed(events_of_a_mission, event, text="Said otherwise"),
    InvoiceModel: windowed(invoices_of_a_mission, invoice, number="X-1"),
    ContactModel: windowed(ContactModel, contact, organisation="Soléa"),
    StageModel: windowed(lambda session: StageModel(session, contact(session).stage_id), contact, organisation="Soléa"),
    DueModel: windowed(DueModel, contact, organisation="Soléa"),
    InteractionModel: windowed(interactions_of_a_contact, interaction, text="Said otherwise"),
    RowsModel: Case(
        expenses,
        (
            (
                "dataChanged",
                lambda session, _: do(session, save, replace(expense(session), name="Rent"), session.today),
            ),
            ("rowsRemoved", lambda session, _: do(session, delete, expense(session))),
            ("rowsInserted", lambda session, _: do(session, undo)),
        ),
    ),
    ChangesModel: Case(
        changes, (("rowsInserted", lambda session, _: do(session, save, Client(name="Zorn"), session.today)),)
    ),
    DeparturesModel: Case(departures, (("dataChanged", tick),)),
    DaysModel: Case(
        days,
        (
            ("dataChanged", lambda _session, model: model.show_preview({date(2026, 11, 20): 100})),
            ("modelReset", show_days_of(date(2027, 1, 1))),
        ),
        never=(),
    ),
    DuesModel: Case(
        dues,
        (
            (
                "modelReset",
                lambda session, model: (do(session, delete, invoice(session)), model.show_outlook(session.outlook)),
            ),
            ("modelReset", lambda session, model: (do(session, undo), model.show_outlook(session.outlook))),
        ),
        never=(),
    ),
    TalksModel: windowed(talks_of_a_mission, talk, date=date(2026, 12, 1)),
    TodayModel: windowed(TodayModel, contact, next_step="Write instead"),
    AllInvoicesModel: windowed(AllInvoicesModel, invoice, number="X-1"),
    SumsModel: Case(
        sums,
        (
            ("modelReset", add_up),
            ("modelReset", lambda session, model: (do(session, delete, invoice(session)), add_up(session, model))),
        ),
        never=(),
    ),
    _Suggested: Case(
        lambda session: _Suggested(session), (("modelReset", suggest("a")), ("modelReset", suggest("§"))), never=()
    ),
    _ReadRows: Case(read_movements, (("modelReset", read_again),), never=()),
    _Rows: Case(movements_shown),
    LinesModel: Case(lambda session: session),  # it needs a widget, and never changes: below
}  # fmt: skip


def models() -> Iterator[type[QAbstractItemModel]]:
    """Yield every item model class of the program that has no subclasses."""
    for module in pkgutil.walk_packages(rebond.ui.__path__, "rebond.ui."):
        import_module(module.name)
    waiting: list[type] = [QAbstractItemModel]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        yield from (kind for kind in kinds if kind.__module__.startswith("rebond.") and not kind.__subclasses__())


def test_every_model_of_the_program_is_tested_here() -> None:
    assert set(models()) == set(CASES)


@pytest.mark.parametrize("kind", [kind for kind in CASES if CASES[kind].steps], ids=lambda kind: kind.__name__)
def test_a_model_keeps_qts_rules_while_the_journal_changes_and_says_what_became_of_its_rows(
    qtbot: QtBot, qtmodeltester: ModelTester, example_session: Session, kind: type
) -> None:
    case = CASES[kind]
    model = case.make(example_session)
    assert type(model) is kind
    assert model.rowCount() or kind is _Suggested
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    qtmodeltester.check(model, force_py=True)
    unwanted: list[str] = []
    for name in case.never:
        getattr(model, name).connect(lambda name=name: unwanted.append(name))
    for signal, step in case.steps:
        with qtbot.waitSignal(getattr(model, signal)) as told:
            step(example_session, model)
        if signal == "dataChanged":
            first, last, *_roles = told.args
            assert (first.column(), last.column()) == (0, model.columnCount() - 1)
    assert unwanted == []


def test_the_lines_of_a_figure_are_a_sound_model(
    page: QWidget, qtmodeltester: ModelTester, example_session: Session
) -> None:
    model = LinesModel(explain.opening(example_session.outlook.as_things_stand.projection, "EUR"), page)
    assert model.rowCount()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    qtmodeltester.check(model, force_py=True)


@pytest.mark.parametrize("stage_id", range(1, len(BUILT_IN_STAGES) + 1))
def test_every_column_of_the_board_is_a_sound_model(
    qtbot: QtBot, qtmodeltester: ModelTester, example_session: Session, stage_id: int
) -> None:
    model = StageModel(example_session, stage_id)
    model.ask()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    qtmodeltester.check(model, force_py=True)
