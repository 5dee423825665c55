"""LetterFacts of letters for tests, with nothing left out."""

from datetime import date, time

from rebond.domain.missions.kinds import NoticeUnit
from rebond.domain.problems import Money
from rebond.letters.agreed_facts import (
    AgreementFacts,
    AmendmentFacts,
    CrossedFacts,
    LineFacts,
    MissionFacts,
    NoticeFacts,
    RequestFacts,
)
from rebond.letters.claim_facts import InvoiceFacts, PeriodFacts, PromiseFacts, SentFacts
from rebond.letters.fact_values import Minutes, NoticeLength, Percent, Phrase
from rebond.letters.facts import ClientFacts, ClosureFacts, LetterFacts, PersonFacts, SenderFacts, TalkFacts

TODAY = date(2026, 11, 22)
RATE = Money(80_00, "EUR")


def line(number: int, words: str, minutes: int | None) -> LineFacts:
    duration = None if minutes is None else Minutes(minutes)
    return LineFacts(number=number, words=words, day=date(2026, 11, number), duration=duration, rate=RATE)


FULL = LetterFacts(
    today=TODAY,
    sender=SenderFacts(name="Marie Roux", address="12 rue des Lilas\n69003 Lyon", email="marie@example.org"),
    client=ClientFacts(name="Atlas", address="1 quai des Brumes\n33000 Bordeaux"),
    person=PersonFacts(name="Claire", email="claire@example.org"),
    mission=MissionFacts(name="Social media", starts=date(2025, 3, 1)),
    agreement=AgreementFacts(paper="the quote of 1 March 2025", limits=("2 revisions included",)),
    request=RequestFacts(words="Could you run the recruitment page too?", day=date(2026, 11, 20)),
    crossed=(CrossedFacts(what=Phrase("a request on a Sunday"), day=date(2026, 11, 15), clock=time(19, 40)),),
    amendment=AmendmentFacts(
        number="A1", title="Recruitment page", sent=date(2026, 11, 10), rate=RATE, _today=TODAY,
        lines=(line(1, "One more post", 90), line(2, "Six visuals", 50)),
    ),
    notice=NoticeFacts(length=NoticeLength(1, NoticeUnit.MONTHS), ends=date(2026, 12, 22)),
    closure=ClosureFacts(first=date(2026, 12, 20), last=date(2027, 1, 3)),
    invoice=InvoiceFacts(
        number="2026-31", issued=date(2026, 9, 30), due=date(2026, 10, 30), total=Money(2_880_00, "EUR"),
        taxes=Phrase("VAT included"),
        left=Money(1_880_00, "EUR"), sent=(SentFacts(what="friendly reminder", day=date(2026, 11, 3)),),
        promises=(PromiseFacts(day=date(2026, 11, 4), until=date(2026, 11, 12), broken=True),),
        penalty=Money(14_39, "EUR"), indemnity=Money(40_00, "EUR"), rate=Percent(12_150),
        article="C. com., art. L441-10 and D441-5",
        periods=(
            PeriodFacts(
                first=date(2026, 10, 31), last=TODAY, days=NoticeLength(23), rate=Percent(12_150),
                base=Money(1_880_00, "EUR"),
            ),
        ),
        pay_by=date(2026, 11, 30), _today=TODAY,
    ),
    talk=TalkFacts(
        held=date(2026, 11, 18), said=("Sunday messages are too many",), decided=("Requests go by the form",),
        mine=(Phrase("{promise}, by {day}", {"promise": "send the calendar", "day": date(2026, 11, 27)}),),
        theirs=(Phrase("{promise}", {"promise": "name one contact"}),),
        cause=date(2026, 11, 15), words="A post tonight?", number="2026-28", owed=Money(576_00, "EUR"),
        due=date(2026, 11, 15), late=NoticeLength(7), extra=Minutes(420),
    ),
)  # fmt: skip
