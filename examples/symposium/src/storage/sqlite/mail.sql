-- What is still to be delivered, and when, in milliseconds since 1970. An id is
-- never used again, so that who was slow does not remove another's mail.
CREATE TABLE mail (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    due       INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_due ON mail (due);
