"""The form of a version of an agreement, with its tasks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from rebond.actions.agreements import save_agreement
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Basis
from rebond.domain.agreements.terms import FOLLOWING, Topic, differing, followed
from rebond.domain.missions.kinds import Contract, Mission
from rebond.domain.problems import Refused
from rebond.journal.queries.agreements import load_agreed
from rebond.sentences import label
from rebond.ui.missions import agreement_wording as wording
from rebond.ui.missions import mission_wording
from rebond.ui.missions.agreement_fields import AgreedTasksField, WeekdaysField
from rebond.ui.missions.mission_fields import NoticeField, UnitField
from rebond.ui.missions.sizes import low, narrow
from rebond.ui.session import Session
from rebond.ui.shared.fields import AmountField, ChoiceField, DayField, LongTextField, NumberField, TextField, TimeField
from rebond.ui.shared.form import Form
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language

#: The fields on which depends what the mission takes over.
_FOLLOWED = ("starts", *(name for names in FOLLOWING.values() for name in names if not name.startswith("notice_")))


class AgreementForm(Form):
    """The form of a version; before it is saved it says which fields of the mission will follow."""

    def __init__(
        self,
        session: Session,
        mission: Mission,
        version: Agreement,
        tasks: Sequence[AgreedTask],
        parent: QWidget | None = None,
    ) -> None:
        title = _("Edit the version of the agreement") if version.id else _("New version of the agreement")
        super().__init__(title, self._save, parent)
        self._session = session
        self._mission = mission
        self._version = version
        self._earlier = self._others_before()
        self._following = QLabel()
        self._following.setTextFormat(Qt.TextFormat.PlainText)
        self._following.setWordWrap(True)
        self._add_paper(tasks if version.id else [replace(task, id=0) for task in tasks])
        self._add_term()
        self.begin_column()
        self._add_rules()
        if self._earlier:
            goes_on = QLabel(_("What you leave empty goes on as before."))
            goes_on.setProperty("role", "soft")
            self.add_foot(goes_on)
        self.add_foot(self._following)
        for name in _FOLLOWED:
            self._hear(self.editor(name))
        self._on_changed()

    def _others_before(self) -> bool:
        """Whether the mission has versions that go on where this one is empty."""
        with self._session.journal.read() as reader:
            others = reader.matching(Agreement, mission_id=self._mission.id)
        return any(other.id != self._version.id and other.starts < self._version.starts for other in others)

    def _add_paper(self, tasks: Sequence[AgreedTask]) -> None:
        version, today = self._version, self._session.today
        currency = self._session.outlook.situation.settings.currency
        before_vat = _("{currency} before VAT").format(currency=currency)
        self.add("source", _("&Paper"), ChoiceField(Basis), version.source)
        self.add("title", _("N&ame, number"), TextField(), version.title)
        self.add("starts", _("&From"), narrow(DayField(today)), version.starts)
        self.add("tasks", _("Tasks"), AgreedTasksField(today), tasks)
        budget = UnitField(AmountField(optional=True, hint=self._empty), before_vat)
        self.add("budget", _("&Budget"), budget, version.budget)
        rate = UnitField(AmountField(optional=True, hint=self._empty), before_vat)
        self.add("hourly_rate", _("&Hourly rate"), rate, version.hourly_rate)

    def _add_term(self) -> None:
        version, today = self._version, self._session.today
        contract = ChoiceField(Contract, none=self._empty or _("as the mission says"))
        self._contract = self.add("contract", _("Durat&ion"), contract, version.contract)
        self.add("ends", _("&Last day"), narrow(DayField(today, optional=True)), version.ends)
        notice = (version.notice, version.notice_unit, version.notice_to_month_end)
        self.add("notice", _("&Notice"), NoticeField(optional=True, hint=self._empty), notice)
        renewal = UnitField(NumberField(optional=True, hint=self._empty), _("months at a time; 0: none"))
        self.add("renewal_months", _("&Renewal"), renewal, version.renewal_months)

    def _add_rules(self) -> None:
        version = self._version
        self.add("weekdays", _("&Days"), WeekdaysField(), version.weekdays)
        starts, ends = TimeField(optional=True, hint=_("from")), TimeField(optional=True)
        for field in (starts, ends):
            field.setFixedWidth(14 * GRID)
        self.add("day_starts", _("A&vailable"), starts, version.day_starts)
        self.add("day_ends", _("until"), ends, version.day_ends, beside="day_starts")
        answer = UnitField(NumberField(optional=True, hint=self._empty), _("hours of these days"))
        self.add("answer_hours", _("Ans&wer within"), answer, version.answer_hours)
        revisions = UnitField(NumberField(optional=True, hint=self._empty), _("included"))
        self.add("revisions", _("Revi&sions"), revisions, version.revisions)
        urgent = UnitField(NumberField(optional=True, hint=self._empty), _("% more"))
        self.add("urgent_percent", _("&Urgent work"), urgent, version.urgent_percent)
        terms = LongTextField(_("What is urgent, and how it is asked for"))
        self.add("urgent_terms", _("Urgen&t: what"), low(terms), version.urgent_terms)
        grounds = LongTextField(_("On which either side may end it at once"))
        self.add("grounds", _("&Grounds"), low(grounds), version.grounds)
        self.add("note", _("Also agr&eed"), low(LongTextField()), version.note)

    @property
    def _empty(self) -> str:
        """The meaning of an empty field: where an earlier version speaks, it goes on as before."""
        return _("as before") if self._earlier else ""

    def _hear(self, editor: QWidget) -> None:
        """Say anew what the mission will follow whenever a field changes."""
        for part in (editor, *editor.findChildren(QWidget)):
            if isinstance(part, QLineEdit):
                part.textChanged.connect(self._on_changed)
            elif isinstance(part, QComboBox):
                part.currentIndexChanged.connect(self._on_changed)
            elif isinstance(part, QCheckBox):
                part.toggled.connect(self._on_changed)

    def _on_changed(self) -> None:
        contract = self._contract.read()
        self.show_field("ends", contract is not Contract.OPEN_ENDED)
        try:
            version, _tasks = self._read(self.values())
        except Refused:
            return  # what cannot be read yet is said when it is saved
        self._following.setText(self._following_text(version))
        self._following.setVisible(bool(self._following.text()))

    def _following_text(self, version: Agreement) -> str:
        """Return which fields of the mission will follow the version, with what they then say."""
        today = self._session.today
        with self._session.journal.read() as reader:
            agreed = load_agreed(reader, self._mission.id)
        if agreed is None:
            return ""
        others = [other for other in agreed.versions if other.id != version.id]
        before, then = (
            {day: followed(agreed.mission, versions, day) for day in (today, max(version.starts, today))}
            for versions in (agreed.versions, [*others, version])
        )
        day = max(then)
        # An extension is followed at once, though it begins later.
        now = differing(before[today], then[today])
        ahead = [topic for topic in differing(before[day], then[day]) if topic not in now]
        said = []
        if now:
            said.append(_("The mission will follow: {what}.").format(what=_listed(then[today], now)))
        if ahead:
            text = _("From {day} on the mission will follow: {what}. Until then it stays as it is.")
            said.append(text.format(day=language().day(version.starts), what=_listed(then[day], ahead)))
        return " ".join(said)

    def _read(self, values: dict[str, Any]) -> tuple[Agreement, Sequence[AgreedTask]]:
        tasks = values.pop("tasks")
        notice, unit, to_month_end = values.pop("notice")
        if values["contract"] is Contract.OPEN_ENDED:
            values["ends"] = None
        version = replace(
            self._version, **values, notice=notice, notice_unit=unit,
            notice_to_month_end=to_month_end and notice is not None,
        )  # fmt: skip
        return version, tasks

    def _save(self, values: dict[str, Any]) -> None:
        version, tasks = self._read(values)
        self._session.do(save_agreement, self._session.journal, version, tasks, self._session.today)


def _listed(mission: Mission, topics: Iterable[Topic]) -> str:
    """Return topics with what a mission says of each."""
    return ", ".join(f"{label(language(), topic)} ({_said_of(mission, topic)})" for topic in topics)


def _said_of(mission: Mission, topic: Topic) -> str:
    if topic is Topic.TERM:
        return wording.duration_text(mission.contract, mission.ends)
    return mission_wording.notice(mission) if topic is Topic.NOTICE else wording.renewal(mission.renewal_months)
