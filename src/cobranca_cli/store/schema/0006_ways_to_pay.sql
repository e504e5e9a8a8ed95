-- How an instalment may be paid, and when what was paid is really there.

-- The bank's own boleto, as its line of 47 digits; one at a time for an instalment.
CREATE TABLE boleto (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    installment_id INTEGER NOT NULL REFERENCES installment (id),
    line TEXT NOT NULL CHECK (length(line) IN (47, 48)),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX boleto_installment ON boleto (installment_id) WHERE active = 1;

-- A cheque that is good from a later day on: until then it is as good as a promise.
CREATE TABLE clearing (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    payment_id INTEGER NOT NULL REFERENCES payment (id),
    clears_on TEXT NOT NULL CHECK (clears_on GLOB '????-??-??'),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX clearing_payment ON clearing (payment_id) WHERE active = 1;
CREATE INDEX clearing_day ON clearing (clears_on) WHERE active = 1;
