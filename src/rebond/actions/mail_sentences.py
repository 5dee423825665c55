"""Sentences about a mail that becomes an entry, shared by the window and the command line."""

from rebond.actions.mails import MailDraft
from rebond.domain.people.kinds import Person
from rebond.domain.translatable import later
from rebond.language import Language


def author(language: Language, draft: MailDraft) -> str:
    """Return who the mail is from, and who that is in the journal."""
    mail = draft.mail
    written = f"{mail.name} <{mail.address}>" if mail.name and mail.address else mail.name or mail.address
    if draft.own:
        return language.gettext(later("From you, {address}")).format(address=mail.address)
    if not written:
        return language.gettext(later("The mail does not say who wrote it."))
    if draft.namesake:
        said = language.gettext(later("From {author}, perhaps {person}, whose address is not noted"))
        return said.format(author=written, person=draft.namesake.name)
    if draft.who is None:
        said = language.gettext(later("From {author}, who is not in the journal yet"))
        return said.format(author=written)
    about = ", ".join(
        part
        for part in (draft.who.role if isinstance(draft.who, Person) else "", draft.client.name if draft.client else "")
        if part
    )
    if about:
        return language.gettext(later("From {author}: {about}")).format(author=written, about=about)
    return language.gettext(later("From {author}, one of your contacts")).format(author=written)
