"""Every sentence a person may see stands in every language, complete and with the same facts in it."""

import gettext
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from tests.packaging.source_sentences import source_sentences

import translations

LANGUAGES = pytest.mark.parametrize("language", translations.LANGUAGES)


def written(catalogue: Catalog) -> dict[tuple[object, str | None], Message]:
    return {(message.id, message.context): message for message in catalogue if message.id}


def facts(sentence: str) -> set[str | None]:
    """The names of the places to fill in: `{client}`."""
    return {name for _text, name, _format, _conversion in string.Formatter().parse(sentence) if name is not None}


def forms(message: Message) -> list[tuple[str, str]]:
    """Each translated form beside the sentence it stands for; the last sentence for every plural."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return [(ids[min(i, len(ids) - 1)], form) for i, form in enumerate(strings)]


def test_sentences_are_found_in_the_source() -> None:
    assert "Write something here." in {message.id for message in source_sentences()}


def test_no_sentence_hides_from_the_translators(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "src" / "some.py"
    source.parent.mkdir()
    source.write_text(
        "filters = f\"{_('Pictures')} (*.png)\"\n"
        "long = _('one sentence, ' 'in two parts')\n"
        "count = n_('{count} day', '{count} days', 2), p_('mission', 'none'), later('kept')\n"
        "other = _(variable), gettext('no')\n"
        "said = language.gettext('said'), self.language.ngettext('{count} hour', '{count} hours', 2)\n"
        "form = view.language.pgettext('day', 'dd'), catalogue.gettext(sentence)\n"
        "far = speech._('elsewhere'), speech.n_('{count} week', '{count} weeks', 2), kinds.later('declared')\n"
    )
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    assert [(message.id, message.context) for message in translations.sentences() if message.id] == [
        ("Pictures", None),
        ("one sentence, in two parts", None),
        (("{count} day", "{count} days"), None),
        ("none", "mission"),
        ("kept", None),
        ("said", None),
        (("{count} hour", "{count} hours"), None),
        ("dd", "day"),
        ("elsewhere", None),
        (("{count} week", "{count} weeks"), None),
        ("declared", None),
    ]


def test_babels_own_extraction_finds_no_other_sentence() -> None:
    """As `pybabel extract` with these keywords does, which reads tokens and not the tree."""
    keywords = {"_": None, "n_": (1, 2), "p_": ((1, "c"), 2), "later": None, "later_n": (1, 2)}
    keywords |= {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
    found = {
        (messages, context)
        for folder in ("src", "packaging")
        for _file, _line, messages, _comments, context in extract_from_dir(
            translations.ROOT / folder, [("**.py", "python")], keywords=keywords
        )
    }
    ours = {(message.id, message.context) for message in source_sentences()}
    assert found - ours == set()
    assert len(found) > 0.9 * len(ours)


@LANGUAGES
def test_the_catalogue_holds_the_sentences_of_the_source_and_no_others(language: str) -> None:
    assert written(translations.catalogue(language)).keys() == written(source_sentences()).keys(), (
        "run: .venv/bin/python packaging/translations.py update"
    )


@LANGUAGES
def test_every_sentence_is_translated_and_no_translation_is_a_guess(language: str) -> None:
    catalogue = written(translations.catalogue(language)).values()
    assert [message.id for message in catalogue if message.fuzzy or not all(s for _, s in forms(message))] == []


@LANGUAGES
def test_a_translation_names_the_same_facts(language: str) -> None:
    different = [
        (sentence, translation)
        for message in written(translations.catalogue(language)).values()
        for sentence, translation in forms(message)
        if translation and facts(sentence) != facts(translation)
    ]
    assert different == []


@LANGUAGES
def test_a_translation_has_ordinary_spaces_where_the_program_sets_others(language: str) -> None:
    messages = written(translations.catalogue(language)).values()
    assert [m.string for m in messages if translations.with_ordinary_spaces(m.string) != m.string] == []


def test_updating_twice_changes_nothing_and_writes_neither_dates_nor_lines(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(translations, "sentences", source_sentences)
    translations.update()
    path = translations.po_file("fr")
    once = path.read_text(encoding="utf-8")
    translations.update()
    assert path.read_text(encoding="utf-8") == once
    assert "-Date:" not in once
    assert ".py:" not in once


def test_an_update_leaves_the_spaces_of_print_to_the_program() -> None:
    wide, narrow = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
    assert translations.with_ordinary_spaces(f"Qui{narrow}? «{wide}Lui{wide}»{wide}: 3{wide}h") == "Qui ? « Lui » : 3 h"
    assert translations.with_ordinary_spaces((f"un{wide};", f"deux{narrow}!")) == ("un ;", "deux !")


def test_a_translation_survives_an_update_and_is_compiled(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(translations, "sentences", source_sentences)
    translations.update()
    path = translations.po_file("fr")
    text = path.read_text(encoding="utf-8")
    asked = 'msgid "Write something here."\nmsgstr '
    path.write_text(text.replace(f'{asked}""', f'{asked}"Écrivez quelque chose ici."'), encoding="utf-8")
    translations.update()
    translations.compile_all()
    french = gettext.translation("rebond", str(tmp_path), ["fr"])
    assert french.gettext("Write something here.") == "Écrivez quelque chose ici."
