"""A letter while it is written: which one, about what, in which language, and the facts given by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

from rebond.actions.invoice_facts import claim_to_check
from rebond.actions.letter_cautions import cautions
from rebond.actions.letter_facts import About, facts_of, persons_of
from rebond.actions.letter_sources import earliest_sending, source_of, sources_of
from rebond.actions.letter_writing import keep_fact, keeps, notice_to_note, sent_letter, wording
from rebond.domain.kinds import Entity
from rebond.domain.letters.kinds import Delivery, Letter
from rebond.domain.problems import Refused
from rebond.journal.heads import short_head
from rebond.journal.queries.letter_rows import amendments_of, invoices_to_ask_for, open_requests
from rebond.journal.queries.settings import load_settings
from rebond.journal.queries.talks import spoken_to, talks_of
from rebond.language import Language
from rebond.letters.askable import ASKABLE, asked_as, general
from rebond.letters.facts import LetterFacts, filled, value_at
from rebond.letters.head_line import head_line, with_line
from rebond.letters.postal import POSTAL, LetterView, letter_view
from rebond.letters.rendering import Rendered, facts_used, render, unknown
from rebond.letters.template_file import Template, load
from rebond.ui.missions.event_fields import now
from rebond.ui.session import Session
from rebond.ui.speech import language

#: The most requests that are offered to answer.
_OFFERED = 30


class Draft:
    """The letter of the window, rendered anew from the journal whenever it is asked for."""

    def __init__(self, session: Session, about: About, template: str) -> None:
        self._session = session
        self.about = about
        #: The day of the letter: penalties are counted to it, and what is late is late on it.
        self.day = session.today
        self.language = language()
        self._given: dict[str, Any] = {}
        with session.journal.read() as reader:
            #: Whether the letter ends by stating the history's head.
            self.states_head = load_settings(reader).letters_state_head
            people = persons_of(reader, about.client_id)
            mission_id = about.mission_id
            #: The open invoices of the mission, or those of none, by id, the one due first before the others.
            self.invoices = {one.id: one for one in invoices_to_ask_for(reader, about.client_id, mission_id)}
            #: The amendments and the open requests of the mission by id, the latest first.
            self.amendments = {one.id: one for one in amendments_of(reader, mission_id)} if mission_id else {}
            self.requests = {one.id: one for one in open_requests(reader, mission_id, _OFFERED)} if mission_id else {}
            #: The talks that were held, by id, the latest first, and with whom each was.
            self.talks = {one.id: one for one in talks_of(reader, about.client_id, mission_id) if one.held}
            self.spoken_to = spoken_to(reader, self.talks)
        self.persons = {person.id: person.name for person in people}
        self._familiar = {person.id for person in people if person.familiar}
        if about.person_id is None and len(self.persons) == 1:
            self.about = replace(about, person_id=next(iter(self.persons)))
        self.choose(template)

    def choose(self, template: str) -> None:
        """Take another letter, to be sent as its template advises; one of an amendment is about the latest."""
        self.name = template
        self.read()
        if self.about.amendment_id is None and self.amendments and self.uses("amendment."):
            self.turn_to_amendment(next(iter(self.amendments)))
        if self.about.invoice_id is None and self.invoices and self.uses("invoice."):
            self.turn_to_invoice(next(iter(self.invoices)))
        if self.about.talk_id is None and self.talks and self.uses("talk."):
            self.turn_to_talk(next(iter(self.talks)))
        self.channel = self.template.channel

    def speak(self, code: str) -> None:
        """Write the letter in another language, by its code."""
        self.language = Language.of(code) if code != language().code else language()
        self.read()

    def uses(self, beginning: str) -> bool:
        """Return whether the letter names a fact whose path begins so."""
        return any(path.startswith(beginning) for path in load(self.name, self.language.code).needs)

    def turn_to_amendment(self, amendment_id: int | None) -> None:
        """Write about another amendment, whose own facts take the place of those given."""
        self.about = replace(self.about, amendment_id=amendment_id)
        self._forget("amendment.")

    def turn_to_invoice(self, invoice_id: int | None) -> None:
        """Ask for another invoice, whose own facts take the place of those given."""
        self.about = replace(self.about, invoice_id=invoice_id)
        self._forget("invoice.")

    def turn_to_request(self, event_id: int | None) -> None:
        """Answer another request, whose own words take the place of those given."""
        self.about = replace(self.about, event_id=event_id)
        self._forget("request.")

    def turn_to_talk(self, talk_id: int | None) -> None:
        """Sum up another talk, to the person with whom it was held."""
        talk = self.talks.get(talk_id or 0)
        person_id = talk.person_id if talk else None
        self.about = replace(self.about, talk_id=talk_id, person_id=person_id or self.about.person_id)
        self._forget("talk.")

    def turn_to_day(self, day: date) -> None:
        """Write the letter as of another day."""
        self.day = day
        self.read()

    def send_by(self, channel: Delivery) -> None:
        self.channel = channel

    def write_to(self, person_id: int | None) -> None:
        """Write to another person of the client; None is nobody in particular."""
        self.about = replace(self.about, person_id=person_id)
        self._forget("person.")

    def _forget(self, beginning: str) -> None:
        """Drop the facts given whose paths begin so, and read the journal's."""
        self._given = {path: value for path, value in self._given.items() if not path.startswith(beginning)}
        self.read()

    def read(self) -> None:
        """Read wording and facts from the journal.

        :raises Refused: when what the letter is about was deleted.
        """
        with self._session.journal.read() as reader:
            self.template: Template = wording(
                reader, self.name, self.language.code, familiar=self.about.person_id in self._familiar
            )
            self._noted = facts_of(reader, self.about, self.day)
            self._sources = sources_of(reader, self.about, self.day)
            #: Whether its sending gives a notice that is still to be noted.
            self.gives_notice = notice_to_note(reader, self.about, self.name)
            self.currency = load_settings(reader).currency
            self._head = short_head(reader)
            self._to_check = claim_to_check(reader, self.about.invoice_id, self.day)

    @property
    def facts(self) -> LetterFacts:
        return filled(self._noted, self._given)

    def source(self, path: str) -> Entity | None:
        """Return the entry of the journal that a fact is read from, also a missing one; None for one given by hand."""
        return None if path in self._given else source_of(self._sources, path)

    def quoted(self) -> tuple[Entity, ...]:
        """Return the entries that the letter lists: the lines of an amendment, the limits that were not kept."""
        lists = {path.partition(".*")[0] for path in self._used() if ".*" in path}
        return tuple(row for path, row in self._sources.items() if path.rpartition(".")[0] in lists)

    @property
    def caution(self) -> str:
        """The warnings before the letter leaves, one a line; empty for none."""
        found = cautions(language(), self.template, self.facts, self._used(), self._to_check)
        return "\n".join(one.text for one in found)

    @property
    def earliest(self) -> date | None:
        """The first day on which the letter may have been sent, for what it speaks of."""
        return earliest_sending(self.facts, self._used())

    def _used(self) -> tuple[str, ...]:
        try:
            return facts_used(self.template)
        except Refused:  # of the person's own wording, which says so where it is shown
            return self.template.needs

    def given(self, path: str, value: Any) -> None:
        """Set a fact of this letter; one that all letters share is kept in the journal."""
        if value == value_at(self.facts, path):
            return
        if keeps(path, self.about):
            self._session.do(keep_fact, self._session.journal, self.about, path, value, now(self._session))
            self.read()
        else:
            self._given[path] = value

    def rendered(self) -> Rendered:
        """Return the letter with its facts.

        :raises Refused: with each fault of the person's own wording.
        """
        rendered = render(self.template, self.facts, self.language, language())
        if not self.states_head:
            return rendered
        line = head_line(self.language, self._head, self._session.today)
        return replace(rendered, text=with_line(rendered.text, line))

    def asked(self) -> tuple[str, ...]:
        """Return the paths of the facts to show as fields, those that are missing first.

        The lines of an amendment are shown only where they lack something, and a person's name where none is chosen.
        """
        named = self._used()
        try:
            missing = self.rendered().missing
        except Refused:
            missing = ()
        on_paper = POSTAL if self.channel is not Delivery.MAIL else ("person.email",)
        lines = [path for path in missing if general(path) != path]
        single = {path for path in (*named, *on_paper) if "*" not in path and path in ASKABLE}
        if self.about.person_id:
            single.discard("person.name")
        absent = {*missing, *unknown(self.facts, on_paper)}
        order = list(ASKABLE)
        return (*lines, *sorted(single, key=lambda path: (path not in absent, order.index(path))))

    def lacking(self, subject: str, text: str) -> tuple[str, ...]:
        """Return the paths of the facts that the letter, as it was edited, still lacks."""
        rendered = self.rendered()
        written, untouched = f"{subject}\n{text}", f"{rendered.subject}\n{rendered.text}"

        def lacks(path: str) -> bool:
            place = f"[{asked_as(language(), path)}]"
            # A list that is empty has no place of its own: only the person can have written what it lacks.
            return place in written or (place not in untouched and written == untouched)

        return tuple(path for path in rendered.missing if lacks(path))

    def on_paper(self, subject: str, text: str) -> LetterView:
        channel = Delivery.POST if self.channel is Delivery.MAIL else self.channel
        return letter_view(self.language, self.facts, channel, subject, text)

    def sent(self, subject: str, text: str, day: date) -> Letter:
        """Return the row of the letter as it was sent on a day."""
        recipient = self.facts.person.name or self.facts.client.name
        about = self.about if self.uses("invoice.") else replace(self.about, invoice_id=None)
        return sent_letter(self.template, about, self.channel, recipient, subject=subject, text=text, sent=day)
