//! Counts the allocations of one request to each router, and prints a line for each: its
//! name, how many, and how many bytes, by tabs.

#![expect(clippy::print_stdout, reason = "this is what the program is for")]

use di_benches::web::{SITES, ask};

const TIMES: u64 = 100;

fn main() {
    for site in SITES {
        let router = (site.router)();
        // What is built once is built.
        ask(&router, 1);
        let few = allocation_counter::measure(|| ask(&router, TIMES));
        let many = allocation_counter::measure(|| ask(&router, 2 * TIMES));
        let count = (many.count_total - few.count_total) / TIMES;
        let bytes = (many.bytes_total - few.bytes_total) / TIMES;
        println!("{}\t{count}\t{bytes}", site.name);
    }
}
