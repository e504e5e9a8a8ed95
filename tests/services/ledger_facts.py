"""What a database file says, read fresh and summed plainly; and what must hold of it always."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple


class Facts(NamedTuple):
    """Everything a person can observe, by id; `days` are the sums that stand on each day."""

    customers: dict
    sales: dict
    items: dict
    payments: dict
    contacts: dict
    recurring: dict
    amounts: dict
    occurrences: dict
    disputes: dict
    agreements: dict
    days: dict


def observe(connection):
    """The facts: `days[of, id][kind, payment_id, day]` sums what did not cancel on that day."""

    def by_id(sql):
        return {row[0]: row[1:] for row in connection.execute(sql)}

    days = defaultdict(lambda: defaultdict(int))
    for item, kind, payment, day, cents in connection.execute(
        "SELECT installment_id, kind, payment_id, effective_on, amount_cents FROM posting"
    ):
        days["item", item][kind, payment, day] += cents
        if payment:
            days["payment", payment]["posting", payment, day] += cents
    for item, payment, kind, day, cents in connection.execute(
        "SELECT installment_id, payment_id, kind, effective_on, amount_cents FROM charge"
    ):
        days["charge", item][kind, payment, day] += cents
        if payment:
            days["payment", payment]["charge", payment, day] += cents
    for payment, kind, day, cents in connection.execute(
        "SELECT payment_id, kind, effective_on, amount_cents FROM refund"
    ):
        days["payment", payment][kind, payment, day] += cents
    standing = {key: {k: cents for k, cents in sums.items() if cents} for key, sums in days.items()}
    return Facts(
        by_id(
            "SELECT id, is_counter, active, name, nickname, phone, document, email, address,"
            " name_key, nickname_key, limit_cents, block_reason_id, merged_into FROM customer"
        ),
        by_id(
            "SELECT s.id, s.customer_id, sold_on, total_cents, t.body, voided FROM sale s"
            " LEFT JOIN personal_text t ON t.id = s.description_id"
        ),
        by_id(
            "SELECT id, coalesce(sale_id, -agreement_id), customer_id, number, due_on,"
            " amount_cents, open_cents"
            " FROM installment"
        ),
        by_id(
            "SELECT payment_id, customer_id, sale_id, received_on, amount_cents, method,"
            " reference, payer, reversed, credit_cents FROM payment_state"
        ),
        by_id(
            "SELECT k.id, k.customer_id, t.body, k.active FROM contact k"
            " JOIN personal_text t ON t.id = k.text_id"
        ),
        by_id(
            "SELECT r.id, r.customer_id, amount_cents, every, start_on, times, until_on, kind,"
            " t.body, stopped_on, active FROM recurring r"
            " LEFT JOIN personal_text t ON t.id = r.description_id"
        ),
        by_id("SELECT id, recurring_id, from_on, amount_cents, active FROM recurring_amount"),
        by_id("SELECT id, recurring_id, occurs_on, sale_id, active FROM occurrence"),
        by_id("SELECT id, installment_id, opened_on, status, resolved_on, active FROM dispute"),
        by_id(
            "SELECT id, customer_id, status, accepted_on, ended_on, proof_id, reason_id, active"
            " FROM agreement"
        ),
        {key: sums for key, sums in standing.items() if sums},
    )


def assert_restored(now, then):
    """`now` shows exactly what `then` showed; what came into being since is inert."""
    for table in Facts._fields[:-1]:
        present, past = getattr(now, table), getattr(then, table)
        assert {i: present[i] for i in past} == past, table
    tables = (("item", then.items), ("charge", then.items), ("payment", then.payments))
    for of, table in tables:
        for i in table:
            assert now.days.get((of, i)) == then.days.get((of, i)), (of, i)
    assert not any(row[1] for i, row in now.customers.items() if i not in then.customers)
    assert all(row[4] for i, row in now.sales.items() if i not in then.sales)
    assert not any(row[5] for i, row in now.items.items() if i not in then.items)
    for table in (
        "contacts",
        "recurring",
        "amounts",
        "occurrences",
        "disputes",
        "agreements",
    ):  # `active` comes last.
        past = getattr(then, table)
        assert not any(row[-1] for i, row in getattr(now, table).items() if i not in past), table
    for i, row in now.payments.items():
        assert i in then.payments or (row[7] == 1 and row[8] == 0), (i, row)


def assert_bounced(payment_id, on, before, after):
    """The payment settles what it did on the days before `on`, and nothing from then on."""

    def settled(facts):
        return {
            (i, day): cents
            for (of, i), sums in facts.days.items()
            for (_, payment, day), cents in sums.items()
            if of == "item" and payment == payment_id
        }

    was, now = settled(before), settled(after)
    assert {k: c for k, c in now.items() if k[1] < on} == {
        k: c for k, c in was.items() if k[1] < on
    }
    assert not any(day > on for _, day in now)
    for item in {i for i, _ in now}:
        assert sum(cents for (i, _), cents in now.items() if i == item) == 0


def assert_identities(connection):
    """The identities of `rules.md` §3, today and on every past day."""
    facts = observe(connection)
    posted = defaultdict(int)
    for (of, i), sums in facts.days.items():
        posted[of, i] = sum(sums.values())
    contested = {row[0] for row in facts.disputes.values() if row[2] == "open" and row[4]}
    totals, owed, credit = defaultdict(int), defaultdict(int), defaultdict(int)
    for i, (sale, customer, _number, _due, amount, open_cents) in facts.items.items():
        assert 0 <= open_cents <= amount, (i, open_cents, amount)
        assert open_cents == amount - posted["item", i], i
        assert customer == _owner(facts, sale)[0], "an instalment is of its sale's customer"
        totals[sale] += amount
        owed[customer] += 0 if i in contested else open_cents
    for i, (customer, _s, _d, amount, _m, _r, _p, gone, credit_cents) in facts.payments.items():
        assert 0 <= credit_cents <= amount, (i, credit_cents, amount)
        assert credit_cents == amount - posted["payment", i], i
        assert not (gone and credit_cents), i
        credit[customer] += credit_cents
    for i, row in facts.sales.items():
        assert totals[i] == row[2], f"sale {i}: instalments do not add up to its total"
        assert not (row[4] and any(it[5] for it in facts.items.values() if it[0] == i))
    for customer in facts.customers:
        assert not (owed[customer] and credit[customer]), f"c{customer}: credit beside open money"
    _assert_money_is_conserved(connection)
    _assert_every_day(facts)


def _assert_money_is_conserved(connection):
    def one(sql):
        return connection.execute(sql).fetchone()[0] or 0

    posted = one("SELECT sum(amount_cents) FROM posting WHERE kind = 'payment'")
    credit = one("SELECT sum(credit_cents) FROM payment")
    refunded = one("SELECT sum(amount_cents) FROM refund WHERE kind = 'refund'")
    received = one("SELECT sum(amount_cents) FROM payment_state WHERE NOT reversed")
    charged = one("SELECT sum(amount_cents) FROM charge WHERE payment_id IS NOT NULL")
    # A reversed payment has nothing posted and nothing refunded left, so all of them may count.
    assert posted + charged + credit + refunded == received


def _owner(facts, sale):
    """(customer, first day) of a sale, or of the agreement that a number below zero names."""
    if sale > 0:
        return facts.sales[sale][:2]
    customer, _, accepted_on, *_ = facts.agreements[-sale]
    return customer, accepted_on or ""  # An acceptance that was undone never was.


def _assert_every_day(facts):
    """On no day an instalment above its amount or below zero, nor a payment overspent."""
    for (of, i), sums in facts.days.items():
        if of == "charge":  # Up to what was due: the charges machine looks.
            sale, limit = facts.items[i][0], 10**12
            first = _owner(facts, sale)[1]
        elif of == "item":
            sale, limit = facts.items[i][0], facts.items[i][4]
            first = _owner(facts, sale)[1]
        else:
            first, limit = facts.payments[i][2], facts.payments[i][3]
        by_day = defaultdict(int)
        for (_kind, payment, day), cents in sums.items():
            assert day >= first, f"{of} {i}: something on {day}, before {first}"
            if of != "payment" and payment:
                assert day >= facts.payments[payment][2], f"{of} {i}: before payment {payment}"
            by_day[day] += cents
        total = 0
        for day in sorted(by_day):
            total += by_day[day]
            assert 0 <= total <= limit, f"{of} {i} on {day}: {total} of {limit}: {sums}"


def assert_earliest_days(connection, *, since_posting_id):
    """Each new share of a payment takes effect on the first day from which it fits for good.

    That is the latest of the payment's day, the sale's day and the day the instalment last came
    open again, or the payment's money came free again (`rules.md` §3), found by trying every day.
    """
    new = connection.execute(
        "SELECT p.id, p.audit_seq, p.installment_id, p.payment_id, p.amount_cents, p.effective_on,"
        " i.amount_cents, s.sold_on, y.amount_cents, y.received_on FROM posting p"
        " JOIN installment i ON i.id = p.installment_id JOIN sale s ON s.id = i.sale_id"
        " JOIN payment y ON y.id = p.payment_id WHERE p.id > ? AND p.reverses_id IS NULL",
        (since_posting_id,),
    ).fetchall()
    for posting, seq, item, payment, cents, effective_on, amount, sold_on, paid, received_on in new:
        on_item = connection.execute(
            "SELECT effective_on, amount_cents FROM posting WHERE installment_id = ? AND id < ?",
            (item, posting),
        ).fetchall()
        from_payment = connection.execute(
            "SELECT effective_on, amount_cents FROM posting WHERE payment_id = ?1 AND id < ?2"
            " UNION ALL SELECT effective_on, amount_cents FROM refund"
            " WHERE payment_id = ?1 AND audit_seq < ?3",
            (payment, posting, seq),
        ).fetchall()
        start = max(received_on, sold_on)
        days = sorted({start, *(d for d, _ in on_item + from_payment if d > start)})

        def fits_on(day, cents, events, room):
            return sum(c for d, c in events if d <= day) + cents <= room

        for first in days:
            if all(
                fits_on(d, cents, on_item, amount) and fits_on(d, cents, from_payment, paid)
                for d in days
                if d >= first
            ):
                assert effective_on == first, (posting, effective_on, first)
                break
        else:
            raise AssertionError(f"posting {posting} fits on no day")
