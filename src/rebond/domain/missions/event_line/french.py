"""The event line's French."""

from rebond.domain.missions.event_line.vocabulary import Vocabulary
from rebond.domain.missions.kinds import EventKind

FRENCH = Vocabulary(
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    short_weekdays=(("lun",), ("mar",), ("mer", "merc"), ("jeu",), ("ven", "vend"), ("sam",), ("dim",)),
    doubtful_weekdays=frozenset({"mar", "mer", "jeu", "sam"}),
    never_before_an_act=frozenset({"sam"}),
    months=(
        ("janvier", "janv"), ("fevrier", "fevr", "fev"), ("mars",), ("avril", "avr"), ("mai",), ("juin",),
        ("juillet", "juil"), ("aout",), ("septembre", "sept"), ("octobre",), ("novembre",), ("decembre",),
    ),
    writes_days_small=True,
    relative_days={
        "aujourd'hui": 0, "aujourdhui": 0, "auj": 0, "hier": -1, r"avant[ -]?hier": -2,
    },
    numbers={
        "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
        "dix": 10, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "quarante-cinq": 45,
    },
    ago=(r"(?:il\s+y\s+a|il\s+ya|y\s+a|ya)\s+(?P<count>{number})\s*(?P<unit>{unit})(?!\s+(?:de|d'|ouvre)|\s*d')",),
    units={"jour": 1, "jours": 1, "j": 1, "semaine": 7, "semaines": 7},
    day_leads=("le", "ce"),
    last=("dernier", "passe"),
    of_last_week=(r"de\s+la\s+semaine\s+(?:derniere|passee)", r"semaine\s+derniere"),
    compounds=(
        r"mardi[ -]gras", r"vendredi\s+saint", r"jeudi\s+saint", r"samedi\s+saint", r"lundi\s+de\s+paques",
        r"lundi\s+de\s+pentecote", r"dimanche\s+de\s+paques", r"dimanche\s+des\s+rameaux",
        r"dimanche\s+ouest[ -]france", r"mercredi\s+des\s+cendres",
    ),
    ahead=(
        r"(?:apres[ -])?demain", r"(?:le\s+)?lendemain",
        r"(?:avant|d'ici|pour|pr)\s+(?:ce\s+soir|(?:ce\s+)?midi|la\s+fin)", r"(?:la\s+)?semaine\s+prochaine",
        r"(?:le\s+)?mois\s+prochain",
        r"(?:l')?annee\s+prochaine",
        r"tous\s+les\s+(?:jours|matins|soirs|mois)", r"toutes\s+les\s+semaines",
        r"chaque\s+(?:jour|semaine|mois|matin)",
    ),
    before_other_days=(
        "pour", "pr", "avant", "d'ici", r"d'ici\s+a", "jusqu'a", "jusqu'au", "jusque", r"a\s+partir\s+(?:de|du)",
        "des",
        "depuis", "du", "de", "au", "a", "apres", "entre", "vers", "chaque", r"tous\s+les", "les", "un", "une",
        "date", "datant", "prevu", "prevue", "fin", "debut", "mi", "courant", "sauf", "prochain", "rue", "avenue",
        "place", "boulevard", "bd", "quai", "rappelle", "vendu", "et", "ou",
        "echue?s?", "emise?s?", "datee?s?",
    ),
    after_other_days=(
        "prochain", "suivant", r"en\s+huit", r"en\s+quinze", "deadline", "echeance", r"au\s+plus\s+tard",
    ),
    before_plain_numbers=(
        "page", "pages", "p", "lot", "etape", "partie", "format", "ratio", "version", "v", "facture", "commande",
        "n°", "no", "po", "bc", "dossier", "§", "ticket", "num", "numero", "ref", "reference", "note", "acompte",
        "chapitre", "photo", "photos", "video",
        "article", "devis",
    ),
    intentions=(
        "veut", "voudrait", "veulent", "faut", "faudrait", "doit", "doivent", "devrait", "attend", "attendu",
        "attendue", "promet", "promis", "promise", "espere", "souhaite", "souhaitent", "souhaiterait",
        "aimerait", "aimeraient", "propose", "proposent", "suggere", "envisage", "prochaine?", "si",
        r"on\s+se\s+(?:voit|parle)", r"on\s+s'appelle",
        r"(?:j'|je\s+(?:l')?)(?:envoie|livre|rends|rappelle|termine|finis|commence|pars)",
        r"a\s+(?:rendre|livrer|faire|envoyer|payer|valider)",
        r"\w+(?:era|erai|erons|erez|eront|ira|irai|irons|iront|dra|drai|drons|dront|vra|vrai|vront)",
    ),
    appointments=(
        "rdv", "rendez-vous", r"rendez\s+vous", "prevu", "prevue", "prevus", "prevues", "prevoit", "planifie",
        "planifiee", "reporte", "reportee", "repousse", "repoussee", "decale", "decalee", "deplace", "deplacee",
        "echeance", r"a\s+rappeler", "dispo", "disponible",
    ),
    acts=(
        "appel", "appels", "appele", "appelle", "mail", "mails", "mel", "courriel", "message", "messages", "sms",
        "reunion", "point", "visio", "rdv", "relance", "relances", "refus", "retouches", "atelier", "echange",
        "discussion", "dejeuner", "il", "elle", "ils", "elles",
        "j'ai", "travaille", "voeux", "visite",
    ),
    deeds=("refuse", "accepte", "demande", "envoye", "envoi", "recu", "valide", "signe", "propose"),
    joins=("et", "ou", "au", "a", "puis"),
    parts=("matin", "midi", "apres-midi", "aprem", "soir", "nuit"),
    time_leads=("a", "vers", "des"),
    before_other_times=(
        "pour", "avant", "d'ici", "jusqu'a", r"d'ici\s+a", "sous", "dans", "apres", r"a\s+partir\s+de", "entre",
        "y", "chrono", "ratio", "score",
    ),
    late_parts=(r"du\s+soir", r"de\s+l'apres[ -]midi"),
    early_parts=(r"du\s+matin",),
    noon=("midi",),
    midnight=("minuit",),
    hours=("h", "heure", "heures"),
    minutes=("min", "mn", "mns", "minute", "minutes"),
    halves=(r"et\s+demie?",),
    quarters=(r"et\s+quart",),
    lengths={
        r"(?:une\s+|1\s+)?demie?[ -]?heure": 30, r"½\s?h(?:eure)?": 30, r"1/2\s?h(?:eure)?": 30,
        r"(?:un|1|1/4)\s?(?:quart\s+)?d'heure": 15, r"1/4\s?h": 15,
        r"(?:trois\s+quarts|3\s+quarts|3/4)\s+d'heure": 45, r"3/4\s?h": 45,
    },
    length_leads=("de", "pendant", "durant", "en"),
    length_tails=(r"de\s", "d'"),
    before_other_lengths=(
        "sous", "dans", "d'ici", "avant", r"(?:moins|plus)\s+de", r"(?:^|[,(:]\s*)max(?:imum)?", "reste", "restent",
        r"(?:repoussee?|decalee?|avancee?|reportee?|retardee?)\s+de", r"tou(?:te)?s\s+les", "depuis",
        r"delais?(?:\s+de)?", r"retard(?:\s+de)?", r"il\s+y\s+a", "ya", r"y\s+a", r"budget(?:\s+de)?",
        r"(?<!hors )(?<!hors-)(?<!au )(?<!le )forfait(?:\s+de)?",
        r"(?<!hors )(?<!hors-)(?<!au )(?<!le )devis(?:\s+de)?",
        r"(?<!hors )(?<!hors-)(?<!au )(?<!le )contrat(?:\s+de)?", r"estime(?:e|es|s)?(?:\s+a)?",
        r"estimation(?:\s+de)?", r"prevue?s?",
        r"(?:videos?|films?|clips?|podcasts?|spots?|teasers?|reels?)(?:\s+de)?",
        r"au\s+lieu\s+de", r"a\s+partir\s+de", "jusqu'a", r"pause(?:\s+de)?", r"d'attente(?:\s+de)?",
        r"entre\s+\S+\s+et", r"\d\s*(?:a|ou|-)",
    ),
    after_other_lengths=(
        r"de\s+(?:retard|delai|pause|trajet)", r"plus\s+tard", r"par\s+(?:semaine|jour|mois)", "prevue?s?", "max",
        r"avant", r"apres", r"sur\s+\d+", r"en\s+retard", r"de\s+plus", r"estimee?s?", "maximum",
    ),
    works=(r"travailles?", "passe", "passes", "bosse", "pendant", "durant", "facture", "pris"),
    kinds={
        EventKind.EXTRA_REQUEST: (
            "urgence", "urgences", "urgente?s?", "urgemment", r"(?:demande|travail|travaux)\s+supplementaires?",
            r"demandes?\s+hors[ -](?:devis|contrat|forfait|perimetre)", r"demandes?\s+en\s+plus", "rajouts?",
        ),
        EventKind.OUTSIDE_HOURS: (
            r"hors[ -](?:des\s+)?(?:horaires|heures)", r"en\s+dehors\s+des\s+(?:heures|horaires)",
            r"en\s+pleine?\s+(?:nuit|week[ -]?end)", r"pendant\s+mes\s+(?:conges|vacances)",
        ),
        EventKind.ENDLESS_CHANGES: (
            r"(?:retouches|modifs|modifications|changements|corrections|allers[ -]retours)\s+sans\s+fin",
            r"encore\s+(?:des|une|un)\s+(?:\w+\s+)?(?:modifs?|modifications?|changements?|retouches?|corrections?)",
            r"change(?:nt)?\s+encore\s+d'avis", r"encore\s+change\s+d'avis", r"n'en\s+finit\s+(?:pas|plus)",
        ),
        EventKind.SILENCE: (
            r"(?:pas|aucune|sans|toujours\s+pas)\s+(?:de\s+)?(?:reponse|nouvelles?)", "silence",
            r"(?:pas|aucun)\s+(?:de\s+)?(?:retour|signe\s+de\s+vie)", r"toujours\s+rien",
            r"plus\s+(?:de\s+nouvelles|rien)",
            r"(?:ne|n')\s*(?:me\s+)?repond(?:ent)?\s+(?:pas|plus)", r"injoignable",
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
            r"(?:payee?s?|reglee?s?)\s+en\s+retard", r"relance\s+factures?",
        ),
        EventKind.MILESTONE: (
            r"jalons?", r"livraisons?", r"livrables?", r"mise?\s+en\s+(?:ligne|prod|production)",
            r"(?:site|maquette|lot|projet|dossier|tout|bien)\s+livree?s?",
        ),
        EventKind.PRAISE: (
            "bravo", "felicitations", r"felicitee?", r"ravie?s?", r"(?:tres|super|hyper)\s+contente?s?",
            r"compliments?",
            r"merci(?!\s+(?:de\s|d'))", r"enchantee?s?", r"(?<!in)satisfaite?s?",
        ),
        EventKind.DECISION: (
            r"decide(?:e|es|s)?", r"decisions?", r"refuse(?:e|es|s|nt)?", r"accepte(?:e|es|s|nt)?",
            r"valide(?:e|es|s|nt)?", r"signe(?:e|es|s)?", r"feu\s+vert", r"donne\s+son\s+accord",
        ),
    },
    negations=("pas", "jamais", "rien", "non", "sans", "aucune?", "plus", "ni"),
    in_scope=(
        r"(?:prevue?s?|comprise?s?|incluse?s?|inclue?s?)\s+(?:dans\s+le|au|dans)\s+(?:devis|contrat|forfait)",
        r"dans\s+le\s+(?:devis|contrat|forfait|perimetre)", r"au\s+forfait",
    ),
    out_of_scope=(
        r"hors[ -](?:du\s+)?(?:devis|contrat|forfait|perimetre|scope|cadre)",
        r"en\s+dehors\s+du\s+(?:devis|contrat|forfait|perimetre)", r"en\s+plus\s+du\s+(?:devis|contrat|forfait)",
    ),
)  # fmt: skip
