"""Resolution of a document's references to rows of the journal and of the document itself."""

from collections import defaultdict
from typing import Any

from rebond.actions.imports.plan import Plan
from rebond.domain.kinds import Entity, Field, Filled
from rebond.domain.names import folded
from rebond.domain.problems import Problem, declare_problems
from rebond.domain.registry import BY_NAME
from rebond.domain.translatable import later
from rebond.exchange.document.load import Record, RefTo
from rebond.exchange.document.shape import key_of

declare_problems({
    "belongs_to_left_out": later("It belongs to “{name}”, which is left out."),
    "document_unknown": later("“{name}” is none of the {section} in this document or in the journal."),
    "document_unclear": later("Several of the {section} are “{name}”. Give one of them a ref, and name that."),
    "document_not_said": later("There is not one only of the {section} that this could belong to. Say which."),
    "document_ref_twice": later("Two of the {section} have the ref “{ref}”. Give each its own."),
})  # fmt: skip


#: Rows by (id of the row that scopes their names, folded name); None is any.
_Index = dict[tuple[int | None, str | None], list[Any]]


class References:
    """Looks rows up by ref, or by name within their scope (a mission within its client)."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._by_ref: dict[tuple[str, str], Entity | None] = {}
        self._by_name: dict[str, _Index] = {}
        self._left_out: set[tuple[str, str]] = set()

    def register(self, row: Entity, record: Record, *, new: bool) -> Problem | None:
        """Register the row of a record; returns a problem when another record has the same ref."""
        if new and row.kind in self._by_name:
            _add(self._by_name[row.kind], row)
        return self._register_ref(record, row)

    def leave_out(self, record: Record) -> Problem | None:
        """Register a record without a row, so that references to it are reported as such; returns as `register`."""
        declared = record.section.entity.declared
        if declared.reference_name and isinstance(name := record.values.get(declared.reference_name), str):
            self._left_out.add((declared.name, folded(name)))
        return self._register_ref(record, None)

    def _register_ref(self, record: Record, row: Entity | None) -> Problem | None:
        if not record.ref:
            return None
        key = (record.section.entity.kind, record.ref)
        if key in self._by_ref:
            facts = {"section": record.section.key, "ref": record.ref}
            return Problem("document_ref_twice", "ref", facts, record.line_of("ref"))
        self._by_ref[key] = row
        return None

    def resolve(self, record: Record) -> dict[str, int | None] | Problem:
        """Return the ids of the record's references by field, or the problem of one that cannot be resolved.

        An omitted reference that is not completed is left out: it has its default.
        """
        resolved: dict[str, Entity | None] = {}
        for field in record.section.fields:
            if field.ref and (key_of(field) in record.values or field.filled is Filled.COMPLETED):
                target = self._target(record, field, resolved)
                if isinstance(target, Problem):
                    return target
                resolved[field.name] = target
        return {name: row.id if row else None for name, row in resolved.items()}

    def _target(self, record: Record, field: Field, resolved: dict[str, Entity | None]) -> Entity | Problem | None:
        """Return the row that a field refers to; if omitted, the only candidate."""
        key = key_of(field)
        if key in record.values:
            value = record.values[key]
            return None if value is None else self._look_up(record, field, value, resolved)
        scope = self._scope(record, field, resolved)
        if isinstance(scope, Problem):
            return scope
        rows = self._candidates(field.ref.kind if field.ref else "", scope)
        if len(rows) == 1:
            only: Entity = rows[0]
            return only
        if field.optional:
            return None
        facts = {"section": BY_NAME[field.ref.kind].declared.section if field.ref else ""}
        return Problem("document_not_said", key, facts, record.line)

    def _look_up(
        self, record: Record, field: Field, value: Any, resolved: dict[str, Entity | None]
    ) -> Entity | Problem:
        """Return the row with a ref or a name; of several whose folded names are equal, the exact match."""
        kind, key = field.ref.kind if field.ref else "", key_of(field)
        section = BY_NAME[kind].declared.section
        if isinstance(value, RefTo):
            if (kind, value.ref) not in self._by_ref:
                return Problem("document_unknown", key, {"name": value.ref, "section": section}, record.line_of(key))
            target = self._by_ref[kind, value.ref]
            return target or Problem("belongs_to_left_out", key, {"name": value.ref}, record.line_of(key))
        scope = self._scope(record, field, resolved)
        if isinstance(scope, Problem):
            return scope
        candidates = self._candidates(kind, scope, folded(value))
        exact = [row for row in candidates if getattr(row, row.declared.reference_name) == value]
        if len(exact or candidates) == 1:
            only: Entity = (exact or candidates)[0]
            return only
        facts = {"name": value, "section": section}
        if candidates:
            return Problem("document_unclear", key, facts, record.line_of(key))
        code = "belongs_to_left_out" if (kind, folded(value)) in self._left_out else "document_unknown"
        return Problem(code, key, facts, record.line_of(key))

    def _scope(self, record: Record, field: Field, resolved: dict[str, Entity | None]) -> Entity | Problem | None:
        """Return the row that scopes the names of the field's kind, if the record gives it."""
        scope = BY_NAME[field.ref.kind].declared.scope if field.ref else None
        if scope is None:
            return None
        if scope.name in resolved:
            return resolved[scope.name]
        value = record.values.get(key_of(scope))
        return None if value is None else self._look_up(record, scope, value, resolved)

    def _candidates(self, kind: str, scope: Entity | None, name: str | None = None) -> list[Any]:
        """Return the rows of a kind, within `scope` and with a folded `name` where given."""
        index = self._by_name.get(kind)
        if index is None:
            index = self._by_name[kind] = defaultdict(list)
            for row in self.plan.rows(BY_NAME[kind]):
                _add(index, row)
        within = scope.id if scope is not None and BY_NAME[kind].declared.scope else None
        return index.get((within, name), [])


def _add(index: _Index, row: Any) -> None:
    scope, name = row.declared.scope, _name(row)
    for within in (getattr(row, scope.name) if scope else None, None):
        for key in (name, None):
            if row not in index[within, key][-1:]:
                index[within, key].append(row)


def _name(row: Entity) -> str:
    return folded(str(getattr(row, row.declared.reference_name))) if row.declared.reference_name else ""
