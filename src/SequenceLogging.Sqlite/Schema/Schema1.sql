-- Version 1; the files with higher numbers say what came later. Tables hold numbers where numbers are compact; the views
-- below show them as a person reads them. Times are microseconds since 1970-01-01 UTC. sequences.id is ((year * 12 + month - 1) << 40) | number, so that ids
-- sort by year, month and number.

CREATE TABLE sequence_counter (
    year        INTEGER NOT NULL,
    month       INTEGER NOT NULL,
    counter     INTEGER NOT NULL,               -- the last number issued
    PRIMARY KEY (year, month)
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
CREATE INDEX sequences_by_user   ON sequences (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX sequences_by_status ON sequences (status, id);

-- Sequences that are known by a key of their own, such as the group of an imported file.
CREATE TABLE sequence_keys (
    key         TEXT    PRIMARY KEY,
    sequence    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE step_kinds (
    id          INTEGER PRIMARY KEY,
    component   TEXT    NOT NULL,               -- '' for none
    step_name   TEXT    NOT NULL,
    UNIQUE (component, step_name)
);

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
CREATE UNIQUE INDEX steps_by_sequence ON steps (sequence, step_order);

-- Errors of a sequence that belong to no step.
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
CREATE INDEX errors_by_sequence ON errors (sequence);

-- Status changes by name.
CREATE TABLE status_changes (
    id          INTEGER PRIMARY KEY,
    sequence    INTEGER NOT NULL,
    after_step  INTEGER NOT NULL,
    timestamp   INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    reason      TEXT
);
CREATE INDEX status_changes_by_sequence ON status_changes (sequence);

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
CREATE UNIQUE INDEX links_by_entity ON links (component, entity_id, sequence, entity_type, link_type);
CREATE INDEX links_by_sequence ON links (sequence);

-- Statistics, written in the transaction of the records that they count. month is 202507; durations and waits are
-- exponential histograms of milliseconds (scale 5), as DurationHistogram writes them.
CREATE TABLE step_statistics (
    month       INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    durations   BLOB    NOT NULL,
    PRIMARY KEY (month, kind, status)
) WITHOUT ROWID;

CREATE TABLE step_transitions (
    month       INTEGER NOT NULL,
    from_kind   INTEGER NOT NULL,
    to_kind     INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    waits       BLOB    NOT NULL,
    PRIMARY KEY (month, from_kind, to_kind)
) WITHOUT ROWID;

CREATE TABLE store_totals (
    name        TEXT    PRIMARY KEY,
    value       INTEGER NOT NULL
) WITHOUT ROWID;

-- What became of everything emitted, over all processes.
CREATE TABLE delivery_totals (
    outcome     TEXT    NOT NULL,               -- emitted, stored, duplicate, rejected, dropped
    reason      TEXT    NOT NULL,
    count       INTEGER NOT NULL,
    PRIMARY KEY (outcome, reason)
) WITHOUT ROWID;

-- How far each producer's records have been taken: a batch that is written again changes nothing.
CREATE TABLE delivery_positions (
    producer    TEXT    PRIMARY KEY,
    position    INTEGER NOT NULL
) WITHOUT ROWID;

-- Records with a name of their own (imported lines), so that the same one twice is one.
CREATE TABLE event_ids (
    id          BLOB    PRIMARY KEY
) WITHOUT ROWID;

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
