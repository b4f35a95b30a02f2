-- Version 1. Tables hold numbers where numbers are compact; the views in Views.sql show them as a person reads them. Times are
-- microseconds since 1970-01-01 UTC. sequences.id is ((year * 12 + month - 1) << 40) | number, so that ids sort by year, month
-- and number. Texts are compared byte by byte. NUL, which no text here can hold, is U+FDD0 U+FDD1; see TextCode.
-- {partitioned by X} and {bytewise} are left out for servers that have no such thing.

CREATE TABLE sequence_counter (
    year            integer  NOT NULL,
    month           integer  NOT NULL,
    counter         bigint   NOT NULL,              -- the last number issued
    PRIMARY KEY (year, month)
);

-- Numbers that may have no sequence, and why: leased, skipped, pruned, erased.
CREATE TABLE id_gaps (
    year            integer  NOT NULL,
    month           integer  NOT NULL,
    reason          text {bytewise} NOT NULL,
    first           bigint   NOT NULL,
    last            bigint   NOT NULL,
    PRIMARY KEY (year, month, reason, first)
);

CREATE TABLE sequences (
    id              bigint   NOT NULL PRIMARY KEY,
    sequence_id     text {bytewise} NOT NULL,
    user_id         text {bytewise},
    username        text,
    language        text,
    status          smallint NOT NULL,              -- 0 active, 1 completed, 2 failed, 3 abandoned
    step_count      integer  NOT NULL,
    last_step_kind  integer,
    last_step_at    bigint,
    created_at      bigint   NOT NULL,
    updated_at      bigint   NOT NULL,
    completed_at    bigint,                         -- when it was ended by name
    metadata        text,
    row_count       integer  NOT NULL,              -- numbers its errors, status changes and links
    bytes           bigint   NOT NULL               -- what all of it takes, as far as the store counts it
) {partitioned by id};
CREATE INDEX sequences_by_user ON sequences (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX sequences_by_status ON sequences (status, id);
CREATE INDEX sequences_by_text ON sequences (sequence_id);

-- One row for each user whose open sequence was asked for: whoever asks holds it.
CREATE TABLE users (
    user_id         text {bytewise} NOT NULL PRIMARY KEY
);

-- Sequences that are known by a key of their own, such as the group of an imported file. hash stands for the key in the index.
CREATE TABLE sequence_keys (
    hash            bytea    NOT NULL PRIMARY KEY,
    key             text {bytewise} NOT NULL,
    sequence        bigint   NOT NULL
);
CREATE INDEX sequence_keys_by_sequence ON sequence_keys (sequence);

CREATE TABLE step_kinds (
    id              integer  NOT NULL PRIMARY KEY,
    hash            bytea    NOT NULL UNIQUE,       -- of component and step name
    component       text {bytewise} NOT NULL,       -- '' for none
    step_name       text {bytewise} NOT NULL
);

CREATE TABLE steps (
    sequence        bigint   NOT NULL,
    step_order      integer  NOT NULL,
    position        bigint   NOT NULL,              -- the order in which the store took them
    kind            integer  NOT NULL,
    status          smallint NOT NULL,              -- 0 started, 1 completed, 2 failed, 3 skipped
    timestamp       bigint   NOT NULL,
    duration_ms     double precision,
    message         text,
    metadata        text,
    error           text,
    trace           bytea,                          -- 16 bytes trace id, 8 bytes span id
    PRIMARY KEY (sequence, step_order)
) {partitioned by sequence};
CREATE INDEX steps_by_position ON steps (position);

-- Errors of a sequence that belong to no step.
CREATE TABLE errors (
    sequence        bigint   NOT NULL,
    number          integer  NOT NULL,
    after_step      integer  NOT NULL,
    timestamp       bigint   NOT NULL,
    component       text,
    message         text,
    metadata        text,
    error           text,
    trace           bytea,
    PRIMARY KEY (sequence, number)
) {partitioned by sequence};

-- Status changes by name.
CREATE TABLE status_changes (
    sequence        bigint   NOT NULL,
    number          integer  NOT NULL,
    after_step      integer  NOT NULL,
    timestamp       bigint   NOT NULL,
    status          smallint NOT NULL,
    reason          text,
    PRIMARY KEY (sequence, number)
) {partitioned by sequence};

CREATE TABLE links (
    sequence        bigint   NOT NULL,
    hash            bytea    NOT NULL,              -- of all that tells it from other links of its sequence
    entity          bytea    NOT NULL,              -- of component and entity id, to be found by
    number          integer  NOT NULL,
    component       text {bytewise} NOT NULL,
    entity_type     text {bytewise} NOT NULL,
    entity_id       text {bytewise} NOT NULL,
    link_type       text {bytewise} NOT NULL,
    first_seen      bigint   NOT NULL,
    last_seen       bigint   NOT NULL,
    metadata        text,
    PRIMARY KEY (sequence, hash)
) {partitioned by sequence};
CREATE INDEX links_by_entity ON links (entity, sequence);

-- Gaps in journeys: records that were dropped. Sequence 0 stands for those of which none is known.
CREATE TABLE losses (
    sequence        bigint   NOT NULL,
    after_step      integer  NOT NULL,
    reason          text {bytewise} NOT NULL,
    count           bigint   NOT NULL,
    first_at        bigint   NOT NULL,
    last_at         bigint   NOT NULL,
    PRIMARY KEY (sequence, after_step, reason)
) {partitioned by sequence};

-- What was logged and made no sense, the newest of it.
CREATE TABLE rejected_records (
    id              bigint   NOT NULL PRIMARY KEY,
    sequence        bigint,                         -- where it is known
    reason          text     NOT NULL,
    count           bigint   NOT NULL,              -- how many records it would have been
    timestamp       bigint   NOT NULL,
    message         text,
    metadata        text,
    error           text,
    record          bytea,                          -- the record as it came, where it can be tried again
    producer        text {bytewise} NOT NULL,
    position        bigint   NOT NULL
);
CREATE INDEX rejected_records_by_place ON rejected_records (producer, position);
CREATE INDEX rejected_records_by_sequence ON rejected_records (sequence) WHERE sequence IS NOT NULL;

-- Statistics, written in the transaction of the records that they count. month is 202507; durations and waits are exponential
-- histograms of milliseconds (scale 5), as DurationHistogram writes them. A count is the sum over all slots: nodes have
-- different ones, so that they do not wait for each other.
CREATE TABLE step_statistics (
    month           integer  NOT NULL,
    kind            integer  NOT NULL,
    status          smallint NOT NULL,
    slot            smallint NOT NULL,
    count           bigint   NOT NULL,
    durations       bytea    NOT NULL,
    PRIMARY KEY (month, kind, status, slot)
);

CREATE TABLE step_transitions (
    month           integer  NOT NULL,
    from_kind       integer  NOT NULL,
    to_kind         integer  NOT NULL,
    slot            smallint NOT NULL,
    count           bigint   NOT NULL,
    waits           bytea    NOT NULL,
    PRIMARY KEY (month, from_kind, to_kind, slot)
);

CREATE TABLE store_totals (
    name            text {bytewise} NOT NULL,
    slot            smallint NOT NULL,
    value           bigint   NOT NULL,
    PRIMARY KEY (name, slot)
);

-- What became of everything emitted, over all processes.
CREATE TABLE delivery_totals (
    outcome         text {bytewise} NOT NULL,       -- emitted, stored, duplicate, rejected, dropped
    reason          text {bytewise} NOT NULL,
    slot            smallint NOT NULL,
    count           bigint   NOT NULL,
    PRIMARY KEY (outcome, reason, slot)
);

-- How far each producer's records have been taken: a batch that is written again changes nothing.
CREATE TABLE delivery_positions (
    producer        text {bytewise} NOT NULL PRIMARY KEY,
    position        bigint   NOT NULL
);

-- Records with a name of their own (imported lines), so that the same one twice is one.
CREATE TABLE event_ids (
    id              bytea    NOT NULL PRIMARY KEY
);

-- The last numbers given: to steps in their order of arrival, to rejected records, to kinds of steps; and how often kinds were
-- renamed. Each row is held as short as can be.
CREATE TABLE store_numbers (
    name            text {bytewise} NOT NULL PRIMARY KEY,
    value           bigint   NOT NULL
);
INSERT INTO store_numbers (name, value) VALUES ('position', 0), ('rejected', 0), ('step_kinds', 0), ('kinds_renamed', 0);
