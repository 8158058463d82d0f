//! Prints how two threads that read one singleton do beside one: a line for each form, the
//! form and the ratio, by tabs.
#![forbid(unsafe_code)]

use std::hint::black_box;
use std::sync::Arc;

use di_benches::threads::two_to_one;
use di_core::Resolve as _;
use di_peers::contenders::dynamic::app;
use di_peers::services::Clock;

fn main() {
    let app = app();
    let lent = two_to_one(|| {
        black_box(black_box(&app).resolve::<&Clock>().is_ok());
    });
    let kept = two_to_one(|| {
        black_box(black_box(&app).resolve::<Arc<Clock>>().is_ok());
    });
    println!("&T\t{lent:.2}\nArc<T>\t{kept:.2}");
}
