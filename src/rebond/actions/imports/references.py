"""The rows that a document's references mean, among those of the journal and of the document itself."""

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


#: Rows by the id of the row within which they lie and by folded name, each None for any.
_Index = dict[tuple[int | None, str | None], list[Any]]


class References:
    """Looks rows up by name or ref, within the row in which names hold (a mission within its client)."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._by_ref: dict[tuple[str, str], Entity | None] = {}
        self._by_name: dict[str, _Index] = {}
        self._left_out: set[tuple[str, str]] = set()

    def note(self, row: Entity, record: Record, *, new: bool) -> Problem | None:
        """A record stands for this row; the problem when its ref is another's already."""
        if new and row.kind in self._by_name:
            _add(self._by_name[row.kind], row)
        return self._note_ref(record, row)

    def leave_out(self, record: Record) -> Problem | None:
        """Remember what is left out, so that what belongs to it is told so."""
        declared = record.section.entity.declared
        if declared.reference_name and isinstance(name := record.values.get(declared.reference_name), str):
            self._left_out.add((declared.name, folded(name)))
        return self._note_ref(record, None)

    def _note_ref(self, record: Record, row: Entity | None) -> Problem | None:
        if not record.ref:
            return None
        key = (record.section.entity.kind, record.ref)
        if key in self._by_ref:
            facts = {"section": record.section.key, "ref": record.ref}
            return Problem("document_ref_twice", "ref", facts, record.line_of("ref"))
        self._by_ref[key] = row
        return None

    def resolve(self, record: Record) -> dict[str, int | None] | Problem:
        """The ids that the record's references stand for, by field; or why one stands for nothing.

        A reference that is left out and that nothing completes is not among them: it has its default.
        """
        found: dict[str, Entity | None] = {}
        for one in record.section.fields:
            if one.ref and (key_of(one) in record.values or one.filled is Filled.COMPLETED):
                answer = self._row(record, one, found)
                if isinstance(answer, Problem):
                    return answer
                found[one.name] = answer
        return {name: row.id if row else None for name, row in found.items()}

    def _row(self, record: Record, one: Field, found: dict[str, Entity | None]) -> Entity | Problem | None:
        key = key_of(one)
        if key in record.values:
            value = record.values[key]
            return None if value is None else self._meant(record, one, value, found)
        within = self._scope(record, one, found)
        if isinstance(within, Problem):
            return within
        rows = self._within(one.ref.kind if one.ref else "", within)
        if len(rows) == 1:
            only: Entity = rows[0]
            return only
        if one.optional:
            return None
        facts = {"section": BY_NAME[one.ref.kind].declared.section if one.ref else ""}
        return Problem("document_not_said", key, facts, record.line)

    def _meant(self, record: Record, one: Field, value: Any, found: dict[str, Entity | None]) -> Entity | Problem:
        kind, key = one.ref.kind if one.ref else "", key_of(one)
        section = BY_NAME[kind].declared.section
        if isinstance(value, RefTo):
            if (kind, value.ref) not in self._by_ref:
                return Problem("document_unknown", key, {"name": value.ref, "section": section}, record.line_of(key))
            meant = self._by_ref[kind, value.ref]
            return meant or Problem("belongs_to_left_out", key, {"name": value.ref}, record.line_of(key))
        within = self._scope(record, one, found)
        if isinstance(within, Problem):
            return within
        alike = self._within(kind, within, folded(value))
        exact = [row for row in alike if getattr(row, row.declared.reference_name) == value]
        if len(exact or alike) == 1:
            one_row: Entity = (exact or alike)[0]
            return one_row
        facts = {"name": value, "section": section}
        if alike:
            return Problem("document_unclear", key, facts, record.line_of(key))
        code = "belongs_to_left_out" if (kind, folded(value)) in self._left_out else "document_unknown"
        return Problem(code, key, facts, record.line_of(key))

    def _scope(self, record: Record, one: Field, found: dict[str, Entity | None]) -> Entity | Problem | None:
        """The row within which the names of the field's kind hold, where the record says it."""
        scope = BY_NAME[one.ref.kind].declared.scope if one.ref else None
        if scope is None:
            return None
        if scope.name in found:
            return found[scope.name]
        value = record.values.get(key_of(scope))
        return None if value is None else self._meant(record, scope, value, found)

    def _within(self, kind: str, scope: Entity | None, name: str | None = None) -> list[Any]:
        """The rows of a kind: those within one row where one is given, and of one name where one is given."""
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
        for called in (name, None):
            if row not in index[within, called][-1:]:
                index[within, called].append(row)


def _name(row: Entity) -> str:
    return folded(str(getattr(row, row.declared.reference_name))) if row.declared.reference_name else ""
