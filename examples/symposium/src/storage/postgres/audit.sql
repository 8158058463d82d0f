CREATE TABLE audit (
    id      BIGINT      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    origin  TEXT        NOT NULL,
    at      TIMESTAMPTZ NOT NULL,
    action  TEXT        NOT NULL,
    outcome TEXT        NOT NULL CHECK (outcome IN ('ok', 'failed', 'cancelled'))
);
