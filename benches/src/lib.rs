//! What a container costs, beside the same code written by hand.
//!
//! Each scenario is done three times: by a container (`ours`), by hand as a
//! careful person writes what does the same (`by_hand::lazy`: built at first
//! use, once, under any number of threads), and, for information, by hand with
//! everything built up front (`by_hand::eager`). `cargo xtask instructions`
//! counts and compares; `cargo bench -p di-benches --bench resolve` takes times.
//!
//! [`web`] is a handler of axum, injected and wired by hand, for `cargo xtask load`.
#![forbid(unsafe_code)]

pub mod by_hand;
pub mod ours;
pub mod scenario;
pub mod services;
pub mod threads;
pub mod web;

pub use scenario::{SCENARIOS, Scenario, Side, repeat};
