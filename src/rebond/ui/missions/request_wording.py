"""Wording of requests: their answers, and the client's own words."""

from datetime import date

from rebond.domain.missions.kinds import Event, RequestAnswer
from rebond.domain.missions.requests import is_request
from rebond.ui.missions.mission_wording import StateText, Tone
from rebond.ui.speech import _, language, p_

_TONES = {
    RequestAnswer.IN_SCOPE: Tone.SOFT,
    RequestAnswer.TO_PRICE: Tone.WARM,
    RequestAnswer.ACCEPTED: Tone.GOOD,
    RequestAnswer.REFUSED: Tone.SOFT,
    RequestAnswer.GIVEN: Tone.WARM,
    RequestAnswer.UNCLEAR: Tone.WARM,
}


def short_answer(answer: RequestAnswer) -> str:
    """Return an answer in a word or two, for the end of a line."""
    return {
        RequestAnswer.IN_SCOPE: p_("request", "in scope"),
        RequestAnswer.TO_PRICE: p_("request", "to price"),
        RequestAnswer.ACCEPTED: p_("request", "accepted"),
        RequestAnswer.REFUSED: p_("request", "refused"),
        RequestAnswer.GIVEN: p_("request", "given"),
        RequestAnswer.UNCLEAR: p_("request", "unclear"),
    }[answer]


def answer_state(event: Event, today: date, number: str = "") -> StateText | None:
    """Return the answer of a request; None for another event.

    With it stands the number of the amendment that it is a line of, or the day until which an unclear one is answered.
    """
    if not is_request(event):
        return None
    if event.answer is None:
        return StateText(p_("request", "to answer"), Tone.WARM)
    text = short_answer(event.answer)
    if event.answer_due:
        text = _("{answer} · answer by {date}").format(answer=text, date=language().near_day(event.answer_due, today))
    return StateText(" · ".join(filter(None, (text, number))), _TONES[event.answer])


def quoted(words: str) -> str:
    """Return the client's own words in quotation marks."""
    return _("“{words}”").format(words=words.strip())
