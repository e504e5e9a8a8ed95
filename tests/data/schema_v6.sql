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
INSERT INTO "audit" VALUES(1,'2026-11-23T13:00:00Z','add-customer','{"customer_id":1}','[["customer",1,1],["personal_text",1,5],["change",1,4],["contact",1,1]]','e22f0178a388733884425524875009f7e3f2b89731c1a174bed1e92bb12c80d9',NULL,'0000000000000000000000000000000000000000000000000000000000000000','e323625d070b5c70bd8145d1d77b30bdbb6a12b1ab13d483526343262666d56e');
INSERT INTO "audit" VALUES(2,'2026-11-23T13:00:00Z','add-sale','{"customer_id":1,"sale_id":1,"total_cents":10000}','[["personal_text",6,6],["sale",1,1],["installment",1,3]]','421c66caa3bdcf7dd0acf8ad12047a26a83793eb71b6c5784b09988885a7a6d6',NULL,'e323625d070b5c70bd8145d1d77b30bdbb6a12b1ab13d483526343262666d56e','c0c96488fa64650a9f220c0e30ab00d7022269409a067d286943d751c1ecf3e0');
INSERT INTO "audit" VALUES(3,'2026-11-23T13:00:00Z','add-sale','{"customer_id":2,"sale_id":2,"total_cents":5000}','[["customer",2,2],["personal_text",7,7],["change",5,5],["sale",2,2],["installment",4,4]]','fc2d172fdf0034b3f4575e427eec2c56424b536ff829bec8397c48032a214366',NULL,'c0c96488fa64650a9f220c0e30ab00d7022269409a067d286943d751c1ecf3e0','227afbb7c774567b5a78c5e30f35a70c04c187c0d4cc7788f09d430e6a5e595d');
INSERT INTO "audit" VALUES(4,'2026-11-23T13:00:00Z','add-sale','{"customer_id":3,"sale_id":3,"total_cents":1500}','[["customer",3,3],["personal_text",8,8],["change",6,6],["sale",3,3],["installment",5,5],["payment",1,1],["posting",1,1]]','a3bc8f6849e21d42510715d523b1c71616444a37198c055751c632c48ce8ea10',NULL,'227afbb7c774567b5a78c5e30f35a70c04c187c0d4cc7788f09d430e6a5e595d','d7b0c37e0d990745194fa775bb69db07248f0cd76165ef4b46b99c05566a7d10');
INSERT INTO "audit" VALUES(5,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":4000,"customer_id":1,"payment_ids":[2]}','[["personal_text",9,10],["payment",2,2],["posting",2,3]]','72ce7c4dd93a70c6668956668552b8a225b63380137c4db0b00538dcbd68d2ec',NULL,'d7b0c37e0d990745194fa775bb69db07248f0cd76165ef4b46b99c05566a7d10','43db0cb7a1968e02159ed328e09daf261e3888376fb04826daf5eeffc7c5220f');
INSERT INTO "audit" VALUES(6,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":6000,"customer_id":2,"payment_ids":[3]}','[["payment",3,3],["posting",4,4]]','7c0496b4159ce9fa4538c7fa998af11fcea9d1a04fec8ba8c2d714c0898e2255',NULL,'43db0cb7a1968e02159ed328e09daf261e3888376fb04826daf5eeffc7c5220f','ffbd7979e06cb03e86230e1ef7e86669d2b46fb08dc0a0a3d6b93adb6d663d89');
INSERT INTO "audit" VALUES(7,'2026-11-23T13:00:00Z','refund','{"amount_cents":1000,"customer_id":2}','[["personal_text",11,11],["refund",1,1]]','f4351993c24e8c504a956cc93d7fb44a61a0356c73c923a67d69669cdc93e45d',NULL,'ffbd7979e06cb03e86230e1ef7e86669d2b46fb08dc0a0a3d6b93adb6d663d89','0c22e1a981c16c716ff8fbdda83646da5a830824cea4c8b09f5f262678dd796d');
INSERT INTO "audit" VALUES(8,'2026-11-23T13:00:00Z','discount','{"amount_cents":500,"customer_id":1,"sale_id":1}','[["personal_text",12,12],["posting",5,5]]','3c87d54ec098def8c325f47748183f6167602ef059fc1749290ccf7b4cf2cc97',NULL,'0c22e1a981c16c716ff8fbdda83646da5a830824cea4c8b09f5f262678dd796d','23ac0c2e59cc674542d59b376b7e8e428a9cbf3ed985698bc29d7dad9d45eced');
INSERT INTO "audit" VALUES(9,'2026-11-23T13:00:00Z','edit-sale','{"customer_id":2,"fields":["amount_cents"],"reason":13,"sale_id":2}','[["change",7,7],["change",8,8],["personal_text",13,13]]','e164404e5a9026372199d6db93a94e0af547a679f65e06a7a6c56ea3381b4f7b',NULL,'23ac0c2e59cc674542d59b376b7e8e428a9cbf3ed985698bc29d7dad9d45eced','c04091c73f71d9513e6a95eb95ef24cfa306229957456b6a90b828621a1362ef');
INSERT INTO "audit" VALUES(10,'2026-11-23T13:00:00Z','undo','{"seq":9}','[["change",9,9],["change",10,10]]','bc76c3fc18f6208e93a3489222b9f3672c30ba62d52e0245502ac1a6fc2a5ab4',9,'c04091c73f71d9513e6a95eb95ef24cfa306229957456b6a90b828621a1362ef','5a6eb7a6b7084fceeab7ec69c3ec4030b3b8245ba90ab11c147e1cb2180a61e1');
INSERT INTO "audit" VALUES(11,'2026-11-23T13:00:00Z','import-csv','{}','[["import_key",1,1]]','a5e1d49b450e77ceb43c2f64d1cc1d1d59b3deb2466840a1cf78f5a0f122ebbe',NULL,'5a6eb7a6b7084fceeab7ec69c3ec4030b3b8245ba90ab11c147e1cb2180a61e1','f2a4d257555f16c1f04882348527220f9b788d7b95f58ed768d88526434e32d1');
INSERT INTO "audit" VALUES(12,'2026-11-23T13:00:00Z','add-recurring','{"amount_cents":8000,"customer_id":1,"recurring_id":1}','[["personal_text",14,14],["recurring",1,1]]','943839518e199520761de999120a8ce707495b8f0e25dbe7f07c05dc24a8ef4f',NULL,'f2a4d257555f16c1f04882348527220f9b788d7b95f58ed768d88526434e32d1','fc317aff43e3be944bd106dec6f2bab44cccc128716269b0350e4cb72638e04a');
INSERT INTO "audit" VALUES(13,'2026-11-23T13:00:00Z','change-recurring','{"amount_cents":9000,"customer_id":1,"recurring_id":1}','[["recurring_amount",1,1]]','9a77350f862a38e62005e3c75514e16be59580f8e800eba9e2a02e25890fa081',NULL,'fc317aff43e3be944bd106dec6f2bab44cccc128716269b0350e4cb72638e04a','9812b8072b1f9eb2465548fd7397f429ec7c53fd7f41bcf3f27d4f0a427a35c6');
INSERT INTO "audit" VALUES(14,'2026-11-23T13:00:00Z','run-recurring','{"sales":1,"total_cents":8000}','[["personal_text",15,15],["sale",4,4],["installment",6,6],["occurrence",1,1]]','30e691cc43753d2c9702394de8bc654a2d6091a0091307eaa77ec35967c46646',NULL,'9812b8072b1f9eb2465548fd7397f429ec7c53fd7f41bcf3f27d4f0a427a35c6','3f4a8fd64bac847efb5e92774d9207a97f80d7f10732d6a46fc1bdfa722d1ed5');
INSERT INTO "audit" VALUES(15,'2026-11-23T13:00:00Z','edit-customer','{"customer_id":2,"fields":["channel","limit_cents","pay_day"]}','[["change",11,11],["change",12,12],["change",13,13]]','44ac9b64d627c365dab5d47c1ab65e849744cfd7337901dad8f1bec8380bcfc9',NULL,'3f4a8fd64bac847efb5e92774d9207a97f80d7f10732d6a46fc1bdfa722d1ed5','96233e97d15ce300c21d401c2dc0d33da7db8211234adbc95c25edb5a037223d');
INSERT INTO "audit" VALUES(16,'2026-11-23T13:00:00Z','add-customer','{"customer_id":4}','[["customer",4,4],["personal_text",16,16],["change",14,14]]','b5984407c389e06201aa08264d518f1630a6ff9961af569c1bd51533620e7c18',NULL,'96233e97d15ce300c21d401c2dc0d33da7db8211234adbc95c25edb5a037223d','68554fbe7c43204e49cf6bda123af77d62712d61c8537d6b4fba52d2b0f07d50');
INSERT INTO "audit" VALUES(17,'2026-11-23T13:00:00Z','merge-customers','{"customer_id":2,"merged_id":4}','[["change",15,15],["change",16,16]]','94f1f44aa1aa6e00caf2b9093682668bd3f0ec7719042b8ccb1314686994ec51',NULL,'68554fbe7c43204e49cf6bda123af77d62712d61c8537d6b4fba52d2b0f07d50','57cb91e2579141e401cb78aa7d05ec9aad76665ce7bb54cbda73b02948d3265a');
INSERT INTO "audit" VALUES(18,'2026-11-23T13:00:00Z','pause','{"customer_id":2,"installment_id":null}','[["personal_text",17,17],["pause",1,1]]','1eef1091c2b6f5d46ffd17113d3a9878aaa4fc76935baa9b35e0f5855d9cc65e',NULL,'57cb91e2579141e401cb78aa7d05ec9aad76665ce7bb54cbda73b02948d3265a','e69cf9c22f6ce0588ebbb6aa22ea8f6e6a017294ddf145255f91104433366bb1');
INSERT INTO "audit" VALUES(19,'2026-11-23T13:00:00Z','remind','{"messages":1}','[["personal_text",18,19],["message",1,1],["message_step",1,2]]','b366257d779b7458e89f23771dfc490a3167b1b411297a45f13cb63d0ea65225',NULL,'e69cf9c22f6ce0588ebbb6aa22ea8f6e6a017294ddf145255f91104433366bb1','e49934313f6a3277a7241a6fead458303a0339bde8612f1ced060c87584ccd3f');
INSERT INTO "audit" VALUES(20,'2026-11-23T13:00:00Z','promise','{"amount_cents":13500,"customer_id":1}','[["promise",1,1]]','3d616142d1fafaa2ec6b03a3bce21c43221ed9ecc78d0e40e6c7e78eb9e53276',NULL,'e49934313f6a3277a7241a6fead458303a0339bde8612f1ced060c87584ccd3f','2f9084a98c77ebc4c3ff70e3d779ed2a4f80360849ab1d2855acb025e183eee5');
INSERT INTO "audit" VALUES(21,'2026-11-23T13:00:00Z','dispute','{}','[["personal_text",20,21],["message_about",1,1],["message_part",1,1],["dispute",1,1],["boleto",1,1],["clearing",1,1]]','a7a4b49a50dfe1cad01f1c10d5731a984488ed142470ef047aacad12dea79b14',NULL,'2f9084a98c77ebc4c3ff70e3d779ed2a4f80360849ab1d2855acb025e183eee5','7cfe479f3cdf4bd1c8481eda46ce797a15a1c2699f8c0b594b1970c46ca3097d');
INSERT INTO "audit" VALUES(22,'2026-11-23T13:00:00Z','add-customer','{"customer_id":5}','[["customer",5,5],["personal_text",22,24],["change",17,18],["contact",2,2]]','6868e58759ffa2d427067b59de837b3397e887d77e8fcbed064b2610b98f5e3d',NULL,'7cfe479f3cdf4bd1c8481eda46ce797a15a1c2699f8c0b594b1970c46ca3097d','63f7445e0a7819b5055bc31d5230ee3046233d209349d14d90786da555f2b9d9');
INSERT INTO "audit" VALUES(23,'2026-11-23T13:00:00Z','add-sale','{"customer_id":5,"sale_id":5,"total_cents":2000}','[["personal_text",25,25],["sale",5,5],["installment",7,7],["payment",4,4],["posting",6,6]]','146cba9fca8fb28cb5ff0fff0591e25742169097af2b253601567124e7e96dbc',NULL,'63f7445e0a7819b5055bc31d5230ee3046233d209349d14d90786da555f2b9d9','2baa0a24365d5ef7e1a7a18beb0ac7a002f02a9f3945c9b0733ae7c90432e72a');
INSERT INTO "audit" VALUES(24,'2026-11-23T13:00:00Z','forget-customer','{"customer_id":5,"erase_on":"2032-01-01","texts":[23,24]}','[["personal_text",26,26],["change",19,19],["change",20,20],["change",21,21],["personal_text",27,27],["forgotten",1,1]]','7499c94019fcb7f935c61c744638943cbbd32b127a3f7350a82887e509ee6eb9',NULL,'2baa0a24365d5ef7e1a7a18beb0ac7a002f02a9f3945c9b0733ae7c90432e72a','62415893338a139b0a95ebe7b4996f7c54aa0d628a45fd359d6421729e3be00c');
CREATE TABLE boleto (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    installment_id INTEGER NOT NULL REFERENCES installment (id),
    line TEXT NOT NULL CHECK (length(line) IN (47, 48)),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO "boleto" VALUES(1,21,3,'00000000000000000000000000000000000000000000000',1);
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
INSERT INTO "change" VALUES(11,15,'customer',2,'limit_cents','null','90000');
INSERT INTO "change" VALUES(12,15,'customer',2,'channel','null','"whatsapp"');
INSERT INTO "change" VALUES(13,15,'customer',2,'pay_day','null','"5u"');
INSERT INTO "change" VALUES(14,16,'customer',4,'name','null','16');
INSERT INTO "change" VALUES(15,17,'customer',4,'merged_into','null','2');
INSERT INTO "change" VALUES(16,17,'customer',4,'active','1','0');
INSERT INTO "change" VALUES(17,22,'customer',5,'name','null','22');
INSERT INTO "change" VALUES(18,22,'customer',5,'phone','null','23');
INSERT INTO "change" VALUES(19,24,'customer',5,'name','22','26');
INSERT INTO "change" VALUES(20,24,'customer',5,'phone','23','null');
INSERT INTO "change" VALUES(21,24,'customer',5,'active','1','0');
CREATE TABLE clearing (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    payment_id INTEGER NOT NULL REFERENCES payment (id),
    clears_on TEXT NOT NULL CHECK (clears_on GLOB '????-??-??'),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO "clearing" VALUES(1,21,1,'2026-11-23',1);
CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,            -- 'note'
    contacted_on TEXT NOT NULL CHECK (contacted_on GLOB '????-??-??'),
    text_id INTEGER NOT NULL REFERENCES personal_text (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
, reason TEXT, step TEXT) STRICT;
INSERT INTO "contact" VALUES(1,1,1,'nota','2026-11-23',5,1,NULL,NULL);
INSERT INTO "contact" VALUES(2,22,5,'nota','2026-11-23',24,1,NULL,NULL);
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
    address TEXT, channel TEXT
    CHECK (channel IN ('whatsapp', 'phone', 'email', 'in_person')), pay_day TEXT, referred_by TEXT, opt_out INTEGER CHECK (opt_out = 1), confirmed_on TEXT CHECK (confirmed_on GLOB '????-??-??'), limit_cents INTEGER CHECK (limit_cents >= 0), block_reason_id INTEGER REFERENCES personal_text (id), merged_into INTEGER REFERENCES customer (id), no_news INTEGER CHECK (no_news = 1),
    CHECK ((nickname IS NULL) = (nickname_key IS NULL))
) STRICT;
INSERT INTO "customer" VALUES(1,1,0,1,'Maria d''Ávila','maria d''avila','Mariazinha','mariazinha','+5511912345678',NULL,'maria@exemplo.com.br',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "customer" VALUES(2,3,0,1,'José 😀 [red]','jose 😀 [red]',NULL,NULL,NULL,NULL,NULL,NULL,'whatsapp','5u',NULL,NULL,NULL,90000,NULL,NULL,NULL);
INSERT INTO "customer" VALUES(3,4,1,1,'balcão','balcao',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "customer" VALUES(4,16,0,0,'José Dois','jose dois',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2,NULL);
INSERT INTO "customer" VALUES(5,22,0,0,'cliente 5 (esquecido)','cliente 5 (esquecido)',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "dispute" VALUES(1,21,2,'2026-11-23',20,'open',NULL,1);
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
INSERT INTO "forgotten" VALUES(1,24,5,'2026-11-23','2032-01-01','59c0a395b065b63d0654614a81ad5101','["ba6ee","bc8fe"]',27);
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
INSERT INTO "installment" VALUES(6,14,1,4,1,'2026-10-31',8000,8000);
INSERT INTO "installment" VALUES(7,23,5,5,1,'2026-11-03',2000,0);
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    step TEXT NOT NULL,            -- of the ladder; or recibo, agradecimento, promessa …
    channel TEXT NOT NULL,         -- print, whatsapp, email, sms …
    said_on TEXT NOT NULL CHECK (said_on GLOB '????-??-??'),  -- the day in the business's own zone
    is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),       -- counts for the gap and the maximum
    address_id INTEGER REFERENCES personal_text (id),
    text_id INTEGER NOT NULL REFERENCES personal_text (id),
    status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'failed', 'uncertain', 'recorded',
                                           'skipped')),
    provider_id TEXT,
    words_id INTEGER REFERENCES personal_text (id),  -- what the server said
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))  -- 0: its recording was undone
) STRICT;
INSERT INTO "message" VALUES(1,19,1,'esqueceu','print','2026-11-23',1,18,19,'recorded',NULL,NULL,1);
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
INSERT INTO "message_about" VALUES(1,21,1,'promessa',NULL,1,1);
CREATE TABLE message_part (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    message_id INTEGER NOT NULL REFERENCES message (id),
    kind TEXT NOT NULL CHECK (kind IN ('subject', 'code')),
    text_id INTEGER NOT NULL REFERENCES personal_text (id)
) STRICT;
INSERT INTO "message_part" VALUES(1,21,1,'code',21);
CREATE TABLE message_step (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    installment_id INTEGER NOT NULL REFERENCES installment (id),
    step TEXT NOT NULL,
    done_on TEXT NOT NULL CHECK (done_on GLOB '????-??-??'),
    message_id INTEGER REFERENCES message (id),
    contact_id INTEGER REFERENCES contact (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO "message_step" VALUES(1,19,6,'esqueceu','2026-11-23',1,NULL,1);
INSERT INTO "message_step" VALUES(2,19,2,'esqueceu','2026-11-23',1,NULL,1);
CREATE TABLE occurrence (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    recurring_id INTEGER NOT NULL REFERENCES recurring (id),
    occurs_on TEXT NOT NULL CHECK (occurs_on GLOB '????-??-??'),
    sale_id INTEGER NOT NULL REFERENCES sale (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))  -- 0: its sale was undone
) STRICT;
INSERT INTO "occurrence" VALUES(1,14,1,'2026-10-31',4,1);
CREATE TABLE pause (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER REFERENCES customer (id),         -- both NULL: everybody, the owner is away
    installment_id INTEGER REFERENCES installment (id),
    from_on TEXT NOT NULL CHECK (from_on GLOB '????-??-??'),
    until_on TEXT NOT NULL CHECK (until_on GLOB '????-??-??'),  -- the first day that is free again
    reason_id INTEGER REFERENCES personal_text (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))  -- 0: resumed, or undone
) STRICT;
INSERT INTO "pause" VALUES(1,18,2,NULL,'2026-11-23','2026-12-01',17,1);
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
INSERT INTO "payment" VALUES(4,23,5,5,'2026-11-03',2000,'pix',NULL,NULL,0);
CREATE TABLE personal_text (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER REFERENCES customer (id),
    salt TEXT NOT NULL,
    sha256 TEXT NOT NULL,          -- of salt + body
    body TEXT NOT NULL
) STRICT;
INSERT INTO "personal_text" VALUES(1,1,1,'85977e15b0bb8ddbc947d7c04ad6ecdf','9a0882b644669bafba303f0f04949e020fab81d6faa049feb93d02ca48c924f2','Maria d''Ávila');
INSERT INTO "personal_text" VALUES(2,1,1,'da2ba03e4b095be7057ce4472c21be79','506d55b2c75400a37d2e0806c444f64e5c0274ebaed4750ada096e4335e9ae73','Mariazinha');
INSERT INTO "personal_text" VALUES(3,1,1,'2a04be2c140d46d10543cde5af103538','5f5a0fd11b3218fc42dbd1029805cf433d4a9a021fc0cffabe4dfaf43731cf4d','+5511912345678');
INSERT INTO "personal_text" VALUES(4,1,1,'68bb2b680289d4895099d09ebb860530','d7cc59f60bd2617b76828cb1257053472726a5103b92cd0b37e5cb1c4c2c3d2c','maria@exemplo.com.br');
INSERT INTO "personal_text" VALUES(5,1,1,'3729dceb2920a6002898a8b72c61c1fe','274b7327ade235e9410a528f26cbcc740ccf4958e2c6bf496a917234c9f969b7','Prefere mensagem à tarde.');
INSERT INTO "personal_text" VALUES(6,2,1,'7be7d341d6d90660ed2e16da7c82e13e','d337abde4be6c79413b8d65389d81734440a7cabeb33adfe8434b2b0ca94a8c8','Bolo de casamento');
INSERT INTO "personal_text" VALUES(7,3,2,'a98a9df710ac09eb64f52b91cd37e6c4','22113b4f4b750df5a9b723f8fe080389efae85e2091380fe06c95bbd344cfa85','José 😀 [red]');
INSERT INTO "personal_text" VALUES(8,4,3,'9cb221b844e3c3155de34cbfdbd705a0','1a2baaea99555022206ba097110bfe6ba07deb17dd9e0b3068e7c352484b3781','balcão');
INSERT INTO "personal_text" VALUES(9,5,1,'af87de4ceee0c6f51ce689e27b2aacc6','14b5f2c148e9f9d3a3a8827bad2d3790a9ac1965dbb727b34168aea8166bad29','E123');
INSERT INTO "personal_text" VALUES(10,5,1,'4b56a0d70fefa4c2573bed20b603a9d8','16d40d433e257e1455ccc1434ced4739d5d1fa839c0d81a53538154c1b35f448','João');
INSERT INTO "personal_text" VALUES(11,7,2,'f655384a0e7f377c07fc413dec55a9ab','17043a2e759ca54f7b77a714a5ece93f56d80b9f17de167ec268daf6ddddd24e','pagou a mais');
INSERT INTO "personal_text" VALUES(12,8,1,'80c25042d64d334fe3b7d9ed1d1bffa1','c86293799bae6d5301ab79cc68ff4748237cc296f6bfee963b7066bbc49e321e','amassou');
INSERT INTO "personal_text" VALUES(13,9,2,'5f9b48d09910ff8f2159ace43d25c9a5','abe8065beef9e2885b239ffcbff00b239f87496ec15a11044285372b03ab9ee6','faltou a vela');
INSERT INTO "personal_text" VALUES(14,12,1,'a43f40032aab78861b362a406953d667','cabdfedab03782e916226453c31eda97f2785da54558d0d4907e671eec831812','Doces do mês');
INSERT INTO "personal_text" VALUES(15,14,1,'4c437de636a29a5f0b4fdde39ea7f883','0c505737c8e4982303fa8732e49da34fdca4a58f44071bde0bbe174886abd3cf','Doces do mês');
INSERT INTO "personal_text" VALUES(16,16,4,'d6475c56b14dc78c15a7559c33adb198','7fc2b32c9579af17d9d5d326c9ebbc93dda8b8f4fb645190736af81f4acbe510','José Dois');
INSERT INTO "personal_text" VALUES(17,18,2,'8584dfe874017a5381c5cedcd5feb35c','18aaf736306c2e1603aa6172ffbb3fd1c3fd2b4b70a8a35c21144a16e9cde669','viagem');
INSERT INTO "personal_text" VALUES(18,19,1,'30a51c235e421eeb34290a126325b516','3d23d818395b9151b337c83b085e1e4e66e38c22b35279f1fd2970d2d149ef40','+5511912345678');
INSERT INTO "personal_text" VALUES(19,19,1,'a408bb73be844ce8632730114b6fcfef','2fa8a7840b56c25d2651c64c2b3e997506906e2ca7dde3c13eee3df5f3abb673','Oi, Mariazinha! Tudo bem?

Na correria é fácil esquecer, então deixo aqui um lembrete do que está em aberto:
• 31/10: R$ 80,00 (Doces do mês)
• 01/11: R$ 21,67 (parcela 2 de 3, Bolo de casamento)

Total: R$ 101,67

Se já pagou, por favor desconsidere. Qualquer dúvida, é só me chamar.

Um abraço,
Doces da Lúcia

Doces da Lúcia');
INSERT INTO "personal_text" VALUES(20,21,NULL,'414749442ccc74b82e190cc2247b52e4','48c533d50f70c9a836bc9ec57b807cbe97002af95a8b454e8a27a11f4e99b7c5','veio errado');
INSERT INTO "personal_text" VALUES(21,21,NULL,'9bd2bf287e52e8b64c6409b5e8722cff','80d6d80e109eb52712022ae03225039bb09d2f8f0a9ef98e8104f3369e47ed7c','0002');
INSERT INTO "personal_text" VALUES(22,22,5,'0af118d1431e98423404e2e2eae4734e','69f2a18170e80cac75f74c7d649431de4a1c139c282961eeda3960e49a12cf82','Ana Prado');
INSERT INTO "personal_text" VALUES(23,22,5,'926a8dac5cd023b848576b7998fd35c1','6113c04516261e611cf88ce89d653b9c238c12c61d545c6952bb96d147aacd2a','');
INSERT INTO "personal_text" VALUES(24,22,5,'228bc79cc04a603dcd60d28734bdb0f1','e96fe0a71c4ac84328eae4d8697191990bd1cb9e3d95755c68d90f5b14b7b077','');
INSERT INTO "personal_text" VALUES(25,23,5,'11c41b801008378346cf8766893655e9','054e08372399996f3126680537300e2df53e39cdfc8c0744985d1b9d6591c6ce','Torta');
INSERT INTO "personal_text" VALUES(26,24,5,'de9619538c9e6abe88fabfaec19fe473','8714505d7fafc6544d3bf3c56fdd818fedcaf19725b8e15ce36c453944ef0063','cliente 5 (esquecido)');
INSERT INTO "personal_text" VALUES(27,24,NULL,'bd5ea79e9bec293cbbac17b55d421e12','ee1749feae7a584e648b7c055705e0df11d2e262baa4c301c9b30ba8065d15ef','pediu por mensagem');
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
INSERT INTO "posting" VALUES(6,23,7,'payment',2000,'2026-11-03',4,NULL,NULL);
CREATE TABLE promise (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    promised_on TEXT NOT NULL CHECK (promised_on GLOB '????-??-??'),
    due_on TEXT NOT NULL CHECK (due_on GLOB '????-??-??'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    text_id INTEGER REFERENCES personal_text (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO "promise" VALUES(1,20,1,'2026-11-23','2026-11-27',13500,NULL,1);
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
INSERT INTO "recurring" VALUES(1,12,1,8000,'month','2026-10-31',12,NULL,'service',14,NULL,1);
CREATE TABLE recurring_amount (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    recurring_id INTEGER NOT NULL REFERENCES recurring (id),
    from_on TEXT NOT NULL CHECK (from_on GLOB '????-??-??'),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO "recurring_amount" VALUES(1,13,1,'2026-11-01',9000,1);
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
, invoice_id INTEGER REFERENCES personal_text (id)) STRICT;
INSERT INTO "sale" VALUES(1,2,1,'2026-09-01',10000,3,'1m','first','product',NULL,6,NULL,0,NULL);
INSERT INTO "sale" VALUES(2,3,2,'2026-11-02',5000,1,'1m','first','product',NULL,NULL,NULL,0,NULL);
INSERT INTO "sale" VALUES(3,4,3,'2026-11-03',1500,1,'1m','first','product',NULL,NULL,NULL,0,NULL);
INSERT INTO "sale" VALUES(4,14,1,'2026-10-31',8000,1,'1m','first','service',NULL,15,NULL,0,NULL);
INSERT INTO "sale" VALUES(5,23,5,'2026-11-03',2000,1,'1m','first','product',NULL,25,NULL,0,NULL);
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
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX recurring_customer ON recurring (customer_id);
CREATE INDEX recurring_amount_of ON recurring_amount (recurring_id, from_on);
CREATE UNIQUE INDEX occurrence_once ON occurrence (recurring_id, occurs_on) WHERE active = 1;
CREATE INDEX occurrence_sale ON occurrence (sale_id);
CREATE INDEX message_customer ON message (customer_id, said_on);
CREATE UNIQUE INDEX message_step_once ON message_step (installment_id, step) WHERE active = 1;
CREATE INDEX message_step_message ON message_step (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX promise_customer ON promise (customer_id, due_on);
CREATE INDEX pause_until ON pause (until_on) WHERE active = 1;
CREATE UNIQUE INDEX message_about_payment ON message_about (payment_id, step)
    WHERE active = 1 AND payment_id IS NOT NULL;
CREATE UNIQUE INDEX message_about_promise ON message_about (promise_id, step)
    WHERE active = 1 AND promise_id IS NOT NULL;
CREATE INDEX message_about_message ON message_about (message_id);
CREATE INDEX message_part_message ON message_part (message_id);
CREATE UNIQUE INDEX dispute_open ON dispute (installment_id) WHERE active = 1 AND status = 'open';
CREATE INDEX message_late ON message (said_on) WHERE is_late = 1 AND active = 1;
CREATE INDEX payment_clearing ON payment (customer_id, received_on)
    WHERE method IN ('boleto', 'check');
CREATE INDEX contact_step ON contact (customer_id, step) WHERE step IS NOT NULL;
CREATE UNIQUE INDEX boleto_installment ON boleto (installment_id) WHERE active = 1;
CREATE UNIQUE INDEX clearing_payment ON clearing (payment_id) WHERE active = 1;
CREATE INDEX clearing_day ON clearing (clears_on) WHERE active = 1;
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
       s.total_cents, s.installment_count, s.interval, s.remainder, s.kind,
       coalesce(s.invoice, n.body) AS invoice, s.voided,
       (SELECT coalesce(sum(i.open_cents), 0) FROM installment i WHERE i.sale_id = s.id) AS open_cents
FROM sale s
JOIN customer c ON c.id = s.customer_id
LEFT JOIN personal_text n
       ON n.id = s.invoice_id AND s.customer_id NOT IN (SELECT customer_id FROM forgotten)
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
BEFORE UPDATE OF id, audit_seq, kind, contacted_on, text_id ON contact
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER recurring_no_delete BEFORE DELETE ON recurring
BEGIN SELECT RAISE(ABORT, 'recurring sales are never deleted'); END;
CREATE TRIGGER recurring_amount_no_delete BEFORE DELETE ON recurring_amount
BEGIN SELECT RAISE(ABORT, 'amounts are never deleted'); END;
CREATE TRIGGER occurrence_no_delete BEFORE DELETE ON occurrence
BEGIN SELECT RAISE(ABORT, 'occurrences are never deleted'); END;
CREATE TRIGGER recurring_keeps_identity
BEFORE UPDATE OF id, audit_seq, amount_cents, every, start_on, times, until_on, kind, description_id
ON recurring
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER recurring_amount_keeps_identity
BEFORE UPDATE OF id, audit_seq, recurring_id, from_on, amount_cents ON recurring_amount
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER occurrence_keeps_identity
BEFORE UPDATE OF id, audit_seq, recurring_id, occurs_on, sale_id ON occurrence
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER message_no_delete BEFORE DELETE ON message
BEGIN SELECT RAISE(ABORT, 'messages are never deleted'); END;
CREATE TRIGGER message_step_no_delete BEFORE DELETE ON message_step
BEGIN SELECT RAISE(ABORT, 'steps are never deleted'); END;
CREATE TRIGGER promise_no_delete BEFORE DELETE ON promise
BEGIN SELECT RAISE(ABORT, 'promises are never deleted'); END;
CREATE TRIGGER pause_no_delete BEFORE DELETE ON pause
BEGIN SELECT RAISE(ABORT, 'pauses are never deleted'); END;
CREATE TRIGGER message_keeps_identity
BEFORE UPDATE OF id, audit_seq, step, channel, said_on, is_late, address_id, text_id ON message
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER message_sent_is_sent BEFORE UPDATE OF status, provider_id, words_id ON message
WHEN OLD.status = 'recorded' OR (OLD.status = 'sent' AND (NEW.status <> 'uncertain'
     OR NEW.provider_id IS NOT OLD.provider_id OR NEW.words_id IS NOT OLD.words_id))
BEGIN SELECT RAISE(ABORT, 'what was sent stays as it was sent'); END;
CREATE TRIGGER message_step_keeps_identity
BEFORE UPDATE OF id, audit_seq, installment_id, step, done_on, message_id, contact_id
ON message_step
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER promise_keeps_identity
BEFORE UPDATE OF id, audit_seq, promised_on, due_on, amount_cents, text_id ON promise
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER pause_keeps_identity
BEFORE UPDATE OF id, audit_seq, installment_id, from_on, until_on, reason_id ON pause
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER message_about_no_delete BEFORE DELETE ON message_about
BEGIN SELECT RAISE(ABORT, 'what was said stays said'); END;
CREATE TRIGGER message_part_no_delete BEFORE DELETE ON message_part
BEGIN SELECT RAISE(ABORT, 'what was said stays said'); END;
CREATE TRIGGER dispute_no_delete BEFORE DELETE ON dispute
BEGIN SELECT RAISE(ABORT, 'disputes are never deleted'); END;
CREATE TRIGGER message_about_keeps_identity
BEFORE UPDATE OF id, audit_seq, message_id, step, payment_id, promise_id ON message_about
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER message_part_no_update BEFORE UPDATE ON message_part
BEGIN SELECT RAISE(ABORT, 'message_part is append-only'); END;
CREATE TRIGGER dispute_keeps_identity
BEFORE UPDATE OF id, audit_seq, installment_id, opened_on, text_id ON dispute
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER boleto_no_delete BEFORE DELETE ON boleto
BEGIN SELECT RAISE(ABORT, 'boletos are never deleted'); END;
CREATE TRIGGER clearing_no_delete BEFORE DELETE ON clearing
BEGIN SELECT RAISE(ABORT, 'cheques are never deleted'); END;
CREATE TRIGGER boleto_keeps_identity BEFORE UPDATE OF id, audit_seq, installment_id, line ON boleto
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER clearing_keeps_identity BEFORE UPDATE OF id, audit_seq, payment_id, clears_on ON clearing
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
COMMIT;
PRAGMA application_id = 1129267794;
PRAGMA user_version = 6;
