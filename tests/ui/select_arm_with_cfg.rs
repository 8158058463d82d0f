// An arm of a selection is only there under a condition.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Console;

impl Mailer for Console {}

#[derive(Container)]
struct App {
    quiet: Value<bool>,
    #[provide(select = |quiet: &bool| match quiet {
        #[cfg(windows)]
        false => Outlook,
        _ => Console,
    })]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
