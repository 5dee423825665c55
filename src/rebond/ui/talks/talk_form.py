"""The form of a talk: what it is about, with whom, when, and how it is held."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from rebond.actions.letter_facts import persons_of
from rebond.actions.talks import save_talk
from rebond.domain.talks.advice import CHANNELS
from rebond.domain.talks.kinds import Talk, TalkChannel, TalkKind
from rebond.journal.queries.talks import late_invoices
from rebond.sentences import label
from rebond.ui.missions.sizes import narrow
from rebond.ui.session import Session
from rebond.ui.shared.fields import ChoiceField, DayField, PickField, TimeField
from rebond.ui.shared.form import Form
from rebond.ui.speech import _, language
from rebond.ui.talks.talk_windows import prepare_talk


class TalkForm(Form):
    """The form of a talk; a new one opens its preparation once it is saved."""

    def __init__(self, session: Session, talk: Talk, over: QWidget) -> None:
        super().__init__(
            _("Edit the talk") if talk.id else _("New talk"), self._save, over, save="" if talk.id else _("Prepare…")
        )
        self._session, self._talk, self._over = session, talk, over
        with session.journal.read() as reader:
            persons = {person.id: person.name for person in persons_of(reader, talk.client_id)}
            late = {row.id: row.number for row, _rest in late_invoices(reader, talk.client_id, session.today)}
        only = next(iter(persons)) if len(persons) == 1 and not talk.id else None
        self._kind = self.add("type", _("&About"), ChoiceField(TalkKind), talk.type)
        self.add(
            "person_id", _("&With"), PickField(persons, none=_("nobody in particular")), talk.person_id or only
        )  # fmt: skip
        invoices = PickField(late, none=_("all late ones"))
        self.add("invoice_id", _("&Invoice"), invoices, talk.invoice_id)
        self.add("date", _("&Day"), narrow(DayField(session.today, optional=True)), talk.date)
        self.add("time", _("&Time"), narrow(TimeField(optional=True)), talk.time)
        self._channel = self.add("channel", _("&How"), ChoiceField(TalkChannel, none="–"), talk.channel)
        self._kind.currentIndexChanged.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        """Say what is advised for the kind that is chosen, and ask for an invoice where there is one to name."""
        kind = self._kind.read()
        advised = label(language(), CHANNELS[kind])
        self._channel.setItemText(0, _("advised: {channel}").format(channel=advised))
        self.show_field("invoice_id", kind is TalkKind.PAYMENT and self.editor("invoice_id").count() > 1)

    def _save(self, values: dict[str, Any]) -> None:
        if values["type"] is not TalkKind.PAYMENT:
            values["invoice_id"] = None
        change = self._session.do(
            save_talk, self._session.journal, replace(self._talk, **values), None, self._session.today
        )
        added = [row.id for row in change.rows if row.kind == Talk.kind] if change else []
        if added and not self._talk.id:
            session, parent = self._session, self._over
            # Once this form is closed, so that the preparation stands in its place.
            QTimer.singleShot(0, session, lambda: prepare_talk(session, parent, added[0]))
