"""Agreements against what was posted for them (rules §8). A query returns what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cobranca_cli.errors import brl
from cobranca_cli.reports.integrity.problems import RESTORE, Problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

# What was agreed about, less the discount, is the plan's sum.
_SUM = """
SELECT a.id, p.cents, t.cents - a.discount_cents FROM agreement a
LEFT JOIN (SELECT agreement_id, sum(amount_cents) AS cents FROM agreement_part GROUP BY 1) p
       ON p.agreement_id = a.id
LEFT JOIN (SELECT agreement_id, sum(open_cents + fine_cents + interest_cents) AS cents
           FROM agreement_item GROUP BY 1) t ON t.agreement_id = a.id
WHERE p.cents IS NOT t.cents - a.discount_cents ORDER BY a.id
"""
# An agreement in course, or kept, holds what it was made about; nothing else does. What is left of
# an agreement that ended was closed in the same way, and is not looked at.
_HELD = """
SELECT i.id, coalesce(g.cents, 0), coalesce(h.cents, 0) FROM installment i
LEFT JOIN (SELECT installment_id, sum(amount_cents) AS cents FROM posting
           WHERE kind = 'renegotiation' GROUP BY 1) g ON g.installment_id = i.id
LEFT JOIN (SELECT t.installment_id, sum(t.open_cents) AS cents FROM agreement_item t
           JOIN agreement a ON a.id = t.agreement_id
           WHERE a.active = 1 AND a.status = 'accepted' GROUP BY 1) h ON h.installment_id = i.id
LEFT JOIN agreement own ON own.id = i.agreement_id
WHERE coalesce(g.cents, 0) <> coalesce(h.cents, 0)
  AND coalesce(own.status, 'accepted') = 'accepted' ORDER BY i.id
"""
_OWNER = """
SELECT i.id, i.agreement_id FROM installment i JOIN agreement a ON a.id = i.agreement_id
WHERE i.customer_id <> a.customer_id ORDER BY i.id
"""
_EARLY = """
SELECT i.id, i.agreement_id FROM posting p JOIN installment i ON i.id = p.installment_id
JOIN agreement a ON a.id = i.agreement_id
WHERE a.accepted_on IS NOT NULL AND p.effective_on < a.accepted_on ORDER BY i.id
"""


def agreements(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Their sums, what they hold, whose they are, and that nothing came before them."""
    for key, plan, about in connection.execute(_SUM):
        yield Problem(
            "agreement_sum",
            f"As parcelas do acordo {key} somam {brl(plan or 0)}, e o combinado era "
            f"{brl(about or 0)}.",
            RESTORE,
        )
    for item, posted, held in connection.execute(_HELD):
        yield Problem(
            "agreement_held",
            f"Da parcela {item}, {brl(posted)} passaram para acordos, e os acordos em vigor dizem "
            f"{brl(held)}.",
            RESTORE,
        )
    for item, key in connection.execute(_OWNER):
        yield Problem(
            "agreement_owner", f"A parcela {item} e o acordo {key} são de clientes diferentes.",
            RESTORE,
        )  # fmt: skip
    for item, key in connection.execute(_EARLY):
        yield Problem(
            "too_early", f"Algo vale na parcela {item} antes do acordo {key} dela.", RESTORE
        )
