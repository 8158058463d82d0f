//! What the tests share: parts that stand in for the real ones, databases, and
//! the application over a socket.

#[macro_use]
mod place;
mod browser;
mod browsing;
mod cluster;
mod fakes;
mod leaks;
mod log;
mod post_office;
mod process;
mod served;
mod slow;
mod watching;

pub(crate) use browser::{Browser, Look};
pub(crate) use cluster::{Cluster, PASSWORD};
pub(crate) use fakes::{
    FakeMailer, FakeOutbox, Gone, OneTalk, StoppedClock, app, attendee, noon, origin, request,
    request_as,
};
pub(crate) use leaks::{Ask, Audience, Leaks, SECRET, in_production};
pub(crate) use log::Log;
pub(crate) use place::{Place, app_at};
pub(crate) use post_office::PostOffice;
pub(crate) use process::{Process, symposium};
pub(crate) use served::{Answer, Courier, Served, is_closed, post_seat, send};
pub(crate) use slow::{Fault, LOAD_TIME, Shown, shown};
pub(crate) use watching::{connect, converse, next, watch};
