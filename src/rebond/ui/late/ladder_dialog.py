"""The editor of a ladder: which steps it has and after how many days, for all, a country or a client."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from rebond.actions.ladders import own_steps, restore_ladder, save_ladder
from rebond.domain.countries import Country, country_of
from rebond.domain.late.kinds import LadderStep, LateStep
from rebond.domain.late.ladder import Rung, ladder_for
from rebond.domain.missions.kinds import Client
from rebond.domain.names import folded
from rebond.sentences import label
from rebond.ui.session import Session
from rebond.ui.shared.fields import NumberField
from rebond.ui.shared.form import Form
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: For whom a ladder is: a client, a country, or with neither all.
Scope = tuple[int | None, Country | None]
_ALL: Scope = (None, None)


class LadderDialog(Form):
    """One ladder at a time; choosing for whom shows the ladder that holds there, as far as it is its own or not."""

    def __init__(
        self, session: Session, client_id: int | None = None, country: Country | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(_("Ladder of reminders"), self._save, parent)
        self._session = session
        with session.journal.read() as reader:
            clients = sorted(reader.all(Client), key=lambda row: folded(row.name))
        self._countries = {row.id: row.country for row in clients}
        self._scopes: list[Scope] = [_ALL, *((None, each) for each in Country), *((row.id, None) for row in clients)]
        self.scope = self.add("scope", _("&For"), _ScopeField())
        for scope in self._scopes:
            name = next((row.name for row in clients if row.id == scope[0]), "")
            self.scope.addItem(name or (label(language(), scope[1]) if scope[1] else _("all clients")))
        for step in LateStep:
            self.add(step.value, label(language(), step)[:1].upper() + label(language(), step)[1:], _StepField(step))
        self.restore = QPushButton(_("&Restore what ships"))
        self.restore.setAutoDefault(False)
        self.restore.clicked.connect(self._on_restore)
        self.add_foot(self.restore)
        self.scope.currentIndexChanged.connect(self._show)
        start: Scope = (client_id, None) if client_id else (None, country)
        self.scope.setCurrentIndex(self._start(start))
        self._show()

    def _start(self, scope: Scope) -> int:
        """Return the place of the narrowest scope that has a ladder of its own, else of all."""
        client_id, country = scope
        for candidate in ((client_id, None), (None, country or self._countries.get(client_id or 0))):
            with self._session.journal.read() as reader:
                if candidate in self._scopes and candidate != _ALL and own_steps(reader, *candidate):
                    return self._scopes.index(candidate)
        return self._scopes.index(_ALL)

    def _show(self) -> None:
        client_id, country = self._chosen()
        settings = self._session.outlook.situation.settings
        law = country or country_of(self._countries.get(client_id or 0), settings.country, settings.status)
        with self._session.journal.read() as reader:
            own, every = own_steps(reader, client_id, country), reader.all(LadderStep)
        # Of all there are none but their own: those of the country hold elsewhere.
        holds = ladder_for(client_id or 0, law if (client_id or country) else None, every)
        days = {rung.step: rung.days for rung in holds}
        for step in LateStep:
            self.editor(step.value).show_value(days.get(step))
        self.restore.setVisible(bool(own))
        name = self.scope.currentText()
        self.warn("scope", "" if own else _("No ladder of its own yet: this one holds for {name}.").format(name=name))

    def _chosen(self) -> Scope:
        scope: Scope = self._scopes[self.scope.currentIndex()]
        return scope

    def _save(self, values: dict[str, Any]) -> None:
        client_id, country = self._chosen()
        rungs = [Rung(step, values[step.value]) for step in LateStep if values[step.value] is not None]
        self._session.do(save_ladder, self._session.journal, client_id, country, rungs, self._session.today)

    def _on_restore(self) -> None:
        self._session.do(restore_ladder, self._session.journal, *self._chosen())
        self._show()


class _ScopeField(QComboBox):
    """The choice of for whom a ladder is, by its place among them."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)

    def read(self) -> int:
        return self.currentIndex()


class _StepField(QWidget):
    """Whether a ladder has a step, and the days after the due date; those before it are typed without a sign."""

    def __init__(self, step: LateStep) -> None:
        super().__init__()
        self._sign = -1 if step is LateStep.BEFORE_DUE else 1
        self.has = QCheckBox()
        self.days = NumberField()
        self.days.setMaximumWidth(8 * GRID)
        self._unit = QLabel(_("days before the due date") if self._sign < 0 else _("days after the due date"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for part in (self.has, self.days, self._unit):
            row.addWidget(part)
        row.addStretch(1)
        self.setFocusProxy(self.has)
        self.has.toggled.connect(self._on_toggled)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        self.has.setAccessibleName(name)
        self.days.setAccessibleName(f"{name}, {self._unit.text()}")

    def read(self) -> int | None:
        return self._sign * int(self.days.read()) if self.has.isChecked() else None

    def show_value(self, value: int | None) -> None:
        self.has.setChecked(value is not None)
        self.days.show_value(None if value is None else self._sign * value)
        self._on_toggled()

    def _on_toggled(self) -> None:
        self.days.setEnabled(self.has.isChecked())
        self._unit.setEnabled(self.has.isChecked())
