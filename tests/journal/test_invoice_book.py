"""The invoices of all clients: where each stands, filters, orders and sums."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rebond.actions.example import create_example
from rebond.actions.invoices import save_invoice
from rebond.actions.journals import create
from rebond.actions.records import save
from rebond.domain.missions.kinds import Client, Invoice
from rebond.domain.missions.standing import InvoiceStanding, invoice_standing
from rebond.journal.queries.invoice_book import BookAsked, BookLine, BookSum, book_lines, book_sums, book_years
from rebond.journal.queries.missions import InvoiceOrder
from rebond.journal.reader import Reader
from tests.languages import ENGLISH

TODAY = date(2026, 11, 22)
EVERY = BookAsked()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    with create_example(tmp_path / "example.rebond", ENGLISH, TODAY) as journal, journal.read() as reader:
        yield reader


def added(lines: tuple[BookLine, ...]) -> BookSum:
    """Add lines up one by one, without those cancelled."""
    counted = [line for line in lines if line.standing is not InvoiceStanding.CANCELLED]
    return BookSum(
        len(counted),
        sum(line.invoice.amount for line in counted),
        sum(line.invoice.vat for line in counted),
        sum(line.paid for line in counted),
        sum(line.left for line in counted),
    )


def test_where_each_invoice_stands_is_the_domains_word_for_it(reader: Reader) -> None:
    lines = book_lines(reader, EVERY, TODAY)
    assert {line.standing for line in lines} >= {InvoiceStanding.LATE, InvoiceStanding.OPEN, InvoiceStanding.PAID}
    for today in (TODAY, date(2025, 6, 1), date(2030, 1, 1)):
        for line in book_lines(reader, EVERY, today):
            assert line.standing is invoice_standing(line.invoice, line.paid, today)


def test_the_sums_are_those_of_the_lines(reader: Reader) -> None:
    sums = book_sums(reader, EVERY, TODAY)
    assert sums.all == added(book_lines(reader, EVERY, TODAY))
    assert list(sums.by_year) == sorted(sums.by_year, reverse=True)
    for year, total in sums.by_year.items():
        assert total == added(book_lines(reader, replace(EVERY, year=year), TODAY))
    for standing, total in sums.by_standing.items():
        lines = book_lines(reader, replace(EVERY, standing=standing), TODAY)
        assert {line.standing for line in lines} == {standing}
        assert (total.count, total.total) == (len(lines), sum(line.invoice.total for line in lines))
    assert set(sums.by_year) <= set(book_years(reader))
    assert sums.by_standing[InvoiceStanding.CANCELLED].count == 1


def test_a_text_finds_clients_and_numbers_and_the_filters_meet(reader: Reader) -> None:
    found = book_lines(reader, replace(EVERY, text="perr"), TODAY)
    assert {line.client for line in found} == {"Perret"}
    (one,) = book_lines(reader, replace(EVERY, text="2026-28"), TODAY)
    assert one.left == 576_00
    late = replace(EVERY, text="perr", standing=InvoiceStanding.LATE, year=2026)
    assert [line.invoice.number for line in book_lines(reader, late, TODAY)] == ["2026-28"]
    assert book_lines(reader, replace(late, year=2025), TODAY) == ()
    assert book_sums(reader, replace(late, year=2025), TODAY).all == BookSum()


@pytest.mark.parametrize("order", list(InvoiceOrder))
def test_every_order_sorts_and_a_window_is_a_part_of_it(reader: Reader, order: InvoiceOrder) -> None:
    asked = replace(EVERY, order=order, descending=False)
    lines = book_lines(reader, asked, TODAY)
    assert book_lines(reader, asked, TODAY, limit=7, offset=11) == lines[11:18]
    keys = {
        InvoiceOrder.CLIENT: lambda line: line.client.casefold(),
        InvoiceOrder.TOTAL: lambda line: line.invoice.total,
        InvoiceOrder.STATE: lambda line: list(InvoiceStanding).index(line.standing),
    }
    key = keys.get(order, lambda line: getattr(line.invoice, order.value))
    assert [key(line) for line in lines] == sorted(key(line) for line in lines)


def test_an_invoice_that_a_credit_note_settles_is_not_paid(tmp_path: Path) -> None:
    day = date(2026, 10, 1)
    invoice = Invoice(client_id=1, number="F-1", amount=100_00, issued=day, due=day)
    with create(tmp_path / "mine.rebond") as journal:
        save(journal, Client(name="Atlas"), TODAY)
        save_invoice(journal, invoice, TODAY)
        save_invoice(journal, replace(invoice, number="A-1", amount=-100_00, corrects_id=1), TODAY)
        with journal.read() as reader:
            lines = {line.invoice.number: line for line in book_lines(reader, EVERY, TODAY)}
    assert lines["F-1"].standing is InvoiceStanding.CREDITED
    assert invoice_standing(lines["F-1"].invoice, lines["F-1"].paid, TODAY) is InvoiceStanding.CREDITED
