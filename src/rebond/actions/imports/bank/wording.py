"""Sentences about an import's offers and questions, shared by the window and the command line."""

from rebond.actions.imports.bank.account_identity import AccountQuestion
from rebond.actions.imports.bank.offer import Offer, Share
from rebond.domain.money.account_number import spelled
from rebond.language import Language
from rebond.sentences import sentence


def offer_sentence(language: Language, offer: Offer, currency: str) -> str:
    """Return what a movement may pay: invoices, amount, day and the bank's label."""
    partial = len(offer.shares) > 1 or offer.shares[0].amount != offer.amount
    pays = ", ".join(_share(language, share, currency, with_amount=partial) for share in offer.shares)
    return language.gettext("{invoices} · {amount} on {date} · “{label}”").format(
        invoices=pays,
        amount=language.money(offer.amount, currency),
        date=language.day(offer.date, "medium"),
        label=offer.label,
    )


def offer_reasons(language: Language, offer: Offer) -> str:
    """Return why a movement is offered, and what speaks against it."""
    return " ".join(sentence(language, reason) for reason in offer.reasons)


def question_sentence(language: Language, question: AccountQuestion, currency: str) -> str:
    """Return the question whose statement it is; with one candidate it names the account."""
    facts = {
        "number": spelled(question.number),
        "amount": language.money(question.balance, currency),
        "date": language.day(question.date, "medium"),
    }
    if len(question.candidates) == 1:
        asked = language.gettext(
            "Statement of {number}, {amount} on {date}: is this your “{account}”, or another account?"
        )
        return asked.format(account=question.candidates[0], **facts)
    return language.gettext("Statement of {number}, {amount} on {date}: which of your accounts is it?").format(**facts)


def _share(language: Language, share: Share, currency: str, *, with_amount: bool) -> str:
    name = f"{share.client} {share.number}".strip()
    return f"{name} ({language.money(share.amount, currency)})" if with_amount else name
