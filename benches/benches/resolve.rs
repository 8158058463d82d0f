//! `cargo bench -p di-benches --bench resolve`: how long each scenario takes, in nanoseconds.
//!
//! Instructions are counted by `cargo xtask instructions`, and only these are
//! compared with limits: a time depends on what else the machine does.

#![expect(clippy::print_stdout, reason = "this is what the program is for")]

use std::time::Instant;

use di_benches::threads::scaling;
use di_benches::{SCENARIOS, Scenario, Side};

fn main() {
    // `cargo test --all-targets` calls benchmarks too, only to see that they start.
    if !std::env::args().any(|it| it == "--bench") {
        return;
    }
    println!("{:28}{:>10}{:>10}{:>10}{:>10}", "ns", "ours", "by hand", "plain", "eager");
    for scenario in SCENARIOS {
        let [ours, lazy, plain, eager] = Side::ALL.map(|side| nanoseconds(scenario, side));
        println!("{:28}{ours:>10.2}{lazy:>10.2}{plain:>10.2}{eager:>10.2}", scenario.name);
    }
    println!("\n{:28}{:>10}{:>10}", "two threads against one", "ours", "by hand");
    for it in scaling() {
        println!("{:28}{:>9.2}x{:>9.2}x", it.form, it.ours, it.by_hand);
    }
}

/// The best of several attempts, since a disturbance only ever adds.
fn nanoseconds(scenario: &Scenario, side: Side) -> f64 {
    const TIMES: u32 = 200_000;
    let attempt = || {
        let begin = Instant::now();
        scenario.run(side, u64::from(TIMES));
        begin.elapsed()
    };
    let best = std::iter::repeat_with(attempt).take(15).min().unwrap_or_default();
    best.as_secs_f64() * 1e9 / f64::from(TIMES)
}
