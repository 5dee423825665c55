"""The registry of every kind of row, assembled from the features."""

from collections.abc import Iterable

# Importing a feature's kinds declares them; a new feature is added here.
from rebond.domain.agreements import kinds as agreements
from rebond.domain.attachments import kinds as attachments
from rebond.domain.kinds import DECLARED, Entity, Field
from rebond.domain.late import kinds as late
from rebond.domain.letters import kinds as letters
from rebond.domain.missions import kinds as missions
from rebond.domain.money import kinds as money
from rebond.domain.people import kinds as people
from rebond.domain.proof import kinds as proof
from rebond.domain.prospecting import kinds as prospecting
from rebond.domain.signs import kinds as signs
from rebond.domain.talks import kinds as talks
from rebond.domain.tasks import kinds as tasks
from rebond.domain.worked_days import kinds as worked_days

#: The features in the order of their kinds, whichever of them was imported first.
_FEATURES = [
    missions.__name__, money.__name__, prospecting.__name__, agreements.__name__, worked_days.__name__,
    people.__name__, letters.__name__, tasks.__name__, attachments.__name__, signs.__name__,
    late.__name__, talks.__name__, proof.__name__,
]  # fmt: skip


def _feature(cls: type[Entity]) -> int:
    return _FEATURES.index(cls.__module__) if cls.__module__ in _FEATURES else len(_FEATURES)


def _in_order(kinds: Iterable[type[Entity]]) -> tuple[type[Entity], ...]:
    """Sort kinds so that each follows those it refers to; otherwise they stay in order.

    A kind may refer to itself, as a credit note does to the invoice it corrects.

    :raises ValueError: when a reference names an unknown kind, or references form a cycle.
    """
    declared = {cls.kind: cls for cls in kinds}
    placed: dict[str, type[Entity]] = {}

    def place(cls: type[Entity], waiting: tuple[str, ...]) -> None:
        if cls.kind in waiting:
            message = f"references between kinds form a cycle: {', '.join((*waiting, cls.kind))}"
            raise ValueError(message)
        for field in cls.declared.references:
            if field.ref and field.ref.kind not in declared:
                message = f"{cls.kind}.{field.name} refers to {field.ref.kind}, which is no kind"
                raise ValueError(message)
            if field.ref and field.ref.kind not in (*placed, cls.kind):
                place(declared[field.ref.kind], (*waiting, cls.kind))
        placed[cls.kind] = cls

    for cls in declared.values():
        if cls.kind not in placed:
            place(cls, ())
    return tuple(placed.values())


#: Every kind, each after the kinds that it refers to.
KINDS: tuple[type[Entity], ...] = _in_order(sorted(DECLARED.values(), key=_feature))
BY_NAME: dict[str, type[Entity]] = {cls.kind: cls for cls in KINDS}

#: For each kind, the references to it: (kind that holds the reference, field).
REFERRING: dict[str, tuple[tuple[type[Entity], Field], ...]] = {
    target.kind: tuple(
        (cls, field)
        for cls in KINDS
        for field in cls.declared.references
        if field.ref and field.ref.kind == target.kind
    )
    for target in KINDS
}
