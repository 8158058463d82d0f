//! A tour of the framework, a module for each thing that it can do.
//!
//! [`config`] reads typed sections of a configuration, each of which a container
//! can have as a value.
#![forbid(unsafe_code)]

pub mod config;
