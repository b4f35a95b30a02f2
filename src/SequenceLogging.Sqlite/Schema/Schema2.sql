-- Version 2: a place for what was dropped, and for what was rejected.

-- Gaps: records of a sequence that were dropped. Sequence 0 stands for those of which none is known.
CREATE TABLE losses (
    id          INTEGER PRIMARY KEY,
    sequence    INTEGER NOT NULL,
    after_step  INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    count       INTEGER NOT NULL,
    first_at    INTEGER NOT NULL,
    last_at     INTEGER NOT NULL
);
CREATE UNIQUE INDEX losses_by_sequence ON losses (sequence, after_step, reason);

-- What was logged and made no sense, the newest of it.
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
CREATE INDEX rejected_records_by_place ON rejected_records (producer, position);
CREATE INDEX rejected_records_by_sequence ON rejected_records (sequence) WHERE sequence IS NOT NULL;
