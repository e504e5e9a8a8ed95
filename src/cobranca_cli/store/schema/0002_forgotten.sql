-- Who was forgotten (LGPD). One row per act: locking, then erasing; a person's latest row is in force.
-- Fingerprints tell that somebody came back, and are too short to tell who it was.

CREATE TABLE forgotten (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    forgotten_on TEXT NOT NULL CHECK (forgotten_on GLOB '????-??-??'),
    erase_on TEXT CHECK (erase_on GLOB '????-??-??'),  -- the locked rest goes then; NULL: nothing is left
    salt TEXT NOT NULL,
    fingerprints TEXT NOT NULL,    -- canonical JSON: of name, nickname, phone and document
    reason_id INTEGER REFERENCES personal_text (id)
) STRICT;
CREATE INDEX forgotten_customer ON forgotten (customer_id);
