-- Version 4: questions about many sequences.

-- What step_statistics counts by month, by day: day is 20250731. What version 3 had stored is counted when the file is brought up
-- to date, as far as it has not been pruned.
CREATE TABLE daily_statistics (
    day         INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    durations   BLOB    NOT NULL,
    PRIMARY KEY (day, kind, status)
) WITHOUT ROWID;

-- Where to look for a step: place is sequences.id >> 7, which 128 neighbours have in common. One row for all their steps of a kind
-- costs nothing to keep, where an index over all steps would cost a tenth of all writing. A place may have lost its step.
CREATE TABLE step_places (
    kind        INTEGER NOT NULL,
    place       INTEGER NOT NULL,
    PRIMARY KEY (kind, place)
) WITHOUT ROWID;

INSERT INTO step_places (kind, place) SELECT DISTINCT kind, sequence >> 7 FROM steps;

-- The first and the last time of each month of ids, to look only where something may be.
CREATE INDEX sequences_by_time ON sequences (id >> 40, created_at);

CREATE INDEX steps_with_error ON steps (timestamp) WHERE status = 2 OR error IS NOT NULL;
CREATE INDEX errors_by_time ON errors (timestamp);
