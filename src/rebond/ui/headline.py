"""The strip above the tabs with the four figures to look at every morning."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from rebond.charts.runway_sentences import ranked_by
from rebond.domain.agenda.entries import DEADLINES, AgendaEntry, AgendaKind
from rebond.domain.calendar import add_months
from rebond.domain.direction import joined
from rebond.domain.money.outlook import Outlook
from rebond.journal.queries.agenda import load_agenda
from rebond.ui.session import Session
from rebond.ui.shared.after_frame import AfterFrame
from rebond.ui.shared.elided import Elided
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language, n_

#: The days before a deadline from which the headline counts it among those that are near.
NEAR_DAYS = 14

#: The kinds of entries that are counted apart in what is due.
_COUNTED = (
    AgendaKind.TALK, AgendaKind.TASK, AgendaKind.FOLLOW_UP, AgendaKind.LATE_INVOICE, AgendaKind.TO_INVOICE,
)  # fmt: skip


class Figure(QPushButton):
    """A button that shows a figure with its title above and a detail below; pressing it opens the figure's place."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setProperty("role", "headline")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._title, self._figure, self._detail = QLabel(title, self), QLabel(self), Elided("soft", self)
        self._title.setProperty("role", "soft")
        self._figure.setProperty("role", "figure")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        column.setSpacing(0)
        for label in (self._title, self._figure, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of title and figure; a detail that is longer is cut with an ellipsis."""
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def show_figure(self, figure: str, detail: str = "") -> None:
        self._figure.setText(figure)
        self._detail.say(detail)
        text = _("{title}: {figure}").format(title=self._title.text(), figure=figure)
        text = f"{text} · {detail}" if detail else text
        self.setAccessibleName(text)
        self.setToolTip(tip(text))


class Headline(QFrame):
    """Four figures: months left, months left if the largest client leaves, the largest share, and what is due today."""

    #: A figure was pressed; carries "runway", "leaves", "concentration" or "due".
    went = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "strip")
        self._runway = Figure(_("Savings last, as things stand"))
        self._leaves = Figure(_("If the largest client leaves"))
        self._share = Figure(_("Largest share of revenue"))
        self._due = Figure(_("Due today"))
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(0)
        places = {"runway": self._runway, "leaves": self._leaves, "concentration": self._share, "due": self._due}
        for place, figure in places.items():
            row.addWidget(figure, 1)
            figure.clicked.connect(lambda _checked=False, to=place: self.went.emit(to))
        self._later = AfterFrame(self, self.refresh)
        session.changed.connect(self._later.ask)
        session.day_changed.connect(self._later.ask)
        self.refresh()

    def refresh(self) -> None:
        """Update every figure from the journal."""
        outlook = self._session.outlook
        self._show_runway(outlook)
        self._show_largest(outlook)
        with self._session.journal.read() as reader:
            near = outlook.today + timedelta(days=NEAR_DAYS)
            self._show_due(load_agenda(reader, outlook, near), outlook)

    def _show_runway(self, outlook: Outlook) -> None:
        projection = outlook.as_things_stand.projection
        if not projection.opening_lines and not outlook.situation.expenses:
            self._runway.show_figure("–", _("note savings and spending"))
            return
        until = projection.zero_date
        if until == projection.today:
            currency = outlook.situation.settings.currency
            balance = language().money(projection.balances[0], currency, whole=True)
            self._runway.show_figure(balance, _("already below zero"))
            return
        self._runway.show_figure(
            language().months_left(projection.months_left, projection.horizon_months),
            _("until {date}").format(date=language().day(until))
            if until
            else _("at least until {date}").format(
                date=language().day(add_months(projection.today, projection.horizon_months))
            ),
        )

    def _show_largest(self, outlook: Outlook) -> None:
        answer, revenue = outlook.largest_leaves, outlook.revenue
        if answer is None or revenue.largest is None or revenue.effective_clients is None:
            for figure in (self._leaves, self._share):
                figure.show_figure("–", _("no invoice for 12 months"))
            return
        projection, client = answer.projection, answer.names[0]
        client_and_period = joined(" · ", (client, ranked_by(language(), outlook)))
        if projection.zero_date == projection.today:
            self._leaves.show_figure("–", f"{client} · {_('already below zero')}")
        else:
            left = language().months_left(projection.months_left, projection.horizon_months)
            self._leaves.show_figure(left, client_and_period)
        if len(revenue.shares) == 1:
            detail = _("{client} · you live on a single client").format(client=client)
        else:
            detail = n_(
                "{client} · you live on {count} client",
                "{client} · you live on {count} clients",
                language().plural(revenue.effective_clients),
            ).format(client=client, count=language().fixed(revenue.effective_clients))
        if period := ranked_by(language(), outlook):  # last, since it may be cut
            detail = f"{detail} · {period}"
        self._share.show_figure(language().percent(revenue.largest), detail)

    def _show_due(self, near: Sequence[AgendaEntry], outlook: Outlook) -> None:
        """Show how many entries of the agenda are due, of what kinds, and how many deadlines are near."""
        due = [entry for entry in near if entry.is_due(outlook.today)]
        talks, tasks, follow_ups, late, to_invoice = (sum(entry.kind is kind for entry in due) for kind in _COUNTED)
        others = len(due) - talks - tasks - follow_ups - late - to_invoice
        ahead = sum(entry.kind in DEADLINES for entry in near) - sum(entry.kind in DEADLINES for entry in due)
        parts = (
            (talks, n_("{count} talk", "{count} talks", talks)),
            (tasks, n_("{count} task", "{count} tasks", tasks)),
            (follow_ups, n_("{count} follow-up", "{count} follow-ups", follow_ups)),
            (late, n_("{count} late invoice", "{count} late invoices", late)),
            (to_invoice, n_("{count} invoice to send", "{count} invoices to send", to_invoice)),
            (others, n_("{count} other", "{count} others", others)),
            (ahead, n_("{count} deadline near", "{count} deadlines near", ahead)),
        )
        nonzero = [text.format(count=count) for count, text in parts if count]
        self._due.show_figure(str(len(due)), ", ".join(nonzero) or _("nothing: enjoy it"))
