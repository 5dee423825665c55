"""The kinds of people: persons of a client with their role, and partners by their field."""

from typing import Annotated

from rebond.domain.kinds import Choice, Entity, LongText, Ref, Words, kind
from rebond.domain.translatable import later, later_n
from rebond.domain.value_classes import dataclass


class Fit(Choice):
    """A partner's field beside one's own (advice 117)."""

    RELATED = "related", later("related field")
    COMPLEMENTARY = "complementary", later("complementary field")


@kind(
    "person",
    section="persons",
    description="The persons of a client, each with their role there.",
    key=("client_id", "name"),
    names=("name",),
    texts=("role", "email", "phone", "note"),
    tab="missions",
    person=True,
    identifiers=("name",),
    words=Words(
        one=later("Person"),
        count=later_n("{count} person", "{count} persons"),
        added=later("Person added: {name}"),
        changed=later("Person changed: {name}"),
        deleted=later("Person deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entity):
    client_id: Annotated[int, Ref("client"), "The client."]
    name: Annotated[str, "The person's name."]
    role: Annotated[str, "What they do there: decides, pays, works with you."] = ""
    email: Annotated[str, "E-mail address."] = ""
    phone: Annotated[str, "Telephone number."] = ""
    familiar: Annotated[bool, "Whether you say “tu” to them, in French."] = False
    note: Annotated[LongText, "Anything else about them."] = ""


@kind(
    "partner",
    section="partners",
    description="Colleagues one trusts, to name or to work with.",
    key=("name",),
    names=("name",),
    texts=("field", "email", "phone", "note"),
    tab="missions",
    person=True,
    identifiers=("name",),
    words=Words(
        one=later("Partner"),
        count=later_n("{count} partner", "{count} partners"),
        added=later("Partner added: {name}"),
        changed=later("Partner changed: {name}"),
        deleted=later("Partner deleted: {name}"),
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Entity):
    name: Annotated[str, "The partner's name."]
    field: Annotated[str, "What they do, e.g. web design."] = ""
    fit: Annotated[Fit, "How their field stands to one's own."] = Fit.COMPLEMENTARY
    email: Annotated[str, "E-mail address."] = ""
    phone: Annotated[str, "Telephone number."] = ""
    note: Annotated[LongText, "Anything else about them."] = ""
