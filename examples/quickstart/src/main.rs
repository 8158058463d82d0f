//! The README's example, to run: `cargo run -p quickstart`.
#![expect(clippy::print_stdout, reason = "it shows what it does")]

use std::sync::Arc;

use di_core::prelude::*;

struct Config {
    sender: String,
}

trait Mailer: Send + Sync {
    fn send(&self, to: &str) -> String;
}

#[derive(Injectable)]
struct SmtpMailer {
    config: Arc<Config>,
}

impl Mailer for SmtpMailer {
    fn send(&self, to: &str) -> String {
        format!("{} writes to {to}", self.config.sender)
    }
}

#[derive(Injectable)]
struct Signup {
    mailer: Arc<dyn Mailer>,
}

#[derive(Container)]
struct App {
    config: Value<Config>,
    #[provide(SmtpMailer)]
    mailer: Singleton<dyn Mailer>,
    signup: Factory<Signup>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new(Config { sender: "symposium@example.org".into() }).build();
    let signup: Signup = app.resolve()?;
    println!("{}", signup.mailer.send("ada@example.org"));
    println!("{}", App::GRAPH);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{App, Arc, Config, Mailer, Resolve, Signup};

    struct FakeMailer;

    impl Mailer for FakeMailer {
        fn send(&self, to: &str) -> String {
            format!("nobody writes to {to}")
        }
    }

    #[test]
    fn a_test_swaps_one_part() -> Result<(), di_core::Error> {
        let mut app = App::new(Config { sender: "nobody".into() });
        app.mailer.override_with(Arc::new(FakeMailer));
        let signup: Signup = app.resolve()?;
        assert_eq!(signup.mailer.send("ada"), "nobody writes to ada");
        Ok(())
    }
}
