//! Containers that use containers.

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{DynamicContainer, ErrorKind, ProviderKind};
use expect_test::expect;
use futures_executor::block_on;

use super::{Log, Tested, Trace, report};

pub trait Plugin: Send + Sync {
    fn name(&self) -> &'static str;
}

di_core::by_reference!(dyn Plugin);

pub struct Config(&'static str);

#[derive(Injectable)]
pub struct Printer {
    config: Arc<Config>,
}

impl Plugin for Printer {
    fn name(&self) -> &'static str {
        self.config.0
    }
}

#[derive(Container)]
pub struct Base {
    config: Value<Config>,
    #[provide(Printer)]
    plugin: Singleton<dyn Plugin>,
    #[provide(input)]
    request: Scoped<u64>,
}

#[derive(Container)]
pub struct App {
    #[import(Arc<dyn Plugin>, &dyn Plugin, Option<Arc<Config>>)]
    plugins: Arc<DynamicContainer>,
    host: Singleton<Host>,
}

#[derive(Injectable)]
pub struct Host {
    plugin: Arc<dyn Plugin>,
    later: Lazy<Arc<dyn Plugin>>,
    config: Option<Arc<Config>>,
}

#[test]
fn a_dynamic_container_imports_from_a_declared_one() -> Tested {
    let base = Base::new(Config("base")).build();
    let app = DynamicContainer::builder()
        .import::<dyn Plugin, _>(&base)
        .contributes::<dyn Plugin>(|it| it)
        .import::<Config, _>(&base)
        .singleton::<Host>()
        .build()?;
    let host: &Host = app.resolve()?;
    assert_eq!((host.plugin.name(), host.config.as_ref().unwrap().0), ("base", "base"));
    assert!(Arc::ptr_eq(&host.plugin, &base.resolve()?));
    assert!(Arc::ptr_eq(&host.plugin, &host.later.get()?));
    assert!(Arc::ptr_eq(&host.plugin, &app.resolve::<Vec<Arc<dyn Plugin>>>()?[0]));
    let node = app.graph().nodes().iter().find(|it| it.kind() == ProviderKind::Import).unwrap();
    assert_eq!(node.imported_from().unwrap().container(), "Base");
    Ok(())
}

#[test]
fn a_dynamic_container_imports_from_a_dynamic_one() -> Tested {
    let base = DynamicContainer::builder()
        .value(Config("plugins"))
        .singleton::<Printer>()
        .provides::<dyn Plugin>(|it| it)
        .build()?;
    let app = DynamicContainer::builder().import::<dyn Plugin, _>(&base).build()?;
    assert!(Arc::ptr_eq(&app.resolve::<Arc<dyn Plugin>>()?, &base.resolve()?));
    drop(base);
    assert_eq!(app.resolve::<&dyn Plugin>()?.name(), "plugins", "it keeps the other alive");
    Ok(())
}

#[test]
fn a_declared_container_imports_from_a_dynamic_one() -> Tested {
    let plugins = DynamicContainer::builder()
        .value(Config("dynamic"))
        .singleton::<Printer>()
        .provides::<dyn Plugin>(|it| it)
        .build()?;
    let app = App::new(Arc::clone(&plugins)).build();
    let host: &Host = app.resolve()?;
    assert!(Arc::ptr_eq(&host.plugin, &plugins.resolve()?));
    assert!(Arc::ptr_eq(&host.plugin, &host.later.get()?));
    assert_eq!(host.config.as_ref().unwrap().0, "dynamic");
    assert_eq!(app.resolve::<&dyn Plugin>()?.name(), "dynamic");
    Ok(())
}

#[test]
fn what_the_dynamic_one_lacks_is_an_error_with_a_path() -> Tested {
    let app = App::new(DynamicContainer::builder().build()?).build();
    let error = app.resolve::<&Host>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotProvided);
    crate::errors::check(
        &error,
        &expect![[r#"
            no provider for `Arc<dyn Plugin>`
              needed by `Host.plugin` (dynamic/imports.rs:49)
            path: Host -> Arc<dyn Plugin>
            help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`"#]],
    );
    Ok(())
}

#[test]
fn what_the_dynamic_one_fails_to_build_is_told_with_both_paths() -> Tested {
    let plugins = DynamicContainer::builder()
        .provide::<Config>()
        .singleton_with(|| Err::<Config, _>("no file"))
        .singleton::<Printer>()
        .provides::<dyn Plugin>(|it| it)
        .build()?;
    let error = App::new(plugins).build().resolve::<&Host>().err().unwrap();
    crate::errors::check(
        &error,
        &expect![[r#"
            the constructor of `Config` failed
              `Config` is registered (dynamic/imports.rs:123)
              needed by `Printer.config` (dynamic/imports.rs:22)
              needed by `Host.plugin` (dynamic/imports.rs:49)
            path: Host -> Printer -> Config
            caused by: no file"#]],
    );
    Ok(())
}

#[test]
fn what_is_made_anew_or_scoped_is_not_imported() {
    let base = DynamicContainer::builder()
        .provide::<dyn Plugin>()
        .factory_with(|| -> Box<dyn Plugin> { unreachable!("it is not asked for") })
        .input::<u64>()
        .build()
        .unwrap();
    let mut builder = DynamicContainer::builder();
    builder.import::<dyn Plugin, _>(&base);
    builder.import::<u64, _>(&Base::new(Config("base")).build());
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built: 2 problems

            scoped import: `u64` needs a scope of the container that it is taken from
              `u64`, imported (imports.rs:151)
              taken from `Base`, where `request` needs a scope (imports.rs:37)
            help: import what it is made of, and register it here: `.scoped::<u64>()`

            `DynamicContainer` makes a new `dyn Plugin` each time, so it cannot be imported
              imported (imports.rs:150)
            help: import what it is made of, and register what makes it here: `.factory::<..>()`"#]],
    );
}

#[test]
fn what_another_dynamic_one_lacks_is_told_when_this_one_is_built() {
    let base = DynamicContainer::builder().build().unwrap();
    let mut builder = DynamicContainer::builder();
    builder.import::<dyn Plugin, _>(&base);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Plugin>` in `DynamicContainer`
              imported (imports.rs:172)
            help: register it there"#]],
    );
}

#[test]
fn a_closed_container_is_not_imported_from() -> Tested {
    let base = block_on(DynamicContainer::builder().value(Config("base")).start())?;
    let app = DynamicContainer::builder().import::<Config, _>(&base).build()?;
    block_on(base.shutdown())?;
    assert_eq!(app.resolve::<&Config>().err().unwrap().kind(), ErrorKind::Closed);
    Ok(())
}

#[test]
fn what_is_imported_is_dropped_with_its_own_container() -> Tested {
    let log = Arc::new(Log::default());
    let traced = Arc::clone(&log);
    let base = DynamicContainer::builder()
        .singleton_with(move || Trace("base's", Arc::clone(&traced)))
        .build()?;
    let app = DynamicContainer::builder().import::<Trace, _>(&base).build()?;
    app.resolve::<&Trace>()?;
    drop(app);
    assert!(log.take().is_empty());
    drop(base);
    assert_eq!(log.take(), ["base's"]);
    Ok(())
}

fn outer(base: &Arc<DynamicContainer>) -> Result<Arc<DynamicContainer>, di_core::BuildError> {
    DynamicContainer::builder().import::<u64, _>(base).build()
}

#[test]
fn containers_that_import_at_one_place_from_different_ones_are_not_mistaken() -> Tested {
    let kept = DynamicContainer::builder().value(1_u64).build()?;
    let scoped = DynamicContainer::builder().input::<u64>().build()?;
    assert_eq!(*outer(&kept)?.resolve::<&u64>()?, 1);
    assert_eq!(
        outer(&scoped).unwrap_err().problems()[0].kind(),
        di_core::ProblemKind::ScopedImport
    );
    let another = DynamicContainer::builder().value(2_u64).build()?;
    let graph = outer(&another)?.graph();
    assert!(std::ptr::eq(graph.nodes()[0].imported_from().unwrap(), another.graph()));
    Ok(())
}

pub struct Second;

#[derive(Container)]
pub struct Collecting {
    #[import(Vec<Arc<dyn Plugin>>, std::collections::HashMap<u8, Arc<dyn Plugin>>)]
    #[import(Named<Arc<dyn Plugin>, Second>, Box<dyn Plugin>)]
    plugins: Arc<DynamicContainer>,
    #[provide(with = |all: Vec<Arc<dyn Plugin>>| all.len())]
    length: Singleton<usize>,
}

#[test]
fn a_declared_container_imports_collections_qualified_and_fresh_ones() -> Tested {
    let plugins = DynamicContainer::builder()
        .value(Config("dynamic"))
        .singleton::<Printer>()
        .contributes::<dyn Plugin>(|it| it)
        .contributes_as::<_, dyn Plugin>(7_u8, |it| it)
        .factory::<Printer>()
        .provides::<dyn Plugin>(|it| it)
        .value(Printer { config: Arc::new(Config("second")) })
        .provides::<dyn Plugin>(|it| it)
        .qualified::<Second>()
        .build()?;
    let app = Collecting::new(plugins).build();
    assert_eq!(*app.resolve::<&usize>()?, 1);
    let by_key: std::collections::HashMap<u8, Arc<dyn Plugin>> = app.resolve()?;
    assert_eq!(by_key[&7].name(), "dynamic");
    assert_eq!(app.resolve::<Named<Arc<dyn Plugin>, Second>>()?.name(), "second");
    assert_eq!(app.resolve::<Box<dyn Plugin>>()?.name(), "dynamic");
    Ok(())
}
