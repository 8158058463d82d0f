//! Tests of the symposium: its use case and its handlers as plain functions,
//! its storage in a database, its server over a socket, its command in a process.
//!
//! Its signals are those of Unix, and so is the way in which it sees to it that
//! no process outlives the tests.
#![cfg(unix)]

#[macro_use]
mod support;

mod browser;
mod command;
mod contention;
mod courier;
mod departures;
mod faults;
mod handlers;
mod mailer;
mod openapi;
mod outage;
mod pages;
mod plugins;
mod postgres;
mod production;
mod programme;
mod server;
mod settings;
mod shutdown;
mod storage;
mod unit_of_work;
mod use_case;
mod web;
