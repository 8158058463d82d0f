//! What lives long and needs what lives shorter.

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{DynamicContainer, Outcome};
use expect_test::expect;

use super::check;

trait Step: Send + Sync {}

struct RequestId;

#[derive(Injectable)]
struct Audit {
    _request: Arc<RequestId>,
}

#[derive(Injectable)]
struct Users {
    _audit: Arc<Audit>,
}

#[derive(Injectable)]
struct Entry<'a> {
    _request: &'a RequestId,
}

#[derive(Injectable)]
struct Journal {
    _entry: Box<Line>,
}

struct Line;

#[derive(Injectable)]
struct First {
    _request: Arc<RequestId>,
}
impl Step for First {}

#[derive(Injectable)]
struct Steps {
    _all: Vec<Arc<dyn Step>>,
}

#[derive(Injectable)]
struct Later {
    _request: Lazy<Arc<RequestId>>,
}

#[derive(Injectable)]
struct Again {
    _entry: Provider<Box<Line>>,
}

struct Pool;

async fn connect(_request: Arc<RequestId>) -> Pool {
    Pool
}

struct Report;

fn report(_pool: Arc<String>, _audit: Arc<RequestId>) -> Report {
    Report
}

trait Render: Send + Sync {}

#[derive(Injectable)]
struct Page;
impl Render for Page {}

#[derive(Container)]
struct Infra {
    #[provide(input)]
    request: Scoped<RequestId>,
    audit: Scoped<Audit>,
    #[provide(Page)]
    page: Factory<dyn Render>,
}

#[test]
fn a_singleton_and_a_scoped_service() {
    let mut app = DynamicContainer::builder();
    app.input::<RequestId>().scoped::<Audit>().singleton::<Users>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            captive dependency: `Users` would outlive `Audit`
              `Users`, a singleton, through `_audit`, needs (captives.rs:22)
              `Audit`, which lives in a scope (captives.rs:88)
            help: register it as `.scoped::<Users>()` or `.factory::<Users>()`, or pass `Audit` to its methods"#]],
    );
}

#[test]
fn through_a_factory() {
    let mut app = DynamicContainer::builder();
    app.input::<RequestId>();
    app.provide::<Line>().factory_with(|_: Arc<RequestId>| Box::new(Line));
    app.singleton::<Journal>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            captive dependency: `Journal` would outlive `RequestId`
              `Journal`, a singleton, through `_entry`, needs (captives.rs:32)
              `Line`, a factory, through parameter #1, needs (captives.rs:105)
              `RequestId`, which lives in a scope (captives.rs:104)
            help: register it as `.scoped::<Journal>()` or `.factory::<Journal>()`, or pass `RequestId` to its methods"#]],
    );
}

#[test]
fn through_a_collection() {
    let mut app = DynamicContainer::builder();
    app.input::<RequestId>();
    app.scoped::<First>().contributes::<dyn Step>(|it| it);
    app.singleton::<Steps>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            captive dependency: `Steps` would outlive `First`
              `Steps`, a singleton, through `_all`, needs (captives.rs:45)
              `Vec<Arc<dyn Step>>`, a collection, holds (captives.rs:124)
              `First`, which lives in a scope (captives.rs:124)
            help: register it as `.scoped::<Steps>()` or `.factory::<Steps>()`, or pass `First` to its methods"#]],
    );
}

#[test]
fn what_is_looked_for_later() {
    let mut app = DynamicContainer::builder();
    app.input::<RequestId>().singleton::<Later>();
    app.provide::<Line>().factory_with(|_: Arc<RequestId>| Box::new(Line));
    app.singleton::<Again>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            captive dependency: `Later` would outlive `RequestId`
              `Later`, a singleton, through `_request`, looks later for (captives.rs:50)
              `RequestId`, which lives in a scope (captives.rs:142)
            help: a singleton is built outside of any scope; register it as `.scoped::<Later>()` or `.factory::<Later>()`, or pass `RequestId` to its methods

            captive dependency: `Again` would outlive `RequestId`
              `Again`, a singleton, through `_entry`, looks later for (captives.rs:55)
              `Line`, a factory, through parameter #1, needs (captives.rs:143)
              `RequestId`, which lives in a scope (captives.rs:142)
            help: a singleton is built outside of any scope; register it as `.scoped::<Again>()` or `.factory::<Again>()`, or pass `RequestId` to its methods"#]],
    );
}

#[test]
fn of_a_function_and_of_a_resource() {
    let mut app = DynamicContainer::builder();
    app.value(String::new()).input::<RequestId>().singleton_with(report);
    app.provide::<Pool>().resource_with(connect).close_with(|_, _: Outcome| ());
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            captive dependency: `Report` would outlive `RequestId`
              `Report`, a singleton, through parameter #2 of `report`, needs (captives.rs:166)
              `RequestId`, which lives in a scope (captives.rs:166)
            help: register `Report` with `.scoped_with(..)` or `.factory_with(..)`, or pass `RequestId` to its methods

            captive dependency: `Pool` would outlive `RequestId`
              `Pool`, a resource, through parameter #1 of `connect`, needs (captives.rs:167)
              `RequestId`, which lives in a scope (captives.rs:166)
            help: open it in each scope: `.provide::<Pool>().scoped_async(..)`, or pass `RequestId` to its methods"#]],
    );
}

#[test]
fn what_is_imported_and_needs_a_scope() {
    let infra = Infra::new().build();
    let mut app = DynamicContainer::builder();
    app.import::<Audit, _>(&infra);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            scoped import: `Audit` needs a scope of the container that it is taken from
              `Audit`, imported (captives.rs:189)
              taken from `Infra`, where `audit` needs a scope (captives.rs:80)
            help: import what it is made of, and register it here: `.scoped::<Audit>()`"#]],
    );
}

#[test]
fn what_is_made_where_it_is_imported() {
    let infra = Infra::new().build();
    let mut app = DynamicContainer::builder();
    app.import::<dyn Render, _>(&infra);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            `Infra` makes a new `dyn Render` each time, so it cannot be imported
              imported (captives.rs:206)
            help: import what it is made of, and register what makes it here: `.factory::<..>()`"#]],
    );
}

#[test]
fn what_is_made_for_a_request_may_ask_for_it() {
    let mut app = DynamicContainer::builder();
    app.input::<RequestId>().factory::<Entry<'static>>();
    app.build().unwrap();
}
