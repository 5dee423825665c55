"""`rebond letter`: write a letter from the facts of a journal, as text, a draft of a mail, a PDF file or JSON."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rebond.actions.invoice_facts import claim_to_check
from rebond.actions.letter_cautions import LetterCaution, cautions
from rebond.actions.letter_facts import About, facts_of, person_named, persons_of
from rebond.actions.letter_writing import wording
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import complain, fail, say, say_json
from rebond.cli.usage import UsageError
from rebond.domain.agreements.kinds import Amendment
from rebond.domain.letters.kinds import Delivery
from rebond.domain.missions.kinds import Client, Mission
from rebond.domain.names import folded
from rebond.domain.people.kinds import Person
from rebond.domain.problems import Refused
from rebond.domain.translatable import later
from rebond.domain.value_classes import dataclass
from rebond.journal.heads import short_head
from rebond.journal.journal import Journal
from rebond.journal.queries.by_name import named
from rebond.journal.queries.letter_rows import invoices_to_ask_for
from rebond.journal.queries.settings import load_settings
from rebond.journal.reader import Reader
from rebond.language import Language
from rebond.letters import template_file
from rebond.letters.askable import ASKABLE, asked_as, general, read_fact
from rebond.letters.facts import LetterFacts, filled
from rebond.letters.head_line import head_line, with_line
from rebond.letters.postal import POSTAL, letter_view
from rebond.letters.rendering import Rendered, facts_used, render, unknown
from rebond.letters.template_file import Template
from rebond.sentences import sentence


@dataclass(frozen=True, slots=True)
class _Written:
    """A letter that was rendered, with what it was rendered from."""

    template: Template
    about: About
    facts: LetterFacts
    rendered: Rendered
    cautions: tuple[LetterCaution, ...]


def run(parsed: Parsed) -> int:
    language = parsed.language
    if parsed.list:
        _list(language)
        return 0
    with opened(parsed.file, parsed.language, read_only=True) as journal:
        with journal.read() as reader:
            written = _write(reader, parsed)
        missing = written.rendered.missing
        if parsed.pdf:
            missing = tuple(dict.fromkeys((*missing, *unknown(written.facts, POSTAL))))
        writes = bool(parsed.eml or parsed.pdf)
        if missing and (writes or not parsed.json):
            _say_missing(language, missing)
            return 1
        if not parsed.json:
            for caution in written.cautions:
                complain(caution.text)
        if parsed.eml:
            _write_mail(journal, parsed.eml, written)
        if parsed.pdf:
            _write_pdf(journal, parsed.pdf, written, language)
        if parsed.json:
            say_json(_as_json(language, written))
        elif not writes:
            say(language.gettext("Subject: {subject}").format(subject=written.rendered.subject))
            say()
            say(written.rendered.text)
    return 0


def _write(reader: Reader, parsed: Parsed) -> _Written:
    language = parsed.language
    about = _about(reader, parsed)
    person = reader.get(Person, about.person_id) if about.person_id else None
    template = wording(reader, parsed.template, language.code, familiar=person is not None and person.familiar)
    facts = facts_of(reader, about, parsed.today)
    values = {"person.name": parsed.person} if parsed.person and not about.person_id else {}
    facts = filled(facts, values | _given(parsed, facts, load_settings(reader).currency))
    rendered = render(template, facts, language)
    if load_settings(reader).letters_state_head:
        line = head_line(language, short_head(reader), parsed.today)
        rendered = replace(rendered, text=with_line(rendered.text, line))
    to_check = claim_to_check(reader, about.invoice_id, parsed.today)
    return _Written(
        template, about, facts, rendered, cautions(language, template, facts, facts_used(template), to_check)
    )  # fmt: skip


def _given(parsed: Parsed, facts: LetterFacts, currency: str) -> dict[str, Any]:
    """Return the values of --set by the paths of their facts.

    :raises UsageError: for what is no fact to give, or no value of it.
    """
    language = parsed.language
    values: dict[str, Any] = {}
    for given in parsed.set:
        path, equals, text = given.partition("=")
        path = path.strip()
        if not equals:
            raise UsageError(later("--set: “{text}” is written fact=value, like person.name=Claire."), text=given)
        try:
            values[path] = read_fact(language, facts, path, text.replace("\\n", "\n"), parsed.today, currency)
        except Refused as refused:
            told = " ".join(sentence(language, problem) for problem in refused.problems)
            raise UsageError(later("{place}: {problem}"), place=f"--set {path}", problem=told) from refused
    return values


def _about(reader: Reader, parsed: Parsed) -> About:
    """Return the rows that the arguments name.

    :raises UsageError: when there is none of that name, with those that there are.
    """
    clients = named(reader, Client, parsed.client)
    if not clients:
        why = later("There is no client “{name}”. There are: {names}.")
        raise UsageError(why, name=parsed.client, names=_names([client.name for client in reader.all(Client)]))
    client = clients[0]
    missions = reader.matching(Mission, client_id=client.id)
    mission = _mission(missions, parsed)
    amendment = _amendment(reader, mission, missions, parsed.amendment) if parsed.amendment else None
    person = person_named(reader, client.id, parsed.person) if parsed.person else None
    if person is None and parsed.person is None and len(persons := persons_of(reader, client.id)) == 1:
        person = persons[0]
    if amendment:
        mission = next(one for one in missions if one.id == amendment.mission_id)
    return About(
        client.id,
        mission.id if mission else None,
        amendment.id if amendment else None,
        person_id=person.id if person else None,
        invoice_id=_invoice(reader, client, mission, parsed),
    )


def _mission(missions: Sequence[Mission], parsed: Parsed) -> Mission | None:
    """Return the mission named, else the only one that the client has."""
    if not parsed.mission_name:
        return missions[0] if len(missions) == 1 else None
    found = [mission for mission in missions if folded(mission.name) == folded(parsed.mission_name)]
    if not found:
        why = later("{client} has no mission “{name}”. There are: {names}.")
        names = _names([mission.name for mission in missions])
        raise UsageError(why, client=parsed.client, name=parsed.mission_name, names=names)
    return found[0]


def _invoice(reader: Reader, client: Client, mission: Mission | None, parsed: Parsed) -> int | None:
    """Return the open invoice named, else for a letter that asks for one the open one that fell due first.

    :raises UsageError: when there is none of that number, or several, with those that there are.
    """
    template = template_file.load(parsed.template, parsed.language.code)
    if not parsed.invoice and not any(path.startswith("invoice.") for path in template.needs):
        return None
    there = invoices_to_ask_for(reader, client.id, mission.id if mission else None)
    if not parsed.invoice:
        return there[0].id if there else None
    found = [one for one in there if folded(one.number) == folded(parsed.invoice)]
    if len(found) != 1:
        why = later("--invoice: there is not one open invoice “{number}” here. There are: {names}.")
        raise UsageError(why, number=parsed.invoice, names=_names([one.number for one in there]))
    return found[0].id


def _amendment(reader: Reader, mission: Mission | None, missions: Sequence[Mission], number: str) -> Amendment:
    of = [mission] if mission else missions
    there = [one for each in of for one in reader.matching(Amendment, mission_id=each.id)]
    found = [one for one in there if folded(one.number) == folded(number)]
    if not there:
        raise UsageError(later("--amendment: there is no amendment here yet."))
    if len(found) != 1:
        why = later("--amendment: there is not one amendment “{number}” here. There are: {names}.")
        raise UsageError(why, number=number, names=_names([one.number for one in there]))
    return found[0]


def _names(names: Sequence[str]) -> str:
    return ", ".join(sorted(names, key=folded)) or "–"


def _list(language: Language) -> None:
    for name in template_file.names():
        template = template_file.load(name, language.code)
        say(f"{name}  –  {template.title}")
        say(f"    {template.when}")


def _say_missing(language: Language, missing: Sequence[str]) -> None:
    """Name each fact that is missing, and how it is given."""
    told = language.gettext("The letter lacks: {facts}.").format(
        facts=" · ".join(f"{asked_as(language, path)} ({path})" for path in missing)
    )
    typed = next((path for path in missing if general(path) in ASKABLE), None)
    how = language.gettext("To give a fact: --set {path}=…").format(path=typed) if typed else ""
    fail(f"{told} {how}")


def _as_json(language: Language, written: _Written) -> dict[str, Any]:
    template, rendered = written.template, written.rendered
    return {
        "template": template.name,
        "language": template.language,
        "title": template.title,
        "channel": template.channel.value,
        "to": written.facts.person.email,
        "subject": rendered.subject,
        "text": rendered.text,
        "missing": [{"fact": path, "label": asked_as(language, path)} for path in rendered.missing],
        "cautions": [{"caution": one.code, "text": one.text} for one in written.cautions],
    }


def _write_mail(journal: Journal, out: Path, written: _Written) -> None:
    """:raises Refused: when the file cannot be written."""
    from rebond.actions.exports import write_out
    from rebond.letters.mail_draft import draft

    facts = written.facts
    data = draft(
        sender=facts.sender.name, sender_email=facts.sender.email, recipient=facts.person.name or facts.client.name,
        to=facts.person.email, subject=written.rendered.subject, text=written.rendered.text,
    )  # fmt: skip
    write_out(journal, out, data)


def _write_pdf(journal: Journal, out: Path, written: _Written, language: Language) -> None:
    """:raises Refused: when the file cannot be written."""
    from rebond.charts import fonts

    fonts.prepare()
    # Matplotlib takes longer to import than everything else, and only a page needs it.
    from rebond.actions.exports import write_out
    from rebond.charts.letter_page import letter_pdf

    channel = written.template.channel if written.template.channel is not Delivery.MAIL else Delivery.POST
    view = letter_view(language, written.facts, channel, written.rendered.subject, written.rendered.text)
    write_out(journal, out, letter_pdf(view))
