//! The same, wired by hand.

pub mod eager;
pub mod lazy;
pub mod plain;
