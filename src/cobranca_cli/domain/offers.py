"""What an owner can offer somebody who is late: at once for less, in parts, part now (rules §8).

With U the sum of all open amounts and charges, and M the greatest number of instalments, or
fewer: U / the smallest instalment, rounded down.

- à vista: U less half of the greatest discount, rounded down; the whole of it for `critico`, and
  for whoever is late for 60 days or more. When M is less than 2 this is the only offer.
- F is the fewest instalments, 2 to M, of which none is more than they usually pay in a month;
  nobody's when that is not known or there is no such number.
- parcelado: 2, 3 and F for `pontual`, `esquecido` and `novo`; 2 and F for `critico`; for
  `em-dificuldade` F (or M) and half as many, rounded up. Never more than M, never a discount.
- entrada: 30 % of U now (`critico` 50 %, `em-dificuldade` 10 %) in whole reais and never below
  the smallest instalment, the rest in as many parts as the longest plan above, or in fewer so
  that none is below the smallest.
- Order: à vista, parcelado, entrada; `critico`: entrada second; `em-dificuldade`: parcelado,
  the longest first, then entrada, à vista last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from cobranca_cli.domain.agreement_plan import plan
from cobranca_cli.domain.installments import split
from cobranca_cli.domain.money import half_up, percent_of
from cobranca_cli.domain.score import PART_PAYMENT_MONTHS, WORST_DAYS, months_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from cobranca_cli.domain.agreement_plan import Floor, Part

Kind = Literal["a-vista", "parcelado", "entrada"]

_CRITICAL = "critico"
_PAYING_MONTHS = 3  # Fewer say nothing of what somebody pays in a month.
_BPS_DAYS = 10_000 * 30  # Basis points of a month of 30 days.
_REAL = 100


class Payer(NamedTuple):
    """What is known of who owes: one of `score.SEGMENTS`, days late of the oldest, `usual_month`.

    What they usually pay in a month is in cents, None when it is not known.
    """

    segment: str
    days_late: int
    usual_month_cents: int | None = None


class Offer(NamedTuple):
    """One way to settle. `installments` does not count the down payment, which is part 0.

    `cost_cents` is what the owner gives up, the discount: the updated amount less `total_cents`.
    `present_cents` is what the parts are worth on the day of the offer; its difference from the
    total is waiting, and nothing that is given up.
    """

    kind: Kind
    installments: int
    discount_cents: int
    total_cents: int
    down_payment_cents: int
    cost_cents: int
    present_cents: int
    first_due_on: date
    parts: list[Part]


class _Style(NamedTuple):
    """A segment's menu: the plans that it always has, percent down, the order.

    Without plans of its own it has the longest that fits, and half of it.
    """

    counts: tuple[int, ...]
    down_percent: int
    order: tuple[Kind, ...]


_CASH_FIRST = _Style((2, 3), 30, ("a-vista", "parcelado", "entrada"))
_STYLES = {
    _CRITICAL: _Style((2,), 50, ("a-vista", "entrada", "parcelado")),
    "em-dificuldade": _Style((), 10, ("parcelado", "entrada", "a-vista")),
}


def offers(
    items: Sequence[tuple[int, int]],
    payer: Payer,
    floor: Floor,
    *,
    agreed_on: date,
    first_due_on: date,
    monthly_rate_bps: int,
) -> list[Offer]:
    """The menu for (open, charges) of the chosen instalments, the recommended offer first.

    By the rules at the head of this module.

    >>> from datetime import date
    >>> from cobranca_cli.domain.agreement_plan import Floor
    >>> days = {"agreed_on": date(2026, 11, 23), "first_due_on": date(2026, 11, 30)}
    >>> menu = offers([(20_000, 0)], Payer("pontual", 12), Floor(1_000, 6, 3_000), **days,
    ...               monthly_rate_bps=100)
    >>> for offer in menu:
    ...     parts = [part.amount_cents for part in offer.parts]
    ...     print(offer.kind, parts, offer.cost_cents, offer.present_cents)
    a-vista [19000] 1000 18956
    parcelado [10000, 10000] 0 19855
    parcelado [6668, 6666, 6666] 0 19755
    entrada [6000, 4668, 4666, 4666] 0 19825
    """
    updated = sum(open_cents + charges for open_cents, charges in items)
    style = _STYLES.get(payer.segment, _CASH_FIRST)

    def offer(kind: Kind, count: int, *, discount: int = 0, down: int = 0) -> Offer:
        parts = plan(
            updated - discount, agreed_on=agreed_on, first_due_on=first_due_on,
            installments=count, down_payment_cents=down,
        )  # fmt: skip
        worth = present_cents(parts, agreed_on, monthly_rate_bps)
        return Offer(kind, count, discount, updated - discount, down, discount, worth,
                     first_due_on, parts)  # fmt: skip

    counts = _counts(updated, payer, floor, style)
    menu: dict[Kind, list[Offer]] = {
        "a-vista": [offer("a-vista", 1, discount=_discount(updated, payer, floor))],
        "parcelado": [offer("parcelado", count) for count in counts],
        "entrada": [
            offer("entrada", count, down=down)
            for down, count in _down_payment(updated, floor, style, max(counts, default=0))
        ],
    }
    return [one for kind in style.order for one in menu[kind]]


def present_cents(parts: Sequence[Part], on: date, monthly_rate_bps: int) -> int:
    """What parts to come are worth on a day, each rounded half up.

    Simple, by the day and by months of 30 days, as charges are: amount / (1 + rate x days / 30).

    >>> from datetime import date
    >>> from cobranca_cli.domain.sale_plan import PlannedInstallment
    >>> present_cents([PlannedInstallment(1, date(2026, 12, 1), 10_100)], date(2026, 11, 1), 100)
    10000
    """
    return sum(
        half_up(part.amount_cents * _BPS_DAYS,
                _BPS_DAYS + monthly_rate_bps * max(0, (part.due_on - on).days))
        for part in parts
    )  # fmt: skip


def usual_month_cents(paid: Sequence[tuple[date, int]], today: date) -> int | None:
    """What somebody pays in a month, rounded half up, from (day, cents) of what they paid.

    Over the last six months: the sum divided by the number of calendar months with a payment; None
    when there are fewer than three.

    >>> from datetime import date
    >>> paid = [(date(2026, 9, 5), 5_000), (date(2026, 10, 5), 4_000), (date(2026, 10, 20), 3_000)]
    >>> usual_month_cents(paid, date(2026, 11, 23))
    >>> usual_month_cents([*paid, (date(2026, 11, 5), 6_000)], date(2026, 11, 23))
    6000
    """
    since = months_before(today, PART_PAYMENT_MONTHS)
    recent = [(day, cents) for day, cents in paid if since < day <= today]
    months = {(day.year, day.month) for day, _ in recent}
    if len(months) < _PAYING_MONTHS:
        return None
    return half_up(sum(cents for _, cents in recent), len(months))


def _discount(updated: int, payer: Payer, floor: Floor) -> int:
    whole = payer.segment == _CRITICAL or payer.days_late >= WORST_DAYS
    greatest = percent_of(updated, floor.max_discount_bps)
    # A discount of everything would leave nothing to agree on.
    return min(greatest if whole else greatest // 2, updated - 1)


def _counts(updated: int, payer: Payer, floor: Floor, style: _Style) -> list[int]:
    """Of the plans in equal parts, in the order of the menu."""
    most = _most(updated, floor)
    fits = next((n for n in range(2, most + 1)
                 if payer.usual_month_cents and split(updated, n)[0] <= payer.usual_month_cents),
                None)  # fmt: skip
    if style.counts:
        return [n for n in sorted({*style.counts, fits or 2}) if n <= most]
    longest = fits or most
    return [n for n in dict.fromkeys((longest, (longest + 1) // 2)) if n > 1]


def _most(cents: int, floor: Floor) -> int:
    """The greatest number of parts of which none is below the smallest."""
    return min(floor.max_installments, cents // max(floor.min_installment_cents, 1))


def _down_payment(
    updated: int, floor: Floor, style: _Style, longest: int
) -> Iterator[tuple[int, int]]:
    """(cents down, instalments of the rest), once or not at all."""
    share = half_up(updated * style.down_percent, 100 * _REAL) * _REAL
    down = max(share, floor.min_installment_cents)
    count = min(longest, _most(updated - down, floor))
    if down and count > 0:
        yield down, count
