"""Parts of SQL are put together with their values in the order in which their `?` stand."""

from datetime import date

import pytest

from rebond.domain.missions.kinds import Billing, Client
from rebond.journal.sql import Sql, columns, every, listed, sql


def test_values_stand_where_their_part_is_put() -> None:
    late = sql("due < ?", date(2026, 11, 22))
    assert sql("kind = ? AND (?) OR billing = ?", "x", late, Billing.DAILY) == Sql(
        "kind = ? AND (due < ?) OR billing = ?", ("x", "2026-11-22", "daily")
    )


def test_ids_are_one_value_and_a_question_mark_in_a_value_is_none_of_ours() -> None:
    assert sql("? IN (SELECT value FROM json_each(?))", "why?", {3, 1}).values == ("why?", "[1,3]")


@pytest.mark.parametrize("parts", [(), (1, 2)])
def test_every_question_mark_has_one_part(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        sql("id = ?", *parts)


def test_conditions_keep_their_own_or_and_none_of_them_holds_for_all() -> None:
    assert every([sql("a OR b"), sql("c = ?", 1)]) == Sql("(a OR b) AND (c = ?)", (1,))
    assert every(()) == Sql("TRUE")
    assert listed([sql("a"), sql("?", 2)]) == Sql("a, ?", (2,))
    assert (
        columns(Client).text == "client.id, client.name, client.country, client.legal_form, client.address, client.note"
    )
