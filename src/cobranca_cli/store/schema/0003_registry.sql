-- Knowing the customer: how to reach them, what they may owe, who was merged into whom; what is sold
-- by the week, month or year. New columns start empty: every value in them came with a `change` row,
-- which is what the chain hashes (audit.STATE_FIELDS), so rows of older versions keep their hashes.

ALTER TABLE customer ADD COLUMN channel TEXT
    CHECK (channel IN ('whatsapp', 'phone', 'email', 'in_person'));
ALTER TABLE customer ADD COLUMN pay_day TEXT;          -- '5': that day; '5u': the 5th business day
ALTER TABLE customer ADD COLUMN referred_by TEXT;
ALTER TABLE customer ADD COLUMN opt_out INTEGER CHECK (opt_out = 1);
ALTER TABLE customer ADD COLUMN confirmed_on TEXT CHECK (confirmed_on GLOB '????-??-??');
ALTER TABLE customer ADD COLUMN limit_cents INTEGER CHECK (limit_cents >= 0);  -- NULL: the settings'
ALTER TABLE customer ADD COLUMN block_reason_id INTEGER REFERENCES personal_text (id);  -- blocked
ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer (id);
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;

-- Words about people, like a description; versions 1 and 2 kept them in `invoice`, which stays empty.
ALTER TABLE sale ADD COLUMN invoice_id INTEGER REFERENCES personal_text (id);

ALTER TABLE contact ADD COLUMN reason TEXT;            -- why the customer is late, in one word

CREATE TABLE recurring (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),  -- from the start; see recurring_amount
    every TEXT NOT NULL CHECK (every IN ('week', 'month', 'year')),
    start_on TEXT NOT NULL CHECK (start_on GLOB '????-??-??'),  -- the anchor: day 31 is clamped
    times INTEGER CHECK (times > 0),
    until_on TEXT CHECK (until_on GLOB '????-??-??'),
    kind TEXT NOT NULL CHECK (kind IN ('commerce', 'industry', 'service', 'product')),
    description_id INTEGER REFERENCES personal_text (id),
    stopped_on TEXT CHECK (stopped_on GLOB '????-??-??'),  -- nothing is sold from that day on
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),  -- 0: its creation was undone
    CHECK (times IS NULL OR until_on IS NULL)
) STRICT;
CREATE INDEX recurring_customer ON recurring (customer_id);

-- From this day on another amount; the latest row of a day is in force.
CREATE TABLE recurring_amount (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    recurring_id INTEGER NOT NULL REFERENCES recurring (id),
    from_on TEXT NOT NULL CHECK (from_on GLOB '????-??-??'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE INDEX recurring_amount_of ON recurring_amount (recurring_id, from_on);

-- A day that was sold, once however often the job runs.
CREATE TABLE occurrence (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    recurring_id INTEGER NOT NULL REFERENCES recurring (id),
    occurs_on TEXT NOT NULL CHECK (occurs_on GLOB '????-??-??'),
    sale_id INTEGER NOT NULL REFERENCES sale (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))  -- 0: its sale was undone
) STRICT;
CREATE UNIQUE INDEX occurrence_once ON occurrence (recurring_id, occurs_on) WHERE active = 1;
CREATE INDEX occurrence_sale ON occurrence (sale_id);
