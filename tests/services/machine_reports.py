"""What the lists say of a day against plain sums over the facts of the file."""

from __future__ import annotations

from datetime import date, timedelta

from cobranca_cli.domain.calendar import BANK_CALENDAR
from cobranca_cli.reports.customer import customer
from cobranca_cli.reports.customers import customers
from cobranca_cli.reports.overdue import overdue
from cobranca_cli.reports.statement import statement
from cobranca_cli.reports.summary import summary
from cobranca_cli.reports.upcoming import upcoming
from cobranca_cli.store.settings import Settings

FAR = 200_000  # Days: beyond any due date.
FAR_DAY = date(2150, 1, 1)


def assert_reports(connection, facts, today, day):
    """`overdue` and `statement` on `day`; `overdue`, `upcoming`, `customers`, `summary` today."""
    for as_of in {day, today}:
        found = overdue(connection, as_of=as_of, calendar=BANK_CALENDAR)
        expected = {i: cents for i, cents in open_on(facts, as_of).items()
                    if cents and is_late(facts.items[i][3], as_of)}  # fmt: skip
        assert {row.installment_id: row.open_cents for row in found.rows} == expected
        assert (found.installments, found.open_cents) == (len(expected), sum(expected.values()))
        by_customer = overdue(connection, as_of=as_of, calendar=BANK_CALENDAR, by="customer")
        assert sum(row.open_cents for row in by_customer.rows) == found.open_cents
    now = open_on(facts, today)
    late = sum(c for i, c in now.items() if is_late(facts.items[i][3], today))
    listed = customers(connection, today=today, settings=Settings())
    credit = sum(row[8] for row in facts.payments.values())
    assert (listed.open_cents, listed.credit_cents) == (
        sum(row[5] for row in facts.items.values()), credit,
    )  # fmt: skip
    if nothing_ahead(facts, today):
        rest = upcoming(connection, today=today, calendar=BANK_CALENDAR, days=FAR)
        assert rest.open_cents + late == listed.open_cents
        assert listed.overdue_cents == late
        assert summary(connection, today=today, settings=Settings()).overdue_cents == late
    for customer_id in list(facts.customers)[:2]:
        if facts.customers[customer_id][1]:
            _assert_statement(connection, facts, customer_id, day)
            _assert_card(connection, customer_id, today)


def _assert_statement(connection, facts, customer_id, day):
    found = statement(connection, customer_id=customer_id, until=day, calendar=BANK_CALENDAR)
    late = overdue(connection, as_of=day, calendar=BANK_CALENDAR, customer_id=customer_id)
    by_bucket = dict.fromkeys(found.buckets, 0)
    for row in late.rows:
        by_bucket["disputed" if row.disputed else row.bucket] += row.open_cents
    contested_early = found.buckets["disputed"] - by_bucket["disputed"]
    not_due = found.open_cents - late.open_cents - contested_early
    by_bucket |= {"not_due": not_due, "disputed": found.buckets["disputed"]}
    assert contested_early >= 0
    assert (found.buckets, found.overdue_cents) == (by_bucket, late.open_cents)
    owed = sum(c for i, c in open_on(facts, day).items() if facts.items[i][1] == customer_id)
    balance = found.rows[-1].balance_cents if found.rows else 0
    assert found.open_cents == owed, (customer_id, day)
    assert balance == found.open_cents - found.credit_cents
    ever_contested = any(facts.items[row[0]][1] == customer_id for row in facts.disputes.values())
    assert (
        not (found.open_cents and found.credit_cents)
        or day < max(_last_days(facts))
        or ever_contested
    )


def _assert_card(connection, customer_id, today):
    """Today the statement, the card and the list say one thing (a card sees what lies ahead)."""
    found = statement(connection, customer_id=customer_id, until=FAR_DAY, calendar=BANK_CALENDAR)
    card = customer(connection, customer=f"c{customer_id}", today=today, settings=Settings())
    assert (card.open_cents, card.credit_cents) == (found.open_cents, found.credit_cents)


def _last_days(facts):
    """Days on which something moved: between two of them a past credit may meet what came open."""
    days = [key[2] for sums in facts.days.values() for key in sums]
    return [_date(day) for day in days] or [_date("0001-01-01")]


def _date(text):
    return date.fromisoformat(text)


def open_on(facts, day):
    """Instalment -> what was open of it at the end of a day; none before its sale."""
    text = day.isoformat()
    return {
        i: row[4] - sum(c for key, c in facts.days.get(("item", i), {}).items() if key[2] <= text)
        for i, row in facts.items.items()
        if facts.sales[row[0]][1] <= text
    }


def nothing_ahead(facts, today):
    """Whether nothing lies after this day: a clock that was set back sees no future."""
    text = today.isoformat()
    return all(row[1] <= text for row in facts.sales.values()) and all(
        key[2] <= text for sums in facts.days.values() for key in sums
    )


def is_late(due_on, day):
    """The day after, or after the next business day when due on none (rules §2)."""
    last = _date(due_on)
    while not BANK_CALENDAR.is_business_day(last):
        last += timedelta(days=1)
    return day > last
