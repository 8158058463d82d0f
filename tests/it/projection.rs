//! Projection: a part of another service, provided by a closure.

use std::sync::Arc;

use di_core::prelude::*;
use expect_test::expect;

#[derive(Clone, Debug, PartialEq)]
pub struct Db {
    url: &'static str,
}

/// A source of each kind.
pub struct Given {
    db: Arc<Db>,
}

pub struct Kept {
    db: Arc<Db>,
}

pub struct Bound {
    db: Arc<Db>,
}

pub struct Made {
    db: Arc<Db>,
}

fn db(url: &'static str) -> Arc<Db> {
    Arc::new(Db { url })
}

#[derive(Container)]
pub struct App {
    given: Value<Given>,
    #[provide(with = || Kept { db: db("kept") })]
    kept: Singleton<Kept>,
    #[provide(with = || Bound { db: db("bound") })]
    bound: Scoped<Bound>,
    #[provide(with = || Made { db: db("made") })]
    made: Factory<Made>,

    #[provide(with = |it: Arc<Given>| it.db.clone())]
    given_to_singleton: Singleton<Db, (Given, u8)>,
    #[provide(with = |it: &Given| it.db.clone())]
    given_to_scoped: Scoped<Db, (Given, u16)>,
    #[provide(with = |it: &Given| (*it.db).clone())]
    given_to_factory: Factory<Db, (Given, u32)>,

    #[provide(with = |it: &Kept| it.db.clone())]
    kept_to_singleton: Singleton<Db, (Kept, u8)>,
    #[provide(with = |it: Arc<Kept>| it.db.clone())]
    kept_to_scoped: Scoped<Db, (Kept, u16)>,
    #[provide(with = |it: &Kept| (*it.db).clone())]
    kept_to_factory: Factory<Db, (Kept, u32)>,

    #[provide(with = |it: &Bound| it.db.clone())]
    bound_to_scoped: Scoped<Db, (Bound, u16)>,
    #[provide(with = |it: Arc<Bound>| (*it.db).clone())]
    bound_to_factory: Factory<Db, (Bound, u32)>,

    #[provide(with = |it: Made| it.db)]
    made_to_singleton: Singleton<Db, (Made, u8)>,
    #[provide(with = |it: Made| it.db)]
    made_to_scoped: Scoped<Db, (Made, u16)>,
    #[provide(with = |it: Made| (*it.db).clone())]
    made_to_factory: Factory<Db, (Made, u32)>,
    #[provide(borrowed, with = |it: Made| (*it.db).clone())]
    made_to_borrowed: Scoped<Db, (Made, u64)>,
}

fn app() -> App {
    App::new(Given { db: db("given") })
}

/// What every projection gives, by its source.
fn urls(app: &App) -> [Vec<&'static str>; 4] {
    type Kept8<S> = Named<Arc<Db>, (S, u8)>;
    type Kept16<S> = Named<Arc<Db>, (S, u16)>;
    type Made32<S> = Named<Db, (S, u32)>;
    let scope = app.scope();
    let given =
        scope.call(|a: Kept8<Given>, b: Kept16<Given>, c: Made32<Given>| vec![a.url, b.url, c.url]);
    let kept =
        scope.call(|a: Kept8<Kept>, b: Kept16<Kept>, c: Made32<Kept>| vec![a.url, b.url, c.url]);
    let bound = scope.call(|b: Kept16<Bound>, c: Made32<Bound>| vec![b.url, c.url]);
    let made = scope.call(
        |a: Kept8<Made>, b: Kept16<Made>, c: Made32<Made>, d: Named<&Db, (Made, u64)>| {
            vec![a.url, b.url, c.url, d.url]
        },
    );
    [given.unwrap(), kept.unwrap(), bound.unwrap(), made.unwrap()]
}

#[test]
fn a_part_of_each_kind_is_provided_as_each_kind() {
    let expected = [vec!["given"; 3], vec!["kept"; 3], vec!["bound"; 2], vec!["made"; 4]];
    assert_eq!(urls(&app()), expected);
}

#[test]
fn an_override_of_the_source_is_followed() {
    let mut app = app();
    app.given.override_with(Given { db: db("another given") });
    app.kept.override_with(Arc::new(Kept { db: db("another kept") }));
    app.bound.override_with_fn(|| Bound { db: db("another bound") });
    app.made.override_with(|| Made { db: db("another made") });
    let expected = [
        vec!["another given"; 3],
        vec!["another kept"; 3],
        vec!["another bound"; 2],
        vec!["another made"; 4],
    ];
    assert_eq!(urls(&app), expected);
}

#[test]
fn a_projection_is_overridden_without_its_source() {
    let mut app = app();
    app.kept.override_with_fn(|| -> Result<Kept, &str> { Err("it is not needed") });
    app.kept_to_singleton.override_with(db("by itself"));
    assert_eq!(app.resolve::<Named<&Db, (Kept, u8)>>().unwrap().url, "by itself");
    assert!(app.resolve::<Named<Db, (Kept, u32)>>().is_err());
}

#[test]
fn what_is_shared_is_not_copied() {
    let app = app();
    let projected: Named<Arc<Db>, (Given, u8)> = app.resolve().unwrap();
    assert!(Arc::ptr_eq(&projected, &app.resolve::<&Given>().unwrap().db));
}

#[test]
fn a_part_may_borrow_from_its_source() {
    pub struct Url<'a>(&'a str);

    fn url(config: &Config) -> Url<'_> {
        Url(&config.url)
    }

    pub struct Config {
        url: String,
    }

    #[derive(Container)]
    struct Borrowing {
        config: Value<Config>,
        #[provide(with = url)]
        url: Factory<Url<'static>>,
    }

    let mut app = Borrowing::new(Config { url: "one".into() });
    assert_eq!(app.resolve::<Url<'_>>().unwrap().0, "one");
    app.config.override_with(Config { url: "two".into() });
    assert_eq!(app.resolve::<Url<'_>>().unwrap().0, "two");
}

#[test]
fn a_part_may_be_asked_for_later_and_in_a_trait() {
    pub trait Named {
        fn name(&self) -> &'static str;
    }

    impl Named for Db {
        fn name(&self) -> &'static str {
            self.url
        }
    }

    #[derive(Container)]
    struct Traits {
        given: Value<Given>,
        #[provide(with = |it: Lazy<Arc<Given>>| it.get().map(|it| it.db.clone() as Arc<dyn Named + Send + Sync>))]
        named: Singleton<dyn Named + Send + Sync>,
    }

    let app = Traits::new(Given { db: db("given") }).build();
    assert_eq!(app.resolve::<&(dyn Named + Send + Sync)>().unwrap().name(), "given");
}

#[test]
fn the_graph_shows_the_source() {
    let node = App::GRAPH.node("given_to_singleton").unwrap();
    let source = node.dependencies().next().unwrap().target().unwrap();
    assert_eq!(App::GRAPH.nodes()[source].name(), "given");
    let text = App::GRAPH.to_string();
    let line = text.lines().nth(6).unwrap();
    expect!["it: Arc<Given> <- given"].assert_eq(line.trim());
}
