//! Tests of the symposium: its use case and its handlers as plain functions,
//! its storage in a file, its server over a socket, its command in a process.

mod command;
mod handlers;
mod server;
#[cfg(unix)]
mod shutdown;
mod storage;
mod support;
mod use_case;
