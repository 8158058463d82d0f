//! Collections: what several fields put into one.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use di_core::ErrorKind;
use di_core::prelude::*;
use expect_test::expect;

use crate::errors::check;

pub trait Check: Send + Sync {
    fn name(&self) -> String;
}

pub struct Ping(&'static str);

impl Check for Ping {
    fn name(&self) -> String {
        self.0.to_owned()
    }
}

#[derive(Injectable)]
pub struct Disk;

impl Check for Disk {
    fn name(&self) -> String {
        "disk".to_owned()
    }
}

#[derive(Injectable)]
pub struct Loud {
    #[inject(assisted)]
    inner: Arc<dyn Check>,
}

impl Check for Loud {
    fn name(&self) -> String {
        self.inner.name().to_uppercase()
    }
}

pub struct RequestId(&'static str);

impl Check for RequestId {
    fn name(&self) -> String {
        self.0.to_owned()
    }
}

pub struct Mark;

#[derive(Container)]
pub struct App {
    #[provide(into dyn Check)]
    made: Factory<Disk>,
    #[provide(with = || Ping("once"), into dyn Check)]
    once: Singleton<Ping>,
    #[provide(into dyn Check)]
    given: Value<Ping, Mark>,
    #[provide(input, into dyn Check)]
    request: Scoped<RequestId>,
    #[provide(with = || Ping("scoped"), into dyn Check)]
    scoped: Scoped<Ping, u8>,
    #[provide(with = || -> Box<dyn Check> { Box::new(Ping("anonymous")) }, into dyn Check)]
    anonymous: Singleton<dyn Check>,
    #[provide(Disk, decorate = Loud, into dyn Check)]
    loud: Singleton<dyn Check, Mark>,
    #[provide(with = || -> Box<dyn Check> { Box::new(Ping("fresh")) }, into dyn Check)]
    fresh: Factory<dyn Check, u8>,
}

fn names(checks: &[Arc<dyn Check>]) -> Vec<String> {
    checks.iter().map(|it| it.name()).collect()
}

#[test]
fn elements_come_in_the_order_of_the_fields_whatever_their_kinds() {
    let app = App::new(Ping("given")).build();
    let scope = app.scope(RequestId("request"));
    let checks: Vec<Arc<dyn Check>> = scope.resolve().unwrap();
    let expected = ["disk", "once", "given", "request", "scoped", "anonymous", "DISK", "fresh"];
    assert_eq!(names(&checks), expected);
}

#[test]
fn each_element_has_its_own_lifetime() {
    let app = App::new(Ping("given")).build();
    let (one, two) = (app.scope(RequestId("one")), app.scope(RequestId("two")));
    let first: Vec<Arc<dyn Check>> = one.resolve().unwrap();
    let again: Vec<Arc<dyn Check>> = one.resolve().unwrap();
    let other: Vec<Arc<dyn Check>> = two.resolve().unwrap();
    let same = |left: &[Arc<dyn Check>], right: &[Arc<dyn Check>]| -> Vec<bool> {
        left.iter().zip(right).map(|(one, other)| Arc::ptr_eq(one, other)).collect()
    };
    // `Disk` has no size, so its address says nothing.
    assert_eq!(same(&first, &again)[1..], [true, true, true, true, true, true, false]);
    assert_eq!(same(&first, &other)[1..], [true, true, false, false, true, true, false]);
    let shared: &Ping = app.resolve().unwrap();
    assert_eq!(Arc::as_ptr(&first[1]).cast::<()>(), std::ptr::from_ref(shared).cast());
}

#[test]
fn a_collection_with_scoped_elements_needs_a_scope() {
    let app = App::new(Ping("given"));
    let error = app.resolve::<Vec<Arc<dyn Check>>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    assert_eq!(error.to_string(), "`RequestId` needs a scope (RequestId)");
}

#[test]
fn an_override_is_in_the_collection() {
    let mut app = App::new(Ping("given"));
    app.once.override_with(Arc::new(Ping("fake")));
    app.made.override_with(|| Disk);
    app.loud.override_with(Arc::new(Disk));
    app.given.override_with(Ping("another"));
    app.request.override_with(Arc::new(RequestId("nobody")));
    let scope = app.scope(RequestId("request"));
    let checks: Vec<Arc<dyn Check>> = scope.resolve().unwrap();
    let expected = ["disk", "fake", "another", "nobody", "scoped", "anonymous", "disk", "fresh"];
    assert_eq!(names(&checks), expected);
}

/// All that is kept can be borrowed.
#[derive(Container)]
pub struct Lent {
    #[provide(with = || Ping("one"), into dyn Check)]
    one: Singleton<Ping>,
    #[provide(borrowed, with = || Ping("two"), into dyn Check)]
    two: Scoped<Ping, u8>,
    #[provide(borrowed, input, into dyn Check)]
    three: Scoped<RequestId>,
    view: Factory<View<'static>>,
}

#[derive(Injectable)]
pub struct View<'a> {
    checks: Vec<&'a dyn Check>,
    perhaps: Option<Vec<&'a dyn Check>>,
}

#[test]
fn elements_are_borrowed() {
    let app = Lent::new();
    let scope = app.scope(RequestId("three"));
    let view: View<'_> = scope.resolve().unwrap();
    let names: Vec<_> = view.checks.iter().map(|it| it.name()).collect();
    assert_eq!(names, ["one", "two", "three"]);
    assert_eq!(view.perhaps.unwrap().len(), 3);
    let one: &Ping = app.resolve().unwrap();
    assert!(std::ptr::eq(std::ptr::from_ref(view.checks[0]).cast(), one));
}

pub trait Rule: Send + Sync {
    fn price(&self, price: u32) -> u32;
}

#[derive(Injectable)]
pub struct Half;

impl Rule for Half {
    fn price(&self, price: u32) -> u32 {
        price / 2
    }
}

#[derive(Injectable)]
pub struct Less {
    off: Arc<u32>,
}

impl Rule for Less {
    fn price(&self, price: u32) -> u32 {
        price - *self.off
    }
}

pub trait Step: Send + Sync {}
impl Step for Half {}
impl Step for Less {}
pub trait Route: Send + Sync {}
impl Route for Half {}
impl Route for Less {}
pub trait Letter: Send + Sync {}
impl Letter for Half {}
impl Letter for Less {}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    Post,
    Get,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Port(u16);

impl Port {
    const HTTP: Self = Self(80);
    const TLS: Self = Self(443);
}

pub trait Server: Send + Sync {}
impl Server for Half {}
impl Server for Less {}

const LATE: &str = "late";
const fn number() -> i64 {
    -3
}

#[derive(Container)]
pub struct Shop {
    off: Value<u32>,
    #[provide(into dyn Rule, key = "early")]
    #[provide(into dyn Step, key = 2)]
    #[provide(into dyn Route, key = Method::Post)]
    #[provide(into dyn Server, key = Port::TLS)]
    #[provide(into dyn Letter, key = 'b')]
    half: Singleton<Half>,
    #[provide(into dyn Rule, key: &'static str = LATE)]
    #[provide(into dyn Step, key = 1)]
    #[provide(into dyn Route, key = Method::Get)]
    #[provide(into dyn Server, key = Port::HTTP)]
    #[provide(into dyn Letter, key = 'a')]
    less: Factory<Less>,
    #[provide(Half, into dyn Quantity, key: i64 = number())]
    quantity: Singleton<dyn Quantity>,
    till: Factory<Till>,
}

pub trait Quantity: Send + Sync {}
impl Quantity for Half {}

#[derive(Injectable)]
pub struct Till {
    rules: BTreeMap<&'static str, Arc<dyn Rule>>,
    hashed: HashMap<&'static str, Arc<dyn Rule>>,
    listed: Vec<Arc<dyn Rule>>,
    later: Lazy<BTreeMap<&'static str, Arc<dyn Rule>>>,
}

#[test]
fn keys_of_text_give_maps() {
    let shop = Shop::new(10).build();
    let till: Till = shop.resolve().unwrap();
    assert_eq!(till.rules.keys().copied().collect::<Vec<_>>(), ["early", "late"]);
    assert_eq!((till.rules["early"].price(100), till.hashed["late"].price(100)), (50, 90));
    let listed: Vec<_> = till.listed.iter().map(|it| it.price(100)).collect();
    assert_eq!(listed, [50, 90], "in the order of the fields");
    assert_eq!(till.later.get().unwrap()["late"].price(100), 90);
    let applied = till.rules.values().fold(100, |price, rule| rule.price(price));
    assert_eq!(applied, 40);
}

#[test]
fn keys_are_numbers_letters_variants_and_constants() {
    let shop = Shop::new(10);
    let steps: BTreeMap<i32, Arc<dyn Step>> = shop.resolve().unwrap();
    assert_eq!(steps.into_keys().collect::<Vec<_>>(), [1, 2]);
    let routes: HashMap<Method, Arc<dyn Route>> = shop.resolve().unwrap();
    assert!(routes.contains_key(&Method::Get) && routes.contains_key(&Method::Post));
    let servers: BTreeMap<Port, Arc<dyn Server>> = shop.resolve().unwrap();
    assert_eq!(servers.into_keys().collect::<Vec<_>>(), [Port::HTTP, Port::TLS]);
    let letters: BTreeMap<char, Arc<dyn Letter>> = shop.resolve().unwrap();
    assert_eq!(letters.into_keys().collect::<String>(), "ab");
    let quantities: BTreeMap<i64, Arc<dyn Quantity>> = shop.resolve().unwrap();
    assert_eq!(quantities.into_keys().collect::<Vec<_>>(), [-3]);
}

#[test]
fn a_map_may_be_borrowed_and_hashed_in_another_way() {
    use std::collections::hash_map::DefaultHasher;
    use std::hash::BuildHasherDefault;

    let shop = Shop::new(10);
    let quantities: BTreeMap<i64, &dyn Quantity> = shop.resolve().unwrap();
    assert_eq!(quantities.len(), 1);
    type Other = BuildHasherDefault<DefaultHasher>;
    let rules: HashMap<&'static str, Arc<dyn Rule>, Other> = shop.resolve().unwrap();
    assert_eq!(rules["early"].price(4), 2);
}

#[derive(Container)]
#[container(collection(dyn Check), collection(dyn Rule, key: Method))]
pub struct Empty {}

#[test]
fn an_empty_collection_is_declared() {
    let app = Empty::new();
    assert!(app.resolve::<Vec<Arc<dyn Check>>>().unwrap().is_empty());
    assert!(app.resolve::<Vec<&dyn Check>>().unwrap().is_empty());
    assert!(app.resolve::<Vec<Arc<dyn Rule>>>().unwrap().is_empty());
    assert!(app.resolve::<BTreeMap<Method, Arc<dyn Rule>>>().unwrap().is_empty());
    assert!(app.resolve::<HashMap<Method, &dyn Rule>>().unwrap().is_empty());
}

#[test]
fn a_declared_collection_may_have_elements() {
    #[derive(Container)]
    #[container(collection(dyn Check), collection(dyn Rule, key: &'static str))]
    struct Filled {
        #[provide(into dyn Check)]
        disk: Singleton<Disk>,
        #[provide(into dyn Rule, key = "half")]
        half: Singleton<Half>,
    }

    let app = Filled::new();
    assert_eq!(names(&app.resolve::<Vec<_>>().unwrap()), ["disk"]);
    assert_eq!(app.resolve::<BTreeMap<_, Arc<dyn Rule>>>().unwrap()["half"].price(2), 1);
}

pub struct Down;

impl Check for Down {
    fn name(&self) -> String {
        "down".to_owned()
    }
}

#[derive(Injectable)]
pub struct Monitor {
    _checks: Vec<Arc<dyn Check>>,
}

#[derive(Container)]
pub struct Failing {
    #[provide(into dyn Check)]
    disk: Singleton<Disk>,
    #[provide(with = || Err::<Down, _>("no route"), into dyn Check)]
    down: Singleton<Down>,
    monitor: Singleton<Monitor>,
}

#[test]
fn an_element_that_fails_is_told_with_its_path() {
    let error = Failing::new().resolve::<&Monitor>().err().unwrap();
    check(
        &error,
        &expect![[r#"
            the constructor of `Down` failed
              `Down` is provided by `down` (collections.rs:334)
              needed by `Monitor._checks` (collections.rs:326)
            path: Monitor -> Down
            caused by: no route"#]],
    );
}

#[test]
fn a_provider_of_a_collection_asks_its_elements_each_time() {
    let app = App::new(Ping("given")).build();
    let scope = app.scope_owned(RequestId("request"));
    let checks: Provider<Vec<Arc<dyn Check>>> = scope.resolve().unwrap();
    let (one, two) = (checks.get().unwrap(), checks.get().unwrap());
    assert!(Arc::ptr_eq(&one[1], &two[1]) && !Arc::ptr_eq(&one[7], &two[7]));
    let lazy: Lazy<Vec<Arc<dyn Check>>> = scope.resolve().unwrap();
    assert!(Arc::ptr_eq(&lazy.get().unwrap()[7], &lazy.get().unwrap()[7]), "made once for it");
    drop(scope);
    assert_eq!(checks.get().err().unwrap().kind(), ErrorKind::Closed);
}

#[test]
fn elements_that_need_their_collection_ask_for_it_later() {
    #[derive(Injectable)]
    pub struct Summary {
        all: Lazy<Vec<Arc<dyn Check>>>,
    }

    impl Check for Summary {
        fn name(&self) -> String {
            self.all.get().map_or(String::new(), |all| format!("one of {}", all.len()))
        }
    }

    #[derive(Container)]
    struct Summed {
        #[provide(into dyn Check)]
        disk: Singleton<Disk>,
        #[provide(into dyn Check)]
        summary: Singleton<Summary>,
    }

    let app = Summed::new().build();
    let weak = Arc::downgrade(&app);
    assert_eq!(app.resolve::<Vec<&dyn Check>>().unwrap()[1].name(), "one of 2");
    drop(app);
    assert!(weak.upgrade().is_none());
}

#[test]
fn the_graph_shows_them() {
    expect![[r#"
        App
          made: Factory<Disk>
          once: Singleton<Ping> by a closure
          given: Value<Ping, Mark>
          request: Scoped<RequestId>, given
          scoped: Scoped<Ping, u8> by a closure
          anonymous: Singleton<dyn Check> by a closure
          loud: Singleton<dyn Check, Mark> by Disk, decorated by Loud
          fresh: Factory<dyn Check, u8> by a closure
          dyn Check: Collection
            made: Arc<dyn Check> <- made
            once: Arc<dyn Check> <- once
            given: Arc<dyn Check> <- given
            request: Arc<dyn Check> <- request
            scoped: Arc<dyn Check> <- scoped
            anonymous: Arc<dyn Check> <- anonymous
            loud: Arc<dyn Check> <- loud
            fresh: Arc<dyn Check> <- fresh
    "#]]
    .assert_eq(&App::GRAPH.to_string());
    expect![[r#"
        Shop
          off: Value<u32>
          half: Singleton<Half>
          less: Factory<Less>
            off: Arc<u32> <- off
          quantity: Singleton<dyn Quantity> by Half
          till: Factory<Till>
            rules: BTreeMap<&str, Arc<dyn Rule>> <- dyn Rule
            hashed: HashMap<&str, Arc<dyn Rule>> <- dyn Rule
            listed: Vec<Arc<dyn Rule>> <- dyn Rule
            later: Lazy<BTreeMap<&str, Arc<dyn Rule>>> <- dyn Rule
          dyn Rule: Collection
            "early": Arc<dyn Rule> <- half
            LATE: Arc<dyn Rule> <- less
          dyn Step: Collection
            2: Arc<dyn Step> <- half
            1: Arc<dyn Step> <- less
          dyn Route: Collection
            Method::Post: Arc<dyn Route> <- half
            Method::Get: Arc<dyn Route> <- less
          dyn Server: Collection
            Port::TLS: Arc<dyn Server> <- half
            Port::HTTP: Arc<dyn Server> <- less
          dyn Letter: Collection
            'b': Arc<dyn Letter> <- half
            'a': Arc<dyn Letter> <- less
          dyn Quantity: Collection
            number(): Arc<dyn Quantity> <- quantity
    "#]]
    .assert_eq(&Shop::GRAPH.to_string());
    expect![[r#"
        Empty
          dyn Check: Collection
          dyn Rule: Collection
    "#]]
    .assert_eq(&Empty::GRAPH.to_string());
}
