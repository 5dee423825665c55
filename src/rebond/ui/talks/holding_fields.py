"""The way a talk is held: with whom, when, by which channel and why; the four agreements, and what it will matter."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from rebond.actions.letter_facts import persons_of
from rebond.domain.problems import Refused
from rebond.domain.talks.advice import AGREEMENTS, CHANNELS
from rebond.domain.talks.kinds import Talk, TalkChannel
from rebond.sentences import label
from rebond.ui.refusals import sentences
from rebond.ui.session import Session
from rebond.ui.shared.field_problems import mark, problem_label, say
from rebond.ui.shared.fields import CheckField, ChoiceField, DayField, PickField, TextField, TimeField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language
from rebond.ui.talks.talk_titles import marked_title


class HoldingFields(QWidget):
    """The fields at the left of a preparation."""

    #: A choice was made, which others may follow.
    chosen = Signal()

    def __init__(self, session: Session, talk: Talk) -> None:
        super().__init__()
        self._talk = talk
        with session.journal.read() as reader:
            persons = {person.id: person.name for person in persons_of(reader, talk.client_id)}
        self.person = PickField(persons, none=_("nobody in particular"))
        self.day = DayField(session.today, optional=True)
        self.time = TimeField(optional=True)
        advised = label(language(), CHANNELS[talk.type])
        self.channel = ChoiceField(TalkChannel, none=_("advised: {channel}").format(channel=advised))
        self.why = QLabel()
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setProperty("role", "soft")
        self.why.setWordWrap(True)
        self._problem = problem_label(self)
        self.agreements = {name: CheckField(text) for name, text in zip(AGREEMENTS, agreement_texts(), strict=True)}
        self.in_a_year = TextField(_("nothing at all, most often"))
        self.in_five_years = TextField(_("a story to tell"))
        self._lay_out()
        for box in (self.person, self.channel):
            box.activated.connect(self.chosen)
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for check in self.agreements.values():
            check.clicked.connect(self.chosen)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(GRID // 2)
        form.setHorizontalSpacing(GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (_("W&ith"), self.person), (_("&Day"), self.day), (_("&Time"), self.time), (_("&How"), self.channel),
        ):  # fmt: skip
            form.addRow(title, field)
            field.setAccessibleName(title.replace("&", ""))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addWidget(self.why)
        column.addSpacing(GRID)
        column.addWidget(_heading(_("Before you go in")))
        for check in self.agreements.values():
            column.addWidget(check)
        column.addSpacing(GRID)
        for title, line in (
            (marked_title("in_a_year"), self.in_a_year), (marked_title("in_five_years"), self.in_five_years),
        ):  # fmt: skip
            heading = QLabel(title)
            heading.setBuddy(line)
            line.setAccessibleName(title.replace("&", ""))
            column.addWidget(heading)
            column.addWidget(line)

    def show_talk(self, talk: Talk, why: str) -> None:
        """Show how a talk is held; `why` says why that channel is advised. What is being typed is left alone."""
        self._talk = talk
        self.why.setText(why)
        self.person.show_value(talk.person_id)
        self.channel.show_value(talk.channel)
        if not self.day.hasFocus():
            self.day.show_value(talk.date)
        if not self.time.hasFocus():
            self.time.show_value(talk.time)
        for name, check in self.agreements.items():
            check.show_value(getattr(talk, name))
        for line, text in ((self.in_a_year, talk.in_a_year), (self.in_five_years, talk.in_five_years)):
            if line.read() != text:
                line.show_value(text)

    def values(self) -> dict[str, Any]:
        """Return the values by the names of a talk's fields; a day or time that cannot be read stays as it was."""
        values: dict[str, Any] = {name: check.read() for name, check in self.agreements.items()}
        values |= {"person_id": self.person.read(), "channel": self.channel.read()}
        values |= {"in_a_year": self.in_a_year.read(), "in_five_years": self.in_five_years.read()}
        said: list[str] = []
        for name, field in (("date", self.day), ("time", self.time)):
            try:
                values[name] = field.read()
                mark(field, [])
            except Refused as refused:
                mark(field, [sentences(refused)])
                said.append(sentences(refused))
        say(self._problem, said)
        return values


def agreement_texts() -> tuple[str, ...]:
    """Return the four agreements as promises to oneself, in their order."""
    return (
        _("My words are fair and true"),
        _("I take nothing personally"),
        _("I assume nothing: I ask"),
        _("I do my best, and that is enough"),
    )


def _heading(text: str) -> QLabel:
    shown = QLabel(text)
    shown.setProperty("role", "sum")
    return shown
