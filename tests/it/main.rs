//! Behaviour, as a user sees it. One file for each feature.
#![allow(missing_docs, reason = "these are tests")]
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test may panic")]
#![allow(unreachable_pub, reason = "the services look as they do in an application")]
#![allow(clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "as constructors")]
#![allow(clippy::items_after_statements, reason = "a test's services stand where it needs them")]
#![allow(clippy::borrow_as_ptr, reason = "it is compared with a reference")]
#![allow(clippy::needless_raw_string_hashes, reason = "`UPDATE_EXPECT` writes them")]

mod aliases;
mod assisted;
mod borrowing;
mod call;
mod closers;
mod collections;
mod containers;
mod decorators;
mod drop_order;
mod dynamic;
mod errors;
mod functions;
mod generics;
mod graph;
mod imports;
mod large;
mod lazy;
mod leaks;
mod left_open;
mod matrix;
mod optional;
mod overrides;
mod projection;
mod qualifiers;
mod resources;
mod scope_resources;
mod scope_threads;
mod scopes;
mod select;
mod services;
mod shutdown;
mod threads;
