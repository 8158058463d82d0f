//! How pages, and parts of pages, look.

mod api;
mod layout;
mod problem;
mod programme;

pub(super) use api::api_page;
pub(super) use problem::{problem_message, problem_page};
pub use programme::ProgrammeView;
pub(super) use programme::{free_seats, success};
