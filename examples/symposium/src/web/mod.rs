//! What the application looks like from outside: a page, a JSON interface, and
//! problems as RFC 9457 has them.

pub mod api;
pub mod page;
mod problem;
mod router;
mod trace;

pub use problem::Problem;
pub use router::router;
