"""Fixtures: the page of the worked example in which Atlas leaves."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.journals import create
from rebond.charts.page_view import PageView
from rebond.domain.money.goal import savings_goal
from rebond.domain.money.outlook import Outlook
from rebond.language import Language
from rebond.ui.session import Session
from tests.domain.worked_examples import ATLAS, FIRST, FIRST_TODAY

MakeView = Callable[[str], PageView]


@pytest.fixture
def view_in(qapp: object) -> MakeView:
    """Return a function that makes the page in a language."""

    def make(language: str) -> PageView:
        outlook = Outlook(FIRST, FIRST_TODAY)
        answer = outlook.leaves(ATLAS)
        return PageView(
            language=Language.of(language),
            title="Marie",
            outlook=outlook,
            scenario=answer.scenario,
            projection=answer.projection,
            goal=savings_goal(FIRST, FIRST_TODAY),
            past=((FIRST_TODAY.replace(month=7), 7_000_00), (FIRST_TODAY.replace(month=9), 8_200_00)),
        )

    return make


@pytest.fixture
def view(view_in: MakeView) -> PageView:
    return view_in("en")


@pytest.fixture
def session(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Return a session on an empty journal, for work beside the window."""
    with create(tmp_path_factory.mktemp("journal") / "marie.rebond") as journal:
        found = Session(journal, lambda: FIRST_TODAY)
        yield found
        found.end()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return a parent for the dialogs."""
    found = QWidget()
    qtbot.addWidget(found)
    found.show()
    return found
