"""The window "Routes open to you": opened on a late invoice, answered by keyboard, and followed by what it shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QPushButton
from pytestqt.qtbot import QtBot

from rebond.actions.invoices import delete_invoice, record_payment
from rebond.actions.records import save
from rebond.domain.countries import Country
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.missions.kinds import Client, ClientLegalForm, Invoice, Payment
from rebond.domain.money.kinds import LegalForm, Settings
from rebond.journal.queries.settings import load_settings
from rebond.journal.undo import undo
from rebond.ui.about_you_dialog import AboutYouDialog
from rebond.ui.letters import letter_window
from rebond.ui.missions.mission_form import ClientForm
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.routes.routes_window import RoutesWindow, open_routes_window
from rebond.ui.session import Session
from tests.ui.conftest import TODAY
from tests.ui.missions.conftest import session, tab

__all__ = ["session", "tab"]
LAW = "Recovery without a judge (law of 23 April 2026)"


def one(session: Session, kind: type[Entity]) -> Entity:
    with session.journal.read() as reader:
        return load_settings(reader) if kind is Settings else reader.all(kind)[0]


def micro(session: Session, **more: object) -> None:
    """Make the person a liberal micro-entrepreneur in France."""
    settings = replace(one(session, Settings), status="fr-micro-bnc", **more)  # type: ignore[call-overload]
    session.do(save, session.journal, settings, TODAY)


def opened(tab: MissionsTab, qtbot: QtBot) -> RoutesWindow:
    """Open the window on the invoice of Atlas, €2,880, from the menu of the invoices."""
    tab.reveal("invoice", 1)
    qtbot.waitUntil(lambda: tab.invoices.view.currentIndex().isValid())
    next(one for one in tab.invoices._late.menu.actions() if one.text() == "Routes open to you…").trigger()
    (window,) = [top for top in QApplication.topLevelWidgets() if isinstance(top, RoutesWindow) and top.isVisible()]
    qtbot.waitUntil(window.isActiveWindow)
    return window


def cards(window: RoutesWindow) -> list[str]:
    """Return the names of the routes that have a card: those open and those that depend."""
    body = window.cards.widget()
    return [card.accessibleName() for card in body.findChildren(QFrame) if card.accessibleName()] if body else []


def test_a_consultant_sees_what_is_open_and_why_the_rest_is_not(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    micro(session)
    window = opened(tab, qtbot)
    assert window.subject.whole() == "Invoice 2026-31 to Atlas: €2,880.00 left to pay"
    assert window.questions.amount.text() == "2880"
    assert "no legal advice" in window.notice.text()
    assert "26 November 2026" in window.notice.text()
    # What the client is, is not known: it has the keyboard, and what hangs on it is said.
    assert window.questions.client_form.hasFocus()
    assert "It depends" in window.cards.texts()
    qtbot.keyClicks(window.focusWidget(), "commercial company")
    assert one(session, Client).legal_form is ClientLegalForm.COMPANY  # type: ignore[attr-defined]
    shown = window.cards.texts()
    assert shown[0] == "6 routes are open"
    # The commercial court is one's own choice; nothing else depends any more.
    assert shown[shown.index("It depends") + 1] == "Order for payment, commercial court"
    assert "you may choose this court" in shown[shown.index("It depends") + 2]
    assert cards(window)[:2] == ["Formal notice to pay", "Médiateur des entreprises"]
    # Not the procedure of 2026: a liberal profession is no commerçant.
    assert LAW not in cards(window)
    assert "a liberal profession is none in law" in shown[shown.index(LAW) + 1]
    # The company of the same person may use it.
    window.questions.own_form.setFocus()
    qtbot.keyClicks(window.questions.own_form, "commercial company")
    assert one(session, Settings).legal_form is LegalForm.COMPANY  # type: ignore[attr-defined]
    assert LAW in cards(window)
    # Not when the client contests.
    window.questions.contested.setFocus()
    qtbot.keyClick(window.questions.contested, Qt.Key.Key_Space)
    assert LAW not in cards(window)
    window.reject()


def test_answers_are_undone_like_any_change_and_the_window_follows(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    micro(session)
    window = opened(tab, qtbot)
    qtbot.keyClicks(window.questions.client_form, "public body")
    assert one(session, Client).legal_form is ClientLegalForm.PUBLIC  # type: ignore[attr-defined]
    session.announce(undo(session.journal))
    assert one(session, Client).legal_form is None  # type: ignore[attr-defined]
    assert window.questions.client_form.read() is None
    qtbot.keyClicks(window.questions.client_country, "Belgium")
    assert one(session, Client).country is Country.BE  # type: ignore[attr-defined]
    assert window.cards.texts()[0].startswith("The client is in another country")
    qtbot.keyClicks(window.questions.own_country, "Belgium")
    assert one(session, Settings).country is Country.BE  # type: ignore[attr-defined]
    window.reject()


def test_the_amount_may_be_another_one_and_is_read_strictly(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    micro(session)
    with session.journal.read() as reader:
        atlas = reader.all(Client)[0]
    session.do(save, session.journal, replace(atlas, legal_form=ClientLegalForm.COMPANY), TODAY)
    window = opened(tab, qtbot)
    small = "Simplified recovery up to €5,000 (commissaire de justice)"
    assert small in cards(window)
    amount = window.questions.amount
    amount.setFocus()
    for typed, there in (("5000.01", False), ("5000", True)):
        amount.selectAll()
        qtbot.keyClicks(amount, typed)
        qtbot.keyClick(amount, Qt.Key.Key_Return)
        assert window.isVisible()
        assert (small in cards(window)) is there
    amount.selectAll()
    qtbot.keyClicks(amount, "much")
    qtbot.keyClick(amount, Qt.Key.Key_Return)
    assert "This is not an amount." in window.questions.problem.text()
    assert small in cards(window)
    window.reject()


def test_a_disputed_invoice_begins_as_contested(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    micro(session, legal_form=LegalForm.COMPANY)
    dispute = InvoiceState(invoice_id=1, type=StateKind.DISPUTED, starts=date(2026, 11, 10), reason="Never ordered")
    session.do(save, session.journal, dispute, TODAY)
    window = opened(tab, qtbot)
    assert window.questions.contested.isChecked()
    assert LAW not in cards(window)
    window.reject()


def test_without_a_country_it_is_asked_for(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    window = opened(tab, qtbot)
    assert window.cards.texts() == ["Say in which country you are: the routes depend on it."]
    assert window.questions.own_form.hasFocus()
    qtbot.keyClicks(window.questions.own_country, "Q")
    assert "Small claims division (Court of Québec)" in window.cards.texts()
    window.reject()


def test_the_letter_that_a_route_begins_with_is_opened(
    tab: MissionsTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        letter_window, "open_letter", lambda _session, _parent, *about, invoice_id: asked.append((*about, invoice_id))
    )
    micro(session)
    window = opened(tab, qtbot)
    body = window.cards.widget()
    assert body
    (write,) = [one for one in body.findChildren(QPushButton) if "Formal notice" in one.accessibleName()]
    write.setFocus()
    qtbot.keyClick(write, Qt.Key.Key_Space)
    assert asked == [("late_formal_notice", 1, 1, 1)]
    window.reject()


def test_the_window_goes_with_its_invoice(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    micro(session)
    window = opened(tab, qtbot)
    session.do(delete_invoice, session.journal, one(session, Invoice))
    assert not window.isVisible()
    with qtbot.waitSignal(session.message) as said:
        open_routes_window(session, 1, tab)
    assert said.args == ["This invoice was deleted."]


def test_what_is_left_follows_a_payment(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    micro(session)
    window = opened(tab, qtbot)
    session.do(record_payment, session.journal, Payment(invoice_id=1, date=TODAY, amount=880_00), TODAY)
    assert window.subject.whole().endswith("€2,000.00 left to pay")
    assert window.questions.amount.text() == "2000"
    window.reject()


def test_a_paid_invoice_has_no_routes(tab: MissionsTab, qtbot: QtBot) -> None:
    tab.reveal("invoice", 2)
    qtbot.waitUntil(lambda: tab.invoices.view.currentIndex().isValid())
    assert not tab.invoices._late.menu.menuAction().isEnabled()


@pytest.fixture
def forms(session: Session, tab: MissionsTab, qtbot: QtBot) -> Iterator[tuple[AboutYouDialog, ClientForm]]:
    micro(session)
    pair = AboutYouDialog(session, tab), ClientForm(session, one(session, Client), tab)  # type: ignore[arg-type]
    yield pair
    for form in pair:
        form.reject()


def test_the_forms_ask_what_both_sides_are_in_law(session: Session, forms: tuple[AboutYouDialog, ClientForm]) -> None:
    about_you, client = forms
    field = about_you.editor("legal_form")
    assert field.currentText() == "not said, so sole trader, liberal profession"
    field.show_value(LegalForm.COMPANY)
    about_you.accept()
    assert one(session, Settings).legal_form is LegalForm.COMPANY  # type: ignore[attr-defined]
    client.editor("legal_form").show_value(ClientLegalForm.ASSOCIATION)
    client.accept()
    assert one(session, Client).legal_form is ClientLegalForm.ASSOCIATION  # type: ignore[attr-defined]


def test_a_claim_that_is_time_barred_is_told_above_the_routes(tab: MissionsTab, session: Session, qtbot: QtBot) -> None:
    micro(session)
    window = opened(tab, qtbot)
    assert not window.limited.isVisible()
    invoice = one(session, Invoice)
    old = replace(invoice, issued=date(2020, 9, 30), due=date(2020, 10, 30), month=None)  # type: ignore[type-var]
    session.do(save, session.journal, old, session.today)
    assert window.limited.text().startswith("Time-barred since 1 October 2025")
    assert window.limited.isVisible()
    window.reject()
