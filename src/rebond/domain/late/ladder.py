"""The ladder of a late invoice: which step comes next, on which day, and why. The step is a proposal."""

import datetime as dt
from collections.abc import Iterable, Sequence

from rebond.domain.calendar import ONE_DAY
from rebond.domain.countries import Country
from rebond.domain.kinds import Choice
from rebond.domain.late.kinds import InvoiceState, LadderStep, LateStep, StateKind
from rebond.domain.late.states import state_on
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass

#: The letters of the ladder are named after their step: `late_friendly`.
TEMPLATE_PREFIX = "late_"


@dataclass(frozen=True, slots=True)
class Rung:
    """A step, and the days after the due date on which it is reached; below 0 before it."""

    step: LateStep
    days: int


#: The ladder where a person has none of their own; no law gives one (facts.md, 1).
SHIPPED = (
    Rung(LateStep.BEFORE_DUE, -7),
    Rung(LateStep.FRIENDLY, 3),
    Rung(LateStep.SECOND, 15),
    Rung(LateStep.FIRM, 30),
    Rung(LateStep.FORMAL_NOTICE, 45),
    Rung(LateStep.ROUTES, 60),
)


@dataclass(frozen=True, slots=True)
class SentStep:
    """A letter of the ladder that was sent."""

    step: LateStep
    sent: dt.date


class WhyStep(Choice):
    """The reason for what is proposed, or for nothing being so."""

    LATENESS = "lateness", later("by the days it is late")
    BEFORE_DUE = "before_due", later("due soon")
    AFTER_LETTER = "after_letter", later("after the last letter")
    NOTICE_FIRST = "notice_first", later("the routes need a formal notice first")
    PAUSED = "paused", later("paused")
    PROMISED = "promised", later("a day is promised")
    DISPUTED = "disputed", later("disputed")
    SETTLED = "settled", later("nothing is left to pay")
    DONE = "done", later("every step is done")


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step, and the day from which it is due; it may lie ahead.

    `step` is None where nothing is proposed; then the ladder goes on on `day`, None where that is open.
    """

    step: LateStep | None
    day: dt.date | None
    why: WhyStep
    state: InvoiceState | None = None

    def is_due(self, today: dt.date) -> bool:
        return self.step is not None and self.day is not None and self.day <= today


def step_of(template: str) -> LateStep | None:
    """Return the step that a letter's template is for; None for another letter."""
    name = template.removeprefix(TEMPLATE_PREFIX)
    return LateStep(name) if name != template and name in {step.value for step in LateStep} else None


def ladder_for(client_id: int, country: Country | None, own: Iterable[LadderStep]) -> tuple[Rung, ...]:
    """Return the ladder of a client: its own before that of its country, of all, and the one that ships."""
    own = tuple(own)
    choices = (
        [row for row in own if row.client_id == client_id],
        [row for row in own if row.client_id is None and row.country and row.country is country],
        [row for row in own if row.client_id is None and row.country is None],
    )
    steps = next((rows for rows in choices if rows), None)
    if steps is None:
        return SHIPPED
    order = list(LateStep)
    rungs = (Rung(row.step, row.days) for row in steps)
    return tuple(sorted(rungs, key=lambda rung: (rung.days, order.index(rung.step))))


def next_step(
    ladder: Sequence[Rung],
    due: dt.date,
    today: dt.date,
    *,
    sent: Iterable[SentStep] = (),
    states: Iterable[InvoiceState] = (),
    demanded: dt.date | None = None,
    settled: bool = False,
) -> NextStep:
    """Return the next step of an invoice.

    Of the steps above the last one sent it is the highest that its lateness has reached, or else the first one ahead;
    after a letter, it waits as long as the ladder has between the two.

    :param demanded: the day of a formal notice that was noted with the invoice.
    """
    if settled:
        return NextStep(None, None, WhyStep.SETTLED)
    state = state_on(states, today)
    if state:
        resumes = state.until + ONE_DAY if state.until and state.type is not StateKind.DISPUTED else None
        return NextStep(None, resumes, WhyStep(state.type.value), state)
    return _by_lateness(ladder, due, today, _done(sent, demanded, today))


def _done(sent: Iterable[SentStep], demanded: dt.date | None, today: dt.date) -> list[SentStep]:
    """Return the steps done by today, the formal notice noted with the invoice among them."""
    done = [one for one in sent if one.sent <= today]
    if demanded and demanded <= today and all(one.step is not LateStep.FORMAL_NOTICE for one in done):
        done.append(SentStep(LateStep.FORMAL_NOTICE, demanded))
    return done


def _by_lateness(ladder: Sequence[Rung], due: dt.date, today: dt.date, done: Sequence[SentStep]) -> NextStep:
    order = list(LateStep)
    reached = max((order.index(one.step) for one in done), default=-1)
    above = [rung for rung in ladder if order.index(rung.step) > reached]
    if today > due:
        above = [rung for rung in above if rung.step is not LateStep.BEFORE_DUE]
    if not above:
        return NextStep(None, None, WhyStep.DONE)
    waits = _waits_until(ladder, above[0], done)
    day = max(waits, today) if waits else today
    now = [rung for rung in above if rung.days <= (day - due).days]
    rung = now[-1] if now else above[0]
    starts = due + rung.days * (ONE_DAY)
    why = WhyStep.BEFORE_DUE if rung.step is LateStep.BEFORE_DUE else WhyStep.LATENESS
    if waits and waits > starts:
        starts, why = waits, WhyStep.AFTER_LETTER
    # Routes are for who has given formal notice, where the ladder has such a step.
    if rung.step is LateStep.ROUTES and above[0].step is not LateStep.ROUTES:
        notice = next((one for one in above if one.step is LateStep.FORMAL_NOTICE), None)
        if notice:
            return NextStep(notice.step, max(due + notice.days * ONE_DAY, waits or due), WhyStep.NOTICE_FIRST)
    return NextStep(rung.step, starts, why)


def _waits_until(ladder: Sequence[Rung], following: Rung, done: Sequence[SentStep]) -> dt.date | None:
    """Return the day until which the step after the last letter waits; None after none, or after that before due."""
    letters = [one for one in done if one.step is not LateStep.BEFORE_DUE]
    if not letters:
        return None
    last = max(letters, key=lambda one: one.sent)
    days = next((rung.days for rung in ladder if rung.step is last.step), None)
    return None if days is None else last.sent + max(0, following.days - days) * ONE_DAY
