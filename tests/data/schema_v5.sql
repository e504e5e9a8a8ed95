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
INSERT INTO "audit" VALUES(1,'2026-11-23T13:00:00Z','add-customer','{"customer_id":1}','[["customer",1,1],["personal_text",1,5],["change",1,4],["contact",1,1]]','f5bb057346b670eda2786369531476762272644146d5667c59ef3267154cc8f9',NULL,'0000000000000000000000000000000000000000000000000000000000000000','b7881acccd9667f8e86fc360ab794246f93f84c32a23a3c5ec63139b9807b1f7');
INSERT INTO "audit" VALUES(2,'2026-11-23T13:00:00Z','add-sale','{"customer_id":1,"sale_id":1,"total_cents":10000}','[["personal_text",6,6],["sale",1,1],["installment",1,3]]','db0582042d51e5d5705ee92df37e9a6751bb6185ee81cea43b7019141126306f',NULL,'b7881acccd9667f8e86fc360ab794246f93f84c32a23a3c5ec63139b9807b1f7','2e019c3298579225b286c3d0ce8b2e846d0daa890b9c667823f92cd1bf90592c');
INSERT INTO "audit" VALUES(3,'2026-11-23T13:00:00Z','add-sale','{"customer_id":2,"sale_id":2,"total_cents":5000}','[["customer",2,2],["personal_text",7,7],["change",5,5],["sale",2,2],["installment",4,4]]','fb877ae204cb5bcfbdb23cf74ead80d0dbdaf0eadbbdee96dfb6f44e13d3a5b7',NULL,'2e019c3298579225b286c3d0ce8b2e846d0daa890b9c667823f92cd1bf90592c','18f4959f651772d69cfa69b62faf8c7c59a4edcaaa1ddb30dd8ceac0f0d01048');
INSERT INTO "audit" VALUES(4,'2026-11-23T13:00:00Z','add-sale','{"customer_id":3,"sale_id":3,"total_cents":1500}','[["customer",3,3],["personal_text",8,8],["change",6,6],["sale",3,3],["installment",5,5],["payment",1,1],["posting",1,1]]','6b377861a9de642783544854dc5dc191f31ae412eb5e2e42410790e8497a4e54',NULL,'18f4959f651772d69cfa69b62faf8c7c59a4edcaaa1ddb30dd8ceac0f0d01048','f42365b2233342241d7b11b87dde748eff112cb9d1e00dfd8247b1771a390f0e');
INSERT INTO "audit" VALUES(5,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":4000,"customer_id":1,"payment_ids":[2]}','[["personal_text",9,10],["payment",2,2],["posting",2,3]]','bbfe2cb1191595f2f1e1eace5bec5c734bf592a5ce37c44098000bf8eba75bdb',NULL,'f42365b2233342241d7b11b87dde748eff112cb9d1e00dfd8247b1771a390f0e','0d99d535294994f6e3711da90eb9896e8db57afb37cfdc2c7318c640bfc400df');
INSERT INTO "audit" VALUES(6,'2026-11-23T13:00:00Z','add-payment','{"amount_cents":6000,"customer_id":2,"payment_ids":[3]}','[["payment",3,3],["posting",4,4]]','7c0496b4159ce9fa4538c7fa998af11fcea9d1a04fec8ba8c2d714c0898e2255',NULL,'0d99d535294994f6e3711da90eb9896e8db57afb37cfdc2c7318c640bfc400df','28f193fccb81e53c2d1021c9842f62dd3021c5de1dfd6b27ca1924847565e864');
INSERT INTO "audit" VALUES(7,'2026-11-23T13:00:00Z','refund','{"amount_cents":1000,"customer_id":2}','[["personal_text",11,11],["refund",1,1]]','c4964d9b45c84ab0a0a068d8a1bd86a450d48d34401d53ac213e64e6f0b6be34',NULL,'28f193fccb81e53c2d1021c9842f62dd3021c5de1dfd6b27ca1924847565e864','d831b25fe4939f44bf440057dc1a6ce1eec205a575fa46f97f0e62d4c70b7764');
INSERT INTO "audit" VALUES(8,'2026-11-23T13:00:00Z','discount','{"amount_cents":500,"customer_id":1,"sale_id":1}','[["personal_text",12,12],["posting",5,5]]','fe00b239f0ea9259ce7f176a9c69a953d22992b1e8bc8f095c468e7aee559e1b',NULL,'d831b25fe4939f44bf440057dc1a6ce1eec205a575fa46f97f0e62d4c70b7764','42850c1800ba3de771145df8b6dc32741c0d6b27bb44e8fb9eca88f9d8d91308');
INSERT INTO "audit" VALUES(9,'2026-11-23T13:00:00Z','edit-sale','{"customer_id":2,"fields":["amount_cents"],"reason":13,"sale_id":2}','[["change",7,7],["change",8,8],["personal_text",13,13]]','1222ad278247b16699e25af4f3ae323dfd0b7736c802d0f75c472581ae6962ca',NULL,'42850c1800ba3de771145df8b6dc32741c0d6b27bb44e8fb9eca88f9d8d91308','ea34ab0eacae2b3654576a8f785ce1485ffba9f0e17742e2ae5ca5427a05f25d');
INSERT INTO "audit" VALUES(10,'2026-11-23T13:00:00Z','undo','{"seq":9}','[["change",9,9],["change",10,10]]','bc76c3fc18f6208e93a3489222b9f3672c30ba62d52e0245502ac1a6fc2a5ab4',9,'ea34ab0eacae2b3654576a8f785ce1485ffba9f0e17742e2ae5ca5427a05f25d','2c0a03f0a56bfd7058689c594ffbb844aef95f91b2b517ce6cc26ec8c96f1541');
INSERT INTO "audit" VALUES(11,'2026-11-23T13:00:00Z','import-csv','{}','[["import_key",1,1]]','a5e1d49b450e77ceb43c2f64d1cc1d1d59b3deb2466840a1cf78f5a0f122ebbe',NULL,'2c0a03f0a56bfd7058689c594ffbb844aef95f91b2b517ce6cc26ec8c96f1541','329ff37217394fa63b82ffe5a964cb65236d2680143ecc4cdda754966dcb7e00');
INSERT INTO "audit" VALUES(12,'2026-11-23T13:00:00Z','add-recurring','{"amount_cents":8000,"customer_id":1,"recurring_id":1}','[["personal_text",14,14],["recurring",1,1]]','d6b215549b1de615c39d7332f2a2f7e976b8270ff1b56dee6f5d1805bc607537',NULL,'329ff37217394fa63b82ffe5a964cb65236d2680143ecc4cdda754966dcb7e00','f2d6b26c38901cfe88ff8e40865360923aa4e094edd0e976ff551b9f9815ab5f');
INSERT INTO "audit" VALUES(13,'2026-11-23T13:00:00Z','change-recurring','{"amount_cents":9000,"customer_id":1,"recurring_id":1}','[["recurring_amount",1,1]]','9a77350f862a38e62005e3c75514e16be59580f8e800eba9e2a02e25890fa081',NULL,'f2d6b26c38901cfe88ff8e40865360923aa4e094edd0e976ff551b9f9815ab5f','f32bab264d3dd1368ee20935af8d2e2aeb5e76c9eac490004a2c5dbbd0859de4');
INSERT INTO "audit" VALUES(14,'2026-11-23T13:00:00Z','run-recurring','{"sales":1,"total_cents":8000}','[["personal_text",15,15],["sale",4,4],["installment",6,6],["occurrence",1,1]]','c69d5c5fc177a4857af3f68885faa166bf04753ff4bbe59964044b92e0261a25',NULL,'f32bab264d3dd1368ee20935af8d2e2aeb5e76c9eac490004a2c5dbbd0859de4','829fec46cbb0c2aab5f52e683ec21e4d2dbed45680afd5e9b56b0013db3895ad');
INSERT INTO "audit" VALUES(15,'2026-11-23T13:00:00Z','edit-customer','{"customer_id":2,"fields":["channel","limit_cents","pay_day"]}','[["change",11,11],["change",12,12],["change",13,13]]','44ac9b64d627c365dab5d47c1ab65e849744cfd7337901dad8f1bec8380bcfc9',NULL,'829fec46cbb0c2aab5f52e683ec21e4d2dbed45680afd5e9b56b0013db3895ad','e28d43c2ba2335b8b827406a60d0d55aa368ffd0ce7faa33af5a8662ab543d5f');
INSERT INTO "audit" VALUES(16,'2026-11-23T13:00:00Z','add-customer','{"customer_id":4}','[["customer",4,4],["personal_text",16,16],["change",14,14]]','fef85747ce207136693786d595cd5ff8f4faa7d67a63ee7f0c8009a2f4f15f72',NULL,'e28d43c2ba2335b8b827406a60d0d55aa368ffd0ce7faa33af5a8662ab543d5f','43dc844f0d5c6287eff00ded2773cc6de629e62f226a06cc139d36427a75b60b');
INSERT INTO "audit" VALUES(17,'2026-11-23T13:00:00Z','merge-customers','{"customer_id":2,"merged_id":4}','[["change",15,15],["change",16,16]]','94f1f44aa1aa6e00caf2b9093682668bd3f0ec7719042b8ccb1314686994ec51',NULL,'43dc844f0d5c6287eff00ded2773cc6de629e62f226a06cc139d36427a75b60b','dd1df96302bcd33fff9c7a2f6bc7b084c963dae26c059d5182e8cec04d546a8d');
INSERT INTO "audit" VALUES(18,'2026-11-23T13:00:00Z','pause','{"customer_id":2,"installment_id":null}','[["personal_text",17,17],["pause",1,1]]','3e079e76a815ef54f504cb0b8f1c6403472d72a18e487fa7070e1113194c6710',NULL,'dd1df96302bcd33fff9c7a2f6bc7b084c963dae26c059d5182e8cec04d546a8d','ddc4eced908e4024c61727d688b56a18f985cc0e4b1e3bea3291c917edb1c6e6');
INSERT INTO "audit" VALUES(19,'2026-11-23T13:00:00Z','remind','{"messages":1}','[["personal_text",18,19],["message",1,1],["message_step",1,2]]','2291967dffef8d082ef3f48094037446b381bd28c9ab3459c688165330d34231',NULL,'ddc4eced908e4024c61727d688b56a18f985cc0e4b1e3bea3291c917edb1c6e6','b36580c3a6023b9c5d856a6f344eba760b864b1e5f3a6bdba7a672318e4719e3');
INSERT INTO "audit" VALUES(20,'2026-11-23T13:00:00Z','promise','{"amount_cents":13500,"customer_id":1}','[["promise",1,1]]','3d616142d1fafaa2ec6b03a3bce21c43221ed9ecc78d0e40e6c7e78eb9e53276',NULL,'b36580c3a6023b9c5d856a6f344eba760b864b1e5f3a6bdba7a672318e4719e3','70d5ced35be64a6c2d61114e21a9c0083d16206879ea09cab08533e7df1fa451');
INSERT INTO "audit" VALUES(21,'2026-11-23T13:00:00Z','dispute','{}','[["personal_text",20,21],["message_about",1,1],["message_part",1,1],["dispute",1,1]]','b1878e2617a66590ccb30dedfcb5eca25f3df9b31e04206d1c6c5ea4507d9013',NULL,'70d5ced35be64a6c2d61114e21a9c0083d16206879ea09cab08533e7df1fa451','c9de75229c6b7ef019bee6da5d8482c30037aff1b28aec7a67fff4bc30d330d4');
INSERT INTO "audit" VALUES(22,'2026-11-23T13:00:00Z','add-customer','{"customer_id":5}','[["customer",5,5],["personal_text",22,24],["change",17,18],["contact",2,2]]','385930bf835e5dff42b33fc974826059d265d3144733c490808428918b592d2d',NULL,'c9de75229c6b7ef019bee6da5d8482c30037aff1b28aec7a67fff4bc30d330d4','c126929cca75c6dc23aa0c94a9cbf666f33bfa66909197a6ed095dc3e403c442');
INSERT INTO "audit" VALUES(23,'2026-11-23T13:00:00Z','add-sale','{"customer_id":5,"sale_id":5,"total_cents":2000}','[["personal_text",25,25],["sale",5,5],["installment",7,7],["payment",4,4],["posting",6,6]]','b584b33b37b83d9250af5da90205ba22a9b7f0b7612f1735fc31c99db354ea58',NULL,'c126929cca75c6dc23aa0c94a9cbf666f33bfa66909197a6ed095dc3e403c442','0628a1ba2ceb70abadfe8ffb6d36e48303a34ac6d89ad78c06ed013fa266dcf2');
INSERT INTO "audit" VALUES(24,'2026-11-23T13:00:00Z','forget-customer','{"customer_id":5,"erase_on":"2032-01-01","texts":[23,24]}','[["personal_text",26,26],["change",19,19],["change",20,20],["change",21,21],["personal_text",27,27],["forgotten",1,1]]','821faf5023d21003066b0ba49051b02fe6f83b4d81cc134e466edd253fcadca3',NULL,'0628a1ba2ceb70abadfe8ffb6d36e48303a34ac6d89ad78c06ed013fa266dcf2','128968838c060e275a08131d4b6272a6d6c9712e1f5ded379950afa80181e961');
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
INSERT INTO "forgotten" VALUES(1,24,5,'2026-11-23','2032-01-01','7673fdc1af05c3a614f5425b69cc6e36','["4ed61","6a416"]',27);
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
INSERT INTO "personal_text" VALUES(1,1,1,'6e3a717cff3d3597420d61bb51f3e63e','0b2d671a1cba25a8d74d2fdfec1fbf5bfd87056bbe3ae7dff2512946cd02ba69','Maria d''Ávila');
INSERT INTO "personal_text" VALUES(2,1,1,'1b919b634c284e2b448002e2ff7d9a01','8426679453fcdaa0aab50c91a50920f326417c2938fcaab115e48b38f57909d6','Mariazinha');
INSERT INTO "personal_text" VALUES(3,1,1,'46ae5656fe8c39feff81d4a7a23a1906','c02f8faffd578f3dd625e86f811ee1d83e0d5fc26e4f04833cfa03cf00763fb9','+5511912345678');
INSERT INTO "personal_text" VALUES(4,1,1,'edcdc55a089d86d03e588727a9aea59d','f450466181e23f0d0264b206eb64372f407f836b2c59f46383758233cb2ada03','maria@exemplo.com.br');
INSERT INTO "personal_text" VALUES(5,1,1,'2a6616d4583bcb8c8fd4a7ff590e38da','0eb23e830697eea36ac23bf895a3d78a4370b776fd1ae62a82e81cfd63499640','Prefere mensagem à tarde.');
INSERT INTO "personal_text" VALUES(6,2,1,'0dfc00188c5071293b9efdb4f20cde68','43678cde973904a4a14e2268a7543e30bcce96ed46f28233bea2ff5b1aa25cc7','Bolo de casamento');
INSERT INTO "personal_text" VALUES(7,3,2,'c54964ce6fe2ba2cbaca45d741d46640','34991ca9d05f17ec3bc95b443602853af0658a13d07271725837aad21971fca7','José 😀 [red]');
INSERT INTO "personal_text" VALUES(8,4,3,'5076e2c59b1a80598ac3ac619de0bd27','ecd41a8a82266eccae8ee87fdddebc00b547b734b59d83f08766011845be2497','balcão');
INSERT INTO "personal_text" VALUES(9,5,1,'8ef1a870374837acea653f581b26c324','eb73e0bd80bb23bdc872c8a330509979fa35a6967f2c6990eac92fb9318aef06','E123');
INSERT INTO "personal_text" VALUES(10,5,1,'f140ce95efc0d0c475c3786a5e037ec9','d3838d423ee31fbd3e9fd785eb342a5482ba1cf9c01a868d23073e24926bb427','João');
INSERT INTO "personal_text" VALUES(11,7,2,'c18325221a65268b27835f87fe70b862','0b708aed789e514e0356f8a36777ee4b07c838f83258c5d235690a5688457b16','pagou a mais');
INSERT INTO "personal_text" VALUES(12,8,1,'a01aaab21d85cc77047b258c85d03016','99bc3e4e5f6d2a9c74669e00289865dad87fcc207aae6f5e75c33f3fb3a77077','amassou');
INSERT INTO "personal_text" VALUES(13,9,2,'895e1715bc3f41622bd0c092d11772b0','58e7f51909affb485d3dff458570761b551b36bb0928025ed7433697165ce0d2','faltou a vela');
INSERT INTO "personal_text" VALUES(14,12,1,'5bb286342499756f009f52ff394408f9','7f96dc543b56d0da2cc24d6c64e2878fa11a7ee9cc929e3b4cc6a2c4e136f4e7','Doces do mês');
INSERT INTO "personal_text" VALUES(15,14,1,'7d6d8da35612ee139e3cc675fab1f3ec','c351d9c86aecee933b63b3e982adc38011c3f35856f2ddc589502121c03a5dbb','Doces do mês');
INSERT INTO "personal_text" VALUES(16,16,4,'d234a47fe2822ee079baa99c3d95551f','d7cc3332f18efc03c9e15a33d3e3df0613c0628e4c289fc537981993d4c6121a','José Dois');
INSERT INTO "personal_text" VALUES(17,18,2,'0c974aeb935c660dc4a5f8b7e0f8ca5c','066c0dd2e518f9d60c749236159a10ce6f28ecc1b1cec4d03abf9bf26dd166ef','viagem');
INSERT INTO "personal_text" VALUES(18,19,1,'1f02af1f466258be28ca3672e04005d8','953a0496c76dbbf895f7b300a91135b02fa6111f3c9085335ae762af3c9d2d1f','+5511912345678');
INSERT INTO "personal_text" VALUES(19,19,1,'aacc9b6cf686f9c9c3da901f8be7c58a','0ccfee0d0b7bfafec1137970a917c2cd484216deab33b50807dc873aea7d9749','Oi, Mariazinha! Tudo bem?

Na correria é fácil esquecer, então deixo aqui um lembrete do que está em aberto:
• 31/10: R$ 80,00 (Doces do mês)
• 01/11: R$ 21,67 (parcela 2 de 3, Bolo de casamento)

Total: R$ 101,67

Se já pagou, por favor desconsidere. Qualquer dúvida, é só me chamar.

Um abraço,
Doces da Lúcia

Doces da Lúcia');
INSERT INTO "personal_text" VALUES(20,21,NULL,'c80605bbbf08e3810f67abaab83b1192','9c78bd86aa3b3ab1ceb4eca99ec21583659a069e63bacc0ed446bd04e6a340d3','veio errado');
INSERT INTO "personal_text" VALUES(21,21,NULL,'e12b17510f05e8141a69fa5b9dc3a3d8','308f87f78574460246186292285a95789a97613249943106a038457b5bc70c13','0002');
INSERT INTO "personal_text" VALUES(22,22,5,'73e5f63be0572ff55334372d8f4a9551','0ae9a60f875c982555b4c4c0a98301c365cec1248d9117479501c5185dc0611f','Ana Prado');
INSERT INTO "personal_text" VALUES(23,22,5,'67abfc1c484083fdd9c174e59db34778','e7013b2c1486e288467f81fa5fdb398040cfb0bb23117b9b013585bb4f6cb458','');
INSERT INTO "personal_text" VALUES(24,22,5,'bc870528267de62e246c5ad8595e67d9','8be3819b29913b66b076ed0c601229bc2af80ce06082beae41b08ff3720d3857','');
INSERT INTO "personal_text" VALUES(25,23,5,'910fb596eb045631fcfe0b203f8d00c7','54c0ead0c3c6a6c8c5af736bc9c7045061527dd461dd175648905f131b561e57','Torta');
INSERT INTO "personal_text" VALUES(26,24,5,'31a17a42507f0afd0b90d284ebd85bc8','db68b998999e3d5a26ac97701e3b00163eeb24db7d4a1fcc7f23e0975e6cc489','cliente 5 (esquecido)');
INSERT INTO "personal_text" VALUES(27,24,NULL,'24771e9f75535e037bfa1932a61ef549','ad1c3b15f33ac5f8d5dc38e9559f92d021a9ea50aab9f9abbdfc6959ad244135','pediu por mensagem');
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
WHEN OLD.status IN ('sent', 'recorded')
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
