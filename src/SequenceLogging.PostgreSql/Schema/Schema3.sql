-- Version 3: less to write for each step.

-- Among which 64 neighbouring sequences (sequence >> 6) there are steps of a kind; a few rows for many steps, where an index
-- (kind, sequence) had one for each. A place that has lost its steps does no harm.
CREATE TABLE step_places (
    kind            integer  NOT NULL,
    place           bigint   NOT NULL,
    PRIMARY KEY (kind, place)
);

-- Up to which position all steps have their places: a program of version 2 that has the store open notes none, and whoever
-- writes next does.
INSERT INTO store_numbers (name, value) SELECT 'noted_position', value FROM store_numbers WHERE name = 'position';
INSERT INTO step_places (kind, place) SELECT DISTINCT kind, sequence >> 6 FROM steps;
DROP INDEX steps_by_kind;
