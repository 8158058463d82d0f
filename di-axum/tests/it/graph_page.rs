//! The wiring as a page.

use std::collections::BTreeSet;
use std::sync::Arc;

use di_axum::graph_page;
use di_core::Container as _;
use di_core::prelude::*;

struct Config;
struct Pool;
struct Replica;

fn open(_: Arc<Config>) -> Pool {
    Pool
}

fn close(_: Pool) {}

#[derive(Container)]
struct Infra {
    config: Value<Config>,
    #[provide(with = open, close = close)]
    pool: Resource<Pool>,
}

trait Check: Send + Sync {}

#[derive(Injectable)]
struct PoolCheck {
    #[expect(dead_code, reason = "only its wiring is looked at")]
    pool: Lazy<Arc<Pool>>,
}

impl Check for PoolCheck {}

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    #[expect(dead_code, reason = "only its wiring is looked at")]
    inner: Arc<dyn Mailer>,
}

impl Mailer for Logged {}

struct Cache;
struct Visitor;

#[derive(Injectable)]
struct Report {
    #[expect(dead_code, reason = "only its wiring is looked at")]
    checks: Vec<Arc<dyn Check>>,
    #[expect(dead_code, reason = "only its wiring is looked at")]
    mailer: Arc<dyn Mailer>,
}

#[derive(Container)]
struct App {
    #[import(Arc<Pool>)]
    infra: Arc<Infra>,
    replica: Value<Config, Replica>,
    #[provide(PoolCheck, into dyn Check, key = "pool")]
    check: Singleton<dyn Check>,
    #[provide(Smtp, decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
    #[provide(absent)]
    cache: Singleton<Cache>,
    #[provide(input)]
    visitor: Scoped<Visitor>,
    report: Factory<Report>,
}

fn page() -> String {
    let response = graph_page(&App::GRAPH);
    assert!(response.headers().contains_key("content-security-policy"));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let page = runtime.block_on(axum::body::to_bytes(response.into_body(), 1 << 20));
    String::from_utf8(page.expect("a body").to_vec()).expect("text")
}

/// What stands in the quotes after each of these.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    page.split(name).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_provider_is_there_once_and_every_link_leads_to_one() {
    let page = page();
    let ids = attributes(&page, " id=\"provider-");
    let distinct: BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), App::GRAPH.nodes().len() + Infra::GRAPH.nodes().len(), "{page}");
    assert_eq!(ids.len(), distinct.len(), "each once");
    let links = attributes(&page, " href=\"#provider-");
    assert!(links.len() > ids.len(), "all are in the list at the top, and some are needed");
    assert!(links.iter().all(|link| ids.contains(link)), "{links:?} in {ids:?}");
}

#[test]
fn it_tells_what_the_graph_knows() {
    let page = page();
    for part in [
        "from <code>Infra</code>",
        "Value&lt;Config, Replica&gt;",
        "decorated by <code>Logged</code>",
        "closed by <code>close</code> · opened at the start",
        "given to each scope",
        "absent",
        "graph_page.rs:",
        "<span class=\"later\">when it is used</span>",
        "Vec&lt;Arc&lt;dyn Check&gt;&gt;",
        "<span class=\"kind factory\">Factory</span>",
        "<span class=\"kind input\">Input</span>",
    ] {
        assert!(page.contains(part), "{part:?} is not in\n{page}");
    }
}

#[test]
fn it_needs_nothing_else_and_runs_nothing() {
    let page = page();
    for loads in ["<script", "src=", "url(", "@import", "<link", "http", "onclick"] {
        assert!(!page.contains(loads), "{loads:?} is in\n{page}");
    }
}

#[test]
fn one_can_choose_among_the_kinds_that_there_are() {
    let page = page();
    let choices = attributes(&page, " id=\"show-");
    let expected = ["value", "singleton", "resource", "input", "factory", "collection", "import"];
    assert_eq!(choices, expected);
    for kind in expected {
        let rule = format!("#show-{kind}:not(:checked)) .provider.{kind}");
        assert!(page.contains(&rule), "no rule for {kind}");
    }
}
