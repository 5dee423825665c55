"""The English words that name the kind of an event."""

from collections.abc import Mapping

from rebond.domain.missions.event_line.vocabulary import Words
from rebond.domain.missions.kinds import EventKind

_AGENCY = r"(?:agency|agencies|studio|studios|freelancers?|providers?|contractors?)"
_AN = r"(?:an?|another|other|others|some|several|two|three|different|new|rival|local|bigger|smaller|cheaper)"

KINDS: Mapping[EventKind, Words] = {
    EventKind.EXTRA_REQUEST: (
        "urgent", "urgently", "urgency", r"(?:extra|additional)\s+(?:requests?|work|tasks?)", "asap", "rush",
        (
            r"(?<!may )(?<!might )(?:wants?|wanted|asks?|asked|asking|needs?|needed|requests?|requested|"
            r"demands?|demanded|would\s+like|\w+'d\s+like)\s+"
            r"(?:for\s+|us\s+|me\s+|to\s+(?:add|have|get|see)\s+){0,2}"
            r"(?:(?:an?|some|\d+|two|three|four|five|several|a\s+few)\s+)?(?:(?:extra|additional|more)\s+"
            r"(?!time|hours?|days?|details?|info\w*|money|budget|than)\w{3,}|another\s+"
            r"(?!call|meeting|quote|agency|studio|freelancer|provider|contractor|week|day|month|time)\w{3,})"
        ),
        (
            r"(?:can|could|would|will)\s+you\s+(?:please\s+)?"
            r"(?:also|add|throw\s+in)"
        ),
    ),
    EventKind.OUTSIDE_HOURS: (
        r"(?:after|out\s+of|outside)\s+(?:working\s+|office\s+)?hours", r"in\s+the\s+middle\s+of\s+the\s+night",
        r"during\s+my\s+(?:holidays?|vacation|leave)", r"on\s+my\s+(?:holidays?|vacation|day\s+off)",
    ),
    EventKind.ENDLESS_CHANGES: (
        r"endless\s+(?:changes|edits|revisions)",             r"v(?:[4-9]|\d\d)\s+of\s+\w+",
        (
            r"(?:third|fourth|fifth|sixth|seventh|eighth|3rd|[4-9]th|[1-9]\dth|yet\s+another)\s+(?:round|set|batch)\s+of\s+"
            r"(?:\w+\s+)?(?:changes|edits|revisions|corrections|amends|feedback)"
        ),
        r"(?:fourth|fifth|sixth|seventh|[4-9]th|[1-9]\dth)\s+version\s+of\s+\w+",
        r"yet\s+another\s+(?:change|edit|revision)",
        r"more\s+(?:changes|edits|revisions)", r"(?:changes|edits|revisions)\s+again",
        r"changed\s+(?:his|her|their)\s+minds?\s+again", r"back\s+and\s+forth",
    ),
    EventKind.SILENCE: (
        r"no\s+(?:answer|reply|response|news|feedback)", "silence", r"still\s+nothing", "unanswered",
        "ghost(?:ed|ing)",
        r"(?:not|isn't|aren't)\s+(?:answering|replying)", r"(?:doesn't|don't|didn't)\s+(?:answer|reply)",
        r"(?<!i )never\s+(?:answer|repli|respond)(?:ed|es|s)?", r"no\s+longer\s+(?:answers?|repl(?:y|ies)|responds?)",
        (
            r"(?:hasn't|haven't|have\s+not|has\s+not|did\s+not|didn't|has\s+still\s+not|still\s+hasn't)\s+(?:even\s+|yet\s+)?"
            r"(?:answer|repl|respond|heard\s+back)\w*"
        ),
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
        r"(?:not|hasn't|haven't|isn't)\s+(?:been\s+)?(?:yet\s+)?paid",
        r"paid\s+(?:(?:\d+|\w+)\s+(?:days?|weeks?|months?)\s+)?late",
        (
            r"(?:transfer|payment|deposit|money|cheque)s?\s+(?:is\s+|has\s+|still\s+)*(?:not|hasn't|isn't)\s+(?:yet\s+)?"
            r"(?:received|arrived|come|there)"
        ),
    ),
    EventKind.MILESTONE: (r"milestones?", "delivered", "delivery", r"went\s+live", r"go[ -]live", "launched"),
    EventKind.PRAISE: (
        "praise", "praised", r"thanks(?!\s+in\s+advance)", r"thank\s+you", "happy", "delighted", "loved",
        r"loves",
        r"(?:great|good|excellent|positive|lovely|fantastic)\s+(?:job|work|feedback)", r"well\s+done", "compliments?",
    ),
    EventKind.DECISION: (
        "decided", "decisions?", "refuse[ds]?", "accepted", "accepts", "approve[ds]?", "agreed", "signed",
        r"turned\s+down", "declined", "rejected", r"green\s+light",
    ),
    EventKind.DISSATISFACTION: (
        "dissatisfied", "unsatisfied", "dissatisfaction", "unhappy", "displeased", "disappointed", "disappointment",
        "angry", "furious", "annoyed", "upset", "frustrated", "unimpressed",
        r"(?:doesn't|don't|didn't|(?:do|does|did)\s+not)\s+(?:really\s+)?(?:like|love|enjoy)",
        r"complain(?:s|ed|ing|ts?)?",
    ),
    EventKind.COMPETITOR: (
        "competitors?", r"(?:calls?|invitations?)\s+(?:for|to)\s+tenders?", r"out\s+to\s+tender", "rfp",
        rf"(?:another|other|different)\s+{_AGENCY}",
        (
            r"(?<!i )(?<!i'm )(?<!i am )(?:talk|speak|spoke|meet|met|see|saw|chat|compar|contact|approach|consider|"
            r"consult|brief|tr[yi]|hir|look|interview|shortlist|negotiat)\w*\s+"
            rf"(?:(?:to|with|at|for|around)\s+)?(?:{_AN}\s+){{1,3}}(?:\w+\s+)?{_AGENCY}"
        ),
    ),
    EventKind.IN_HOUSE: (
        (
            r"(?:tak(?:e|es|en|ing)|took|br(?:ing|ings|inging|ought)|do|does|did|done|doing|mak(?:e|es|ing)|made|"
            r"handl(?:e|es|ed|ing)|manag(?:e|es|ed|ing)|ke(?:ep|eps|eping|pt)|mov(?:e|es|ed|ing)|r[ua]n|running|"
            r"writ(?:e|es|ing|ten)|produc(?:e|es|ed|ing)|hir(?:e|es|ed|ing)|design(?:s|ed|ing)?|build|builds|building|"
            r"built|(?:go|goes|going|gone)|pull(?:s|ed|ing)?)\s+"
            r"(?:(?!not\b|never\b)[\w'-]+\s+){0,5}in[ -]?house"
        ),
        r"(?:do|does|did|done|doing|handle|handling|run|running)\s+(?:(?!not\b|never\b)[\w'-]+\s+){1,3}themselves",
        (
            r"(?<!i )(?<!i'm )(?<!i am )(?:hiring|hired|hires?|recruit(?:ed|ing|s)?)\s+(?:an?|their\s+own|two|some)\s+"
            rf"(?!(?:[\w-]+\s+)?(?:{_AGENCY}|freelance))[\w-]+"
        ),
    ),
}  # fmt: skip
