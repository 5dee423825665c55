"""The settings that the figures depend on, edited in place: leaving a field saves it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from rebond.actions import records
from rebond.domain.money.kinds import Period, Settings
from rebond.domain.problems import Refused
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.money_rows import currency_is_free
from rebond.journal.queries.settings import load_settings
from rebond.sentences import sentence
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import ChoiceField, NumberField, TextField
from rebond.ui.shared.theme import GRID
from rebond.ui.shared.tooltip import tip
from rebond.ui.speech import _, language


@dataclass(frozen=True, slots=True)
class EditableSetting:
    """A setting to show: its field in `Settings`, title, unit, a function that makes its editor, and a tooltip."""

    field: str
    title: str
    unit: str
    editor: Callable[[], Any]
    hint: str = ""


def runway_settings() -> tuple[EditableSetting, ...]:
    """Return the settings of the runway: its goal and horizon, late payers, shares to warn of, and the currency."""
    months, days, percent = _("months"), _("days"), "%"
    return (
        EditableSetting("goal_months", _("Savings aimed at"), months, NumberField),
        EditableSetting("horizon_months", _("Looking ahead"), months, NumberField),
        EditableSetting(
            "default_lag_days", _("Clients pay late by"), days, NumberField,
            _("For a client with fewer than three paid invoices. 14 days: the French average (Altares, 2025)"),
        ),
        EditableSetting(
            "overdue_grace_days", _("Overdue invoices come in"), days, NumberField,
            _("Days from today, for an invoice whose expected day has passed"),
        ),
        EditableSetting("watch_percent", _("Largest share to watch"), percent, NumberField),
        EditableSetting("dependent_percent", _("Largest share that binds"), percent, NumberField),
        EditableSetting("currency", _("Currency"), "", TextField),
    )  # fmt: skip


def charge_settings() -> tuple[EditableSetting, ...]:
    """Return the settings of when charges and VAT are paid."""
    return (
        EditableSetting("charges_period", _("Charges paid"), "", lambda: ChoiceField(Period)),
        EditableSetting("vat_period", _("VAT paid"), "", lambda: ChoiceField(Period, none=_("with the charges"))),
    )


class SettingsPanel(QWidget):
    """A form of settings; a refused value stays in its field, with the problem below it."""

    kinds = frozenset({"settings"})

    def __init__(self, session: Session, settings: tuple[EditableSetting, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editors: dict[str, Any] = {}
        self._problems: dict[str, QLabel] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, GRID // 2, 0, 0)
        form.setVerticalSpacing(GRID // 2)
        form.setHorizontalSpacing(2 * GRID)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        for setting in settings:
            form.addRow(*self._row(setting))
            form.addRow(self._problems[setting.field])  # over the whole width: it is longer than its field
        self.sync()

    def sync(self) -> None:
        """Show the journal's values, except in a field that has the focus or a refused value."""
        with self._session.journal.read() as reader:
            settings, free = load_settings(reader), currency_is_free(reader)
        for field, editor in self._editors.items():
            if not self._problems[field].isVisibleTo(self) and not editor.hasFocus():
                editor.show_value(getattr(settings, field))
        if currency := self._editors.get("currency"):
            currency.setEnabled(free)
            currency.setToolTip("" if free else _("The journal holds amounts: their currency cannot change any more."))

    def editor(self, field: str) -> Any:
        return self._editors[field]

    def problem(self, field: str) -> str:
        """Return the problem shown below a field."""
        return self._problems[field].text()

    def _row(self, setting: EditableSetting) -> tuple[QLabel, QWidget]:
        """Return the title and the editor of a setting."""
        editor = setting.editor()
        editor.setAccessibleName(setting.title)
        editor.setToolTip(tip(setting.hint))
        title = QLabel(f"{setting.title} ({setting.unit})" if setting.unit else setting.title, self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setToolTip(tip(setting.hint))
        title.setBuddy(editor)
        problem = problem_label(self)
        self._editors[setting.field], self._problems[setting.field] = editor, problem
        editor.setProperty("field", setting.field)
        if isinstance(editor, QLineEdit):
            editor.setMaximumWidth(10 * GRID)
            editor.editingFinished.connect(self._write_sender)
        else:
            editor.activated.connect(self._write_sender)
        return title, editor

    def _write_sender(self) -> None:
        self._write(str(self.sender().property("field")))

    def _write(self, field: str) -> None:
        with self._session.journal.read() as reader:
            settings = load_settings(reader)
        try:
            value = self._editors[field].read()
            value = value.upper() if field == "currency" else value
            # The one row of settings has the id 1; saving creates it in a journal that has none.
            changed: Settings = replace(settings, **{field: value})
            self._session.do(records.save, self._session.journal, changed, self._session.today)
        except Refused as refused:
            say(self._problems[field], [sentence(language(), problem) for problem in refused.problems])
            return
        say(self._problems[field], [])
        self._editors[field].show_value(value)
