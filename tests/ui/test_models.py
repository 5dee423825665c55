"""Every item model keeps Qt's rules while the journal changes, and says of each row what became of it."""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
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
from rebond.domain.entities import Client, Contact, Entity, Event, Expense, Invoice, Mission, Stage, Touch
from rebond.journal.history import Change
from rebond.journal.queries.contacts import suggestions
from rebond.journal.undo import undo
from rebond.ui.desk import Desk
from rebond.ui.history_dialog import ChangesModel
from rebond.ui.missions.event_model import EventModel
from rebond.ui.missions.invoice_model import InvoiceModel
from rebond.ui.missions.mission_model import MissionModel
from rebond.ui.prospection.contact_model import ContactModel, DueModel, StageModel
from rebond.ui.prospection.touches import TouchModel
from rebond.ui.prospection.who_field import _Suggested
from rebond.ui.runway import explain
from rebond.ui.runway.departures import PAYS, TOLD, DeparturesModel
from rebond.ui.runway.dues import DuesModel
from rebond.ui.runway.expenses import Expenses
from rebond.ui.runway.lines_dialog import LinesModel
from rebond.ui.runway.rows import RowsModel
from rebond.ui.shared.windowed import WindowedModel

Step = tuple[str, Callable[[Desk, Any], object]]


@dataclass(frozen=True)
class Case:
    """How a model is made, and what is done to it: each step with the signal that must tell of it."""

    make: Callable[[Desk], Any]
    steps: tuple[Step, ...] = ()
    #: Signals that would lose the person's selection, and must not come.
    never: tuple[str, ...] = field(default=("modelReset",))


def rows(desk: Desk, kind: type[Entity]) -> tuple[Any, ...]:
    with desk.journal.read() as reader:
        return reader.all(kind)


def do(desk: Desk, action: Any, *given: Any) -> Change:
    change = desk.do(action, desk.journal, *given)
    assert change is not None
    return change


def windowed(make: Callable[[Desk], WindowedModel], find: Callable[[Desk], Entity], **edited: object) -> Case:
    """A window on a query: a row of it is edited, deleted, and brought back by undo."""

    def made(desk: Desk) -> WindowedModel:
        model = make(desk)
        model.ask()
        return model

    def edit(desk: Desk, model: WindowedModel) -> None:
        do(desk, save, replace(find(desk), **edited), desk.today)  # type: ignore[type-var] # every entity is one
        model.refresh()

    def remove(desk: Desk, model: WindowedModel) -> None:
        do(desk, delete, find(desk))
        model.refresh()

    def bring_back(desk: Desk, model: WindowedModel) -> None:
        do(desk, undo)
        model.refresh()

    return Case(made, (("dataChanged", edit), ("rowsRemoved", remove), ("rowsInserted", bring_back)))


def mission(desk: Desk) -> Mission:
    return rows(desk, Mission)[0]  # type: ignore[no-any-return]


def event(desk: Desk) -> Event:
    return next(one for one in rows(desk, Event) if one.mission_id == mission(desk).id)


def invoice(desk: Desk) -> Invoice:
    """An invoice without a payment, which nothing else hangs on."""
    return next(one for one in reversed(rows(desk, Invoice)) if one.mission_id == mission(desk).id)


def contact(desk: Desk) -> Contact:
    """Someone to be called today or before."""
    return next(one for one in rows(desk, Contact) if one.next_date and one.next_date <= desk.today)


def touch(desk: Desk) -> Touch:
    return rows(desk, Touch)[0]  # type: ignore[no-any-return]


def events_of_a_mission(desk: Desk) -> EventModel:
    model = EventModel(desk)
    model.mission_id = mission(desk).id
    return model


def invoices_of_a_mission(desk: Desk) -> InvoiceModel:
    model = InvoiceModel(desk)
    model.client_id, model.mission_id = mission(desk).client_id, mission(desk).id
    return model


def touches_of_a_contact(desk: Desk) -> TouchModel:
    model = TouchModel(desk)
    model.contact_id = touch(desk).contact_id
    return model


def expenses(desk: Desk) -> RowsModel:
    model = RowsModel(Expenses(desk))
    desk.changed.connect(model.sync_with)
    return model


def expense(desk: Desk) -> Expense:
    return rows(desk, Expense)[1]  # type: ignore[no-any-return]


def dues(desk: Desk) -> DuesModel:
    model = DuesModel()
    model.show_outlook(desk.outlook)
    return model


def departures(desk: Desk) -> DeparturesModel:
    model = DeparturesModel(desk.today)
    model.show_clients({client.id: client.name for client in rows(desk, Client)}, desk.today)
    return model


def tick(_desk: Desk, model: DeparturesModel) -> None:
    checked = Qt.CheckState.Checked.value
    model.setData(model.index(0, 0), checked, Qt.ItemDataRole.CheckStateRole)
    model.setData(model.index(0, PAYS), 0, Qt.ItemDataRole.CheckStateRole)
    model.setData(model.index(0, TOLD), model.index(0, TOLD).data(Qt.ItemDataRole.EditRole) + timedelta(days=9))


def changes(desk: Desk, *, deletions: bool = False) -> ChangesModel:
    model = ChangesModel(desk, deletions=deletions)
    desk.changed.connect(model.follow)
    return model


@pytest.fixture
def page(qapp: QApplication) -> QWidget:
    """A widget that outlives the tester of its model."""
    return QWidget()


def suggest(letters: str) -> Callable[[Desk, _Suggested], None]:
    def fill(desk: Desk, model: _Suggested) -> None:
        with desk.journal.read() as reader:
            model.fill(suggestions(reader, letters))

    return fill


CASES: dict[type[QAbstractItemModel], Case] = {
    MissionModel: windowed(MissionModel, mission, name="Renamed"),
    EventModel: windowed(events_of_a_mission, event, text="Said otherwise"),
    InvoiceModel: windowed(invoices_of_a_mission, invoice, number="X-1"),
    ContactModel: windowed(ContactModel, contact, organisation="Soléa"),
    StageModel: windowed(lambda desk: StageModel(desk, contact(desk).stage), contact, organisation="Soléa"),
    DueModel: windowed(DueModel, contact, organisation="Soléa"),
    TouchModel: windowed(touches_of_a_contact, touch, text="Said otherwise"),
    RowsModel: Case(
        expenses,
        (
            ("dataChanged", lambda desk, _: do(desk, save, replace(expense(desk), name="Rent"), desk.today)),
            ("rowsRemoved", lambda desk, _: do(desk, delete, expense(desk))),
            ("rowsInserted", lambda desk, _: do(desk, undo)),
        ),
    ),
    ChangesModel: Case(changes, (("rowsInserted", lambda desk, _: do(desk, save, Client(name="Zorn"), desk.today)),)),
    DeparturesModel: Case(departures, (("dataChanged", tick),)),
    DuesModel: Case(
        dues,
        (
            ("modelReset", lambda desk, model: (do(desk, delete, invoice(desk)), model.show_outlook(desk.outlook))),
            ("modelReset", lambda desk, model: (do(desk, undo), model.show_outlook(desk.outlook))),
        ),
        never=(),
    ),
    _Suggested: Case(
        lambda desk: _Suggested(desk), (("modelReset", suggest("a")), ("modelReset", suggest("§"))), never=()
    ),
    LinesModel: Case(lambda desk: desk),  # it needs a widget, and never changes: below
}  # fmt: skip


def models() -> Iterator[type[QAbstractItemModel]]:
    """Every model of the program that others are not made of."""
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
    qtbot: QtBot, qtmodeltester: ModelTester, example_desk: Desk, kind: type
) -> None:
    case = CASES[kind]
    model = case.make(example_desk)
    assert type(model) is kind
    assert model.rowCount() or kind is _Suggested
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    qtmodeltester.check(model, force_py=True)
    unwanted: list[str] = []
    for name in case.never:
        getattr(model, name).connect(lambda name=name: unwanted.append(name))
    for signal, step in case.steps:
        with qtbot.waitSignal(getattr(model, signal)):
            step(example_desk, model)
    assert unwanted == []


def test_the_lines_of_a_figure_are_a_sound_model(page: QWidget, qtmodeltester: ModelTester, example_desk: Desk) -> None:
    model = LinesModel(explain.opening(example_desk.outlook.as_things_stand.projection, "EUR"), page)
    assert model.rowCount()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    qtmodeltester.check(model, force_py=True)


@pytest.mark.parametrize("stage", list(Stage))
def test_every_column_of_the_board_is_a_sound_model(
    qtbot: QtBot, qtmodeltester: ModelTester, example_desk: Desk, stage: Stage
) -> None:
    model = StageModel(example_desk, stage)
    model.ask()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    qtmodeltester.check(model, force_py=True)
