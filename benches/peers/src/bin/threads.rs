//! Prints how two threads that read one singleton do beside one: a line for each form, the
//! form and the ratio, by tabs. The last two read from a container each, and so share nothing:
//! what is lost there, is lost by the machine.
#![forbid(unsafe_code)]

use std::hint::black_box;
use std::sync::Arc;

use di_benches::threads::{two_to_one, two_to_one_apart};
use di_core::{DynamicContainer, Resolve as _};
use di_peers::contenders::dynamic::app;
use di_peers::services::Clock;

fn main() {
    let (app, other) = (app(), app());
    let lent = two_to_one(lends(&app));
    let kept = two_to_one(keeps(&app));
    let lent_apart = two_to_one_apart([&lends(&app), &lends(&other)]);
    let kept_apart = two_to_one_apart([&keeps(&app), &keeps(&other)]);
    println!("&T\t{lent:.2}\n&T, of a container each\t{lent_apart:.2}");
    println!("Arc<T>\t{kept:.2}\nArc<T>, of a container each\t{kept_apart:.2}");
}

fn lends(app: &DynamicContainer) -> impl Fn() + Sync {
    move || {
        black_box(black_box(app).resolve::<&Clock>().is_ok());
    }
}

fn keeps(app: &DynamicContainer) -> impl Fn() + Sync {
    move || {
        black_box(black_box(app).resolve::<Arc<Clock>>().is_ok());
    }
}
