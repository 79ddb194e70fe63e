PRAGMA application_id = 1112229959;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('v1');
INSERT INTO grdb_migrations VALUES('v2');
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, kind TEXT NOT NULL,
  target INTEGER UNIQUE REFERENCES event,
  payload TEXT NOT NULL,
  digest BLOB NOT NULL
) STRICT;
INSERT INTO event VALUES(1,'2026-11-29T19:44:30Z','','','import',NULL,'{"file":{"duplicates":0,"imported":4,"layout":"evn-fields","name":"a.csv","rejected":0,"rows":4,"sha256":"b9500fc251e954240966373d526e67ef89427e24115a80d60aeaed4c5fab0f70"},"rows":{"account":{"rows":11,"sha256":"cdd38d31b3f9c83d02c519b7f76c1fbe2a12aef9ccd7ac0a3aa5fedce217ba42"},"bill":{"rows":4,"sha256":"ecd7eca46847ff2e2c0f4e4385f55eb45f03e1319f7202dba81bac8147c2a75f"},"entry":{"rows":6,"sha256":"72fa650b8728644e0834ee6f0941056ab53ebbccef02a0d4eac6976a877f23e9"},"item":{"rows":4,"sha256":"bc816562ae3bc983d08da9c7b31be033fa155f26cb4e6baeaa42b48956904d9e"}}}',X'3d9cac1bc7ea46d722699c425a99ba13802fcc57a0185be9cf20f21ae574bb5c');
INSERT INTO event VALUES(2,'2026-11-29T19:44:30Z','','','import',NULL,'{"file":{"duplicates":0,"imported":1,"layout":"figures","name":"f.csv","rejected":0,"rows":1,"sha256":"bd63522ca1732980f7c1936c466cc283b3e39e1d2b76e045dc4073b73c17bb09"},"rows":{"figure":{"rows":1,"sha256":"349deca98485e9948ebb1487fcaa5b26941a2569307a3fc03bc0bb5ddc8998d0"}}}',X'0ee8472dfd1d729bb945af6a794d51ad2db63ce6f9ba505a685baa3bd324c554');
INSERT INTO event VALUES(3,'2026-11-29T19:44:30Z','','','import',NULL,'{"file":{"duplicates":0,"imported":2,"layout":"register","name":"ho.csv","rejected":0,"rows":2,"sha256":"295e19407020aeffce22ce5b9709033ce88c54ee06d1ff55b8fe230fafa1e633"},"rows":{"household":{"rows":2,"sha256":"5127fe8c1fcd131f32075926d2fc264c780cf29f1a127f168e3432f2946891ed"},"private_text":{"rows":4,"sha256":"655ff82bc21ad3a31df6850780539b8d838f089311cb290e8d5bae896815a7e0"}}}',X'41cc1b78a59a6711e413be0934ddce22758e32b467936945a1867d96b32738dc');
INSERT INTO event VALUES(4,'2026-11-29T19:44:30Z','','','import',NULL,'{"file":{"duplicates":0,"imported":2,"layout":"residents","name":"nguoi.csv","rejected":0,"rows":2,"sha256":"d69d371e0cdcb47086afba179230f7e3b3d27900a34c80fc42cbb15aa550c080"},"rows":{"private_text":{"rows":4,"sha256":"28580686e5fda3ae3e6ef06fc9e00c68a9405a08011f76c4a5a9bd58d4f82d5b"},"resident":{"rows":2,"sha256":"3ee862c31159e4790b7af3bfa286792d5afeef0f588447739a916e305b559713"}}}',X'6fba6bdbb6d3d820784b2651c4de8eebdaad648aa19cfe7e8bd6474c82b3c005');
INSERT INTO event VALUES(5,'2026-11-29T19:44:30Z','','','import',NULL,'{"file":{"duplicates":0,"imported":4,"layout":"vietcombank","name":"p.csv","rejected":0,"rows":4,"sha256":"0dbde4beeca802d73e86dec8de8c27bf8d4b84f31a661e186bc935bf5f2780bd"},"rows":{"entry":{"rows":4,"sha256":"379c800c8d2fcdb7a73bcbefb045df91cf3cf78b0163272002fb486d3337a1a3"},"item":{"rows":4,"sha256":"50376a41eef1ba60dcb10ab3f652a1b3daef911f681add81dca1174a0da76da3"},"payment":{"rows":4,"sha256":"e97fdfc904349e704e3387157ad4e96326ff5f7fb4e61cfa6c506394f9db1fb6"},"private_text":{"rows":4,"sha256":"c2d173c66638b47d43bc7eee46c9e7662837d0f27c4f05a387a9c1d0cca43f0b"}}}',X'84fb2293a660304dba23d55113d3ce77748375166c6e83c8c086bad13bd09a67');
INSERT INTO event VALUES(6,'2026-11-29T19:44:30Z','','','import',NULL,'{"file":{"duplicates":0,"imported":1,"layout":"accounts","name":"tk.csv","rejected":0,"rows":1,"sha256":"ef6704024772d0821b8b9181e49ff9af3699b119108bff86d01c6776994b6be4"},"rows":{"payment_account":{"rows":1,"sha256":"879c20c7c72feadd51d43c0ce3742b56dbd2d19b4c34fbf7358749b094c5d234"}}}',X'89a3b41cf89539ebcda6f4bc4652c672aee75f769fceb88ea79b604cbed288b6');
INSERT INTO event VALUES(7,'2026-11-29T19:44:30Z','','','match',NULL,'{"rows":{"entry":{"rows":1,"sha256":"5e2647c859c7a59402f63c50f84451517b92b65ba301ca6383d6a065046fdda4"},"ruling":{"rows":1,"sha256":"d4cc09759fabab0d788b17930aa968273620b32848f7a7524f1be62c8e153637"},"share":{"rows":1,"sha256":"d34845dff54d2905bfb1ae9e6e35d25e658c031b4dd1fdc46a12481e0e37aef6"}}}',X'f7a1edfb3d254677b8a3fd965860f3693565558c18caf39d2d9da8d28c82e420');
INSERT INTO event VALUES(8,'2026-11-29T19:44:32Z','','','import',NULL,'{"file":{"duplicates":1,"imported":3,"layout":"evn-fields","name":"b.csv","rejected":0,"rows":4,"sha256":"1ccfdd0ec2533778a20811ebd155b41b9f8a7e3dbae729831befc3a3edfdcaba"},"rows":{"account":{"rows":1,"sha256":"f5a1e3f329f01e5f590bd96959878169a37d7d8b67bad08896df74106a1e4aeb"},"bill":{"rows":3,"sha256":"405a23eabe0d7cfd3564ac3c4be70a54a807ece2f67d24ac2c5e5c28441e6ecb"},"entry":{"rows":1,"sha256":"924cc1a7c17518893b42e43fa83327ec7d96588da6fa29df2d5d1ead86ee4e5d"},"item":{"rows":2,"sha256":"d5dc4b4e211d1474cdf54e9c28c536ffad0da9cb09d4305735d3a0322b032e18"},"sighting":{"rows":1,"sha256":"d70d86cb27c39656f2a6cbb4482ea35ff5daa6542b7d96a3ffe5e197e34e619b"}}}',X'2c362b03b87ad9a7a3ad4413ba7567d856a4eec2857974c0256c531c77eca8bc');
INSERT INTO event VALUES(9,'2026-11-29T19:44:32Z','','','repost',NULL,'{"cause":8,"rows":{"entry":{"rows":3,"sha256":"0f5049f568cff4705746d5ea23057dbc9da758213d0fc6529d2eda7d8f46fdfe"}}}',X'64607e68527595ef36f21c628a8a58fdf3c3bdad2de92cbbe93c0ca52f5fe67e');
INSERT INTO event VALUES(10,'2026-11-29T19:44:33Z','','vì thế','posting',NULL,'{"posting":{"amount_vnd":12345,"customer":"PA07AB0000009","day":"2024-08-15","kind":"prepaid"},"rows":{"account":{"rows":1,"sha256":"727569b11407e3b14083b72888faa5a510ac915665b9e82ea4acb42dabc041df"},"entry":{"rows":1,"sha256":"9aa1ae0fd5e36903354b6d8178374086146fdeb08a2403dbbb1b7b4a25511b7c"},"item":{"rows":1,"sha256":"e9b5ff777747e30c8f0245834375e6f6a3e29613c769d35e2416278b6f37d741"},"posting":{"rows":1,"sha256":"fa27de4e047c7401ef3bf9dc3dd50b5fcb16010ead5814eac06ed7e0ba2553e7"}}}',X'2691f292d6ea9aea40375f0e0751bca1cb0532e42b644987612432ff7d0da01c');
INSERT INTO event VALUES(11,'2026-11-29T19:44:44Z','','vì thế','posting',NULL,'{"posting":{"amount_vnd":-5000,"bill":"900000003","day":"2024-08-15","kind":"adjusted"},"rows":{"entry":{"rows":1,"sha256":"dcaf21bd0bb81a6502df440d21c3328e1a354a7ab3670fca3d5f0d3eb543f883"},"posting":{"rows":1,"sha256":"102f18536be2b0e9b67e8648a8b04f064842f46a567350c739f1da5983172766"}}}',X'78c165af8f4a093ed37bdb5d7f7d0e91d448835652939c6c3b869fb78a85d127');
INSERT INTO event VALUES(12,'2026-11-29T19:44:44Z','','thử','undo',10,'{"rows":{"entry":{"rows":1,"sha256":"0af3240914ad271163d42c6c042aa8b33328db649bc21c0e49234ed4fccee823"}}}',X'8ff1c3fdb8e0d4ae8c82d231c6e1ef60d293c010d8b2d47348e16c98636a9dda');
INSERT INTO event VALUES(13,'2026-11-29T19:44:45Z','','thử lại','undo',12,'{"rows":{"entry":{"rows":1,"sha256":"79f9e4cec46a2a3998199f518f614d2fec07d25c623edd9909cc9960d69f7e87"}}}',X'd8d5dae358994cfdd028d6fd27bb6bdeda6962763d50f83c6c64257929b7e597');
INSERT INTO event VALUES(14,'2026-11-29T19:44:45Z','','nhầm tệp','undo',8,'{"rows":{"entry":{"rows":4,"sha256":"b926af11cf4af6c234f8ebd8ac16f658bdb12671533d9fbf9938c9a7733c912c"}}}',X'2aa47f8ec71781864ffdcfcc0114b27fe3389cc6ba60d4f41f68e41110be96d4');
INSERT INTO event VALUES(15,'2026-11-29T19:44:45Z','','đúng rồi','undo',14,'{"rows":{"entry":{"rows":4,"sha256":"7158e2ae3eca6b20113214e47cac6fa1710b37b29f773c9f8352d8606f9b3ebb"}}}',X'982aeb053e191415faccd66f148b12655817a2bd9b24c969573eb0e0d260e5ef');
INSERT INTO event VALUES(16,'2026-11-29T19:44:45Z','','xong','lock',NULL,'{"months":{"figures":"{\"billed_vnd\":60000,\"bills\":1,\"definition\":\"household-cashless/all-paid\",\"denominator\":1,\"numerator\":1,\"unknown\":0,\"version\":2}","from":"2024-07","to":"2024-07"}}',X'd6bd496b2d827b9e4b4f8666d13fde3657225f9099008512113bb057b7458eed');
INSERT INTO event VALUES(17,'2026-11-29T19:44:45Z','','yêu cầu','erase',NULL,'{"erased":[7,8]}',X'1c0f702085337d517f621829ebccb8d049cc28702a046f8e89905ad8bf0b68b2');
CREATE TABLE import_event (
  id INTEGER PRIMARY KEY REFERENCES event,
  name TEXT NOT NULL, sha256 TEXT NOT NULL, layout TEXT NOT NULL,
  rows_in INTEGER NOT NULL CHECK (rows_in = imported + duplicates + rejected),
  imported INTEGER NOT NULL CHECK (imported >= 0),
  duplicates INTEGER NOT NULL CHECK (duplicates >= 0),
  rejected INTEGER NOT NULL CHECK (rejected >= 0)
) STRICT;
INSERT INTO import_event VALUES(1,'a.csv','b9500fc251e954240966373d526e67ef89427e24115a80d60aeaed4c5fab0f70','evn-fields',4,4,0,0);
INSERT INTO import_event VALUES(2,'f.csv','bd63522ca1732980f7c1936c466cc283b3e39e1d2b76e045dc4073b73c17bb09','figures',1,1,0,0);
INSERT INTO import_event VALUES(3,'ho.csv','295e19407020aeffce22ce5b9709033ce88c54ee06d1ff55b8fe230fafa1e633','register',2,2,0,0);
INSERT INTO import_event VALUES(4,'nguoi.csv','d69d371e0cdcb47086afba179230f7e3b3d27900a34c80fc42cbb15aa550c080','residents',2,2,0,0);
INSERT INTO import_event VALUES(5,'p.csv','0dbde4beeca802d73e86dec8de8c27bf8d4b84f31a661e186bc935bf5f2780bd','vietcombank',4,4,0,0);
INSERT INTO import_event VALUES(6,'tk.csv','ef6704024772d0821b8b9181e49ff9af3699b119108bff86d01c6776994b6be4','accounts',1,1,0,0);
INSERT INTO import_event VALUES(8,'b.csv','1ccfdd0ec2533778a20811ebd155b41b9f8a7e3dbae729831befc3a3edfdcaba','evn-fields',4,3,1,0);
CREATE TABLE source (
  sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, chunks INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO source VALUES('0dbde4beeca802d73e86dec8de8c27bf8d4b84f31a661e186bc935bf5f2780bd',289,1);
INSERT INTO source VALUES('1ccfdd0ec2533778a20811ebd155b41b9f8a7e3dbae729831befc3a3edfdcaba',422,1);
INSERT INTO source VALUES('295e19407020aeffce22ce5b9709033ce88c54ee06d1ff55b8fe230fafa1e633',235,1);
INSERT INTO source VALUES('b9500fc251e954240966373d526e67ef89427e24115a80d60aeaed4c5fab0f70',413,1);
INSERT INTO source VALUES('bd63522ca1732980f7c1936c466cc283b3e39e1d2b76e045dc4073b73c17bb09',91,1);
INSERT INTO source VALUES('d69d371e0cdcb47086afba179230f7e3b3d27900a34c80fc42cbb15aa550c080',127,1);
INSERT INTO source VALUES('ef6704024772d0821b8b9181e49ff9af3699b119108bff86d01c6776994b6be4',88,1);
CREATE TABLE source_chunk (
  sha256 TEXT NOT NULL REFERENCES source, number INTEGER NOT NULL,
  bytes INTEGER NOT NULL, is_deflated INTEGER NOT NULL, content BLOB,
  PRIMARY KEY (sha256, number)
) STRICT;
INSERT INTO source_chunk VALUES('b9500fc251e954240966373d526e67ef89427e24115a80d60aeaed4c5fab0f70',0,413,1,X'6d8f314ec3401045fb9cc207f852d66b073be560471ecb781cc10429d5b620a154dc819a23d022e502a40c17f14dd0d8c8c1225bacfeccd77bd2b4141a26a970d7511dc6d8eca143106aa19d5441eb8da02e03979d402ada872d933054efc96aede8773fc6968216bc2bd06c8483c93858b1d892cbe8d60d2fc60323460eef7c8a64653baced1f4a972c5dbe1cba8277a40a60c6fb19ef8dbaf01e7ff8d268b79e66e1188fe763f4fdfedc9fde0ed16b7f3aced4c94c9d99733227ffccb19b663337e7cfc353f4d27f7d5c7366e3b937269b9c29cc998d8ecbb53f');
INSERT INTO source_chunk VALUES('bd63522ca1732980f7c1936c466cc283b3e39e1d2b76e045dc4073b73c17bb09',0,91,0,X'4368e1bb89207469c3aa752c4be1bbb32c54e1bbad2073e1bb912c4de1baab752073e1bb912c5068e1bb912c4d696e68206368e1bba96e670a31302c7361752c332c342c5068e1bb9120312c73e1bb95207468656f2064c3b5690a');
INSERT INTO source_chunk VALUES('295e19407020aeffce22ce5b9709033ce88c54ee06d1ff55b8fe230fafa1e633',0,235,1,X'5dcd3b0e82401006e09e53cc01a670178d8515d8d060483c01a16008c916060e616ca0b0a030f15118adac9d7289f7989b18578d8fa9e695ef8fed0148b8c329091f9f6d42c22df68df02a858c849738176ec190dd1b2849aea7fab5c96f17e14d01d5c29e0da81154b5f0bac0075b92dd650464b726f72285b3f7732cdc55e85240a182be71079343941638441f9360300ec2812b35f99eb417e98f14a6983846a3fe6334ea1fc6f7ee');
INSERT INTO source_chunk VALUES('d69d371e0cdcb47086afba179230f7e3b3d27900a34c80fc42cbb15aa550c080',0,127,1,X'f33dbc5821e3e1ee993a1e0f77f72a941c5e95a7e3977e7841a54271665e864ef0c3dd13158e4c7cb8bb3b2f432125312f83cbc350c72ffdd88687bbe7662a782466ea1859e81b18e91b5a5a1ae818185b18408121978711429d53a28e81a1be81b1bea1a5058a32232e00');
INSERT INTO source_chunk VALUES('0dbde4beeca802d73e86dec8de8c27bf8d4b84f31a661e186bc935bf5f2780bd',0,289,1,X'f34b3fbca052213d33315f21e5e1eeeee40c9de087bb272a946424e62a2467643edcb5bf142a92f97077639e427a46a642dec3dd8b3104930f6fd6f13dbc45a1e4e1aec55c4606fa0616fa460646263a6e21863a3ac6a6060606063a018e06e68e4e20a68181617c48884249666a9e420a8830b000a956f0730ff5f754f0f50fe132324432c24847c7c200dd042324ed2196462664693142d262aca3630a72a84e724669656a1ed8782e00');
INSERT INTO source_chunk VALUES('ef6704024772d0821b8b9181e49ff9af3699b119108bff86d01c6776994b6be4',0,88,0,X'53e1bb9120c491e1bb8b6e682064616e682c4e67c3a26e2068c3a06e672c4e67c3a079206de1bb9f2c4e67c3a07920c491c3b36e670a3033383030303030303030312c4e48204de1bb99742c30312f30312f323032302c0a');
INSERT INTO source_chunk VALUES('1ccfdd0ec2533778a20811ebd155b41b9f8a7e3dbae729831befc3a3edfdcaba',0,422,1,X'7dce314ec3401005d03ea7f001be94dd4d1cdbe5c48e3c96f138840129d53650d040c31da839484e90122e929ba0dd450653648bd5cc7ce9e90fe47b2669713352e7d3d81fa171101aa0a3b45ebb9da06b3c37a3405a3afa3d9330540f14621de9e79ec681bcd67c5fa3df09fb80b10fc1624fa6a0ad89cfe28e6151c219b7c62a0f3754e18fa1592d4db98c5943aa7066da851d6e0f59fdfaf834131dfe8a2e38bfa2c37fd154d32e6cf1f079cabe3e9e2fe7f797eced723ecd689be82295dd047392d7512e9214bbda7c265fe95a25b00cd204e611ac120060f10d');
CREATE TABLE private_text (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, kind TEXT NOT NULL,
  digest BLOB NOT NULL, salt BLOB, text TEXT
) STRICT;
INSERT INTO private_text VALUES(1,3,'name',X'87f19ff40d58bf2cc3f14d29d67cc4f38f5ca5322b733555fde39dda36de7e18',X'dbb007cd9578d3a52105641c3e1b71d0','Người Một');
INSERT INTO private_text VALUES(2,3,'address',X'60d6c80bd361b4ac1dd87531466b268de9213a09cef0a657d7f2bac2fb64b44b',X'eba495926ea7f42afc9ad8ed2ee01135','1 Đường Hai');
INSERT INTO private_text VALUES(3,3,'name',X'1fc6a0f4fe6da198d48aadca62d0426339cf28cb8fb86a68ede62dabf7db015b',X'577a944f1b2989065fd98cba5f789b0a','Người Ba');
INSERT INTO private_text VALUES(4,3,'address',X'd87b00bb5185d774b4378ff8cad0b20614d71f03767e154107eaca5eb0f8c56c',X'9ab5661eb184bc75040d337dfb7d7087','2 Đường Hai');
INSERT INTO private_text VALUES(5,4,'name',X'f579371b370e9b4ecf49bbb119db465e92c5bde6adb5b315ec07a8bac77868b3',X'be10612839ce05beaf03e8527fbdb727','Người Hai');
INSERT INTO private_text VALUES(6,4,'citizen',X'e8ef970fbeb2d1475679eb2fd71dcce7cf871db6eeef12db0129c0d3b36eed78',X'44d66ff6b3d688002e29f49b066aa87e','038000000001');
INSERT INTO private_text VALUES(7,4,'name',X'd78ab6eb54a0449a6544650f0049483d545ac82ea6fe8c93f9b0cbdd0f2655e7',NULL,NULL);
INSERT INTO private_text VALUES(8,4,'citizen',X'ceef5d79acda8d6ee834e56845a53d3b5fa5f49a358be7e32444ed90f1287162',NULL,NULL);
INSERT INTO private_text VALUES(9,5,'narration',X'f7f0f0fb6fadd26a5d2843105767edb20d1908ade489f15156fad8e63a839cdc',X'c1b994e5319fa9936b49cb9ce06010f0','PA07AB0000001_TT tien dien 082024 NGUOI MOT');
INSERT INTO private_text VALUES(10,5,'narration',X'139d2e81c0d9bbdb1d09889911354dfaf1bc336199a97344eb640eca0e07385b',X'c6820f345de7c866c7cc94a2dfef9846','PA07AB0000002 tien dien T924');
INSERT INTO private_text VALUES(11,5,'narration',X'b8938845a3e0e4fe52b1c0ee27a32e2bb0e5595b7a670cf2db311cb3246ef6cb',X'7f60ec6704af4e081f4ad4b9bd2c5974','PA07AB0000002 tien dien T924');
INSERT INTO private_text VALUES(12,5,'narration',X'3f3312fa12f85b9c19d78fc847dde8695ba9c07328a0ae2229b830587f2111cf',X'795a20517f207fc1e65f0c4d03f6f3c3','chuyen tien');
CREATE TABLE rejected_row (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL,
  code TEXT NOT NULL, severity TEXT NOT NULL,
  message_vi TEXT NOT NULL, message_en TEXT NOT NULL, hint_vi TEXT, hint_en TEXT,
  file TEXT, part TEXT, sheet TEXT, cell TEXT, line INTEGER, byte_offset INTEGER
) STRICT;
CREATE TABLE household (
  id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
  sheet TEXT, line INTEGER NOT NULL,
  household_id TEXT NOT NULL, head_name INTEGER NOT NULL REFERENCES private_text,
  pho TEXT NOT NULL, address INTEGER NOT NULL REFERENCES private_text,
  members INTEGER, members_over_15 INTEGER, customer_codes TEXT NOT NULL
) STRICT;
INSERT INTO household VALUES(1,X'6164546b6468ff23d0e710f47d2db18c',3,NULL,2,'H1',1,'Phố 1',2,4,3,'PA07AB0000001;PA07AB0000002');
INSERT INTO household VALUES(2,X'8fe3be5801b67a9be2c1e8a978bafeda',3,NULL,3,'H2',3,'Phố 2',4,2,2,'PA07AB0000003');
CREATE TABLE resident (
  id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
  sheet TEXT, line INTEGER NOT NULL,
  household_id TEXT NOT NULL, name INTEGER NOT NULL REFERENCES private_text,
  born INTEGER NOT NULL, citizen INTEGER NOT NULL REFERENCES private_text
) STRICT;
INSERT INTO resident VALUES(1,X'd358340172a59147a222592163d8e375',4,NULL,2,'H1',5,19900228,6);
INSERT INTO resident VALUES(2,X'2983e3a53b6d15122c4dbf4b1ff48141',4,NULL,3,'H2',7,19800301,8);
CREATE TABLE payment_account (
  id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
  sheet TEXT, line INTEGER NOT NULL,
  citizen INTEGER NOT NULL REFERENCES private_text, bank TEXT NOT NULL,
  opened_on INTEGER NOT NULL, closed_on INTEGER
) STRICT;
INSERT INTO payment_account VALUES(1,X'f4d78e6f01bdaeb444e840708dd77329',6,NULL,2,6,'NH Một',20200101,NULL);
CREATE TABLE figure (
  id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
  sheet TEXT, line INTEGER NOT NULL,
  criterion INTEGER NOT NULL, report_column TEXT NOT NULL, numerator INTEGER NOT NULL,
  denominator INTEGER NOT NULL, pho TEXT, evidence TEXT
) STRICT;
INSERT INTO figure VALUES(1,X'f976166637379139e19b08f3c803298b',2,NULL,2,10,'after',3,4,'Phố 1','sổ theo dõi');
CREATE TABLE bill (
  id INTEGER PRIMARY KEY, item INTEGER NOT NULL, identity BLOB NOT NULL,
  event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL,
  customer INTEGER NOT NULL, month INTEGER NOT NULL, cycle INTEGER NOT NULL,
  issued_on INTEGER, amount_vnd INTEGER NOT NULL, is_residential INTEGER NOT NULL,
  is_paid INTEGER, paid_on INTEGER, channel INTEGER NOT NULL, collector TEXT,
  UNIQUE (item, identity)
) STRICT;
INSERT INTO bill VALUES(1,1,X'22f3810cbd5ae88474832b67c337b17b',1,NULL,2,6,202408,1,20240803,350000,1,0,NULL,7,NULL);
INSERT INTO bill VALUES(2,2,X'daa07a5523d8bb412ddcd0254d48c685',1,NULL,3,8,202408,1,20240803,200000,1,1,20240809,9,'NH1');
INSERT INTO bill VALUES(3,3,X'984a58244648ef1ccdfdc940d5950706',1,NULL,4,10,202408,1,20240803,70000,1,1,20240810,11,'NH1');
INSERT INTO bill VALUES(4,4,X'0da5e38b9b669574b24a27b82d939e93',1,NULL,5,10,202407,1,20240703,60000,1,0,NULL,7,NULL);
INSERT INTO bill VALUES(5,1,X'65012832100de3c869205f6d6b69fbee',8,NULL,2,6,202408,1,20240803,350000,1,1,20240820,12,'NH2');
INSERT INTO bill VALUES(6,9,X'501a4a4ebd821255b8d4c3d4e5070007',8,NULL,4,6,202407,1,20240703,60000,1,1,20240815,12,'NH1');
INSERT INTO bill VALUES(7,10,X'cbad8f79d39c4e33693922f415a3e856',8,NULL,5,8,202409,1,20240903,80000,1,NULL,NULL,7,NULL);
CREATE TABLE payment (
  id INTEGER PRIMARY KEY, identity BLOB NOT NULL UNIQUE, event_id INTEGER NOT NULL,
  sheet TEXT, line INTEGER NOT NULL,
  kind TEXT NOT NULL, day INTEGER NOT NULL, amount_vnd INTEGER NOT NULL,
  narration INTEGER NOT NULL, reference TEXT NOT NULL, customer_code TEXT,
  bill_id TEXT, channel INTEGER NOT NULL
) STRICT;
INSERT INTO payment VALUES(5,X'dbb2d44c8a25706d4292d05bd5aeb9fa',5,NULL,2,'bankStatement',20240820,350000,9,'FT1',NULL,NULL,7);
INSERT INTO payment VALUES(6,X'ca59969b58628a6610a6868bfbd70728',5,NULL,3,'bankStatement',20240821,80000,10,'FT2',NULL,NULL,7);
INSERT INTO payment VALUES(7,X'fca41cb98f9b12b43b9cdc6ab4da3f73',5,NULL,4,'bankStatement',20240821,80000,11,'FT2',NULL,NULL,7);
INSERT INTO payment VALUES(8,X'1336f9eaaa25ea454ca3d1b9275ca915',5,NULL,5,'bankStatement',20240822,55000,12,'FT3',NULL,NULL,7);
CREATE TABLE sighting (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL, sheet TEXT, line INTEGER NOT NULL
) STRICT;
INSERT INTO sighting VALUES(1,'bill',2,8,NULL,3);
CREATE TABLE account (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
  UNIQUE (kind, name)
) STRICT;
INSERT INTO account VALUES(1,1,'billing','');
INSERT INTO account VALUES(2,1,'suspense','');
INSERT INTO account VALUES(3,1,'adjustments','');
INSERT INTO account VALUES(4,1,'written-off','');
INSERT INTO account VALUES(5,1,'bank','');
INSERT INTO account VALUES(6,1,'receivable','PA07AB0000001');
INSERT INTO account VALUES(7,1,'channel-unknown','');
INSERT INTO account VALUES(8,1,'receivable','PA07AB0000002');
INSERT INTO account VALUES(9,1,'channel-cashless','Ví điện tử');
INSERT INTO account VALUES(10,1,'receivable','PA07AB0000003');
INSERT INTO account VALUES(11,1,'channel-unknown','Kênh lạ');
INSERT INTO account VALUES(12,8,'channel-cashless','QR Code');
INSERT INTO account VALUES(13,10,'receivable','PA07AB0000009');
CREATE TABLE item (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL, bill_id TEXT UNIQUE,
  customer INTEGER, same_as INTEGER
) STRICT;
INSERT INTO item VALUES(1,1,'900000001',6,NULL);
INSERT INTO item VALUES(2,1,'900000002',8,NULL);
INSERT INTO item VALUES(3,1,'900000003',10,NULL);
INSERT INTO item VALUES(4,1,'900000004',10,NULL);
INSERT INTO item VALUES(5,5,NULL,NULL,NULL);
INSERT INTO item VALUES(6,5,NULL,NULL,NULL);
INSERT INTO item VALUES(7,5,NULL,NULL,NULL);
INSERT INTO item VALUES(8,5,NULL,NULL,NULL);
INSERT INTO item VALUES(9,8,NULL,6,4);
INSERT INTO item VALUES(10,8,'900000005',8,NULL);
INSERT INTO item VALUES(11,10,NULL,13,NULL);
CREATE TABLE ruling (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
  payment INTEGER NOT NULL REFERENCES payment, kind TEXT NOT NULL
) STRICT;
INSERT INTO ruling VALUES(1,7,5,'ruled');
CREATE TABLE share (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
  ruling INTEGER NOT NULL REFERENCES ruling, item INTEGER NOT NULL REFERENCES item,
  amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0)
) STRICT;
INSERT INTO share VALUES(1,7,1,1,350000);
CREATE TABLE posting (
  id INTEGER PRIMARY KEY, event_id INTEGER NOT NULL REFERENCES event,
  item INTEGER NOT NULL REFERENCES item, kind INTEGER NOT NULL,
  debit INTEGER NOT NULL REFERENCES account, credit INTEGER NOT NULL REFERENCES account,
  amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0), day INTEGER NOT NULL
) STRICT;
INSERT INTO posting VALUES(1,10,11,7,5,13,12345,20240815);
INSERT INTO posting VALUES(2,11,3,2,3,10,5000,20240815);
CREATE TABLE entry (
  item INTEGER NOT NULL, seq INTEGER NOT NULL, event_id INTEGER NOT NULL,
  kind INTEGER NOT NULL, debit INTEGER NOT NULL, credit INTEGER NOT NULL,
  amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0), day INTEGER NOT NULL,
  reverses INTEGER, payment INTEGER,
  CHECK (debit <> credit), PRIMARY KEY (item, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO entry VALUES(1,1,1,1,6,1,350000,20240803,NULL,NULL);
INSERT INTO entry VALUES(1,2,7,3,2,6,350000,20240820,NULL,5);
INSERT INTO entry VALUES(2,1,1,1,8,1,200000,20240803,NULL,NULL);
INSERT INTO entry VALUES(2,2,1,3,9,8,200000,20240809,NULL,NULL);
INSERT INTO entry VALUES(3,1,1,1,10,1,70000,20240803,NULL,NULL);
INSERT INTO entry VALUES(3,2,1,3,11,10,70000,20240810,NULL,NULL);
INSERT INTO entry VALUES(3,3,11,2,3,10,5000,20240815,NULL,NULL);
INSERT INTO entry VALUES(4,1,1,1,10,1,60000,20240703,NULL,NULL);
INSERT INTO entry VALUES(4,2,9,10,1,10,60000,20240703,1,NULL);
INSERT INTO entry VALUES(4,3,14,1,10,1,60000,20240703,NULL,NULL);
INSERT INTO entry VALUES(4,4,15,10,1,10,60000,20240703,3,NULL);
INSERT INTO entry VALUES(5,1,5,6,5,2,350000,20240820,NULL,NULL);
INSERT INTO entry VALUES(6,1,5,6,5,2,80000,20240821,NULL,NULL);
INSERT INTO entry VALUES(7,1,5,6,5,2,80000,20240821,NULL,NULL);
INSERT INTO entry VALUES(8,1,5,6,5,2,55000,20240822,NULL,NULL);
INSERT INTO entry VALUES(9,1,9,1,6,1,60000,20240703,NULL,NULL);
INSERT INTO entry VALUES(9,2,9,3,12,6,60000,20240815,NULL,NULL);
INSERT INTO entry VALUES(9,3,14,10,1,6,60000,20240703,1,NULL);
INSERT INTO entry VALUES(9,4,14,10,6,12,60000,20240815,2,NULL);
INSERT INTO entry VALUES(9,5,15,1,6,1,60000,20240703,NULL,NULL);
INSERT INTO entry VALUES(9,6,15,3,12,6,60000,20240815,NULL,NULL);
INSERT INTO entry VALUES(10,1,8,1,8,1,80000,20240903,NULL,NULL);
INSERT INTO entry VALUES(10,2,14,10,1,8,80000,20240903,1,NULL);
INSERT INTO entry VALUES(10,3,15,1,8,1,80000,20240903,NULL,NULL);
INSERT INTO entry VALUES(11,1,10,7,5,13,12345,20240815,NULL,NULL);
INSERT INTO entry VALUES(11,2,12,10,13,5,12345,20240815,1,NULL);
INSERT INTO entry VALUES(11,3,13,7,5,13,12345,20240815,NULL,NULL);
CREATE INDEX import_of_source ON import_event (sha256);
CREATE INDEX citizen ON private_text (text) WHERE kind = 'citizen';
CREATE INDEX payment_of_line ON payment (event_id, line);
CREATE INDEX sighting_of_record ON sighting (kind, record_id, event_id);
CREATE INDEX sighting_of_line ON sighting (event_id, line);
CREATE INDEX item_of_customer ON item (customer) WHERE customer IS NOT NULL;
CREATE INDEX item_same_as ON item (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX ruling_of_payment ON ruling (payment);
CREATE INDEX share_of_ruling ON share (ruling);
CREATE INDEX share_of_item ON share (item);
CREATE INDEX posting_of_item ON posting (item);
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
CREATE TRIGGER household_no_update BEFORE UPDATE ON household
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER household_no_delete BEFORE DELETE ON household
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER resident_no_update BEFORE UPDATE ON resident
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER resident_no_delete BEFORE DELETE ON resident
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payment_account_no_update BEFORE UPDATE ON payment_account
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payment_account_no_delete BEFORE DELETE ON payment_account
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER bill_no_update BEFORE UPDATE ON bill
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER bill_no_delete BEFORE DELETE ON bill
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment
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
CREATE TRIGGER share_no_update BEFORE UPDATE ON share
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER share_no_delete BEFORE DELETE ON share
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER private_text_no_update BEFORE UPDATE ON private_text
WHEN NEW.text IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.id IS NOT OLD.id
  OR NEW.event_id IS NOT OLD.event_id OR NEW.kind IS NOT OLD.kind
  OR NEW.digest IS NOT OLD.digest
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
COMMIT;
