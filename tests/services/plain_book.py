"""The ledger once more, as plainly as a paper notebook: dicts, lists and simple arithmetic.

Written from `rules.md` §1-§3 without the program's own allocation, splitting or scheduling, so
that the state machine compares two independent answers. It knows no posting and no history:
only what stands now (`standing[payment_id, installment_id] = cents`).
"""

from __future__ import annotations

import calendar
import copy
from datetime import date, timedelta

BLANK = {"nickname": None, "phone": None, "document": None, "email": None, "address": None}


class Refused(Exception):  # noqa: N818 - a verdict of the model, not a failure.
    """The book's verdict: one of these errors is due."""

    def __init__(self, *names):
        self.names = set(names)
        super().__init__(", ".join(sorted(names)))


def cut_in_parts(cents, count, *, remainder):
    parts = [cents // count for _ in range(count)]
    parts[0 if remainder == "first" else count - 1] += cents % count
    return parts


def later_days(first, count, unit, step):
    if unit == "day":
        return [first + timedelta(days=step * k) for k in range(count)]
    found = []
    for k in range(count):
        months = first.year * 12 + first.month - 1 + step * k
        year, month = months // 12, months % 12 + 1
        found.append(date(year, month, min(first.day, calendar.monthrange(year, month)[1])))
    return found


def methods_and_cents(parts, goal, *, whole):
    """[(method, cents)]; raises when the parts do not fit the goal."""
    named = sum(cents for _, cents in parts if cents is not None)
    blanks = [method for method, cents in parts if cents is None]
    rest = goal - named
    if rest < 0:
        raise Refused("PaidPartsDoNotAddUpError" if whole else "PaidAboveTotalError")
    if len(blanks) > 1 or (blanks and not rest) or (whole and parts and rest and not blanks):
        raise Refused("PaidPartsDoNotAddUpError")
    return [(method, rest if cents is None else cents) for method, cents in parts]


class PlainBook:
    """Every method either raises Refused and changes nothing that is kept, or changes the book."""

    def __init__(self):
        self.customers, self.sales, self.items, self.payments = {}, {}, {}, {}
        self.standing, self.recurring = {}, {}
        self.merged = {}  # Whom a customer was merged into.
        self.forgotten = set()
        self.next_ids = {"customer": 1, "sale": 1, "item": 1, "payment": 1, "recurring": 1}

    def copy(self):
        return copy.deepcopy(self)

    def new_id(self, what):
        self.next_ids[what] += 1
        return self.next_ids[what] - 1

    # --- Arithmetic ----------------------------------------------------------------------------

    def worth_of(self, item_id):
        item = self.items[item_id]
        return item["amount"] - item["abated"]

    def open_of(self, item_id):
        paid = sum(cents for (_, i), cents in self.standing.items() if i == item_id)
        return self.worth_of(item_id) - paid

    def credit_of(self, payment_id):
        payment = self.payments[payment_id]
        if payment["reversed"]:
            return 0
        used = sum(cents for (p, _), cents in self.standing.items() if p == payment_id)
        return payment["amount"] - payment["refunded"] - used

    def items_of(self, sale_id):
        found = [i for i, item in self.items.items() if item["sale"] == sale_id]
        return sorted(found, key=lambda i: self.items[i]["number"])

    def owed_by(self, customer_id):
        return sum(
            self.open_of(i) for i, item in self.items.items() if item["customer"] == customer_id
        )

    def credit_for(self, customer_id):
        return sum(
            self.credit_of(p) for p, pay in self.payments.items() if pay["customer"] == customer_id
        )

    def pays_first(self, payment_id, item_id):
        """Sort key: sales made by the payment's day, oldest due first; then the next sales."""
        received = self.payments[payment_id]["received"]
        item = self.items[item_id]
        sold = self.sales[item["sale"]]["sold"]
        if sold <= received:
            return (0, item["due"], sold, item_id)
        return (1, sold, item["due"], item_id)

    def spend(self, payment_id, only=None):
        customer = self.payments[payment_id]["customer"]
        mine = [
            i
            for i, item in self.items.items()
            if item["customer"] == customer and (i in only if only else not self.contests(i))
        ]
        for item_id in sorted(mine, key=lambda i: self.pays_first(payment_id, i)):
            cents = min(self.credit_of(payment_id), self.open_of(item_id))
            if cents > 0:
                key = (payment_id, item_id)
                self.standing[key] = self.standing.get(key, 0) + cents

    def use_credit(self, customer_id, *, freed_on=None):
        """`freed_on`: the day of the event that freed money; None when a correction did."""
        mine = [p for p, pay in self.payments.items() if pay["customer"] == customer_id]
        for payment_id in sorted(mine, key=lambda p: (self.payments[p]["received"], p)):
            self.spend(payment_id)
        if self.customers[customer_id]["counter"]:
            self.empty_the_counter(customer_id, freed_on)

    def empty_the_counter(self, customer_id, freed_on):
        """Nobody owes there and nobody has credit: what came free went back over the counter."""
        if self.owed_by(customer_id):
            raise Refused("CounterSaleMustBePaidError")
        for payment_id, payment in self.payments.items():
            if payment["customer"] == customer_id and (credit := self.credit_of(payment_id)):
                later = freed_on is not None and freed_on > payment["received"]
                if credit == payment["amount"] and not later:
                    payment["reversed"] = True
                else:
                    payment["refunded"] += credit

    def contests(self, item_id):
        return self.items[item_id].get("contested", False)

    def dispute(self, item_id):
        if self.contests(item_id):
            raise Refused("AlreadyDisputedError")
        if not self.open_of(item_id):
            raise Refused("NothingToDisputeError")
        self.items[item_id]["contested"] = True

    def resolve(self, item_id, how, cents, due):
        item = self.items[item_id]
        if not self.contests(item_id):
            raise Refused("NotDisputedError")
        sale = self.sales[item["sale"]]
        if how == "voided":
            item["void"] = item.get("void", 0) + self.open_of(item_id)
            item["abated"] += self.open_of(item_id)
            void = sum(self.items[i].get("void", 0) for i in self.items_of(item["sale"]))
            sale["voided"] = sale["voided"] or void == sale["total"]
        else:
            if how == "discounted":
                if sale["voided"]:
                    raise Refused("DiscountTooLargeError")
                self.discount(sale=None, item=item_id, cents=cents, today=None)
            if item["number"]:
                item["due"] = max(item["due"], due)
        item["contested"] = False
        self.use_credit(item["customer"])

    def lose(self, item_id, on, today):
        item = self.items[item_id]
        if on and on > today:
            raise Refused("FutureDateError")
        if on and on < self.sales[item["sale"]]["sold"]:
            raise Refused("InstallmentNotYetError")
        if not self.open_of(item_id):
            raise Refused("NothingToWriteOffError")
        cents = self.open_of(item_id)
        item["lost"] = item.get("lost", 0) + cents
        item["abated"] += cents

    def recover(self, item_id, cents):
        item = self.items[item_id]
        back = max(0, min(cents - self.open_of(item_id), item.get("lost", 0)))
        item["lost"] = item.get("lost", 0) - back
        item["abated"] -= back

    def lift(self, item_id):
        """Take every payment off an instalment: [(payment_id, cents)], oldest payment first."""
        found = [(p, cents) for (p, i), cents in self.standing.items() if i == item_id]
        for payment_id, _ in found:
            del self.standing[payment_id, item_id]
        return sorted(found, key=lambda pair: (self.payments[pair[0]]["received"], pair[0]))

    def put_back(self, item_id, lifted, room):
        for payment_id, cents in lifted:
            fits = min(cents, room)
            if fits > 0:
                self.standing[payment_id, item_id] = fits
                room -= fits

    # --- Customers -----------------------------------------------------------------------------

    def add_customer(self, *, counter=False, **details):
        customer_id = self.new_id("customer")
        self.customers[customer_id] = {
            **BLANK, **details, "counter": counter, "notes": [], "limit": None, "blocked": False,
        }  # fmt: skip
        return customer_id

    def edit_customer(self, customer_id, note=None, **details):
        kept = self.customers[customer_id]
        if kept["counter"]:
            raise Refused("CounterNameError")
        said = {f: v or None for f, v in details.items() if v is not None}
        if not note and all(kept[f] == v for f, v in said.items()):
            raise Refused("NothingToChangeError")
        kept.update(said)
        if note:
            kept["notes"].append(note)

    def set_limit(self, customer_id, limit):
        kept = self.customers[customer_id]
        if kept["counter"]:
            raise Refused("CounterNameError")
        if kept["limit"] == limit:
            raise Refused("NothingToChangeError")
        kept["limit"] = limit

    def block(self, customer_id, *, blocked):
        kept = self.customers[customer_id]
        if kept["counter"]:
            raise Refused("CounterNameError")
        if kept["blocked"] == blocked:
            raise Refused("AlreadyBlockedError" if blocked else "NotBlockedError")
        kept["blocked"] = blocked

    def merge(self, keep, other):
        kept, gone = self.customers[keep], self.customers[other]
        if kept["counter"] or gone["counter"]:
            raise Refused("CounterNameError")
        if keep == other:
            raise Refused("SameCustomerError")
        for rows in (self.sales, self.items, self.payments, self.recurring):
            for row in rows.values():
                if row["customer"] == other:
                    row["customer"] = keep
        for field in (*BLANK, "limit"):
            if kept[field] is None:
                kept[field] = gone[field]
        kept["blocked"] = kept["blocked"] or gone["blocked"]
        kept["notes"] += gone["notes"]
        del self.customers[other]
        self.merged = {old: keep if new == other else new for old, new in self.merged.items()}
        self.merged[other] = keep
        self.use_credit(keep)

    def may_be_forgotten(self, customer_id):
        """Owes nothing, has no credit, and nothing will be sold to them any more."""
        return (
            not self.customers[customer_id]["counter"]
            and not self.owed_by(customer_id)
            and not self.credit_for(customer_id)
            and not any(r["customer"] == customer_id for r in self.recurring.values())
        )

    def forget(self, customer_id):
        """They and their rows are out of the book; the sums of the others stay."""
        del self.customers[customer_id]
        mine = [i for i, item in self.items.items() if item["customer"] == customer_id]
        paid = [p for p, pay in self.payments.items() if pay["customer"] == customer_id]
        self.standing = {(p, i): cents for (p, i), cents in self.standing.items() if i not in mine}
        for rows, gone in ((self.items, mine), (self.payments, paid)):
            for row_id in gone:
                del rows[row_id]
        self.sales = {i: s for i, s in self.sales.items() if s["customer"] != customer_id}
        self.merged = {old: new for old, new in self.merged.items() if new != customer_id}
        self.forgotten.add(customer_id)

    def enter_sale(self, customer_id, sold, due, cents):
        """A line of an imported notebook: one instalment, no questions about limits."""
        sale_id, item_id = self.new_id("sale"), self.new_id("item")
        self.sales[sale_id] = {
            "customer": customer_id, "sold": sold, "total": cents, "voided": False,
            "description": None, "interval": ("month", 1), "remainder": "first",
        }  # fmt: skip
        self.items[item_id] = {
            "sale": sale_id, "customer": customer_id, "number": 1, "due": due, "amount": cents,
            "abated": 0,
        }  # fmt: skip
        self.use_credit(customer_id)

    def counter(self):
        for customer_id, kept in self.customers.items():
            if kept["counter"]:
                return customer_id
        return self.add_customer(counter=True, name="balcão")

    # --- Sales and payments --------------------------------------------------------------------

    def sell(self, *, buyer, phone, terms, parts, today):
        """`buyer`: a customer's id, a new name, or None for the counter."""
        if terms.sold_on > today:
            raise Refused("FutureDateError")
        if terms.first_due_on < terms.sold_on:
            raise Refused("DueBeforeSaleError")
        total, down = terms.total_cents, terms.down_payment_cents
        if down >= total:
            raise Refused("DownPaymentTooLargeError")
        if total - down < terms.installments:
            raise Refused("InstallmentTooSmallError")
        paid = methods_and_cents(parts, down or total, whole=bool(down))
        if buyer is None:
            if sum(cents for _, cents in paid) < total:
                raise Refused("CounterSaleMustBePaidError")
            buyer = self.counter()
        elif isinstance(buyer, str):
            buyer = self.add_customer(name=buyer, phone=phone)
        else:
            why = self.must_wait(buyer, total - sum(cents for _, cents in paid))
            if why:
                raise Refused("CustomerBlockedError" if why == "blocked" else "LimitExceededError")
            self.customers[buyer]["phone"] = phone or self.customers[buyer]["phone"]
        sale_id = self.new_id("sale")
        self.sales[sale_id] = {
            "customer": buyer, "sold": terms.sold_on, "total": total, "voided": False,
            "description": terms.description, "interval": terms.interval,
            "remainder": terms.remainder,
        }  # fmt: skip
        plan = [(0, terms.sold_on, down)] if down else []
        amounts = cut_in_parts(total - down, terms.installments, remainder=terms.remainder)
        dues = later_days(terms.first_due_on, terms.installments, *terms.interval)
        plan += [(k + 1, dues[k], amounts[k]) for k in range(terms.installments)]
        own = set()
        for number, due, amount in plan:
            own.add(item_id := self.new_id("item"))
            self.items[item_id] = {
                "sale": sale_id, "customer": buyer, "number": number, "due": due,
                "amount": amount, "abated": 0,
            }  # fmt: skip
        taken = [self.take(buyer, terms.sold_on, cents, method, sale_id) for method, cents in paid]
        for payment_id in taken:
            self.spend(payment_id, own)
        self.use_credit(buyer)
        return sale_id, taken

    def must_wait(self, customer_id, cents, limit=None):
        """Why so much may not be sold on trust; None when it may (rules §6).

        `limit` is for who has none of their own. Their own credit is money paid at once.
        """
        if cents <= self.credit_for(customer_id):
            return None
        if self.customers[customer_id]["blocked"]:
            return "blocked"
        own = self.customers[customer_id]["limit"]
        limit = limit if own is None else own
        owed = self.owed_by(customer_id) - self.credit_for(customer_id)
        return "limit" if limit is not None and owed + cents > limit else None

    # --- By the week, month or year ------------------------------------------------------------

    def add_recurring(self, *, customer_id, cents, every, start, times, until, text):
        if until and until < start:
            raise Refused("RecurringEndsBeforeStartError")
        if self.customers[customer_id]["counter"]:
            raise Refused("CounterNameError")
        recurring_id = self.new_id("recurring")
        self.recurring[recurring_id] = {
            "customer": customer_id, "amount": cents, "every": every, "start": start,
            "times": times, "until": until, "text": text, "stopped": None, "changes": [],
            "sold": {},
        }  # fmt: skip
        return recurring_id

    def unsold_days(self, recurring_id, since, bound):
        """[(day, cents)] of what is not sold, both ends included."""
        kept = self.recurring[recurring_id]
        unit, step, shortest = {
            "week": ("day", 7, 7), "month": ("month", 1, 28), "year": ("month", 12, 365),
        }[kept["every"]]  # fmt: skip
        count = max(1, (bound - kept["start"]).days // shortest + 2)
        days = later_days(kept["start"], min(count, kept["times"] or count), unit, step)
        found = []
        for day in days:
            ended = (kept["until"] and day > kept["until"]) or (
                kept["stopped"] and day >= kept["stopped"]
            )
            if since <= day <= bound and not ended and day not in kept["sold"]:
                cents = kept["amount"]
                for from_on, changed in kept["changes"]:
                    cents = changed if from_on <= day else cents
                found.append((day, cents))
        return found

    def left(self, recurring_id, since):
        """What is not sold from a day on, far enough to meet every amount."""
        kept = self.recurring[recurring_id]
        marks = [since, kept["start"], *kept["sold"], *(day for day, _ in kept["changes"])]
        found = self.unsold_days(recurring_id, since, max(marks) + timedelta(days=400))
        if not found:
            raise Refused("RecurringEndedError")
        return found

    def change_recurring(self, recurring_id, cents, since):
        if all(amount == cents for _, amount in self.left(recurring_id, since)):
            raise Refused("NothingToChangeError")
        self.recurring[recurring_id]["changes"].append((since, cents))

    def stop_recurring(self, recurring_id, on):
        self.left(recurring_id, on)
        self.recurring[recurring_id]["stopped"] = on

    def run_recurring(self, today, limit):
        """([(recurring, day, sale)], [(recurring, day, why)])"""
        due = sorted(
            (day, recurring_id, cents)
            for recurring_id in self.recurring
            for day, cents in self.unsold_days(recurring_id, date.min, today)
        )
        created, waiting = [], []
        for day, recurring_id, cents in due:
            kept = self.recurring[recurring_id]
            if why := self.must_wait(kept["customer"], cents, limit):
                waiting.append((recurring_id, day, why))
                continue
            sale_id, item_id = self.new_id("sale"), self.new_id("item")
            self.sales[sale_id] = {
                "customer": kept["customer"], "sold": day, "total": cents, "voided": False,
                "description": kept["text"], "interval": ("month", 1), "remainder": "first",
            }  # fmt: skip
            self.items[item_id] = {
                "sale": sale_id, "customer": kept["customer"], "number": 1, "due": day,
                "amount": cents, "abated": 0,
            }  # fmt: skip
            kept["sold"][day] = sale_id
            self.use_credit(kept["customer"])
            created.append((recurring_id, day, sale_id))
        return created, waiting

    def take(self, customer_id, received, cents, method, sale_id=None, reference=None):
        payment_id = self.new_id("payment")
        self.payments[payment_id] = {
            "customer": customer_id, "sale": sale_id, "received": received, "amount": cents,
            "method": method, "refunded": 0, "reversed": False, "bounced": None,
            "reference": reference,
        }  # fmt: skip
        return payment_id

    def pay(self, *, customer_id, cents, received, parts, sale, item, change, today):
        if received > today:
            raise Refused("FutureDateError")
        if self.customers[customer_id]["counter"]:
            raise Refused("CounterNameError")
        named = [item] if item else self.items_of(sale) if sale else []
        if named:
            if self.items[named[0]]["customer"] != customer_id:
                raise Refused("WrongCustomerError")
            if self.sales[self.items[named[0]]["sale"]]["voided"]:
                raise Refused("SaleVoidedError")
            if item:
                self.recover(item, cents)
            if not any(self.open_of(i) for i in named):
                raise Refused("NothingOpenError")
        payable = sum(
            self.open_of(i)
            for i, row in self.items.items()
            if row["customer"] == customer_id and (i in named or not self.contests(i))
        )
        kept = min(cents, payable) if change else cents
        if not kept:
            raise Refused("NothingOpenError")
        shares = methods_and_cents(parts, cents, whole=True)
        if change:  # Out of the cash.
            cash = [share for share in shares if share[0] == "cash"]
            shares = [share for share in shares if share[0] != "cash"] + cash
        taken = []
        for method, part in shares:
            part = min(part, kept)
            kept -= part
            if part:
                taken.append(payment_id := self.take(customer_id, received, part, method))
                self.spend(payment_id, set(named))
                self.spend(payment_id)
        return taken

    def reverse(self, payment_id):
        payment = self.payments[payment_id]
        if payment["bounced"]:
            raise Refused("PaymentBouncedError")
        if payment["reversed"]:
            raise Refused("PaymentReversedError")
        if payment["refunded"]:
            raise Refused("PaymentRefundedError")
        payment["reversed"] = True
        self.standing = {k: cents for k, cents in self.standing.items() if k[0] != payment_id}
        self.use_credit(payment["customer"])

    def bounce(self, payment_id, on, today):
        """What stands now is as if it had been reversed; only the days before differ."""
        if on > today:
            raise Refused("FutureDateError")
        payment = self.payments[payment_id]
        if on < payment["received"] and not payment["reversed"] and not payment["refunded"]:
            raise Refused("BounceBeforePaymentError")
        self.reverse(payment_id)
        payment["bounced"] = True

    def refund(self, customer_id, cents):
        if cents > self.credit_for(customer_id):
            raise Refused("CreditTooSmallError")
        mine = [p for p, pay in self.payments.items() if pay["customer"] == customer_id]
        for payment_id in sorted(mine, key=lambda p: (self.payments[p]["received"], p)):
            back = min(cents, self.credit_of(payment_id))
            self.payments[payment_id]["refunded"] += back
            cents -= back

    # --- Corrections ---------------------------------------------------------------------------

    def void(self, sale_id, keep):
        sale = self.sales[sale_id]
        if sale["voided"]:
            raise Refused("SaleVoidedError")
        own = self.items_of(sale_id)
        if keep >= sum(self.worth_of(i) + self.items[i].get("lost", 0) for i in own):
            raise Refused("KeepTooLargeError")
        sale["voided"] = not keep
        for item_id in self.items_of(sale_id):
            kept = min(keep, self.items[item_id]["amount"])
            keep -= kept
            lifted = self.lift(item_id)
            self.items[item_id]["abated"] = self.items[item_id]["amount"] - kept
            self.items[item_id]["void"] = self.items[item_id]["abated"]
            self.items[item_id]["lost"] = 0
            self.put_back(item_id, lifted, kept)
        self.use_credit(sale["customer"])

    def discount(self, *, sale, item, cents, today):
        sale = sale or self.items[item]["sale"]
        if self.sales[sale]["voided"]:
            raise Refused("SaleVoidedError")
        named = [item] if item else self.items_of(sale)
        named.sort(key=lambda i: (self.items[i]["due"], i))
        if cents > sum(self.worth_of(i) for i in named):
            raise Refused("DiscountTooLargeError")
        for item_id in named:  # First what is open, everywhere.
            cut = min(cents, self.open_of(item_id))
            self.items[item_id]["abated"] += cut
            cents -= cut
        for item_id in named:  # Then what was paid, the newest payment first.
            cut = min(cents, self.worth_of(item_id))
            cents -= cut
            self.items[item_id]["abated"] += cut
            for payment_id, stood in reversed(self.lift(item_id)):
                less = min(cut, stood)
                cut -= less
                if stood > less:
                    self.standing[payment_id, item_id] = stood - less
        self.use_credit(self.sales[sale]["customer"], freed_on=today)

    def edit_sale(self, *, sale, item, edit):
        sale_id = sale or self.items[item]["sale"]
        kept = self.sales[sale_id]
        if kept["voided"]:
            raise Refused("SaleVoidedError")
        before = self.copy()
        if edit.due_on is not None:
            self._move_due(sale_id, item, edit.due_on)
        if edit.amount_cents is not None:
            self._change_amount(sale_id, item, edit.amount_cents)
        if edit.description is not None:
            kept["description"] = edit.description or None
        owners = {kept["customer"]}
        if edit.customer is not None:
            owners.add(self._give_to(sale_id, int(edit.customer.removeprefix("c"))))
        if (before.sales, before.items) == (self.sales, self.items):
            raise Refused("NothingToChangeError")
        for customer_id in owners:
            self.use_credit(customer_id)

    def _move_due(self, sale_id, item, due):
        sale = self.sales[sale_id]
        if due < sale["sold"]:
            raise Refused("DueBeforeSaleError")
        if item and not self.items[item]["number"]:
            raise Refused("DownPaymentDayError")
        named = [item] if item else [i for i in self.items_of(sale_id) if self.items[i]["number"]]
        for item_id, day in zip(named, later_days(due, len(named), *sale["interval"]), strict=True):
            self.items[item_id]["due"] = day

    def _change_amount(self, sale_id, item, cents):
        sale = self.sales[sale_id]
        every = self.items_of(sale_id)
        if item:
            new = {item: cents}
            sale["total"] += cents - self.items[item]["amount"]
        else:
            numbered = [i for i in every if self.items[i]["number"]]
            down = sum(self.items[i]["amount"] for i in every if i not in numbered)
            if cents <= down:
                raise Refused("DownPaymentTooLargeError")
            if cents - down < len(numbered):
                raise Refused("InstallmentTooSmallError")
            parts = cut_in_parts(cents - down, len(numbered), remainder=sale["remainder"])
            new = dict(zip(numbered, parts, strict=True))
            sale["total"] = cents
        for item_id, amount in new.items():
            if amount < self.items[item_id]["abated"]:
                raise Refused("AmountBelowDiscountsError")
            self.items[item_id]["amount"] = amount
            self.put_back(item_id, self.lift(item_id), self.worth_of(item_id))

    def _give_to(self, sale_id, customer_id):
        sale = self.sales[sale_id]
        if self.customers[customer_id]["counter"]:
            raise Refused("CounterNameError")
        if customer_id == sale["customer"]:
            raise Refused("NothingToChangeError")
        lifted = {item_id: self.lift(item_id) for item_id in self.items_of(sale_id)}
        # What was paid with the sale, to its customer, and went nowhere else, goes along.
        along = {
            p
            for p, pay in self.payments.items()
            if pay["sale"] == sale_id
            and pay["customer"] == sale["customer"]
            and not pay["reversed"]
            and self.credit_of(p) == pay["amount"] - pay["refunded"]
        }
        for payment_id in along:
            self.payments[payment_id]["customer"] = customer_id
        sale["customer"] = customer_id
        for item_id, pairs in lifted.items():
            self.items[item_id]["customer"] = customer_id
            own = [pair for pair in pairs if pair[0] in along]
            self.put_back(item_id, own, self.worth_of(item_id))
        return customer_id
