-- Version 3: the account of every number.

-- Stretches of a month's numbers that may have no sequence, and why: erased, pruned, skipped, leased, or before_version_3.
-- Those of one reason neither overlap nor touch. Where a sequence is there all the same, the number is used.
CREATE TABLE id_gaps (
    year        INTEGER NOT NULL,
    month       INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    PRIMARY KEY (year, month, reason, first)
) WITHOUT ROWID;

CREATE INDEX sequence_keys_by_sequence ON sequence_keys (sequence);

-- Versions before this one did not say why a number has no sequence: what lies below a sequence and has none,
INSERT INTO id_gaps (year, month, reason, first, last)
SELECT month / 12, month % 12 + 1, 'before_version_3', (below & 0xFFFFFFFFFF) + 1, (id & 0xFFFFFFFFFF) - 1
  FROM (SELECT s.id, s.id >> 40 AS month,
               coalesce((SELECT max(b.id) FROM sequences b WHERE b.id < s.id AND b.id >> 40 = s.id >> 40), 0) AS below
          FROM sequences s
         WHERE s.id & 0xFFFFFFFFFF > 1 AND NOT EXISTS (SELECT 1 FROM sequences b WHERE b.id = s.id - 1));

-- and what lies between a month's last sequence and its counter.
INSERT INTO id_gaps (year, month, reason, first, last)
SELECT year, month, 'before_version_3', used + 1, counter
  FROM (SELECT year, month, counter,
               coalesce((SELECT max(id) & 0xFFFFFFFFFF FROM sequences
                          WHERE id BETWEEN (year * 12 + month - 1) << 40 AND (year * 12 + month) << 40), 0) AS used
          FROM sequence_counter)
 WHERE used < counter;
