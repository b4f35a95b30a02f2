-- Version 2: questions about many sequences.

-- What step_statistics counts by month, by day: day is 20250731. What version 1 had stored is counted when the store is brought up
-- to date, as far as it has not been pruned.
CREATE TABLE daily_statistics (
    day             integer  NOT NULL,
    kind            integer  NOT NULL,
    status          smallint NOT NULL,
    slot            smallint NOT NULL,
    count           bigint   NOT NULL,
    durations       bytea    NOT NULL,
    PRIMARY KEY (day, kind, status, slot)
);

CREATE INDEX sequences_by_time ON sequences (created_at, id);
CREATE INDEX steps_by_kind ON steps (kind, sequence);
CREATE INDEX steps_with_error ON steps (timestamp) WHERE status = 2 OR error IS NOT NULL;
CREATE INDEX errors_by_time ON errors (timestamp);
