"""The persons of the client whom a dossier names, each with the role that the journal has for them.

Their rows are not in the dossier: these hold addresses, telephone numbers and remarks, which nobody needs to read it.
"""

import re
from collections.abc import Iterable, Iterator

from rebond.domain.direction import joined
from rebond.domain.names import folded
from rebond.domain.people.kinds import Person
from rebond.domain.proof.dossier import ToldRow
from rebond.journal.reader import Reader

#: Shorter words of a name, as "de" and "le", stand in every text.
_WORD = re.compile(r"\w{3,}")


def persons_named(reader: Reader, client_id: int, told: Iterable[ToldRow]) -> Iterator[str]:
    """Yield a line for each person of the client of whose name a word stands in what is told."""
    persons = sorted(reader.matching(Person, client_id=client_id), key=lambda person: (folded(person.name), person.id))
    found = _words(text for row in told for text in (row.title, *row.says, *row.since)) if persons else frozenset()
    for person in persons:
        if _words([person.name]) & found:
            yield joined(" – ", (person.name, person.role))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded, {word for text in texts for word in _WORD.findall(text)}))
