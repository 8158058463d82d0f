//! Prints how two threads that read one singleton do beside one: a line for
//! each form, the form, ours, by hand, by tabs.

#![expect(clippy::print_stdout, reason = "this is what the program is for")]

use di_benches::threads::scaling;

fn main() {
    for it in scaling() {
        println!("{}\t{:.2}\t{:.2}", it.form, it.ours, it.by_hand);
    }
}
