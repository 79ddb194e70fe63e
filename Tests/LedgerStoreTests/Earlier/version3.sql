PRAGMA application_id = 1112229959;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('v1');
INSERT INTO grdb_migrations VALUES('v2');
INSERT INTO grdb_migrations VALUES('v3');
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, kind TEXT NOT NULL,
  target INTEGER UNIQUE REFERENCES event,
  payload TEXT NOT NULL,
  digest BLOB NOT NULL
) STRICT;
INSERT INTO event VALUES(1,'2026-11-30T08:00:00Z','an','','import',NULL,'{"file":{"duplicates":0,"imported":4,"layout":"invented","name":"ho.csv","rejected":0,"rows":4,"sha256":"56cc5eec55dc58c7043ac724f962e41892ef591552dd023a9b81f95958bfff63"},"rows":{"account":{"rows":5,"sha256":"4a578b1918957d99150a545b28ffae40d1e9f7de9f351dff6ee2672a987556dd"},"household/3":{"rows":1,"sha256":"09ad9c0e15ac4fc5e7f083efe5d09b469ba5868adad37cbc83aa9672de49923e"},"payment_account/3":{"rows":1,"sha256":"77f79abd829e5548cd11487a294fd104e33432e0b097eb4c7afe62eb63f9e94e"},"private_text/3":{"rows":7,"sha256":"66bacef703ad460340b63a94805398ec9312ddda2f46f5ad02b50f7b3f0430ae"},"resident/3":{"rows":2,"sha256":"e1c2a27f44d43d987933b3b0b62be6202ea05a302687086af4f6630cfdccd410"}}}',X'16504978c482470de1c5ce6accf2459d323b83d73622bd74cc7fb4255963a927');
INSERT INTO event VALUES(2,'2026-11-30T08:00:00Z','an','','import',NULL,'{"file":{"duplicates":0,"imported":4,"layout":"invented","name":"t8.csv","rejected":1,"rows":5,"sha256":"92060a8d292b0ab22073d6931f64d02592153c23cefd7d53f22dc68643eca3d6"},"rows":{"account":{"rows":5,"sha256":"1af1bb553693837df716adbf2955889273875a90892b0f1157ed67d8484a0a47"},"bill/3":{"rows":4,"sha256":"f2098407bd62d615eef753e1e009b6619de922381c05801339f550a9df9c5a23"},"entry":{"rows":4,"sha256":"1ad303f0bf849d30cb8c3fc528e7f5630db3dd3c2b0ac291d71fd98303299d69"},"rejected_row":{"rows":1,"sha256":"9884e78ce02670d0c8cfab2af62a9d16322447238623c25888ec2e9621f5e3a3"}}}',X'381d0bf268616f96c3a38bdd5412fa6f4b62dd7321bd476cac1d54389974837f');
INSERT INTO event VALUES(3,'2026-11-30T08:00:00Z','an','','import',NULL,'{"file":{"duplicates":0,"imported":4,"layout":"invented","name":"nh.csv","rejected":0,"rows":4,"sha256":"3ae31cd90d81d58b2c538bf7055981914447ae31d4556de34f6ba0d95f90715a"},"rows":{"account":{"rows":1,"sha256":"b8d8c5d7feb12155668e278e706875f0c601ab03445f0abab70e00d713335f63"},"entry":{"rows":4,"sha256":"618094813333b25e2134213d60bdfb8cd46852b44e0fde8c60a446e8bfc2f44c"},"payment/3":{"rows":4,"sha256":"d39256e0148ca7e5863576a57a261e433d4a937a28e1523e3aa41658977ebf08"},"private_text/3":{"rows":4,"sha256":"d429c923cb55226e7b15a17f2dbbe70ca3ef945198b3d3ebf23b04c8c69016ec"}}}',X'd224887868d2f9b9b96bf029453d5a88097640c357c45497de831a6236e74c40');
INSERT INTO event VALUES(4,'2026-11-30T09:00:00Z','an','vì thế','match',NULL,'{"rows":{"entry":{"rows":2,"sha256":"bf69de5b4a1ee79fbebc5472276650adf03f8ebe5bcdcce4b9cd2dd5a28db334"},"ruling":{"rows":2,"sha256":"364af85fe897bdebb13db0b2a7955cd13d723f5e612fc8b5c3786bee82ec4a18"},"share":{"rows":2,"sha256":"faaaa4031fa90495cd99690462be5f0c7ba61b0eaf9830a23db66822ede15881"}}}',X'9496bc35528395bfd50ba58c5065ae4ebe00284f1a4f65497747093fbe370c53');
INSERT INTO event VALUES(5,'2026-11-30T09:00:00Z','an','vì thế','decision',NULL,'{"rows":{"entry":{"rows":1,"sha256":"bfbf6de6071361aa0746ebae6d54327f14ac1a41ec744ed76c411f5fec0e5222"},"ruling":{"rows":1,"sha256":"a27a7d95d6ee42924fd69ba6a1b693535eb6fe7c5b132348290809366eafe1ee"},"share":{"rows":1,"sha256":"2992ecc4f83e213181a662f7633a6089e16012f94279ae63ed224f05f3f69ccd"}}}',X'0499aeeb4250bba5b59706ca013459fb0ba9730617aac5316dbcb770bdf380db');
INSERT INTO event VALUES(6,'2026-11-30T08:00:00Z','an','','import',NULL,'{"file":{"duplicates":1,"imported":3,"layout":"invented","name":"t9.csv","rejected":0,"rows":4,"sha256":"9429bbe8bf04c45c662ab7418e25e973984cf5eac884837833a98b0c80020ceb"},"rows":{"account":{"rows":3,"sha256":"2a52c1f8b0e621ba91807df857095fd917700e9f48fb26b0a51a097327d8ea76"},"bill/3":{"rows":3,"sha256":"447889da50f3050aab10855440313dc01814bfeeb12d657a0d9e159a469ecdb9"},"entry":{"rows":1,"sha256":"5aa976430e75176ccd6964c9e035b476e12e4c296bb288a4180cd4a31bfdcceb"},"sighting":{"rows":1,"sha256":"40a71e1c8ca1c096a2bda0378cddf6959f4740c0179be22008d692dec598885a"}}}',X'9f3b47566574d1f37e7d5c600fee2cbd10a037773d33055395f9dac00851080b');
INSERT INTO event VALUES(7,'2026-11-30T09:00:00Z','an','vì thế','posting',NULL,'{"posting":{"amount_vnd":12345,"customer":"PA07AB0000009","day":"2024-08-25","kind":"prepaid"},"rows":{"account":{"rows":1,"sha256":"d67252e9b58a93fa7a2820f588bdbf7e1e98ea2f4ff5ea3673bae286f7855021"},"entry":{"rows":1,"sha256":"6f4955f2587b9d30192decc5c6c15f623b964a768889c02f5b5f82393d0b7267"},"item":{"rows":1,"sha256":"0a886930224ec96dbda6b39be58b54b8af1acd86d4764bcab0ec10698c590f66"},"posting":{"rows":1,"sha256":"f5d0a34681af2dd012d579d7ff30a50ea5f1bc7155e4f79c115f696df60e8c2b"}}}',X'ac7760e2dbf1916675c1b1dff9afd695f6529dc2f7c6d96af19dd81183cd68f9');
INSERT INTO event VALUES(8,'2026-11-30T09:00:00Z','an','vì thế','posting',NULL,'{"posting":{"amount_vnd":6,"bill":"100006","day":"2024-09-01","kind":"written-off"},"rows":{"entry":{"rows":1,"sha256":"580b0a0647dced320ea0905a89957fe8e044613f3b42313cebb84c18210099bc"},"posting":{"rows":1,"sha256":"bf8354d376e96dc1d7c56ad77e5e62c63048a7d23678cadb3544f3dbd8b7c289"}}}',X'bc81ff79853fa833be5f81fc913fac4c35aacccf02e6ba07f67837eaa51742c2');
INSERT INTO event VALUES(9,'2026-11-30T09:00:00Z','an','vì thế','undo',6,'{"rows":{"entry":{"rows":1,"sha256":"940160d514813ee7568dc48710d34adff5dc36e9bc80e843540e4856c2e4ebd8"}}}',X'ed35966405117ffdb5025c908750e27183eb6ab45cb14b36f6196099caafaa8e');
INSERT INTO event VALUES(10,'2026-11-30T09:00:00Z','an','vì thế','undo',9,'{"rows":{"entry":{"rows":1,"sha256":"39139a699776420bf2e6d3075d4affa52056ff59493c601deeb372bfb1437cba"}}}',X'3c9c16a6c28d2bdb1d3e07aa6b611659a1e7a65398bfd5a81709c765819566f8');
INSERT INTO event VALUES(11,'2026-11-30T09:00:00Z','an','vì thế','lock',NULL,'{"months":{"figures":"{}","from":"2024-07","to":"2024-07"}}',X'078123ab0a66f4a0efdb38be3dd7b84f80146734f473cad827774b1c160aa659');
INSERT INTO event VALUES(12,'2026-11-30T09:00:00Z','an','vì thế','erase',NULL,'{"erased":[1,2,3,4,5,8,9,11]}',X'67366f3d3ff3e55f4f8a1369beec98cb780a73275fceb3a2f3ed547613cc09d5');
CREATE TABLE import_event (
  id INTEGER PRIMARY KEY REFERENCES event,
  name TEXT NOT NULL, sha256 TEXT NOT NULL, layout TEXT NOT NULL,
  rows_in INTEGER NOT NULL CHECK (rows_in = imported + duplicates + rejected),
  imported INTEGER NOT NULL CHECK (imported >= 0),
  duplicates INTEGER NOT NULL CHECK (duplicates >= 0),
  rejected INTEGER NOT NULL CHECK (rejected >= 0)
) STRICT;
INSERT INTO import_event VALUES(1,'ho.csv','56cc5eec55dc58c7043ac724f962e41892ef591552dd023a9b81f95958bfff63','invented',4,4,0,0);
INSERT INTO import_event VALUES(2,'t8.csv','92060a8d292b0ab22073d6931f64d02592153c23cefd7d53f22dc68643eca3d6','invented',5,4,0,1);
INSERT INTO import_event VALUES(3,'nh.csv','3ae31cd90d81d58b2c538bf7055981914447ae31d4556de34f6ba0d95f90715a','invented',4,4,0,0);
INSERT INTO import_event VALUES(6,'t9.csv','9429bbe8bf04c45c662ab7418e25e973984cf5eac884837833a98b0c80020ceb','invented',4,3,1,0);
CREATE TABLE source (
  sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, chunks INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO source VALUES('3ae31cd90d81d58b2c538bf7055981914447ae31d4556de34f6ba0d95f90715a',3,1);
INSERT INTO source VALUES('56cc5eec55dc58c7043ac724f962e41892ef591552dd023a9b81f95958bfff63',3,1);
INSERT INTO source VALUES('92060a8d292b0ab22073d6931f64d02592153c23cefd7d53f22dc68643eca3d6',3,1);
INSERT INTO source VALUES('9429bbe8bf04c45c662ab7418e25e973984cf5eac884837833a98b0c80020ceb',3,1);
CREATE TABLE source_chunk (
  sha256 TEXT NOT NULL REFERENCES source, number INTEGER NOT NULL,
  bytes INTEGER NOT NULL, is_deflated INTEGER NOT NULL, content BLOB,
  PRIMARY KEY (sha256, number)
) STRICT;
INSERT INTO source_chunk VALUES('56cc5eec55dc58c7043ac724f962e41892ef591552dd023a9b81f95958bfff63',0,3,0,X'686f0a');
INSERT INTO source_chunk VALUES('92060a8d292b0ab22073d6931f64d02592153c23cefd7d53f22dc68643eca3d6',0,3,0,X'74380a');
INSERT INTO source_chunk VALUES('3ae31cd90d81d58b2c538bf7055981914447ae31d4556de34f6ba0d95f90715a',0,3,0,X'6e680a');
INSERT INTO source_chunk VALUES('9429bbe8bf04c45c662ab7418e25e973984cf5eac884837833a98b0c80020ceb',0,3,0,X'74390a');
CREATE TABLE private_text (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, kind TEXT NOT NULL,
  digest BLOB NOT NULL, salt BLOB, text TEXT
, record INTEGER, key BLOB) STRICT;
INSERT INTO private_text VALUES(1,1,'name',X'be630fef0b168b6e8b828572f0196b3b2b93ba11c88c9b04cc494b589a84e308',NULL,NULL,1,NULL);
INSERT INTO private_text VALUES(2,1,'address',X'd122645a6b5b22a850a9555d4eaec2015e0ac430f8aa71cfe645e65477c07c17',NULL,NULL,NULL,NULL);
INSERT INTO private_text VALUES(3,1,'name',X'108d08df39cc71905d9ba076cb9f5557fe1a0f6c1f81b9cd879e18ea2883cfa0',NULL,NULL,1,NULL);
INSERT INTO private_text VALUES(4,1,'citizen',X'6ba519d96c7d1af0e5e09a818a46d52f03b56a498473363e7da681af93a77b81',NULL,NULL,NULL,NULL);
INSERT INTO private_text VALUES(5,1,'key',X'8e1968ee2556dff1c2e431a56fa27238f9ed6de40408b39095bc41591d4b16d8',NULL,NULL,1,NULL);
INSERT INTO private_text VALUES(6,1,'name',X'3ff9204ad6271e1679b24ca31bb52d185173a1c697cc4561a0dae638e1d1f452',X'cdfcdb0eefc888b79d5c651ebea840d0','Người Chín',2,X'6f064760d05512b92012a1bb9ffa0020');
INSERT INTO private_text VALUES(7,1,'citizen',X'c861ed226bd9bdd2414ae175026b45fe62a936f328251b584fe46f6e9f5b2bcf',X'c74c56b73f38318beb0117f000ab0383','038000000009',NULL,NULL);
INSERT INTO private_text VALUES(8,3,'narration',X'860873f6b6091f640736b64eb1b1bccd02b45bafdbb835c1e44e1c883d7711a0',NULL,NULL,5,NULL);
INSERT INTO private_text VALUES(9,3,'narration',X'4a9e1c895da9d4fefee1dffadd856d74701d878f7d468928d053d3f5c43a991f',NULL,NULL,6,NULL);
INSERT INTO private_text VALUES(10,3,'narration',X'6129797138047748347880ee600b90c784e391c74107ff0ee2499393f4b05d6b',X'92d6c6153c44b44700593516221eff84','NGUOI 3 TRA TIEN DIEN',7,X'd856f57aa897f85d3d054bc6dcf33093');
INSERT INTO private_text VALUES(11,3,'narration',X'5e40507f524c3ca89b87c3813600d5ccc653bd3866d10fdb07a1c970eb71007c',NULL,NULL,8,NULL);
CREATE TABLE rejected_row (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL,
  code TEXT NOT NULL, severity TEXT NOT NULL,
  message_vi TEXT NOT NULL, message_en TEXT NOT NULL, hint_vi TEXT, hint_en TEXT,
  file TEXT, part TEXT, sheet TEXT, cell TEXT, line INTEGER, byte_offset INTEGER
) STRICT;
INSERT INTO rejected_row VALUES(1,2,'import.wrong','error','sai','wrong',NULL,NULL,'t8.csv',NULL,NULL,NULL,9,NULL);
CREATE TABLE figure (
  id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
  sheet TEXT, line INTEGER NOT NULL,
  criterion INTEGER NOT NULL, report_column TEXT NOT NULL, numerator INTEGER NOT NULL,
  denominator INTEGER NOT NULL, pho TEXT, evidence TEXT
) STRICT;
CREATE TABLE sighting (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL
) STRICT;
INSERT INTO sighting VALUES(1,'bill',2,6,NULL,3);
CREATE TABLE account (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  UNIQUE (kind, name)
) STRICT;
INSERT INTO account VALUES(1,1,'billing','');
INSERT INTO account VALUES(2,1,'suspense','');
INSERT INTO account VALUES(3,1,'adjustments','');
INSERT INTO account VALUES(4,1,'written-off','');
INSERT INTO account VALUES(5,1,'bank','');
INSERT INTO account VALUES(6,2,'receivable','PA07AB0000001');
INSERT INTO account VALUES(7,2,'channel-unknown','');
INSERT INTO account VALUES(8,2,'receivable','PA07AB0000002');
INSERT INTO account VALUES(9,2,'receivable','PA07AB0000003');
INSERT INTO account VALUES(10,2,'receivable','PA07AB0000004');
INSERT INTO account VALUES(11,3,'channel-cashless','Ví điện tử');
INSERT INTO account VALUES(12,6,'channel-cash','Thu ngân viên');
INSERT INTO account VALUES(13,6,'receivable','PA07AB0000005');
INSERT INTO account VALUES(14,6,'receivable','PA07AB0000006');
INSERT INTO account VALUES(15,7,'receivable','PA07AB0000009');
CREATE TABLE item (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, bill_id TEXT UNIQUE,
  customer INTEGER, same_as INTEGER
) STRICT;
INSERT INTO item VALUES(12,7,NULL,15,NULL);
CREATE TABLE ruling (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
  payment INTEGER NOT NULL REFERENCES payment, kind TEXT NOT NULL
) STRICT;
INSERT INTO ruling VALUES(1,4,5,'ruled');
INSERT INTO ruling VALUES(2,4,6,'ruled');
INSERT INTO ruling VALUES(3,5,8,'chosen');
CREATE TABLE entry (
  item INTEGER NOT NULL, seq INTEGER NOT NULL, event_id INTEGER NOT NULL,
  kind INTEGER NOT NULL, debit INTEGER NOT NULL, credit INTEGER NOT NULL,
  amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0), day INTEGER NOT NULL,
  reverses INTEGER, payment INTEGER,
  CHECK (debit <> credit), PRIMARY KEY (item, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO entry VALUES(1,1,2,1,6,1,350001,20240803,NULL,NULL);
INSERT INTO entry VALUES(1,2,4,3,2,6,350001,20240821,NULL,5);
INSERT INTO entry VALUES(2,1,2,1,8,1,350002,20240803,NULL,NULL);
INSERT INTO entry VALUES(2,2,4,4,2,8,100000,20240822,NULL,6);
INSERT INTO entry VALUES(2,3,5,4,2,8,70000,20240824,NULL,8);
INSERT INTO entry VALUES(3,1,2,1,9,1,350003,20240803,NULL,NULL);
INSERT INTO entry VALUES(4,1,2,2,3,10,5000,20240803,NULL,NULL);
INSERT INTO entry VALUES(5,1,3,6,5,2,350001,20240821,NULL,NULL);
INSERT INTO entry VALUES(6,1,3,6,5,2,100000,20240822,NULL,NULL);
INSERT INTO entry VALUES(7,1,3,6,11,2,350003,20240823,NULL,NULL);
INSERT INTO entry VALUES(8,1,3,6,5,2,77000,20240824,NULL,NULL);
INSERT INTO entry VALUES(11,1,6,1,14,1,350006,20240803,NULL,NULL);
INSERT INTO entry VALUES(11,2,8,9,4,14,6,20240901,NULL,NULL);
INSERT INTO entry VALUES(11,3,9,10,1,14,350006,20240803,1,NULL);
INSERT INTO entry VALUES(11,4,10,1,14,1,350006,20240803,NULL,NULL);
INSERT INTO entry VALUES(12,1,7,7,5,15,12345,20240825,NULL,NULL);
CREATE TABLE IF NOT EXISTS "household" (id INTEGER PRIMARY KEY, identity BLOB, event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL,
household_id TEXT NOT NULL, head_name INTEGER NOT NULL REFERENCES private_text,
pho TEXT NOT NULL, address INTEGER NOT NULL REFERENCES private_text,
members INTEGER, members_over_15 INTEGER, customer_codes TEXT NOT NULL) STRICT;
INSERT INTO household VALUES(1,NULL,1,'Hộ',2,'H1',1,'Phố 1',2,4,NULL,'PA07AB0000001;PA07AB0000002');
CREATE TABLE IF NOT EXISTS "resident" (id INTEGER PRIMARY KEY, identity BLOB, event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL,
household_id TEXT NOT NULL, name INTEGER NOT NULL REFERENCES private_text,
born INTEGER NOT NULL, citizen INTEGER NOT NULL REFERENCES private_text) STRICT;
INSERT INTO resident VALUES(1,NULL,1,NULL,3,'H1',3,19900228,4);
INSERT INTO resident VALUES(2,NULL,1,NULL,5,'H9',6,19800228,7);
CREATE TABLE IF NOT EXISTS "payment_account" (id INTEGER PRIMARY KEY, identity BLOB, event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL,
citizen INTEGER NOT NULL REFERENCES private_text, bank TEXT NOT NULL,
opened_on INTEGER NOT NULL, closed_on INTEGER) STRICT;
INSERT INTO payment_account VALUES(1,NULL,1,NULL,4,4,'NH Một',20200101,NULL);
CREATE TABLE IF NOT EXISTS "bill" (id INTEGER PRIMARY KEY, item INTEGER, bill_id TEXT, same_as INTEGER,
identity BLOB NOT NULL, event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL,
customer INTEGER NOT NULL, month INTEGER NOT NULL, cycle INTEGER NOT NULL,
issued_on INTEGER, amount_vnd INTEGER NOT NULL, is_residential INTEGER NOT NULL,
is_paid INTEGER, paid_on INTEGER, channel INTEGER NOT NULL, collector TEXT, adjusts TEXT) STRICT;
INSERT INTO bill VALUES(1,NULL,'100001',NULL,X'2e332998b45a7cfbd40a38291126e6fa',2,NULL,2,6,202408,1,20240803,350001,1,NULL,NULL,7,'NH1',NULL);
INSERT INTO bill VALUES(2,NULL,'100002',NULL,X'e6c4551f31871e4a8a9a2aad22c9fb9e',2,NULL,3,8,202408,1,20240803,350002,1,NULL,NULL,7,'NH1',NULL);
INSERT INTO bill VALUES(3,NULL,'100003',NULL,X'bf7f1ac99f503fcb25954b51b8bed870',2,NULL,4,9,202408,1,20240803,350003,1,NULL,NULL,7,'NH1',NULL);
INSERT INTO bill VALUES(4,NULL,'100004',NULL,X'd940f167877062c431bf0c88a2582beb',2,NULL,5,10,202408,1,20240803,-5000,1,NULL,NULL,7,'NH1','100003');
INSERT INTO bill VALUES(9,1,NULL,NULL,X'36cac42b9ee3a0da3fae961dd096825d',6,NULL,2,6,202408,1,20240803,350001,1,1,20240822,12,'NH1',NULL);
INSERT INTO bill VALUES(10,NULL,NULL,3,X'27cda3511aac255c7d27689cbe14a407',6,NULL,4,13,202408,1,20240803,350003,1,NULL,NULL,7,'NH1',NULL);
INSERT INTO bill VALUES(11,NULL,'100006',NULL,X'ecf9fd7f47c5c3683ef20f13804f575e',6,NULL,5,14,202408,1,20240803,350006,1,NULL,NULL,7,'NH1',NULL);
CREATE TABLE IF NOT EXISTS "payment" (id INTEGER PRIMARY KEY, identity BLOB, event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL,
kind TEXT NOT NULL, day INTEGER NOT NULL, amount_vnd INTEGER NOT NULL,
narration INTEGER NOT NULL, reference TEXT NOT NULL, customer_code TEXT,
bill_id TEXT, channel INTEGER NOT NULL) STRICT;
INSERT INTO payment VALUES(5,NULL,3,NULL,1,'bankStatement',20240821,350001,8,'FT1',NULL,NULL,7);
INSERT INTO payment VALUES(6,NULL,3,NULL,2,'bankStatement',20240822,100000,9,'FT2','PA07AB0000002',NULL,7);
INSERT INTO payment VALUES(7,NULL,3,NULL,3,'collectionList',20240823,350003,10,'FT3',NULL,'100003',11);
INSERT INTO payment VALUES(8,NULL,3,NULL,4,'bankStatement',20240824,77000,11,'FT4',NULL,NULL,7);
CREATE TABLE IF NOT EXISTS "share" (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
ruling INTEGER NOT NULL REFERENCES ruling, item INTEGER NOT NULL,
amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0)) STRICT;
INSERT INTO share VALUES(1,4,1,1,350001);
INSERT INTO share VALUES(2,4,2,2,100000);
INSERT INTO share VALUES(3,5,3,2,70000);
CREATE TABLE IF NOT EXISTS "posting" (id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
item INTEGER NOT NULL, kind INTEGER NOT NULL,
debit INTEGER NOT NULL REFERENCES account, credit INTEGER NOT NULL REFERENCES account,
amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0), day INTEGER NOT NULL) STRICT;
INSERT INTO posting VALUES(1,7,12,7,5,15,12345,20240825);
INSERT INTO posting VALUES(2,8,11,9,4,14,6,20240901);
CREATE INDEX import_of_source ON import_event (sha256);
CREATE INDEX citizen ON private_text (text) WHERE kind = 'citizen';
CREATE INDEX sighting_of_record ON sighting (kind, record_id, event_id);
CREATE INDEX sighting_of_line ON sighting (event_id, line);
CREATE INDEX item_of_customer ON item (customer) WHERE customer IS NOT NULL;
CREATE INDEX item_same_as ON item (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX ruling_of_payment ON ruling (payment);
CREATE UNIQUE INDEX reversal_of_entry ON entry (item, reverses) WHERE reverses IS NOT NULL;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER import_event_no_update BEFORE UPDATE ON import_event
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER import_event_no_delete BEFORE DELETE ON import_event
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER source_no_update BEFORE UPDATE ON source
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER source_no_delete BEFORE DELETE ON source
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER account_no_update BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER account_no_delete BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER item_no_update BEFORE UPDATE ON item
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER item_no_delete BEFORE DELETE ON item
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER figure_no_update BEFORE UPDATE ON figure
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER figure_no_delete BEFORE DELETE ON figure
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER sighting_no_update BEFORE UPDATE ON sighting
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER sighting_no_delete BEFORE DELETE ON sighting
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rejected_row_no_update BEFORE UPDATE ON rejected_row
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER rejected_row_no_delete BEFORE DELETE ON rejected_row
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ruling_no_update BEFORE UPDATE ON ruling
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ruling_no_delete BEFORE DELETE ON ruling
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER private_text_no_delete BEFORE DELETE ON private_text
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER source_chunk_no_update BEFORE UPDATE ON source_chunk
WHEN NEW.content IS NOT NULL OR NEW.sha256 IS NOT OLD.sha256
  OR NEW.number IS NOT OLD.number OR NEW.bytes IS NOT OLD.bytes
  OR NEW.is_deflated IS NOT OLD.is_deflated
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER source_chunk_no_delete BEFORE DELETE ON source_chunk
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX household_identity ON household (identity) WHERE identity IS NOT NULL;
CREATE TRIGGER household_no_update BEFORE UPDATE ON household
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER household_no_delete BEFORE DELETE ON household
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX resident_identity ON resident (identity) WHERE identity IS NOT NULL;
CREATE TRIGGER resident_no_update BEFORE UPDATE ON resident
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER resident_no_delete BEFORE DELETE ON resident
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX payment_account_identity ON payment_account (identity) WHERE identity IS NOT NULL;
CREATE TRIGGER payment_account_no_update BEFORE UPDATE ON payment_account
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payment_account_no_delete BEFORE DELETE ON payment_account
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE UNIQUE INDEX bill_of_id ON bill (bill_id) WHERE bill_id IS NOT NULL;
CREATE INDEX bill_of_customer ON bill (customer);
CREATE INDEX bill_of_item ON bill (item) WHERE item IS NOT NULL;
CREATE INDEX bill_same_as ON bill (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX bill_adjusts ON bill (adjusts) WHERE adjusts IS NOT NULL;
CREATE TRIGGER bill_no_update BEFORE UPDATE ON bill
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER bill_no_delete BEFORE DELETE ON bill
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX payment_identity ON payment (identity) WHERE identity IS NOT NULL;
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX share_of_ruling ON share (ruling);
CREATE INDEX share_of_item ON share (item);
CREATE TRIGGER share_no_update BEFORE UPDATE ON share
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER share_no_delete BEFORE DELETE ON share
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE INDEX posting_of_item ON posting (item);
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE UNIQUE INDEX private_key ON private_text (key) WHERE key IS NOT NULL;
CREATE TRIGGER private_text_no_update BEFORE UPDATE ON private_text
WHEN NEW.text IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.key IS NOT NULL
  OR NEW.id IS NOT OLD.id OR NEW.event_id IS NOT OLD.event_id OR NEW.kind IS NOT OLD.kind
  OR NEW.record IS NOT OLD.record OR NEW.digest IS NOT OLD.digest
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
COMMIT;
