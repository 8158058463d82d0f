//! Counts the allocations of one repetition of each scenario and prints them,
//! one line each: the scenario, then a number for each side, by tabs.

#![expect(clippy::print_stdout, reason = "this is what the program is for")]

use di_benches::{SCENARIOS, Scenario, Side};

const TIMES: u64 = 100;

fn main() {
    for scenario in SCENARIOS {
        print!("{}", scenario.name);
        for side in Side::ALL {
            let more = count(scenario, side, 2 * TIMES) - count(scenario, side, TIMES);
            print!("\t{}", more / TIMES);
        }
        println!();
    }
}

fn count(scenario: &Scenario, side: Side, times: u64) -> u64 {
    allocation_counter::measure(|| scenario.run(side, times)).count_total
}
