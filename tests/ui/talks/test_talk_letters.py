"""The letters of talks: the one that a talk leads to, and the talk that a recap sums up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from rebond.actions.invoices import save_invoice
from rebond.actions.records import save
from rebond.domain.late.kinds import InvoiceState, StateKind
from rebond.domain.letters.kinds import Letter
from rebond.domain.missions.kinds import Invoice
from rebond.domain.talks.kinds import Talk, TalkKind, TalkNote
from rebond.ui.letters.letter_window import LetterWindow, open_letter
from rebond.ui.routes.routes_window import RoutesWindow
from rebond.ui.session import Session
from rebond.ui.talks.talk_window import TalkWindow
from tests.ui.conftest import TODAY
from tests.ui.talks.conftest import talk_of

Prepares = Callable[..., TalkWindow]


@pytest.fixture
def prepares(session: Session, over: QWidget) -> Prepares:
    """Return a function that opens the preparation of a talk of a kind."""

    def prepare(kind: TalkKind, invoice_id: int | None = None) -> TalkWindow:
        talk = replace(talk_of(session), type=kind, invoice_id=invoice_id, cause_id=None)
        session.do(save, session.journal, talk, TODAY)
        window = TalkWindow(session, talk, over)
        window.open()
        return window

    return prepare


def shown(kind: type) -> QWidget:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def letter(session: Session, template: str, day: date, invoice_id: int = 1) -> None:
    row = Letter(
        client_id=1, mission_id=1, invoice_id=invoice_id, template=template, subject="Invoice", text="Please", sent=day
    )  # fmt: skip
    session.do(save, session.journal, row, TODAY)


def test_a_talk_about_a_late_payment_leads_to_the_next_step_of_its_invoice(
    session: Session, prepares: Prepares
) -> None:
    other = Invoice(
        client_id=1, mission_id=1, number="2026-7", amount=300_00, issued=date(2026, 8, 1), due=date(2026, 8, 31)
    )  # fmt: skip
    session.do(save_invoice, session.journal, other, TODAY)
    window = prepares(TalkKind.PAYMENT, invoice_id=1)
    assert window.letter.isVisible()
    assert window.letter.text() == "Second reminder…", "22 days late, and none was sent yet"
    window.letter.click()
    letters = shown(LetterWindow)
    assert isinstance(letters, LetterWindow)
    assert letters.choices.person.currentText() == "Claire"
    assert "2026-9" in letters.letter.written[0]
    letters.reject()

    letter(session, "late_second", date(2026, 11, 2))
    assert window.letter.text() == "Firm reminder…", "it follows what was sent"
    for step, day in (("firm", 6), ("formal_notice", 10)):
        letter(session, f"late_{step}", date(2026, 11, day))
    assert window.letter.text() == "Routes open to you…"
    window.letter.click()
    shown(RoutesWindow).close()
    window.reject()


def test_without_an_invoice_of_its_own_it_is_the_one_due_longest_and_without_any_there_is_no_letter(
    session: Session, prepares: Prepares
) -> None:
    other = Invoice(
        client_id=1, mission_id=1, number="2026-7", amount=300_00, issued=date(2026, 8, 1), due=date(2026, 8, 31)
    )  # fmt: skip
    session.do(save_invoice, session.journal, other, TODAY)
    window = prepares(TalkKind.PAYMENT)
    window.letter.click()
    letters = shown(LetterWindow)
    assert isinstance(letters, LetterWindow)
    assert "2026-7" in letters.letter.written[0]
    letters.reject()
    for row_id in (1, 2):
        with session.journal.read() as reader:
            invoice = reader.get(Invoice, row_id)
        assert invoice
        session.do(save_invoice, session.journal, replace(invoice, cancelled=True), TODAY)
    assert not window.letter.isVisible()
    window.reject()


def test_while_a_promise_holds_the_ladder_back_the_letter_asks_what_is_wrong(
    session: Session, prepares: Prepares
) -> None:
    promise = InvoiceState(invoice_id=1, type=StateKind.PROMISED, starts=TODAY, until=date(2026, 12, 1))
    session.do(save, session.journal, promise, TODAY)
    window = prepares(TalkKind.PAYMENT)
    assert window.letter.text() == "Second reminder…"
    window.reject()


@pytest.mark.parametrize(
    ("kind", "title"),
    [(TalkKind.LIMITS, "Reminder of limits…"), (TalkKind.ENDING, "End of a mission…"),
     (TalkKind.REFUSING, "Polite no…"), (TalkKind.MY_ERROR, ""), (TalkKind.CLIENT_ERROR, "")],
)  # fmt: skip
def test_the_other_kinds_lead_to_the_letter_that_says_the_same(prepares: Prepares, kind: TalkKind, title: str) -> None:
    window = prepares(kind)
    assert window.letter.isVisible() == bool(title)
    if title:
        assert window.letter.text() == title
        window.letter.click()
        shown(LetterWindow).close()
    window.reject()


def test_a_recap_sums_up_the_latest_talk_until_another_is_chosen(session: Session, over: QWidget) -> None:
    for person_id, held, said in ((1, date(2026, 11, 3), "about Sundays"), (2, date(2026, 11, 17), "about the budget")):
        talk = Talk(client_id=1, mission_id=1, type=TalkKind.LIMITS, person_id=person_id, held=held)
        session.do(save, session.journal, talk, TODAY)
        with session.journal.read() as reader:
            talk_id = max(row.id for row in reader.all(Talk))
        session.do(save, session.journal, TalkNote(talk_id=talk_id, text=said), TODAY)
    open_letter(session, over, "polite_no", 1, 1)
    window = shown(LetterWindow)
    assert isinstance(window, LetterWindow)
    assert not window.choices.talk.isVisible()
    window.choices.template.setCurrentIndex(window.choices.template.findData("recap"))
    assert window.choices.talk.isVisible()
    assert window.choices.person.currentText() == "Marc"
    assert "about the budget" in window.letter.written[1]
    window.choices.talk.setCurrentIndex(1)
    assert window.choices.talk.currentText() == "3 Nov 2026 · Limits · Claire"
    assert window.choices.person.currentText() == "Claire"
    assert "about Sundays" in window.letter.written[1]
    assert "about the budget" not in window.letter.written[1]
    window.reject()
