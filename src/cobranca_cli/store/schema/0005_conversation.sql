-- What a message belongs to beside instalments, what went with it, what a customer contests, and
-- which tasks of the owner's a contact did.

-- A message about a payment (its receipt, a thank-you) or a promise is said once, ever.
CREATE TABLE message_about (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    message_id INTEGER NOT NULL REFERENCES message (id),
    step TEXT NOT NULL,
    payment_id INTEGER REFERENCES payment (id),
    promise_id INTEGER REFERENCES promise (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    CHECK ((payment_id IS NULL) <> (promise_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX message_about_payment ON message_about (payment_id, step)
    WHERE active = 1 AND payment_id IS NOT NULL;
CREATE UNIQUE INDEX message_about_promise ON message_about (promise_id, step)
    WHERE active = 1 AND promise_id IS NOT NULL;
CREATE INDEX message_about_message ON message_about (message_id);

-- What went along with a message's text, word for word: an e-mail's subject, a Pix code.
CREATE TABLE message_part (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    message_id INTEGER NOT NULL REFERENCES message (id),
    kind TEXT NOT NULL CHECK (kind IN ('subject', 'code')),
    text_id INTEGER NOT NULL REFERENCES personal_text (id)
) STRICT;
CREATE INDEX message_part_message ON message_part (message_id);

-- One instalment that a customer contests: nothing is asked of it until that is settled.
CREATE TABLE dispute (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    installment_id INTEGER NOT NULL REFERENCES installment (id),
    opened_on TEXT NOT NULL CHECK (opened_on GLOB '????-??-??'),
    text_id INTEGER NOT NULL REFERENCES personal_text (id),
    status TEXT NOT NULL CHECK (status IN ('open', 'kept', 'discounted', 'voided')),
    resolved_on TEXT CHECK (resolved_on GLOB '????-??-??'),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX dispute_open ON dispute (installment_id) WHERE active = 1 AND status = 'open';

-- How often somebody was reminded of late money, lately.
CREATE INDEX message_late ON message (said_on) WHERE is_late = 1 AND active = 1;

-- What was paid by boleto or cheque shows in the account some days later.
CREATE INDEX payment_clearing ON payment (customer_id, received_on)
    WHERE method IN ('boleto', 'check');

-- Reminders, but no news of the owner's in them.
ALTER TABLE customer ADD COLUMN no_news INTEGER CHECK (no_news = 1);

-- The task that a contact did, when it was one.
ALTER TABLE contact ADD COLUMN step TEXT;
CREATE INDEX contact_step ON contact (customer_id, step) WHERE step IS NOT NULL;
