"""The event line's English."""

from rebond.domain.missions.event_line.english_kinds import KINDS
from rebond.domain.missions.event_line.vocabulary import Vocabulary

_DO = (
    r"(?:do|send|deliver|pay|call|sign|finish|publish|post|launch|start|begin|meet|ship|hand|submit|return|reply|answer|"
    r"review|approve|print|record|shoot|write|redo|fix|change|update|come|go|have|get|make|see|talk|present|release|"
    r"receive|complete|work|upload|share|invoice|open|reopen|close|film|move)"
)

ENGLISH = Vocabulary(
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    short_weekdays=(
        ("mon",), ("tue", "tues"), ("wed", "weds"), ("thu", "thur", "thurs"), ("fri",), ("sat",), ("sun",),
    ),
    doubtful_weekdays=frozenset({"mon", "tue", "sat", "sun"}),
    never_before_an_act=frozenset({"mon"}),
    verbs_like_weekdays=frozenset({"dim", "wed"}),
    after_such_verbs=(
        "the", "this", "that", "these", "those", "an", "all", "both", "every", "each", "it", "them", "our", "my",
        "your",
        "his", "her", "their", "its", "some", "any", "down", "out", "to", "by", "for", "with", "when", "if",
        "everything",
        r"a\s+(?:bit|few|little|lot)", "lights?", "lighting", "lamps?", "screens?", "backgrounds?", "colou?rs?",
        "pictures?", "images?", "overlays?", "mode", "two", "three", "sum", r"\d+\s?%",
    ),
    months=(
        ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
        ("july", "jul"), ("august", "aug"), ("september", "sep"), ("october", "oct"), ("november", "nov"),
        ("december", "dec"),
    ),
    month_before_day=True,
    relative_days={
        "today": 0, "yesterday": -1, r"(?:the\s+)?day\s+before\s+yesterday": -2, r"last(?=\s+night)": -1,
    },
    numbers={
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45,
    },
    ago=(r"(?P<count>{number})\s*(?P<unit>{unit})\s+ago",),
    units={"day": 1, "days": 1, "d": 1, "week": 7, "weeks": 7},
    month_units=("month", "months"),
    day_leads=(r"on\s+the", "on", "the", "last", "this"),
    last=(),
    of_last_week=(r"(?:of\s+)?last\s+week",),
    week_before=(r"last\s+week",),
    compounds=(
        r"black\s+friday", r"cyber\s+monday", r"good\s+friday", r"easter\s+(?:sunday|monday)", r"palm\s+sunday",
        r"ash\s+wednesday", r"shrove\s+tuesday", r"casual\s+friday", r"sunday\s+times", r"boxing\s+day",
        r"giving\s+tuesday", r"ruby\s+tuesday",
    ),
    ahead=(
        r"(?:the\s+)?day\s+after\s+tomorrow", r"tomorrow", r"(?:the\s+)?(?:next|following)\s+(?:day|morning)",
        r"(?:by|before|until|for)\s+(?:tonight|noon|eod|(?:the\s+)?end)", r"next\s+(?:week|month|year)",
        r"every\s+(?:day|week|month|morning|evening)", "daily",
    ),
    before_other_days=(
        "rather", "ideally", "maybe", "probably", r"next\s+week", "by", "for", "before", "until", "till", "til", "from",
        "since", "of", "to", "after", "between", "every",
        "each",
        "next", "any", "dated", r"as\s+of", r"end\s+of", r"eod", "due", "around", "per", "through", "starting",
        "until",
        "except", "coming", "in", "and", "or", "issued",
    ),
    after_other_days=(
        r"if\s+possible", "please", "next", "coming",
        r"in\s+\w+\s+(?:days?|weeks?|months?)", "deadline", "due", "week", r"at\s+the\s+latest",
    ),
    before_plain_numbers=(
        "page", "pages", "p", "lot", "step", "part", "format", "ratio", "version", "v", "invoice", "order", "no",
        "nr",
        "#", "ref", "reference", "score", "chapter", "quote", "ticket", "po",
    ),
    intentions=(
        "wants?", "needs?", "will", "\\w+'ll", "must", "should", "has\\s+to", "have\\s+to", "expects?", "hopes?",
        "promise(?:s|d)?", "going\\s+to", rf"(?<!had )(?<!tried )(?<!managed )(?<!got )(?<!back )to\s+{_DO}",
        "expected",
        "due", "deadline",
        (
            r"(?:ask|told|tell|remind|invite|beg|order|instruct|urge|request|advise|allow|agree|refuse|offer|decide|remember"
            r")\w*\s+(?:[\w']+\s+){0,3}(?:not\s+)?to\s+(?:be\s+)?\w+"
        ),
        r"(?:asked|asks|asking|insist\w*|request\w*|demand\w*)\s+(?:\w+\s+)?(?:that|when|whether|if)",
        (
            r"(?:advis|recommend|suggest|propos|consider|avoid|discuss|mention|against|insist|postpon|talk|think)\w*\s+"
            r"(?:[\w']+\s+){0,3}\w{2,}(?<!meet)(?<!morn)(?<!even)(?<!brief)(?<!noth)(?<!someth)(?<!pric)ing"
            r"|(?:advis|recommend|suggest|propos|consider|avoid)\w*\s+meeting"
        ),
        r"would\s+(?:like|rather|prefer)", "\\w+'d\\s+like", "suggests?", "proposes?", "whether", "if",
        r"(?:can|could|shall)\s+(?:we|you|i)", "let's", rf"(?:we|they|i)\s+(?!have|get){_DO}", r"i\s+leave",
    ),
    appointments=(
        "plan(?:s|ned)?", "scheduled", "postponed", "moved", "pushed", "delayed", "appointment", "available",
        "booked",
    ),
    requests=(
        "asks?", "asking", "wanted", r"(?:request|demand|order|beg)(?:s|ing)\s+(?:for\s+)?(?!on\b)\w+",
        (
            r"(?:ask|request|demand|call|book|order)(?:ed)?\s+(?:for\s+)?(?:an?\s+|the\s+|another\s+)?(?:\w+\s+)?"
            r"(?:calls?|meetings?|delivery|deliveries|launch|reply|answer|payment|demo|workshop|review|session|slot)"
        ),
        "please", "pls", "plz",
        r"(?:goes|going)\s+live", r"comes?\s+back", r"(?:(?:is|are|am)\s+|'s\s+)(?:back|off|away|out)", "launches",
        "ends", "expires", "finishes",
        "starts",
        "leaves", "returns", "re-?opens", "opens", "closes", "ships", "begins", "resumes",
    ),
    acts=(
        "call", "calls", "called", "mail", "email", "message", "meeting", "text", "texted", "urgent", "workshop",
        "edits", "talk", "talked", "chat", "lunch", "review", "worked",
        "he", "she", "they", "we", "i",
    ),
    deeds=("asked", "refused", "accepted", "sent", "approved", "signed", "turned"),
    joins=("and", "or", "to", "then"),
    parts=(r"(?:in\s+the\s+)?(?:morning|afternoon|evening)", r"(?:at\s+)?night", "noon"),
    afternoons=("afternoon", "noon"),
    evenings=("evening", "night"),
    nights=(),
    messages=("mail", "email", "e-mail", "message", "text", "sms", "whatsapp"),
    sessions=(
        "calls?", "meetings?", "workshops?", "sessions?", "interviews?", "trainings?", "visits?", "shoots?", "reviews?",
    ),
    time_leads=("at", "around", "about"),
    before_other_times=(
        "by", "before", "until", "till", "til", "for", "within", "in",
        "after", "between", "timer", "open", "closed", "available", "reachable",
    ),
    late_parts=(r"in\s+the\s+(?:afternoon|evening)",),
    early_parts=(r"in\s+the\s+morning",),
    noon=("noon", "midday"),
    midnight=("midnight",),
    hours=("h", "hr", "hrs", "hour", "hours"),
    minutes=("min", "mins", "minute", "minutes"),
    workdays=("days?",),
    half_workdays=(r"(?<!and )(?<!and a )(?:(?:a|one)\s+)?half[ -](?:a[ -])?days?", r"(?:a\s+)?½\s?days?"),
    after_workdays=(
        r"on\s+(?:the|their|his|her|site)", "onsite", r"on-site", "billed",
        r"of\s+(?!the|a|an|my|this|that|each|every)\w{3,}",
    ),
    halves=(r"and\s+a\s+half",),
    quarters=(r"and\s+a\s+quarter",),
    lengths={
        r"(?:(?:a|one)\s+)?(?:good\s+|short\s+)?half[ -](?:an?[ -])?hour(?:[ -]long)?": 30,
        r"an\s+hour\s+and\s+a\s+half": 90, r"(?:an\s+)?hour[ -]long": 60, r"(?:an|one)\s+hour's": 60,
        r"½\s?h(?:our)?": 30, r"one\s+and\s+a\s+half\s+hours": 90, r"two\s+and\s+a\s+half\s+hours": 150,
        r"(?:a\s+)?quarter[ -](?:of[ -])?(?:an[ -])?hour": 15, r"three[ -]quarters\s+of\s+an\s+hour": 45,
    },
    length_leads=(r"(?:for|during|of|lasting)(?:\s+(?:about|around|almost|nearly|a\s+good))?",),
    length_tails=(r"of\s",),
    before_other_lengths=(
        "in", "within", "under", "half", r"(?:less|more)\s+than", "every", "since",
        r"(?:delayed|postponed|moved|pushed)\s+by", r"quote\s+(?:for|of)",
        r"budget(?:\s+of)?", r"estimate(?:d|\s+of)?", "planned",
        r"(?:videos?|films?|clips?|podcasts?|trailers?|episodes?|ads?|spots?)(?:\s+of)?",
        r"instead(?:\s+of)?", r"(?:delays?|gap|slot|outage|notice|extension|break|wait|out|maximum|minimum)(?:\s+of)?",
        "absent", "sick", "ill", "off", "away", "offline", "down",
        "until", "by", "before", r"(?:reply|answer|news|silent)\s+for",
        r"between\s+\S+\s+and", r"\d\s*(?:to|or)",
    ),
    after_other_lengths=(
        r"and\s+a\s+half", r"(?:of|by)\s+(?:train|road|plane|car)",
        r"of\s+(?:delay|silence|notice|leave|holidays?|rest|waiting|vacation|grace|travel|absence|warranty)",
        "rate", "fee", "cancelled", "postponed", "each", "used", "remaining", "consumed", "off",
        r"to\s+go", "late", "ago", "later", r"(?:a|per)\s+(?:week|day|month)", "max", "before", "after",
        "planned", "estimated", r"(?:videos?|films?|clips?|podcasts?|trailers?)", r"delay", r"notice", "left", "more",
    ),
    works=("worked", "spent", "took", "for", "billed"),
    kinds=KINDS,
    negations=("not", "no", "never", "nothing", "none", "nor", r"\w+n't", "cannot", "without"),
    not_yet=(r"to\s+be",),
    between_negations=(
        "yet", "very", "so", "too", "that", "been", "be", "being", "really", "quite", "a", "an", "any", "the", "in",
        "it",
        "them", "its", "it's", "is", "are", "was", "were", "to", "at", "all", "longer", "more", "much", "as",
        "considered",
        "seen", "look(?:s|ing)?", "seem(?:s|ed|ing)?", "sounds?", "feel(?:s|ing)?", "think", "believe", "say", "said",
        "want", "plan", "able", "going", "sure", "clear", "clearly", "work", "tasks?", "requests?", "ever", "even",
        r"(?!on)\w+ly", "particularly", "terribly", "actually", "way", "she's", "he's", "they're", "she", "he", "they",
    ),
    content=(
        "happy", "happier", "pleased", "satisfied", "delighted", "impressed", "thrilled", "convinced", "keen",
        "glad", r"(?:big\s+)?fans?\s+of",
    ),
    hardly=("hardly", "barely", r"far\s+from", r"less\s+than", r"anything\s+but"),
    in_scope=(
        r"(?:included\s+)?(?:with)?in\s+scope",
        r"(?:included\s+in|covered\s+by|part\s+of|in)\s+the\s+(?:quote|contract|agreement)",
    ),
    out_of_scope=(
        r"out(?:side)?[\s-]+(?:of[\s-]+)?(?:the\s+)?(?:scope|contract|quote)",
        r"not\s+part\s+of\s+the\s+(?:quote|contract)",
        r"beyond\s+the\s+(?:scope|contract|quote)",
    ),
)  # fmt: skip
