"""Queries of amendments: their requests, what was agreed when, and what of them is still open or to be invoiced."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from rebond.domain.agreements.amendments import AgreedVersion, AmendmentLine, ToInvoice, lines, to_invoice, total
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment, Reply
from rebond.domain.missions.kinds import Billing, Event, Invoice, Mission, RequestAnswer
from rebond.domain.value_classes import dataclass
from rebond.journal.reader import Reader


@dataclass(frozen=True, slots=True)
class Extras:
    """The requests of a mission that wait to be priced, and its amendments, the oldest first."""

    to_price: tuple[Event, ...]
    amendments: tuple[Amendment, ...]

    @property
    def open(self) -> tuple[Amendment, ...]:
        """The amendments without a reply: not sent yet, or unanswered."""
        return tuple(amendment for amendment in self.amendments if amendment.reply is None)


def extras(reader: Reader, mission_id: int) -> Extras:
    """Return what of a mission's requests is to be put into amendments, and is in them."""
    return Extras(requests_to_price(reader, mission_id), reader.matching(Amendment, mission_id=mission_id))


def requests_to_price(reader: Reader, mission_id: int) -> tuple[Event, ...]:
    """Return the requests of a mission to price that are in no amendment yet."""
    # The plus keeps SQLite from looking among all events without an amendment, which are nearly all there are.
    return reader.where(
        Event, "mission_id = ? AND answer = ? AND +amendment_id IS NULL", mission_id, str(RequestAnswer.TO_PRICE)
    )


def versions(reader: Reader, mission_id: int) -> tuple[AgreedVersion, ...]:
    """Return the versions of a mission's agreement with their tasks."""
    return versions_of(reader, [mission_id]).get(mission_id, ())


def versions_of(reader: Reader, mission_ids: Collection[int]) -> Mapping[int, tuple[AgreedVersion, ...]]:
    """Return the versions of the agreements of missions with their tasks, by mission; those without are not in it."""
    found: dict[int, tuple[AgreedVersion, ...]] = {}
    agreements = reader.among(Agreement, "mission_id", mission_ids)
    tasks: dict[int, list[AgreedTask]] = defaultdict(list)
    for task in reader.among(AgreedTask, "agreement_id", [agreement.id for agreement in agreements]):
        tasks[task.agreement_id].append(task)
    for agreement in agreements:
        version = AgreedVersion(agreement, tuple(tasks[agreement.id]))
        found[agreement.mission_id] = (*found.get(agreement.mission_id, ()), version)
    return found


def amendment_lines(reader: Reader, amendment: Amendment) -> tuple[AmendmentLine, ...]:
    """Return the lines of an amendment."""
    events = reader.matching(Event, amendment_id=amendment.id)
    return lines(amendment, events, versions(reader, amendment.mission_id))


def all_to_invoice(reader: Reader, missions: Iterable[Mission], invoices: Iterable[Invoice]) -> tuple[ToInvoice, ...]:
    """Return the accepted amendments of missions that none of `invoices` names, which are those of the missions.

    Of a mission billed by milestones, such an amendment is one of these.
    """
    ids = [mission.id for mission in missions if mission.billing is not Billing.MILESTONES]
    accepted = reader.where(
        Amendment, "reply = ? AND mission_id IN (SELECT value FROM json_each(?))", Reply.ACCEPTED.value, ids
    )
    if not accepted:
        return ()
    billed: dict[int | None, list[Invoice]] = defaultdict(list)
    for invoice in invoices:
        billed[invoice.mission_id].append(invoice)
    left = [one for one in accepted if to_invoice([one], billed[one.mission_id])]
    found = (
        ToInvoice(one.id, one.mission_id, one.number, total(amendment_lines(reader, one)), one.answered or one.made)
        for one in left
    )
    return tuple(one for one in found if one.amount)


def amendments_to_invoice(reader: Reader, mission_id: int) -> list[Amendment]:
    """Return the accepted amendments of a mission that no invoice of it names."""
    amendments = reader.matching(Amendment, mission_id=mission_id)
    return to_invoice(amendments, reader.matching(Invoice, mission_id=mission_id)) if amendments else []
