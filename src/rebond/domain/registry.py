"""Every kind of row that a journal holds, assembled from the features."""

from collections.abc import Iterable

# Importing a feature's kinds declares them; a new feature is added here.
import rebond.domain.missions.kinds
import rebond.domain.money.kinds
import rebond.domain.prospecting.kinds  # noqa: F401
from rebond.domain.kinds import DECLARED, Entity, Field


def _in_order(kinds: Iterable[type[Entity]]) -> tuple[type[Entity], ...]:
    """The kinds, each after those it refers to; otherwise in the order in which they were declared.

    :raises ValueError: when a reference names no kind, or kinds refer to each other in a circle.
    """
    declared = {cls.kind: cls for cls in kinds}
    placed: dict[str, type[Entity]] = {}

    def place(cls: type[Entity], waiting: tuple[str, ...]) -> None:
        if cls.kind in waiting:
            message = f"kinds refer to each other in a circle: {', '.join((*waiting, cls.kind))}"
            raise ValueError(message)
        for one in cls.declared.references:
            if one.ref and one.ref.kind not in declared:
                message = f"{cls.kind}.{one.name} refers to {one.ref.kind}, which is no kind"
                raise ValueError(message)
            if one.ref and one.ref.kind not in placed:
                place(declared[one.ref.kind], (*waiting, cls.kind))
        placed[cls.kind] = cls

    for cls in declared.values():
        if cls.kind not in placed:
            place(cls, ())
    return tuple(placed.values())


#: Every kind, each after the kinds that it refers to.
KINDS: tuple[type[Entity], ...] = _in_order(DECLARED.values())
BY_NAME: dict[str, type[Entity]] = {cls.kind: cls for cls in KINDS}

#: For each kind: the fields of any kind that refer to it, with the kind they are of.
REFERRING: dict[str, tuple[tuple[type[Entity], Field], ...]] = {
    target.kind: tuple(
        (cls, one) for cls in KINDS for one in cls.declared.references if one.ref and one.ref.kind == target.kind
    )
    for target in KINDS
}
