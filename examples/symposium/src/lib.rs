//! Conference registration with limited seats, as an example of an application
//! that is wired by one declared container.
//!
//! Read [`app`] first: it is the whole wiring. Then
//! [`reserve_seat`], a use case that borrows what it needs from one attempt of a
//! [unit of work](unit_of_work), then [`web::pages`] and [`web::api`], the handlers, and
//! [`courier`], a job in the background. How tests swap the parts is in `tests/`.
#![forbid(unsafe_code)]

pub mod announcement;
pub mod app;
pub mod attendee;
pub mod audit;
pub mod cancel_seat;
pub mod clock;
pub mod courier;
pub mod health;
pub mod listen;
pub mod mail_queue;
pub mod mailer;
pub mod origin;
pub mod outbox;
pub mod plugins;
pub mod programme;
pub mod reservation;
pub mod reserve_seat;
pub mod seat_allocator;
pub mod settings;
pub mod storage;
pub mod talk;
pub mod ticket;
pub mod unit_of_work;
pub mod web;
