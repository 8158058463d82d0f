//! Conference registration with limited seats, as an example of an application
//! that is wired by one declared container.
//!
//! Read [`app`] first: it is the whole wiring. Then
//! [`reserve_seat`], a use case that borrows what it needs, and
//! [`web::api`], the handlers, and [`courier`], a worker that starts and stops with
//! the container. How tests swap the parts is in `tests/`.
#![forbid(unsafe_code)]

pub mod app;
pub mod attendee;
pub mod clock;
pub mod courier;
pub mod health;
pub mod mail_queue;
pub mod mailer;
pub mod plugins;
pub mod request;
pub mod reservation;
pub mod reserve_seat;
pub mod seat_allocator;
pub mod server;
pub mod storage;
pub mod talk;
pub mod web;
