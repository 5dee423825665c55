"""The French of the trade: the terms that a freelancer uses, and each thing under one name."""

import re

import pytest

import translations

TERMS = [
    "Factures à encaisser", "Noter un échange", "Échanges", "prise de contact", "reste à facturer",
    "Sur vos comptes aujourd’hui", "Comptes", "hors cotisations et impôts", "Si le départ est annoncé aujourd’hui",
    "aucune facture sur 12 mois", "Vous vivez de {count} clients", "Vous vivez d’un seul client",
    "jours date de facture", "{count} jours fin de mois", "fin de mois + {count} jours", "TJM",
    "Prévisionnel de trésorerie", "Encaissements", "Décaissements", "Solde initial", "Solde final",
    "premier client", "trois premiers clients", "fermeture des clients", "Règle son dû", "Délai de paiement",
    "durée indéterminée", "à l’échéance", "Temps passé", "demande hors devis", "Montant espéré par mois",
    "Mois particuliers", "Aucun résultat.", "L’élément dont il dépend a été supprimé.",
    "Ce fichier n’a pas été lu.", "Le XML est invalide ici.", "Contact déplacé", "Image vectorielle SVG",
    "Une erreur s’est produite, et elle vient de Rebond.",
]  # fmt: skip
#: Other names for the same things, each beside the one that is used.
OTHER_NAMES = {
    "impayée": "à encaisser", "plus gros": "premier", "vivez sur": "vivez de", "sans date de fin": "durée indéterminée",
    "périmètre": "devis", "rentrée": "encaissement", "recettes": "encaissements", "charges": "cotisations",
    "mouvement": "opération", "notre faute": "vient de Rebond", "épargne tient": "vous tenez", "noirci": "masqué",
    "pour toujours": "définitivement", "de nouveau": "à nouveau", "changement": "modification",
}  # fmt: skip


def french() -> list[str]:
    """Return every French sentence, each of its forms, without the marks of the keyboard."""
    strings = [message.string for message in translations.catalogue("fr") if message.id]
    forms = [form for string in strings for form in ((string,) if isinstance(string, str) else string)]
    return [form.replace("&", "") for form in forms]


@pytest.mark.parametrize("term", TERMS)
def test_a_term_of_the_trade_is_used(term: str) -> None:
    assert any(term in sentence for sentence in french())


@pytest.mark.parametrize(("other", "name"), OTHER_NAMES.items())
def test_a_thing_has_one_name(other: str, name: str) -> None:
    assert [sentence for sentence in french() if re.search(rf"\b{other}", sentence, re.IGNORECASE)] == [], name
