//! What a plugin of the symposium may contribute.
//!
//! A plugin is a crate that depends on this one. It marks what it contributes with
//! `#[injectable(singleton, into dyn Probe, key = "its name")]`, and the program names it:
//! `use symposium_scratch as _;`. Nothing else has to know of it.
#![forbid(unsafe_code)]

use std::error::Error;

use async_trait::async_trait;

/// Something that a plugin watches: `/health` tells whether it works.
#[async_trait]
pub trait Probe: Send + Sync {
    /// Tries it.
    ///
    /// # Errors
    ///
    /// What is wrong with it: it is logged, and not shown to who asks.
    async fn probe(&self) -> Result<(), Box<dyn Error + Send + Sync>>;
}
