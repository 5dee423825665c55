"""The area below the chart: the what-if panel and the tables that the figures are computed from."""

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.charges import presets, use_preset
from rebond.actions.money import bears_on_runway
from rebond.domain.money.outlook import Outlook
from rebond.journal.history import Change
from rebond.journal.queries.settings import load_settings
from rebond.ui.money.account_dialog import AccountDialog
from rebond.ui.money.closures import Closures
from rebond.ui.money.dues import DuesTable
from rebond.ui.money.expenses import Expenses
from rebond.ui.money.in_place import InPlaceTable
from rebond.ui.money.notices import link
from rebond.ui.money.rates import Rates
from rebond.ui.money.savings import Savings
from rebond.ui.money.settings_panel import SettingsPanel, charge_settings, runway_settings
from rebond.ui.money.what_if import WhatIf
from rebond.ui.session import Session
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language


class Tables(QTabWidget):
    """The what-if panel and the tables, as pages; `go` asks for a row of another tab, by kind and id."""

    go = Signal(str, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName(_("What the figures are made from"))
        self.setDocumentMode(True)
        self.what_if = WhatIf(session.today, self)
        self.savings = InPlaceTable(Savings(session), _("Accounts"), self)
        self.expenses = InPlaceTable(Expenses(session), _("Expenses"), self)
        self.dues = DuesTable(self)
        self.rates = InPlaceTable(Rates(session), _("Charges"), self)
        self.closures = InPlaceTable(Closures(session), _("Closed weeks"), self)
        self.charge_settings = SettingsPanel(session, charge_settings(), self)
        self.runway_settings = SettingsPanel(session, runway_settings(), self)
        self.history = link(_("Numbers and earlier balances…"), self)
        self.presets = link(_("Your status…"), self)
        self._note = QLabel(self)
        self.places = {"account": self.savings, "expense": self.expenses, "charge_rate": self.rates,
                        "closure_window": self.closures}  # fmt: skip
        self.pages = {
            "what_if": self.addTab(self.what_if, _("What if")),
            "account": self.addTab(_page(self.savings), _("Accounts")),
            "expense": self.addTab(_page(self.expenses), _("Expenses")),
            "due": self.addTab(self.dues, _("Unpaid invoices")),
            "charge_rate": self.addTab(self._charges_page(), _("Charges")),
            "closure_window": self.addTab(self._choices_page(), _("Settings")),
        }
        self.savings.add_to_foot(self.history)
        self._show_status()
        session.changed.connect(self._on_changed)
        self.history.clicked.connect(self._show_history)
        self.presets.clicked.connect(self.choose_status)
        self.dues.go.connect(self.go)

    def show_outlook(self, outlook: Outlook) -> None:
        """Update the pages that are computed from an outlook."""
        self.dues.show_outlook(outlook)
        for table in self.places.values():
            table.show_sums()  # by the currency and the day of the outlook

    def show_what_if(self) -> None:
        self.setCurrentIndex(self.pages["what_if"])
        self.what_if.focus_first()

    def add_savings(self) -> None:
        """Open the savings and start a new account."""
        self.setCurrentIndex(self.pages["account"])
        self.savings.begin_new()

    def unfinished(self) -> dict[str, dict[str, Any]]:
        """Return the new rows that were begun, by kind."""
        return {kind: table.model.unfinished() for kind, table in self.places.items()}

    def resume(self, begun: dict[str, dict[str, Any]]) -> None:
        """Restore what `unfinished` returned."""
        for kind, draft in begun.items():
            self.places[kind].model.resume(draft)

    def reveal(self, kind: str, row_id: int, field: str = "") -> bool:
        """Select a row of one of the tables; False if it belongs to none."""
        if kind not in self.places:
            return False
        self.setCurrentIndex(self.pages[kind])
        self.places[kind].reveal(row_id, field)
        return True

    def _on_changed(self, change: Change) -> None:
        for table in self.places.values():
            table.model.sync_with(change)
            if "settings" in change.kinds:
                table.view.viewport().update()
        if bears_on_runway(change):
            self.runway_settings.sync()
        if not change.kinds.isdisjoint(("settings", "charge_rate")):
            self.charge_settings.sync()
            self._show_status()

    def _show_history(self) -> None:
        row = self.savings.current() or self.savings.model.entity(0)
        if row is None:
            return
        AccountDialog(self._session, row.account, self).open()

    def choose_status(self) -> None:
        """Open the charges and let the person choose the status whose rates they take over."""
        self.setCurrentIndex(self.pages["charge_rate"])
        self.presets.setFocus()
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        with self._session.journal.read() as reader:
            status = load_settings(reader).status
        for preset in presets(language()):
            title = _("{status} ({period})") if preset.period else "{status}"
            action = menu.addAction(title.format(status=preset.name, period=preset.period).replace("&", "&&"))
            action.setData(preset)
            action.setCheckable(True)
            action.setChecked(preset.code == status)
            source = _("Source: {source}").format(source=preset.source) if preset.source else ""
            action.setToolTip(tip(f"{preset.note}\n{source}".strip()))
        picked = menu.exec(self.presets.mapToGlobal(QPoint(0, self.presets.height())))
        if picked:
            preset = picked.data()
            self._session.do(use_preset, self._session.journal, preset, preset.name)

    def _show_status(self) -> None:
        """Say beside the rates what those of the person's status are, and that rates change."""
        with self._session.journal.read() as reader:
            status = load_settings(reader).status
        chosen = next((preset for preset in presets(language()) if preset.code == status), None)
        changing = _("Rates change every year: check yours.") if chosen is None or chosen.on_receipts else ""
        note = chosen.note if chosen else ""
        self._note.setText(f"{note} {changing}".strip())

    def _charges_page(self) -> QWidget:
        self._note.setWordWrap(True)
        self._note.setProperty("role", "soft")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.charge_settings, self.presets, self._note):
            column.addWidget(widget)
        column.addStretch(1)
        self.rates.setMinimumWidth(46 * GRID)  # room for the name of a rate
        return _beside(self.rates, self._scrolled(inside), 2)

    def _choices_page(self) -> QWidget:
        return _beside(self.closures, self._scrolled(self.runway_settings), 5)

    def _scrolled(self, widget: QWidget) -> QVBoxLayout:
        """Return a column in which a widget is scrolled where the table beside it is low."""
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(max(widget.minimumSizeHint().width(), widget.minimumWidth()) + 2 * GRID)
        scroll.setWidget(widget)
        side = QVBoxLayout()
        side.addWidget(scroll)
        return side


def _page(table: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, GRID // 2, 0, 0)
    column.addWidget(table)
    page.setFocusProxy(table)
    return page


def _beside(table: QWidget, side: QVBoxLayout, stretch: int = 0) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, GRID // 2, 0, 0)
    row.setSpacing(2 * GRID)
    row.addWidget(table, 5)
    row.addLayout(side, stretch)
    page.setFocusProxy(table)
    return page
