"""Query of whose rows are: the client and the mission of an invoice, the contact of an interaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rebond.domain.kinds import Entity
from rebond.domain.registry import BY_NAME
from rebond.journal.reader import Reader

#: A row, by its kind and id.
Place = tuple[str, int]


def owners(reader: Reader, places: Iterable[Place]) -> list[tuple[str, ...]]:
    """Return for each row, given by kind and id, the names of the rows it refers to, those that they refer to first.

    What a person sets up once, such as stages and channels, and rows without a name are left out.
    """
    places = list(places)
    read = _with_owners(reader, places)

    def names(place: Place) -> tuple[str, ...]:
        found: list[str] = []
        for owner in _owners(read[place]) if place in read else ():
            if owner in read:
                entity = read[owner]
                found += [*names(owner), *(str(getattr(entity, name)) for name in entity.declared.names)]
        return tuple(dict.fromkeys(name for name in found if name))

    return [names(place) for place in places]


def _with_owners(reader: Reader, places: Iterable[Place]) -> Mapping[Place, Entity]:
    """Read rows and all that they refer to, with one statement for each kind of each generation."""
    read: dict[Place, Entity] = {}
    wanted = set(places)
    while wanted:
        ids: defaultdict[str, set[int]] = defaultdict(set)
        for kind, row_id in wanted:
            ids[kind].add(row_id)
        found = [row for kind, of_kind in ids.items() for row in reader.among(BY_NAME[kind], "id", of_kind)]
        read |= {(row.kind, row.id): row for row in found}
        wanted = {owner for row in found for owner in _owners(row)} - read.keys()
    return read


def _owners(row: Entity) -> Iterator[Place]:
    """Yield the rows that a row refers to itself, without those that are set up once."""
    for field in row.declared.references:
        owner_id = getattr(row, field.name)
        if field.ref and owner_id and not BY_NAME[field.ref.kind].declared.preset:
            yield field.ref.kind, owner_id
