//! A service whose constructor reads a secret, and can fail.

use secrecy::ExposeSecret;
use thiserror::Error;

use crate::config::DatabaseConfig;

/// Stands for a pool of connections to a database.
#[derive(Debug)]
pub struct Database {
    /// What it is for.
    pub role: &'static str,
    /// How many connections there are at most.
    pub connections: u32,
}

/// The database cannot be opened. What was wrong is said by the key, because
/// the address holds a password.
#[derive(Debug, Error)]
#[error("the scheme of `database.url` is unknown: expected `memory`")]
pub struct UnknownScheme;

impl Database {
    /// Opens the database of the configuration.
    ///
    /// # Errors
    ///
    /// If its address is of a scheme other than `memory`.
    pub fn open(config: &DatabaseConfig) -> Result<Self, UnknownScheme> {
        match config.url.expose_secret().split_once("://") {
            Some(("memory", _)) => Ok(Self { role: "primary", connections: config.pool }),
            _ => Err(UnknownScheme),
        }
    }

    /// Opens it once more, to read.
    ///
    /// # Errors
    ///
    /// As for [`open`](Self::open).
    pub fn open_replica(config: &DatabaseConfig) -> Result<Self, UnknownScheme> {
        Ok(Self { role: "replica", ..Self::open(config)? })
    }
}
