//! Puts servers under load, injected, by hand, and plainly by hand, and prints a line for each
//! round: the requests per second of each, then the microseconds of processors for a request
//! of each, by tabs.

#![expect(clippy::print_stdout, reason = "this is what the program is for")]

use di_benches::web::load::rounds;

fn main() {
    for round in rounds() {
        let rates = round.iter().map(|it| format!("{:.0}", it.per_second()));
        let work = round.iter().map(|it| format!("{:.2}", it.work()));
        println!("{}", rates.chain(work).collect::<Vec<_>>().join("\t"));
    }
}
