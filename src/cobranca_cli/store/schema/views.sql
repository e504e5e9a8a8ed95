-- Views are code, not data: dropped and recreated at each migration. Facts only: no today, no policy.

-- An instalment is of a sale, or of an agreement since the day it was accepted (when that was undone,
-- it is void).

CREATE VIEW installment_state AS
SELECT i.id AS installment_id, i.sale_id, i.customer_id, c.name AS customer,
       coalesce(t.body, 'Acordo ' || a.id) AS description, i.number,
       coalesce(s.installment_count, a.installment_count) AS of,
       coalesce(s.sold_on, a.accepted_on, a.proposed_on) AS sold_on, i.due_on, i.amount_cents, i.open_cents,
       i.agreement_id
FROM installment i
JOIN customer c ON c.id = i.customer_id
LEFT JOIN sale s ON s.id = i.sale_id
LEFT JOIN agreement a ON a.id = i.agreement_id
LEFT JOIN personal_text t
       ON t.id = s.description_id AND s.customer_id NOT IN (SELECT customer_id FROM forgotten);

CREATE VIEW open_installment AS SELECT * FROM installment_state WHERE open_cents > 0;

-- Words of a sale or payment of somebody who was forgotten are locked: no list shows them.

-- A payment that never was (or bounced) has one refund row of that kind that was not taken back.
CREATE VIEW payment_state AS
SELECT p.id AS payment_id, p.customer_id, c.name AS customer, p.sale_id, p.received_on,
       p.amount_cents, p.method, r.body AS reference, y.body AS payer,
       coalesce((SELECT sum(f.amount_cents) FROM refund f
                 WHERE f.payment_id = p.id AND f.kind <> 'refund'), 0) > 0 AS reversed,
       p.credit_cents
FROM payment p
JOIN customer c ON c.id = p.customer_id
LEFT JOIN personal_text r
       ON r.id = p.reference_id AND p.customer_id NOT IN (SELECT customer_id FROM forgotten)
LEFT JOIN personal_text y
       ON y.id = p.payer_id AND p.customer_id NOT IN (SELECT customer_id FROM forgotten);

CREATE VIEW sale_state AS
SELECT s.id AS sale_id, s.customer_id, c.name AS customer, s.sold_on, t.body AS description,
       s.total_cents, s.installment_count, s.interval, s.remainder, s.kind,
       coalesce(s.invoice, n.body) AS invoice, s.voided,
       (SELECT coalesce(sum(i.open_cents), 0) FROM installment i WHERE i.sale_id = s.id) AS open_cents
FROM sale s
JOIN customer c ON c.id = s.customer_id
LEFT JOIN personal_text n
       ON n.id = s.invoice_id AND s.customer_id NOT IN (SELECT customer_id FROM forgotten)
LEFT JOIN personal_text t
       ON t.id = s.description_id AND s.customer_id NOT IN (SELECT customer_id FROM forgotten);
