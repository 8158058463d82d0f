//! Nothing is left of a container.

use std::sync::{Arc, Weak};

use di_core::DynamicContainer;
use di_core::prelude::*;
use futures_executor::block_on;

use super::{Log, Tested, Trace};

pub struct Guest;

#[derive(Injectable)]
pub struct Ticket {
    #[inject(assisted)]
    _number: u32,
    _log: Arc<Log>,
}

/// Holds all ways back to its container.
#[derive(Injectable)]
pub struct Root {
    _trace: Arc<Trace>,
    _fresh: Fresh,
    lazy: Lazy<Arc<Log>>,
    made: Lazy<Arc<dyn Send + Sync>>,
    provider: Provider<Fresh>,
    tickets: Maker<Ticket, u32>,
}

#[derive(Injectable)]
pub struct Fresh {
    _root: Lazy<Arc<Root>>,
}

/// Holds all ways back to its scope.
#[derive(Injectable)]
pub struct Visit {
    root: Arc<Root>,
    guest: Lazy<Arc<Guest>>,
    guests: Provider<Arc<Guest>>,
    myself: Lazy<Arc<Visit>>,
    #[inject(Visit)]
    _trace: Trace,
}

fn app(log: &Arc<Log>) -> Result<Arc<DynamicContainer>, di_core::BuildError> {
    DynamicContainer::builder()
        .provide::<Log>()
        .value(Arc::clone(log))
        .singleton_with(|log: Arc<Log>| Trace("root", log))
        .singleton::<Root>()
        .factory::<Fresh>()
        .factory::<Maker<Ticket, u32>>()
        .provide::<dyn Send + Sync>()
        .factory_with(|| -> Box<dyn Send + Sync> { Box::new(1) })
        .input::<Guest>()
        .factory_with(|log: Arc<Log>| Trace("visit", log))
        .qualified::<Visit>()
        .scoped::<Visit>()
        .build()
}

di_core::by_value!(Trace);

#[test]
fn a_container_and_its_scopes_are_dropped_though_services_look_for_them_later() -> Tested {
    let log = Arc::new(Log::default());
    let app = app(&log)?;
    let scope = app.scope_owned_with((Guest,))?;
    let visit: Arc<Visit> = scope.resolve()?;
    visit.guest.get()?;
    visit.guests.get()?;
    visit.myself.get()?;
    visit.root.lazy.get()?;
    visit.root.made.get()?;
    visit.root.provider.get()?;
    visit.root.tickets.make(1)?;
    let (kept, root) = (Arc::downgrade(&visit), Arc::downgrade(&visit.root));
    let container: Weak<DynamicContainer> = Arc::downgrade(&app);
    drop(visit);
    block_on(scope.close())?;
    assert!(kept.upgrade().is_none());
    drop(app);
    assert!(container.upgrade().is_none() && root.upgrade().is_none());
    assert_eq!(log.take(), ["visit", "root"]);
    assert_eq!(Arc::strong_count(&log), 1);
    Ok(())
}

#[test]
fn what_only_the_builder_holds_is_dropped_with_it() {
    let value = Arc::new(());
    let mut builder = DynamicContainer::builder();
    builder.provide::<()>().value(Arc::clone(&value));
    builder.override_with::<()>(Arc::clone(&value));
    let held = Arc::clone(&value);
    builder.singleton_with(move |_: Arc<u64>| drop(Arc::clone(&held)));
    assert!(builder.build().is_err());
    assert_eq!(Arc::strong_count(&value), 1, "of a container that cannot be built nothing stays");
}

#[test]
fn a_shut_down_container_is_dropped() -> Tested {
    let log = Arc::new(Log::default());
    let mut builder = DynamicContainer::builder();
    builder
        .provide::<Log>()
        .value(Arc::clone(&log))
        .provide::<Trace>()
        .resource_with(|log: Arc<Log>| async { Trace("resource", log) })
        .close_with(|it: Arc<Trace>, _| it.1.add("closed"));
    let app = block_on(builder.start())?;
    let weak = Arc::downgrade(&app);
    block_on(app.shutdown())?;
    drop(app);
    assert!(weak.upgrade().is_none());
    assert_eq!(log.take(), ["closed", "resource"]);
    assert_eq!(Arc::strong_count(&log), 1);
    Ok(())
}
