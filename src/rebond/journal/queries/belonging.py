"""Query of whose rows are: the client and the mission of an invoice, the contact of an interaction."""

from collections.abc import Iterable

from rebond.domain.kinds import Entity
from rebond.domain.registry import BY_NAME
from rebond.journal.reader import Reader


def owners(reader: Reader, places: Iterable[tuple[str, int]]) -> list[tuple[str, ...]]:
    """Return for each row, given by kind and id, the names of the rows it refers to, those that they refer to first.

    What a person sets up once, such as stages and channels, and rows without a name are left out.
    """
    read: dict[tuple[str, int], Entity | None] = {}

    def row(place: tuple[str, int]) -> Entity | None:
        if place not in read:
            read[place] = reader.get(BY_NAME[place[0]], place[1])
        return read[place]

    def names(entity: Entity | None) -> tuple[str, ...]:
        found: list[str] = []
        for field in entity.declared.references if entity else ():
            other_id = getattr(entity, field.name)
            other = row((field.ref.kind, other_id)) if field.ref and other_id else None
            if other and not other.declared.preset:
                found += [*names(other), *(str(getattr(other, name)) for name in other.declared.names)]
        return tuple(dict.fromkeys(name for name in found if name))

    return [names(row(place)) for place in places]
