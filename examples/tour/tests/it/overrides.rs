//! A test overrides one part, and everything else stays as it is.

use std::sync::Arc;

use di_core::prelude::*;
use tour::app::App;
use tour::audit::Audit;
use tour::config::{Currency, PricingConfig};
use tour::database::Database;
use tour::infra::Infra;
use tour::optional::Sponsor;
use tour::select::Mailer;
use tour::{assisted, optional, projection, qualifier, select};

use crate::support::{GOOD, read};

fn app() -> App {
    App::from(read(GOOD, &[]).expect("no problem"))
}

#[derive(Debug)]
struct FakeMailer;

impl Mailer for FakeMailer {
    fn send(&self, to: &str, text: &str) -> String {
        format!("nobody writes `{text}` to {to}")
    }
}

#[test]
fn a_mailer_that_is_overridden_has_no_decorators() -> Result<(), di_core::Error> {
    let mut app = app();
    app.mailer.override_with(Arc::new(FakeMailer));
    let app = app.build();
    assert_eq!(select::show(&app)?, ["nobody writes `see you soon` to ada"]);
    assert_eq!(app.resolve::<Arc<Audit>>()?.last(), (0, String::new()));
    Ok(())
}

#[test]
fn an_absent_sponsor_that_is_overridden_is_there() -> Result<(), di_core::Error> {
    let mut app = app();
    app.sponsor.override_with(Arc::new(Sponsor("the city")));
    assert_eq!(optional::show(&app)?, ["coffee is paid for by the city"]);
    Ok(())
}

#[test]
fn a_part_of_what_is_overridden_is_a_part_of_the_override() -> Result<(), di_core::Error> {
    let mut app = app();
    app.pricing_config
        .override_with(PricingConfig { currency: Currency("CHF".to_owned()), discount: 50 });
    let app = app.build();
    assert_eq!(projection::show(&app)?, ["the till counts CHF"]);
    assert_eq!(assisted::show(&app)?, ["ada pays 100 CHF", "bob pays 100 CHF"]);
    Ok(())
}

#[test]
fn what_is_overridden_before_it_is_imported_is_imported() -> Result<(), di_core::Error> {
    let settings = read(GOOD, &[]).expect("no problem");
    let mut infra = Infra::new(settings.database);
    infra.replica.override_with(Arc::new(Database { role: "fake", connections: 1 }));
    let app = App::new(settings.mail, settings.pricing, infra.build());
    let lines = qualifier::show(&app.build())?;
    assert_eq!(lines[0], "the report reads from the fake database and writes to the primary one");
    Ok(())
}
