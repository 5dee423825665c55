"""The panel on the dependence on few clients: the bar of shares of revenue, and figures such as the HHI."""

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.domain.money import concentration
from rebond.domain.money.concentration import NOBODY, Concentration
from rebond.domain.money.outlook import Outlook
from rebond.ui.money.explain import Explanation, shares
from rebond.ui.money.notices import link
from rebond.ui.money.shares_canvas import SharesCanvas
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_

_COUNTED: dict[str, Callable[[Outlook], Concentration]] = {
    "invoiced": lambda outlook: outlook.invoiced,
    "to_come": lambda outlook: outlook.to_come,
    "worked": lambda outlook: concentration.worked(outlook.situation, outlook.today),
}


class SharesPanel(QWidget):
    """The shares by a selectable measure; `asked` carries the `Explanation` of the figure that was clicked."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlook: Outlook | None = None
        self._shown = NOBODY
        self.measure = QComboBox(self)
        self.measure.setAccessibleName(_("Where the revenue comes from"))
        bold = self.measure.font()
        bold.setWeight(QFont.Weight.DemiBold)
        self.measure.setFont(bold)
        for name, title in (
            ("invoiced", _("Revenue of the last 12 months")),
            ("to_come", _("Revenue of the next 12 months")),
            ("worked", _("Days worked, last 12 months")),
        ):
            self.measure.addItem(title, name)
        self.measure.currentIndexChanged.connect(self._show)
        self.measure.activated.connect(self._on_chosen)
        self._chosen = False
        self.bar = SharesCanvas(self)
        self.bar.picked.connect(self._ask_clients)
        self.lives = link("", self)
        self.largest = link("", self)
        self.three = link("", self)
        self.hhi = link("", self)
        self.empty = QLabel(_("No revenue to share out yet."), self)
        self.empty.setProperty("role", "soft")
        self.empty.setWordWrap(True)
        self._lay_out()
        self.lives.clicked.connect(self._ask_effective)
        self.largest.clicked.connect(self._ask_largest)
        self.three.clicked.connect(self._ask_three)
        self.hhi.clicked.connect(self._ask_hhi)

    def show_outlook(self, outlook: Outlook) -> None:
        """Show the shares of an outlook."""
        self._outlook = outlook
        if not self._chosen:  # the clients ranked by what is to come, where nobody was invoiced yet
            self.measure.setCurrentIndex(self.measure.findData("to_come" if outlook.ranks_ahead else "invoiced"))
        self._show()

    def _on_chosen(self) -> None:
        self._chosen = True

    def _show(self) -> None:
        if self._outlook is None:
            return
        counted = self._counted(self._outlook)
        self._shown = counted
        self.bar.show_shares(counted, self._outlook.situation.settings.dependent_percent)
        has = counted.largest is not None and counted.effective_clients is not None
        for widget in (self.bar, *self._figures):
            widget.setVisible(has)
        self.empty.setVisible(not has)
        if (
            counted.largest is None
            or counted.hhi is None
            or counted.effective_clients is None
            or counted.three_largest is None
        ):
            return
        clients = language().fixed(counted.effective_clients)
        form = language().plural(counted.effective_clients)
        several = n_("You live on {count} client", "You live on {count} clients", form).format(count=clients)
        self.lives.setText(_("You live on a single client") if len(counted.shares) == 1 else several)
        self.largest.setText(_("largest {percent}").format(percent=language().percent(counted.largest)))
        self.three.setText(_("three largest {percent}").format(percent=language().percent(counted.three_largest)))
        self.hhi.setText(_("HHI {index}").format(index=language().fixed(counted.hhi, 0)))

    @property
    def _figures(self) -> tuple[QPushButton, ...]:
        return self.lives, self.largest, self.three, self.hhi

    def _counted(self, outlook: Outlook) -> Concentration:
        return _COUNTED[self._measure()](outlook)

    def _measure(self) -> str:
        return str(self.measure.currentData())

    def _explain(self, clients: tuple[int, ...], note: str = "") -> Explanation | None:
        if self._outlook is None:
            return None
        return shares(self._outlook.situation, self._outlook.today, self._measure(), clients, note)

    def _ask(self, clients: tuple[int, ...], note: str) -> None:
        if explanation := self._explain(clients, note):
            self.asked.emit(explanation)

    def _ask_clients(self, clients: tuple[int, ...]) -> None:
        self._ask(clients, self._part_of_all(clients))

    def _ask_largest(self) -> None:
        self._ask_clients(self._shown.client_ids[:1])

    def _ask_three(self) -> None:
        self._ask_clients(self._shown.client_ids[:3])

    def _ask_hhi(self) -> None:
        self._ask(self._shown.client_ids, self._squares())

    def _ask_effective(self) -> None:
        counted = self._shown
        if counted.hhi is None or counted.effective_clients is None:
            return
        equal_clients = _("10 000 ÷ HHI {index} = {clients} equal clients would be as concentrated.").format(
            index=language().fixed(counted.hhi, 0), clients=language().fixed(counted.effective_clients, 2)
        )
        self._ask(self._shown.client_ids, f"{self._squares()}\n{equal_clients}")

    def _squares(self) -> str:
        """Return the sentence that adds up the HHI from the squared shares."""
        parts = [f"{language().fixed(share, 1)}²" for _name, share in self._shown.shares]
        return _("HHI: {squares} = {index}, the squares of each client's percentage added up.").format(
            squares=" + ".join(parts),
            index=language().fixed(self._shown.hhi, 0) if self._shown.hhi is not None else "0",
        )

    def _part_of_all(self, clients: tuple[int, ...]) -> str:
        """Return the sentence that divides the clients' sum by the total."""
        explanation = self._explain(clients)
        if explanation is None or not self._shown.total:
            return ""
        parts = zip(self._shown.client_ids, self._shown.shares, strict=True)
        share = sum((part for client_id, (_name, part) in parts if client_id in clients), Fraction())
        return _("{part} of {whole} is {percent}.").format(
            part=explanation.written(explanation.total),
            whole=explanation.written(self._shown.total),
            percent=language().percent(share, 1),
        )

    def _lay_out(self) -> None:
        figures = Flow(GRID, 0)
        for figure in self._figures:
            figures.addWidget(figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.measure)
        column.addWidget(self.bar)
        column.addWidget(self.empty)
        column.addLayout(figures)
