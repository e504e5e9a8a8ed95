"""Past days lived again from the book: the same as the program did, and only what was known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from shopkeeper import REAL, Shop

from cobranca_cli.domain.calendar import BANK_CALENDAR, sending
from cobranca_cli.errors import FutureDateError, PeriodReversedError, PeriodTooLongError
from cobranca_cli.reports.simulation import MOST_YEARS, simulate
from cobranca_cli.services import contacts, customers, reminders
from cobranca_cli.store.queries import as_of
from cobranca_cli.store.queries import simulation as queries
from cobranca_cli.store.settings import Settings

TODAY = date(2026, 11, 23)
FULL = Settings(
    {"business.owner": "Lúcia", "business.document": "52998224725", "business.address": "Rua A, 1"}
)


@pytest.fixture
def shop(unit):
    return Shop(unit, FULL)


@pytest.fixture
def lived(reader):
    def run(first="2026-09-01", last="2026-09-30", settings=FULL):
        return simulate(
            reader(), first=date.fromisoformat(first), last=date.fromisoformat(last), today=TODAY,
            settings=settings,
        )  # fmt: skip

    return run


def test_the_simulation_says_what_the_program_did(shop, unit, lived):
    """The reminders of six weeks, recorded each sending day as they came, and simulated after."""
    for name, due_on, parts in (("Ana", "10-05", 1), ("Bia", "10-14", 2), ("Caio", "10-02", 1),
                                ("Davi", "10-19", 1), ("Eva", "10-22", 1)):  # fmt: skip
        shop.sell(name, 100 * REAL * parts, "09-28", due_on, installments=parts)
    shop.sell("Ana", 3 * REAL, "09-29", "10-20")
    paid = {
        "10-13": ("Ana", 103),
        "11-03": ("Bia", 120),
        "10-22": ("Eva", 60),
        "11-11": ("Eva", 60),
    }
    leaving = sending(BANK_CALENDAR, 2026)
    day = date(2026, 10, 1)
    while day <= date(2026, 11, 13):
        key = f"{day:%m-%d}"
        if key in paid:
            name, reais = paid[key]
            shop.pay(name, reais * REAL, key)
        if key == "10-08":
            reminders.promise(unit(today=day), customer="Ana", due_on=date(2026, 10, 13))
        if key == "10-26":
            reminders.pause(unit(today=day), until_on=date(2026, 10, 28), reason="viagem")
        if leaving.is_business_day(day):
            reminders.record(unit(today=day), settings=FULL)
        if key == "11-05":
            contacts.log_contact(unit(today=day), customer="Caio", text="ligo sexta", settings=FULL,
                                 step="conversa")  # fmt: skip
        day += timedelta(days=1)
    found = lived("2026-10-01", "2026-11-13")
    assert found.sent is not None
    assert found.sent.messages > 12
    assert found.by_step == found.sent.by_step
    assert set(found.by_step) == {"antes", "no-dia", "esqueceu", "tudo-bem", "proposta"}
    assert found.tasks == {"conversa": 1}  # Caio's, on 03/11.


def test_a_payer_after_two_weeks(shop, lived):
    shop.sell("Ana", 100 * REAL, "09-01", "09-10")
    shop.pay("Ana", 100 * REAL, "09-24")
    found = lived()
    assert (found.sending_days, found.customers, found.sent) == (21, 1, None)
    assert found.by_step == {"antes": 1, "no-dia": 1, "esqueceu": 1, "tudo-bem": 1}
    assert found.bothered.messages == found.silent.installments == 0
    late_only = FULL.changed(
        {"ladder.antes": "não", "ladder.no-dia": "não", "ladder.tudo-bem": "5"}
    )
    assert lived(settings=late_only).by_step == {"esqueceu": 1, "tudo-bem": 1}


def test_corrections_never_were_and_cancelled_sales_are_out(shop, lived):
    shop.sell("Ana", 100 * REAL, "09-01", "09-10")
    shop.reverse(shop.pay("Ana", 100 * REAL, "09-09").payment_id)
    voided = shop.sell("Bia", 100 * REAL, "09-01", "09-10")
    shop.void(voided.sale_id)
    shop.sell("Caio", 100 * REAL, "09-01", "09-10")
    shop.undo()
    shop.leave_open_at_the_counter(100 * REAL, "2026-09-01", "2026-09-10")
    shop.sell("Davi", 100 * REAL, "10-01", "10-02")  # Not known in September.
    found = lived()
    assert (found.customers, found.by_step["proposta"]) == (1, 1)


def test_credit_is_on_each_day_what_it_was(shop, reader):
    shop.sell("Ana", 100 * REAL, "08-01", "09-10")
    shop.pay("Ana", 130 * REAL, "08-20")
    shop.pay("Ana", 20 * REAL, "09-08")
    shop.reverse(shop.pay("Ana", 40 * REAL, "09-09").payment_id)
    shop.sell("Ana", 35 * REAL, "09-15", "09-18")
    shop.refund("Ana", 5 * REAL)
    shop.sell("Ana", 100 * REAL, "11-23", "11-23")
    connection = reader()
    period = queries.Period(date(2026, 9, 1), TODAY, FULL.zone)
    (ana,) = queries.histories(connection, period, until=TODAY, month_days=30, pay_days=True)
    every = [date(2026, 9, 1) + timedelta(days=n) for n in range(84)]
    found = [sum(cents for day, cents in ana.credit if day <= on) for on in every]
    assert found == [as_of.credit_cents(connection, on).get(1, 0) for on in every]
    assert {30 * REAL, 50 * REAL, 15 * REAL} <= set(found)


def test_wishes_count_from_the_day_they_were_written(shop, unit, lived):
    """The clock of tests stands on 23/11: what was written then does not reach back."""
    for name in ("Ana", "Bia"):
        shop.sell(name, 100 * REAL, "09-01", "09-10")
        contacts.log_contact(unit(), customer=name, text="não é dele", reason="numero-errado",
                             on=date(2026, 9, 11))  # fmt: skip
    customers.edit_customer(
        unit(), customer="Bia", details=customers.Details(phone="+5511912345678")
    )
    contacts.log_contact(unit(), customer="Ana", text="parar", reason="pediu-para-parar")
    shop.sell("Caio", 100 * REAL, "11-01", "11-10")
    contacts.log_contact(unit(), customer="Caio", text="parar", reason="pediu-para-parar")
    shop.sell("Davi", 100 * REAL, "11-01", "11-10")
    reminders.pause(unit(today=date(2026, 11, 9)), customer="Davi", until_on=date(2026, 12, 9),
                    reason="viagem")  # fmt: skip
    reminders.resume(unit(), customer="Davi")
    found = lived("2026-09-10", "2026-11-23")
    # Ana's alone: Bia's and Davi's silence ends on the 23rd, Caio was reminded before he asked.
    assert found.silent.days == {"wrong-number": 48, "opted-out": 1}
    assert (found.silent.customers, found.customers) == (1, 4)  # All on the day or before it.


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        ("2026-11-01", "2026-11-24", FutureDateError),
        ("2026-09-30", "2026-09-01", PeriodReversedError),
        ("2023-11-23", "2026-11-23", PeriodTooLongError),
        ("2023-11-24", "2026-11-23", None),
        ("2026-11-23", "2026-11-23", None),
    ],
)
def test_periods(lived, database, first, last, error):
    if error is None:
        assert lived(first, last).messages == 0
    else:
        with pytest.raises(error):
            lived(first, last)
    assert MOST_YEARS == 3
