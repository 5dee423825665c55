"""The dated rates of interest on late payments: those that ship, and one's own in their place or after them."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rebond.actions import late_sentences
from rebond.actions.records import delete, save
from rebond.domain.countries import Country, country_of
from rebond.domain.late.kinds import LateRate, Series
from rebond.domain.late.late_law import LateLaw
from rebond.domain.problems import Refused
from rebond.domain.value_classes import dataclass
from rebond.journal.history import Change
from rebond.journal.queries.late_laws import late_laws, shipped_late_law
from rebond.sentences import label
from rebond.ui.missions.sizes import narrow
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.command_actions import command
from rebond.ui.shared.field_problems import problem_label, say
from rebond.ui.shared.fields import ChoiceField, DayField, RateField, TextField
from rebond.ui.shared.form import Form
from rebond.ui.shared.row_table import RowTable
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language


@dataclass(frozen=True, slots=True)
class _Line:
    """A rate of the table: `own` is the journal's row, `ships` whether one of the program has its series and day."""

    rate: LateRate
    own: bool
    ships: bool


class RatesDialog(QDialog):
    """The rates of one country, the latest first; those of the program are replaced by editing them, never lost."""

    def __init__(self, session: Session, country: Country | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Rates of interest on late payments"))
        self._session = session
        self._lines: list[_Line] = []
        settings = session.outlook.situation.settings
        self.country = ChoiceField(Country)
        self.country.show_value(country or country_of(None, settings.country, settings.status))
        self.ends = QLabel()
        self.ends.setTextFormat(Qt.TextFormat.PlainText)
        self.ends.setWordWrap(True)
        self.table = RowTable(
            (_("Rate of"), _("From"), _("Rate"), _("Whose"), _("Source")), free=4, figures=(2,), parent=self
        )
        self.table.setAccessibleName(_("Rates"))
        self.problem = problem_label(self)
        self.add = QPushButton(_("&Add…"))
        self.edit = QPushButton(_("Ed&it…"))
        self.delete = QPushButton(_("&Delete"))
        command(self.table, _("&Add…"), self._on_add, "Ins")
        command(self.table, _("Ed&it…"), self._on_edit, "F2", "Return")
        command(self.table, _("&Delete"), self._on_delete, "Del")
        self._lay_out()
        self._load()
        self.country.currentIndexChanged.connect(self._load)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.table.doubleClicked.connect(self._on_edit)
        session.changed.connect(self._on_changed)
        self.table.setFocus()

    def _lay_out(self) -> None:
        top = QFormLayout()
        top.addRow(_("&Country"), self.country)
        self.country.setAccessibleName(_("Country"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button, run in ((self.add, self._on_add), (self.edit, self._on_edit), (self.delete, self._on_delete)):
            button.setAutoDefault(False)
            button.clicked.connect(run)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.ends)
        column.addWidget(self.problem)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(860, 460)

    def _load(self) -> None:
        kept, country = self._chosen(), self.country.read()
        with self._session.journal.read() as reader:
            law = late_laws(reader)[country]
            own = {(row.series, row.starts): row for row in reader.matching(LateRate, country=country)}
        self._lines = _lines(law, own)
        self.table.show_texts([self._texts(line) for line in self._lines])
        ended = [late_sentences.table_ended(language(), law, series) for series in law.tables]
        self.ends.setText("\n".join(filter(None, ended)))
        self.ends.setVisible(any(ended))
        say(self.problem, [])
        if self._lines:
            same = (at for at, line in enumerate(self._lines) if kept and _place(line) == _place(kept))
            self.table.selectRow(next(same, 0))
        self._on_chosen()

    def _texts(self, line: _Line) -> tuple[str, ...]:
        rate = line.rate
        whose = _("the program's")
        if line.own:
            whose = _("yours, in place of the program's") if line.ships else _("yours")
        starts = language().day(rate.starts, "short") if rate.starts.year > 1970 else _("always")
        return label(language(), rate.series), starts, language().rate(rate.rate), whose, rate.source

    def _chosen(self) -> _Line | None:
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) and self.table.selectedItems() else None

    def _on_chosen(self) -> None:
        line = self._chosen()
        self.edit.setEnabled(line is not None)
        self.delete.setEnabled(line is not None and line.own)
        self.delete.setText(_("&Restore the program's") if line and line.own and line.ships else _("&Delete"))

    def _on_changed(self, change: Change) -> None:
        if LateRate.kind in change.kinds:
            self._load()

    def _on_add(self) -> None:
        country: Country = self.country.read()
        series = self._lines[0].rate.series if self._lines else Series.STATUTORY
        new = LateRate(country=country, series=series, starts=self._session.today, rate=0)
        RateForm(self._session, new, self).open()

    def _on_edit(self) -> None:
        if line := self._chosen():
            RateForm(self._session, line.rate, self).open()

    def _on_delete(self) -> None:
        line = self._chosen()
        if line is None or not line.own:
            return
        try:
            self._session.do(delete, self._session.journal, line.rate)
        except Refused as refused:
            say(self.problem, [sentences(refused)])


class RateForm(Form):
    """The form of a rate of one's own; that of the program's rate makes one in its place."""

    def __init__(self, session: Session, rate: LateRate, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit the rate") if rate.rate else _("New rate"), self._save, parent)
        self._session, self._rate = session, rate
        there = shipped_late_law(rate.country).tables
        self._series = self.add("series", _("&Rate of"), _SeriesField(tuple(there)), rate.series)
        self.add("starts", _("&From"), narrow(DayField(session.today)), rate.starts)
        value = rate.rate if rate.rate or rate.id else None
        self.add("rate", _("Rate, a &year"), narrow(RateField()), value)
        self.add("source", _("&Source"), TextField(_("Where it is published")), rate.source)

    def _save(self, values: dict[str, Any]) -> None:
        self._session.do(save, self._session.journal, replace(self._rate, **values), self._session.today)


class _SeriesField(ChoiceField):
    """A field of the series that a country has."""

    def __init__(self, series: tuple[Series, ...]) -> None:
        super().__init__(Series)
        self._choices = list(series)
        self.clear()
        for one in series:
            self.addItem(label(language(), one))


def _lines(law: LateLaw, own: dict[tuple[Series, Any], LateRate]) -> list[_Line]:
    """Return the rates of a law, series by series, the latest first."""
    shipped = shipped_late_law(law.country).tables
    found = []
    for series, table in law.tables.items():
        days = {rate.starts for rate in shipped[series].rates}
        for rate in reversed(table.rates):
            row = own.get((series, rate.starts))
            text = LateRate(
                country=law.country, series=series, starts=rate.starts, rate=rate.rate, source=table.source
            )  # fmt: skip
            found.append(_Line(row or text, row is not None, rate.starts in days))
    return found


def _place(line: _Line) -> tuple[Series, Any]:
    return line.rate.series, line.rate.starts
