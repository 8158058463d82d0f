//! Counts the allocations of one repetition of each task and prints them, one line each: the
//! contender, the task, the number, by tabs.
#![forbid(unsafe_code)]

use di_peers::{CONTENDERS, Task};

const TIMES: u64 = 100;

fn main() {
    for contender in CONTENDERS {
        for task in Task::ALL {
            let Some(run) = contender.task(task) else { continue };
            let more = count(run, 2 * TIMES) - count(run, TIMES);
            println!("{}\t{}\t{}", contender.name, task.name(), more / TIMES);
        }
    }
}

fn count(run: fn(u64), times: u64) -> u64 {
    allocation_counter::measure(|| run(times)).count_total
}
