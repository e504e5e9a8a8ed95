PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
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
INSERT INTO "audit" VALUES(1,'2026-11-23T13:00:00Z','add-customer','{"customer_id":1}','[["customer",1,1],["personal_text",1,5],["change",1,4],["contact",1,1]]','acb52d5547ddc9f63c630798f4596b8a0efa9c38f9fdfeff798c4e880e2f1663',NULL,'0000000000000000000000000000000000000000000000000000000000000000','ce35d8bd5baf0ed1220880e7a3de39aeb81c6c25d3f7213ca9fdcc90681c3e67');
INSERT INTO "audit" VALUES(2,'2026-11-23T13:00:00Z','add-sale','{"customer_id":1,"sale_id":1,"total_cents":10000}','[["personal_text",6,6],["sale",1,1],["installment",1,3]]','61f220ca93de6135f3022f3bb74c1ea80e8c563184fb207a3caf2f8d8b7456c4',NULL,'ce35d8bd5baf0ed1220880e7a3de39aeb81c6c25d3f7213ca9fdcc90681c3e67','9818bc8b0706315c6e1a3a852f5b7e95c87443809481ec68b54a5a44b5274f9d');
INSERT INTO "audit" VALUES(3,'2026-11-23T13:00:00Z','add-sale','{"customer_id":2,"sale_id":2,"total_cents":5000}','[["customer",2,2],["personal_text",7,7],["change",5,5],["sale",2,2],["installment",4,4]]','a4c63fbfcc444eca61952dff4e07e9fdf2362eac5d923c2bde79c44e01e7cb35',NULL,'9818bc8b0706315c6e1a3a852f5b7e95c87443809481ec68b54a5a44b5274f9d','405610d8c2e24192d55d88b7a19a6b80cf152ca0f534a17731431e544e76aee4');
INSERT INTO "audit" VALUES(4,'2026-11-23T13:00:00Z','add-sale','{"customer_id":3,"sale_id":3,"total_cents":1500}','[["customer",3,3],["personal_text",8,8],["change",6,6],["sale",3,3],["installment",5,5],["payment",1,1],["posting",1,1]]','d7b97c41fce70db695fb330a128bc542bbaf20fd91a057b5a5d545ca26bdab49',NULL,'405610d8c2e24192d55d88b7a19a6b80cf152ca0f534a17731431e544e76aee4','5e2d548f6f0f6652d79829925f8d6582ce1772a73bd2542f52aad6870eae14d6');
INSERT INTO "audit" VALUES(5,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":4000,"customer_id":1,"payment_ids":[2]}','[["personal_text",9,10],["payment",2,2],["posting",2,3]]','d15bd0fbb91bd18898e41361baecc766046a2d244672b78481fc413628b51d77',NULL,'5e2d548f6f0f6652d79829925f8d6582ce1772a73bd2542f52aad6870eae14d6','8b3f5abbb8e360758eea8d9422942a6974910a69b418099bed17d7e94e91c208');
INSERT INTO "audit" VALUES(6,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":6000,"customer_id":2,"payment_ids":[3]}','[["payment",3,3],["posting",4,4]]','7c0496b4159ce9fa4538c7fa998af11fcea9d1a04fec8ba8c2d714c0898e2255',NULL,'8b3f5abbb8e360758eea8d9422942a6974910a69b418099bed17d7e94e91c208','f0a90c282a616268b10388490dc47c22026dd31d0c574e981588bbf2cfb240e1');
INSERT INTO "audit" VALUES(7,'2026-11-23T13:00:00Z','refund','{"amount_cents":1000,"customer_id":2}','[["personal_text",11,11],["refund",1,1]]','f7bc89f51e27b65fc9b262cc4511221075e87b6f6b7cf93d7b10fd638d903f93',NULL,'f0a90c282a616268b10388490dc47c22026dd31d0c574e981588bbf2cfb240e1','e6d799800a11e91f867c9094d3ca0de9a07eafa6a2641a4cd1f21ea4c56de62c');
INSERT INTO "audit" VALUES(8,'2026-11-23T13:00:00Z','discount','{"amount_cents":500,"customer_id":1,"sale_id":1}','[["personal_text",12,12],["posting",5,5]]','0c4834e8944ef95a46cb5a297f5c3c94964b31d1b02b28f3b237d1d518385978',NULL,'e6d799800a11e91f867c9094d3ca0de9a07eafa6a2641a4cd1f21ea4c56de62c','fefcf0b1f7f9c898cdb87106cf9387b32e36af1a6192bd477988f90ced63b839');
INSERT INTO "audit" VALUES(9,'2026-11-23T13:00:00Z','edit-sale','{"customer_id":2,"fields":["amount_cents"],"reason":13,"sale_id":2}','[["change",7,7],["change",8,8],["personal_text",13,13]]','76922cca0eca7777b8ea005237a22c68b9fa8cb92e059e53e8c4327a9ad80edb',NULL,'fefcf0b1f7f9c898cdb87106cf9387b32e36af1a6192bd477988f90ced63b839','3840184007aa7e3de090554bbc27f7eae348874db402dfb910cde5d25d6aa282');
INSERT INTO "audit" VALUES(10,'2026-11-23T13:00:00Z','undo','{"seq":9}','[["change",9,9],["change",10,10]]','bc76c3fc18f6208e93a3489222b9f3672c30ba62d52e0245502ac1a6fc2a5ab4',9,'3840184007aa7e3de090554bbc27f7eae348874db402dfb910cde5d25d6aa282','8a8664f41c17c64652118939ee48c392a471f607227d8dd9af3fc6fce5a907f3');
INSERT INTO "audit" VALUES(11,'2026-11-23T13:00:00Z','import-csv','{}','[["import_key",1,1]]','a5e1d49b450e77ceb43c2f64d1cc1d1d59b3deb2466840a1cf78f5a0f122ebbe',NULL,'8a8664f41c17c64652118939ee48c392a471f607227d8dd9af3fc6fce5a907f3','05b9789d9bbf110e539a5c228ae043edc61dd0911aecfc13f8adc3fffc0e62fb');
INSERT INTO "audit" VALUES(12,'2026-11-23T13:00:00Z','add-recurring','{"amount_cents":8000,"customer_id":1,"recurring_id":1}','[["personal_text",14,14],["recurring",1,1]]','d6095d6d810ee7a1c972ab658f668aafe7726d6a744df4e931193613c45119a9',NULL,'05b9789d9bbf110e539a5c228ae043edc61dd0911aecfc13f8adc3fffc0e62fb','44d573f3b1e4a59442f3eb476f6cd786032c956a4b87504dd25f326d1c3af065');
INSERT INTO "audit" VALUES(13,'2026-11-23T13:00:00Z','change-recurring','{"amount_cents":9000,"customer_id":1,"recurring_id":1}','[["recurring_amount",1,1]]','9a77350f862a38e62005e3c75514e16be59580f8e800eba9e2a02e25890fa081',NULL,'44d573f3b1e4a59442f3eb476f6cd786032c956a4b87504dd25f326d1c3af065','aa4c9c495a240b929fbeee0300fe330a04431f2659bcea9ffc795101ecc85548');
INSERT INTO "audit" VALUES(14,'2026-11-23T13:00:00Z','run-recurring','{"sales":1,"total_cents":8000}','[["personal_text",15,15],["sale",4,4],["installment",6,6],["occurrence",1,1]]','892e7915acd3ba80967968a4377c7c5b0cf760750d4ff48d5d1eb093cbc5d05c',NULL,'aa4c9c495a240b929fbeee0300fe330a04431f2659bcea9ffc795101ecc85548','1120e26cdf9a522c9943379839e1a6d727dd209cf06b4cd7b16704091ab26eac');
INSERT INTO "audit" VALUES(15,'2026-11-23T13:00:00Z','edit-customer','{"customer_id":2,"fields":["channel","limit_cents","pay_day"]}','[["change",11,11],["change",12,12],["change",13,13]]','44ac9b64d627c365dab5d47c1ab65e849744cfd7337901dad8f1bec8380bcfc9',NULL,'1120e26cdf9a522c9943379839e1a6d727dd209cf06b4cd7b16704091ab26eac','d1c711325ac3c24c9c80e38f3a98b3879dd5b0dcebc625346de55eef6fb0f273');
INSERT INTO "audit" VALUES(16,'2026-11-23T13:00:00Z','add-customer','{"customer_id":4}','[["customer",4,4],["personal_text",16,16],["change",14,14]]','8555b6988720b219bdb8b0896f220f6904b7dcb94226d4036b07e6241f21f2ab',NULL,'d1c711325ac3c24c9c80e38f3a98b3879dd5b0dcebc625346de55eef6fb0f273','8cdb560cf407fbf370a50a13d52bb694598acb480ce3893a803523649709e7eb');
INSERT INTO "audit" VALUES(17,'2026-11-23T13:00:00Z','merge-customers','{"customer_id":2,"merged_id":4}','[["change",15,15],["change",16,16]]','94f1f44aa1aa6e00caf2b9093682668bd3f0ec7719042b8ccb1314686994ec51',NULL,'8cdb560cf407fbf370a50a13d52bb694598acb480ce3893a803523649709e7eb','c113895ed770c81c24e0d82eeda526a2032a6746cfedb7f30d5f6c4f5db21f0f');
INSERT INTO "audit" VALUES(18,'2026-11-23T13:00:00Z','pause','{"customer_id":2,"installment_id":null}','[["personal_text",17,17],["pause",1,1]]','4dec8551bc40549dc0526b2ce92e9de8b08d089de770846b3f2adb7dfeee99b8',NULL,'c113895ed770c81c24e0d82eeda526a2032a6746cfedb7f30d5f6c4f5db21f0f','3a932aed3bc67b5662798de0bda40772d1329e7b5bacddedf3adc4dabc07a5ab');
INSERT INTO "audit" VALUES(19,'2026-11-23T13:00:00Z','remind','{"messages":1}','[["personal_text",18,19],["message",1,1],["message_step",1,2]]','0bd862b3ac603669e6c5fe86403fd4a2f659ec1b19dec119131f1e4401e5feb0',NULL,'3a932aed3bc67b5662798de0bda40772d1329e7b5bacddedf3adc4dabc07a5ab','bdca43b40d0355ccbde579395aede34d0085037f989d5e0961ee44d125e63963');
INSERT INTO "audit" VALUES(20,'2026-11-23T13:00:00Z','promise','{"amount_cents":13500,"customer_id":1}','[["promise",1,1]]','3d616142d1fafaa2ec6b03a3bce21c43221ed9ecc78d0e40e6c7e78eb9e53276',NULL,'bdca43b40d0355ccbde579395aede34d0085037f989d5e0961ee44d125e63963','4e3e3364323721b9c022ba2a14e15d38d7f910a758fbf1b5fe4e93aa6923d456');
INSERT INTO "audit" VALUES(21,'2026-11-23T13:00:00Z','dispute','{}','[["personal_text",20,21],["message_about",1,1],["message_part",1,1],["dispute",1,1],["boleto",1,1],["clearing",1,1],["sale_terms",1,1],["charge",1,1],["early_offer",1,1],["points",1,1]]','32bbea1a3f551935fcf007cb8e7729b6c1a3b227b463e738192abee0e010b15c',NULL,'4e3e3364323721b9c022ba2a14e15d38d7f910a758fbf1b5fe4e93aa6923d456','518ab9c018cc5ae981a20b82a7749e2cd31bdb80448e64539e299a87ec2e416a');
INSERT INTO "audit" VALUES(22,'2026-11-23T13:00:00Z','add-customer','{"customer_id":5}','[["customer",5,5],["personal_text",22,24],["change",17,18],["contact",2,2]]','01d18553250e905470690375fd0f44a8349a8830821ddfc255f1ad3ac8f2b986',NULL,'518ab9c018cc5ae981a20b82a7749e2cd31bdb80448e64539e299a87ec2e416a','ee0d98c8b2201ce0827673cd8dccd0e6bcfc3259949c37a885d4260d6e0c0d00');
INSERT INTO "audit" VALUES(23,'2026-11-23T13:00:00Z','add-sale','{"customer_id":5,"sale_id":5,"total_cents":2000}','[["personal_text",25,25],["sale",5,5],["installment",7,7],["payment",4,4],["posting",6,6]]','b7d32df417fdb6a72897164dc6870c3279955c71f197cc38acec5cb717fc0a4d',NULL,'ee0d98c8b2201ce0827673cd8dccd0e6bcfc3259949c37a885d4260d6e0c0d00','2434b63a7366069e6c90099f318c305822c0bcab3f4c00826e6a42b599b0998b');
INSERT INTO "audit" VALUES(24,'2026-11-23T13:00:00Z','forget-customer','{"customer_id":5,"erase_on":"2032-01-01","texts":[23,24]}','[["personal_text",26,26],["change",19,19],["change",20,20],["change",21,21],["personal_text",27,27],["forgotten",1,1]]','8929427072a45aaa161a55e5c1e353abfab9881bfb2396fa88138d6c920a2f0e',NULL,'2434b63a7366069e6c90099f318c305822c0bcab3f4c00826e6a42b599b0998b','cfe62b3429651f615d830b75b04895f7f46410f2efd8fc231c734e532571dbdc');
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
INSERT INTO "charge" VALUES(1,21,1,'fine',5,'2026-11-23',NULL,NULL);
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
CREATE TABLE early_offer (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    installment_id INTEGER NOT NULL REFERENCES installment (id),
    discount_bps INTEGER NOT NULL CHECK (discount_bps BETWEEN 1 AND 9999),
    until_on TEXT NOT NULL CHECK (until_on GLOB '????-??-??'),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO "early_offer" VALUES(1,21,3,500,'2026-11-23',1);
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
INSERT INTO "forgotten" VALUES(1,24,5,'2026-11-23','2032-01-01','628b7b8e433feff8ce871c421c5881d5','["8d951","d00e7"]',27);
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
INSERT INTO "personal_text" VALUES(1,1,1,'8134ed576e79c094b6c90e0050ca565c','c222798d6ea23eb6bbcf63933020c9035f0bd902194b13c4b5b2cf1857a27d09','Maria d''Ávila');
INSERT INTO "personal_text" VALUES(2,1,1,'5c7f73a4060a4a2077e0cc9e2f435361','e38b1a074597220ca0a5e43434e1a913c67ba7eabbf71c650a72545d2f4f89cd','Mariazinha');
INSERT INTO "personal_text" VALUES(3,1,1,'2e9605f39d368e1eee8a099ec8a09cd7','f29d8d1503fda7fe92575a8bf790a17af0e3d31754c911317c1e9119e41cf452','+5511912345678');
INSERT INTO "personal_text" VALUES(4,1,1,'11e5dd6a62c3daf632fb0da432970882','1c081c788a4775499d2621d302a3b54e58aee4dfd78a067cc13106df92889036','maria@exemplo.com.br');
INSERT INTO "personal_text" VALUES(5,1,1,'6338e29db157a18d53bd4f420ecec57c','02faa339f7de75e9cad2b61693deff53db41a0085a4c4dd93ef9ce70c7d86aef','Prefere mensagem à tarde.');
INSERT INTO "personal_text" VALUES(6,2,1,'25481e056675069a13b77c1e26c9f33b','860fb52759cd1b4a5cce6db2817bee5f697af836040868c51a4f6e40bbd5dbbd','Bolo de casamento');
INSERT INTO "personal_text" VALUES(7,3,2,'bed1a49cc19d337cb243a818069e6f5e','8606ecc6e9c231ac9a0b34852b711cdef26a3c3112363a7ae201f32d6b708ea1','José 😀 [red]');
INSERT INTO "personal_text" VALUES(8,4,3,'ca374f975afac3121660f266c22916c1','5129cb7fe1ccb433474e6ba7f8acbbae7e6fac1e569f713f13e4b3b848220aaa','balcão');
INSERT INTO "personal_text" VALUES(9,5,1,'650ae181cf0a8ec198f61a8cc0e95c9c','e44874d8dd3e797a57882f097693f849c60ccf1cb1b1d46e24ed1bebca8cfffb','E123');
INSERT INTO "personal_text" VALUES(10,5,1,'99eeb38b2a99c7f77d5b1161b75dbe3e','a5ece42beeb64d1d682c137d07810a3b11459d05e87e0efe8edba6094b951de3','João');
INSERT INTO "personal_text" VALUES(11,7,2,'7d7082c4eddd78a0ee585a7e3ad336ac','5d76ebd107cca038a7f5672be7cb41a761b443dfa3db61b732d753909f1e01ed','pagou a mais');
INSERT INTO "personal_text" VALUES(12,8,1,'81de45961b3755d7a97f93a1d9f794e9','635dcdcf099e7d34a3208bab1288f53ca1a2a74204903f2bf72da571f322f024','amassou');
INSERT INTO "personal_text" VALUES(13,9,2,'970f2761da309b8e8265d68a4c765c57','88054887293d1213f1dd34ac985e3433daa7b60150f52a7dda815161f438eba1','faltou a vela');
INSERT INTO "personal_text" VALUES(14,12,1,'2818956bea1c76beda3472bdf0ffbacf','6f520b26423cf2bbf06e302fefa527e1a8ff9ed14775e83daea6fb3889236bd5','Doces do mês');
INSERT INTO "personal_text" VALUES(15,14,1,'2e9874e8e2a9611758c7ee5299157380','ef39465419d70b9cb80a532248bf02b572658eb04c5b7804ed5430b70859e597','Doces do mês');
INSERT INTO "personal_text" VALUES(16,16,4,'0b86b077340e0f24dc7940f7ac35ba6b','6c79de09456f334d82e4c002bb7b0f161f214a8431a50ee9484f28850ab836a9','José Dois');
INSERT INTO "personal_text" VALUES(17,18,2,'2b783d9f6a6f6b468481d429ca6c332e','ae3ecd03d38061a36b415519d4e079eeba35f563dca316fecc9fa710b8a3527a','viagem');
INSERT INTO "personal_text" VALUES(18,19,1,'83f3210381da120c4891068d69313366','cedc50fbfa9db00a33f108a3416df55b1be0def646d994690bab8acca0ecc6c8','+5511912345678');
INSERT INTO "personal_text" VALUES(19,19,1,'061bb6d9b7f9602c0f3a69e6920517f2','e39fc81e0d00cbd4b3e4cabe1de1b6ecb43aa7abde38692fb1e4df9fa12cb22a','Oi, Mariazinha! Tudo bem?

Na correria é fácil esquecer, então deixo aqui um lembrete do que está em aberto:
• 31/10: R$ 80,00 (Doces do mês)
• 01/11: R$ 21,67 (parcela 2 de 3, Bolo de casamento)

Total: R$ 101,67

Se já pagou, por favor desconsidere. Qualquer dúvida, é só me chamar.

Um abraço,
Doces da Lúcia

Doces da Lúcia');
INSERT INTO "personal_text" VALUES(20,21,NULL,'f156b09d27de2bccbab722620302ce4d','a856d6149628bc3d5d82a709ba7c66ef0cb48fe84db736f5290d86346b66b10f','veio errado');
INSERT INTO "personal_text" VALUES(21,21,NULL,'b68057caa275b2ae63be56e0fd99af26','a6c68836e3bc93621cf51dd1f3edfd5c6371748abf5a370283d807c670520217','0002');
INSERT INTO "personal_text" VALUES(22,22,5,'160990921498683cc23cb49bc53fffc3','debeb0a33ca224e4cb495d2988d52d4e424feb45371c3546a32757881b9a9e43','Ana Prado');
INSERT INTO "personal_text" VALUES(23,22,5,'d0fada64e77a4e13c676c3ef70034489','12e4c8d6da958247c8231da51ae6b5500de6d76463d26f2617a2b866383d2d07','');
INSERT INTO "personal_text" VALUES(24,22,5,'7a9321c34dbe2efcaf88bf2375c402fb','3d39c5f5372a990f5c0a97f3ae5f60faa06fae035bc8a64ddc4a56da844eed58','');
INSERT INTO "personal_text" VALUES(25,23,5,'496e388da24d0ed55ba68200d5f8db46','70113fd18a8c593b609bfba7a7e3b8c1c90e73389e072b5db3129a2457437538','Torta');
INSERT INTO "personal_text" VALUES(26,24,5,'9aeaf0ec72107e1daea2d88f82cf72af','e4cae7d6cb4e8c11e29273acee9c3f014f8d734b6c89fa489d55d9ccc933524f','cliente 5 (esquecido)');
INSERT INTO "personal_text" VALUES(27,24,NULL,'69e3e52adac0d8b8d300a24fce77c364','f6f83f2612d48844c0128bb6cd217d4569cb1aad3ef20b166326a7b231ce976e','pediu por mensagem');
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
INSERT INTO "points" VALUES(1,21,1,'given',10,'2026-11-23',NULL,NULL,NULL,NULL);
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
INSERT INTO "sale_terms" VALUES(1,21,1,200,100,NULL,NULL,1);
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
CREATE UNIQUE INDEX sale_terms_sale ON sale_terms (sale_id) WHERE active = 1;
CREATE INDEX charge_installment ON charge (installment_id, effective_on);
CREATE INDEX charge_payment ON charge (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX charge_reverses ON charge (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE UNIQUE INDEX early_offer_installment ON early_offer (installment_id) WHERE active = 1;
CREATE INDEX points_customer ON points (customer_id);
CREATE INDEX points_payment ON points (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX points_reverses ON points (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX attachment_sale ON attachment (sale_id) WHERE sale_id IS NOT NULL;
CREATE INDEX attachment_payment ON attachment (payment_id) WHERE payment_id IS NOT NULL;
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
CREATE TRIGGER charge_moves_money AFTER INSERT ON charge WHEN NEW.payment_id IS NOT NULL
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
    SELECT coalesce(sum(amount_cents), 0) FROM refund WHERE payment_id = NEW.id) + (
    SELECT coalesce(sum(amount_cents), 0) FROM charge WHERE payment_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'credit_cents is amount_cents minus postings, refunds and charges'); END;
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
CREATE TRIGGER charge_reverses_its_original BEFORE INSERT ON charge
WHEN NEW.reverses_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM charge o WHERE o.id = NEW.reverses_id AND o.installment_id = NEW.installment_id
       AND o.kind = NEW.kind AND o.payment_id IS NEW.payment_id
       AND (o.amount_cents > 0) <> (NEW.amount_cents > 0)
       AND abs(NEW.amount_cents) <= abs(o.amount_cents) AND NEW.effective_on >= o.effective_on)
BEGIN SELECT RAISE(ABORT, 'a reversal must fit its original'); END;
CREATE TRIGGER charge_no_update BEFORE UPDATE ON charge
BEGIN SELECT RAISE(ABORT, 'charge is append-only'); END;
CREATE TRIGGER charge_no_delete BEFORE DELETE ON charge
BEGIN SELECT RAISE(ABORT, 'charge is append-only'); END;
CREATE TRIGGER points_no_update BEFORE UPDATE OF id, audit_seq, kind, points, effective_on, payment_id,
    sale_id, text_id, reverses_id ON points
BEGIN SELECT RAISE(ABORT, 'points is append-only'); END;
CREATE TRIGGER points_no_delete BEFORE DELETE ON points
BEGIN SELECT RAISE(ABORT, 'points is append-only'); END;
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
CREATE TRIGGER sale_terms_no_delete BEFORE DELETE ON sale_terms
BEGIN SELECT RAISE(ABORT, 'sale_terms is never deleted'); END;
CREATE TRIGGER sale_terms_keeps_identity BEFORE UPDATE OF id, audit_seq, sale_id, fine_bps, interest_bps, early_bps, early_until
ON sale_terms
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER early_offer_no_delete BEFORE DELETE ON early_offer
BEGIN SELECT RAISE(ABORT, 'early_offer is never deleted'); END;
CREATE TRIGGER early_offer_keeps_identity BEFORE UPDATE OF id, audit_seq, installment_id, discount_bps, until_on
ON early_offer
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
CREATE TRIGGER attachment_no_delete BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment is never deleted'); END;
CREATE TRIGGER attachment_keeps_identity BEFORE UPDATE OF id, audit_seq, sale_id, payment_id, name_id, sha256, size_bytes
ON attachment
BEGIN SELECT RAISE(ABORT, 'these columns never change'); END;
COMMIT;
PRAGMA application_id = 1129267794;
PRAGMA user_version = 7;
