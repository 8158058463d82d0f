// Two services need two things that the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

trait Clock: Send + Sync {}
trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Users {
    clock: Arc<dyn Clock>,
}

#[derive(Injectable)]
struct Signup {
    users: Arc<Users>,
    mailer: Arc<dyn Mailer>,
}

#[derive(Container)]
struct App {
    users: Singleton<Users>,
    signup: Factory<Signup>,
}

fn main() {}
