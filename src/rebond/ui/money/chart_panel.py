"""The balance chart with its result in words, and the figures below it as links."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.charts.runway_sentences import first_capital, months_left
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.runway import Projection
from rebond.ui.money.answer_panel import card
from rebond.ui.money.balance_canvas import BalanceCanvas
from rebond.ui.money.notices import NoticeBar, link
from rebond.ui.money.steady import SteadyLabel, SteadyRoom
from rebond.ui.shared.flow import Flow
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language, n_


class ChartPanel(QWidget):
    """The chart and its figures; a click on a figure emits a signal that asks for the lines behind it."""

    opening_asked = Signal()
    months_asked = Signal()
    reserve_asked = Signal()
    print_wanted = Signal()
    preview_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notices = NoticeBar(self)
        self.canvas = BalanceCanvas(self)
        self.sentence = SteadyLabel(self)
        self.sentence.setProperty("role", "title")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.opening = link("", self)
        self.months = link("", self)
        self.reserve = link("", self)
        self._currency = "EUR"
        for figure, asked in (
            (self.opening, self.opening_asked), (self.months, self.months_asked), (self.reserve, self.reserve_asked),
        ):  # fmt: skip
            figure.setToolTip(_("List what this is made of"))
            figure.clicked.connect(asked)
        self._lay_out()

    def show_outlook(self, outlook: Outlook) -> None:
        """Show the figures that do not depend on the scenario."""
        self._currency = outlook.situation.settings.currency
        projection = outlook.as_things_stand.projection
        self._keep_room(language().months_left(None, projection.horizon_months))
        amount, age = language().money(projection.opening, self._currency), (projection.today - projection.since).days
        if age:
            text = n_("On your accounts {count} day ago: {amount}", "On your accounts {count} days ago: {amount}", age)
        else:
            text = _("On your accounts today: {amount}")
        self.opening.setText(text.format(count=age, amount=amount))
        answer, needed = outlook.largest_leaves, outlook.reserve_needed
        self.reserve.setVisible(needed is not None)
        if answer is not None and needed is not None:
            text = _("Reserve needed if {client} leaves: {amount}")
            amount, client = language().money(needed, self._currency), answer.names[0]
            self.reserve.setText(text.format(amount=amount, client=_shortened(client)).replace("&", "&&"))
            tips = (text.format(amount=amount, client=client), _("Whatever scenario the chart shows"))
            self.reserve.setToolTip(tip("\n".join(tips)))

    def show_result(self, sentence: str, projection: Projection, longest: str = "") -> None:
        """Show the result of the scenario; `longest` is the sentence at the end of the slider, which gets its room."""
        self.sentence.say(sentence, longest)
        left = months_left(language(), projection)
        below = projection.zero_date == projection.today
        self.months.setText(first_capital(left) if below else _("Savings last: {months}").format(months=left))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        role = "sum" if event.size().height() < _LOW else "title"
        if role != self.sentence.property("role"):  # in a low window, the room is the chart's
            self.sentence.setProperty("role", role)
            self.sentence.style().polish(self.sentence)
            self.sentence.forget()

    def _keep_room(self, longest: str) -> None:
        """Give the number of months the room of its longest text, so that nothing moves while a slider does."""
        self.months.setText(_("Savings last: {months}").format(months=longest))
        self.months.setMinimumWidth(self.months.sizeHint().width())

    def _lay_out(self) -> None:
        title = QLabel(_("Savings, day by day"), self)
        title.setProperty("role", "title")
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(title)
        head.addStretch(1)
        for text, signal in (
            (_("Previe&w"), self.preview_wanted),
            (_("Prin&t…"), self.print_wanted),
            (_("E&xport…"), self.export_wanted),
        ):
            button = QPushButton(text, self)
            button.setProperty("role", "link")
            button.clicked.connect(signal)
            head.addWidget(button)
        top = QWidget(self)
        top.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        # The reserve stands apart from the others, since it does not follow the scenario shown.
        figures = Flow(2 * GRID, 0, last_apart=True)
        figures.addWidget(self.opening)
        figures.addWidget(SteadyRoom(self.months, self))
        figures.addWidget(self.reserve)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.notices)
        column.addWidget(card(top, self.canvas), 1)
        column.addWidget(SteadyRoom(self.sentence, self))
        column.addLayout(figures)


#: The height, in pixels, below which the sentence is in the size of the text around it.
_LOW = 35 * GRID
#: The most letters of a client's name in a figure.
_LETTERS = 24


def _shortened(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
