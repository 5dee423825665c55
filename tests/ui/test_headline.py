"""The four figures above the tabs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rebond.actions.invoices import record_payment
from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Invoice, Mission, Payment
from rebond.domain.money.kinds import Expense
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.journal import Journal
from rebond.journal.queries.agenda import load_agenda
from rebond.ui.headline import Figure, Headline
from rebond.ui.session import Session
from tests.actions.test_money import write_situation
from tests.domain.worked_examples import FIRST, FIRST_TODAY
from tests.ui.conftest import show


def shown(headline: Headline) -> list[tuple[str, str]]:
    """Return the text and the detail of each figure."""
    found = []
    for figure in (headline._runway, headline._leaves, headline._share, headline._due):
        value, detail = figure._figure.text(), figure._detail.whole()
        found.append((" ".join(value.split()), " ".join(detail.split())))
    return found


@pytest.fixture
def first(tmp_path: Path) -> Journal:
    """Return the first worked example of runway.md as a journal."""
    journal = create(tmp_path / "first.rebond")
    write_situation(journal, replace(FIRST, closure_windows=()))
    return journal


def test_the_figures_of_the_first_worked_example(qtbot: QtBot, first: Journal) -> None:
    headline = Headline(Session(first, lambda: FIRST_TODAY))
    qtbot.addWidget(headline)
    assert shown(headline) == [
        ("20.3 months", "until 1 August 2028"),
        ("6.3 months", "Atlas"),
        ("94%", "Atlas · you live on 1.1 clients"),
        ("2", "1 late invoice, 1 invoice to send"),
    ]
    first.close()


def test_a_new_journal_says_what_to_note(qtbot: QtBot, tmp_path: Path) -> None:
    with create(tmp_path / "new.rebond") as journal:
        headline = Headline(Session(journal, lambda: FIRST_TODAY))
        qtbot.addWidget(headline)
        assert shown(headline) == [
            ("–", "note savings and spending"),
            ("–", "no invoice for 12 months"),
            ("–", "no invoice for 12 months"),
            ("0", "nothing: enjoy it"),
        ]


def test_before_the_first_invoice_the_contracts_give_the_two_figures(qtbot: QtBot, tmp_path: Path) -> None:
    journal = create(tmp_path / "new.rebond")
    write_situation(journal, replace(FIRST, closure_windows=(), invoices=(), payments=()))
    headline = Headline(Session(journal, lambda: FIRST_TODAY))
    qtbot.addWidget(headline)
    assert shown(headline)[1] == ("6.3 months", "Atlas · over the next 12 months")
    assert shown(headline)[2] == ("91%", "Atlas · you live on 1.2 clients · over the next 12 months")
    journal.close()


def test_savings_below_zero_are_said_to_be(qtbot: QtBot, tmp_path: Path) -> None:
    journal = create(tmp_path / "new.rebond")
    balances = (replace(FIRST.balances[0], amount=-1_234_00),)
    write_situation(journal, replace(FIRST, balances=balances))
    headline = Headline(Session(journal, lambda: FIRST_TODAY))
    qtbot.addWidget(headline)
    assert shown(headline)[0] == ("-€1,234", "already below zero")
    assert shown(headline)[1] == ("–", "Atlas · already below zero")
    journal.close()


def test_the_figures_follow_each_change_and_each_day(qtbot: QtBot, tmp_path: Path) -> None:
    today = date(2026, 11, 22)
    with create(tmp_path / "new.rebond") as journal:
        session = Session(journal, lambda: today)
        headline = Headline(session)
        qtbot.addWidget(headline)
        session.do(save, journal, Expense(name="Rent", amount=1, first=today), today)
        assert shown(headline)[0] == ("1.0 months", "until 22 December 2026")
        session.do(save, journal, Contact(name="Duval", next_step="call", next_date=date(2026, 11, 23)), today)
        assert shown(headline)[3][0] == "0"
        today = date(2026, 11, 23)
        session.look_at_the_day()
        assert shown(headline)[3] == ("1", "1 follow-up")


def test_what_the_person_wrote_is_painted_before_the_figures_which_follow_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = date(2026, 11, 22)
    with create(tmp_path / "new.rebond") as journal:
        session = Session(journal, lambda: today)
        headline = show(qtbot, Headline(session), 900, 60)
        counted = []
        monkeypatch.setattr(
            "rebond.ui.headline.load_agenda", lambda *given: (counted.append(given), load_agenda(*given))[1]
        )
        for name in ("Duval", "Perret"):
            session.do(save, journal, Contact(name=name, next_step="call", next_date=today), today)
        assert shown(headline)[3][0] == "0"
        qtbot.waitUntil(lambda: shown(headline)[3][0] == "2")
        assert len(counted) == 1


def test_a_paid_invoice_is_late_no_more(qtbot: QtBot, tmp_path: Path) -> None:
    today = date(2026, 11, 22)
    with create(tmp_path / "new.rebond") as journal:
        session = Session(journal, lambda: today)
        headline = Headline(session)
        qtbot.addWidget(headline)
        session.do(save, journal, Client(name="<b>Lune</b>"), today)
        mission = Mission(client_id=1, name="Site", starts=today, ends=date(2026, 12, 1), contract="until_delivery")  # type: ignore[arg-type]
        session.do(save, journal, mission, today)
        session.do(
            save, journal, Invoice(client_id=1, amount=5, issued=date(2026, 11, 1), due=date(2026, 11, 21)), today
        )
        assert shown(headline)[3] == ("1", "1 late invoice, 1 deadline near")
        assert shown(headline)[1][1] == "<b>Lune</b>"
        assert "&lt;b&gt;Lune" in headline._leaves.toolTip()
        session.do(record_payment, journal, Payment(invoice_id=1, date=today, amount=5), today)
        assert shown(headline)[3] == ("0", "1 deadline near")


def test_each_figure_goes_to_where_it_is_made_by_key_and_by_click(qtbot: QtBot, example_session: Session) -> None:
    headline = Headline(example_session)
    qtbot.addWidget(headline)
    with qtbot.waitActive(headline):
        headline.show()
    for figure, place in zip(headline.findChildren(Figure), ("runway", "leaves", "concentration", "due"), strict=True):
        with qtbot.waitSignal(headline.went) as went:
            qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
        assert went.args == [place]
        figure.setFocus()
        with qtbot.waitSignal(headline.went):
            qtbot.keyClick(figure, Qt.Key.Key_Space)


@pytest.mark.parametrize("width", [960, 1024, 1400])
def test_no_figure_is_cut_at_any_width(qtbot: QtBot, example_session: Session, width: int) -> None:
    headline = Headline(example_session)
    qtbot.addWidget(headline)
    headline.resize(width, headline.sizeHint().height())
    with qtbot.waitExposed(headline):
        headline.show()
    for figure in headline.findChildren(Figure):
        title, value, _detail = figure.findChildren(QLabel)
        for label in (title, value):
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
