"""Wording of amendments: their names, their state, and the clauses that their lines quote."""

from datetime import date

from rebond.actions.clauses import clause_of
from rebond.domain.agreements.amendments import AmendmentLine, days_unanswered
from rebond.domain.agreements.kinds import Amendment, Reply
from rebond.domain.direction import joined
from rebond.letters.worded import worded
from rebond.sentences import label
from rebond.ui.missions.mission_wording import StateText, Tone
from rebond.ui.speech import _, language, n_


def clause(line: AmendmentLine) -> str:
    """Return what the agreement says on a request, as its letter quotes it: `Quote of 1 November 2024: 12 posts`."""
    if line.clause is None:
        return _("No agreement is noted for that day.")
    agreement = line.clause.agreement
    source = agreement.title or label(language(), agreement.source)
    paper = _("{paper} of {date}").format(paper=source, date=language().day(agreement.starts))
    quoted = clause_of(line)
    return _("{paper}: {terms}").format(paper=paper, terms=worded(language(), quoted)) if quoted else paper


def amendment_state(amendment: Amendment, today: date) -> StateText:
    """Return the state of an amendment: drawn up, sent and for how long unanswered, accepted or refused."""
    if amendment.reply and amendment.answered:
        day = language().day(amendment.answered)
        if amendment.reply is Reply.ACCEPTED:
            return StateText(
                _("Accepted on {date}: a version of the agreement since then.").format(date=day), Tone.GOOD
            )
        return StateText(_("Refused on {date}.").format(date=day), Tone.WARM)
    days = days_unanswered(amendment, today)
    if amendment.sent is None or days is None:
        return StateText(_("Drawn up on {date}, not sent yet.").format(date=language().day(amendment.made)), Tone.SOFT)
    sent = language().day(amendment.sent)
    if not days:
        return StateText(_("Sent on {date}.").format(date=sent), Tone.SOFT)
    text = n_("Sent on {date}: no answer for {count} day.", "Sent on {date}: no answer for {count} days.", days)
    return StateText(text.format(date=sent, count=days), Tone.WARM)


def amendment_name(amendment: Amendment) -> str:
    """Return the name of an amendment: `Amendment A2 · Recruitment page`."""
    name = _("Amendment {number}").format(number=amendment.number)
    return joined(" · ", (name, amendment.title))
