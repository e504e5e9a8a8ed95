"""What the tables say of reminders, read plainly; and what must hold of each message (rules §7).

Nothing here asks the program's own rules: only its calendar of bank days, which has tests of its
own against ANBIMA's list.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from machine_reports import is_late

from cobranca_cli.domain.calendar import BANK_CALENDAR, sending

KEYS = ("antes", "no-dia", "esqueceu", "tudo-bem", "proposta", "conversa", "formal", "decisao")
DAYS = dict(zip(KEYS, (-3, 0, 3, 7, 15, 30, 45, 60), strict=True))
TASKS = ("conversa", "decisao")
LATE = ("esqueceu", "tudo-bem", "proposta", "formal", "promessa-passou")
LEFT = ("sent", "recorded", "uncertain")
COVERED_WITHIN = timedelta(days=7)


class Book(NamedTuple):
    """Rows by id; of messages, steps, promises, pauses and contacts only those that stand."""

    opted_out: set
    wrong_number: set
    items: dict  # (customer, due on, open cents)
    credit: dict  # customer -> cents
    messages: dict  # (customer, step, said on, status, text, address)
    steps: dict  # (instalment, step, done on, message, contact)
    denied: list  # (instalment, step, done on) of messages that did not arrive after all
    promises: dict  # (customer, due on)
    pauses: list  # (customer, instalment, from, until)
    heard: dict  # (customer, on, reason, step)
    disputed: set
    spoken_of: dict  # (message, promise, payment, step)


def read(connection):
    def rows(sql):
        return [tuple(map(_value, row)) for row in connection.execute(sql)]

    def by_id(sql):
        return {row[0]: row[1:] for row in rows(sql)}

    return Book(
        {who for (who,) in rows("SELECT id FROM customer WHERE opt_out IS NOT NULL")},
        _wrong_numbers(rows),
        by_id("SELECT id, customer_id, due_on, open_cents FROM installment"),
        by_id("SELECT customer_id, sum(credit_cents) FROM payment GROUP BY 1"),
        by_id(
            "SELECT m.id, m.customer_id, m.step, said_on, status, t.body, a.body FROM message m"
            " JOIN personal_text t ON t.id = m.text_id"
            " LEFT JOIN personal_text a ON a.id = m.address_id WHERE m.active = 1"
        ),
        by_id(
            "SELECT id, installment_id, step, done_on, message_id, contact_id FROM message_step"
            " WHERE active = 1"
        ),
        rows(
            "SELECT installment_id, s.step, done_on FROM message_step s"
            " JOIN message m ON m.id = s.message_id WHERE s.active = 0 AND m.active = 1"
            " AND m.status = 'failed'"
        ),
        by_id("SELECT id, customer_id, due_on FROM promise WHERE active = 1"),
        rows(
            "SELECT customer_id, installment_id, from_on, until_on FROM pause WHERE active = 1"
        ),
        by_id("SELECT id, customer_id, contacted_on, reason, step FROM contact WHERE active = 1"),
        {i for (i,) in rows(
            "SELECT installment_id FROM dispute WHERE active = 1 AND status = 'open'")},
        by_id(
            "SELECT b.id, b.message_id, promise_id, payment_id, b.step FROM message_about b"
            " JOIN message m ON m.id = b.message_id WHERE b.active = 1 AND m.active = 1"
        ),
    )  # fmt: skip


def _wrong_numbers(rows):
    """Whose number was said to be another's, and is still the one that it was then."""
    found, heard = set(), {}
    taken_back = {}
    for seq, undoes in rows("SELECT seq, undoes FROM audit WHERE undoes IS NOT NULL"):
        taken_back[undoes] = seq

    def stands(seq):
        return seq not in taken_back or not stands(taken_back[seq])

    for who, seq in rows(
        "SELECT customer_id, audit_seq FROM contact WHERE reason = 'numero-errado' AND active = 1"
    ):
        heard[who] = max(seq, heard.get(who, 0))
    for who, seq in heard.items():
        changed = rows(
            "SELECT c.audit_seq FROM change c JOIN audit a ON a.seq = c.audit_seq"
            f" WHERE entity = 'customer' AND entity_id = {who} AND field = 'phone'"
            f" AND c.audit_seq > {seq} AND a.undoes IS NULL"
        )
        if not any(stands(later) for (later,) in changed):
            found.add(who)
    return found


def _value(text):
    """A kept day as a date, all else as it is."""
    is_day = isinstance(text, str) and len(text) == 10 and text[4] == text[7] == "-"
    return date.fromisoformat(text) if is_day else text


# --- The ladder ---------------------------------------------------------------------------------


def ladders(settings):
    """Everybody's and the segments', as step -> days; which one somebody has is not asked here."""
    common = {}
    for key in KEYS:
        text = settings[f"ladder.{key}"]
        if text.lstrip("+-").isdigit():
            common[key] = int(text)
    hard = {key: days for key, days in common.items() if key != "tudo-bem"} | {"proposta": 7}
    punctual = {key: days for key, days in common.items() if key != "antes"}
    return [common, punctual, dict(sorted(hard.items(), key=lambda rung: KEYS.index(rung[0])))]


def next_late(ladder, due_on, done):
    """(step, day) after the highest one that is done; (None, None) at the end."""
    passed = max((KEYS.index(key) for key in done), default=-1)
    late = [(key, days) for key, days in ladder.items() if days > 0]
    for key, days in late:
        if KEYS.index(key) > passed:
            waits = [done[b] + timedelta(days=days - n) for b, n in late if b in done]
            return key, max([due_on + timedelta(days=days), *waits])
    return None, None


# --- What must hold -----------------------------------------------------------------------------


def assert_may_be_said(book, message_id, reminder, today, settings):
    """`book` is as it stood when the message had just been kept; `reminder` is what was decided."""
    who, step, said_on, status, _text, _to = book.messages[message_id]
    assert (who, step, said_on) == (reminder.customer_id, reminder.step, today)
    assert status in (*LEFT, "queued")
    assert_gap(book, message_id, today, settings)
    assert who not in book.opted_out | book.wrong_number
    assert not [p for p in book.pauses if p[0] in (who, None) and p[1] is None
                and p[2] <= today < p[3]]  # fmt: skip
    for on in says_paid_on(book, who):
        assert today > BANK_CALENDAR.add_business_days(on, 5), "they say that they paid"
    credit = book.credit.get(who, (0,))[0]
    if step in ("promessa", "promessa-passou"):
        owed = sum(row[2] for i, row in book.items.items() if row[0] == who
                   and i not in book.disputed) - credit  # fmt: skip
        assert 0 < reminder.total_cents <= owed
        assert reminder.done == []
        return
    assert not [on for w, on in book.promises.values() if w == who
                and today <= BANK_CALENDAR.add_business_days(on, 1)], "promised"  # fmt: skip
    shown = reminder.installment_ids
    paused = {p[1] for p in book.pauses if p[1] and p[2] <= today < p[3]}
    assert not set(shown) & (book.disputed | paused)
    assert all(book.items[i][0] == who and book.items[i][2] > 0 for i in shown)
    assert reminder.total_cents == sum(book.items[i][2] for i in shown) - credit
    assert reminder.total_cents >= 500
    done = [(row[0], row[1]) for row in book.steps.values() if row[3] == message_id]
    assert sorted(done) == sorted(reminder.done)
    assert {i for i, _ in done} <= set(shown)
    tried = [_why_not(book, message_id, shown, today, one) for one in ladders(settings)]
    assert None in tried, tried


def assert_gap(book, message_id, today, settings):
    who, step = book.messages[message_id][:2]
    if step not in LATE:
        return
    before = [m[2] for i, m in book.messages.items()
              if i != message_id and m[0] == who and m[1] in LATE and m[3] in LEFT]  # fmt: skip
    assert all((today - on).days >= int(settings["reminders.gap_days"]) for on in before)
    month = [on for on in before if (today - on).days < 30]
    assert len(month) < int(settings["reminders.max_month"])


def says_paid_on(book, who):
    """The last day on which they said that they had paid, unless the owner looked since."""
    said = [(i, on) for i, (w, on, reason, _) in book.heard.items()
            if w == who and reason == "ja-paguei"]  # fmt: skip
    looked = [i for i, (w, _, _, step) in book.heard.items() if w == who and step == "conferir"]
    return [on for i, on in said if not any(later > i for later in looked)]


def _why_not(book, message_id, shown, today, ladder):
    """What speaks against a message under one ladder; None when nothing does."""
    step = book.messages[message_id][1]
    if step not in ladder:
        return "not a step"
    drives = False
    for item in shown:
        due_on = book.items[item][1]
        by_this = [k for i, k, _, m, _ in book.steps.values() if (i, m) == (item, message_id)]
        before = {k: on for i, k, on, m, _ in book.steps.values()
                  if i == item and m != message_id and k in KEYS}  # fmt: skip
        if not is_late(due_on.isoformat(), today):
            if not all(_is_early(ladder, key, due_on, today) for key in by_this):
                return f"{item}: {by_this} too early or too late"
            drives = drives or step in by_this
            continue
        key, on = next_late(ladder, due_on, {k: d for k, d in before.items() if k != "antes"
                                             and k != "no-dia"})  # fmt: skip
        if ladder[step] <= 0:
            if by_this:
                return f"{item}: an early message did {by_this}"
            continue
        if key in TASKS and on <= today and KEYS.index(step) >= KEYS.index(key):
            return f"{item}: {key} waits for the owner"
        passed = max((KEYS.index(k) for k in before), default=-1)
        covers = [
            k for k, days in ladder.items()
            if days > 0 and passed < KEYS.index(k) <= KEYS.index(step)
            and due_on + timedelta(days=days) <= today + COVERED_WITHIN
        ]  # fmt: skip
        if sorted(by_this) != sorted(covers):
            return f"{item}: {by_this} and not {covers}"
        if covers and not set(before) & set(LATE) and covers[0] != "esqueceu":
            return f"{item}: first {covers[0]}"
        drives = drives or (key == step and on <= today)
    return None if drives else f"no item is at {step}"


def _is_early(ladder, key, due_on, today):
    leaving = sending(BANK_CALENDAR, today.year)
    return (
        ladder.get(key, 1) <= 0
        and today <= due_on
        and leaving.previous_business_day(due_on + timedelta(days=ladder[key])) <= today
    )


def assert_once(book):
    """(instalment, step), (promise, text) and (payment, text) are there once."""
    steps = [row[:2] for row in book.steps.values()]
    assert len(steps) == len(set(steps))
    about = [row[1:] for row in book.spoken_of.values()]
    assert len(about) == len(set(about))
    said = {i for i, m in book.messages.items() if m[3] in (*LEFT, "queued")}
    assert all(row[3] in said for row in book.steps.values() if row[3])
    assert all(row[0] in said for row in book.spoken_of.values())


def assert_first_contact_is_gentle(book):
    """Whatever else was said of an instalment that was late, `esqueceu` was said no later."""
    first = {}
    for item, key, on in [row[:3] for row in book.steps.values()] + book.denied:
        if key in KEYS[2:]:
            found = first.setdefault(item, {})
            found[key] = min(on, found.get(key, on))
    for item, done in first.items():
        assert done.get("esqueceu") == min(done.values()), (item, done)
