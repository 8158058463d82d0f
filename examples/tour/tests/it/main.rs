//! Tests of the tour: its configuration.
#![expect(clippy::needless_raw_string_hashes, reason = "`UPDATE_EXPECT` writes them")]

mod config;
mod support;
