"""Letters: the facts that the journal holds for them, noting one as sent, and one's own wording."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from rebond.actions.amendments import accept
from rebond.actions.letter_facts import About, facts_of
from rebond.actions.letter_sources import earliest_sending, source_of, sources_of
from rebond.actions.letter_writing import (
    keep_fact,
    keeps,
    mark_as_sent,
    notice_to_note,
    restore_wording,
    save_wording,
    wording,
)
from rebond.domain.agreements.amendments import total
from rebond.domain.agreements.kinds import AgreedTask, Agreement, Amendment, Basis
from rebond.domain.letters.kinds import Delivery, Letter, OwnTemplate, Tongue
from rebond.domain.missions.kinds import Client, Contract, Event, EventKind, Mission, NoticeUnit, RequestAnswer, Side
from rebond.domain.money.kinds import ClosureWindow
from rebond.domain.people.kinds import Person
from rebond.domain.problems import Refused
from rebond.domain.signs.sign_rules import broken_limits
from rebond.journal.journal import Journal
from rebond.journal.queries.amendments import amendment_lines
from rebond.journal.queries.signs import client_records
from rebond.letters.agreed_facts import AmendmentFacts, CrossedFacts, LineFacts, RequestFacts
from rebond.letters.facts import LetterFacts
from rebond.letters.rendering import Rendered, render
from rebond.letters.template_file import load
from tests.languages import ENGLISH, FRENCH

from .doing import NOW, TODAY, contents, day, done, refused, rows, write

ABOUT = About(1, 1, 1)
EXTRA = Event(
    mission_id=1, type=EventKind.EXTRA_REQUEST, date=day(3), text="my own words", minutes=50, amendment_id=1,
    request="Could you add\ntwo visuals?", answer=RequestAnswer.TO_PRICE, in_scope=False,
)  # fmt: skip
LATE = Event(
    mission_id=1, type=EventKind.OUTSIDE_HOURS, date=day(8), time=time(19, 40), text="post", minutes=90, amendment_id=1
)
LETTER = Letter(
    client_id=1, mission_id=1, amendment_id=1, template="amendment", channel=Delivery.MAIL, recipient="Claire",
    subject="Amendment A1", text="Dear Claire,", sent=TODAY,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _atlas(journal: Journal) -> None:
    write(
        journal,
        Client(name="Atlas", address="1 quai des Brumes\n33000 Bordeaux"),
        Person(client_id=1, name="Claire", email="claire@example.org"),
        Mission(client_id=1, name="Social media", starts=day(1), notice=1),
        Amendment(mission_id=1, number="A1", title="Visuals", made=day(10), hourly_rate=80_00),
        Agreement(
            mission_id=1, starts=date(2026, 1, 1), source=Basis.QUOTE, weekdays="1 2 3 4 5", day_starts=time(9),
            day_ends=time(18), answer_hours=24, revisions=2, urgent_percent=50,
        ),
        AgreedTask(agreement_id=1, name="12 posts a month", minutes=2400),
        Agreement(mission_id=1, starts=day(20), source=Basis.AMENDMENT, weekdays="1 2"),
        EXTRA, LATE,
        ClosureWindow(first="12-20", last="01-03"), ClosureWindow(first="08-01", last="08-21"),
    )  # fmt: skip


def facts(journal: Journal, about: About = ABOUT, today: date = TODAY) -> LetterFacts:
    with journal.read() as reader:
        return facts_of(reader, about, today)


def letter(journal: Journal, name: str, today: date = TODAY, about: About = ABOUT) -> Rendered:
    return render(load(name, "en"), facts(journal, about, today), ENGLISH)


def test_the_lines_of_an_amendment_quote_the_request_and_the_clause_of_its_day(journal: Journal) -> None:
    text = letter(journal, "amendment").text
    assert "1. Your request of 3 November 2026: “Could you add two visuals?”" in text
    assert "Agreed: 12 posts a month (40 h)" in text
    assert "50 min at €80.00 an hour: €66.67" in text
    assert "2. Your request of 8 November 2026: post" in text
    assert "Agreed: Available Monday to Friday, from 09:00 to 18:00" in text
    assert "Total: 2 h 20, €246.67 before taxes." in text


def test_the_clauses_are_those_in_force_on_the_day_of_the_letter(journal: Journal) -> None:
    text = letter(journal, "reminder_of_limits", day(19)).text
    for clause in (
        "the quote signed on 1 January 2026", "“Available Monday to Friday, from 09:00 to 18:00”",
        "“Answers within 24 hours of the agreed days”", "“2 revisions included”", "“Urgent work is charged 50% more”",
        "– on 8 November 2026 at 19:40: a request outside the agreed hours",
    ):  # fmt: skip
        assert clause in text
    later = letter(journal, "reminder_of_limits", day(20)).text
    assert "the amendment of 20 November 2026" in later
    assert "“Available Monday and Tuesday”" in later
    assert "2 revisions included" in later, "the amendment does not speak of them: they go on"


def test_french_letters_write_hours_as_french_letters_do(journal: Journal) -> None:
    text = render(load("reminder_of_limits", "fr"), facts(journal, today=day(19)), FRENCH).text
    plain = text.replace("\xa0", " ")
    assert "« Disponible du lundi au vendredi, de 9 h à 18 h »" in plain
    assert "– le 8 novembre 2026 à 19 h 40 : une demande en dehors des horaires convenus" in plain
    assert "9 h " not in text, "an hour is not parted from its number"


def event(on: date, clock: time | None, kind: EventKind, request: str = "") -> Event:
    return Event(mission_id=1, date=on, time=clock, type=kind, text="my own note", request=request)


FRIDAY = date(2026, 10, 9)


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (
            event(FRIDAY, time(18, 5), EventKind.EXTRA_REQUEST, "Now?"),
            "9 October 2026 at 18:05: a request outside the agreed hours, “Now?”",
        ),
        (
            event(FRIDAY + timedelta(2), None, EventKind.EXTRA_REQUEST),
            "11 October 2026: a request outside the agreed hours",
        ),
        (
            event(FRIDAY, time(8, 59), EventKind.DISSATISFACTION),
            "9 October 2026 at 08:59: a message outside the agreed hours",
        ),
        (
            event(FRIDAY, time(10), EventKind.ENDLESS_CHANGES),
            "9 October 2026 at 10:00: changes beyond the agreed number",
        ),
        (event(FRIDAY, time(17, 59), EventKind.EXTRA_REQUEST), ""),
        (event(FRIDAY, time(21), EventKind.TALK), ""),
        (event(FRIDAY, time(8, 59), EventKind.DECISION), ""),
        (event(date(2025, 12, 28), time(21), EventKind.EXTRA_REQUEST), ""),
    ],
)
def test_the_reminder_recalls_what_the_sign_of_broken_limits_counts(
    journal: Journal, happened: Event, said: str
) -> None:
    write(journal, happened, happened)
    today = happened.date
    lines = [line for line in letter(journal, "reminder_of_limits", today).text.splitlines() if line.startswith("– on")]
    assert lines == ([f"– on {said}"] * 2 if said else [])
    with journal.read() as reader:
        sign = broken_limits(client_records(reader, [1], today)[1], today)
    assert len(sign.entries if sign else ()) == len(lines)


def test_the_reminder_recalls_the_latest_five_of_the_last_weeks(journal: Journal) -> None:
    nights = [date(2026, 3, 1) + timedelta(days) for days in (0, 10, 11, 12, 13, 14)]
    write(journal, *(event(night, time(22), EventKind.EXTRA_REQUEST) for night in reversed(nights)))
    assert [one.day for one in facts(journal, today=nights[-1]).crossed] == nights[1:]
    assert [one.day for one in facts(journal, today=nights[-1] + timedelta(60)).crossed] == nights[-1:]


def test_what_the_consultant_wrote_for_themself_reaches_the_client_only_as_a_line_without_a_quotation(
    journal: Journal,
) -> None:
    for name in ("polite_no", "reminder_of_limits", "clarify_request"):
        assert "my own words" not in letter(journal, name).text
        assert "post" not in letter(journal, name).text.replace("12 posts", "")


def test_the_request_is_the_latest_that_is_not_settled_or_the_one_chosen(journal: Journal) -> None:
    accepted = replace(EXTRA, date=day(21), request="Accepted", answer=RequestAnswer.ACCEPTED, amendment_id=None)
    unclear = replace(accepted, date=day(15), request="Unclear", answer=RequestAnswer.UNCLEAR, answer_due=day(30))
    write(journal, accepted, unclear)
    assert facts(journal).request.words == "Unclear"
    assert "I will tell you by 30 November 2026" in letter(journal, "clarify_request").text
    assert facts(journal, replace(ABOUT, event_id=1)).request.words == EXTRA.request


def test_the_notice_is_counted_from_the_day_of_the_letter(journal: Journal) -> None:
    text = letter(journal, "notice_of_end").text
    counted = "With the notice of 1 month, counted from the day you receive this letter"
    assert f"{counted}, my last day of work will be 22 December 2026." in text
    write(journal, Mission(client_id=1, name="Site", starts=day(1)))
    assert letter(journal, "notice_of_end", about=About(1, 2)).missing == (
        "notice.ends",
        "sender.name",
        "sender.address",
    )
    write(journal, Mission(client_id=1, name="Talks", starts=day(1), notice=15, notice_unit=NoticeUnit.DAYS))
    assert (
        "notice of 15 days, counted from the day you receive this letter, my last day of work will be 7 December 2026"
        in letter(journal, "notice_of_end", about=About(1, 3)).text
    )


@pytest.mark.parametrize(
    ("notice", "sent", "words"),
    [
        (15, None, "15 days, counted from the day you receive this letter, then to the end of the month, my last"),
        (0, None, "With the notice to the end of the month in which you receive this letter, my last"),
        (15, TODAY, "With the notice of 15 days, then to the end of the month, my last"),
    ],
    ids=["days", "the month alone", "given before"],
)
def test_the_notice_names_the_clause_of_the_end_of_the_month(
    journal: Journal, notice: int, sent: date | None, words: str
) -> None:
    clause = Mission(
        client_id=1, name="Talks", starts=day(1), notice=notice, notice_unit=NoticeUnit.DAYS, notice_to_month_end=True,
        notice_sent=sent,
    )  # fmt: skip
    write(journal, clause)
    text = letter(journal, "notice_of_end", about=About(1, 2)).text
    assert words in text
    assert "my last day of work will be" in text


YEARLY = Mission(
    client_id=1, name="Yearly", starts=date(2024, 6, 29), ends=date(2025, 6, 28), contract=Contract.FIXED_TERM,
    notice=1, renewal_months=12,
)  # fmt: skip
CIVIL = replace(YEARLY, starts=date(2026, 1, 1), ends=date(2026, 12, 31))
ONCE = replace(CIVIL, renewal_months=0)


@pytest.mark.parametrize(
    ("mission", "today", "ends"),
    [
        (YEARLY, date(2025, 9, 1), date(2026, 6, 28)),
        (CIVIL, date(2026, 9, 1), date(2026, 12, 31)),
        (CIVIL, date(2026, 11, 30), date(2026, 12, 31)),
        (CIVIL, date(2026, 12, 15), date(2027, 12, 31)),
        (ONCE, date(2026, 9, 1), date(2026, 10, 1)),
        (ONCE, date(2026, 12, 15), date(2026, 12, 31)),
        (replace(CIVIL, notice_sent=date(2026, 11, 2)), date(2026, 12, 15), date(2026, 12, 31)),
    ],
)
def test_a_notice_ends_the_mission_with_the_term_that_it_is_in_time_for(
    journal: Journal, mission: Mission, today: date, ends: date
) -> None:
    write(journal, mission)
    assert facts(journal, About(1, 2), today).notice.ends == ends
    assert (
        f"my last day of work will be {ENGLISH.day(ends)}." in letter(journal, "notice_of_end", today, About(1, 2)).text
    )


@pytest.mark.parametrize(
    ("mission", "today"),
    [
        (ONCE, date(2027, 1, 1)),
        (replace(CIVIL, ended=date(2026, 10, 31)), date(2026, 11, 1)),
        (replace(CIVIL, starts=date(2026, 12, 1), ends=None, contract=Contract.OPEN_ENDED), date(2026, 10, 1)),
    ],
    ids=["its term is past", "it has ended", "it would not have begun"],
)
def test_a_notice_that_ends_nothing_leaves_its_day_to_be_given(journal: Journal, mission: Mission, today: date) -> None:
    write(journal, mission)
    assert "notice.ends" in letter(journal, "notice_of_end", today, About(1, 2)).missing


@pytest.mark.parametrize(
    ("today", "first"), [(day(22), date(2026, 12, 20)), (date(2026, 12, 20), date(2027, 8, 1)), (day(1, 7), day(1, 8))]
)
def test_the_closure_is_the_next_one_to_begin(journal: Journal, today: date, first: date) -> None:
    assert facts(journal, About(1), today).closure.first == first


def test_an_unanswered_amendment_says_since_when(journal: Journal) -> None:
    with journal.transaction("set_up") as transaction:
        transaction.update(Amendment(id=1, mission_id=1, number="A1", made=day(10), hourly_rate=80_00, sent=day(12)))
    assert "on 12 November 2026, 10 days ago, for a total of €246.67" in letter(journal, "amendment_reminder").text
    assert "1 day ago" in letter(journal, "amendment_reminder", day(13)).text


def test_one_of_several_persons_is_not_guessed(journal: Journal) -> None:
    assert facts(journal).person.name == "Claire"
    write(journal, Person(client_id=1, name="Marc"))
    assert facts(journal).person.name == ""
    assert facts(journal, replace(ABOUT, person_id=2)).person.name == "Marc"
    assert letter(journal, "polite_no").text.startswith("Hello,")


def test_a_letter_about_what_was_deleted_is_refused(journal: Journal) -> None:
    for about in (About(9), About(1, 9), About(1, 1, 9)):
        with pytest.raises(Refused) as gone:
            facts(journal, about)
        assert gone.value.problems[0].code == "letter_about_gone"


def test_a_letter_sent_stands_in_the_missions_journal_and_dates_its_amendment(journal: Journal) -> None:
    change = done(journal, mark_as_sent, LETTER, NOW)
    assert (change.action, change.facts) == ("add_letter", {"name": "Amendment A1"})
    (kept,) = rows(journal, Letter)
    event = rows(journal, Event)[-1]
    assert kept == replace(LETTER, id=1, event_id=event.id)
    assert (event.type, event.date, event.text) == (EventKind.LETTER, TODAY, "Amendment A1")
    assert event.entered
    assert rows(journal, Amendment)[0].sent == TODAY


def test_a_notice_that_was_sent_is_noted_with_its_letter(journal: Journal) -> None:
    notice = replace(LETTER, amendment_id=None, template="notice_of_end", subject="End", sent=day(20))
    done(journal, mark_as_sent, notice, NOW, notes_notice=True)
    mission = rows(journal, Mission)[0]
    assert (mission.notice_sent, mission.notice_by) == (day(20), Side.ME)
    assert (mission.notice_presented, mission.notice_received) == (None, None)
    assert rows(journal, Letter)[0].sent == day(20)


def test_a_notice_is_noted_only_where_none_was_given_before(journal: Journal) -> None:
    with journal.read() as reader:
        assert notice_to_note(reader, ABOUT, "notice_of_end")
        assert not notice_to_note(reader, ABOUT, "polite_no")
        assert not notice_to_note(reader, About(1), "notice_of_end")
    noted = [
        Mission(client_id=1, name="Given", starts=day(1), notice_sent=day(2)),
        Mission(client_id=1, name="Over", starts=day(1), ended=day(5)),
    ]
    write(journal, *noted)
    with journal.read() as reader:
        assert not notice_to_note(reader, About(1, 2), "notice_of_end")
        assert not notice_to_note(reader, About(1, 3), "notice_of_end")


def test_a_second_sending_and_a_reminder_leave_the_day_of_the_first(journal: Journal) -> None:
    done(journal, mark_as_sent, replace(LETTER, template="amendment_reminder"), NOW)
    assert rows(journal, Amendment)[0].sent is None
    done(journal, mark_as_sent, replace(LETTER, sent=day(12)), NOW)
    done(journal, mark_as_sent, LETTER, NOW)
    assert rows(journal, Amendment)[0].sent == day(12)


def test_a_letter_without_a_mission_has_no_entry(journal: Journal) -> None:
    before = rows(journal, Event)
    done(journal, mark_as_sent, replace(LETTER, mission_id=None, amendment_id=None), NOW)
    assert rows(journal, Event) == before


def test_a_letter_is_not_sent_tomorrow_and_nothing_is_written_then(journal: Journal) -> None:
    with refused(journal, ("in_the_future", "sent")):
        mark_as_sent(journal, replace(LETTER, sent=date(2026, 11, 23)), NOW)


@pytest.mark.parametrize("path", ["sender.name", "sender.address", "client.address", "person.email"])
def test_a_fact_of_every_letter_is_kept_for_the_next(journal: Journal, path: str) -> None:
    about = replace(ABOUT, person_id=1)
    assert keeps(path, about)
    done(journal, keep_fact, about, path, "new words", NOW)
    group, name = path.split(".")
    assert getattr(getattr(facts(journal), group), name) == "new words"


def test_a_fact_of_this_letter_alone_is_not_kept(journal: Journal) -> None:
    assert not keeps("request.words", ABOUT)
    assert not keeps("person.email", ABOUT)
    with refused(journal, ("gone", "")):
        keep_fact(journal, About(9), "client.address", "x", NOW)


OWN = OwnTemplate(template="polite_no", language=Tongue.FR, subject="Non", text="Bonjour {{ person.name }},")


def test_ones_own_wording_takes_the_place_of_the_programs_until_it_is_restored(journal: Journal) -> None:
    change = done(journal, save_wording, OWN, NOW)
    assert (change.action, change.facts) == ("edit_own_template", {"name": "Non poli"})
    with journal.read() as reader:
        mine, english = wording(reader, "polite_no", "fr"), wording(reader, "polite_no", "en")
    assert (mine.text, mine.own, english.own) == (OWN.text, True, False)
    assert render(mine, facts(journal), FRENCH).text == "Bonjour Claire,"
    done(journal, save_wording, replace(OWN, text="Bonjour,"), NOW)
    assert [own.text for own in rows(journal, OwnTemplate)] == ["Bonjour,"]
    change = done(journal, restore_wording, "polite_no", "fr")
    assert change.action == "delete_own_template"
    with journal.read() as reader:
        assert wording(reader, "polite_no", "fr") == load("polite_no", "fr")


def test_a_wording_with_a_fault_is_refused_with_its_line_and_not_kept(journal: Journal) -> None:
    before = contents(journal)
    with pytest.raises(Refused) as fault:
        save_wording(journal, replace(OWN, text="Bonjour\n{{ person.nom }}"), NOW)
    assert [(problem.field, problem.line) for problem in fault.value.problems] == [("text", 2)]
    assert contents(journal) == before


def test_an_amendment_names_the_paper_in_force_at_its_request_even_once_it_is_one_itself(journal: Journal) -> None:
    before = letter(journal, "amendment").text
    assert "not covered by the quote signed on 1 January 2026" in before
    done(journal, mark_as_sent, replace(LETTER, sent=day(12)), NOW)
    done(journal, accept, 1, day(12), TODAY)
    assert letter(journal, "amendment").text == before
    with journal.read() as reader:
        assert source_of(sources_of(reader, ABOUT, TODAY), "amendment.paper") == rows(journal, Agreement)[0]


def test_an_amendment_accepted_on_the_day_of_its_request_is_not_its_own_paper(journal: Journal) -> None:
    before = letter(journal, "amendment").text
    made = Agreement(mission_id=1, starts=day(8), source=Basis.AMENDMENT, amendment_id=1)
    write(journal, made)
    assert letter(journal, "amendment").text.split("Here are")[0] == before.split("Here are")[0]


def test_urgent_work_is_priced_and_said_with_its_supplement(journal: Journal) -> None:
    text = letter(journal, "amendment").text
    assert "50 min at €80.00 an hour: €66.67" in text
    assert "1 h 30 at €80.00 an hour, urgent work, 50% more: €180.00" in text
    assert "18:00. Urgent work is charged 50% more\n" in text, "the clause stands with its percentage"
    assert text.count("Urgent work is charged") == 1, "and not with the line that costs no more"
    assert "€246.67 before taxes" in text
    with journal.read() as reader:
        lines = amendment_lines(reader, reader.all(Amendment)[0])
    assert total(lines) == 246_67
    with journal.transaction("set_up") as transaction:
        transaction.update(replace(rows(journal, Amendment)[0], supplement=False))
    text = letter(journal, "amendment").text
    assert "urgent work" not in text.lower()
    assert "€186.67 before taxes" in text


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ("", "Urgent work is charged 50% more"),
        ("Asked before noon.", "“Asked before noon”. Urgent work is charged 50% more"),
        ("Urgent: +50 %.", "“Urgent: +50 %”\n"),
        ("Within 150 % of an hour.", "“Within 150 % of an hour”. Urgent work is charged 50% more"),
    ],
)
def test_the_percentage_is_quoted_once_with_ones_own_terms(journal: Journal, terms: str, words: str) -> None:
    with journal.transaction("set_up") as transaction:
        transaction.update(replace(rows(journal, Agreement)[0], urgent_terms=terms))
    text = letter(journal, "amendment").text
    assert words in text
    assert text.count("Urgent work is charged") == ("Urgent work is charged" in words)


def test_the_notice_is_that_in_force_on_the_day_of_the_letter(journal: Journal) -> None:
    write(journal, Agreement(mission_id=1, starts=day(25), source=Basis.AMENDMENT, notice=3))
    assert facts(journal).notice.ends == date(2026, 12, 22)
    assert facts(journal, today=day(25)).notice.ends == date(2027, 2, 25)
    with journal.read() as reader:
        sources = [source_of(sources_of(reader, ABOUT, on), "notice.ends") for on in (TODAY, day(25))]
    assert sources == [rows(journal, Mission)[0], rows(journal, Agreement)[-1]]


def test_a_letter_was_sent_on_the_latest_of_the_days_that_it_speaks_of_at_the_earliest() -> None:
    facts = LetterFacts(
        today=day(22),
        request=RequestFacts(day=day(3), due=day(30)),
        crossed=(CrossedFacts(day=day(5)), CrossedFacts(day=day(4))),
        amendment=AmendmentFacts(made=day(6), sent=day(9), lines=(LineFacts(day=day(2)), LineFacts(day=day(7)))),
    )
    for used, earliest in (
        (("sender.name",), None), (("request.day", "request.due"), day(3)), (("crossed.*.day",), day(5)),
        (("crossed",), day(5)), (("amendment.lines", "request.day"), day(7)), (("amendment.made",), day(6)),
        (("amendment.waiting",), day(9)), (("request",), day(3)),
    ):  # fmt: skip
        assert earliest_sending(facts, used) == earliest, used
    assert earliest_sending(LetterFacts(today=day(22)), ("request.day", "crossed", "amendment.lines")) is None
