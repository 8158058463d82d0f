//! What the application looks like from outside: pages, a JSON interface, and
//! problems as RFC 9457 has them.

pub mod actions;
pub mod api;
mod assets;
mod audience;
mod browser;
mod current_user;
pub mod development;
pub mod input;
pub mod live;
pub mod pages;
mod problem;
mod router;
mod seat_feed;
mod trace;
mod view;
mod visitor;

pub use current_user::CurrentUser;
pub use problem::Problem;
pub use router::router;
pub use seat_feed::{SeatChange, SeatFeed};
pub use view::ProgrammeView;
pub use visitor::{SetCookie, Visitor};
