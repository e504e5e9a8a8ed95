PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    what TEXT NOT NULL,            -- canonical JSON: ids and numbers, words only as text ids
    row_runs TEXT NOT NULL,        -- canonical JSON: [table, first id, last id] of its rows, as written
    rows_hash TEXT NOT NULL,       -- SHA-256 over those rows
    undoes INTEGER REFERENCES audit (seq),
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "audit" VALUES(1,'2026-11-23T13:00:00Z','add-customer','{"customer_id":1}','[["customer",1,1],["personal_text",1,5],["change",1,4],["contact",1,1]]','58a509e3e5ee4929336e92a91acba071b29cece9fa6a753ff256dd814fed84de',NULL,'0000000000000000000000000000000000000000000000000000000000000000','97ffc9b7d194c4d92ac62211d4e957366d5123755711607e2662262313507b84');
INSERT INTO "audit" VALUES(2,'2026-11-23T13:00:00Z','add-sale','{"customer_id":1,"sale_id":1,"total_cents":10000}','[["personal_text",6,6],["sale",1,1],["installment",1,3]]','207a1b638c9700b32897bed663166031271b322ea3256decd240f082bd0c0cc9',NULL,'97ffc9b7d194c4d92ac62211d4e957366d5123755711607e2662262313507b84','3221405341d1d5d7db72a608640a061aa2f03f02ded2098619b51a6724abd3c3');
INSERT INTO "audit" VALUES(3,'2026-11-23T13:00:00Z','add-sale','{"customer_id":2,"sale_id":2,"total_cents":5000}','[["customer",2,2],["personal_text",7,7],["change",5,5],["sale",2,2],["installment",4,4]]','ba94eda239878e724411b1fc3b169dbf59647847d886259e4db13d4a72d1c1b5',NULL,'3221405341d1d5d7db72a608640a061aa2f03f02ded2098619b51a6724abd3c3','f657c364b35fe73a27f14b78360f230188b757ded6fd84f5e1a2dbe70332a4a6');
INSERT INTO "audit" VALUES(4,'2026-11-23T13:00:00Z','add-sale','{"customer_id":3,"sale_id":3,"total_cents":1500}','[["customer",3,3],["personal_text",8,8],["change",6,6],["sale",3,3],["installment",5,5],["payment",1,1],["posting",1,1]]','ed5ec4d180db7f8a4325be5ab4319c04eaa039db6ef31f20f2fe78fb057c35fb',NULL,'f657c364b35fe73a27f14b78360f230188b757ded6fd84f5e1a2dbe70332a4a6','742b3ed79302dc11d38b0fdb53c1031bfe57103e47272a3a4841ad6de59a6494');
INSERT INTO "audit" VALUES(5,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":4000,"customer_id":1,"payment_ids":[2]}','[["personal_text",9,10],["payment",2,2],["posting",2,3]]','fcb9665d2effb9346a9b2d56d7f5c7e35ef247ac12e1e0962c239e23f2a49d5a',NULL,'742b3ed79302dc11d38b0fdb53c1031bfe57103e47272a3a4841ad6de59a6494','b597ec37dfd239534496f45320064029e0deb8cccfcf37f05f627e7fe8f9cf3c');
INSERT INTO "audit" VALUES(6,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":6000,"customer_id":2,"payment_ids":[3]}','[["payment",3,3],["posting",4,4]]','7c0496b4159ce9fa4538c7fa998af11fcea9d1a04fec8ba8c2d714c0898e2255',NULL,'b597ec37dfd239534496f45320064029e0deb8cccfcf37f05f627e7fe8f9cf3c','d969c623709208397a70ee48743965473b60fb49b99eaeb7b35b3d74e887c24e');
INSERT INTO "audit" VALUES(7,'2026-11-23T13:00:00Z','refund','{"amount_cents":1000,"customer_id":2}','[["personal_text",11,11],["refund",1,1]]','ed3b6655a55588ec5a9204d6d4707837504ba4a913bb1ae70e071fed786abad2',NULL,'d969c623709208397a70ee48743965473b60fb49b99eaeb7b35b3d74e887c24e','7d5e6492afc5417d6daf66aec00351fc117f1e7a00e27d50fbf348d063595a6c');
INSERT INTO "audit" VALUES(8,'2026-11-23T13:00:00Z','discount','{"amount_cents":500,"customer_id":1,"sale_id":1}','[["personal_text",12,12],["posting",5,5]]','9173399fcd5ed66e9eb4825adab2f14fdec199323a0850fc6b9f4eb83c67f64c',NULL,'7d5e6492afc5417d6daf66aec00351fc117f1e7a00e27d50fbf348d063595a6c','fc497422078439acf2a9234857102f00040a739b595016b27ef5c73a6587c4f5');
INSERT INTO "audit" VALUES(9,'2026-11-23T13:00:00Z','edit-sale','{"customer_id":2,"fields":["amount_cents"],"reason":13,"sale_id":2}','[["change",7,7],["change",8,8],["personal_text",13,13]]','80b0c9882bd87f1b26e081165f8421025e20d0f2eba0561d3f2cdc20407d8b64',NULL,'fc497422078439acf2a9234857102f00040a739b595016b27ef5c73a6587c4f5','0b0e5ec8fe8cd22910c10442c41840a2877b45ba9bd552a1a46a84da65a7d4a4');
INSERT INTO "audit" VALUES(10,'2026-11-23T13:00:00Z','undo','{"seq":9}','[["change",9,9],["change",10,10]]','bc76c3fc18f6208e93a3489222b9f3672c30ba62d52e0245502ac1a6fc2a5ab4',9,'0b0e5ec8fe8cd22910c10442c41840a2877b45ba9bd552a1a46a84da65a7d4a4','c87d4af448f8bc1b8f82ae7783fcc3dd2992ec38b7abd25998b70b68bd4a12d3');
INSERT INTO "audit" VALUES(11,'2026-11-23T13:00:00Z','import-csv','{}','[["import_key",1,1]]','a5e1d49b450e77ceb43c2f64d1cc1d1d59b3deb2466840a1cf78f5a0f122ebbe',NULL,'c87d4af448f8bc1b8f82ae7783fcc3dd2992ec38b7abd25998b70b68bd4a12d3','4b8e5707c62f85e1bfb561e47e55ed119f4a84cc34c8248ca30eb6762714e2d0');
INSERT INTO "audit" VALUES(12,'2026-11-23T13:00:00Z','add-customer','{"customer_id":4}','[["customer",4,4],["personal_text",14,16],["change",11,12],["contact",2,2]]','cb9b74b598a46a2ea6713d33233b723c3a582b3fc72e57ef1b773cafa2a923de',NULL,'4b8e5707c62f85e1bfb561e47e55ed119f4a84cc34c8248ca30eb6762714e2d0','6b93a3a0bf6d343cd79c058390b6816e6946c1c9e50a39370b68f583ba0c6bc5');
INSERT INTO "audit" VALUES(13,'2026-11-23T13:00:00Z','add-sale','{"customer_id":4,"sale_id":4,"total_cents":2000}','[["personal_text",17,17],["sale",4,4],["installment",6,6],["payment",4,4],["posting",6,6]]','faf240dc951694ccf7b0687031153506316299385b625f05aa8d0554c2b4d7cc',NULL,'6b93a3a0bf6d343cd79c058390b6816e6946c1c9e50a39370b68f583ba0c6bc5','0996564122c0311660498992e525d4138f3841da620ab32d58178e4e74c12658');
INSERT INTO "audit" VALUES(14,'2026-11-23T13:00:00Z','forget-customer','{"customer_id":4,"erase_on":"2032-01-01","texts":[15,16]}','[["personal_text",18,18],["change",13,13],["change",14,14],["change",15,15],["personal_text",19,19],["forgotten",1,1]]','bf1b6c9446b3b5b400fde2dc5d7a3d53836e442b77c8502a4c7c9734b45f8932',NULL,'0996564122c0311660498992e525d4138f3841da620ab32d58178e4e74c12658','85d0f618d6488fcaf49e790d65c29ff636572a3eed01e5f3e830515d8400afd5');
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    entity TEXT NOT NULL,
    entity_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    old_value TEXT NOT NULL,
    new_value TEXT NOT NULL
) STRICT;
INSERT INTO "change" VALUES(1,1,'customer',1,'name','null','1');
INSERT INTO "change" VALUES(2,1,'customer',1,'nickname','null','2');
INSERT INTO "change" VALUES(3,1,'customer',1,'phone','null','3');
INSERT INTO "change" VALUES(4,1,'customer',1,'email','null','4');
INSERT INTO "change" VALUES(5,3,'customer',2,'name','null','7');
INSERT INTO "change" VALUES(6,4,'customer',3,'name','null','8');
INSERT INTO "change" VALUES(7,9,'installment',4,'amount_cents','5000','5500');
INSERT INTO "change" VALUES(8,9,'sale',2,'total_cents','5000','5500');
INSERT INTO "change" VALUES(9,10,'sale',2,'total_cents','5500','5000');
INSERT INTO "change" VALUES(10,10,'installment',4,'amount_cents','5500','5000');
INSERT INTO "change" VALUES(11,12,'customer',4,'name','null','14');
INSERT INTO "change" VALUES(12,12,'customer',4,'phone','null','15');
INSERT INTO "change" VALUES(13,14,'customer',4,'name','14','18');
INSERT INTO "change" VALUES(14,14,'customer',4,'phone','15','null');
INSERT INTO "change" VALUES(15,14,'customer',4,'active','1','0');
CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,            -- 'note'
    contacted_on TEXT NOT NULL CHECK (contacted_on GLOB '????-??-??'),
    text_id INTEGER NOT NULL REFERENCES personal_text (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO "contact" VALUES(1,1,1,'note','2026-11-23',5,1);
INSERT INTO "contact" VALUES(2,12,4,'note','2026-11-23',16,1);
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    is_counter INTEGER NOT NULL DEFAULT 0 CHECK (is_counter IN (0, 1)),  -- the built-in "balcão"
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),  -- 0: its creation was undone
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL,        -- folded: matches and sorts
    nickname TEXT,
    nickname_key TEXT,
    phone TEXT,                    -- E.164
    document TEXT,                 -- CPF or CNPJ, compact
    email TEXT,
    address TEXT,
    CHECK ((nickname IS NULL) = (nickname_key IS NULL))
) STRICT;
INSERT INTO "customer" VALUES(1,1,0,1,'Maria d''Ávila','maria d''avila','Mariazinha','mariazinha','+5511912345678',NULL,'maria@exemplo.com.br',NULL);
INSERT INTO "customer" VALUES(2,3,0,1,'José 😀 [red]','jose 😀 [red]',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "customer" VALUES(3,4,1,1,'balcão','balcao',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "customer" VALUES(4,12,0,0,'cliente 4 (esquecido)','cliente 4 (esquecido)',NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "forgotten" VALUES(1,14,4,'2026-11-23','2032-01-01','269555f31d2ade23df1735a7de17e76f','["4427d","ede98"]',19);
CREATE TABLE import_key (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    key TEXT NOT NULL
) STRICT;
INSERT INTO "import_key" VALUES(1,11,'0000000000000000000000000000000000000000000000000000000000000000');
CREATE TABLE installment (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    sale_id INTEGER REFERENCES sale (id),  -- agreements will have instalments of their own
    number INTEGER NOT NULL CHECK (number >= 0),  -- 0 is the down payment
    due_on TEXT NOT NULL CHECK (due_on GLOB '????-??-??'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    open_cents INTEGER NOT NULL,
    CHECK (open_cents BETWEEN 0 AND amount_cents)
) STRICT;
INSERT INTO "installment" VALUES(1,2,1,1,1,'2026-10-01',3334,0);
INSERT INTO "installment" VALUES(2,2,1,1,2,'2026-11-01',3333,2167);
INSERT INTO "installment" VALUES(3,2,1,1,3,'2026-12-01',3333,3333);
INSERT INTO "installment" VALUES(4,3,2,2,1,'2026-11-30',5000,0);
INSERT INTO "installment" VALUES(5,4,3,3,1,'2026-11-03',1500,0);
INSERT INTO "installment" VALUES(6,13,4,4,1,'2026-11-03',2000,0);
CREATE TABLE payment (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    sale_id INTEGER REFERENCES sale (id),  -- made at the counter together with this sale
    received_on TEXT NOT NULL CHECK (received_on GLOB '????-??-??'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    method TEXT NOT NULL CHECK (method IN ('pix', 'cash', 'debit', 'credit', 'boleto', 'transfer',
                                           'deposit', 'check', 'other')),
    reference_id INTEGER REFERENCES personal_text (id),
    payer_id INTEGER REFERENCES personal_text (id),
    credit_cents INTEGER NOT NULL,
    CHECK (credit_cents BETWEEN 0 AND amount_cents)
) STRICT;
INSERT INTO "payment" VALUES(1,4,3,3,'2026-11-03',1500,'cash',NULL,NULL,0);
INSERT INTO "payment" VALUES(2,5,1,NULL,'2026-10-05',4000,'pix',9,10,0);
INSERT INTO "payment" VALUES(3,6,2,NULL,'2026-11-05',6000,'cash',NULL,NULL,0);
INSERT INTO "payment" VALUES(4,13,4,4,'2026-11-03',2000,'pix',NULL,NULL,0);
CREATE TABLE personal_text (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER REFERENCES customer (id),
    salt TEXT NOT NULL,
    sha256 TEXT NOT NULL,          -- of salt + body
    body TEXT NOT NULL
) STRICT;
INSERT INTO "personal_text" VALUES(1,1,1,'73d75e6c4d828728ed55297cd5691190','eef350d73a44f0edcd8e28fc6eeffd894303d7a5b28dfa51ad964e86fedb9b6e','Maria d''Ávila');
INSERT INTO "personal_text" VALUES(2,1,1,'2db0b4358f244e806e60fc7196fcfeac','a1c806044f7bdb4b106e1346e53209b95a2545b77bf6cfd2e8ace0facbf8ccaa','Mariazinha');
INSERT INTO "personal_text" VALUES(3,1,1,'3899abf98b871cf3e7bdd992d74239ec','c96a90a0c894dc74376688e4a5c5a114c730e0918c5c33e1950447c5e3e2cad1','+5511912345678');
INSERT INTO "personal_text" VALUES(4,1,1,'adce77b2ee24e5a95d159d22f55d5eb8','8a3fd330815d8293f656b50c5a7fb8bce676e9f696ee0b4519e7e92c9932575a','maria@exemplo.com.br');
INSERT INTO "personal_text" VALUES(5,1,1,'6001464259eed2cf94fc1b0180416580','ba047e878d79c3d6fe2272827f4afbde929275861ea9c16db5bc76eb2e87badd','Prefere mensagem à tarde.');
INSERT INTO "personal_text" VALUES(6,2,1,'1238f5ce0d65b5509777b1b45a0ddbfa','e76387a3eccaad89e660a8231409af8a83b64a9900cc6c34f54362bdb47992c3','Bolo de casamento');
INSERT INTO "personal_text" VALUES(7,3,2,'e16164c5497aa783b9232b0698a59fd1','b9f0fddfba0c86d1b8f57225f8e38bbcae99706adf912bd9899a3f494d51f5ac','José 😀 [red]');
INSERT INTO "personal_text" VALUES(8,4,3,'0ec6061fa72f3a7b6b84b182b699c71e','21677d1cfe1ea67c67edb73787f4da2a87894cbcb105720508dc6f46a8589a59','balcão');
INSERT INTO "personal_text" VALUES(9,5,1,'0380a01becbba395d3a9c627e44981d0','119d6de3b75ce2425bf1452c861545c7c746fde78730bb8727db8f9f6f7422c1','E123');
INSERT INTO "personal_text" VALUES(10,5,1,'7050acc5bf74ade7265cd6f10bdbb812','d412aed6b9103baaaee08282a4e1fb1b06e74611d73c589be80ff1f7a14a015a','João');
INSERT INTO "personal_text" VALUES(11,7,2,'29f7a52f570639fc57f4bac8075a01d1','cc2feee94c9e7f0cef7ca50b202f240c73849a9e19d24c60ab6925c0e8c9ae8e','pagou a mais');
INSERT INTO "personal_text" VALUES(12,8,1,'990ea25166cb2ecfbe0859508458ff4f','9cf14fbb991e6599a56e5602dea1422fdc520877b94037af13b9c0a01e514eb6','amassou');
INSERT INTO "personal_text" VALUES(13,9,2,'238df5fb460f63e199fec65a141693db','67d667bba308c3782a2ac9fe7de831e41f37380747f12f73eb32c85e87b8ff31','faltou a vela');
INSERT INTO "personal_text" VALUES(14,12,4,'5daf6de99de8ba6240f162b5cd092c31','47ce2ed07f44f99edef726842b889dac16ad519f358b3ad2d04d33871472eef1','Ana Prado');
INSERT INTO "personal_text" VALUES(15,12,4,'ea0c137e2bbb3763611973e7a9982ff3','3c064ea70e485ceb9359e826390e1e1ed866ac7cd0311f36be9ccc82cd4960dd','');
INSERT INTO "personal_text" VALUES(16,12,4,'83daf34b5957553014fe6f9308b1e873','3f82b9dc3fe48c3a47d59693d7b2484d9f1702d103b880ece07b7e5022130f32','');
INSERT INTO "personal_text" VALUES(17,13,4,'a580cc0487b195347250f176e678661a','863decd8c17e7067592eb172eb1ff7cf2d92982e6a57e294095df7b3d2296b22','Torta');
INSERT INTO "personal_text" VALUES(18,14,4,'0071fac8778812fa84832dbc57b1969a','1fb38afecd0883a0affb972dfb4eb873e1d2738f05d2e24bd1f43a8b7bb8742e','cliente 4 (esquecido)');
INSERT INTO "personal_text" VALUES(19,14,NULL,'88ba89556816564b86e3650a9b3b1085','805f44ad3c3af9578bcdbc86275d2e81ecbb8787c8c070218e2d6544a97b39e6','pediu por mensagem');
CREATE TABLE posting (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    installment_id INTEGER NOT NULL REFERENCES installment (id),
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'discount', 'return', 'write_off',
                                       'renegotiation', 'void')),
    amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
    effective_on TEXT NOT NULL CHECK (effective_on GLOB '????-??-??'),
    payment_id INTEGER REFERENCES payment (id),
    reverses_id INTEGER REFERENCES posting (id),
    reason_id INTEGER REFERENCES personal_text (id),
    CHECK ((kind = 'payment') = (payment_id IS NOT NULL)),
    CHECK (amount_cents > 0 OR reverses_id IS NOT NULL)
) STRICT;
INSERT INTO "posting" VALUES(1,4,5,'payment',1500,'2026-11-03',1,NULL,NULL);
INSERT INTO "posting" VALUES(2,5,1,'payment',3334,'2026-10-05',2,NULL,NULL);
INSERT INTO "posting" VALUES(3,5,2,'payment',666,'2026-10-05',2,NULL,NULL);
INSERT INTO "posting" VALUES(4,6,4,'payment',5000,'2026-11-05',3,NULL,NULL);
INSERT INTO "posting" VALUES(5,8,2,'discount',500,'2026-11-23',NULL,NULL,12);
INSERT INTO "posting" VALUES(6,13,6,'payment',2000,'2026-11-03',4,NULL,NULL);
CREATE TABLE refund (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    payment_id INTEGER NOT NULL REFERENCES payment (id),
    kind TEXT NOT NULL CHECK (kind IN ('refund', 'reversal', 'bounce')),
    amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
    effective_on TEXT NOT NULL CHECK (effective_on GLOB '????-??-??'),
    method TEXT,
    reason_id INTEGER REFERENCES personal_text (id),
    reverses_id INTEGER REFERENCES refund (id),
    CHECK (amount_cents > 0 OR reverses_id IS NOT NULL)
) STRICT;
INSERT INTO "refund" VALUES(1,7,3,'refund',1000,'2026-11-23','pix',11,NULL);
CREATE TABLE sale (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    sold_on TEXT NOT NULL CHECK (sold_on GLOB '????-??-??'),
    total_cents INTEGER NOT NULL CHECK (total_cents > 0),
    installment_count INTEGER NOT NULL CHECK (installment_count >= 1),  -- a down payment not counted
    interval TEXT NOT NULL,        -- '1m', '7d': kept so that a corrected due date moves them all
    remainder TEXT NOT NULL CHECK (remainder IN ('first', 'last')),
    kind TEXT NOT NULL CHECK (kind IN ('commerce', 'industry', 'service', 'product')),
    invoice TEXT,
    description_id INTEGER REFERENCES personal_text (id),
    link_id INTEGER REFERENCES personal_text (id),  -- the business's own page to pay this sale
    voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1))
) STRICT;
INSERT INTO "sale" VALUES(1,2,1,'2026-09-01',10000,3,'1m','first','product',NULL,6,NULL,0);
INSERT INTO "sale" VALUES(2,3,2,'2026-11-02',5000,1,'1m','first','product',NULL,NULL,NULL,0);
INSERT INTO "sale" VALUES(3,4,3,'2026-11-03',1500,1,'1m','first','product',NULL,NULL,NULL,0);
INSERT INTO "sale" VALUES(4,13,4,'2026-11-03',2000,1,'1m','first','product',NULL,17,NULL,0);
CREATE INDEX customer_name ON customer (name_key) WHERE active = 1;
CREATE INDEX customer_nickname ON customer (nickname_key) WHERE active = 1 AND nickname_key IS NOT NULL;
CREATE INDEX customer_phone ON customer (phone) WHERE active = 1 AND phone IS NOT NULL;
CREATE INDEX customer_document ON customer (document) WHERE active = 1 AND document IS NOT NULL;
CREATE INDEX customer_counter ON customer (id) WHERE is_counter = 1;
CREATE INDEX personal_text_customer ON personal_text (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX change_entity ON change (entity, entity_id, field);
CREATE INDEX sale_customer ON sale (customer_id);
CREATE INDEX installment_open_due ON installment (due_on, customer_id, open_cents) WHERE open_cents > 0;
CREATE INDEX installment_open_customer ON installment (customer_id, due_on, open_cents) WHERE open_cents > 0;
CREATE INDEX installment_customer ON installment (customer_id);
CREATE INDEX installment_sale ON installment (sale_id);
CREATE INDEX payment_customer ON payment (customer_id);
CREATE INDEX payment_credit ON payment (customer_id, credit_cents) WHERE credit_cents > 0;
CREATE INDEX payment_received ON payment (received_on, amount_cents);
CREATE INDEX posting_installment ON posting (installment_id, effective_on, amount_cents);
CREATE INDEX posting_payment ON posting (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX posting_reverses ON posting (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX posting_void ON posting (installment_id, amount_cents) WHERE kind = 'void';
CREATE INDEX posting_effective ON posting (effective_on, installment_id, amount_cents);
CREATE INDEX refund_payment ON refund (payment_id);
CREATE INDEX refund_effective ON refund (effective_on);
CREATE INDEX contact_customer ON contact (customer_id);
CREATE INDEX import_key_key ON import_key (key);
CREATE INDEX forgotten_customer ON forgotten (customer_id);
CREATE VIEW open_installment AS
SELECT i.id AS installment_id, i.sale_id, i.customer_id, c.name AS customer,
       t.body AS description, i.number, s.installment_count AS of, s.sold_on, i.due_on,
       i.amount_cents, i.open_cents
FROM installment i
JOIN customer c ON c.id = i.customer_id
JOIN sale s ON s.id = i.sale_id
LEFT JOIN personal_text t ON t.id = s.description_id
WHERE i.open_cents > 0;
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
       s.total_cents, s.installment_count, s.interval, s.remainder, s.kind, s.invoice, s.voided,
       (SELECT coalesce(sum(i.open_cents), 0) FROM installment i WHERE i.sale_id = s.id) AS open_cents
FROM sale s
JOIN customer c ON c.id = s.customer_id
LEFT JOIN personal_text t
       ON t.id = s.description_id AND s.customer_id NOT IN (SELECT customer_id FROM forgotten);
CREATE TRIGGER installment_starts_open BEFORE INSERT ON installment
WHEN NEW.open_cents <> NEW.amount_cents
BEGIN SELECT RAISE(ABORT, 'an installment starts wholly open'); END;
CREATE TRIGGER payment_starts_as_credit BEFORE INSERT ON payment
WHEN NEW.credit_cents <> NEW.amount_cents
BEGIN SELECT RAISE(ABORT, 'a payment starts wholly as credit'); END;
CREATE TRIGGER posting_moves_money AFTER INSERT ON posting
BEGIN
    UPDATE installment SET open_cents = open_cents - NEW.amount_cents WHERE id = NEW.installment_id;
    UPDATE payment SET credit_cents = credit_cents - NEW.amount_cents WHERE id = NEW.payment_id;
END;
CREATE TRIGGER refund_moves_money AFTER INSERT ON refund
BEGIN
    UPDATE payment SET credit_cents = credit_cents - NEW.amount_cents WHERE id = NEW.payment_id;
END;
CREATE TRIGGER installment_open_is_derived BEFORE UPDATE OF open_cents, amount_cents ON installment
WHEN NEW.amount_cents - NEW.open_cents <> (
    SELECT coalesce(sum(amount_cents), 0) FROM posting WHERE installment_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'open_cents is amount_cents minus its postings'); END;
CREATE TRIGGER payment_credit_is_derived BEFORE UPDATE OF credit_cents ON payment
WHEN NEW.amount_cents - NEW.credit_cents <> (
    SELECT coalesce(sum(amount_cents), 0) FROM posting WHERE payment_id = NEW.id) + (
    SELECT coalesce(sum(amount_cents), 0) FROM refund WHERE payment_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'credit_cents is amount_cents minus postings and refunds'); END;
CREATE TRIGGER posting_reverses_its_original BEFORE INSERT ON posting
WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM posting o WHERE o.id = NEW.reverses_id AND o.installment_id = NEW.installment_id
       AND o.kind = NEW.kind AND o.payment_id IS NEW.payment_id
       AND (o.amount_cents > 0) <> (NEW.amount_cents > 0)
       AND abs(NEW.amount_cents) <= abs(o.amount_cents) AND NEW.effective_on >= o.effective_on)
BEGIN SELECT RAISE(ABORT, 'a reversal must fit its original'); END;
CREATE TRIGGER refund_reverses_its_original BEFORE INSERT ON refund
WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM refund o WHERE o.id = NEW.reverses_id AND o.payment_id = NEW.payment_id
       AND o.kind = NEW.kind AND o.amount_cents = -NEW.amount_cents
       AND NEW.effective_on >= o.effective_on)
BEGIN SELECT RAISE(ABORT, 'a reversal must fit its original'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'posting is append-only'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'posting is append-only'); END;
CREATE TRIGGER refund_no_update BEFORE UPDATE ON refund
BEGIN SELECT RAISE(ABORT, 'refund is append-only'); END;
CREATE TRIGGER refund_no_delete BEFORE DELETE ON refund
BEGIN SELECT RAISE(ABORT, 'refund is append-only'); END;
CREATE TRIGGER change_no_update BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER change_no_delete BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER import_key_no_update BEFORE UPDATE ON import_key
BEGIN SELECT RAISE(ABORT, 'import_key is append-only'); END;
CREATE TRIGGER import_key_no_delete BEFORE DELETE ON import_key
BEGIN SELECT RAISE(ABORT, 'import_key is append-only'); END;
CREATE TRIGGER forgotten_no_update BEFORE UPDATE ON forgotten
BEGIN SELECT RAISE(ABORT, 'forgotten is append-only'); END;
CREATE TRIGGER forgotten_no_delete BEFORE DELETE ON forgotten
BEGIN SELECT RAISE(ABORT, 'forgotten is append-only'); END;
CREATE TRIGGER personal_text_no_delete BEFORE DELETE ON personal_text
BEGIN SELECT RAISE(ABORT, 'personal_text is never deleted'); END;
CREATE TRIGGER personal_text_only_emptied BEFORE UPDATE ON personal_text
WHEN NEW.body <> '' OR NEW.id <> OLD.id OR NEW.audit_seq <> OLD.audit_seq OR NEW.salt <> OLD.salt
     OR NEW.sha256 <> OLD.sha256 OR NEW.customer_id IS NOT OLD.customer_id
BEGIN SELECT RAISE(ABORT, 'a personal text can only be emptied'); END;
CREATE TRIGGER customer_no_delete BEFORE DELETE ON customer
BEGIN SELECT RAISE(ABORT, 'customers are never deleted'); END;
CREATE TRIGGER sale_no_delete BEFORE DELETE ON sale
BEGIN SELECT RAISE(ABORT, 'sales are never deleted'); END;
CREATE TRIGGER installment_no_delete BEFORE DELETE ON installment
BEGIN SELECT RAISE(ABORT, 'installments are never deleted'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment
BEGIN SELECT RAISE(ABORT, 'payments are never deleted'); END;
CREATE TRIGGER contact_no_delete BEFORE DELETE ON contact
BEGIN SELECT RAISE(ABORT, 'contacts are never deleted'); END;
CREATE TRIGGER customer_keeps_identity BEFORE UPDATE OF id, audit_seq, is_counter ON customer
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER sale_keeps_identity
BEFORE UPDATE OF id, audit_seq, sold_on, installment_count, interval, remainder, kind, invoice, link_id
ON sale
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER installment_keeps_identity BEFORE UPDATE OF id, audit_seq, sale_id, number ON installment
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER payment_keeps_identity
BEFORE UPDATE OF id, audit_seq, sale_id, received_on, amount_cents, method, reference_id, payer_id ON payment
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER contact_keeps_identity
BEFORE UPDATE OF id, audit_seq, customer_id, kind, contacted_on, text_id ON contact
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
COMMIT;
PRAGMA application_id = 1129267794;
PRAGMA user_version = 2;
