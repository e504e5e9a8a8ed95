"""The audit chain: what is hashed, and how. Plain functions over plain values.

A third person can repeat every hash with Python alone: SHA-256 over canonical JSON, UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

GENESIS = "0" * 64

# The columns that are hashed, by table, in the order of the hash. A column that may change is
# hashed with its first value, which `change` rows (hashed themselves) lead to. What triggers keep
# (open_cents, credit_cents) and what forgetting a person empties (bodies, a customer's own
# columns) is not here: the first is re-derived by `check`, the second is held by salted hashes.
HASHED: dict[str, tuple[str, ...]] = {
    "customer": ("id", "audit_seq", "is_counter", "active"),
    "personal_text": ("id", "audit_seq", "customer_id", "salt", "sha256"),
    "sale": (
        "id", "audit_seq", "customer_id", "sold_on", "total_cents", "installment_count",
        "interval", "remainder", "kind", "invoice", "description_id", "link_id", "voided",
    ),
    "installment": (
        "id", "audit_seq", "customer_id", "sale_id", "number", "due_on", "amount_cents",
    ),
    "payment": (
        "id", "audit_seq", "customer_id", "sale_id", "received_on", "amount_cents", "method",
        "reference_id", "payer_id",
    ),
    "posting": (
        "id", "audit_seq", "installment_id", "kind", "amount_cents", "effective_on",
        "payment_id", "reverses_id", "reason_id",
    ),
    "refund": (
        "id", "audit_seq", "payment_id", "kind", "amount_cents", "effective_on", "method",
        "reason_id", "reverses_id",
    ),
    "change": ("id", "audit_seq", "entity", "entity_id", "field", "old_value", "new_value"),
    "contact": ("id", "audit_seq", "customer_id", "kind", "contacted_on", "text_id", "active"),
    "import_key": ("id", "audit_seq", "key"),
    "forgotten": (
        "id", "audit_seq", "customer_id", "forgotten_on", "erase_on", "salt", "fingerprints",
        "reason_id",
    ),
    "recurring": (
        "id", "audit_seq", "customer_id", "amount_cents", "every", "start_on", "times", "until_on",
        "kind", "description_id", "stopped_on", "active",
    ),
    "recurring_amount": (
        "id", "audit_seq", "recurring_id", "from_on", "amount_cents", "active",
    ),
    "occurrence": ("id", "audit_seq", "recurring_id", "occurs_on", "sale_id", "active"),
    "message": (
        "id", "audit_seq", "customer_id", "step", "channel", "said_on", "is_late", "address_id",
        "text_id", "status", "provider_id", "words_id", "active",
    ),
    "message_step": (
        "id", "audit_seq", "installment_id", "step", "done_on", "message_id", "contact_id",
        "active",
    ),
    "promise": (
        "id", "audit_seq", "customer_id", "promised_on", "due_on", "amount_cents", "text_id",
        "active",
    ),
    "pause": (
        "id", "audit_seq", "customer_id", "installment_id", "from_on", "until_on", "reason_id",
        "active",
    ),
    "message_about": (
        "id", "audit_seq", "message_id", "step", "payment_id", "promise_id", "active",
    ),
    "message_part": ("id", "audit_seq", "message_id", "kind", "text_id"),
    "dispute": (
        "id", "audit_seq", "installment_id", "opened_on", "text_id", "status", "resolved_on",
        "active",
    ),
    "boleto": ("id", "audit_seq", "installment_id", "line", "active"),
    "clearing": ("id", "audit_seq", "payment_id", "clears_on", "active"),
    "sale_terms": (
        "id", "audit_seq", "sale_id", "fine_bps", "interest_bps", "early_bps", "early_until",
        "active",
    ),
    "charge": (
        "id", "audit_seq", "installment_id", "kind", "amount_cents", "effective_on", "payment_id",
        "reverses_id",
    ),
    "early_offer": (
        "id", "audit_seq", "installment_id", "discount_bps", "until_on", "active",
    ),
    "points": (
        "id", "audit_seq", "customer_id", "kind", "points", "effective_on", "payment_id",
        "sale_id", "text_id", "reverses_id",
    ),
    "attachment": (
        "id", "audit_seq", "sale_id", "payment_id", "name_id", "sha256", "size_bytes", "active",
    ),
    "agreement": (
        "id", "audit_seq", "customer_id", "proposed_on", "discount_cents", "installment_count",
        "text_id", "code_salt", "code_hash", "code_until", "code_tries", "status", "accepted_on",
        "proof_id", "ended_on", "reason_id", "active",
    ),
    "agreement_item": (
        "id", "audit_seq", "agreement_id", "installment_id", "open_cents", "fine_cents",
        "interest_cents",
    ),
    "agreement_part": ("id", "audit_seq", "agreement_id", "number", "due_on", "amount_cents"),
    "message_total": ("id", "audit_seq", "message_id", "total_cents"),
}  # fmt: skip

# Columns that later versions added to tables that are hashed. A row starts with nothing in them;
# every value comes with a `change`, hashed itself, and `check` holds the column to the last one.
STATE_FIELDS: dict[str, tuple[str, ...]] = {
    "customer": (
        "channel", "pay_day", "opt_out", "no_news", "confirmed_on", "limit_cents",
        "block_reason_id", "merged_into",
    ),
    "contact": ("reason", "step"),
    "sale": ("invoice_id",),
    "installment": ("agreement_id",),
}  # fmt: skip

# Columns of `customer` that hold words about a person: a change of one holds text ids.
PERSONAL_FIELDS = ("name", "nickname", "phone", "document", "email", "address", "referred_by")


class Entry(NamedTuple):
    """One row of `audit` before its own hash."""

    seq: int
    at: str
    command: str
    what: str
    row_runs: str
    rows_hash: str
    undoes: int | None
    prev_hash: str


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks: the same text for the same value, always.

    >>> canonical({"b": 1, "a": None})
    '{"a":null,"b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def rows_hash(rows: Iterable[tuple[str, tuple[object, ...]]]) -> str:
    """SHA-256 over (table, row) pairs in the order of HASHED, then of id; one line each."""
    digest = hashlib.sha256()
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for table, row in rows:
        digest.update(encode([table, *row]).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def entry_hash(entry: Entry) -> str:
    """SHA-256 over the whole entry, `prev_hash` included: a chain."""
    return hashlib.sha256(canonical(list(entry)).encode()).hexdigest()


def text_hash(salt: str, body: str) -> str:
    """The salted hash by which append-only rows hold a text that may be forgotten."""
    return hashlib.sha256((salt + body).encode()).hexdigest()
