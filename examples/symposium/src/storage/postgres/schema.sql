CREATE TABLE talk (
    id      BIGINT    PRIMARY KEY,
    title   TEXT      NOT NULL,
    speaker TEXT      NOT NULL,
    room    TEXT      NOT NULL,
    starts  TIMESTAMP NOT NULL,
    seats   INTEGER   NOT NULL CHECK (seats > 0)
);

-- A seat has one row at most, and an attendee one seat a talk: whatever the
-- application does, these two keys hold.
CREATE TABLE reservation (
    talk_id     BIGINT      NOT NULL REFERENCES talk (id),
    seat        INTEGER     NOT NULL CHECK (seat > 0),
    attendee    TEXT        NOT NULL,
    reserved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (talk_id, seat),
    UNIQUE (talk_id, attendee)
);

-- What is still to be delivered, and when.
CREATE TABLE mail (
    id        BIGINT      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    recipient TEXT        NOT NULL,
    subject   TEXT        NOT NULL,
    body      TEXT        NOT NULL,
    due       TIMESTAMPTZ NOT NULL
);
CREATE INDEX mail_due ON mail (due);
