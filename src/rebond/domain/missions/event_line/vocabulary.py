"""The declaration of a language's words for days, times and kinds; a line is read with all languages at once.

Words are written folded: small letters without accents. Where a tuple holds patterns, they are regular expressions of
whole words.
"""

from collections.abc import Iterable, Mapping

from rebond.domain.missions.kinds import EventKind
from rebond.domain.value_classes import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of one language."""

    #: From Monday on: the name of each day, and its short forms.
    weekdays: tuple[str, ...]
    short_weekdays: tuple[Words, ...]
    #: Short forms that are words of their own too; they name a day only before a time or an act, or with a full stop.
    doubtful_weekdays: frozenset[str]
    #: Short forms that are persons' names or everyday words, and never a day before an act.
    never_before_an_act: frozenset[str]
    #: Short forms, of any language, that are verbs in this one, and patterns of what they act on: `dim the lights`.
    verbs_like_weekdays: frozenset[str] = frozenset()
    after_such_verbs: Words = ()
    #: From January on: names and short forms.
    months: tuple[Words, ...]
    #: Whether days are written small, and whether the day may follow its month.
    writes_days_small: bool = False
    month_before_day: bool = False
    #: Patterns of days counted from today, none after it.
    relative_days: Mapping[str, int]
    numbers: Mapping[str, int]
    #: Patterns of so many days or weeks ago, with the groups `count` and `unit`; units by their length in days.
    ago: Words
    units: Mapping[str, int]
    month_units: Words
    #: What may stand before a day and belongs to it.
    day_leads: Words
    #: Patterns after a weekday that make it the one before today, or one of the week before this.
    last: Words
    of_last_week: Words
    #: Patterns before a weekday that make it one of the week before this: `last week Monday`.
    week_before: Words
    #: Names of things that hold the name of a day.
    compounds: Words
    #: Patterns of what is always ahead.
    ahead: Words
    #: Patterns before a day that is not the event's: it is ahead, a habit, or the day of something else.
    before_other_days: Words
    #: Patterns after a day that is not the event's.
    after_other_days: Words
    #: Patterns before a number that is none of a day.
    before_plain_numbers: Words
    #: Patterns after which a day or a time lies ahead, anywhere in the sentence; appointments leave the time alone.
    intentions: Words
    appointments: Words
    #: Patterns of asking, after which a day is rather that of what is asked for; one that ends with an accent has been
    #: asked before: `demande un post lundi` and `demandé un post lundi`.
    requests: Words
    #: Words that begin what happened: `12/3 appel Claire`.
    acts: Words
    #: Words that begin it too, but follow a part or a size as well: `16/9 refusé`.
    deeds: Words
    #: Words between two days of a list or a range.
    joins: Words

    #: Patterns of parts of a day that may follow a day.
    parts: Words
    #: Those of them by whose size of number a length is told from a time: an afternoon has no 3h, a night has.
    afternoons: Words
    evenings: Words
    nights: Words

    #: Words for what arrives at one moment: before them, and after them, a number of hours is rather a time.
    messages: Words
    #: Patterns of what takes a while: `3 calls of 20 min`, `a two-day workshop`; each with its plural.
    sessions: Words
    #: What stands before a time of day and belongs to it.
    time_leads: Words
    #: Patterns before a time that lies ahead.
    before_other_times: Words
    #: Parts of a day said after a time; those of the afternoon and the evening add twelve hours.
    late_parts: Words
    early_parts: Words
    noon: Words
    midnight: Words
    hours: Words
    minutes: Words
    #: Patterns of a day of work and of a half one, and what may follow whole days of work: `2 jours d'atelier`.
    workdays: Words
    half_workdays: Words
    after_workdays: Words
    #: Patterns of a half and a quarter after full hours.
    halves: Words
    quarters: Words
    #: Patterns of lengths in words, with their minutes.
    lengths: Mapping[str, int]
    #: Patterns of what stands before or after a length and belongs to it.
    length_leads: Words
    length_tails: Words
    #: Patterns before and after a length that is not that of the work.
    before_other_lengths: Words
    after_other_lengths: Words
    #: Verbs before a length that could be a time as well.
    works: Words

    #: Patterns that name a kind; a negation before one takes the name away, unless it says itself what is missing.
    kinds: Mapping[EventKind, Words]
    negations: Words
    #: Patterns that may be a negation, or say that there is more of it: `plus urgent`; they deny no contentment.
    doubtful_negations: Words = ()
    #: Patterns that say of what follows that it is not so yet.
    not_yet: Words = ()
    #: Patterns of what may stand between a negation and what it denies: `not really`, `pas tout à fait`.
    between_negations: Words
    #: Patterns of being content, which with a negation, or with one of `hardly` before them, name dissatisfaction.
    content: Words
    hardly: Words
    #: Patterns of work that the contract covers, or does not.
    in_scope: Words
    out_of_scope: Words


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of these, the longest first."""
    return "(?:" + "|".join(sorted(set(words), key=len, reverse=True)) + ")"
