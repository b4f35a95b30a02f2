-- Version 5: a step names the one before it, and a sequence its first and last. An index over all steps took more than half of all
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
