//! A report as data.

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{DynamicContainer, ProblemKind};

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct SmtpMailer;
impl Mailer for SmtpMailer {}

#[derive(Injectable)]
struct Signup {
    _mailer: Arc<dyn Mailer>,
}

#[derive(Injectable)]
struct Narcissus {
    _mirror: Arc<Narcissus>,
}

#[test]
fn a_program_can_read_it() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Narcissus>().singleton::<SmtpMailer>().factory::<Signup>();
    let line = line!() - 1;
    let error = app.check().unwrap_err();

    let kinds: Vec<_> = error.problems().iter().map(di_core::Problem::kind).collect();
    assert_eq!(kinds, [ProblemKind::Missing, ProblemKind::Cycle]);

    let missing = &error.problems()[0];
    assert_eq!(missing.message(), "no provider for `Arc<dyn Mailer>`");
    let [place] = missing.places() else { panic!("one needs it: {missing}") };
    assert_eq!(place.what(), "needed by `Signup._mailer`");
    let location = place.location().unwrap();
    assert!(location.file().ends_with("machine.rs"));
    assert!(location.line() < line);
    assert_eq!(
        missing.ways_out(),
        ["provide it: `.singleton::<SmtpMailer>().provides::<dyn Mailer>(|it| it)`"]
    );
    let [similar] = missing.similar_to() else { panic!("one is similar: {missing}") };
    assert!(similar.starts_with("`SmtpMailer` is registered ("), "{similar}");
    assert!(similar.contains(&format!("machine.rs:{line})")), "{similar}");

    let cycle = &error.problems()[1];
    let whats: Vec<_> = cycle.places().iter().map(di_core::Place::what).collect();
    assert_eq!(whats, ["`Narcissus`, through `_mirror`, needs", "`Narcissus`"]);
    assert!(cycle.places()[1].location().is_none());
    assert!(cycle.similar_to().is_empty());

    // Nothing is lost in the text.
    let text = format!("{error:#}");
    for problem in error.problems() {
        assert!(text.contains(&problem.to_string()));
    }
    assert_eq!(format!("{error:?}"), text);
}
