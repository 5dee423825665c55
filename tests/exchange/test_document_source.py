"""JSON that a hand or a program wrote wrong: each fault is told with its line, and nothing is guessed."""

import contextlib
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rebond.exchange.document.source import line_at, parse
from rebond.exchange.problem_list import ProblemList, UnreadableError

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def read(text: str) -> object:
    faults = ProblemList()
    value = parse(text.encode("utf-8", "surrogatepass"), faults)
    assert not faults
    return value


@given(values, st.sampled_from([None, 1, 4]), st.booleans())
def test_what_json_writes_is_read_as_it_was(value: object, indent: int | None, plain: bool) -> None:
    assert read(json.dumps(value, indent=indent, ensure_ascii=plain or "\\ud" in json.dumps(value))) == value


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        parse(data, ProblemList())


def test_numbers_are_exact_and_keep_how_they_were_written() -> None:
    found = read('{"rate": 9.975, "cents": 240000, "euros": 2400.00, "big": 1e3}')
    assert found == {"rate": Decimal("9.975"), "cents": 240000, "euros": Decimal("2400.00"), "big": Decimal("1e3")}
    assert isinstance(found["cents"], int)
    assert isinstance(found["euros"], Decimal)


def test_the_mark_that_windows_puts_before_a_text_is_passed_over() -> None:
    assert parse(b'\xef\xbb\xbf{"a": 1}', ProblemList()) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('{\n"a": 1,\n}', "json_broken", 3),
        ('{"a": 1}\n\nmore', "json_broken", 3),
        ("{'a': 1}", "json_broken", 1),
        ('{"a": 01}', "json_broken", 1),
        ('{\n"a": tru}', "json_broken", 2),
        ('{"a":\n"one\ntwo"}', "json_broken", 2),
        ('{"a": "\\q"}', "json_broken", 1),
        ('{\n"a": [1, 2', "json_cut_short", 2),
        ("", "json_cut_short", 1),
        ("[" * 100_000, "json_too_deep", 1),
    ],
)
def test_text_that_is_not_json_is_refused_where_it_stops_being_so(text: str, code: str, line: int) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(text)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_a_line_that_is_not_utf8_is_named() -> None:
    with pytest.raises(UnreadableError) as refused:
        parse('{\n"name": "Société"}'.encode("cp1252"), ProblemList())
    assert (refused.value.code, refused.value.line) == ("json_not_utf8", 2)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('{\n"a": 1,\n"a": 2}', "json_key_twice", 3),
        ('{\n"a": NaN}', "json_not_a_number", 2),
        ('{"a": 1,\n"b": -Infinity}', "json_not_a_number", 2),
        ('{"a":\n1e999999999}', "json_number_too_long", 2),
        (f'{{"a": {"9" * 5000}}}', "json_number_too_long", 1),
    ],
)
def test_a_value_that_json_cannot_mean_is_told_with_its_line(text: str, code: str, line: int) -> None:
    faults = ProblemList()
    parse(text.encode(), faults)
    assert [(problem.code, problem.line) for problem in faults.in_order()] == [(code, line)]


def test_every_value_knows_its_line() -> None:
    found = read('{\n "a": [\n  {"b": 1,\n   "c": 2}\n ]\n}')
    assert line_at(found, ["a"]) == 2
    assert line_at(found, ["a", 0]) == 3
    assert line_at(found, ["a", 0, "c"]) == 4
    assert line_at(found, ["a", 0, "missing"]) == 3


@pytest.mark.usefixtures("within_seconds")
def test_a_large_file_and_a_hostile_one_are_read_in_good_time() -> None:
    read(json.dumps([{"text": "x" * 200}] * 20_000))
    with pytest.raises(UnreadableError):
        read('{"a": "' + "\\" * 2_000_001)
