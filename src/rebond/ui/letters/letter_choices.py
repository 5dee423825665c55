"""The choices for a letter: which one, about what, to whom, how it is sent and in which language."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rebond.domain.direction import joined
from rebond.domain.letters.kinds import Delivery
from rebond.language import LANGUAGES
from rebond.letters import template_file
from rebond.ui.letters.draft import Draft
from rebond.ui.shared.fields import ChoiceField, PickField
from rebond.ui.shared.theme import GRID
from rebond.ui.speech import _, language
from rebond.ui.talks import talk_wording

#: Characters of a request that are shown where it is chosen.
_SHOWN = 60


class LetterChoices(QWidget):
    """The choices of a draft, which it makes itself; the amendment and the request show where the letter names one."""

    #: The draft is another one now.
    made = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.template = _combo(
            {name: template_file.load(name, language().code).title for name in template_file.names()}
        )
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._about.setProperty("role", "soft")
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self.caution = QLabel()
        self.caution.setWordWrap(True)
        self.caution.setProperty("role", "warning")
        self.caution.setTextFormat(Qt.TextFormat.PlainText)
        self.amendment = PickField({row.id: f"{row.number} {row.title}".strip() for row in draft.amendments.values()})
        self.invoice = PickField(_invoices(draft))
        self.request = PickField(_requests(draft))
        self.talk = PickField(_talks(draft))
        self.person = PickField(draft.persons, none=_("nobody in particular"))
        self.channel = ChoiceField(Delivery)
        self.tongue = _combo(LANGUAGES)
        self._of_amendment = _headed(_("Ame&ndment"), self.amendment)
        self._of_invoice = _headed(_("&Invoice"), self.invoice)
        self._of_request = _headed(_("&Request"), self.request)
        self._of_talk = _headed(_("Tal&k"), self.talk)
        self._lay_out()
        self.show_draft()
        for box, choose in (
            (self.template, lambda: draft.choose(self.template.currentData())),
            (self.amendment, lambda: draft.turn_to_amendment(self.amendment.read())),
            (self.invoice, lambda: draft.turn_to_invoice(self.invoice.read())),
            (self.request, lambda: draft.turn_to_request(self.request.read())),
            (self.talk, lambda: draft.turn_to_talk(self.talk.read())),
            (self.person, lambda: draft.write_to(self.person.read())),
            (self.channel, lambda: draft.send_by(self.channel.read())),
            (self.tongue, lambda: draft.speak(self.tongue.currentData())),
        ):  # fmt: skip
            self._follow(box, choose)

    def _follow(self, box: QComboBox, choose: Callable[[], None]) -> None:
        def on_chosen() -> None:
            choose()
            self.show_draft()
            self.made.emit()

        box.currentIndexChanged.connect(on_chosen)

    def _lay_out(self) -> None:
        how = QHBoxLayout()
        how.setSpacing(GRID)
        how.addWidget(_headed(_("Sent &by"), self.channel), 1)
        how.addWidget(_headed(_("Lan&guage"), self.tongue))
        for box in (self.template, self.amendment, self.invoice, self.request, self.talk, self.person):
            # They take the width that there is, however long their entries are.
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(_headed(_("&Letter"), self.template))
        column.addWidget(self._about)
        column.addWidget(self.caution)
        column.addWidget(self._of_amendment)
        column.addWidget(self._of_invoice)
        column.addWidget(self._of_request)
        column.addWidget(self._of_talk)
        column.addWidget(_headed(_("&To"), self.person))
        column.addLayout(how)

    def show_draft(self) -> None:
        """Show the choices that the draft has made."""
        draft = self._draft
        shown = template_file.load(draft.name, language().code)
        self._about.setText(_("{when} Tone: {tone}.").format(when=shown.when, tone=shown.tone))
        self.show_caution()
        self._of_amendment.setVisible(bool(draft.amendments) and draft.uses("amendment."))
        self._of_invoice.setVisible(bool(draft.invoices) and draft.uses("invoice."))
        self._of_request.setVisible(len(draft.requests) > 1 and draft.uses("request."))
        self._of_talk.setVisible(len(draft.talks) > 1 and draft.uses("talk."))
        for box, value in (
            (self.template, draft.name),
            (self.amendment, draft.about.amendment_id),
            (self.invoice, draft.about.invoice_id),
            (self.request, draft.about.event_id),
            (self.talk, draft.about.talk_id),
            (self.person, draft.about.person_id),
            (self.channel, draft.channel),
            (self.tongue, draft.language.code),
        ):
            _show_quietly(box, value)

    def show_caution(self) -> None:
        """Show the warnings of the draft, which follow its day and its facts."""
        caution = self._draft.caution
        self.caution.setText(caution)
        self.caution.setVisible(bool(caution))


def _invoices(draft: Draft) -> dict[int, str]:
    """Return the open invoices by id, each with its due date and its total."""
    return {
        row.id: joined(
            " · ",
            (
                row.number or _("without number"),
                _("due {date}").format(date=language().day(row.due, "short")),
                language().money(row.total, draft.currency),
            ),
        )
        for row in draft.invoices.values()
    }


def _requests(draft: Draft) -> dict[int, str]:
    """Return the open requests by id, each with its day and its first words."""
    return {
        row.id: f"{language().day(row.date, 'short')} · {' '.join(row.request.split())[:_SHOWN]}"
        for row in draft.requests.values()
    }


def _talks(draft: Draft) -> dict[int, str]:
    """Return the talks held by id, each with its day, what it was about and with whom."""
    return {
        row.id: joined(
            " · ", (talk_wording.when(row, draft.day), talk_wording.titled(row, draft.spoken_to.get(row.id, "")))
        )
        for row in draft.talks.values()
    }


def _combo(names: dict[str, str]) -> QComboBox:
    """Return a combo box of names by their codes."""
    box = QComboBox()
    for code, name in names.items():
        box.addItem(name, code)
    return box


def _headed(title: str, box: QComboBox) -> QWidget:
    """Return a combo box below its label."""
    heading = QLabel(title)
    heading.setBuddy(box)
    heading.setMinimumWidth(heading.sizeHint().width() + 2)
    box.setAccessibleName(title.replace("&", ""))
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(heading)
    column.addWidget(box)
    return both


def _show_quietly(box: QComboBox, value: Any) -> None:
    """Show what the draft holds already, so that it is not chosen again."""
    before = box.blockSignals(True)
    if isinstance(box, ChoiceField | PickField):
        box.show_value(value)
    else:
        box.setCurrentIndex(box.findData(value))
    box.blockSignals(before)
