"""`rebond signs`: each client's warning signs and its chance of leaving, as text or JSON."""

from fractions import Fraction
from typing import Any

from rebond.actions import refit_sentences, sign_sentences
from rebond.cli.arguments import Parsed
from rebond.cli.files import opened
from rebond.cli.output import say, say_json
from rebond.domain.cents import decimals
from rebond.domain.signs.client_state import DEFAULT_WEIGHTS, ClientState, Weights, factor_of
from rebond.domain.signs.kinds import Sign
from rebond.domain.signs.refit import ENOUGH_ENDINGS, Refit, refit
from rebond.journal.queries.missions import client_names
from rebond.journal.queries.sign_months import load_past_months
from rebond.journal.queries.signs import client_states, load_weights
from rebond.language import Language
from rebond.sentences import label


def run(parsed: Parsed) -> int:
    if parsed.refit:
        return _refit(parsed)
    language = parsed.language
    with opened(parsed.file, parsed.language, read_only=True) as journal, journal.read() as reader:
        names = client_names(reader)
        states = client_states(reader, None, parsed.today)
    told = [(name, states[client_id]) for client_id, name in names.items() if parsed.all or states[client_id].runs]
    if parsed.json:
        say_json([_as_json(language, name, state) for name, state in told])
    elif not told:
        say(language.gettext("No client has a mission under way."))
    for name, state in told if not parsed.json else []:
        _print(language, name, state)
    return 0


def _as_json(language: Language, name: str, state: ClientState) -> dict[str, Any]:
    """Return JSON values: the chance in percent a month, `until` null where a sign counts until something happens."""
    return {
        "client": name,
        "sentence": sign_sentences.sentence(language, state),
        "chance": _rounded(state.chance),
        "signs": [
            {
                "sign": sign.sign.value,
                "factor": _rounded(sign.factor),
                "until": sign.until and sign.until.isoformat(),
                "entries": [
                    {
                        "kind": entry.kind,
                        "id": entry.id,
                        "date": entry.date.isoformat(),
                        "text": sign_sentences.entry(language, entry),
                    }
                    for entry in sign.entries
                ],
            }
            for sign in state.present
        ],
    }


def _refit(parsed: Parsed) -> int:
    """Tell the refitted weights beside those in use, and their score; nothing is written to the journal."""
    language = parsed.language
    with opened(parsed.file, parsed.language, read_only=True) as journal, journal.read() as reader:
        past, used = load_past_months(reader, parsed.today), load_weights(reader)
    refitted = refit(past.months, used)
    if parsed.json:
        say_json(_refit_as_json(past.endings, refitted, used))
        return 0
    if refitted is None:
        say(refit_sentences.missing(language, past.endings))
        return 0
    say(refit_sentences.verdict(language, refitted))
    columns = {"used": used, "default": DEFAULT_WEIGHTS, "refitted": refitted.weights}
    for sign in Sign:
        factors = {name: sign_sentences.factor(language, one.percents[sign]) for name, one in columns.items()}
        text = language.gettext("  {sign}: × {used}; default × {default}, refitted × {refitted}")
        say(text.format(sign=label(language, sign), **factors))
    rates = {name: language.rate(one.rate) for name, one in columns.items()}
    say(language.gettext("  without signs: {used}; default {default}, refitted {refitted}").format(**rates))
    return 0


def _refit_as_json(endings: int, refitted: Refit | None, used: Weights) -> dict[str, Any]:
    """Return JSON values; `refit` is null while there are too few endings. Chances are in percent a month."""
    return {
        "endings": endings,
        "needed": ENOUGH_ENDINGS,
        "used": _weights_as_json(used),
        "refit": refitted
        and {
            **_weights_as_json(refitted.weights),
            "months": refitted.months,
            "brier": _score(refitted.brier),
            "brier_default": _score(refitted.brier_default),
            "brier_base": _score(refitted.brier_base),
            "better": refitted.is_better,
        },
    }


def _weights_as_json(weights: Weights) -> dict[str, Any]:
    return {
        "base": _rounded(weights.base),
        "factors": {sign.value: _rounded(factor_of(weights.percents[sign])) for sign in Sign},
    }


def _score(value: Fraction) -> float:
    return float(decimals(value, 6))


def _rounded(value: Fraction) -> float:
    return float(decimals(value, 3))


def _print(language: Language, name: str, state: ClientState) -> None:
    told = {"client": name, "sentence": sign_sentences.sentence(language, state)}
    say(language.gettext("{client}: {sentence}").format(**told))
    for sign in state.present:
        parts = (f"× {sign_sentences.factor(language, sign.percent)}", sign_sentences.until(language, sign))
        say(f"  {label(language, sign.sign)} · {' · '.join(parts)}")
        for entry in sign.entries:
            say(f"    {language.day(entry.date, 'medium')}  {sign_sentences.entry(language, entry)}")
