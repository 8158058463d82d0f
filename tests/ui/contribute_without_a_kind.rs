// What is contributed says how long it lives.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
#[injectable(as dyn Mailer)]
struct Smtp;
impl Mailer for Smtp {}

#[injectable]
fn port() -> u16 {
    80
}

fn main() {}
