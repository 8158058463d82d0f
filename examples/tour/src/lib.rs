//! A tour of the framework, a module for each thing that it can do.
//!
//! [`app`] is the wiring. [`config`] reads typed sections of a configuration,
//! each of which is a value of the container; [`database`], [`mailer`] and
//! [`price`] are the services that use them.
#![forbid(unsafe_code)]

pub mod app;
pub mod config;
pub mod database;
pub mod mailer;
pub mod price;
