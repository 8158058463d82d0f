// A key is for a collection.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
#[injectable(singleton, as dyn Check, key = "clock")]
struct Clock;
impl Check for Clock {}

fn main() {}
