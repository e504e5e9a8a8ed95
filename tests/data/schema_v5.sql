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
INSERT INTO "audit" VALUES(1,'2026-11-23T13:00:00Z','add-customer','{"customer_id":1}','[["customer",1,1],["personal_text",1,5],["change",1,4],["contact",1,1]]','dc90a66098c8fcd4141c399057cc7bfdbd6b80a77dd300705abf7cb98af25f98',NULL,'0000000000000000000000000000000000000000000000000000000000000000','e14b4dff26fa267adffcd725d703e5de0bed95cf85211a6fddd5b06b6b2e517b');
INSERT INTO "audit" VALUES(2,'2026-11-23T13:00:00Z','add-sale','{"customer_id":1,"sale_id":1,"total_cents":10000}','[["personal_text",6,6],["sale",1,1],["installment",1,3]]','9fae22ce244b5259e091aeed594fb9847073ca10fc4b06833eccae9c5f44eb71',NULL,'e14b4dff26fa267adffcd725d703e5de0bed95cf85211a6fddd5b06b6b2e517b','6bc248f3c446d8037403f8e797fa3715e7791f37453ed89428b0701744077d1a');
INSERT INTO "audit" VALUES(3,'2026-11-23T13:00:00Z','add-sale','{"customer_id":2,"sale_id":2,"total_cents":5000}','[["customer",2,2],["personal_text",7,7],["change",5,5],["sale",2,2],["installment",4,4]]','331829e3f2623b77b3a5604cafafbdb81f4192add96372ad8f1fb6236a7bf877',NULL,'6bc248f3c446d8037403f8e797fa3715e7791f37453ed89428b0701744077d1a','b9e07ea7eac35e6cc6a04eb17da8fa8bdffa809931cc6564b6c40771048e3793');
INSERT INTO "audit" VALUES(4,'2026-11-23T13:00:00Z','add-sale','{"customer_id":3,"sale_id":3,"total_cents":1500}','[["customer",3,3],["personal_text",8,8],["change",6,6],["sale",3,3],["installment",5,5],["payment",1,1],["posting",1,1]]','38dd0453939d5675115682e608eda899f490c315cb92a1f0fdf9a5a8b4733ebc',NULL,'b9e07ea7eac35e6cc6a04eb17da8fa8bdffa809931cc6564b6c40771048e3793','cab9c2e39e6cc697b56622516b4b4abde71c582cf7e84d2f0b3b08d71188f002');
INSERT INTO "audit" VALUES(5,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":4000,"customer_id":1,"payment_ids":[2]}','[["personal_text",9,10],["payment",2,2],["posting",2,3]]','a8c801dd2da2565525d38d3993235a9638386699d24efa455ffb67d5a1afe080',NULL,'cab9c2e39e6cc697b56622516b4b4abde71c582cf7e84d2f0b3b08d71188f002','67a03d5a6acffbfd18c4ccc6af4a06440211d71d3b472debb0837a0eebd1e9c8');
INSERT INTO "audit" VALUES(6,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":6000,"customer_id":2,"payment_ids":[3]}','[["payment",3,3],["posting",4,4]]','7c0496b4159ce9fa4538c7fa998af11fcea9d1a04fec8ba8c2d714c0898e2255',NULL,'67a03d5a6acffbfd18c4ccc6af4a06440211d71d3b472debb0837a0eebd1e9c8','7f3832078bc68a8b75c8d437018ebd6bdf5366c817e62c5b2d8d37ca7bf7e946');
INSERT INTO "audit" VALUES(7,'2026-11-23T13:00:00Z','refund','{"amount_cents":1000,"customer_id":2}','[["personal_text",11,11],["refund",1,1]]','8ac0ba01329dba6ddcc11e0ab33a7ca16de6736e01fc52fa5ef45f7880314a9b',NULL,'7f3832078bc68a8b75c8d437018ebd6bdf5366c817e62c5b2d8d37ca7bf7e946','e0ca067ff7e3c097f7178231aa7bef5fd26d604840369a6957922be6c0a1548b');
INSERT INTO "audit" VALUES(8,'2026-11-23T13:00:00Z','discount','{"amount_cents":500,"customer_id":1,"sale_id":1}','[["personal_text",12,12],["posting",5,5]]','65b08899ac2cb0925b3bbed3408db145c56a51cae9ffc17969c540c76fef24c2',NULL,'e0ca067ff7e3c097f7178231aa7bef5fd26d604840369a6957922be6c0a1548b','c10dc6b335c0403549bcff423f6ae1ddf99834015d70ccc6332d0230babc2ce1');
INSERT INTO "audit" VALUES(9,'2026-11-23T13:00:00Z','edit-sale','{"customer_id":2,"fields":["amount_cents"],"reason":13,"sale_id":2}','[["change",7,7],["change",8,8],["personal_text",13,13]]','63b4a7bcbad2dd9d875fc04802a19ceb092a592ced9e5ee39d9b79a77f518683',NULL,'c10dc6b335c0403549bcff423f6ae1ddf99834015d70ccc6332d0230babc2ce1','d73149e234c938652e0dc816ed694e0a619ebbcf9a4ccd3d3c389f0d0cc870cd');
INSERT INTO "audit" VALUES(10,'2026-11-23T13:00:00Z','undo','{"seq":9}','[["change",9,9],["change",10,10]]','bc76c3fc18f6208e93a3489222b9f3672c30ba62d52e0245502ac1a6fc2a5ab4',9,'d73149e234c938652e0dc816ed694e0a619ebbcf9a4ccd3d3c389f0d0cc870cd','53c158c33cb98909eeb98eb8d8ec9360b46dceaee636bf23933ada33de767994');
INSERT INTO "audit" VALUES(11,'2026-11-23T13:00:00Z','import-csv','{}','[["import_key",1,1]]','a5e1d49b450e77ceb43c2f64d1cc1d1d59b3deb2466840a1cf78f5a0f122ebbe',NULL,'53c158c33cb98909eeb98eb8d8ec9360b46dceaee636bf23933ada33de767994','aa8ffd1026abd9e3f92b2517ba96d9d81603b3e20a0cf177aa3a5450cb9dcdb7');
INSERT INTO "audit" VALUES(12,'2026-11-23T13:00:00Z','add-recurring','{"amount_cents":8000,"customer_id":1,"recurring_id":1}','[["personal_text",14,14],["recurring",1,1]]','814acc5749b664487ea7934033c772b9a5affc341e7eaf3934a11db24d7ac9a2',NULL,'aa8ffd1026abd9e3f92b2517ba96d9d81603b3e20a0cf177aa3a5450cb9dcdb7','e97f761b5d06cc3588a2b40581edd38c71f561563180bf441dbad24dcb49736b');
INSERT INTO "audit" VALUES(13,'2026-11-23T13:00:00Z','change-recurring','{"amount_cents":9000,"customer_id":1,"recurring_id":1}','[["recurring_amount",1,1]]','9a77350f862a38e62005e3c75514e16be59580f8e800eba9e2a02e25890fa081',NULL,'e97f761b5d06cc3588a2b40581edd38c71f561563180bf441dbad24dcb49736b','64f1986f7c30510dfb54617486406ecc52016af42f57925edda26b00224ab593');
INSERT INTO "audit" VALUES(14,'2026-11-23T13:00:00Z','run-recurring','{"sales":1,"total_cents":8000}','[["personal_text",15,15],["sale",4,4],["installment",6,6],["occurrence",1,1]]','0e33a69ab42f4dfbbfed62c75bb046f731bee9a56157a9f08a7c2e56092a8ef8',NULL,'64f1986f7c30510dfb54617486406ecc52016af42f57925edda26b00224ab593','5009a9539cbc26abb5a8829ec62adc1a83d5537f9306ead7efe5d50aa20ac4de');
INSERT INTO "audit" VALUES(15,'2026-11-23T13:00:00Z','edit-customer','{"customer_id":2,"fields":["channel","limit_cents","pay_day"]}','[["change",11,11],["change",12,12],["change",13,13]]','44ac9b64d627c365dab5d47c1ab65e849744cfd7337901dad8f1bec8380bcfc9',NULL,'5009a9539cbc26abb5a8829ec62adc1a83d5537f9306ead7efe5d50aa20ac4de','5cd3f233c577286a8e168c80214f6eab9d187dd0024a3f8ff45f6cf3213c8788');
INSERT INTO "audit" VALUES(16,'2026-11-23T13:00:00Z','add-customer','{"customer_id":4}','[["customer",4,4],["personal_text",16,16],["change",14,14]]','6fd3f6e1a3971486a905cc2a30a220957a24439cfb70e07f3b7b37deb3229bc7',NULL,'5cd3f233c577286a8e168c80214f6eab9d187dd0024a3f8ff45f6cf3213c8788','18a94269bd7bc9e0abc963339574d07972af95b3233a31526a69a6f91d47abcf');
INSERT INTO "audit" VALUES(17,'2026-11-23T13:00:00Z','merge-customers','{"customer_id":2,"merged_id":4}','[["change",15,15],["change",16,16]]','94f1f44aa1aa6e00caf2b9093682668bd3f0ec7719042b8ccb1314686994ec51',NULL,'18a94269bd7bc9e0abc963339574d07972af95b3233a31526a69a6f91d47abcf','c2c55cbd1b0250eee3a180c279359bf4b1ac7363a37df85a75395622e33abd8b');
INSERT INTO "audit" VALUES(18,'2026-11-23T13:00:00Z','pause','{"customer_id":2,"installment_id":null}','[["personal_text",17,17],["pause",1,1]]','d5663494388d24af64e44d42c05ebdcc807a1aaef054644c9025661d5fe823cd',NULL,'c2c55cbd1b0250eee3a180c279359bf4b1ac7363a37df85a75395622e33abd8b','b227948842b594653ac25a73f1957ba606a3bbc8dd90abdbc9f045af7b98c398');
INSERT INTO "audit" VALUES(19,'2026-11-23T13:00:00Z','remind','{"messages":1}','[["personal_text",18,19],["message",1,1],["message_step",1,2]]','5562d3992c2a768c89ed66762b28df1faa8299125ca0a21f4201d971aad342ce',NULL,'b227948842b594653ac25a73f1957ba606a3bbc8dd90abdbc9f045af7b98c398','390ed6cecf21c614cbb3120ce2c58af7bc803ebd7f5be52ec5662d787d3d8bb6');
INSERT INTO "audit" VALUES(20,'2026-11-23T13:00:00Z','promise','{"amount_cents":13500,"customer_id":1}','[["promise",1,1]]','3d616142d1fafaa2ec6b03a3bce21c43221ed9ecc78d0e40e6c7e78eb9e53276',NULL,'390ed6cecf21c614cbb3120ce2c58af7bc803ebd7f5be52ec5662d787d3d8bb6','a7ef7eed1064bd6fea45d58789095b6fc9a33f0b1edbc77af126a0d30a24fd6d');
INSERT INTO "audit" VALUES(21,'2026-11-23T13:00:00Z','dispute','{}','[["personal_text",20,21],["message_about",1,1],["message_part",1,1],["dispute",1,1]]','5b1ae6035e655598b3a15b1ce0c518c66e9e780aeeed584353980b90e86b1a82',NULL,'a7ef7eed1064bd6fea45d58789095b6fc9a33f0b1edbc77af126a0d30a24fd6d','25e776355b6f7c6c9578577d3d66a996fcb6d04fbb292a1401321acc2d2cbd65');
INSERT INTO "audit" VALUES(22,'2026-11-23T13:00:00Z','add-customer','{"customer_id":5}','[["customer",5,5],["personal_text",22,24],["change",17,18],["contact",2,2]]','674065a558473f01d00ce0148b51913d27d4610c3708bd004f5e880a977d3371',NULL,'25e776355b6f7c6c9578577d3d66a996fcb6d04fbb292a1401321acc2d2cbd65','81fc9fc3c8b3dd36fb874c8747615375e091b379f4adf298f31620069d706825');
INSERT INTO "audit" VALUES(23,'2026-11-23T13:00:00Z','add-sale','{"customer_id":5,"sale_id":5,"total_cents":2000}','[["personal_text",25,25],["sale",5,5],["installment",7,7],["payment",4,4],["posting",6,6]]','3be5beb4d34902dfda499bc3ff70e8889e0fe284c20fd5f2c9046c81851a5524',NULL,'81fc9fc3c8b3dd36fb874c8747615375e091b379f4adf298f31620069d706825','e02fb4cf31fea5e4f1aa2ac6eee0ee12f8f0342f9f3aa53aa0b99dfc0e2d9ea2');
INSERT INTO "audit" VALUES(24,'2026-11-23T13:00:00Z','forget-customer','{"customer_id":5,"erase_on":"2032-01-01","texts":[23,24]}','[["personal_text",26,26],["change",19,19],["change",20,20],["change",21,21],["personal_text",27,27],["forgotten",1,1]]','7eb07ac65378b30504c40a1928e7b6c5a6655346acf6ffa732af394217ac987a',NULL,'e02fb4cf31fea5e4f1aa2ac6eee0ee12f8f0342f9f3aa53aa0b99dfc0e2d9ea2','7fcd70ab1d0393c85a53e2e4b5f05839c4912ec7ff2aa5deb8fa03c87b51c7a8');
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
INSERT INTO "forgotten" VALUES(1,24,5,'2026-11-23','2032-01-01','eb396d1ed95c8081130309b8cb1b51b2','["27641","caa3c"]',27);
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
INSERT INTO "personal_text" VALUES(1,1,1,'e6cbb989c25590e183737e4408a71c52','e33628700eb6f6c510e7f421b37c0ee4ef5fb54143ca8b45658615a87afb6569','Maria d''Ávila');
INSERT INTO "personal_text" VALUES(2,1,1,'2f86df36d6c186d266e47e1c49103cc5','12b1ab3ef77b80e358434861225264cf16d7b3bb1a33426b4ba7500d44d5b949','Mariazinha');
INSERT INTO "personal_text" VALUES(3,1,1,'0ce6c94c6c2cc9e3e2e9fd9eda05e6be','ad69859d63089beaf6961bdbe552c2ca62b437d83a2cf807de122ce20e53786e','+5511912345678');
INSERT INTO "personal_text" VALUES(4,1,1,'9a2005b68842ca93d91ac1fce0ed82df','6fbb0d6285d2de734353e1c3dbd297260e84f26cf80a170ca32fd564c2eafc93','maria@exemplo.com.br');
INSERT INTO "personal_text" VALUES(5,1,1,'6957556c33649c883d42299a3a956c69','8319105508d53a1cb08837338c7f7149b1a780712f544449f51a01457f4e37d9','Prefere mensagem à tarde.');
INSERT INTO "personal_text" VALUES(6,2,1,'cbaedbb744fc4918a7e135b233ab34cf','9d03dd07778bccf662abcff67015348f75205601b18c3cd5179d6470151459e7','Bolo de casamento');
INSERT INTO "personal_text" VALUES(7,3,2,'d1ab6802b09a6c0788ded3ef7b723d99','c2ec9f426d4daa84aac5d3df09030b4a85f4a30d07068ff0ca94d941163f2596','José 😀 [red]');
INSERT INTO "personal_text" VALUES(8,4,3,'7a5d14aa76f4bd0e34a43d327e0ac27f','5f6392e92ca40a73a85574b07421747b58ed5d4c29a28a40890c4e148b85b30d','balcão');
INSERT INTO "personal_text" VALUES(9,5,1,'a2d8bb06f103e2c53077ebc3cf42bfb0','feb636d748e617928f7eb59451b2704b3ab516e6d67ac530001569bff1d1f3ae','E123');
INSERT INTO "personal_text" VALUES(10,5,1,'7cc9d03db37545afb95a84f54b3e83d4','560b34762e3f30691392e315b74a32c9e2b4cff77db7a9f63703234c0fb16bed','João');
INSERT INTO "personal_text" VALUES(11,7,2,'6c7d3f4c97d7cfb950f53abbbf350518','b47720176981b327112d50ae807b52e57e22ed07a90bf508ab22add5bb7e5686','pagou a mais');
INSERT INTO "personal_text" VALUES(12,8,1,'5f34a7878aca461ace2f455cb615db11','d565710e85cdae6dd5718e42a27a1da75e888743522df743e1e55943e0c28e21','amassou');
INSERT INTO "personal_text" VALUES(13,9,2,'ebdae7252b894dcc8c6a12115e162255','b75aba94a520e907a48ebdda34497df6e53a8c6eb6bf593d4d4d26429714a680','faltou a vela');
INSERT INTO "personal_text" VALUES(14,12,1,'878bd705386380c257c240e97cdd23be','52f3f2e1b1defbfba8361e9e46d8792caf7604f77ad292e1df0e45374a78c59a','Doces do mês');
INSERT INTO "personal_text" VALUES(15,14,1,'40b8da7d38b71ddc293dd2de4c4d2fc0','3d95edba53eedb5b8b6e739246129c70c7128fecbbfa257286e33865dfcfe2f1','Doces do mês');
INSERT INTO "personal_text" VALUES(16,16,4,'08e0e8e74e1b8bdc9e8e6917e55a59f2','e9fc32d45a8b212da85bfb8ea8ddd73542c324ace842c4ac318cb88e29bb938c','José Dois');
INSERT INTO "personal_text" VALUES(17,18,2,'eeacff7954859b56857f9c27af78e197','4d986968a9ac22f2db2e8c5012b223c2a9c255c836a081a8aec4fb3dfc87a68d','viagem');
INSERT INTO "personal_text" VALUES(18,19,1,'839cbd1d8949beef383a1f0c45b200a0','317914281dc19fff8b2f1bb87619a333ce4e39addd4a81ff51a4c0b0ac61c6a9','+5511912345678');
INSERT INTO "personal_text" VALUES(19,19,1,'702823438adff7451cfccf763a58ff57','f0fdf1914ad282edfa30a8d21822f53f148e9a7bb059536e6361201dd62978c5','Oi, Mariazinha! Tudo bem?

Na correria é fácil esquecer, então deixo aqui um lembrete do que está em aberto:
• 31/10: R$ 80,00 (Doces do mês)
• 01/11: R$ 21,67 (parcela 2 de 3, Bolo de casamento)

Total: R$ 101,67

Se já pagou, por favor desconsidere. Qualquer dúvida, é só me chamar.

Um abraço,
Doces da Lúcia

Doces da Lúcia');
INSERT INTO "personal_text" VALUES(20,21,NULL,'f723bc3c5e19714644b2f1d6db87019e','5d015228692d69b927101c188de3660ccffa83fa748355ac416c3e44147606b0','veio errado');
INSERT INTO "personal_text" VALUES(21,21,NULL,'c19f9ecc0e105fbea1d70ce4696defe0','10ca1e18598bde97fd0ca7cb27ec39c33818617c923e0ccaa881eac8a5488114','0002');
INSERT INTO "personal_text" VALUES(22,22,5,'34b88ce34f059d0a9ea3815598117cdb','8234655cc464b4c0e1754abd18129ea9ac9ccd1069c6d31b5317fd13c364a5f3','Ana Prado');
INSERT INTO "personal_text" VALUES(23,22,5,'714a77595ef98a20a0db446a86ef3c90','0eb1dcb1e48dbd409590d395447b9d8ffcebd4c3be253e596ea8eda4db3d1709','');
INSERT INTO "personal_text" VALUES(24,22,5,'eb26d46fb93da0964287a9a3aab3637b','0e23e425d5e5ac24cc8ff36960675318fa13187b8461e77208504f354c603351','');
INSERT INTO "personal_text" VALUES(25,23,5,'e8f23ac85934eb776d94ba365ae54825','7c5ff98bc13e9cf1c45a570434cd31390d2d9248c14f6905e25468572326e346','Torta');
INSERT INTO "personal_text" VALUES(26,24,5,'723f079072d8ba0178d26c36eadbf2f8','d2590aa119367b50c77b7fb50847e74d50912b418a27093d50c832063f0cc054','cliente 5 (esquecido)');
INSERT INTO "personal_text" VALUES(27,24,NULL,'4742bc1b2a940d0558d50c08837e129e','2074b34b7b2d79594e461f80e1575ac8f878b9c8c833948d1bc53ce26e27d041','pediu por mensagem');
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
CREATE INDEX payment_clearing ON payment (customer_id, received_on)
    WHERE method IN ('boleto', 'check');
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
