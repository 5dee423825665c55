"""The windows of late payments: next step and chip in the lists, states, penalties, ladder and rates."""

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rebond.actions.agenda_sentences import what
from rebond.actions.invoices import save_invoice
from rebond.actions.records import save
from rebond.domain.agenda.entries import AgendaKind
from rebond.domain.countries import Country
from rebond.domain.kinds import Entity
from rebond.domain.late.kinds import InvoiceState, LadderStep, LateRate, LateStep, Series, StateKind
from rebond.domain.letters.kinds import Delivery
from rebond.domain.missions.kinds import Client, ClientLegalForm, Invoice, Mission
from rebond.journal.queries.agenda import load_agenda
from rebond.journal.undo import undo
from rebond.ui.agenda.today_panel import TodayPanel
from rebond.ui.late.ladder_dialog import LadderDialog
from rebond.ui.late.penalties_dialog import PenaltiesDialog
from rebond.ui.late.rates_dialog import RateForm, RatesDialog
from rebond.ui.late.state_form import StateForm
from rebond.ui.letters.letter_window import LetterWindow, open_letter
from rebond.ui.missions.all_invoices import AllInvoicesDialog
from rebond.ui.missions.invoice_form import InvoiceForm
from rebond.ui.missions.mission_form import MissionForm
from rebond.ui.missions.tab import MissionsTab
from rebond.ui.session import Session
from rebond.ui.speech import language
from tests.ui.conftest import TODAY

RIGHT_TO_LEFT = '<b>"שלום" & Co</b>\nline'


def plain(text: str) -> str:
    return re.sub("[\xa0\u202f\u2068\u2069]", " ", text)


def rows(session: Session, kind: type[Entity]) -> tuple:  # type: ignore[type-arg]
    with session.journal.read() as reader:
        return reader.all(kind)


def shown(kind: type) -> object:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible())


def choose(tab: MissionsTab, name: str) -> None:
    (action,) = [one for one in tab.invoices._late.menu.actions() if one.text().startswith(name)]
    action.trigger()


def cells(dialog: RatesDialog | PenaltiesDialog) -> list[list[str]]:
    table = dialog.table
    return [
        [table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())
    ]


def test_the_step_that_is_due_is_the_button_and_any_other_is_in_the_menu(tab: MissionsTab, qtbot: QtBot) -> None:
    late = tab.invoices._late
    assert late.button.isVisible()
    assert late.button.text() == "Formal notice…"
    names = [action.text() for action in late.menu.actions() if action.text()]
    assert names[:5] == [
        "Remind before it is due…", "Friendly reminder…", "Second reminder…", "Firm reminder…", "Formal notice…",
    ]  # fmt: skip
    assert "Promise for 20 June 2026 (broken)…" in names
    choose(tab, "Friendly reminder")
    window = shown(LetterWindow)
    assert isinstance(window, LetterWindow)
    assert window.choices.template.currentText() == "Friendly reminder"
    assert "2026-1" in window.letter.written[0]
    window.reject()


def test_an_invoice_that_is_settled_has_nothing_to_choose(tab: MissionsTab, session: Session) -> None:
    tab.invoices._late.show_invoice(None)
    assert not tab.invoices._late.button.isVisible()
    assert not tab.invoices._late.menu.menuAction().isEnabled()
    assert not tab.invoices._late.menu.actions()


def test_a_promise_is_a_chip_stops_the_reminders_and_is_taken_back(tab: MissionsTab, session: Session) -> None:
    choose(tab, "Note a p&romise")
    form = shown(StateForm)
    assert isinstance(form, StateForm)
    form.accept()
    assert "⚠" in form._rows["until"].problem.text()  # the day is missing, and said beside it
    form.editor("until").show_value(date(2026, 12, 12))
    form.editor("reason").show_value(RIGHT_TO_LEFT)
    form.accept()
    state = tab.invoices.model.index(0, 4)
    assert state.data() == "late by 176 days\npromised for 12 Dec"
    assert "promised for 12 December 2026" in plain(state.data(Qt.ItemDataRole.ToolTipRole))
    assert "<b>" not in state.data(Qt.ItemDataRole.ToolTipRole).replace("&lt;b&gt;", "")
    assert not tab.invoices._late.button.isVisible()
    choose(tab, "Promised for 12 December 2026…")
    form = shown(StateForm)
    assert isinstance(form, StateForm)
    form.editor("ended").show_value(TODAY)
    form.accept()
    assert "\n" not in state.data()
    assert tab.invoices._late.button.isVisible()
    assert undo(session.journal)
    assert rows(session, InvoiceState)[-1].ended is None


def test_a_promise_a_pause_and_a_dispute_are_noted_by_a_key_each(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    tab.invoices.view.setFocus()
    for key, chip in ((Qt.Key.Key_P, "promised for 12 Dec"), (Qt.Key.Key_U, "paused"), (Qt.Key.Key_D, "disputed")):
        qtbot.keyClick(tab.invoices.view, key)
        form = shown(StateForm)
        if key is Qt.Key.Key_P:
            form.editor("until").show_value(date(2026, 12, 12))
        assert isinstance(form, StateForm)
        form.accept()
        assert tab.invoices.model.index(0, 4).data().endswith(f"\n{chip}")
    assert {row.type for row in rows(session, InvoiceState)} == {*StateKind}


def test_the_tooltip_says_the_penalty_to_the_day_and_where_the_table_ends(tab: MissionsTab) -> None:
    told = plain(tab.invoices.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    # 31 May – 15 Jun: 16 days on 2,880.00; 16 Jun – 22 Nov: 160 days on 1,880.00; all at 12.15 %.
    for said in ("Penalty to 22 November 2026: €115.47", "ends on 30 June 2026", "€40.00", "1 promise, 0 kept"):
        assert said in told


def test_the_glance_and_the_agenda_propose_the_step_too(
    tab: MissionsTab, session: Session, qtbot: QtBot, parent: QWidget
) -> None:
    texts = [button.text() for button in tab.glance.findChildren(QWidget) if hasattr(button, "text")]
    assert "Formal notice…" in texts
    assert "1 promise, 0 kept" in texts
    panel = TodayPanel(session, parent)
    panel.show()
    panel.load()
    panel.view.setFocus()
    assert panel.late.button.text() == "Formal notice…"
    panel._remind.trigger()
    window = shown(LetterWindow)
    assert isinstance(window, LetterWindow)
    assert window.choices.template.currentText() == "Formal notice"
    window.reject()


def test_the_list_of_all_invoices_proposes_it_and_tells_of_it(session: Session, parent: QWidget, qtbot: QtBot) -> None:
    dialog = AllInvoicesDialog(session, parent)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.view.hasFocus)
    qtbot.keyClick(dialog.view, Qt.Key.Key_D)
    form = shown(StateForm)
    assert isinstance(form, StateForm)
    assert form.windowTitle() == "Dispute about invoice 2026-1"
    form.reject()
    assert dialog.late.button.isVisible()
    assert dialog.late_button.isEnabled()
    session.do(save, session.journal, InvoiceState(invoice_id=1, type=StateKind.DISPUTED, starts=TODAY), TODAY)
    assert dialog.model.index(0, 9).data() == "disputed"
    assert not dialog.late.button.isVisible()
    dialog.reject()


def test_the_penalties_show_each_period_with_its_rate_and_article(session: Session, parent: QWidget) -> None:
    dialog = PenaltiesDialog(session, 1, parent)
    dialog.open()
    assert "Penalty to 22 November 2026: €115.47" in plain(dialog.sum.text())
    found = cells(dialog)
    assert [row[2:5] for row in found] == [
        ["16", "€2,880.00", "12.15%"], ["15", "€1,880.00", "12.15%"], ["145", "€1,880.00", "12.15%, to be checked"],
    ]  # fmt: skip
    assert all("L441-10" in row[6] for row in found)
    assert "30 June 2026" in dialog.about.text()
    assert "30 April 2031" in dialog.foot.text()  # five years from the end of the service, before the due date
    rate = LateRate(country=Country.FR, series=Series.REFINANCING, starts=date(2026, 7, 1), rate=2_400, source="BCE")
    session.do(save, session.journal, rate, TODAY)
    assert [row[4] for row in cells(dialog)] == ["12.15%", "12.15%", "12.4%"]
    assert "To be checked" not in dialog.about.text()
    dialog.reject()


def test_a_rate_that_ships_is_replaced_by_editing_it_and_restored(session: Session, parent: QWidget) -> None:
    dialog = RatesDialog(session, Country.FR, parent)
    dialog.open()
    assert cells(dialog)[0][:4] == [
        "refinancing rate of the European Central Bank", "01/01/2026", "2.15%", "the program's",
    ]  # fmt: skip
    dialog._on_edit()
    form = shown(RateForm)
    assert isinstance(form, RateForm)
    form.editor("rate").show_value(2_000)
    form.accept()
    assert cells(dialog)[0][2:4] == ["2%", "yours, in place of the program's"]
    assert dialog.delete.isEnabled()
    dialog._on_delete()
    assert cells(dialog)[0][2:4] == ["2.15%", "the program's"]
    assert not dialog.delete.isEnabled()
    dialog._on_add()
    form = shown(RateForm)
    assert isinstance(form, RateForm)
    form.editor("starts").show_value(date(2026, 7, 1))
    form.editor("rate").show_value(2_250)
    form.editor("source").show_value(RIGHT_TO_LEFT)
    form.accept()
    assert cells(dialog)[0][1:4] == ["01/07/2026", "2.25%", "yours"]
    assert "31 December 2026" in dialog.ends.text()
    dialog._on_add()
    form = shown(RateForm)
    assert isinstance(form, RateForm)
    form.editor("starts").show_value(date(2026, 7, 1))
    form.editor("rate").show_value(3_000)
    form.accept()
    assert form.isVisible()  # there is one of that day already, which is said
    form.reject()
    dialog.reject()


def test_every_country_has_its_own_table(session: Session, parent: QWidget) -> None:
    dialog = RatesDialog(session, None, parent)
    dialog.open()
    for country, first in ((Country.CH, "5%"), (Country.QC, "5%"), (Country.BE, "10.5%")):
        dialog.country.show_value(country)
        assert cells(dialog)[0][2] == first
    dialog.reject()


def test_a_ladder_is_edited_for_a_client_and_what_ships_comes_back(
    session: Session, parent: QWidget, tab: MissionsTab
) -> None:
    dialog = LadderDialog(session, 1, Country.FR, parent)
    dialog.open()
    dialog.scope.setCurrentIndex(dialog.scope.findText("Atlas"))
    assert not dialog.restore.isVisible()
    assert dialog.editor("before_due").days.text() == "7"
    for step in (LateStep.SECOND, LateStep.FORMAL_NOTICE, LateStep.ROUTES):
        dialog.editor(step.value).has.setChecked(False)
    dialog.editor("friendly").days.setText("many")
    dialog.accept()
    assert "⚠" in dialog._rows["friendly"].problem.text()
    dialog.editor("friendly").days.setText("10")
    dialog.accept()
    assert {(row.client_id, row.step, row.days) for row in rows(session, LadderStep)} == {
        (1, LateStep.BEFORE_DUE, -7), (1, LateStep.FRIENDLY, 10), (1, LateStep.FIRM, 30),
    }  # fmt: skip
    again = LadderDialog(session, 1, Country.FR, parent)
    again.open()
    assert again.scope.currentText() == "Atlas"
    assert not again.editor("second").has.isChecked()
    again.restore.click()
    assert rows(session, LadderStep) == ()
    assert again.editor("second").days.text() == "15"
    for step in LateStep:
        again.editor(step.value).has.setChecked(False)
    again.accept()
    assert "at least one step" in again._general.text()
    again.reject()


def test_the_forms_keep_the_rate_of_the_contract_and_the_day_of_the_formal_notice(
    session: Session, parent: QWidget
) -> None:
    form = MissionForm(session, rows(session, Mission)[0], "Atlas", parent)
    form.open()
    assert form.editor("late_rate").read() is None
    assert not form.editor("due_day_fixed").isVisible()  # Swiss law alone asks for it
    form.editor("late_rate").show_value(0)
    form.accept()
    assert rows(session, Mission)[0].late_rate == 0
    invoice = InvoiceForm(session, rows(session, Invoice)[0], parent)
    invoice.open()
    invoice.editor("demanded").show_value(date(2026, 7, 1))
    invoice.accept()
    assert rows(session, Invoice)[0].demanded == date(2026, 7, 1)


def test_a_letter_warns_where_the_rate_it_names_is_to_be_checked(tab: MissionsTab) -> None:
    choose(tab, "Formal notice")
    window = shown(LetterWindow)
    assert isinstance(window, LetterWindow)
    assert "30 June 2026" in window.choices.caution.text()
    window.choices.template.setCurrentIndex(window.choices.template.findData("late_friendly"))
    assert not window.choices.caution.text()
    window.reject()


def test_the_penalty_in_a_letter_is_to_the_day_on_which_it_is_sent(
    tab: MissionsTab, session: Session, qtbot: QtBot
) -> None:
    choose(tab, "Formal notice")
    window = shown(LetterWindow)
    assert isinstance(window, LetterWindow)
    window.choices.channel.show_value(Delivery.MAIL)
    assert "22 November 2026: €115.47" in plain(window.letter.written[1])
    window.day.selectAll()
    qtbot.keyClicks(window.day, "2026-11-01")
    qtbot.keyClick(window.day, Qt.Key.Key_Return)
    # 31 May – 15 Jun: 16 days on 2,880.00; 16 Jun – 1 Nov: 139 days on 1,880.00; all at 12.15 %.
    assert "1 November 2026: €102.33" in plain(window.letter.written[1])
    window.day.setText("2026-06-30")
    window.day.editingFinished.emit()
    assert "30 June 2026" not in window.choices.caution.text(), "the rates are known up to that day"
    window.letter.text.setPlainText("Pay.")
    window.day.show_value(TODAY)
    window.day.editingFinished.emit()
    assert window.letter.written[1] == "Pay."
    assert window.letter.note.isVisible()
    window.reject()


def test_a_letter_from_the_menu_asks_for_the_invoice_due_first_and_another_is_chosen(
    tab: MissionsTab, session: Session, parent: QWidget
) -> None:
    later = Invoice(
        client_id=1, mission_id=1, number="2026-9", amount=100_00, issued=date(2026, 10, 1), due=date(2026, 10, 31)
    )
    session.do(save_invoice, session.journal, later, TODAY)
    open_letter(session, parent, "polite_no", 1, 1)
    window = shown(LetterWindow)
    assert isinstance(window, LetterWindow)
    assert not window.choices.invoice.isVisible()
    window.choices.template.setCurrentIndex(window.choices.template.findData("late_friendly"))
    assert window.choices.invoice.isVisible()
    assert "2026-1" in window.letter.written[0]
    window.choices.invoice.show_value(2)
    assert "2026-9" in window.letter.written[0]
    assert "€100.00" in plain(window.letter.written[1])
    window.choices.template.setCurrentIndex(window.choices.template.findData("polite_no"))
    assert window._draft.sent("No", "Dear Claire,", TODAY).invoice_id is None
    window.reject()


def test_no_step_is_proposed_before_its_day_though_all_can_be_taken(tab: MissionsTab, session: Session) -> None:
    (late,) = rows(session, Invoice)
    session.do(save_invoice, session.journal, replace(late, due=date(2026, 12, 20)), TODAY)
    tab.load_if_stale()
    assert not tab.invoices._late.button.isVisible()
    assert not tab.invoices._next.isEnabled()
    assert tab.invoices._late.menu.menuAction().isEnabled()
    told = plain(tab.invoices.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "Next: reminder before the due date, on 13 December 2026" in told
    assert "Penalty" not in told


@pytest.mark.parametrize(
    ("form", "said"),
    [(None, "It can no longer be claimed after 30 April 2031"),
     (ClientLegalForm.CONSUMER, "It can no longer be claimed after 30 April 2028")],
)  # fmt: skip
def test_the_penalties_say_the_limitation_against_such_a_client(
    session: Session, parent: QWidget, form: ClientLegalForm | None, said: str
) -> None:
    (client,) = rows(session, Client)
    session.do(save, session.journal, replace(client, legal_form=form), TODAY)
    assert said in PenaltiesDialog(session, 1, parent).foot.text()


def test_a_claim_that_is_time_barred_is_told_where_a_step_is_proposed(tab: MissionsTab, session: Session) -> None:
    """The invoice of 2020 could be claimed until 30 April 2025."""
    (invoice,) = rows(session, Invoice)
    old = replace(invoice, issued=date(2020, 4, 30), due=date(2020, 5, 30))
    session.do(save, session.journal, old, TODAY)
    said = "Time-barred since 1 May 2025"
    assert said in plain(tab.invoices.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    tab.invoices.view.selectRow(0)
    late = tab.invoices._late
    assert late.button.text() == "Formal notice…"
    assert said in plain(late.button.toolTip())
    assert said in PenaltiesDialog(session, 1, tab).foot.text()
    with session.journal.read() as reader:
        found = load_agenda(reader, session.outlook)
    barred = "time-barred since 1 May 2025, unless interrupted: check before you write"
    held = "promised for 20 June 2026, not paid; formal notice from 14 July 2020"
    assert {one.kind: what(language(), one, "EUR") for one in found if one.barred} == {
        AgendaKind.LATE_INVOICE: f"Invoice 2026-1: €1,880.00 left to pay ({held}; {barred})",
        AgendaKind.LIMITATION: f"Invoice 2026-1: €1,880.00 left to pay; {barred}",
    }
