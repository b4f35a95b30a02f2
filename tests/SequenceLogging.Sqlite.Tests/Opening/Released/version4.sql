BEGIN TRANSACTION;
CREATE TABLE daily_statistics (
    day         INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    durations   BLOB    NOT NULL,
    PRIMARY KEY (day, kind, status)
) WITHOUT ROWID;
INSERT INTO "daily_statistics" VALUES(20250731,1,1,3,X'0000000000000000');
INSERT INTO "daily_statistics" VALUES(20250731,2,1,3,X'0000000000C04E40960203');
INSERT INTO "daily_statistics" VALUES(20250731,3,1,2,X'0000000000000000');
INSERT INTO "daily_statistics" VALUES(20250901,4,1,1,X'0000000000000000');
CREATE TABLE delivery_positions (
    producer    TEXT    PRIMARY KEY,
    position    INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "delivery_positions" VALUES('3edc749091704200b268d83533dcc1c2',16);
CREATE TABLE delivery_totals (
    outcome     TEXT    NOT NULL,               -- emitted, stored, duplicate, rejected, dropped
    reason      TEXT    NOT NULL,
    count       INTEGER NOT NULL,
    PRIMARY KEY (outcome, reason)
) WITHOUT ROWID;
INSERT INTO "delivery_totals" VALUES('emitted','',16);
INSERT INTO "delivery_totals" VALUES('rejected','no_sequence',1);
INSERT INTO "delivery_totals" VALUES('stored','',15);
CREATE TABLE errors (
    id          INTEGER PRIMARY KEY,
    sequence    INTEGER NOT NULL,
    after_step  INTEGER NOT NULL,
    timestamp   INTEGER NOT NULL,
    component   TEXT,
    message     TEXT,
    metadata    TEXT,
    error       TEXT,
    trace       BLOB
);
INSERT INTO "errors" VALUES(1,26724729624723458,2,1754006342500000,NULL,'It failed',NULL,'System.InvalidOperationException: no price',NULL);
CREATE TABLE event_ids (
    id          BLOB    PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE id_gaps (
    year        INTEGER NOT NULL,
    month       INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    PRIMARY KEY (year, month, reason, first)
) WITHOUT ROWID;
INSERT INTO "id_gaps" VALUES(2025,7,'before_version_3',4,6);
INSERT INTO "id_gaps" VALUES(2025,8,'before_version_3',1,2);
INSERT INTO "id_gaps" VALUES(2025,9,'before_version_3',1,1);
CREATE TABLE links (
    id          INTEGER PRIMARY KEY,
    sequence    INTEGER NOT NULL,
    component   TEXT    NOT NULL,
    entity_type TEXT    NOT NULL,
    entity_id   TEXT    NOT NULL,
    link_type   TEXT    NOT NULL,
    first_seen  INTEGER NOT NULL,
    last_seen   INTEGER NOT NULL,
    metadata    TEXT
);
INSERT INTO "links" VALUES(1,26724729624723457,'ads','ad','1','primary',1754006341250000,1754006341250000,NULL);
INSERT INTO "links" VALUES(2,26724729624723458,'ads','ad','2','primary',1754006342250000,1754006342250000,NULL);
INSERT INTO "links" VALUES(3,26724729624723459,'ads','ad','3','primary',1754006343750000,1754006343750000,NULL);
CREATE TABLE losses (
    id          INTEGER PRIMARY KEY,
    sequence    INTEGER NOT NULL,
    after_step  INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    count       INTEGER NOT NULL,
    first_at    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL
);
CREATE TABLE rejected_records (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    sequence    INTEGER,                        -- where it is known
    reason      TEXT    NOT NULL,
    count       INTEGER NOT NULL,               -- how many records it would have been
    timestamp   INTEGER NOT NULL,
    message     TEXT,
    metadata    TEXT,
    error       TEXT,
    record      BLOB,                           -- the record as it came, where it can be tried again
    producer    TEXT    NOT NULL,
    position    INTEGER NOT NULL
);
INSERT INTO "rejected_records" VALUES(1,NULL,'no_sequence',1,1754006344750000,'Nobody''s','{"StepName":"Nobody''s"}',NULL,NULL,'3edc749091704200b268d83533dcc1c2',15);
CREATE TABLE sequence_counter (
    year        INTEGER NOT NULL,
    month       INTEGER NOT NULL,
    counter     INTEGER NOT NULL,               -- the last number issued
    PRIMARY KEY (year, month)
) WITHOUT ROWID;
INSERT INTO "sequence_counter" VALUES(2025,7,7);
INSERT INTO "sequence_counter" VALUES(2025,8,3);
INSERT INTO "sequence_counter" VALUES(2025,9,2);
CREATE TABLE sequence_keys (
    key         TEXT    PRIMARY KEY,
    sequence    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE sequences (
    id              INTEGER PRIMARY KEY,
    sequence_id     TEXT    NOT NULL UNIQUE,
    user_id         TEXT,
    username        TEXT,
    language        TEXT,
    status          INTEGER NOT NULL,           -- 0 active, 1 completed, 2 failed, 3 abandoned
    step_count      INTEGER NOT NULL,
    last_step_kind  INTEGER,
    last_step_at    INTEGER,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    completed_at    INTEGER,                    -- when it was ended by name
    metadata        TEXT
);
INSERT INTO "sequences" VALUES(26724729624723457,'SEQ-2025-07-00001','101','ann','en',0,2,2,1754006341000000,1754006340500000,1754006341250000,NULL,NULL);
INSERT INTO "sequences" VALUES(26724729624723458,'SEQ-2025-07-00002','102',NULL,NULL,2,2,2,1754006342000000,1754006341500000,1754006342750000,1754006342750000,NULL);
INSERT INTO "sequences" VALUES(26724729624723459,'SEQ-2025-07-00003','103',NULL,NULL,1,2,2,1754006343500000,1754006343000000,1754006344000000,1754006344000000,NULL);
INSERT INTO "sequences" VALUES(26724729624723463,'SEQ-2025-07-00007',NULL,NULL,NULL,0,1,3,1754006344250000,1754006344250000,1754006344250000,NULL,NULL);
INSERT INTO "sequences" VALUES(26725829136351235,'SEQ-2025-08-00003',NULL,NULL,NULL,0,1,3,1754006344500000,1754006344500000,1754006344500000,NULL,NULL);
INSERT INTO "sequences" VALUES(26726928647979010,'SEQ-2025-09-00002','105',NULL,NULL,0,1,4,1756684800750000,1756684800500000,1756684800750000,NULL,NULL);
CREATE TABLE status_changes (
    id          INTEGER PRIMARY KEY,
    sequence    INTEGER NOT NULL,
    after_step  INTEGER NOT NULL,
    timestamp   INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    reason      TEXT
);
INSERT INTO "status_changes" VALUES(1,26724729624723458,2,1754006342750000,2,'no price');
INSERT INTO "status_changes" VALUES(2,26724729624723459,2,1754006344000000,1,NULL);
CREATE TABLE step_kinds (
    id          INTEGER PRIMARY KEY,
    component   TEXT    NOT NULL,               -- '' for none
    step_name   TEXT    NOT NULL,
    UNIQUE (component, step_name)
);
INSERT INTO "step_kinds" VALUES(1,'User','User_Flow_1_Start');
INSERT INTO "step_kinds" VALUES(2,'CreateAd','CreateAd_Step_6_CalculatePrice');
INSERT INTO "step_kinds" VALUES(3,'','Elsewhere');
INSERT INTO "step_kinds" VALUES(4,'','One');
CREATE TABLE step_places (
    kind        INTEGER NOT NULL,
    place       INTEGER NOT NULL,
    PRIMARY KEY (kind, place)
) WITHOUT ROWID;
INSERT INTO "step_places" VALUES(1,208786950193152);
INSERT INTO "step_places" VALUES(2,208786950193152);
INSERT INTO "step_places" VALUES(3,208786950193152);
INSERT INTO "step_places" VALUES(3,208795540127744);
INSERT INTO "step_places" VALUES(4,208804130062336);
CREATE TABLE step_statistics (
    month       INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    durations   BLOB    NOT NULL,
    PRIMARY KEY (month, kind, status)
) WITHOUT ROWID;
INSERT INTO "step_statistics" VALUES(202507,1,1,3,X'0000000000000000');
INSERT INTO "step_statistics" VALUES(202507,2,1,3,X'0000000000C04E40960203');
INSERT INTO "step_statistics" VALUES(202507,3,1,2,X'0000000000000000');
INSERT INTO "step_statistics" VALUES(202509,4,1,1,X'0000000000000000');
CREATE TABLE step_transitions (
    month       INTEGER NOT NULL,
    from_kind   INTEGER NOT NULL,
    to_kind     INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    waits       BLOB    NOT NULL,
    PRIMARY KEY (month, from_kind, to_kind)
) WITHOUT ROWID;
INSERT INTO "step_transitions" VALUES(202507,1,2,3,X'0000000000708740FC0303');
CREATE TABLE steps (
    id          INTEGER PRIMARY KEY,            -- the order in which the store took them
    sequence    INTEGER NOT NULL,
    step_order  INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    status      INTEGER NOT NULL,               -- 0 started, 1 completed, 2 failed, 3 skipped
    timestamp   INTEGER NOT NULL,
    duration_ms REAL,
    message     TEXT,
    metadata    TEXT,
    error       TEXT,
    trace       BLOB                            -- 16 bytes trace id, 8 bytes span id
);
INSERT INTO "steps" VALUES(1,26724729624723457,1,1,1,1754006340750000,NULL,'User_Flow_1_Start from /start',NULL,NULL,NULL);
INSERT INTO "steps" VALUES(2,26724729624723457,2,2,1,1754006341000000,20.5,'CreateAd_Step_6_CalculatePrice: 12.5 TON in 20.5','{"Price":12.5,"Currency":"TON"}',NULL,NULL);
INSERT INTO "steps" VALUES(3,26724729624723458,1,1,1,1754006341750000,NULL,'User_Flow_1_Start from /start',NULL,NULL,NULL);
INSERT INTO "steps" VALUES(4,26724729624723458,2,2,1,1754006342000000,20.5,'CreateAd_Step_6_CalculatePrice: 12.5 TON in 20.5','{"Price":12.5,"Currency":"TON"}',NULL,NULL);
INSERT INTO "steps" VALUES(5,26724729624723459,1,1,1,1754006343250000,NULL,'User_Flow_1_Start from /start',NULL,NULL,NULL);
INSERT INTO "steps" VALUES(6,26724729624723459,2,2,1,1754006343500000,20.5,'CreateAd_Step_6_CalculatePrice: 12.5 TON in 20.5','{"Price":12.5,"Currency":"TON"}',NULL,NULL);
INSERT INTO "steps" VALUES(7,26724729624723463,1,3,1,1754006344250000,NULL,'Elsewhere',NULL,NULL,NULL);
INSERT INTO "steps" VALUES(8,26725829136351235,1,3,1,1754006344500000,NULL,'Elsewhere',NULL,NULL,NULL);
INSERT INTO "steps" VALUES(9,26726928647979010,1,4,1,1756684800750000,NULL,'One',NULL,NULL,NULL);
CREATE TABLE store_totals (
    name        TEXT    PRIMARY KEY,
    value       INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "store_totals" VALUES('known_steps',9);
INSERT INTO "store_totals" VALUES('last_activity',1756684800750000);
INSERT INTO "store_totals" VALUES('links',3);
INSERT INTO "store_totals" VALUES('repeated_batches',1);
INSERT INTO "store_totals" VALUES('sequences_active',4);
INSERT INTO "store_totals" VALUES('sequences_completed',1);
INSERT INTO "store_totals" VALUES('sequences_failed',1);
CREATE INDEX sequences_by_user   ON sequences (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX sequences_by_status ON sequences (status, id);
CREATE UNIQUE INDEX steps_by_sequence ON steps (sequence, step_order);
CREATE INDEX errors_by_sequence ON errors (sequence);
CREATE INDEX status_changes_by_sequence ON status_changes (sequence);
CREATE UNIQUE INDEX links_by_entity ON links (component, entity_id, sequence, entity_type, link_type);
CREATE INDEX links_by_sequence ON links (sequence);
CREATE UNIQUE INDEX losses_by_sequence ON losses (sequence, after_step, reason);
CREATE INDEX rejected_records_by_place ON rejected_records (producer, position);
CREATE INDEX rejected_records_by_sequence ON rejected_records (sequence) WHERE sequence IS NOT NULL;
CREATE VIEW global_sequences AS
SELECT s.sequence_id,
       s.user_id,
       s.username,
       s.language,
       CASE s.status WHEN 0 THEN 'active' WHEN 1 THEN 'completed' WHEN 2 THEN 'failed' ELSE 'abandoned' END AS status,
       k.step_name AS current_step,
       s.step_count,
       strftime('%Y-%m-%dT%H:%M:%S', s.created_at / 1000000 - (s.created_at % 1000000 < 0), 'unixepoch')
           || printf('.%06dZ', (s.created_at % 1000000 + 1000000) % 1000000) AS created_at,
       strftime('%Y-%m-%dT%H:%M:%S', s.updated_at / 1000000 - (s.updated_at % 1000000 < 0), 'unixepoch')
           || printf('.%06dZ', (s.updated_at % 1000000 + 1000000) % 1000000) AS updated_at,
       strftime('%Y-%m-%dT%H:%M:%S', s.completed_at / 1000000 - (s.completed_at % 1000000 < 0), 'unixepoch')
           || printf('.%06dZ', (s.completed_at % 1000000 + 1000000) % 1000000) AS completed_at,
       s.metadata
  FROM sequences s
  LEFT JOIN step_kinds k ON k.id = s.last_step_kind;
CREATE VIEW global_sequence_steps AS
SELECT t.id,
       s.sequence_id,
       t.step_order,
       k.step_name,
       s.sequence_id || ':' || k.step_name AS qualified_step,
       nullif(k.component, '') AS component,
       CASE t.status WHEN 0 THEN 'started' WHEN 1 THEN 'completed' WHEN 2 THEN 'failed' ELSE 'skipped' END AS status,
       strftime('%Y-%m-%dT%H:%M:%S', t.timestamp / 1000000 - (t.timestamp % 1000000 < 0), 'unixepoch')
           || printf('.%06dZ', (t.timestamp % 1000000 + 1000000) % 1000000) AS timestamp,
       t.duration_ms,
       t.message,
       t.metadata,
       t.error,
       lower(hex(substr(t.trace, 1, 16))) AS trace_id,
       lower(hex(substr(t.trace, 17, 8))) AS span_id
  FROM steps t
  JOIN sequences s ON s.id = t.sequence
  JOIN step_kinds k ON k.id = t.kind;
CREATE VIEW global_component_links AS
SELECT l.id,
       s.sequence_id,
       l.component,
       l.entity_type,
       l.entity_id,
       l.link_type,
       strftime('%Y-%m-%dT%H:%M:%S', l.first_seen / 1000000 - (l.first_seen % 1000000 < 0), 'unixepoch')
           || printf('.%06dZ', (l.first_seen % 1000000 + 1000000) % 1000000) AS first_seen,
       strftime('%Y-%m-%dT%H:%M:%S', l.last_seen / 1000000 - (l.last_seen % 1000000 < 0), 'unixepoch')
           || printf('.%06dZ', (l.last_seen % 1000000 + 1000000) % 1000000) AS last_seen,
       l.metadata
  FROM links l
  JOIN sequences s ON s.id = l.sequence;
CREATE INDEX sequence_keys_by_sequence ON sequence_keys (sequence);
CREATE INDEX sequences_by_time ON sequences (id >> 40, created_at);
CREATE INDEX steps_with_error ON steps (timestamp) WHERE status = 2 OR error IS NOT NULL;
CREATE INDEX errors_by_time ON errors (timestamp);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('rejected_records',1);
COMMIT;
PRAGMA application_id = 1397051724;
PRAGMA user_version = 4;
