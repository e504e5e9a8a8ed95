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
INSERT INTO "audit" VALUES(1,'2026-11-23T13:00:00Z','add-customer','{"customer_id":1}','[["customer",1,1],["personal_text",1,5],["change",1,4],["contact",1,1]]','6afc7fbc42177a5b9ce661b5afdce451e65617e337d919a13102c862eb4accae',NULL,'0000000000000000000000000000000000000000000000000000000000000000','9c29de3b59d81095c274907001197acd9c8f83f66eb4e92f10c4ffe1da9d0306');
INSERT INTO "audit" VALUES(2,'2026-11-23T13:00:00Z','add-sale','{"customer_id":1,"sale_id":1,"total_cents":10000}','[["personal_text",6,6],["sale",1,1],["installment",1,3]]','e92df95a96a45540ea7dd1741c896b3e8f5b4440527c58705c41caa3fa1a03aa',NULL,'9c29de3b59d81095c274907001197acd9c8f83f66eb4e92f10c4ffe1da9d0306','dce4422c94440bb3a4266600b04841c2dbbba76943e72fd3ba4758b2afcb3396');
INSERT INTO "audit" VALUES(3,'2026-11-23T13:00:00Z','add-sale','{"customer_id":2,"sale_id":2,"total_cents":5000}','[["customer",2,2],["personal_text",7,7],["change",5,5],["sale",2,2],["installment",4,4]]','3a8f83ce08ec6326c526382074ae3770b970d904bd8187e1cd94bfc1ded2b8e1',NULL,'dce4422c94440bb3a4266600b04841c2dbbba76943e72fd3ba4758b2afcb3396','49e7a784cb5eb6e543ba9dce319f11c2125a3455dc6da03cc6e30f2dc58610df');
INSERT INTO "audit" VALUES(4,'2026-11-23T13:00:00Z','add-sale','{"customer_id":3,"sale_id":3,"total_cents":1500}','[["customer",3,3],["personal_text",8,8],["change",6,6],["sale",3,3],["installment",5,5],["payment",1,1],["posting",1,1]]','31ade0c6438edda5f3a587dd52f0e6ba5d59bfc61722f4f902df6446aa46cefc',NULL,'49e7a784cb5eb6e543ba9dce319f11c2125a3455dc6da03cc6e30f2dc58610df','2fe183b1b6dd5830435026bfb19bbab2712eb51910bda21654ef06ac78d29a32');
INSERT INTO "audit" VALUES(5,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":4000,"customer_id":1,"payment_ids":[2]}','[["personal_text",9,10],["payment",2,2],["posting",2,3]]','b57caaa689185f1b17e0a3ac58d3dcbd12e5383ba7c2d7cf0329ae2c12d90dc5',NULL,'2fe183b1b6dd5830435026bfb19bbab2712eb51910bda21654ef06ac78d29a32','fc3323e56279f5d2442dc64ec82568f4d214cac194b791514c2f2363738dfb94');
INSERT INTO "audit" VALUES(6,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":6000,"customer_id":2,"payment_ids":[3]}','[["payment",3,3],["posting",4,4]]','7c0496b4159ce9fa4538c7fa998af11fcea9d1a04fec8ba8c2d714c0898e2255',NULL,'fc3323e56279f5d2442dc64ec82568f4d214cac194b791514c2f2363738dfb94','a70ce1d8b25fef1ed25ed2597b58749f6b72aa0b5792f172da4c902cffecfccb');
INSERT INTO "audit" VALUES(7,'2026-11-23T13:00:00Z','refund','{"amount_cents":1000,"customer_id":2}','[["personal_text",11,11],["refund",1,1]]','5c2978c65a932bcd03ddf1264e0c2b896fdeb825adc45ea676169c262da92171',NULL,'a70ce1d8b25fef1ed25ed2597b58749f6b72aa0b5792f172da4c902cffecfccb','650a951a631b415aa981eba33aab44572bde1d97fd208f53e78442fe0326c76f');
INSERT INTO "audit" VALUES(8,'2026-11-23T13:00:00Z','discount','{"amount_cents":500,"customer_id":1,"sale_id":1}','[["personal_text",12,12],["posting",5,5]]','ad7ec56e1530bba2a79c98c54833af58353ec3697c93e7047b139b35ed02095a',NULL,'650a951a631b415aa981eba33aab44572bde1d97fd208f53e78442fe0326c76f','e157d6aac8f5331765b9f74401bc50f63f45a86bee0ecd7d3cbc290a0751415d');
INSERT INTO "audit" VALUES(9,'2026-11-23T13:00:00Z','edit-sale','{"customer_id":2,"fields":["amount_cents"],"reason":13,"sale_id":2}','[["change",7,7],["change",8,8],["personal_text",13,13]]','36b83f5e403e809fd37f4eceaf45cf7d26daaff5759cdf1131f4f553038d506f',NULL,'e157d6aac8f5331765b9f74401bc50f63f45a86bee0ecd7d3cbc290a0751415d','139041ddfc6cc7faf6e28f30ecb0b7e169a84290fd1159c2cc198fc805e63e22');
INSERT INTO "audit" VALUES(10,'2026-11-23T13:00:00Z','undo','{"seq":9}','[["change",9,9],["change",10,10]]','bc76c3fc18f6208e93a3489222b9f3672c30ba62d52e0245502ac1a6fc2a5ab4',9,'139041ddfc6cc7faf6e28f30ecb0b7e169a84290fd1159c2cc198fc805e63e22','261409d7ff96a5bb34c74d0620dd5d32063172310e3d57fb60e8dd7d57d6944f');
INSERT INTO "audit" VALUES(11,'2026-11-23T13:00:00Z','import-csv','{}','[["import_key",1,1]]','a5e1d49b450e77ceb43c2f64d1cc1d1d59b3deb2466840a1cf78f5a0f122ebbe',NULL,'261409d7ff96a5bb34c74d0620dd5d32063172310e3d57fb60e8dd7d57d6944f','9fa37b39baa6ad36352891aba58ca7d866b2553ca50c33cb4284c3bb63a9771e');
INSERT INTO "audit" VALUES(12,'2026-11-23T13:00:00Z','add-recurring','{"amount_cents":8000,"customer_id":1,"recurring_id":1}','[["personal_text",14,14],["recurring",1,1]]','b024e0f17a0b1d11742d5eb041b792ffb6c6107b0aa8dbb19d8554d5a50ed9b5',NULL,'9fa37b39baa6ad36352891aba58ca7d866b2553ca50c33cb4284c3bb63a9771e','e7d61a709d55af7c98758ed97ab7039dbc683d9e3c54813e450986c80b320d8d');
INSERT INTO "audit" VALUES(13,'2026-11-23T13:00:00Z','change-recurring','{"amount_cents":9000,"customer_id":1,"recurring_id":1}','[["recurring_amount",1,1]]','9a77350f862a38e62005e3c75514e16be59580f8e800eba9e2a02e25890fa081',NULL,'e7d61a709d55af7c98758ed97ab7039dbc683d9e3c54813e450986c80b320d8d','e18b6516d4b8333dabe026e545b6da2dbb56872cef353abb53d6d7e587d0342e');
INSERT INTO "audit" VALUES(14,'2026-11-23T13:00:00Z','run-recurring','{"sales":1,"total_cents":8000}','[["personal_text",15,15],["sale",4,4],["installment",6,6],["occurrence",1,1]]','a4607e397f2290471f3571aaf8c77bb88f4239174400234bbe9b020dd800f999',NULL,'e18b6516d4b8333dabe026e545b6da2dbb56872cef353abb53d6d7e587d0342e','a9ea284bb813af0a3d8c5ed49bae8d769755b1cef69d2de542d73c4bcad10739');
INSERT INTO "audit" VALUES(15,'2026-11-23T13:00:00Z','add-customer','{"customer_id":4}','[["customer",4,4],["personal_text",16,18],["change",11,12],["contact",2,2]]','fb1cd28a115e9f75024b2c023507a6b5926aa230d139c2c178088bec6296f1f6',NULL,'a9ea284bb813af0a3d8c5ed49bae8d769755b1cef69d2de542d73c4bcad10739','076f96c10b0e1a874a4bf2be719ad73091a96ae6a31f9ddf45eb19f47491ec6e');
INSERT INTO "audit" VALUES(16,'2026-11-23T13:00:00Z','add-sale','{"customer_id":4,"sale_id":5,"total_cents":2000}','[["personal_text",19,19],["sale",5,5],["installment",7,7],["payment",4,4],["posting",6,6]]','3f928b9c171056f645cf7239f6d56433db5921a4bdd512f55ca86b78119f4ac0',NULL,'076f96c10b0e1a874a4bf2be719ad73091a96ae6a31f9ddf45eb19f47491ec6e','5f2f66f68e51bef77a86aa7c4a14426be7a90b28539bad9620eaeea71b9c6631');
INSERT INTO "audit" VALUES(17,'2026-11-23T13:00:00Z','forget-customer','{"customer_id":4,"erase_on":"2032-01-01","texts":[17,18]}','[["personal_text",20,20],["change",13,13],["change",14,14],["change",15,15],["personal_text",21,21],["forgotten",1,1]]','95417ec85f087cd33b56ad817c799f05c308b00176cb51538a2fb88695a3de17',NULL,'5f2f66f68e51bef77a86aa7c4a14426be7a90b28539bad9620eaeea71b9c6631','b1de6cc2047a1bb6f47c9d4d822b5efc47bb790344f196fb0f4fe6878d448d51');
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
INSERT INTO "change" VALUES(11,15,'customer',4,'name','null','16');
INSERT INTO "change" VALUES(12,15,'customer',4,'phone','null','17');
INSERT INTO "change" VALUES(13,17,'customer',4,'name','16','20');
INSERT INTO "change" VALUES(14,17,'customer',4,'phone','17','null');
INSERT INTO "change" VALUES(15,17,'customer',4,'active','1','0');
CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL,            -- 'note'
    contacted_on TEXT NOT NULL CHECK (contacted_on GLOB '????-??-??'),
    text_id INTEGER NOT NULL REFERENCES personal_text (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
, reason TEXT) STRICT;
INSERT INTO "contact" VALUES(1,1,1,'nota','2026-11-23',5,1,NULL);
INSERT INTO "contact" VALUES(2,15,4,'nota','2026-11-23',18,1,NULL);
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
INSERT INTO "customer" VALUES(2,3,0,1,'José 😀 [red]','jose 😀 [red]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "customer" VALUES(3,4,1,1,'balcão','balcao',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "customer" VALUES(4,15,0,0,'cliente 4 (esquecido)','cliente 4 (esquecido)',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "forgotten" VALUES(1,17,4,'2026-11-23','2032-01-01','408c75a6162470cfc195d1b5aa60b253','["b3309","b8509"]',21);
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
INSERT INTO "installment" VALUES(7,16,4,5,1,'2026-11-03',2000,0);
CREATE TABLE occurrence (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    recurring_id INTEGER NOT NULL REFERENCES recurring (id),
    occurs_on TEXT NOT NULL CHECK (occurs_on GLOB '????-??-??'),
    sale_id INTEGER NOT NULL REFERENCES sale (id),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))  -- 0: its sale was undone
) STRICT;
INSERT INTO "occurrence" VALUES(1,14,1,'2026-10-31',4,1);
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
INSERT INTO "payment" VALUES(4,16,4,5,'2026-11-03',2000,'pix',NULL,NULL,0);
CREATE TABLE personal_text (
    id INTEGER PRIMARY KEY,
    audit_seq INTEGER NOT NULL,
    customer_id INTEGER REFERENCES customer (id),
    salt TEXT NOT NULL,
    sha256 TEXT NOT NULL,          -- of salt + body
    body TEXT NOT NULL
) STRICT;
INSERT INTO "personal_text" VALUES(1,1,1,'c0d55ae7a58dc213bf6bf6b61377dc59','986b80665672d6873135994559ffb2743900251c2c1e0f3cdd501c15e518592a','Maria d''Ávila');
INSERT INTO "personal_text" VALUES(2,1,1,'733f5f6ae4fcf293ba7a433e6cbda15f','8bc3a857f4f0f112ae49b90d669727d566600f276d196ff356ff8e8ee0c98f2a','Mariazinha');
INSERT INTO "personal_text" VALUES(3,1,1,'d295738180bbb0c602174b6db6004ab4','62cb7e1bcfbce1ae3572ecea284ae22ef90ac6c0c44fae831b9512481f1d079b','+5511912345678');
INSERT INTO "personal_text" VALUES(4,1,1,'f19c72ee924b58e8645da44f00c7b0eb','8d9e473f3c7dd4f2382e7d19b4ef2d544ad0d546f959056591208936d4bf108b','maria@exemplo.com.br');
INSERT INTO "personal_text" VALUES(5,1,1,'87a366648fa4de07f1597043c6374f35','a8dbf765c612867befc0c0ab042a2466733d7c3aabb6cba1d995614120d608a9','Prefere mensagem à tarde.');
INSERT INTO "personal_text" VALUES(6,2,1,'e5f66956ebeab71f89669343d0a82bc3','cfa68c01e28a5e57d028e69b69e351dfa2168fad5112a7fc27ccccfefc41f45a','Bolo de casamento');
INSERT INTO "personal_text" VALUES(7,3,2,'51969a66f972fac29ce19fb44e0f9360','8f2eead8628b810582428b3dfc0161105f72340f5e40ab477608d41278e15b3c','José 😀 [red]');
INSERT INTO "personal_text" VALUES(8,4,3,'8982dc2e5e828b6600ea93bb9c05b444','9a8647f72e8acfc222e355d1536db9dc365bb28a085cf04a1d0e61356e51c6f3','balcão');
INSERT INTO "personal_text" VALUES(9,5,1,'37232bb9c0709d8b6da76e5f9ca6fba0','20f68702f9672019a1eec28997666ad3420a63fd63dc560103d1530ffa6606ba','E123');
INSERT INTO "personal_text" VALUES(10,5,1,'4f88a7347ab910f46dfe63312491eab0','50b464b246a6f6e12a2a60215cf2f6aaf2b8c08166220eab535e92595258ce52','João');
INSERT INTO "personal_text" VALUES(11,7,2,'0e76e5c2a1cde90a353359df3f81cc61','8f256d6f0b425f254d19cb909a06bebb153d4e00f9f10b1ac8df079acce35d64','pagou a mais');
INSERT INTO "personal_text" VALUES(12,8,1,'c3c3fc88f830f962f52449d669ecf664','da23f2b6be0c59cf610b45de79b32316667e3e134aa7b024d342e9bee7788649','amassou');
INSERT INTO "personal_text" VALUES(13,9,2,'cecbbe9f0669e30c4bffaa8601247606','0d0efb5db71b38206bb40c29d89333de4c3972e3aef2fdb9a1ce3920ee784e30','faltou a vela');
INSERT INTO "personal_text" VALUES(14,12,1,'cf5feefa8741e36da76be206f079bf0f','41f9de45cb80fc5659b6d1d87e2884f252b8d0166805e722daf2d5d59ebf469c','Doces do mês');
INSERT INTO "personal_text" VALUES(15,14,1,'83962c33338066706eddd996657ec7a3','454b53a7248f338115a046276c59f6d32b1a0779f3e5446a701e697ec0a198ee','Doces do mês');
INSERT INTO "personal_text" VALUES(16,15,4,'235684f8acd4c32a2efe100753ca84ee','7c694fbfde564726c63958589126fa63df4fe21db03f30ce849fb20700c080b2','Ana Prado');
INSERT INTO "personal_text" VALUES(17,15,4,'727ebe2ba206167e9a68bdbe09352f84','0e27e84388b02ec0c9a8363d68b190060f499eb1ace424e47b00198bc2a51107','');
INSERT INTO "personal_text" VALUES(18,15,4,'0be6d8525ef0806c93cbb48c611ed923','786d688a597b6b7b22d5cf025530a4a269341260f423bdecb355fcbde373bd6a','');
INSERT INTO "personal_text" VALUES(19,16,4,'f1ace3ae45a78d1a5d124af446929f3f','fbbccd70d072c34efbf10f97ab4379b730b3fcb98c86f5bdcfd94c9e7addc47d','Torta');
INSERT INTO "personal_text" VALUES(20,17,4,'7ad338c43a8cfaaaf8529051a1509e6f','68a3b9e6ec5382f3bf859e7563563b76dad53806c2ad579ff2dddbf8fd78973e','cliente 4 (esquecido)');
INSERT INTO "personal_text" VALUES(21,17,NULL,'14fa08348989d4f99e518341ec3e9e12','835102276b9c78eed5fdf3a1fa9ffe02354c99a06b2c6f03bd95295546fcf9ba','pediu por mensagem');
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
INSERT INTO "posting" VALUES(6,16,7,'payment',2000,'2026-11-03',4,NULL,NULL);
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
INSERT INTO "sale" VALUES(5,16,4,'2026-11-03',2000,1,'1m','first','product',NULL,19,NULL,0,NULL);
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
COMMIT;
PRAGMA application_id = 1129267794;
PRAGMA user_version = 3;
