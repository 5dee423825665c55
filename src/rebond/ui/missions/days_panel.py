"""The days worked on a mission, month by month, with their sum, and what is made from them."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions.invoices import draft_for_month
from rebond.actions.worked_days import country_for, holidays_loaded, load_holidays, month_of, note_days, planned_in
from rebond.domain.calendar import add_months, month_start
from rebond.domain.missions.kinds import Billing, Invoice, Mission
from rebond.domain.missions.notice import foreseen_end
from rebond.domain.money.billing import amount_of_days
from rebond.domain.problems import Refused
from rebond.domain.worked_days.kinds import WorkedDay
from rebond.domain.worked_days.month import HALF, NOTHING, WHOLE
from rebond.journal.queries.settings import load_settings
from rebond.sentences import days_counted, sentence
from rebond.ui.missions.days_model import DaysModel, said
from rebond.ui.missions.days_view import DaysView
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command, rule
from rebond.ui.shared.elided import Elided
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language


class DaysPanel(QWidget):
    """One month of a mission, in which days are typed or painted; every stroke is saved at once."""

    #: A draft, an `Invoice` not saved yet, that the person wants to complete.
    invoice_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mission: Mission | None = None
        self._month = month_start(session.today)
        self.model = DaysModel(self)
        self.view = DaysView(self.model)
        self.earlier = _arrow("‹", _("The month before"))
        self.later = _arrow("›", _("The month after"))
        self.name = QLabel()
        self.name.setProperty("role", "title")
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.now = QPushButton(_("This month"))
        self.sum = QLabel()
        self.sum.setProperty("role", "title")
        self.money = Elided("soft")
        self.billed = Elided("warning")
        self.about = Elided()
        self.hint = QLabel()
        self.hint.setProperty("role", "soft")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.fill = QPushButton(_("Fill the &working days"))
        self.report = QPushButton(_("Ac&tivity report…"))
        self.invoice = QPushButton(_("&Draft invoice…"))
        self._lay_out()
        self._connect()

    def show_mission(self, mission: Mission | None) -> None:
        """Show the days of a mission as they are now; of another mission than before, in the month of today.

        A mission that is over, or has not begun, shows the month of its nearest day.
        """
        if mission and (self._mission is None or mission.id != self._mission.id):
            last = foreseen_end(mission)
            day = max(self._session.today, mission.starts)
            day = min(day, last) if last else day
            self._mission = mission
            self.go(day)
        else:
            self._mission = mission
            self._read()

    def go(self, day: date) -> None:
        """Show the month of a day, and give the day the keyboard when the panel has it."""
        self._month = month_start(day)
        self._read()
        if self.model.grid:
            self.view.go(day)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(GRID // 2)
        for widget in (self.earlier, self.name, self.later, self.now):
            above.addWidget(widget)
        above.addStretch(1)
        above.addWidget(self.sum)
        money = QHBoxLayout()
        money.addWidget(self.billed, 1)
        money.addWidget(self.money, 1)
        self.money.setAlignment(Qt.AlignmentFlag.AlignRight)
        buttons = Flow()
        for button in (self.fill, self.report, self.invoice):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(above)
        column.addLayout(money)
        column.addWidget(self.view, 1)
        column.addWidget(self.about)
        column.addWidget(self.hint)
        column.addLayout(buttons)
        widest = max(
            self.name.fontMetrics().horizontalAdvance(language().month(date(2026, month, 1))) for month in range(1, 13)
        )
        self.name.setMinimumWidth(widest + 2 * GRID)

    def _connect(self) -> None:
        self.earlier.clicked.connect(partial(self._turn, -1))
        self.later.clicked.connect(partial(self._turn, 1))
        self.now.clicked.connect(self._on_now)
        self.view.painted.connect(self._paint)
        self.view.wanted.connect(self.go)
        self.view.moved.connect(self._on_moved)
        self.view.activated.connect(self._on_note)
        self.fill.clicked.connect(self._on_fill)
        self.report.clicked.connect(self._on_report)
        self.invoice.clicked.connect(self._on_invoice)
        act = partial(command, self.view)
        act(_("A &whole day"), partial(self.view.paint_range, WHOLE), "")
        act(_("&Half a day"), partial(self.view.paint_range, HALF), "")
        act(_("&Not worked"), partial(self.view.paint_range, NOTHING), "")
        rule(self.view)
        act(_("What was &done on this day…"), self._on_note, "F2")

    def _read(self) -> None:
        """Read the month and show it, with the keyboard where it was."""
        if self._mission is None:
            self.model.show_grid(None, self._session.today)
            return
        mission, month = self._mission, self._month
        current = self.view.current
        if not (ready := holidays_loaded()):
            self._session.run(lambda _journal, _progress: load_holidays(), lambda _none: self._read(), owner=self)
        with self._session.journal.read() as reader:
            grid = month_of(reader, mission, month, language(), holidays=ready)
            planned = planned_in(reader, mission, month)
            invoices = reader.matching(Invoice, mission_id=mission.id, month=month)
            country = country_for(reader, mission)
            currency = load_settings(reader).currency
        self.model.show_grid(grid, self._session.today)
        if current is None or month_start(current.date) != month:
            self.view.go(max(month, min(self._session.today, next(reversed([*grid.days])).date)))
        self.name.setText(language().month(month))
        self.now.setVisible(month != month_start(self._session.today))
        self._say_sum(grid.total, planned)
        empty = grid.total == 0
        is_daily = mission.billing is Billing.DAILY
        amount = language().money(amount_of_days(mission, grid.total), currency)
        self.money.say(_("{amount} before VAT").format(amount=amount) if is_daily and not empty else "")
        self._say_billed([each for each in invoices if not (each.cancelled or each.is_credit_note)], grid.total)
        self.invoice.setVisible(is_daily)
        # Not where few days are planned: most of those filled would have to be taken out again.
        self.fill.setVisible(empty and (not planned or 2 * planned >= sum(grid.usual_days().values())))
        self.fill.setEnabled(ready)
        for button in (self.report, self.invoice):
            button.setEnabled(not empty)
            button.setToolTip(_("No day is noted in this month yet.") if empty else "")
        keys = _("Space: a whole day, half, none · Shift+arrows or the mouse: several · Enter: what was done")
        if empty:
            keys = _("No day is noted yet: press Space on a day, or drag over several with the mouse.")
        if country is None:
            keys += " " + _("Public holidays are not shown: the client has no country.")
        self.hint.setText(keys)
        self._on_moved()

    def _say_sum(self, total: int, planned: int) -> None:
        if planned:
            text = _("{days} of {planned} days planned")
            self.sum.setText(text.format(days=language().days(total), planned=language().days(planned)))
        else:
            self.sum.setText(days_counted(language(), total))

    def _say_billed(self, invoices: list[Invoice], total: int) -> None:
        """Say which invoice bills the month, and how many days if these are not those noted."""
        if not invoices:
            self.billed.say("")
            return
        numbers = ", ".join(each.number or _("without number") for each in invoices)
        days = sum(each.days or 0 for each in invoices)
        text = _("Invoiced: {numbers}").format(numbers=numbers)
        if days and days != total:
            text += f" · {days_counted(language(), days)}"
        self.billed.say(text)

    def _turn(self, months: int, _checked: bool = False) -> None:
        """Show the month so many months later."""
        current = self.view.current
        self.go(add_months(current.date if current else self._month, months))

    def _on_now(self) -> None:
        self.go(self._session.today)
        self.view.setFocus()

    def _on_moved(self) -> None:
        day = self.view.current
        self.about.say(said(day, day.worked) if day else "")

    def _paint(self, days: dict[date, int]) -> None:
        if self._mission is None:
            return
        try:
            self._session.do(note_days, self._session.journal, self._mission.id, days, self._session.today)
        except Refused as refused:
            self._session.message.emit(" ".join(sentence(language(), problem) for problem in refused.problems))

    def _on_fill(self) -> None:
        if self.model.grid:
            self._paint(self.model.grid.usual_days())
            self.view.setFocus()

    def _on_note(self) -> None:
        from rebond.ui.missions.day_form import DayForm

        day = self.view.current
        if day is None or self._mission is None:
            return
        with self._session.journal.read() as reader:
            rows = reader.matching(WorkedDay, mission_id=self._mission.id, date=day.date)
        row = rows[0] if rows else WorkedDay(mission_id=self._mission.id, date=day.date)
        DayForm(self._session, row, self.window()).open()

    def _on_report(self) -> None:
        from rebond.ui.missions.report_dialog import ReportDialog

        if self._mission:
            ReportDialog(self._session, self._mission, self._month, self.window()).open()

    def _on_invoice(self) -> None:
        if self._mission and self.model.grid:
            situation = self._session.outlook.situation
            with self._session.journal.read() as reader:
                draft = draft_for_month(reader, situation, self._mission, self._month)
            self.invoice_wanted.emit(draft)


def _arrow(sign: str, name: str) -> QPushButton:
    button = QPushButton(sign)
    button.setAccessibleName(name)
    button.setToolTip(tip(name))
    button.setFixedWidth(4 * GRID)
    return button
