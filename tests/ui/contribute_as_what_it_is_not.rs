// What is contributed as a trait implements it.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
#[injectable(singleton, as dyn Mailer)]
struct Clock;

fn main() {}
