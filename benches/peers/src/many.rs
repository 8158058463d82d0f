//! Containers with many services.

use std::sync::Arc;
use std::time::{Duration, Instant};

use di_benches::repeat;
use di_core::Builder;
use di_core::{DynamicContainer, Error};

/// One of many services.
pub struct Service<const NUMBER: usize>;

macro_rules! ten {
    ($builder:ident, $first:expr) => {
        ten!(@each $builder, $first, 1 2 3 4 5 6 7 8 9 10);
    };
    (@each $builder:ident, $first:expr, $($one:literal)*) => {$(
        // Every other one is needed by two others.
        $builder.singleton_with(|_: Arc<Service<{ ($first + $one) / 2 }>>| {
            Service::<{ $first + $one }>
        });
    )*};
}

macro_rules! hundred {
    ($builder:ident, $first:expr) => {
        hundred!(@each $builder, $first, 0 10 20 30 40 50 60 70 80 90);
    };
    (@each $builder:ident, $first:expr, $($ten:literal)*) => {$( ten!($builder, $first + $ten); )*};
}

macro_rules! thousand {
    ($builder:ident, $($hundred:literal)*) => {$( hundred!($builder, $hundred); )*};
}

/// A container of eleven services.
///
/// # Panics
///
/// If it cannot be built.
#[must_use]
pub fn few() -> Arc<DynamicContainer> {
    let mut builder = DynamicContainer::builder();
    builder.singleton_with(|| Service::<0>);
    ten!(builder, 0);
    builder.build().expect("all is registered")
}

fn register_many(builder: &mut Builder) {
    builder.singleton_with(|| Service::<0>);
    thousand!(builder, 0 100 200 300 400 500 600 700 800 900);
}

/// A container of 1,001 services.
///
/// # Panics
///
/// If it cannot be built.
#[must_use]
pub fn many() -> Arc<DynamicContainer> {
    let mut builder = DynamicContainer::builder();
    register_many(&mut builder);
    builder.build().expect("all is registered")
}

/// How long it takes to register, check and build 1,001 services: the best of several attempts.
///
/// # Panics
///
/// If they cannot be built.
#[must_use]
pub fn time_to_build() -> Duration {
    let attempt = || {
        let begin = Instant::now();
        let app = many();
        let took = begin.elapsed();
        drop(app);
        took
    };
    std::iter::repeat_with(attempt).take(10).min().unwrap_or_default()
}

/// Opens scopes.
pub fn open_scopes(app: Arc<DynamicContainer>, times: u64) {
    fn work(app: &'static Arc<DynamicContainer>) -> Result<(), Error> {
        let made = app.scope();
        std::hint::black_box(&made);
        Ok(())
    }
    repeat(times, app, work);
}
