"""The weights of the signs of all clients: the chance without signs, and the weights refitted from past endings."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions import refit_sentences
from rebond.actions.signs import drop_refit, set_rate, use_refit
from rebond.domain.money.kinds import Settings
from rebond.domain.problems import Refused
from rebond.domain.signs.client_state import DEFAULT_RATE, DEFAULT_WEIGHTS, Weights
from rebond.domain.signs.kinds import DismissedSign, SignWeight
from rebond.domain.signs.refit import Refit, refit
from rebond.journal.history import Change
from rebond.journal.journal import Journal
from rebond.journal.queries.sign_months import PastMonths, load_past_months
from rebond.journal.queries.signs import load_weights
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import RateField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language
from rebond.ui.worker import LongTask, Progress

Found = tuple[PastMonths, Refit | None]


class WeightsPanel(QWidget):
    """The chance of a client without signs in a field, and the refit as a proposal: nothing is used unasked."""

    #: The refit was computed: `refit` holds it.
    refitted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._weights = DEFAULT_WEIGHTS
        self._task: LongTask | None = None
        self._past: PastMonths | None = None
        self.refit: Refit | None = None
        self.rate = RateField()
        self.rate.setFixedWidth(9 * GRID)
        self.rate.setAccessibleName(_("Chance a month without signs"))
        self.default = QPushButton()
        self.verdict = QLabel(_("Counting how your clients left…"))
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setProperty("role", "soft")
        self.verdict.setWordWrap(True)
        self.use = QPushButton()
        self.problem = problem_label(self)
        self._lay_out()
        self.rate.returnPressed.connect(self._on_rate)
        self.default.clicked.connect(self._on_default)
        self.use.clicked.connect(self._on_use)

    def show_weights(self, weights: Weights) -> None:
        """Show the weights in use; what was typed and refused stays in its field."""
        self._weights = weights
        if not self.problem.isVisibleTo(self):
            self.rate.show_value(weights.rate)
        self.default.setText(_("Default: {factor}").format(factor=language().rate(DEFAULT_RATE)))
        self.default.setEnabled(weights.rate != DEFAULT_RATE)
        self._offer()

    def compute(self, change: Change | None = None) -> None:
        """Refit on the worker, from the journal as it now is; what is told until then stays.

        :param change: what was written since the last time; None where that is not known.
        """
        today = self._session.today
        if change is None or _bears_on_past(change):
            self._past = None
        known = self._past
        if self._task:
            self._task.drop()

        def work(journal: Journal, progress: Progress) -> Found:
            with journal.read() as reader:
                past = known or load_past_months(reader, today, progress)
                return past, refit(past.months, load_weights(reader))

        self._task = self._session.run(work, self._on_found, owner=self, aside=True)

    def _on_found(self, found: Found) -> None:
        past, refitted = found
        self._past, self.refit = past, refitted
        speaks = language()
        self.verdict.setText(
            refit_sentences.verdict(speaks, refitted) if refitted else refit_sentences.missing(speaks, past.endings)
        )
        self._offer()
        self.refitted.emit()

    @property
    def _new(self) -> Refit | None:
        """The refit if it is worth using, and not used yet."""
        refit = self.refit
        if refit is None or not refit.is_better:
            return None
        used = self._weights
        return None if (refit.weights.rate, refit.weights.percents) == (used.rate, used.percents) else refit

    def _offer(self) -> None:
        """Offer the refit that is not used yet, or to take back the one that is."""
        self.use.setText(_("Use the &refitted weights") if self._new else _("&Back to the defaults"))
        self.use.setVisible(self._new is not None or self._weights.is_refitted)

    def _on_use(self) -> None:
        journal, today = self._session.journal, self._session.today
        try:
            if new := self._new:
                self._session.do(use_refit, journal, new.weights, today)
            else:
                self._session.do(drop_refit, journal, today)
        except Refused as refused:
            self._tell(refused)

    def _on_default(self) -> None:
        self.rate.show_value(DEFAULT_RATE)
        self._on_rate()

    def _on_rate(self) -> None:
        """Save the chance that was typed, or say what is wrong with it."""
        try:
            rate = self.rate.read()
            self._session.do(set_rate, self._session.journal, rate, self._session.today)
        except Refused as refused:
            self._tell(refused)
        else:
            self._tell(None)
            self.rate.show_value(rate)

    def _tell(self, refused: Refused | None) -> None:
        sentences = [sentence(language(), problem) for problem in refused.problems] if refused else []
        say(self.problem, sentences)
        mark(self.rate, sentences)

    def _lay_out(self) -> None:
        title = QLabel(_("Chance a month &without signs"))
        title.setBuddy(self.rate)
        row = QHBoxLayout()
        row.addWidget(title)
        row.addWidget(self.rate)
        row.addWidget(self.default)
        row.addStretch(1)
        row.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self.problem)
        column.addWidget(self.verdict)


def _bears_on_past(change: Change) -> bool:
    """Whether a change may make other months of the past: weights do not, and of the settings only the default lag."""
    return any(
        (row.before or {}).get("default_lag_days") != (row.after or {}).get("default_lag_days")
        if row.kind == Settings.kind
        else row.kind not in (SignWeight.kind, DismissedSign.kind)
        for row in change.rows
    )
