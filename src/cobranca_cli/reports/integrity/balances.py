"""Money derived anew from the postings, and the identities of `rules.md` §3.

Every query returns only rows that are wrong; the sums run inside SQLite, over covering indexes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cobranca_cli.errors import brl
from cobranca_cli.reports.integrity.problems import CORRECT, RESTORE, Problem, day, noun

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_OPEN = """
SELECT i.id, i.open_cents, i.amount_cents - coalesce(p.cents, 0) FROM installment i
LEFT JOIN (SELECT installment_id, sum(amount_cents) AS cents FROM posting GROUP BY installment_id) p
       ON p.installment_id = i.id
WHERE i.open_cents <> i.amount_cents - coalesce(p.cents, 0) ORDER BY i.id
"""
_CREDIT = """
SELECT y.id, y.credit_cents,
       y.amount_cents - coalesce(p.cents, 0) - coalesce(f.cents, 0) - coalesce(c.cents, 0)
FROM payment y
LEFT JOIN (SELECT payment_id, sum(amount_cents) AS cents FROM posting
           WHERE payment_id IS NOT NULL GROUP BY payment_id) p ON p.payment_id = y.id
LEFT JOIN (SELECT payment_id, sum(amount_cents) AS cents FROM charge
           WHERE payment_id IS NOT NULL GROUP BY payment_id) c ON c.payment_id = y.id
LEFT JOIN (SELECT payment_id, sum(amount_cents) AS cents FROM refund GROUP BY payment_id) f
       ON f.payment_id = y.id
WHERE y.credit_cents
      <> y.amount_cents - coalesce(p.cents, 0) - coalesce(f.cents, 0) - coalesce(c.cents, 0)
ORDER BY y.id
"""
# The first day on which more was posted to an instalment than it is worth, or less than nothing.
_OPEN_BY_DAY = """
SELECT d.installment_id, min(d.effective_on), i.amount_cents - d.cents, i.amount_cents
FROM (SELECT installment_id, effective_on, sum(sum(amount_cents)) OVER (
             PARTITION BY installment_id ORDER BY effective_on) AS cents
      FROM posting GROUP BY installment_id, effective_on) d
JOIN installment i ON i.id = d.installment_id
WHERE d.cents NOT BETWEEN 0 AND i.amount_cents GROUP BY d.installment_id ORDER BY 1
"""
_CREDIT_BY_DAY = """
SELECT d.payment_id, min(d.effective_on), y.amount_cents - d.cents, y.amount_cents
FROM (SELECT payment_id, effective_on, sum(sum(amount_cents)) OVER (
             PARTITION BY payment_id ORDER BY effective_on) AS cents
      FROM (SELECT payment_id, effective_on, amount_cents FROM posting WHERE payment_id IS NOT NULL
            UNION ALL SELECT payment_id, effective_on, amount_cents FROM charge
            WHERE payment_id IS NOT NULL
            UNION ALL SELECT payment_id, effective_on, amount_cents FROM refund)
      GROUP BY payment_id, effective_on) d
JOIN payment y ON y.id = d.payment_id
WHERE d.cents NOT BETWEEN 0 AND y.amount_cents GROUP BY d.payment_id ORDER BY 1
"""
_TOGETHER = """
SELECT c.id, o.cents, k.cents FROM customer c
JOIN (SELECT customer_id, sum(open_cents) AS cents FROM installment WHERE open_cents > 0
      AND id NOT IN (SELECT installment_id FROM dispute WHERE active = 1 AND status = 'open')
      GROUP BY customer_id) o ON o.customer_id = c.id
JOIN (SELECT customer_id, sum(credit_cents) AS cents FROM payment WHERE credit_cents > 0
      GROUP BY customer_id) k ON k.customer_id = c.id
ORDER BY c.id
"""
_SALE_TOTAL = """
SELECT s.id, coalesce(i.cents, 0), s.total_cents FROM sale s
LEFT JOIN (SELECT sale_id, sum(amount_cents) AS cents, sum(number > 0) AS numbered,
                  count(DISTINCT number) = count(*) AS distinct_numbers
           FROM installment WHERE sale_id IS NOT NULL GROUP BY sale_id) i ON i.sale_id = s.id
WHERE coalesce(i.cents, 0) <> s.total_cents OR i.numbered <> s.installment_count
      OR NOT i.distinct_numbers ORDER BY s.id
"""
_SALE_OWNER = """
SELECT i.id, i.sale_id FROM installment i JOIN sale s ON s.id = i.sale_id
WHERE i.customer_id <> s.customer_id ORDER BY i.id
"""
_VOIDED = """
SELECT s.id, sum(i.open_cents), sum(coalesce(p.cents, 0)) FROM sale s
JOIN installment i ON i.sale_id = s.id
LEFT JOIN (SELECT installment_id, sum(amount_cents) AS cents FROM posting WHERE kind = 'payment'
           GROUP BY installment_id) p ON p.installment_id = i.id
WHERE s.voided = 1 AND (i.open_cents <> 0 OR coalesce(p.cents, 0) <> 0) GROUP BY s.id ORDER BY 1
"""
_TOO_EARLY = """
SELECT 'posting', p.id, p.effective_on FROM posting p
JOIN installment i ON i.id = p.installment_id JOIN sale s ON s.id = i.sale_id
LEFT JOIN payment y ON y.id = p.payment_id
WHERE p.effective_on < s.sold_on OR p.effective_on < y.received_on
UNION ALL
SELECT 'charge', c.id, c.effective_on FROM charge c
JOIN installment i ON i.id = c.installment_id JOIN sale s ON s.id = i.sale_id
LEFT JOIN payment y ON y.id = c.payment_id
WHERE c.effective_on < s.sold_on OR c.effective_on < y.received_on
UNION ALL
SELECT 'refund', f.id, f.effective_on FROM refund f JOIN payment y ON y.id = f.payment_id
WHERE f.effective_on < y.received_on
"""
_ORPHANS = """
SELECT 'posting', r.id, r.reverses_id FROM posting r LEFT JOIN posting o ON o.id = r.reverses_id
WHERE r.reverses_id IS NOT NULL AND NOT (
      o.id < r.id AND o.installment_id = r.installment_id AND o.kind = r.kind
      AND o.payment_id IS r.payment_id AND (o.amount_cents > 0) <> (r.amount_cents > 0)
      AND r.effective_on >= o.effective_on) IS TRUE
UNION ALL
SELECT 'charge', r.id, r.reverses_id FROM charge r LEFT JOIN charge o ON o.id = r.reverses_id
WHERE r.reverses_id IS NOT NULL AND NOT (
      o.id < r.id AND o.installment_id = r.installment_id AND o.kind = r.kind
      AND o.payment_id IS r.payment_id AND (o.amount_cents > 0) <> (r.amount_cents > 0)
      AND r.effective_on >= o.effective_on) IS TRUE
UNION ALL
SELECT 'refund', r.id, r.reverses_id FROM refund r LEFT JOIN refund o ON o.id = r.reverses_id
WHERE r.reverses_id IS NOT NULL AND NOT (
      o.id < r.id AND o.payment_id = r.payment_id AND o.kind = r.kind
      AND o.amount_cents = -r.amount_cents AND r.effective_on >= o.effective_on) IS TRUE
"""
# Later rows first: what is left of a reversal is known before its original's turn comes.
_REVERSALS = """
SELECT id, reverses_id, amount_cents FROM {table}
WHERE reverses_id IS NOT NULL
   OR id IN (SELECT reverses_id FROM {table} WHERE reverses_id IS NOT NULL)
ORDER BY id DESC
"""
_REVERSED = """
SELECT p.payment_id, p.installment_id, sum(p.amount_cents) FROM (
    SELECT payment_id, installment_id, amount_cents FROM posting
    UNION ALL SELECT payment_id, installment_id, amount_cents FROM charge) p
WHERE p.payment_id IN (SELECT payment_id FROM refund WHERE kind <> 'refund'
                       GROUP BY payment_id HAVING sum(amount_cents) > 0)
GROUP BY p.payment_id, p.installment_id HAVING sum(p.amount_cents) <> 0 ORDER BY 1, 2
"""
_POINTS = """
SELECT customer_id, sum(points) FROM points GROUP BY customer_id HAVING sum(points) < 0 ORDER BY 1
"""

# Charges of a sale that agreed none, or taken and forgiven for less than nothing.
_NOT_AGREED = """
SELECT i.id, sum(c.amount_cents) FROM charge c JOIN installment i ON i.id = c.installment_id
LEFT JOIN sale_terms t ON t.sale_id = i.sale_id AND t.active = 1
GROUP BY i.id, c.kind
HAVING sum(c.amount_cents) < 0 OR (sum(c.amount_cents) > 0 AND coalesce(
       max(CASE c.kind WHEN 'fine' THEN t.fine_bps ELSE t.interest_bps END), 0) = 0)
ORDER BY i.id
"""


class _Query(NamedTuple):
    """A query for what is wrong, and the sentence that tells it."""

    code: str
    sql: str
    sentence: str
    hint: str


_QUERIES = (
    _Query("open_wrong", _OPEN,
           "A parcela {0} diz {1:c} em aberto; pelos lançamentos são {2:c}.", RESTORE),
    _Query("credit_wrong", _CREDIT,
           "O recebimento {0} diz {1:c} de crédito; pelos lançamentos são {2:c}.", RESTORE),
    _Query("open_out_of_range", _OPEN_BY_DAY,
           "Em {1:d}, a parcela {0} fica com {2:c} em aberto, e vale {3:c}.", CORRECT),
    _Query("credit_out_of_range", _CREDIT_BY_DAY,
           "Em {1:d}, o recebimento {0} fica com {2:c} de crédito, e vale {3:c}.", CORRECT),
    _Query("credit_beside_open", _TOGETHER,
           "O cliente {0} tem {1:c} em aberto e {2:c} de crédito ao mesmo tempo.",
           "o crédito é usado sozinho no próximo recebimento ou venda desse cliente."),
    _Query("sale_total", _SALE_TOTAL,
           "As parcelas da venda {0} somam {1:c}, e a venda é de {2:c}; ou o número de parcelas "
           "é outro.", RESTORE),
    _Query("sale_owner", _SALE_OWNER,
           "A parcela {0} é de um cliente e a venda dela ({1}) é de outro.", RESTORE),
    _Query("voided_not_empty", _VOIDED,
           "A venda {0} foi cancelada e ainda tem {1:c} em aberto e {2:c} pagos.", CORRECT),
    _Query("points_below_zero", _POINTS,
           "O cliente {0} tem {1} pontos, e ninguém tem menos que zero.", CORRECT),
    _Query("reversed_not_empty", _REVERSED,
           "O recebimento {0} foi estornado e ainda paga {2:c} da parcela {1}.", CORRECT),
    _Query("charge_not_agreed", _NOT_AGREED,
           "A parcela {0} tem {1:c} de encargos que não foram combinados.", RESTORE),
)  # fmt: skip


def balances(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What is open and what is credit, today and on every past day, and the sales' own sums."""
    for query in _QUERIES:
        for row in connection.execute(query.sql):
            values = [_Shown(value) for value in row]
            yield Problem(query.code, query.sentence.format(*values), query.hint)
    for table, row_id, effective_on in connection.execute(_TOO_EARLY):
        yield Problem(
            "too_early",
            f"{noun(table, row_id).capitalize()} vale desde {day(effective_on)}, antes da venda ou "
            "do recebimento.",
            RESTORE,
        )


def reversals(connection: sqlite3.Connection) -> Iterator[Problem]:
    """A reversal is of the same thing, the other way round, and of no more than is left of it."""
    for table, row_id, original_id in connection.execute(_ORPHANS):
        yield Problem(
            "reversal_wrong",
            f"{noun(table, row_id).capitalize()} desfaz {noun(table, original_id)}, mas não "
            "combina com o original.",
            RESTORE,
        )
    for table in ("posting", "charge", "refund"):
        left: dict[int, int] = {}
        for row_id, original_id, cents in connection.execute(_REVERSALS.format(table=table)):
            standing = cents + left.pop(row_id, 0)
            if not 0 <= (standing if cents > 0 else -standing) <= abs(cents):
                yield Problem(
                    "reversal_too_large",
                    f"{noun(table, row_id).capitalize()} é de {brl(cents)}, e o que foi desfeito "
                    f"deixa {brl(standing)}.",
                    RESTORE,
                )
            if original_id is not None:
                left[original_id] = left.get(original_id, 0) + standing


class _Shown:
    """A value of a row in a sentence: `{0:c}` as money, `{0:d}` as a day, `{0}` as it is."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        if spec == "c":
            return brl(int(str(self._value)))
        return day(str(self._value)) if spec == "d" else str(self._value)
