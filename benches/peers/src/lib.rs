//! What the containers of the registry cost, beside ours and beside a map by hand.
//!
//! `cargo xtask peers` counts instructions and allocations, and prints the table.
#![forbid(unsafe_code)]

pub mod contender;
pub mod contenders;
pub mod many;
pub mod services;

pub use contender::{Contender, Task};
pub use contenders::CONTENDERS;
