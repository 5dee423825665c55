"""The French words that name the kind of an event."""

from collections.abc import Mapping

from rebond.domain.missions.event_line.vocabulary import Words
from rebond.domain.missions.kinds import EventKind

_AGENCY = r"(?:agences?|prestataires?|freelances?|studios?|cabinets?|independants?|independantes?)"
_IN_HAND = (
    r"(?:repren(?:d|ds|nent|dre|dront|dra|draient)|repris(?:e|es)?|ger(?:e|ent|er|era|eront|ee|ees|es)|"
    r"f(?:ait|ont|aire|era|eront|eraient|erait|aites?)|recrut(?:e|ent|er|era|eront)|embauch(?:e|ent|er|era|eront)|"
    r"trait(?:e|ent|er|era|eront|ee|ees|es)|rapatri(?:e|ent|er|era|eront)|produi(?:t|sent|re|ront|ra)|gard(?:e|ent|er|eront)|"
    r"realis(?:e|ent|er|era|eront|ee|ees|es)|assur(?:e|ent|er|era|eront)|redig(?:e|ent|er|era|eront)|"
    r"develop\w+|pass(?:e|ent|er|era|eront|ee)|bascul\w+|ramen\w+)"
)

KINDS: Mapping[EventKind, Words] = {
    EventKind.EXTRA_REQUEST: (
        "urgence", "urgences", "urgente?s?", "urgemment", r"(?:demande|travail|travaux)\s+supplementaires?",
        r"demandes?\s+hors[ -](?:devis|contrat|forfait|perimetre)", r"demandes?\s+en\s+plus", "rajouts?",
        (
            r"(?:veu(?:t|lent)|voulai(?:t|ent)|voudrai(?:t|ent)|aimerai(?:t|ent)|demand(?:e|ent|ait|aient)|"
            r"reclam(?:e|ent)|exig(?:e|ent)|souhait(?:e|ent|erait))\s+(?:(?!pas\b|plus\b|rien\b|aucune?\b)[\w'-]+\s+){1,5}"
            r"(?:en\s+plus|supplementaires?|(?<!h )(?<!min )(?<!heures )(?<!heure )(?<!minutes )(?<!jours )de\s+plus)"
        ),
        (
            r"(?:(?:peux|pouvez|pourrais|pourriez)-(?:tu|vous)|(?:tu\s+peux|vous\s+pouvez|tu\s+pourrais|vous\s+pourriez))\s+"
            r"(?:(?:aussi|egalement|encore|en\s+plus)|(?:me\s+|nous\s+|y\s+)?r?ajouter)"
        ),
    ),
    EventKind.OUTSIDE_HOURS: (
        r"hors[ -](?:des\s+)?(?:horaires|heures)", r"en\s+dehors\s+des\s+(?:heures|horaires)",
        r"en\s+pleine?\s+(?:nuit|week[ -]?end)", r"pendant\s+mes\s+(?:conges|vacances)",
    ),
    EventKind.ENDLESS_CHANGES: (
        r"(?:retouches|modifs|modifications|changements|corrections|allers[ -]retours)\s+sans\s+fin",
        r"v(?:[4-9]|\d\d)\s+(?:de\s|d'|du\s|des\s)\s?\w+",
        r"(?:[4-9]|[1-9]\d)e(?:me)?\s+version\s+(?:de\s|d'|du\s|des\s)\s?\w+",
        (
            r"(?:(?:[3-9]|[1-9]\d)e(?:me)?|(?:trois|quatr|cinqu|six|sept|huit|neuv|dix)ieme)\s+"
            r"(?:aller[ -]retour|tour\s+de\s+(?:modifs?|modifications|retouches|corrections)|serie\s+de\s+"
            r"(?:modifs?|modifications|retouches|corrections))"
        ),
        r"encore\s+(?:des|une|un)\s+(?:\w+\s+)?(?:modifs?|modifications?|changements?|retouches?|corrections?)",
        r"change(?:nt)?\s+encore\s+d'avis", r"encore\s+change\s+d'avis", r"n'en\s+finit\s+(?:pas|plus)",
    ),
    EventKind.SILENCE: (
        r"(?:pas|aucune|sans|toujours\s+pas)\s+(?:de\s+)?(?:reponse|nouvelles?)", "silence",
        r"(?:pas|aucun)\s+(?:de\s+)?(?:retour(?!\s+(?:positif|negatif))|signe\s+de\s+vie)", r"toujours\s+rien",
        r"plus\s+(?:de\s+nouvelles|rien)",
        r"(?:ne|n')\s*(?:me\s+)?repond(?:ent)?\s+(?:pas|plus)", r"injoignable",
        r"(?:n'|ne\s+m'|ne\s+nous\s+)(?:a|ont|avait|avaient)\s+(?:\w+\s+)?(?:pas|jamais|plus|rien)\s+(?:\w+\s+)?repondu",
    ),
    EventKind.MY_ERROR: (
        r"(?:mon|mes)\s+erreurs?", r"ma\s+faute", r"erreur\s+de\s+ma\s+part",
        r"je\s+me\s+suis\s+(?:trompe|plante)e?",
        r"oubli\s+de\s+ma\s+part", r"j'ai\s+oublie",
    ),
    EventKind.CLIENT_ERROR: (
        r"erreurs?\s+(?:du\s+|de\s+la\s+)?cliente?", r"erreur\s+de\s+(?:sa|leur)\s+part",
        r"(?:son|leur)\s+erreur",
        r"s'est\s+trompee?", r"se\s+sont\s+trompee?s", r"ingerences?",
    ),
    EventKind.ADVICE: (
        r"(?:de)?conseille", r"conseils?\s+donnes?", r"recommande", r"mis\s+en\s+garde",
    ),
    EventKind.LATE_PAYMENT: (
        r"(?:retards?\s+de|de\s+retard\s+de)\s+paiements?", r"paiements?\s+en\s+retard", r"impayee?s?",
        r"factures?\s+(?:\w+\s+)?en\s+retard", r"(?:pas|non)\s+(?:encore\s+)?(?:payee?s?|reglee?s?)",
        r"(?:payee?s?|reglee?s?)\s+(?:en\s+retard|avec\s+(?:(?:\d+|\w+)\s+(?:jours?|j|semaines?|mois)\s+de\s+)?retard)",
        r"relance\s+factures?",
        (
            r"(?:virements?|paiements?|acomptes?|reglements?|cheques?)\s+(?:\w+\s+)?(?:pas|non)\s+(?:encore\s+)?"
            r"(?:recue?s?|arrivee?s?|passe)"
        ),
        r"(?:toujours\s+pas|pas\s+encore)\s+(?:\w+\s+)?ete\s+(?:payee?s?|reglee?s?)",
    ),
    EventKind.MILESTONE: (
        r"jalons?", r"livraisons?", r"livrables?", r"mise?\s+en\s+(?:ligne|prod|production)",
        r"(?:site|maquette|lot|projet|dossier|tout|bien)\s+livree?s?",
    ),
    EventKind.PRAISE: (
        "bravo", "felicitations", r"felicitee?", r"ravie?s?", r"(?:tres|super|hyper)\s+contente?s?",
        r"compliments?",
        r"(?:super|bons?|tres\s+bons?|excellents?)\s+retours?(?!\s+de\s+(?:vacances|conges?))",
            r"retours?\s+(?:tres\s+)?(?:positifs?|excellents?)",
        r"beau\s+travail", r"merci(?!\s+(?:de\s|d'))", r"enchantee?s?", r"(?<!in)satisfaite?s?",
    ),
    EventKind.DECISION: (
        r"decide(?:e|es|s)?", r"decisions?", r"refuse(?:e|es|s|nt)?", r"accepte(?:e|es|s|nt)?",
        r"valide(?:e|es|s|nt)?", r"signe(?:e|es|s)?", r"feu\s+vert", r"donne\s+son\s+accord",
    ),
    EventKind.DISSATISFACTION: (
        r"fachee?s?", "furieu(?:x|ses?)", r"agacee?s?", r"enervee?s?", r"irritee?s?", r"exasperee?s?", r"en\s+colere",
        r"mecontente?s?", "mecontentement", r"insatisfaite?s?", "insatisfaction", r"decue?s?", "deception",
        r"n'(?:aime|aiment|aimait|apprecie|apprecient)\s+(?:pas|guere|plus)",
        r"se\s+(?:plaint|plaignent)", r"s'est\s+plainte?", r"se\s+sont\s+plainte?s",
    ),
    EventKind.COMPETITOR: (
        r"concurrente?s?", r"appels?\s+d'offres?", r"(?:mise|mises|met|mettent|mettre|mis)\s+en\s+concurrence",
        rf"autres?\s+{_AGENCY}",
        (
            r"(?<!je )(?<!j'ai )(?:consult|voi|vu|vont\s+voir|rencontr|compar|parl|discut|echang|contact|approch|"
            r"sollicit|interrog|briefe|demarch|recoi|recu|choisi)\w*\s+(?:(?:a|avec|par|aussi|deja)\s+)*"
            rf"(?:une?|des|d'autres|deux|trois|plusieurs|quelques|leur)\s+(?:\w+\s+)?{_AGENCY}"
        ),
    ),
    EventKind.IN_HOUSE: (
        rf"{_IN_HAND}\s+(?:(?!pas\b|plus\b|jamais\b|rien\b)[\w'-]+\s+){{0,4}}en\s+interne",
        r"f(?:ont|aire|eront|eraient)\s+(?:tout\s+)?(?:ca\s+)?(?:eux|elles)-memes",
        rf"(?<!je\s)(?<!j')(?<!j'ai\s)(?:embauch|recrut)(?:e|ent|er|era|eront)\s+(?:une?|des|leurs?|deux)\s+(?!{_AGENCY})\w+",
        "internalisation", r"internalise(?:e|es|s|nt|r)?",
    ),
}  # fmt: skip
