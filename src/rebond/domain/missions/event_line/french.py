"""The event line's French."""

from rebond.domain.missions.event_line.french_kinds import KINDS
from rebond.domain.missions.event_line.vocabulary import Vocabulary

_DO = (
    r"(?:livrer|envoyer|rendre|poster|publier|finir|terminer|payer|regler|refaire|faire|appeler|rappeler|valider|signer|"
    r"repondre|lancer|demarrer|commencer|mettre|changer|modifier|corriger|recevoir|avoir|voir|passer|venir|presenter|"
    r"imprimer|tourner|rencontrer|reporter|decaler|avancer|preparer|fournir|remettre|boucler|produire|ecrire|rediger|"
    r"facturer|relancer|transmettre|partager|diffuser|sortir|reprendre|programmer|caler|parler)"
)
#: Any infinitive that is no name nor a common noun: not `dossier`, `Claire`, `André`.
_INFINITIVE = (
    r"(?:\w+(?<!i)er|publier|modifier|verifier|expedier|copier|\w+ir|\w+(?<!an)dre|\w+ttre|\w+(?<!cla)(?<!o)ire|"
    r"\w+ivre|boire|croire)"
)
#: After these an infinitive tells what happened: `a fini de travailler le 12 mars`.
_DONE = "".join(
    f"(?<!{word} )" for word in ("fini", "termine", "essaye", "tente", "oublie", "arrete", "vient", "cesse")
)
#: Nor is a verb without its accent, which an auxiliary goes before, in the present: `a demande`.
_NOT_DONE = "".join(
    f"(?<!{word} )"
    for word in (r"\ba", "'a", r"\bai", "'ai", "ont", "ait", "aient", "avons", "avez", r"\best", "'est", "sont")
)
#: What is told in the present of a day is rather to come: `rentre mardi`, but `rentré mardi`.
_COMING = (
    r"(?:rentre(?:nt)?|vien(?:t|nent)(?!\s+d)|revien(?:s|t|nent)|repart(?:ent)?|partent|(?<=il )part|(?<=elle )part|"
    r"arrive(?:nt)?|(?:re)?demarre(?:nt)?|(?:re)?commence(?:nt)?|debute(?:nt)?|sort(?:ent)?|repren(?:d|nent)|r?ouvre(?:nt)?|"
    r"ferme(?:nt)?|livrent|lancent|finit|finissent|part(?=\s+en\s+)|expire(?:nt)?|quitte(?:nt)?|se\s+termine(?:nt)?|a\s+lieu|"
    r"passe(?:nt)?(?!\s+(?:\d|une?\s|deux|trois|des|du|la|le)))"
)
_A = (
    r"(?:une?|des|du|la|les?|l'|d'une?|deux|trois|quatre|cinq|\d+|encore|aussi|mon|son|sa|ses|ma|notre|quelques|"
    r"plusieurs)"
)

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
    ago=(r"(?:il\s+y\s+a|il\s+ya|y\s+a|ya)\s+(?P<count>{number})\s*(?P<unit>{unit})(?!\s+(?:de|d'|ouvre|qu|et\s+demi)|\s*d')",),
    units={"jour": 1, "jours": 1, "j": 1, "semaine": 7, "semaines": 7},
    month_units=("mois",),
    day_leads=("le", "ce"),
    last=("dernier", "passe"),
    of_last_week=(r"de\s+la\s+semaine\s+(?:derniere|passee)", r"semaine\s+derniere"),
    week_before=(r"(?:la\s+)?semaine\s+(?:derniere|passee)",),
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
        "plutot", "idealement", r"peut-etre", "probablement", r"semaine\s+prochaine",
        "pour", "pr", "avant", "d'ici", r"d'ici\s+a", "jusqu'a", "jusqu'au", "jusque",
        r"a\s+partir\s+(?:de|du)",
        "des",
        "depuis", "du", "de", "au", "a", "apres", "entre", "vers", "chaque", r"tous\s+les", "les", "un", "une",
        "date", "datant", "prevu", "prevue", "fin", "debut", "mi", "courant", "sauf", "prochain", "rue", "avenue",
        "place", "boulevard", "bd", "quai", "rappelle", "vendu", "et", "ou",
        "echue?s?", "emise?s?", "datee?s?",
        rf"{_DONE}(?:(?:de|pour|a|pas|sans)\s+|d'|[:,]\s*|^\s*)(?:l'|(?:les?|la|lui|nous|me)\s+)?{_DO}",
    ),
    after_other_days=(
        r"si\s+possible", "svp", "stp", r"dans\s+la\s+(?:journee|matinee|soiree|semaine)",
        "prochain", "suivant", r"qui\s+(?:vient|arrive|suit)", r"d'apres", r"a\s+venir",
        r"dans\s+\w+\s+(?:jours?|semaines?|mois)",
        r"en\s+huit", r"en\s+quinze", "deadline", "echeance", r"au\s+plus\s+tard",
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
        rf"(?:prefer|pens|esper|compt|envisag)\w*\s+(?:a\s+)?{_INFINITIVE}",
        r"(?:prevoir|planifier|penser\s+a|oublier)",
        (
            r"on\s+se\s+\w+|on\s+(?:en\s+|y\s+|s'|les?\s+|la\s+|lui\s+)?(?:voit|parle|appelle|rappelle|livre|lance|publie|poste|"
            r"commence|envoie|attaque|cale|tourne|signe|valide|reprend|demarre|boucle|finit|teste|presente|decide)"
        ),
        r"(?:j'|je\s+(?:l')?)(?:envoie|livre|rends|rappelle|termine|finis|commence|pars)",
        r"a\s+(?:rendre|livrer|faire|envoyer|payer|valider)", "besoin",
        rf"(?:va|vais|vont|allons|allez|compte|comptent)\s+(?:(?:les?|la|lui|nous|me|se|tout)\s+)?{_INFINITIVE}",
        r"merci\s+d(?:e\s|')", r"je\s+(?:te|vous|les?|la|lui)\s+(?!ai(?!\w)|avais|l'ai)\w+",
        r"(?:peux|pouvez|pourra\w+|pourri\w+)", r"(?:peux|peut|pouvez|pouvons|pourr\w+)-(?:tu|on|vous|il|elle|nous)",
        (
            r"(?:demand|pri|exig|reclam|charg|(?:de)?conseill|recommand|parl|envisag|pens|evit|question|"
            r"suppli|somm|rappell|ordonn|promet|promis|jur|accept|refus|prevoi|"
            r"oblig|dit|press|impos|sugger|permet|permis|s'engag|engag)\w*\s+"
            r"(?:[\w'-]+\s+){0,3}(?:(?:de|a)\s+(?:ne\s+pas\s+)?(?:(?:les?|la|lui|me|nous)\s+)?(?:l')?|d')"
            rf"(?:etre\s+\w+|{_INFINITIVE}(?!\w))"
        ),
        r"(?:demand|exig|reclam|insist|voul|attend|souhait)\w*\s+(?:[\w'-]+\s+){0,2}qu(?:e\s+|')\w+",
        r"\w+(?:era|erai|erons|erez|eront|ira|irai|irons|iront|dra|drai|drons|dront|vra|vrai|vront)",
    ),
    appointments=(
        "rdv", "rendez-vous", r"rendez\s+vous", "prevu", "prevue", "prevus", "prevues", "prevoit", "planifie",
        "planifiee", "reporte", "reportee", "repousse", "repoussee", "decale", "decalee", "deplace", "deplacee",
        "echeance", r"a\s+rappeler", "dispo", "disponible",
    ),
    requests=(
        (
            rf"(?=demand|reclam|exig|command|sollic){_NOT_DONE}(?:demande|reclame|exige|commande|sollicite)"
            rf"(?=(?:\s+(?:nous|moi|encore|aussi|toujours|a\s+\w+))?\s+{_A}(?!\w))"
        ),
        rf"(?={_COMING}){_NOT_DONE}{_COMING}",
        r"(?:demandent|reclament|exigent|commandent|sollicitent)", r"(?:voul|demand|reclam|exige)ai(?:t|ent)", "svp",
        "stp",
        r"s'il\s+(?:te|vous)\s+plait",
        (
            r"(?:demande|reclame|exige|sollicite)(?:e|s|es|r|ait)?\s+(?:(?:une?|la|le|l'|un\s+autre)\s*)?"
            r"(?:appels?|reunions?|livraison|visio|point|demo|rendez-vous|reponse|paiement|retour|atelier|creneau)"
        ),
    ),
    acts=(
        "appel", "appels", "appele", "appelle", "mail", "mails", "mel", "courriel", "message", "messages", "sms",
        "texto", "reunion", "point", "visio", "rdv", "relance", "relances", "refus", "retouches", "atelier", "echange",
        "discussion", "dejeuner", "il", "elle", "ils", "elles",
        "j'ai", "travaille", "voeux", "visite",
    ),
    deeds=("refuse", "accepte", "demande", "envoye", "envoi", "recu", "valide", "signe", "propose"),
    joins=("et", "ou", "au", "a", "puis"),
    parts=(
        (
            r"(?:au\s+|en\s+|dans\s+la\s+|dans\s+l'|le\s+|la\s+|l')?"
            r"(?:matin(?:ee)?|midi|apres[ -]midi|aprem|soir(?:ee)?|nuit)"
        ),
    ),
    afternoons=(r"apres[ -]midi", "aprem", "midi"),
    evenings=(r"soir(?:ee)?",),
    nights=("nuit",),
    messages=("mail", "mel", "courriel", "message", "sms", "texto"),
    sessions=(
        "appels?", "visios?", "reunions?", "ateliers?", "seances?", "sessions?", "entretiens?", "formations?",
        "rendez-vous", "rdv", "tournages?", "points?",
    ),
    time_leads=("a", "vers", "des"),
    before_other_times=(
        "pour", "avant", "d'ici", "jusqu'a", r"d'ici\s+a", "sous", "dans", "apres", r"a\s+partir\s+de", "entre",
        "y", "chrono", "ratio", "score", "ouverte?s?", "fermee?s?", "joignables?", "horaires", "dispo", "disponibles?",
    ),
    late_parts=(r"du\s+soir", r"de\s+l'apres[ -]midi"),
    early_parts=(r"du\s+matin",),
    noon=("midi",),
    midnight=("minuit",),
    hours=("h", "heure", "heures"),
    minutes=("min", "mn", "mns", "minute", "minutes"),
    workdays=("j", "jours?", "journees?"),
    half_workdays=(r"(?:(?:une|1)\s+)?(?:1/2|½|demie?)[ -]?(?:journees?|jours?|j)",),
    after_workdays=(
        "chez", r"sur(?!\s+(?:deux|trois|\d))", "avec", "offerte?s?", "entieres?", "completes?",
        "facturee?s?", "travaillee?s?", "passee?s?",
        r"(?:de\s+|d')(?!semaine|plus|moins|l'|la|le|mon|son)\w{3,}",
    ),
    halves=(r"et\s+demie?",),
    quarters=(r"et\s+quart",),
    lengths={
        r"(?:(?:une|1)\s+)?(?:(?:petite|bonne|grosse)\s+)?demie?[ -]?heure": 30, r"½\s?h(?:eure)?": 30,
        r"1/2\s?h(?:eure)?": 30, r"une\s+(?:petite|bonne|grosse)\s+heure": 60,
        r"(?:un|1|1/4)\s?(?:quart\s+)?d'heure": 15, r"1/4\s?h": 15,
        r"(?:trois\s+quarts|3\s+quarts|3/4)\s+d'heure": 45, r"3/4\s?h": 45,
    },
    length_leads=(r"(?:de|pendant|durant|en)(?:\s+(?:presque|quelque|pres\s+de))?", r"d'environ", "environ"),
    length_tails=(r"de\s", "d'"),
    before_other_lengths=(
        "sous", "dans", "d'ici", "avant", r"(?:moins|plus)\s+(?:de|d')", r"(?:autour|alentours)\s+d(?:e|')",
        r"(?:^|[,(:]\s*)max(?:imum)?", r"reste(?:nt)?(?:\s+plus)?(?:\s+que)?",
        r"absente?s?", r"malades?", r"(?:en|de)\s+(?:vacances|conges?|greve|panne)", r"hors\s+ligne",
        r"(?:repoussee?|decalee?|avancee?|reportee?|retardee?|prolongee?|raccourcie?)s?\s+(?:de|d')",
        r"(?:avance|decalage|attente|gain|panne|coupure|creneau|besoin|manque|preavis|minimum|maximum)(?:\s+(?:de|d'))?",
        r"tou(?:te)?s\s+les", "depuis",
        r"delais?(?:\s+de)?", r"retards?(?:\s+de)?", r"il\s+y\s+a", "ya", r"y\s+a", r"budget(?:\s+de)?",
        r"(?<!hors )(?<!hors-)(?<!au )(?<!le )forfait(?:\s+de)?",
        r"(?<!hors )(?<!hors-)(?<!au )(?<!le )devis(?:\s+de)?",
        r"(?<!hors )(?<!hors-)(?<!au )(?<!le )contrat(?:\s+de)?", r"estime(?:e|es|s)?(?:\s+a)?",
        r"estimation(?:\s+de)?", r"prevue?s?",
        r"(?:videos?|films?|clips?|podcasts?|spots?|teasers?|reels?|episodes?|emissions?)(?:\s+de)?",
        r"au\s+lieu\s+de", r"a\s+partir\s+de", "jusqu'a", r"pause(?:\s+de)?", r"d'attente(?:\s+de)?",
        r"entre\s+\S+\s+et", r"\d\s*(?:a|ou|-)",
    ),
    after_other_lengths=(
        (
            r"(?:de\s+|d')(?:retard|delai|pause|trajet|conges?|vacances|repos|silence|attente|preavis|carence|maladie|"
            r"greve|reflexion|panne|absence|route|train|transports?|voiture|avion|metro|battement|marge|arret|avance|decalage|garantie|essai|beau)"
        ),
        "ouvre?e?s?", "ouvrables?", "chacune?s?", "utilisee?s?", "consommee?s?", "restante?s?", "cumulee?s?",
        "annulee?s?", "reportee?s?", r"et\s+demie?",
        r"plus\s+tard", r"par\s+(?:semaine|jour|mois)", "prevue?s?", "max",
        r"avant", r"apres", r"sur\s+\d+", r"en\s+retard", r"de\s+plus", r"estimee?s?", "maximum",
    ),
    works=(r"travailles?", "passe", "passes", "bosse", "pendant", "durant", "facture", "pris"),
    kinds=KINDS,
    negations=("pas", "jamais", "rien", "non", "sans", "aucune?", "ni", r"n(?:e\s+|')\w+\s+plus"),
    doubtful_negations=(r"(?<!de )(?<!en )(?<!et )plus",),
    between_negations=(
        "d'", "de", "du", "des", "encore", "tres", "trop", "super", "si", "vraiment", "tout", "tellement", "toujours",
        "est", "c'est", "soit", "etre", "ce", "que", "qu'", "etait", "un", "une", "les?", "la", "l'", "l'air",
        "forcement",
        "consideree?s?", "comme", "vu", "trouve", "pense", "crois", "dit", "sure?", "certaine?", "considere", "parait",
        "semble", "travail", "travaux", "demandes?", "heures?", "a", "fait", "plus", "non", "bien", "cas",
        r"(?!seulement|uniquement|simplement)\w+ment",
    ),
    content=(
        r"contente?s?", r"satisfaite?s?", r"ravie?s?", r"enchantee?s?", r"convaincue?s?", r"emballee?s?",
        r"heureu(?:x|ses?)",
        r"seduite?s?", "fan", "happy", r"conquise?s?", r"aim(?:e|ent|ait|aient|ee)", r"apprecie(?:nt)?",
    ),
    hardly=("peu", "guere", "moyennement", r"loin\s+d'etre", r"ne\s+\w+\s+guere"),
    in_scope=(
        r"(?:prevue?s?|comprise?s?|incluse?s?|inclue?s?)\s+(?:dans\s+le|au|dans)\s+(?:devis|contrat|forfait)",
        r"dans\s+le\s+(?:devis|contrat|forfait|perimetre)", r"au\s+forfait",
    ),
    out_of_scope=(
        r"hors[ -](?:du\s+)?(?:devis|contrat|forfait|perimetre|scope|cadre)",
        r"en\s+dehors\s+d[ue]\s+(?:(?:la|ce|notre)\s+)?(?:devis|contrat|forfait|perimetre|cadre|prestation)",
        r"en\s+plus\s+du\s+(?:devis|contrat|forfait)",
    ),
)  # fmt: skip
