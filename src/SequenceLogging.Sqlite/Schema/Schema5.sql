-- Version 5: steps are written without an index, and found by what they say.

-- A step names the one before it, and a sequence its first and last. An index over all steps took more than half of all
-- writing where thousands of journeys go on at once, since each of them has a page of its own in it.

ALTER TABLE sequences ADD COLUMN first_step INTEGER;    -- steps.id
ALTER TABLE sequences ADD COLUMN last_step INTEGER;     -- steps.id

UPDATE sequences
   SET first_step = (SELECT min(id) FROM steps WHERE sequence = sequences.id),
       last_step = (SELECT max(id) FROM steps WHERE sequence = sequences.id)
 WHERE step_count > 0;

CREATE TABLE chained_steps (
    id          INTEGER PRIMARY KEY,            -- the order in which the store took them
    sequence    INTEGER NOT NULL,
    step_order  INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    status      INTEGER NOT NULL,               -- 0 started, 1 completed, 2 failed, 3 skipped
    timestamp   INTEGER NOT NULL,
    previous    INTEGER,                        -- the sequence's step before this one; NULL for its first
    duration_ms REAL,
    message     TEXT,
    metadata    TEXT,
    error       TEXT,
    trace       BLOB                            -- 16 bytes trace id, 8 bytes span id
);

INSERT INTO chained_steps
SELECT t.id, t.sequence, t.step_order, t.kind, t.status, t.timestamp,
       (SELECT p.id FROM steps p WHERE p.sequence = t.sequence AND p.step_order < t.step_order ORDER BY p.step_order DESC LIMIT 1),
       t.duration_ms, t.message, t.metadata, t.error, t.trace
  FROM steps t
 ORDER BY t.id;

DROP VIEW global_sequence_steps;
DROP TABLE steps;
ALTER TABLE chained_steps RENAME TO steps;
CREATE INDEX steps_with_error ON steps (timestamp) WHERE status = 2 OR error IS NOT NULL;

-- The range of the first to the last step lets a question for one sequence_id read what was stored during that journey, not all steps.
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
  JOIN sequences s ON s.id = t.sequence AND t.id BETWEEN s.first_step AND s.last_step
  JOIN step_kinds k ON k.id = t.kind;

-- Where to look for a language: place is sequences.id >> 7, as in step_places.
CREATE TABLE language_places (
    language    TEXT    NOT NULL,
    place       INTEGER NOT NULL,
    PRIMARY KEY (language, place)
) WITHOUT ROWID;

INSERT INTO language_places (language, place) SELECT DISTINCT language, id >> 7 FROM sequences WHERE language IS NOT NULL;

-- What is said in rows that are neighbours, as bits of the hashes of its parts; docs/decisions/0024 has the picture. A signature
-- stands for the rows from first to last: each text and each property in them has its bits there. It may have more, of rows that
-- are gone, and never fewer. Rows that no signature stands for are looked at one by one. All of this may be deleted at any time; it
-- is made again.
CREATE TABLE signatures (
    id          INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL,               -- 0 steps, 1 errors, 2 sequences; -1 while it is put into another one
    first       INTEGER NOT NULL,               -- the id of a row
    last        INTEGER NOT NULL,
    width       INTEGER NOT NULL,               -- bytes: one bit for each block
    blocks      BLOB    NOT NULL                -- for each block four numbers: first and last row, lowest and highest sequence
);

-- Of each bit of the hashes, which blocks have it: width bytes for one after the other, as many as fit into a page. From number 32768
-- on, one for each byte: which two bytes follow it anywhere in these rows, for texts that are too short to have bits. What is not here
-- is not known.
CREATE TABLE signature_slices (
    id          INTEGER PRIMARY KEY,            -- signatures.id << 16 | number of the slice
    bits        BLOB    NOT NULL
);

CREATE TRIGGER signature_removed AFTER DELETE ON signatures
BEGIN
    DELETE FROM signature_slices WHERE id BETWEEN old.id << 16 AND (old.id << 16) + 65535;
    INSERT INTO unsigned_places (place)
    SELECT DISTINCT id >> 7 FROM sequences WHERE old.source = 2 AND id BETWEEN old.first AND old.last
        ON CONFLICT DO NOTHING;
END;

-- Places with a sequence whose beginning is in no signature. Steps and errors are in none from some row on; sequences come in any order.
CREATE TABLE unsigned_places (
    place       INTEGER PRIMARY KEY
);

INSERT INTO unsigned_places (place) SELECT DISTINCT id >> 7 FROM sequences WHERE username IS NOT NULL OR metadata IS NOT NULL;

-- The ids of the last rows are given again when these are deleted: no signature may stand for what comes then, nor one that is just
-- being made, whose maker sees by the total that it came too late.
INSERT INTO store_totals (name, value) VALUES ('signature_epoch', 0) ON CONFLICT DO NOTHING;

CREATE TRIGGER last_step_removed AFTER DELETE ON steps WHEN old.id > (SELECT coalesce(max(id), 0) FROM steps)
BEGIN
    DELETE FROM signatures WHERE source = 0 AND last > (SELECT coalesce(max(id), 0) FROM steps);
    UPDATE store_totals SET value = value + 1 WHERE name = 'signature_epoch';
END;

CREATE TRIGGER last_error_removed AFTER DELETE ON errors WHEN old.id > (SELECT coalesce(max(id), 0) FROM errors)
BEGIN
    DELETE FROM signatures WHERE source = 1 AND last > (SELECT coalesce(max(id), 0) FROM errors);
    UPDATE store_totals SET value = value + 1 WHERE name = 'signature_epoch';
END;
