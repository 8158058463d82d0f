CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    origin  TEXT    NOT NULL,
    at      TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    outcome TEXT    NOT NULL CHECK (outcome IN ('ok', 'failed', 'cancelled'))
) STRICT;
