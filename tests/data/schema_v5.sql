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
INSERT INTO "audit" VALUES(1,'2026-11-23T13:00:00Z','add-customer','{"customer_id":1}','[["customer",1,1],["personal_text",1,5],["change",1,4],["contact",1,1]]','05d2d5d692f88c6e2a6aa06c15751ed9ae69dfbc2759ca7cc08ecb289a154718',NULL,'0000000000000000000000000000000000000000000000000000000000000000','1e8ac6301256b4a6206b8f70865f1d6479b0e628ba6d7811bbb4ad79ea5aab32');
INSERT INTO "audit" VALUES(2,'2026-11-23T13:00:00Z','add-sale','{"customer_id":1,"sale_id":1,"total_cents":10000}','[["personal_text",6,6],["sale",1,1],["installment",1,3]]','7bc62ac7de02c0a20d3c33a828c2aa0282beed4990a4d0c815ce551f5b3244ea',NULL,'1e8ac6301256b4a6206b8f70865f1d6479b0e628ba6d7811bbb4ad79ea5aab32','dca1287d0a0d2ace84754d27a2fd48d2d34bae8f1ce6d9debc67f5b019d993ac');
INSERT INTO "audit" VALUES(3,'2026-11-23T13:00:00Z','add-sale','{"customer_id":2,"sale_id":2,"total_cents":5000}','[["customer",2,2],["personal_text",7,7],["change",5,5],["sale",2,2],["installment",4,4]]','2f0eee7614efc648468026b8524757952167c4a256512a821fc3b921bc779188',NULL,'dca1287d0a0d2ace84754d27a2fd48d2d34bae8f1ce6d9debc67f5b019d993ac','8e0db3241b7909e0c1d99693d42876c6f2805444170d59e28672e26b495afbd7');
INSERT INTO "audit" VALUES(4,'2026-11-23T13:00:00Z','add-sale','{"customer_id":3,"sale_id":3,"total_cents":1500}','[["customer",3,3],["personal_text",8,8],["change",6,6],["sale",3,3],["installment",5,5],["payment",1,1],["posting",1,1]]','84bb925196774bdc24990bf419a52a5d8d1ff2111520553ca9c5a544b8f7ec43',NULL,'8e0db3241b7909e0c1d99693d42876c6f2805444170d59e28672e26b495afbd7','7e161f8a8b630443421c83e45ceed94755a72c384c4d71e263aff0c0ba970f75');
INSERT INTO "audit" VALUES(5,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":4000,"customer_id":1,"payment_ids":[2]}','[["personal_text",9,10],["payment",2,2],["posting",2,3]]','da9586ddcfa78d015d2d6a1363b49a6e5a9dff7782760bee66e8b5635f419920',NULL,'7e161f8a8b630443421c83e45ceed94755a72c384c4d71e263aff0c0ba970f75','741faca7c45a9641c15d9d910503b86190f5caea1bcee6015f3dd5791bca4282');
INSERT INTO "audit" VALUES(6,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":6000,"customer_id":2,"payment_ids":[3]}','[["payment",3,3],["posting",4,4]]','7c0496b4159ce9fa4538c7fa998af11fcea9d1a04fec8ba8c2d714c0898e2255',NULL,'741faca7c45a9641c15d9d910503b86190f5caea1bcee6015f3dd5791bca4282','51812babb1ed68b9f0a3690b48aa66c78ca66b675833e51b16b267e8365a9a69');
INSERT INTO "audit" VALUES(7,'2026-11-23T13:00:00Z','refund','{"amount_cents":1000,"customer_id":2}','[["personal_text",11,11],["refund",1,1]]','4c3a54421a24cfa69004e75931c2ed63671e82465797892f0ea306a1749a5520',NULL,'51812babb1ed68b9f0a3690b48aa66c78ca66b675833e51b16b267e8365a9a69','a76c7675b3e15424173675b22e6b5fe01d14751b1b66ad7f1d30da329a6f4e84');
INSERT INTO "audit" VALUES(8,'2026-11-23T13:00:00Z','discount','{"amount_cents":500,"customer_id":1,"sale_id":1}','[["personal_text",12,12],["posting",5,5]]','512478f59ab3849717043b7472b7f09715a9b91bc8416f1a7452123221a3b6b9',NULL,'a76c7675b3e15424173675b22e6b5fe01d14751b1b66ad7f1d30da329a6f4e84','4306a365f6f4adaa26caeab3b4d45f541e1581360178c61d936ad6b50fc89498');
INSERT INTO "audit" VALUES(9,'2026-11-23T13:00:00Z','edit-sale','{"customer_id":2,"fields":["amount_cents"],"reason":13,"sale_id":2}','[["change",7,7],["change",8,8],["personal_text",13,13]]','393ae2f0436727d81e2f03173537ec086c3c67be466bca6c4f4da888df4db211',NULL,'4306a365f6f4adaa26caeab3b4d45f541e1581360178c61d936ad6b50fc89498','15fa8c3ae7f089ed7a9995875941555b7814b78ae0a8e19cdd271a73fb91157e');
INSERT INTO "audit" VALUES(10,'2026-11-23T13:00:00Z','undo','{"seq":9}','[["change",9,9],["change",10,10]]','bc76c3fc18f6208e93a3489222b9f3672c30ba62d52e0245502ac1a6fc2a5ab4',9,'15fa8c3ae7f089ed7a9995875941555b7814b78ae0a8e19cdd271a73fb91157e','c50819d4e153a47c5340c66ffa893e8fd0691e82acfddcd1b103c74c7286bf0b');
INSERT INTO "audit" VALUES(11,'2026-11-23T13:00:00Z','import-csv','{}','[["import_key",1,1]]','a5e1d49b450e77ceb43c2f64d1cc1d1d59b3deb2466840a1cf78f5a0f122ebbe',NULL,'c50819d4e153a47c5340c66ffa893e8fd0691e82acfddcd1b103c74c7286bf0b','9edfd63a3a67ff5c39028f0767220d4872f1c8585a5c67d353e413298d28a95b');
INSERT INTO "audit" VALUES(12,'2026-11-23T13:00:00Z','add-recurring','{"amount_cents":8000,"customer_id":1,"recurring_id":1}','[["personal_text",14,14],["recurring",1,1]]','78308034b444ed807b70a8cf5a3e6ea466595feb90064761dc61edfe2895c128',NULL,'9edfd63a3a67ff5c39028f0767220d4872f1c8585a5c67d353e413298d28a95b','4015cef66554a1756ee09c6bdf6ebdf16eac8eb5c23bcdadb593c1003c9a59ab');
INSERT INTO "audit" VALUES(13,'2026-11-23T13:00:00Z','change-recurring','{"amount_cents":9000,"customer_id":1,"recurring_id":1}','[["recurring_amount",1,1]]','9a77350f862a38e62005e3c75514e16be59580f8e800eba9e2a02e25890fa081',NULL,'4015cef66554a1756ee09c6bdf6ebdf16eac8eb5c23bcdadb593c1003c9a59ab','bae49a72d3cf2a87ef3893eb55e00a9b395fca1cb08a7d9b7029c89f9fb4158f');
INSERT INTO "audit" VALUES(14,'2026-11-23T13:00:00Z','run-recurring','{"sales":1,"total_cents":8000}','[["personal_text",15,15],["sale",4,4],["installment",6,6],["occurrence",1,1]]','f2480fe6465ef1a8cbdaf19cf82daec53bb1ef3ce58d8b40607748dd2aee1de2',NULL,'bae49a72d3cf2a87ef3893eb55e00a9b395fca1cb08a7d9b7029c89f9fb4158f','f534acae5fcd4868c03f7866ee7b2fd3d2f1e83c8d010e89a5985ac198047638');
INSERT INTO "audit" VALUES(15,'2026-11-23T13:00:00Z','edit-customer','{"customer_id":2,"fields":["channel","limit_cents","pay_day"]}','[["change",11,11],["change",12,12],["change",13,13]]','44ac9b64d627c365dab5d47c1ab65e849744cfd7337901dad8f1bec8380bcfc9',NULL,'f534acae5fcd4868c03f7866ee7b2fd3d2f1e83c8d010e89a5985ac198047638','e1fcf03cc78fc6affd1ea5d7fe1f300beef00115d00513b58490796540fd9bfd');
INSERT INTO "audit" VALUES(16,'2026-11-23T13:00:00Z','add-customer','{"customer_id":4}','[["customer",4,4],["personal_text",16,16],["change",14,14]]','59cb091c6f309364f5a36c8d98dc36bb8f3807cf2a3d492cc7a9c1da35ed5c8a',NULL,'e1fcf03cc78fc6affd1ea5d7fe1f300beef00115d00513b58490796540fd9bfd','03cc26ae53705143b4fcca610dbca9cf165b0264937095574c8592aa46066150');
INSERT INTO "audit" VALUES(17,'2026-11-23T13:00:00Z','merge-customers','{"customer_id":2,"merged_id":4}','[["change",15,15],["change",16,16]]','94f1f44aa1aa6e00caf2b9093682668bd3f0ec7719042b8ccb1314686994ec51',NULL,'03cc26ae53705143b4fcca610dbca9cf165b0264937095574c8592aa46066150','8af16044e2a73b5c1c7752a40a639af43425c16209a447b358314bcd2c355253');
INSERT INTO "audit" VALUES(18,'2026-11-23T13:00:00Z','pause','{"customer_id":2,"installment_id":null}','[["personal_text",17,17],["pause",1,1]]','5268468799a36f15ecc74c5998bc8e99d9fc6b621955f5c92a46276cb1de4244',NULL,'8af16044e2a73b5c1c7752a40a639af43425c16209a447b358314bcd2c355253','5357bd62149e8ee0e7edca703ed6dfabc2f6f32831bac366196298bef38a4f82');
INSERT INTO "audit" VALUES(19,'2026-11-23T13:00:00Z','remind','{"messages":1}','[["personal_text",18,19],["message",1,1],["message_step",1,2]]','eaaef4f97c3012dd33bd42766c953062b649e027c8a385d2d6d15f74ccbf0494',NULL,'5357bd62149e8ee0e7edca703ed6dfabc2f6f32831bac366196298bef38a4f82','def54b196a312cd1c12b260a9fe181c7a28ddd0e6432f3228a7f542d1801a251');
INSERT INTO "audit" VALUES(20,'2026-11-23T13:00:00Z','promise','{"amount_cents":13500,"customer_id":1}','[["promise",1,1]]','3d616142d1fafaa2ec6b03a3bce21c43221ed9ecc78d0e40e6c7e78eb9e53276',NULL,'def54b196a312cd1c12b260a9fe181c7a28ddd0e6432f3228a7f542d1801a251','af2d7a9b0e5f736eea47a75a3b9d644fd188e703e6285b24ef3b8de94e03d664');
INSERT INTO "audit" VALUES(21,'2026-11-23T13:00:00Z','dispute','{}','[["personal_text",20,21],["message_about",1,1],["message_part",1,1],["dispute",1,1]]','7a8cc7e279467efe2527ff886ec612fbd74b6595d3bc29156258894425008f78',NULL,'af2d7a9b0e5f736eea47a75a3b9d644fd188e703e6285b24ef3b8de94e03d664','ef80f405c8d39777702cdc3c53506d96eedb84bc5fa7fc2a34bfb65831e110b5');
INSERT INTO "audit" VALUES(22,'2026-11-23T13:00:00Z','add-customer','{"customer_id":5}','[["customer",5,5],["personal_text",22,24],["change",17,18],["contact",2,2]]','70a22b1aa51cf9c5213caba2fbb6d4ae4ed2236e70f29c1e48f91bdf2c26574e',NULL,'ef80f405c8d39777702cdc3c53506d96eedb84bc5fa7fc2a34bfb65831e110b5','3a2b010b74653909b97861d7f30e4d0160ec796ab0f0c267ea6359d0b57948c4');
INSERT INTO "audit" VALUES(23,'2026-11-23T13:00:00Z','add-sale','{"customer_id":5,"sale_id":5,"total_cents":2000}','[["personal_text",25,25],["sale",5,5],["installment",7,7],["payment",4,4],["posting",6,6]]','b5915e4eb80468c7da3d158e0617522a8174f548660dfa755c543704a1946a44',NULL,'3a2b010b74653909b97861d7f30e4d0160ec796ab0f0c267ea6359d0b57948c4','8d6907399ec230ebaabea4b355844d89ad8e54cf0bcbc7721fbc167a2d0a4f18');
INSERT INTO "audit" VALUES(24,'2026-11-23T13:00:00Z','forget-customer','{"customer_id":5,"erase_on":"2032-01-01","texts":[23,24]}','[["personal_text",26,26],["change",19,19],["change",20,20],["change",21,21],["personal_text",27,27],["forgotten",1,1]]','b141cb81e25392c3c813ccfce3561843de22d140a761a7d61b1b586084e1a16c',NULL,'8d6907399ec230ebaabea4b355844d89ad8e54cf0bcbc7721fbc167a2d0a4f18','29ac4bd32a8b63fcb5ebb0ba6d772fa20ca607390523ccaff237b726f2496809');
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
    CHECK (channel IN ('whatsapp', 'phone', 'email', 'in_person')), pay_day TEXT, referred_by TEXT, opt_out INTEGER CHECK (opt_out = 1), confirmed_on TEXT CHECK (confirmed_on GLOB '????-??-??'), limit_cents INTEGER CHECK (limit_cents >= 0), block_reason_id INTEGER REFERENCES personal_text (id), merged_into INTEGER REFERENCES customer (id),
    CHECK ((nickname IS NULL) = (nickname_key IS NULL))
) STRICT;
INSERT INTO "customer" VALUES(1,1,0,1,'Maria d''Ávila','maria d''avila','Mariazinha','mariazinha','+5511912345678',NULL,'maria@exemplo.com.br',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "customer" VALUES(2,3,0,1,'José 😀 [red]','jose 😀 [red]',NULL,NULL,NULL,NULL,NULL,NULL,'whatsapp','5u',NULL,NULL,NULL,90000,NULL,NULL);
INSERT INTO "customer" VALUES(3,4,1,1,'balcão','balcao',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "customer" VALUES(4,16,0,0,'José Dois','jose dois',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2);
INSERT INTO "customer" VALUES(5,22,0,0,'cliente 5 (esquecido)','cliente 5 (esquecido)',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "forgotten" VALUES(1,24,5,'2026-11-23','2032-01-01','efe3c00719bad0c152356a60221ec433','["786f4","b3a2a"]',27);
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
INSERT INTO "personal_text" VALUES(1,1,1,'d5d1d389ea346ed1cc0e1e2d9afdbfca','76e33f608c472dee4e3defb2ea817bb49ff920ffe9e38c04b9f7ed2376e342c3','Maria d''Ávila');
INSERT INTO "personal_text" VALUES(2,1,1,'ed1aa0f26e8093d4327a7b6061e6b84d','52d32918fbcc069b3ed62521a47db11181f70408266f2b38ccc19e030f03e9c8','Mariazinha');
INSERT INTO "personal_text" VALUES(3,1,1,'a9ee56926cb5d7615cf81db0f64e18bb','9caed642fd25e441106c341237b517876934807149f5555c3a8627ace9b7beef','+5511912345678');
INSERT INTO "personal_text" VALUES(4,1,1,'4d5105f4388f0ff03f3f49fabda4dfbd','e069b0df08fd6f6d8593f2ca6e43701bb8a1575b39bb10332f5f7ef937590231','maria@exemplo.com.br');
INSERT INTO "personal_text" VALUES(5,1,1,'9f5bb21ba9260fc39484d4eeb061a19c','344619110b00484dfb02ab244f64d95e4c88c43fc230de85ad8be59c0760dd2d','Prefere mensagem à tarde.');
INSERT INTO "personal_text" VALUES(6,2,1,'5a76bc5d8194a0037293ad4d9090096a','37e49a513d5620b766824caa481da9bc885a189af160eab59196f9e3c08966da','Bolo de casamento');
INSERT INTO "personal_text" VALUES(7,3,2,'18fc963ca2d8cc18a962646dd339ead8','579cca0fef2865c8d72855a1dde5a56e2a4538582b8b1ef47381317e230545ea','José 😀 [red]');
INSERT INTO "personal_text" VALUES(8,4,3,'75e380d25e9f8ca84581b03b2e3f4a04','a415ca96589e973c442378e82fa8d16d7f3910e39649f0a7e5b3c9b47c1fafaa','balcão');
INSERT INTO "personal_text" VALUES(9,5,1,'af1918de7937be6a2613c8344f3fe947','e00538a361de8d08b906efcc918b1b734ef2155db51b23a680626bd6f7fe94a3','E123');
INSERT INTO "personal_text" VALUES(10,5,1,'2e06b1f018cc6a780cf0a49e301c9824','d46ffe21608b4bb13deccaea9f0f68f38e67a58388f927d40edcccd7b0070505','João');
INSERT INTO "personal_text" VALUES(11,7,2,'bc06c4a1a557c8c35859080920225cb6','743b38e0340347061d145e266b2e8e9e7d8d83df57185f5f51535b49bbcd2193','pagou a mais');
INSERT INTO "personal_text" VALUES(12,8,1,'27ff4d9cdf0339a7b2f56d491f342d3a','69b3ddafd8911babced4c3a84b52299d09b6906313de060b7bcade12afc9c8ad','amassou');
INSERT INTO "personal_text" VALUES(13,9,2,'17d0400013c7530173a0344cf563c1d6','e698771a801606579fab11e81adc42add2b946170113286f2b13cad94926f102','faltou a vela');
INSERT INTO "personal_text" VALUES(14,12,1,'b9b915661ed2055e6db21b9d49df69ad','9936cd5013407cb8e9951ada92202024966ecb9215ea599823674463ef3dfa92','Doces do mês');
INSERT INTO "personal_text" VALUES(15,14,1,'1dbd6ca64b1a9af7907a85018fb638d8','414e2d198f8dde7355b8d56ad883541f92632fb1e288bc89f6b993943e7e7c6e','Doces do mês');
INSERT INTO "personal_text" VALUES(16,16,4,'b7968f0d6c7c5733586791fdb3df8258','1c70ee9ee387f002b0bb89566f640c55565f691fcca48dce884e78d0574d4ef5','José Dois');
INSERT INTO "personal_text" VALUES(17,18,2,'b75b93726f0f6278072bed9f14d1c66e','575152de3996b479319ee57194a820d8a3e4cef36f4e8c1a01129947f2bf3c15','viagem');
INSERT INTO "personal_text" VALUES(18,19,1,'fa377e4190c02be572e214c36f813118','ae3161c853e1c09a23f2d97c911e4ed015de8c7ef65d2d141e3fcc5d641cbf1c','+5511912345678');
INSERT INTO "personal_text" VALUES(19,19,1,'b0c90defe289c5da3016fa0611355f72','549b12b91b373c48205df17fc144a418c7aa041638dd685e8df37e25f299e6f9','Oi, Mariazinha! Tudo bem?

Na correria é fácil esquecer, então deixo aqui um lembrete do que está em aberto:
• 31/10: R$ 80,00 (Doces do mês)
• 01/11: R$ 21,67 (parcela 2 de 3, Bolo de casamento)

Total: R$ 101,67

Se já pagou, por favor desconsidere. Qualquer dúvida, é só me chamar.

Um abraço,
Doces da Lúcia

Doces da Lúcia');
INSERT INTO "personal_text" VALUES(20,21,NULL,'3759298d2468ce61745e4765f6c2215e','44f9ff42fa344ba5b2dc33680c9b3d63d07f5e62548caf9b26ad2f457dce48f7','veio errado');
INSERT INTO "personal_text" VALUES(21,21,NULL,'6bf9f676c4831543df45635713c4ffb4','a186fbdc9044062e8956163cf0e912f40c8d40e145c926f7e869017e863e0660','0002');
INSERT INTO "personal_text" VALUES(22,22,5,'675139061c330bd3a919d7a202048885','f7d7c540ccf0f32f66c932e6b2be4a659a46224dd0720a63e1c1760e50995722','Ana Prado');
INSERT INTO "personal_text" VALUES(23,22,5,'46f7a03fdcd1d5a9aa4fd6f25268cc4d','5c490f176d52d9407cfd12bb25f471c8b3af5c223b777533255359ef47d72249','');
INSERT INTO "personal_text" VALUES(24,22,5,'72517118e220f3f9a142c6d092edfeb3','4a7e2bde1a3c0c0e1c1f7947a98b4a433791725bd140b939770ec4af05b3a1a6','');
INSERT INTO "personal_text" VALUES(25,23,5,'33d82d2e7e41f64df290fc999806a92f','7e0df541769ac5403fb605a2825bd24cfa45359d2ee8aefbae4a3f3e220fa466','Torta');
INSERT INTO "personal_text" VALUES(26,24,5,'9ac2fb99884c90737f6f002c7ac5c064','eb30884aa9b065f8a25de3af42c4b7146b4718a7ad77fe4566f055c91692e31c','cliente 5 (esquecido)');
INSERT INTO "personal_text" VALUES(27,24,NULL,'46f489947ed4b2be83b0ba0f40e64326','32b7cab5c728b6c1747ad741cd3a307bdc411a8eb2fede0d0a435305126aeb0d','pediu por mensagem');
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
CREATE INDEX contact_step ON contact (customer_id, step) WHERE step IS NOT NULL;
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
COMMIT;
PRAGMA application_id = 1129267794;
PRAGMA user_version = 5;
