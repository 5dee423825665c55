"""The persons of a client with their roles, and the partners by their field, each in a table of its own."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rebond.actions.records import delete
from rebond.domain.missions.kinds import Client
from rebond.domain.names import folded
from rebond.domain.people.kinds import Fit, Partner, Person
from rebond.domain.problems import Refused
from rebond.journal.history import Change
from rebond.journal.queries.people import partners, persons_of
from rebond.sentences import label, sentence
from rebond.ui.missions.people_forms import PartnerForm, PersonForm
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command, rule
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import ChoiceField, SearchField
from rebond.ui.shared.form import Form
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

SomeOne = Person | Partner


class _TableOfPeople(QDialog):
    """A table of people that can be added, edited, deleted and erased, and whose addresses can be copied."""

    def __init__(self, session: Session, title: str, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(720, 420)
        self._session = session
        self._rows: tuple[SomeOne, ...] = ()
        self._problem = problem_label(self)
        self._none = QLabel()
        self._none.setProperty("role", "soft")
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table = RowTable(titles, 1)
        self.table.setAccessibleName(title)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        add = partial(command, self.table)
        self._of_one = [
            add(_("Ed&it…"), self._on_edit, "F2", "Return"),
            add(_("&Delete"), self._on_delete, "Del"),
            add(_("Copy the e-&mail address"), self._on_copy_email, "Ctrl+C"),
            add(_("Copy the &phone number"), self._on_copy_phone, "Ctrl+Shift+C"),
        ]
        rule(self.table)
        self._of_one.append(add(_("&Erase for good…"), self._on_erase, ""))
        self.filters = QHBoxLayout()
        self._lay_out()
        self.table.doubleClicked.connect(self._on_edit)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        session.changed.connect(self._on_changed)

    @abstractmethod
    def read(self) -> tuple[SomeOne, ...]:
        """Return the people to show."""

    @abstractmethod
    def texts(self, row: SomeOne) -> Sequence[str]:
        """Return the texts of a row, in the order of the columns."""

    @abstractmethod
    def empty(self) -> str:
        """Return what stands in place of a table without rows."""

    @abstractmethod
    def form(self, row: SomeOne | None) -> Form:
        """Return the form of one of them, or of a new one."""

    def chosen(self) -> SomeOne | None:
        """Return the selected one."""
        row = self.table.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) and self.table.selectedItems() else None

    def load(self) -> None:
        """Read the rows anew; the selected one stays selected."""
        kept = self.chosen()
        self._rows = self.read()
        self.table.show_texts([self.texts(row) for row in self._rows])
        self.table.setVisible(bool(self._rows))
        self._none.setVisible(not self._rows)
        self._none.setText(self.empty())
        if self._rows:
            self.table.selectRow(next((at for at, row in enumerate(self._rows) if kept and row.id == kept.id), 0))
        self._on_chosen()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._add = QPushButton(_("&Add…"))
        self._edit = QPushButton(_("Ed&it…"))
        self._delete = QPushButton(_("&Delete"))
        for button, run in ((self._add, self._on_add), (self._edit, self._on_edit), (self._delete, self._on_delete)):
            button.setAutoDefault(False)
            button.clicked.connect(run)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(self.filters)
        column.addWidget(self._problem)
        column.addWidget(self._none, 1)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)

    def _on_chosen(self) -> None:
        one = self.chosen()
        for action in self._of_one:
            action.setEnabled(one is not None)
        self._edit.setEnabled(one is not None)
        self._delete.setEnabled(one is not None)
        self._of_one[2].setEnabled(one is not None and bool(one.email))
        self._of_one[3].setEnabled(one is not None and bool(one.phone))

    def _on_changed(self, change: Change) -> None:
        if change.kinds & {Person.kind, Partner.kind}:
            self.load()

    def _on_add(self) -> None:
        self.form(None).open()

    def _on_edit(self) -> None:
        if one := self.chosen():
            self.form(one).open()

    def _on_delete(self) -> None:
        if one := self.chosen():
            say(self._problem, [])
            try:
                self._session.do(delete, self._session.journal, one)
            except Refused as refused:
                say(self._problem, [sentence(language(), problem) for problem in refused.problems])

    def _on_erase(self) -> None:
        from rebond.ui.erasure_dialog import ErasureDialog

        if one := self.chosen():
            ErasureDialog(self._session, one, self).open()

    def _on_copy_email(self) -> None:
        self._copy(one.email if (one := self.chosen()) else "")

    def _on_copy_phone(self) -> None:
        self._copy(one.phone if (one := self.chosen()) else "")

    def _copy(self, text: str) -> None:
        if text:
            QApplication.clipboard().setText(text)
            self._session.message.emit(_("Copied: {text}").format(text=text))


class PeopleDialog(_TableOfPeople):
    """The persons of a client."""

    def __init__(self, session: Session, client: Client, parent: QWidget | None = None) -> None:
        self._client = client
        titles = (_("Name"), _("Role"), _("E-mail"), _("Phone"))
        super().__init__(session, _("People of {client}").format(client=client.name), titles, parent)
        self.load()
        (self.table if self._rows else self._add).setFocus()

    def read(self) -> tuple[Person, ...]:
        with self._session.journal.read() as reader:
            return persons_of(reader, self._client.id)

    def texts(self, row: SomeOne) -> Sequence[str]:
        return row.name, row.role if isinstance(row, Person) else "", row.email, row.phone

    def empty(self) -> str:
        return _("Nobody yet. Add who decides, who pays and who works with you: their mails are then known as theirs.")

    def form(self, row: SomeOne | None) -> Form:
        person = row if isinstance(row, Person) else Person(client_id=self._client.id, name="")
        return PersonForm(self._session, person, self)


class PartnersDialog(_TableOfPeople):
    """The partners, those of one field or fit, or those found by a word."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        titles = (_("Name"), _("Field of work"), _("Beside your own"), _("E-mail"), _("Phone"))
        super().__init__(session, _("Partners"), titles, parent)
        self.search = SearchField(_("Find a field, a name, a word…"))
        self.search.setAccessibleName(_("Find a partner"))
        self.fit = ChoiceField(Fit, none=_("all fields"))
        self.fit.setAccessibleName(_("Beside your own"))
        self.filters.addWidget(self.search, 1)
        self.filters.addWidget(self.fit)
        QWidget.setTabOrder(self.search, self.fit)
        QWidget.setTabOrder(self.fit, self.table)
        self.search.textChanged.connect(self.load)
        self.fit.currentIndexChanged.connect(self.load)
        self.load()
        (self.table if self._rows else self._add).setFocus()

    def read(self) -> tuple[Partner, ...]:
        words, fit = folded(self.search.read()).split(), self.fit.read()
        with self._session.journal.read() as reader:
            return tuple(
                partner
                for partner in partners(reader)
                if fit in (None, partner.fit) and all(word in _words_of(partner) for word in words)
            )

    def texts(self, row: SomeOne) -> Sequence[str]:
        if not isinstance(row, Partner):
            return ()
        return row.name, row.field, label(language(), row.fit), row.email, row.phone

    def empty(self) -> str:
        if self.search.text().strip() or self.fit.read():
            return _("No partner matches. Empty the field to see all of them.")
        return _("No partner yet. Add colleagues you trust: to name them when you refuse, or to work with them.")

    def form(self, row: SomeOne | None) -> Form:
        partner = row if isinstance(row, Partner) else Partner(name="", field=self.search.read())
        return PartnerForm(self._session, partner, self)


def _words_of(partner: Partner) -> str:
    return folded(" ".join((partner.name, partner.field, partner.note, partner.email)))
