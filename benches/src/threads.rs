//! One singleton, read by two threads at once.

use std::hint::black_box;
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};
use std::{iter, thread};

use di_core::Resolve as _;

use crate::by_hand::lazy;
use crate::ours;
use crate::services::Clock;

/// What two threads achieve together, for each that one achieves alone.
#[derive(Clone, Copy, Debug)]
pub struct Scaling {
    /// How the singleton is read.
    pub form: &'static str,
    /// By a container.
    pub ours: f64,
    /// By hand, built at first use.
    pub by_hand: f64,
}

/// Takes the times. On a machine that is busy with other things they say
/// little.
#[must_use]
pub fn scaling() -> [Scaling; 2] {
    let ours = ours::App::new();
    let lazy = lazy::App::new();
    [
        Scaling {
            form: "&T",
            ours: two_to_one(|| {
                black_box(black_box(&ours).resolve::<&Clock>().is_ok());
            }),
            by_hand: two_to_one(|| {
                black_box(black_box(&lazy).clock().map(|it| &**it).is_ok());
            }),
        },
        Scaling {
            form: "Arc<T>",
            ours: two_to_one(|| {
                black_box(black_box(&ours).resolve::<Arc<Clock>>().is_ok());
            }),
            by_hand: two_to_one(|| {
                black_box(black_box(&lazy).clock().map(Arc::clone).is_ok());
            }),
        },
    ]
}

/// Returns what two threads achieve together, for each that one achieves alone: the best of
/// several attempts each, in turns, so that a disturbance meets both alike.
pub fn two_to_one(read: impl Fn() + Sync) -> f64 {
    two_to_one_apart([&read, &read])
}

/// The same, of threads that may each read something of their own: what they achieve where they
/// share nothing. That is less than two where the cores have a part in common.
pub fn two_to_one_apart<R: Fn() + Sync>(reads: [&R; 2]) -> f64 {
    let attempts = || (time(&reads[..1]), time(&reads));
    let (alone, together) = iter::repeat_with(attempts)
        .take(15)
        .fold((Duration::MAX, Duration::MAX), |(alone, together), (one, two)| {
            (alone.min(one), together.min(two))
        });
    2.0 * alone.as_secs_f64() / together.as_secs_f64()
}

/// How long threads take, each for the same number of its reads.
fn time<R: Fn() + Sync>(reads: &[&R]) -> Duration {
    const READS: usize = 2_000_000;
    let start = Barrier::new(reads.len());
    let work = |read: &R| {
        start.wait();
        let begin = Instant::now();
        for _ in 0..READS {
            read();
        }
        begin.elapsed()
    };
    thread::scope(|scope| {
        let running: Vec<_> = reads.iter().map(|read| scope.spawn(|| work(read))).collect();
        let times = running.into_iter().map(|it| it.join().expect("reading does not panic"));
        times.max().unwrap_or_default()
    })
}
