-- What was agreed with a sale beside its instalments, what lateness cost, and what punctuality gave.

-- Kept when the sale is made; basis points: 200 is 2 %. Interest is by the month, simple.
CREATE TABLE sale_terms (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    sale_id INTEGER NOT NULL REFERENCES sale (id),
    fine_bps INTEGER NOT NULL DEFAULT 0 CHECK (fine_bps BETWEEN 0 AND 200),
    interest_bps INTEGER NOT NULL DEFAULT 0 CHECK (interest_bps BETWEEN 0 AND 100),
    early_bps INTEGER CHECK (early_bps BETWEEN 1 AND 9999),
    early_until TEXT CHECK (early_until GLOB '????-??-??'),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    CHECK ((early_bps IS NULL) = (early_until IS NULL))
) STRICT;
CREATE UNIQUE INDEX sale_terms_sale ON sale_terms (sale_id) WHERE active = 1;

-- Fine and interest, received with a payment or forgiven (no payment). Append-only like postings; a
-- reversal names its original and has the opposite sign.
CREATE TABLE charge (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    installment_id INTEGER NOT NULL REFERENCES installment (id),
    kind TEXT NOT NULL CHECK (kind IN ('fine', 'interest')),
    amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
    effective_on TEXT NOT NULL CHECK (effective_on GLOB '????-??-??'),
    payment_id INTEGER REFERENCES payment (id),
    reverses_id INTEGER REFERENCES charge (id),
    CHECK (amount_cents > 0 OR reverses_id IS NOT NULL)
) STRICT;
CREATE INDEX charge_installment ON charge (installment_id, effective_on);
CREATE INDEX charge_payment ON charge (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX charge_reverses ON charge (reverses_id) WHERE reverses_id IS NOT NULL;

-- An instalment that may be had for less until a day.
CREATE TABLE early_offer (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    installment_id INTEGER NOT NULL REFERENCES installment (id),
    discount_bps INTEGER NOT NULL CHECK (discount_bps BETWEEN 1 AND 9999),
    until_on TEXT NOT NULL CHECK (until_on GLOB '????-??-??'),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX early_offer_installment ON early_offer (installment_id) WHERE active = 1;

-- Points: earned by payments, given, spent; append-only, a reversal names its original.
CREATE TABLE points (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL CHECK (kind IN ('earned', 'given', 'spent')),
    points INTEGER NOT NULL CHECK (points <> 0),
    effective_on TEXT NOT NULL CHECK (effective_on GLOB '????-??-??'),
    payment_id INTEGER REFERENCES payment (id),
    sale_id INTEGER REFERENCES sale (id),
    text_id INTEGER REFERENCES personal_text (id),
    reverses_id INTEGER REFERENCES points (id)
) STRICT;
CREATE INDEX points_customer ON points (customer_id);
CREATE INDEX points_payment ON points (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX points_reverses ON points (reverses_id) WHERE reverses_id IS NOT NULL;

-- A photo, a delivery slip, a print of an "ok": copied into the home, under its hash.
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    sale_id INTEGER REFERENCES sale (id),
    payment_id INTEGER REFERENCES payment (id),
    name_id INTEGER NOT NULL REFERENCES personal_text (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    CHECK ((sale_id IS NULL) <> (payment_id IS NULL))
) STRICT;
CREATE INDEX attachment_sale ON attachment (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX attachment_payment ON attachment (payment_id) WHERE payment_id IS NOT NULL;
