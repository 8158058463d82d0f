//! A program that names the crate whose services it wants.

use std::collections::BTreeMap;
use std::sync::Arc;

use di_core::prelude::*;
use di_discovery_plugins::{Basket, Currency, Mailer, PriceRule, Quote, Unwanted};
use expect_test::expect;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn what_a_linked_crate_contributes_is_found() -> Outcome {
    let app = DynamicContainer::discover().expect_crate("di-discovery-plugins").build()?;
    let currency: &Currency = app.resolve()?;
    let quote: Quote<'_> = app.resolve()?;
    assert!(std::ptr::eq(currency, quote.currency));
    let basket: Arc<Basket> = app.scope().resolve()?;
    assert_eq!(basket.currency.0, "EUR");
    let mailer: Arc<dyn Mailer> = app.resolve()?;
    assert_eq!(mailer.name(), "log", "nobody else has contributed one");
    assert!(app.resolve::<Option<Arc<Unwanted>>>()?.is_none(), "its condition does not hold");
    Ok(())
}

#[test]
fn collections_have_what_crates_put_into_them_in_the_order_of_names() -> Outcome {
    let app = DynamicContainer::discover().build()?;
    let rules: Vec<&dyn PriceRule> = app.resolve()?;
    assert_eq!(rules.iter().fold(1_234, |price, rule| rule.apply(price)), 1_100);
    let by_name: BTreeMap<&str, Arc<dyn PriceRule>> = app.resolve()?;
    assert_eq!(by_name.keys().collect::<Vec<_>>(), [&"early bird", &"rounded"]);
    Ok(())
}

#[test]
fn the_graph_says_where_all_of_it_is() -> Outcome {
    let app = DynamicContainer::discover().build()?;
    expect![[r#"
        DynamicContainer
          Basket: Scoped<Basket>
            currency: Arc<Currency> <- Currency
          EarlyBird: Singleton<EarlyBird>
            currency: Arc<Currency> <- Currency
          LogMailer: Singleton<LogMailer> as dyn Mailer
          Quote<'_>: Factory<Quote<'_>>
            currency: &Currency <- Currency
          Rounded: Singleton<Rounded>
          Currency: Singleton<Currency> by currency
          HashMap<&str, Arc<dyn PriceRule>>: Collection
            "early bird": Arc<dyn PriceRule> <- EarlyBird
            "rounded": Arc<dyn PriceRule> <- Rounded
          Vec<Arc<dyn PriceRule>>: Collection
            EarlyBird: Arc<dyn PriceRule> <- EarlyBird
            Rounded: Arc<dyn PriceRule> <- Rounded
    "#]]
    .assert_eq(&app.graph().to_string());
    let currency = app.graph().node("Currency").expect("it is contributed");
    assert!(currency.location().file().ends_with("plugins/src/lib.rs"));
    Ok(())
}

#[test]
fn a_test_overrides_what_was_discovered() -> Outcome {
    let mut app = DynamicContainer::discover();
    app.override_with(Arc::new(Currency("USD")));
    assert_eq!(app.build()?.resolve::<Quote<'_>>()?.currency.0, "USD");
    Ok(())
}
