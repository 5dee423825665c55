"""Query of the letters of the ladder that were sent."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from rebond.domain.late.ladder import SentStep, step_of
from rebond.journal.reader import Reader
from rebond.journal.sql import sql


def sent_steps(reader: Reader, ids: Collection[int]) -> Mapping[int, tuple[SentStep, ...]]:
    """Return the letters of the ladder that were sent about each invoice, by day."""
    statement = sql(
        "SELECT invoice_id, template, sent FROM letter WHERE invoice_id IN (SELECT value FROM json_each(?)) "
        "ORDER BY sent, id",
        sorted(ids),
    )  # fmt: skip
    found: dict[int, tuple[SentStep, ...]] = defaultdict(tuple)
    for invoice_id, template, sent in reader.fetch(statement):
        step = step_of(template)
        if step:
            found[invoice_id] += (SentStep(step, date.fromisoformat(sent)),)
    return found
