use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;

type Outcome = Result<(), Box<dyn std::error::Error>>;

trait Mailer: Send + Sync {
    fn name(&self) -> &'static str;
}

#[derive(Injectable)]
struct SmtpMailer {
    config: Arc<Config>,
}

impl Mailer for SmtpMailer {
    fn name(&self) -> &'static str {
        self.config.0
    }
}

struct Config(&'static str);

di_core::by_reference!(dyn Mailer);

#[derive(Injectable)]
struct Signup<'a> {
    mailer: &'a dyn Mailer,
    hasher: Hasher,
}

#[derive(Injectable)]
struct Hasher {
    #[inject(with = 12)]
    rounds: u32,
}

#[test]
fn it_all_works() -> Outcome {
    let app = DynamicContainer::builder()
        .value(Config("smtp"))
        .singleton::<SmtpMailer>()
        .provides::<dyn Mailer>(|it| it)
        .factory::<Hasher>()
        .factory::<Signup<'static>>()
        .build()?;
    let signup: Signup<'_> = app.resolve()?;
    assert_eq!((signup.mailer.name(), signup.hasher.rounds), ("smtp", 12));
    let keep: Arc<dyn Mailer> = app.resolve()?;
    assert!(std::ptr::addr_eq(signup.mailer, &*keep));
    println!("{}", app.graph());
    Ok(())
}
#[test]
fn broken() {
    let error = DynamicContainer::builder()
        .singleton::<SmtpMailer>()
        .factory::<Signup<'static>>()
        .factory::<Signup<'static>>()
        .build()
        .unwrap_err();
    println!("{error:#}");
}
