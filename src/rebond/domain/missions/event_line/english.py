"""The event line's English."""

from rebond.domain.missions.event_line.vocabulary import Vocabulary
from rebond.domain.missions.kinds import EventKind

ENGLISH = Vocabulary(
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    short_weekdays=(
        ("mon",), ("tue", "tues"), ("wed", "weds"), ("thu", "thur", "thurs"), ("fri",), ("sat",), ("sun",),
    ),
    doubtful_weekdays=frozenset({"mon", "tue", "sat", "sun"}),
    never_before_an_act=frozenset({"mon"}),
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
    day_leads=(r"on\s+the", "on", "the", "last", "this"),
    last=(),
    of_last_week=(r"(?:of\s+)?last\s+week",),
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
        "by", "for", "before", "until", "till", "til", "from", "since", "of", "to", "after", "between", "every",
        "each",
        "next", "any", "dated", r"as\s+of", r"end\s+of", r"eod", "due", "around", "per", "through", "starting",
        "until",
        "except", "coming", "in", "and", "or", "issued",
    ),
    after_other_days=("next", "deadline", "due", "week", "at\\s+the\\s+latest"),
    before_plain_numbers=(
        "page", "pages", "p", "lot", "step", "part", "format", "ratio", "version", "v", "invoice", "order", "no",
        "nr",
        "#", "ref", "reference", "score", "chapter", "quote", "ticket", "po",
    ),
    intentions=(
        "wants?", "needs?", "will", "\\w+'ll", "must", "should", "has\\s+to", "have\\s+to", "expects?", "hopes?",
        "promise(?:s|d)?", "going\\s+to", "to\\s+(?:send|do|deliver|pay|call|sign)", "expected", "due", "deadline",
        "would\\s+like", "\\w+'d\\s+like", "suggests?", "proposes?", "whether", "if",
        "(?:can|could|shall)\\s+(?:we|you|i)", "let's", "i\\s+(?:deliver|send|start|leave|finish)",
    ),
    appointments=(
        "plan(?:s|ned)?", "scheduled", "postponed", "moved", "pushed", "delayed", "appointment", "available",
        "booked",
    ),
    acts=(
        "call", "calls", "called", "mail", "email", "message", "meeting", "text", "texted", "urgent", "workshop",
        "edits", "talk", "talked", "chat", "lunch", "review", "worked",
        "he", "she", "they", "we", "i",
    ),
    deeds=("asked", "refused", "accepted", "sent", "approved", "signed", "turned"),
    joins=("and", "or", "to", "then"),
    parts=("morning", "noon", "afternoon", "evening", "night"),
    time_leads=("at", "around", "about"),
    before_other_times=("by", "before", "until", "till", "til", "for", "within", "in", "after", "between", "timer"),
    late_parts=(r"in\s+the\s+(?:afternoon|evening)",),
    early_parts=(r"in\s+the\s+morning",),
    noon=("noon", "midday"),
    midnight=("midnight",),
    hours=("h", "hr", "hrs", "hour", "hours"),
    minutes=("min", "mins", "minute", "minutes"),
    halves=(r"and\s+a\s+half",),
    quarters=(r"and\s+a\s+quarter",),
    lengths={
        r"(?:a\s+)?half\s+an?\s+hour": 30, r"(?:a\s+)?half\s+hour": 30, r"an\s+hour\s+and\s+a\s+half": 90,
        r"½\s?h(?:our)?": 30, r"one\s+and\s+a\s+half\s+hours": 90, r"two\s+and\s+a\s+half\s+hours": 150,
        r"(?:a\s+)?quarter\s+of\s+an\s+hour": 15, r"three\s+quarters\s+of\s+an\s+hour": 45,
    },
    length_leads=("for", "during"),
    length_tails=(r"of\s",),
    before_other_lengths=(
        "in", "within", "under", r"(?:less|more)\s+than", "every", "since",
        r"(?:delayed|postponed|moved|pushed)\s+by", r"quote\s+(?:for|of)",
        r"budget(?:\s+of)?", r"estimate(?:d|\s+of)?", "planned",
        r"(?:videos?|films?|clips?|podcasts?|trailers?)(?:\s+of)?",
        r"instead\s+of", r"delay(?:\s+of)?", "until", "by", "before", r"(?:reply|answer|news|silent)\s+for",
        r"between\s+\S+\s+and", r"\d\s*(?:to|or)",
    ),
    after_other_lengths=(
        "late", "ago", "later", r"(?:a|per)\s+(?:week|day|month)", "max", "before", "after", "planned", "estimated",
        r"(?:videos?|films?|clips?|podcasts?|trailers?)", r"delay", r"notice", "left", "more",
    ),
    works=("worked", "spent", "took", "for", "billed"),
    kinds={
        EventKind.EXTRA_REQUEST: (
            "urgent", "urgently", "urgency", r"(?:extra|additional)\s+(?:requests?|work|tasks?)", "asap", "rush",
        ),
        EventKind.OUTSIDE_HOURS: (
            r"(?:after|out\s+of|outside)\s+(?:working\s+|office\s+)?hours", r"in\s+the\s+middle\s+of\s+the\s+night",
            r"during\s+my\s+(?:holidays?|vacation|leave)", r"on\s+my\s+(?:holidays?|vacation|day\s+off)",
        ),
        EventKind.ENDLESS_CHANGES: (
            r"endless\s+(?:changes|edits|revisions)", r"yet\s+another\s+(?:change|edit|revision)",
            r"more\s+(?:changes|edits|revisions)", r"(?:changes|edits|revisions)\s+again",
            r"changed\s+(?:his|her|their)\s+minds?\s+again", r"back\s+and\s+forth",
        ),
        EventKind.SILENCE: (
            r"no\s+(?:answer|reply|response|news|feedback)", "silence", r"still\s+nothing", "unanswered",
            "ghost(?:ed|ing)",
            r"(?:not|isn't|aren't)\s+(?:answering|replying)", r"(?:doesn't|don't|didn't)\s+(?:answer|reply)",
        ),
        EventKind.MY_ERROR: (
            r"my\s+(?:error|mistake|fault|bad)", r"i\s+(?:forgot|messed\s+up)", r"i\s+was\s+wrong",
        ),
        EventKind.CLIENT_ERROR: (
            r"client(?:'s)?\s+(?:error|mistake)", r"(?:their|his|her)\s+(?:error|mistake|fault)", "interference",
        ),
        EventKind.ADVICE: ("advised", r"advice\s+given", "recommended", "warned"),
        EventKind.LATE_PAYMENT: (
            r"late\s+payments?", r"payments?\s+(?:is\s+)?late", "overdue", "unpaid",
            r"(?:not|hasn't|haven't|isn't)\s+(?:been\s+)?(?:yet\s+)?paid", r"paid\s+late",
        ),
        EventKind.MILESTONE: (r"milestones?", "delivered", "delivery", r"went\s+live", r"go[ -]live", "launched"),
        EventKind.PRAISE: (
            "praise", "praised", r"thanks(?!\s+in\s+advance)", r"thank\s+you", "happy", "delighted", "loved",
            r"loves",
            r"great\s+(?:job|work)", r"well\s+done", "compliments?",
        ),
        EventKind.DECISION: (
            "decided", "decisions?", "refuse[ds]?", "accepted", "accepts", "approve[ds]?", "agreed", "signed",
            r"turned\s+down", "declined", "rejected", r"green\s+light",
        ),
    },
    negations=("not", "no", "never", r"\w+n't", "without", r"to\s+be"),
    in_scope=(
        r"(?:with)?in\s+scope", r"(?:included\s+in|covered\s+by|part\s+of|in)\s+the\s+(?:quote|contract|agreement)",
    ),
    out_of_scope=(
        r"out(?:side)?\s+(?:of\s+)?(?:the\s+)?(?:scope|contract|quote)",
        r"not\s+part\s+of\s+the\s+(?:quote|contract)",
        r"beyond\s+the\s+(?:scope|contract|quote)",
    ),
)  # fmt: skip
