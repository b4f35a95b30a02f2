-- Version 5: texts, properties and languages are found among many steps.

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

-- Of each bit of the hashes, which blocks have it: width bytes for one after the other, as many as fit into a page.
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
