"""Two versions of an agreement side by side: what was agreed on the first day of each."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rebond.domain.agreements.kinds import Agreement
from rebond.domain.agreements.terms import Agreed, Topic, terms
from rebond.sentences import label
from rebond.ui.missions import agreement_wording as wording
from rebond.ui.missions.term_grid import TermGrid
from rebond.ui.session import Session
from rebond.ui.shared.fields import PickField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language, n_

_SIZE = QSize(880, 480)
#: The characters of a version's name that are seen at least.
_NAMED = 20
#: The mark of a line whose two sides differ; it stands beside the bold letters, for who does not see these.
_DIFFERS = "≠"


class CompareDialog(QDialog):
    """Every line of two versions, those that differ marked; begins with `chosen`, or the last, and the one before."""

    def __init__(
        self, session: Session, agreed: Agreed, chosen: Agreement | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Compare two versions"))
        self.resize(_SIZE)
        self._session = session
        self._agreed = agreed
        names = {version.id: wording.version_name(version) for version in agreed.versions}
        ids = list(names)
        place = max(1, ids.index(chosen.id) if chosen and chosen.id in names else len(ids) - 1)
        self.left, self.right = PickField(names), PickField(names)
        for field in (self.left, self.right):
            field.setSizeAdjustPolicy(PickField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(_NAMED)
        self.left.setAccessibleName(_("Version on the left"))
        self.right.setAccessibleName(_("Version on the right"))
        self.left.show_value(ids[place - 1])
        self.right.show_value(ids[place])
        self.grid = TermGrid((0, 0, 1, 1), _("What was agreed, side by side"))
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        pick = QHBoxLayout()
        pick.setSpacing(GRID)
        pick.addWidget(self.left, 1)
        pick.addWidget(self.right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(pick)
        column.addWidget(self.count)
        column.addWidget(self.grid, 1)
        column.addWidget(buttons)
        self.left.currentIndexChanged.connect(self._show)
        self.right.currentIndexChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        left, right = self._texts(self.left.read()), self._texts(self.right.read())
        self.grid.clear()
        for topic in Topic:
            differs = left[topic] != right[topic]
            texts = ((text or "–", "sum" if differs else "") for text in (left[topic], right[topic]))
            self.grid.line((_DIFFERS if differs else "", "sum"), (label(language(), topic), "soft"), *texts)
        self.grid.end()
        count = sum(left[topic] != right[topic] for topic in Topic)
        text = n_("{count} line differs, marked {mark}.", "{count} lines differ, marked {mark}.", count)
        self.count.setText(text.format(count=count, mark=_DIFFERS) if count else _("Both say the same."))

    def _texts(self, version_id: int | None) -> Mapping[Topic, str]:
        """Return what was agreed on the first day of a version, by topic."""
        version = next(version for version in self._agreed.versions if version.id == version_id)
        currency = self._session.outlook.situation.settings.currency
        return {term.topic: wording.said(term, self._agreed, currency) for term in terms(self._agreed, version.starts)}
