"""The dialog in which stages and channels are renamed, added, reordered and deleted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.own_choices import add_choice, move_choice, rename_choice
from rebond.actions.records import delete
from rebond.domain.problems import Refused
from rebond.domain.prospecting.kinds import Channel, OwnChoice, Stage
from rebond.journal.history import Change
from rebond.sentences import built_in_name, label, sentence
from rebond.ui.prospecting import views
from rebond.ui.prospecting.contact_wording import begun
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import TextField
from rebond.ui.shared.form import Form
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language

#: The item role with the id of the stage or channel.
_ID = Qt.ItemDataRole.UserRole


class ChoiceForm(Form):
    """The form for the name of a stage or channel; without a `choice`, of a new one."""

    def __init__(
        self, session: Session, cls: type[OwnChoice], choice: OwnChoice | None = None, parent: QWidget | None = None
    ) -> None:
        titles = {Stage: (_("New stage"), _("Rename the stage")), Channel: (_("New channel"), _("Rename the channel"))}
        new, renamed = titles[cls]
        super().__init__(renamed if choice else new, self._save, parent)
        self._session = session
        self._cls = cls
        self._choice = choice
        # The placeholder is the built-in name, which saving an empty field restores.
        hint = built_in_name(language(), choice) if choice else ""
        name = self.add("name", _("&Name"), TextField(hint), label(language(), choice) if choice else "")
        name.selectAll()

    def _save(self, values: dict[str, str]) -> None:
        session, name = self._session, values["name"]
        if self._choice:
            session.do(rename_choice, session.journal, self._choice, name, language(), session.today)
        else:
            session.do(add_choice, session.journal, self._cls, name, language(), session.today)


class ChoiceList(QWidget):
    """The stages or the channels in order, with buttons and keys for the selected one."""

    def __init__(self, session: Session, cls: type[OwnChoice], title: str) -> None:
        super().__init__()
        self._session = session
        self._cls = cls
        self.view = QListWidget()
        views.calm(self.view, title.replace("&", ""))
        self.view.setStyleSheet(f"QListWidget::item {{ padding: {GRID // 2}px; }}")
        heading = QLabel(title)
        heading.setProperty("role", "title")
        heading.setContentsMargins(0, 2, 0, 0)  # the accent of a capital letter stands above the line
        heading.setBuddy(self.view)
        self.problem = problem_label(self)
        buttons = QVBoxLayout()
        buttons.setSpacing(GRID // 2)
        for name, run, *keys in (
            (_("Add…"), self._on_add, "Ins"),
            (_("Rename…"), self._on_rename, "F2", "Return", "Enter"),
            (_("Move up"), self._on_up, "Alt+Up"),
            (_("Move down"), self._on_down, "Alt+Down"),
            (_("Delete"), self._on_delete, "Del"),
        ):
            buttons.addWidget(self._button(name, run, *keys))
        buttons.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        grid.addWidget(heading, 0, 0, 1, 2)
        grid.addWidget(self.view, 1, 0)
        grid.addLayout(buttons, 1, 1)
        grid.addWidget(self.problem, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.view.doubleClicked.connect(self._on_rename)
        session.changed.connect(self._on_changed)
        self._fill()
        self.view.setCurrentRow(0)

    def _button(self, name: str, run: Callable[[], None], *keys: str) -> QPushButton:
        """Return a button for a command, which is also added to the list's menu with its keys."""
        action = views.command(self.view, name, run, *keys)
        button = QPushButton(name)
        button.setToolTip(tip(action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)))
        button.setAutoDefault(False)  # else Enter in the list would press it
        button.clicked.connect(run)
        return button

    def _chosen(self) -> OwnChoice | None:
        item = self.view.currentItem()
        return self._session.choices(self._cls)[item.data(_ID)] if item else None

    def _fill(self) -> None:
        self.view.clear()
        for choice in self._session.choices(self._cls).values():
            item = QListWidgetItem(begun(label(language(), choice)), self.view)
            item.setData(_ID, choice.id)

    def _on_changed(self, change: Change) -> None:
        """Update names and order; the selected item stays selected, unless one was added."""
        if self._cls.kind not in change.kinds:
            return
        before = [self.view.item(row).data(_ID) for row in range(self.view.count())]
        row, chosen = self.view.currentRow(), before[self.view.currentRow()]
        self._fill()
        after = list(self._session.choices(self._cls))
        new = next((row_id for row_id in after if row_id not in before), chosen)
        self.view.setCurrentRow(after.index(new) if new in after else min(row, len(after) - 1))

    def _on_add(self) -> None:
        say(self.problem, [])
        ChoiceForm(self._session, self._cls, parent=self.window()).open()

    def _on_rename(self) -> None:
        say(self.problem, [])
        if choice := self._chosen():
            ChoiceForm(self._session, self._cls, choice, self.window()).open()

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _move(self, steps: int) -> None:
        if choice := self._chosen():
            self._try(lambda: self._session.do(move_choice, self._session.journal, choice, steps, language()))

    def _on_delete(self) -> None:
        if choice := self._chosen():
            self._try(lambda: self._session.do(delete, self._session.journal, choice))

    def _try(self, act: Callable[[], object]) -> None:
        say(self.problem, [])
        try:
            act()
        except Refused as refused:
            say(self.problem, [sentence(language(), problem) for problem in refused.problems])


class ChoicesDialog(QDialog):
    """Both lists side by side; each action is a change of its own, which undo can take back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Stages and channels"))
        self.resize(760, 420)
        self.stages = ChoiceList(session, Stage, _("&Stages of the board"))
        self.channels = ChoiceList(session, Channel, _("&Channels of contacts"))
        lists = QHBoxLayout()
        lists.setSpacing(3 * GRID)
        lists.addWidget(self.stages, 1)
        lists.addWidget(self.channels, 1)
        hint = QLabel(_("F2 renames, Ins adds, Alt+↑ and Alt+↓ move, Del deletes. Ctrl+Z undoes it afterwards."))
        hint.setProperty("role", "soft")
        hint.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(lists, 1)
        column.addWidget(hint)
        column.addWidget(buttons)
        self.stages.view.setFocus()
