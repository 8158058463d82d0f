//! Tests of the tour: what it prints, its configuration, what is kept secret, overrides.
#![expect(clippy::needless_raw_string_hashes, reason = "`UPDATE_EXPECT` writes them")]

mod command;
mod config;
mod output;
mod overrides;
mod secrets;
mod support;
