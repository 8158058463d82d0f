//! Tests of the tour: its configuration, what is kept secret, its command in a process.
#![expect(clippy::needless_raw_string_hashes, reason = "`UPDATE_EXPECT` writes them")]

mod command;
mod config;
mod secrets;
mod support;
