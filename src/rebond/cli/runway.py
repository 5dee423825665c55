"""`rebond runway`: how long the savings last in a scenario, as text, JSON, PDF or PNG."""

import dataclasses
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rebond import preferences
from rebond.actions.money import situation as read_situation
from rebond.charts import fonts, labels, runway_sentences
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_json
from rebond.cli.scenario import scenario as read_scenario
from rebond.cli.warnings import warnings
from rebond.domain.cents import decimals
from rebond.domain.missions.kinds import Client
from rebond.domain.money.outlook import Outlook
from rebond.domain.money.runway import Projection, project
from rebond.domain.money.scenario import AS_THINGS_STAND, Scenario
from rebond.journal.heads import short_head
from rebond.journal.journal import Journal
from rebond.journal.queries.savings import past_balances
from rebond.language import Language


def run(parsed: Parsed) -> int:
    language, day = parsed.language, parsed.today
    with opened(parsed.file, parsed.language, read_only=True) as journal:
        outlook = _outlook(journal, day, parsed.horizon)
        chosen = read_scenario(parsed, outlook.situation.clients, day)
        projection = project(outlook.situation, chosen, day)
        for out, ending in ((parsed.pdf, ".pdf"), (parsed.png, ".png")):
            if out is not None:
                _print_page(language, journal, out, ending, outlook, chosen)
        if parsed.json:
            say_json(_as_json(language, outlook, projection, chosen))
        else:
            _print(language, outlook, projection, chosen)
    return 0


def _outlook(journal: Journal, day: date, horizon: int | None) -> Outlook:
    """Return the outlook with all clients, since --leaves may name any of them."""
    situation = read_situation(journal, day)
    settings = situation.settings
    with journal.read() as reader:
        situation = dataclasses.replace(situation, clients=reader.all(Client))
    if horizon:
        settings = dataclasses.replace(settings, horizon_months=horizon)
    return Outlook(dataclasses.replace(situation, settings=settings), day)


def _as_json(language: Language, outlook: Outlook, projection: Projection, scenario: Scenario) -> dict[str, Any]:
    """Return JSON values: amounts in cents; `months_left` and `zero_date` are null beyond the horizon."""
    currency = outlook.situation.settings.currency
    left = projection.months_left
    return {
        "today": projection.today.isoformat(),
        "currency": currency,
        "scenario": runway_sentences.conditions(language, scenario, outlook.situation.client_names, projection.today),
        "opening": projection.opening,
        "since": projection.since.isoformat(),
        "zero_date": projection.zero_date.isoformat() if projection.zero_date else None,
        "months_left": None if left is None else float(decimals(left, 2)),
        "horizon_months": projection.horizon_months,
        "largest": [outlook.situation.client_names[client_id] for client_id in outlook.largest],
        "largest_over": "next_12_months" if outlook.ranks_ahead else "last_12_months",
        "warnings": [*warnings(language, outlook)],
        "series": [
            {"date": (projection.today + timedelta(days=offset)).isoformat(), "balance": balance}
            for offset, balance in enumerate(projection.balances)
        ],
        "lines": [
            {
                "date": line.date.isoformat(),
                "amount": line.amount,
                "kind": line.kind.value,
                "label": labels.line_label(language, line, currency),
                "month": line.month.isoformat()[:7] if line.month else None,
                "happened": line.happened.isoformat() if line.happened else None,
            }
            for line in projection.lines
        ],
    }


def _print(language: Language, outlook: Outlook, projection: Projection, scenario: Scenario) -> None:
    settings = outlook.situation.settings
    say(runway_sentences.result(language, projection, scenario, outlook.situation.client_names))
    amount = language.money(projection.opening, settings.currency)
    say(
        language.gettext("On your accounts: {amount}, as of {date}.").format(
            amount=amount, date=language.day(projection.since)
        )
    )
    if scenario == AS_THINGS_STAND:
        answers = [(runway_sentences.question(language, answer), answer.projection) for answer in outlook.answers]
        width = max(len(question) for question, _projection in answers)
        say()
        for question, answer in answers:
            shown = answer.zero_date if answer.zero_date != answer.today else None
            until = f"  {language.day(shown)}" if shown else ""
            say(f"  {question.ljust(width)}  {runway_sentences.months_left(language, answer)}{until}")
        if outlook.ranks_ahead:
            sentence = language.gettext("The largest client is that of the next 12 months: no invoice in the last 12.")
            say()
            say(sentence)
    if texts := [*warnings(language, outlook)]:
        say()
        for text in texts:
            say(text)


def _print_page(
    language: Language, journal: Journal, out: Path, ending: str, outlook: Outlook, scenario: Scenario
) -> None:
    """:raises Refused: when the file cannot be written."""
    fonts.prepare()
    # Matplotlib takes longer to import than everything else, and only a page needs it.
    from rebond.actions.exports import write_out
    from rebond.charts.page import page
    from rebond.charts.page_view import Owner, page_view
    from rebond.charts.picture_files import picture

    with journal.read() as reader:
        past, end = past_balances(reader, outlook.today), short_head(reader)
    chosen = preferences.load()
    view = page_view(language, journal.path.stem, outlook, scenario, past, Owner(chosen.owner, chosen.siren), end)
    write_out(journal, out, picture(page(view), ending, title=view.title, made=outlook.today))
