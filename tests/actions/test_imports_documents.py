"""A journal's document taken in: by hand, by script, twice, and into a journal that holds something already."""

import copy
import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from rebond.actions import imports, money, records
from rebond.actions.exports import document, export_document
from rebond.domain.missions.kinds import Billing, Client, Contract, Invoice, Mission
from rebond.domain.money.kinds import ClosureWindow, Expense, Period, Settings
from rebond.domain.problems import Refused
from rebond.journal.check import check
from rebond.journal.journal import Journal
from rebond.journal.undo import undo

from .taking_in import SHORT, TODAY, new_journal, seen, take_in, told, written


def rows(journal: Journal, kind: type[Any]) -> tuple[Any, ...]:
    with journal.read() as reader:
        return tuple(reader.all(kind))


@pytest.fixture
def short(tmp_path: Path) -> Path:
    return written(tmp_path, SHORT)


def test_a_short_document_written_by_hand_gives_the_worked_examples_runway(tmp_path: Path, short: Path) -> None:
    with new_journal(tmp_path) as journal:
        take_in(journal, short)
        outlook = money.outlook(journal, TODAY)
    dates = {answer.names or answer.case.value: answer.projection.zero_date for answer in outlook.answers}
    assert dates == {
        "nobody": dt.date(2028, 8, 1),
        ("Atlas",): dt.date(2027, 6, 1),
        ("Perret",): dt.date(2028, 2, 5),
        ("Atlas", "Perret"): dt.date(2027, 5, 1),
        "no_income": dt.date(2027, 3, 1),
        "essentials": dt.date(2027, 3, 1),
    }


def test_what_is_left_out_follows_from_the_rest(tmp_path: Path) -> None:
    vat = {"client": "A", "name": "M", "starts": "2026-01-01", "vat_rate": 5.5, "terms": "days_then_month_end"}
    invoices = [
        {"client": "A", "amount": 10001, "issued": "2026-03-15"},
        {"client": "A", "amount": 10000, "month": "2026-04", "mission": None},
        {"client": "A", "amount": -10000, "issued": "2026-05-02"},
    ]
    path = written(tmp_path, {"clients": ["A"], "missions": [vat | {"ends": "2026-12-31"}], "invoices": invoices})
    with new_journal(tmp_path) as journal:
        take_in(journal, path)
        assert rows(journal, Mission)[0].contract is Contract.FIXED_TERM
        first, second, credit = rows(journal, Invoice)
    assert (first.mission_id, first.month, first.vat) == (1, dt.date(2026, 3, 1), 550)
    assert first.due == dt.date(2026, 4, 30)
    assert (second.mission_id, second.vat, second.issued) == (None, 0, dt.date(2026, 4, 30))
    assert second.due == dt.date(2026, 5, 30)
    assert (credit.month, credit.vat) == (None, -550)


def test_half_a_cent_of_vat_left_out_goes_away_from_zero(tmp_path: Path) -> None:
    invoices = [{"client": "A", "amount": amount, "issued": "2026-10-31"} for amount in (10050, -10050)]
    mission = {"client": "A", "name": "M", "starts": "2026-01-01", "vat_rate": 25}
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"clients": ["A"], "missions": [mission], "invoices": invoices}))
        assert [row.vat for row in rows(journal, Invoice)] == [2513, -2513]


def test_a_month_is_invoiced_on_the_missions_last_day_if_that_comes_first(tmp_path: Path) -> None:
    mission = {"client": "A", "name": "M", "starts": "2026-01-01", "ends": "2026-04-10"}
    short = {"clients": ["A"], "missions": [mission], "invoices": [{"client": "A", "amount": 1, "month": "2026-04"}]}
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, short))
        assert rows(journal, Invoice)[0].issued == dt.date(2026, 4, 10)


def test_windows_left_out_are_the_usual_one_and_an_empty_list_is_none(tmp_path: Path) -> None:
    with new_journal(tmp_path, "usual") as journal:
        take_in(journal, written(tmp_path, {"clients": ["A"]}))
        assert [(row.first, row.last) for row in rows(journal, ClosureWindow)] == [("12-20", "01-04")]
    with new_journal(tmp_path, "none") as journal:
        take_in(journal, written(tmp_path, {"clients": ["A"], "closure_windows": []}))
        assert rows(journal, ClosureWindow) == ()


def test_a_new_journal_takes_the_documents_settings(tmp_path: Path) -> None:
    settings = {"currency": "CHF", "horizon_months": 36, "vat_period": "monthly"}
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"settings": settings}))
        (found,) = rows(journal, Settings)
    assert (found.currency, found.horizon_months, found.goal_months) == ("CHF", 36, 6)
    assert found.vat_period is Period.MONTHLY


def test_an_import_is_one_change_that_undo_takes_back_whole(tmp_path: Path, short: Path) -> None:
    with new_journal(tmp_path) as journal:
        before = document(journal)
        change = take_in(journal, short, written(tmp_path, {"contacts": [{"name": "Jean"}]}, "more.json"))
        assert change is not None
        assert change.action == "import"
        assert undo(journal) is not None
        assert document(journal) == before
        assert undo(journal) is None
    assert not check(journal.path)


def test_exported_imported_and_exported_again_is_the_same_to_the_byte(tmp_path: Path, short: Path) -> None:
    with new_journal(tmp_path) as journal:
        take_in(journal, short)
        export_document(journal, tmp_path / "out.json")
    with new_journal(tmp_path, "copy") as other:
        take_in(other, tmp_path / "out.json")
        assert document(other).encode() == (tmp_path / "out.json").read_bytes()


def test_the_same_document_twice_adds_nothing_twice(tmp_path: Path, short: Path) -> None:
    with new_journal(tmp_path) as journal:
        take_in(journal, short, short)
        once = document(journal)
        assert len(rows(journal, Invoice)) == 5
        assert take_in(journal, short) is None
        assert document(journal) == once


def test_two_equal_rows_in_one_document_both_stay_and_a_third_is_added(tmp_path: Path) -> None:
    expense = {"name": "Rent", "amount": 100, "first": "2026-01-01"}
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"expenses": [expense] * 2}))
        take_in(journal, written(tmp_path, {"expenses": [expense] * 3}))
        assert len(rows(journal, Expense)) == 3


def test_a_document_may_add_to_what_the_journal_holds(tmp_path: Path, short: Path) -> None:
    more = {
        "clients": [{"name": "atlas"}],
        "invoices": [{"client": "ATLAS", "month": "2026-11", "amount": 240000}],
        "accounts": [{"name": "Savings", "balances": [{"date": "2026-11-21", "amount": 1}]}],
    }
    with new_journal(tmp_path) as journal:
        take_in(journal, short)
        preview = seen(journal, written(tmp_path, more, "more.json"))
        assert preview.added == {"invoice": 1, "balance": 1}
        assert preview.sources[0].there == 2
        take_in(journal, tmp_path / "more.json")
        assert rows(journal, Invoice)[-1].mission_id == 1


@pytest.mark.parametrize(
    ("more", "code", "line"),
    [
        ({"clients": [{"name": "Atlas", "note": "other"}]}, "differs_from_journal", 3),
        ({"missions": [{"client": "Atlas", "name": "Social media", "starts": "2026-07-02"}]},
         "differs_from_journal", 3),
        ({"accounts": [{"name": "Savings", "counted": False}]}, "differs_from_journal", 3),
        (
            {"accounts": [{"name": "Savings", "balances": [{"date": "2026-11-20", "amount": 1}]}]},
            "differs_from_journal",
            6,
        ),
        ({"invoices": [{"client": "Atlas", "month": "2026-10", "amount": 240000, "paid": "2026-11-21"}]},
         "invoice_paid_otherwise", 3),
        ({"settings": {"horizon_months": 36}}, "setting_differs", 3),
        ({"settings": {"currency": "CAD"}, "clients": ["New"]}, "document_other_currency", 3),
        ({"missions": [{"client": "Nobody", "name": "x", "starts": "2026-01-01"}]}, "document_unknown", 4),
        ({"invoices": [{"client": "Atlas", "mission": "x", "issued": "2026-01-01", "amount": 1}]},
         "document_unknown", 5),
        ({"invoices": [{"client": "Perret", "milestone": "x", "issued": "2026-11-01", "amount": 1}]},
         "document_unknown", 5),
        ({"clients": ["New"], "events": [{"client": "New", "date": "2026-01-01", "text": "x"}]},
         "document_not_said", 6),
        ({"invoices": [{"client": "Atlas", "issued": "2026-01-01", "amount": 100, "payments": [
            {"date": "2026-02-01", "amount": 101}]}]}, "paid_too_much", 3),
        ({"invoices": [{"client": "Atlas", "issued": "2026-01-01", "amount": 100, "cancelled": True,
                        "paid": "2026-02-01"}]}, "invoice_cancelled", 3),
        ({"invoices": [{"client": "Atlas", "issued": "2026-01-01", "amount": 100, "paid": "2026-12-01"}]},
         "paid_in_the_future", 3),
        ({"invoices": [{"client": "Atlas", "issued": "2026-01-01", "amount": 100, "settled": "2026-02-01"}]},
         "document_key_slip", 7),
        ({"invoices": [{"client": "Atlas", "issued": "2026-01-01", "due": "2025-01-01", "amount": 1}]},
         "due_before_issue", 6),
        ({"expenses": [{"name": " ", "amount": 1, "first": "2026-01-01"}]}, "empty", 4),
        ({"accounts": [{"name": "Jo"}, {"name": "JO", "counted": False}]}, "account_name_taken", 6),
        ({"clients": [{"ref": "a", "name": "A"}, {"ref": "a", "name": "B"}]}, "document_ref_twice", 8),
        ({"missions": [{"client": {"ref": "a"}, "name": "x", "starts": "2026-01-01"}]}, "document_unknown", 4),
        ({"clients": ["Two", {"name": "Two", "note": "x"}],
          "missions": [{"client": "Two", "name": "x", "starts": "2026-01-01"}]}, "document_unclear", 11),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_in_is_told_by_line_and_nothing_changes(
    tmp_path: Path, short: Path, more: dict[str, Any], code: str, line: int
) -> None:
    with new_journal(tmp_path) as journal:
        take_in(journal, short)
        before = document(journal)
        preview = seen(journal, written(tmp_path, more, "more.json"))
        assert told(preview) == [(code, line)]
        with pytest.raises(Refused):
            take_in(journal, tmp_path / "more.json")
        assert document(journal) == before


def test_bad_lines_are_skipped_with_all_that_belongs_to_them(tmp_path: Path) -> None:
    broken = copy.deepcopy(SHORT)
    broken["clients"][1] = {"name": "Perret", "nmae": "?"}
    path = written(tmp_path, broken)
    with new_journal(tmp_path) as journal:
        assert [code for code, _line in told(seen(journal, path))] == [
            "document_key_slip", "belongs_to_left_out", "belongs_to_left_out",
        ]  # fmt: skip
        take_in(journal, path, skip_bad_lines=True)
        assert [client.name for client in rows(journal, Client)] == ["Atlas"]
        assert len(rows(journal, Invoice)) == 4
    assert not check(journal.path)


def test_another_currency_takes_nothing_in_even_when_bad_lines_are_skipped(tmp_path: Path, short: Path) -> None:
    other = written(tmp_path, {"settings": {"currency": "CAD"}, "accounts": [{"name": "Compte"}]}, "other.json")
    with new_journal(tmp_path) as journal:
        take_in(journal, short)
        assert take_in(journal, other, skip_bad_lines=True) is None


def test_a_file_that_is_no_document_is_a_problem_and_not_an_error(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal:
        for name, content, code in (
            ("cut.json", '{"clients": [', "json_cut_short"),
            ("list.json", "[]", "file_unknown"),
            ("journal.rebond", journal.path.read_bytes(), "file_is_database"),
        ):
            assert [found for found, _line in told(seen(journal, written(tmp_path, content, name)))] == [code]
        assert [found for found, _line in told(seen(journal, tmp_path / "none.json"))] == ["file_not_found"]


@pytest.mark.parametrize(
    ("said", "billing"),
    [
        ({"amount": 240000}, Billing.MONTHLY),
        ({"amount": 48000, "days_per_month": 17}, Billing.DAILY),
        ({"milestones": [{"name": "Report", "amount": 300000, "date": "2027-01-15"}]}, Billing.MILESTONES),
        ({"milestones": []}, Billing.MONTHLY),
        ({"amount": 5, "milestones": [{"name": "Report", "amount": 7, "date": "2027-01-15"}]}, Billing.MONTHLY),
        ({"billing": "monthly", "milestones": [{"name": "R", "amount": 7, "date": "2027-01-15"}]}, Billing.MONTHLY),
    ],
)
def test_a_mission_is_billed_by_what_it_says(tmp_path: Path, said: dict[str, Any], billing: Billing) -> None:
    mission = {"client": "Atlas", "name": "Site", "starts": "2026-07-01", **said}
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"clients": ["Atlas"], "missions": [mission]}))
        assert [row.billing for row in rows(journal, Mission)] == [billing]
        export_document(journal, tmp_path / "out.json")
    with new_journal(tmp_path, "again") as again:
        take_in(again, tmp_path / "out.json")
        assert [row.billing for row in rows(again, Mission)] == [billing]


@pytest.mark.parametrize("another", ["the same file", "an update", "a deletion"])
def test_a_preview_that_another_change_followed_is_refused(tmp_path: Path, another: str) -> None:
    path = written(
        tmp_path,
        {"clients": ["Atlas"], "missions": [{"client": "Atlas", "name": "Reels", "starts": "2026-07-01", "amount": 1}]},
    )
    with new_journal(tmp_path) as journal:
        take_in(journal, written(tmp_path, {"clients": ["Atlas"]}, "before.json"))
        shown = seen(journal, path)
        with journal.read() as reader:
            (atlas,) = reader.all(Client)
        if another == "the same file":
            take_in(journal, path)
        elif another == "an update":
            records.save(journal, dataclasses.replace(atlas, name="Atlas SAS"), TODAY)
        else:
            records.delete(journal, atlas)
        with journal.read() as reader:
            missions = reader.all(Mission)
        with pytest.raises(Refused) as caught:
            imports.carry_out(journal, shown, TODAY)
        assert [problem.code for problem in caught.value.problems] == ["changed_since_preview"]
        with journal.read() as reader:
            assert reader.all(Mission) == missions


@pytest.mark.parametrize(
    ("invoice", "code"),
    [
        ({"client": "B", "mission": {"ref": "m"}}, "belongs_to_another"),
        ({"client": "A", "mission": "Reels", "milestone": {"ref": "other"}}, "belongs_to_another"),
        ({"client": "A", "mission": None, "milestone": {"ref": "own"}}, "belongs_to_another"),
        ({"client": "A", "mission": {"ref": "m"}, "milestone": {"ref": "own"}}, None),
    ],
)
def test_an_invoice_is_of_its_own_client_and_mission_also_by_ref(
    tmp_path: Path, invoice: dict[str, Any], code: str
) -> None:
    mission = {"starts": "2026-07-01", "billing": "milestones"}
    milestone = {"name": "Draft", "date": "2026-08-01", "amount": 100}
    path = written(
        tmp_path,
        {
            "clients": ["A", "B"],
            "missions": [
                {"ref": "m", "client": "A", "name": "Reels", **mission, "milestones": [{"ref": "own", **milestone}]},
                {"client": "B", "name": "Site", **mission, "milestones": [{"ref": "other", **milestone}]},
            ],
            "invoices": [{"month": "2026-08", "amount": 100, **invoice}],
        },
    )
    with new_journal(tmp_path) as journal:
        assert [found for found, _line in told(seen(journal, path))] == ([code] if code else [])


def test_a_number_too_large_for_the_file_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, {"channels": [{"code": "x", "position": 2**63}]})
    with new_journal(tmp_path) as journal:
        assert [code for code, _line in told(seen(journal, path))] == ["document_out_of_range"]


def test_an_invoice_is_paid_on_a_day_or_by_payments_and_not_both(tmp_path: Path) -> None:
    invoice = {
        "client": "A", "amount": 100, "issued": "2026-01-31", "mission": None, "paid": "2026-03-01",
        "payments": [{"date": "2026-03-01", "amount": 100}],
    }  # fmt: skip
    with new_journal(tmp_path) as journal:
        preview = seen(journal, written(tmp_path, {"clients": ["A"], "invoices": [invoice]}))
    assert [code for code, _line in told(preview)] == ["paid_and_payments"]
