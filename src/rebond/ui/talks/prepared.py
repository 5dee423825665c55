"""The preparation of a talk, as the journal and the proposed texts make it."""

from datetime import date

from rebond.actions.talk_facts import known, text_facts
from rebond.actions.talk_late import TalkFact
from rebond.domain.talks.kinds import Objection, Talk
from rebond.domain.value_classes import dataclass
from rebond.journal.queries.talks import objections_of, spoken_to
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.letters.talk_texts import ProposedTalk, proposed


@dataclass(frozen=True, slots=True)
class Prepared:
    """A talk with whom it is held, its facts, the texts proposed for it, and one's own objections."""

    talk: Talk
    who: str
    facts: tuple[TalkFact, ...]
    proposed: ProposedTalk
    objections: tuple[Objection, ...]

    def text(self, field: str) -> str:
        """Return a text of the page: one's own, else the one proposed."""
        return str(getattr(self.talk, field)) or self.proposed.texts.get(field, "")

    def answers(self) -> tuple[tuple[str, str], ...]:
        """Return the objections with their answers: one's own, else those proposed."""
        own = tuple((objection.text, objection.answer) for objection in self.objections)
        return own or self.proposed.objections


def prepared(reader: Reader, talk: Talk, language: Language, today: date) -> Prepared:
    """Return the preparation of a talk in a language.

    :raises Refused: letter_about_gone, when its client or mission was deleted.
    """
    texts = proposed(talk.type, text_facts(reader, talk, today), language)
    who = spoken_to(reader, [talk.id]).get(talk.id, "")
    return Prepared(talk, who, known(reader, talk, today), texts, objections_of(reader, talk.id))
