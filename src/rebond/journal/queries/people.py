"""Queries of people: the persons of a client, partners by their field, and who writes from an address."""

from rebond.domain.missions.kinds import Client
from rebond.domain.names import folded
from rebond.domain.people.kinds import Partner, Person
from rebond.domain.prospecting.kinds import Contact
from rebond.journal.reader import Reader


def persons_of(reader: Reader, client_id: int) -> tuple[Person, ...]:
    """Return the persons of a client, by name."""
    return tuple(sorted(reader.matching(Person, client_id=client_id), key=lambda person: folded(person.name)))


def partners(reader: Reader) -> tuple[Partner, ...]:
    """Return all partners, by their field and name."""
    return tuple(sorted(reader.all(Partner), key=lambda partner: (folded(partner.field), folded(partner.name))))


def who_writes_from(reader: Reader, address: str, client_id: int) -> Person | Contact | None:
    """Return the person with an e-mail address, one of the client before others, or else the contact."""
    if not address:
        return None
    persons = reader.where(Person, "lower(email) = lower(?)", address)
    of_client = [person for person in persons if person.client_id == client_id]
    contacts = reader.where(Contact, "lower(email) = lower(?)", address)
    own = [contact for contact in contacts if contact.client_id == client_id]
    found: list[Person | Contact] = [*of_client, *own, *persons, *contacts]
    return found[0] if found else None


def client_of(reader: Reader, row: Person | Contact) -> Client | None:
    """Return the client that a person or a contact belongs to."""
    return reader.get(Client, row.client_id) if row.client_id else None
