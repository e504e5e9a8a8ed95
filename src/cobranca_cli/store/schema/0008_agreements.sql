-- Agreements about what is late, and what each message asked for.

-- Proposed, then accepted, broken or cancelled; `kept` is read off its instalments. The code that
-- accepts it is held as a salted hash only.
CREATE TABLE agreement (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    proposed_on TEXT NOT NULL CHECK (proposed_on GLOB '????-??-??'),
    discount_cents INTEGER NOT NULL CHECK (discount_cents >= 0),
    installment_count INTEGER NOT NULL CHECK (installment_count >= 1),  -- a down payment not counted
    text_id INTEGER NOT NULL REFERENCES personal_text (id),  -- as it was put to the customer
    code_salt TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    code_until TEXT NOT NULL,      -- a UTC instant
    code_tries INTEGER NOT NULL DEFAULT 0 CHECK (code_tries BETWEEN 0 AND 5),
    status TEXT NOT NULL DEFAULT 'proposed'
        CHECK (status IN ('proposed', 'accepted', 'broken', 'cancelled')),
    accepted_on TEXT CHECK (accepted_on GLOB '????-??-??'),
    proof_id INTEGER REFERENCES personal_text (id),  -- none: accepted by the code
    ended_on TEXT CHECK (ended_on GLOB '????-??-??'),
    reason_id INTEGER REFERENCES personal_text (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX agreement_customer ON agreement (customer_id);
CREATE INDEX agreement_accepted ON agreement (status, id) WHERE active = 1 AND status = 'accepted';

-- What it is about: an instalment as it stood on the day of the proposal. Append-only.
CREATE TABLE agreement_item (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id),
    installment_id INTEGER NOT NULL REFERENCES installment (id),
    open_cents INTEGER NOT NULL CHECK (open_cents > 0),
    fine_cents INTEGER NOT NULL CHECK (fine_cents >= 0),
    interest_cents INTEGER NOT NULL CHECK (interest_cents >= 0),
    UNIQUE (agreement_id, installment_id)
) STRICT;
CREATE INDEX agreement_item_installment ON agreement_item (installment_id);

-- The new plan; its instalments come into being when it is accepted. Append-only.
CREATE TABLE agreement_part (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    agreement_id INTEGER NOT NULL REFERENCES agreement (id),
    number INTEGER NOT NULL CHECK (number >= 0),  -- 0 is the down payment
    due_on TEXT NOT NULL CHECK (due_on GLOB '????-??-??'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    UNIQUE (agreement_id, number)
) STRICT;

ALTER TABLE installment ADD COLUMN agreement_id INTEGER REFERENCES agreement (id);
CREATE INDEX installment_agreement ON installment (agreement_id) WHERE agreement_id IS NOT NULL;
CREATE INDEX posting_renegotiation ON posting (installment_id, amount_cents)
    WHERE kind = 'renegotiation';

-- How much a message asked for, so that one that asked too much can be found (CDC 42). Append-only.
CREATE TABLE message_total (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    message_id INTEGER NOT NULL REFERENCES message (id),
    total_cents INTEGER NOT NULL CHECK (total_cents >= 0)
) STRICT;
CREATE UNIQUE INDEX message_total_message ON message_total (message_id);
