"""The objections foreseen in a talk with their answers: a short list that is edited in place."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from rebond.domain.talks.kinds import Objection
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _
from rebond.ui.talks.proposed_field import GrowingText, same_words

#: The key that removes the objection in which it is pressed.
REMOVES = "Ctrl+Del"


class ObjectionsEditor(QWidget):
    """A row for each objection, with its answer beside it; those proposed are stored once one of them is changed."""

    #: A row was added or removed.
    counted = Signal()

    def __init__(self, talk_id: int) -> None:
        super().__init__()
        self._talk_id = talk_id
        self._proposed: tuple[tuple[str, str], ...] = ()
        self.rows: list[ObjectionRow] = []
        heading = QLabel(_("Objections, and your answers"))
        heading.setProperty("role", "sum")
        self.mark = QLabel(_("proposed – change what you like"))
        self.mark.setProperty("role", "soft")
        self.add = QPushButton(_("Add an ob&jection"))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._on_add)
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addWidget(self.mark)
        head.addStretch(1)
        head.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addLayout(head)

    def show_value(self, own: Sequence[Objection], proposed: tuple[tuple[str, str], ...]) -> None:
        """Show one's own objections, or else those proposed; what stands there already is left alone."""
        self._proposed = proposed
        wanted = tuple(own) or tuple(Objection(talk_id=self._talk_id, text=text, answer=a) for text, a in proposed)
        if not _same(wanted, [row.read() for row in self.rows]):
            for row in self.rows:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = []
            for objection in wanted:
                self._put(objection)
        for row, objection in zip(self.rows, wanted, strict=True):
            row.adopt(objection)
        self._tell()

    def read(self) -> tuple[Objection, ...]:
        """Return one's own objections; none while they are as proposed."""
        rows = tuple(row for row in (row.read() for row in self.rows) if row.text or row.answer)
        if self._is_proposed(rows):
            return ()
        return tuple(row if row.text else replace(row, text="…") for row in rows)

    def _is_proposed(self, rows: Sequence[Objection]) -> bool:
        return _same(rows, [Objection(talk_id=0, text=text, answer=answer) for text, answer in self._proposed])

    def _put(self, objection: Objection) -> "ObjectionRow":
        row = ObjectionRow(objection, len(self.rows) + 1)
        row.removed.connect(lambda: self._on_removed(row))
        row.edited.connect(self._tell)
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _on_add(self) -> None:
        self._put(Objection(talk_id=self._talk_id, text="")).text.setFocus()
        self._tell()
        self.counted.emit()

    def _on_removed(self, row: "ObjectionRow") -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        near: QWidget = self.rows[min(place, len(self.rows) - 1)].text if self.rows else self.add
        near.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()
        self.counted.emit()

    def _tell(self) -> None:
        proposed = bool(self._proposed) and self._is_proposed([row.read() for row in self.rows])
        self.mark.setVisible(proposed)
        for row in self.rows:
            row.look_proposed(proposed=proposed)


def _same(some: Sequence[Objection], others: Sequence[Objection]) -> bool:
    """Whether objections say the same, in the same order."""
    return len(some) == len(others) and all(
        same_words(one.text, other.text) and same_words(one.answer, other.answer)
        for one, other in zip(some, others, strict=True)
    )


class ObjectionRow(QWidget):
    """An objection and its answer, side by side."""

    removed = Signal()
    edited = Signal()

    def __init__(self, objection: Objection, number: int) -> None:
        super().__init__()
        self._objection = objection
        self.text = GrowingText(_("What the other side may say"))
        self.text.show_value(objection.text)
        self.text.setAccessibleName(_("Objection {number}").format(number=number))
        self.answer = GrowingText(_("Your answer"))
        self.answer.show_value(objection.answer)
        self.answer.setAccessibleName(_("Answer {number}").format(number=number))
        self.remove = QToolButton()
        self.remove.setText("×")
        self.remove.setAutoRaise(True)
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the key in the row removes it
        self.remove.setAccessibleName(_("Remove objection {number}").format(number=number))
        self.remove.setToolTip(tip(_("Remove this objection ({key})").format(key=REMOVES)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(self.text, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.answer, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.remove.clicked.connect(self.removed)
        for field in (self.text, self.answer):
            field.textChanged.connect(self.edited)
        shortcut = QShortcut(QKeySequence(REMOVES), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.removed)

    def adopt(self, objection: Objection) -> None:
        """Take the row's identity from the journal, which may have got it since; what is typed is left alone."""
        self._objection = objection

    def look_proposed(self, *, proposed: bool) -> None:
        """Show both texts as proposed, or as one's own."""
        for field in (self.text, self.answer):
            field.look_proposed(proposed=proposed)

    def read(self) -> Objection:
        return replace(self._objection, text=self.text.read(), answer=self.answer.read())
