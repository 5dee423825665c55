"""The behaviour common to all tabs, and how the window finds the tab of a row."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from rebond.domain.agreements.kinds import Agreement
from rebond.domain.kinds import Entity
from rebond.domain.missions.kinds import Client, Event, Invoice, Mission, Payment, PlannedDays
from rebond.domain.money.kinds import Account, Balance, Expense
from rebond.domain.prospecting.kinds import Contact, Interaction
from rebond.domain.registry import KINDS
from rebond.domain.talks.kinds import Talk
from rebond.journal.history import Change, RowChange
from rebond.ui.session import Session
from rebond.ui.shared.tab import Tab
from rebond.ui.workspace import MISSIONS, PROSPECTION, RUNWAY, TABS, Workspace


@pytest.fixture
def workspace(qtbot: QtBot, example_session: Session) -> Workspace:
    made = Workspace(example_session)
    qtbot.addWidget(made)
    made.resize(1280, 820)
    with qtbot.waitActive(made):
        made.show()
    return made


class Noting(Tab):
    """A tab that records its calls."""

    name = MISSIONS
    shows_also = frozenset({"settings"})

    def __init__(self, session: Session) -> None:
        self.noted: list[str] = []
        super().__init__(session)

    def load(self) -> None:
        self.noted.append("load")

    def on_changed(self, change: Change) -> None:
        self.noted.append("changed")

    def new_day(self) -> None:
        self.noted.append("new day")

    def on_day(self) -> None:
        self.noted.append("day")


def change(kind: str) -> Change:
    return Change(1, datetime(2026, 11, 22, tzinfo=UTC), "x", {}, (RowChange(kind, 1, None, {}),))


@pytest.fixture
def noting(qtbot: QtBot, example_session: Session) -> Noting:
    tab = Noting(example_session)
    qtbot.addWidget(tab)
    return tab


def test_a_tab_reads_when_it_is_shown_and_only_then(noting: Noting) -> None:
    assert noting.noted == []
    noting.show()
    noting.hide()
    noting.show()
    assert noting.noted == ["load"]


def test_a_tab_follows_what_concerns_it_while_it_is_shown(noting: Noting, example_session: Session) -> None:
    noting.show()
    noting.noted.clear()
    for kind in ("client", "payment", "settings", "interaction", "account"):
        example_session.changed.emit(change(kind))
    assert noting.noted == ["changed"] * 3


def test_a_hidden_tab_reads_once_after_any_number_of_changes(noting: Noting, example_session: Session) -> None:
    noting.show()
    noting.hide()
    noting.noted.clear()
    example_session.changed.emit(change("client"))
    example_session.changed.emit(change("client"))
    assert noting.noted == []
    noting.show()
    assert noting.noted == ["load"]


def test_a_tab_follows_the_day_shown_or_hidden(noting: Noting, example_session: Session) -> None:
    noting.show()
    example_session.day_changed.emit()
    assert noting.noted == ["load", "new day", "day"]
    noting.hide()
    example_session.day_changed.emit()
    noting.show()
    assert noting.noted == ["load", "new day", "day", "new day", "load"]


def test_every_kind_is_shown_in_a_tab_that_there_is() -> None:
    assert {cls.declared.tab for cls in KINDS} <= set(TABS)


def test_the_tabs_are_found_by_their_names(workspace: Workspace) -> None:
    assert [workspace.tab(name).name for name in TABS] == list(TABS)
    assert [tab.name for tab in workspace.made] == [MISSIONS, RUNWAY, PROSPECTION]


def first(session: Session, cls: type[Entity]) -> Any:
    with session.journal.read() as reader:
        return reader.all(cls)[0]


@pytest.mark.parametrize(
    ("cls", "name"),
    [
        (Client, MISSIONS), (Mission, MISSIONS), (Event, MISSIONS), (Invoice, MISSIONS), (Payment, MISSIONS),
        (Account, RUNWAY), (Balance, RUNWAY), (Expense, RUNWAY), (Contact, PROSPECTION), (Interaction, PROSPECTION),
    ],
)  # fmt: skip
def test_a_row_is_revealed_in_its_tab(workspace: Workspace, cls: type[Entity], name: str) -> None:
    workspace.show_tab(next(other for other in TABS if other != name))
    workspace.reveal(cls.kind, first(workspace.session, cls).id)
    assert workspace.current == name


@pytest.mark.parametrize(("cls", "part"), [(Agreement, "agreement"), (Talk, "talks")])
def test_a_row_of_a_part_that_was_never_seen_gets_the_focus(
    qtbot: QtBot, workspace: Workspace, cls: type[Entity], part: str
) -> None:
    workspace.show_tab(PROSPECTION)
    row = first(workspace.session, cls)
    workspace.reveal(cls.kind, row.id)
    shown = getattr(workspace.missions, part)
    assert workspace.missions.parts.currentWidget() is shown
    qtbot.waitUntil(lambda: shown.isAncestorOf(QApplication.focusWidget()))


def test_a_row_that_no_tab_finds_is_revealed_by_what_it_belongs_to(
    qtbot: QtBot, workspace: Workspace, example_session: Session
) -> None:
    payment: Payment = first(example_session, Payment)
    workspace.show_tab(PROSPECTION)
    workspace.reveal("payment", payment.id)
    panel = workspace.missions.invoices
    assert panel.view.currentIndex().isValid()
    assert panel.model.at(panel.view.currentIndex().row()).invoice.id == payment.invoice_id
    planned: PlannedDays = first(example_session, PlannedDays)
    workspace.show_tab(PROSPECTION)
    workspace.reveal("planned_days", planned.id)
    line = workspace.missions.missions.line()
    assert line
    assert line.key == ("mission", planned.mission_id)
    balance: Balance = first(example_session, Balance)
    workspace.reveal("balance", balance.id)
    savings = workspace.runway.tables.savings
    qtbot.waitUntil(savings.isVisible)
    assert savings.current().account.id == balance.account_id


def test_a_row_that_is_not_there_any_more_is_no_fault(workspace: Workspace) -> None:
    for cls in KINDS:
        workspace.reveal(cls.kind, 1 << 40)


def test_each_tab_looks_for_a_text(qtbot: QtBot, workspace: Workspace) -> None:
    for name in TABS:
        tab = workspace.show_tab(name)
        qtbot.waitUntil(tab.isVisible)
        tab.look_for("atlas")
        assert [line.text() for line in tab.findChildren(QLineEdit) if line.isVisible() and line.text() == "atlas"] == (
            ["atlas"] if name != RUNWAY else []  # the few clients of the example need no search
        )


def test_no_row_lies_on_the_next_when_a_panel_takes_width(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.resize(1400, 820)
    view = workspace.missions.events.view
    heights = set()
    for shown in (False, True):
        if shown:
            workspace.show_today()
        for _page in range(3):  # rows are measured when they come into view
            view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 300)
        qtbot.wait(200)
        rows = [view.visualRect(view.model().index(row, 0)) for row in range(view.model().rowCount())]
        assert all(above.bottom() + 1 == below.top() for above, below in pairwise(rows))
        heights.add(tuple(row.height() for row in rows))
    assert len(heights) == 2  # there are entries that wrap only beside the panel
