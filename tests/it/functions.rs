//! Functions and closures as providers, and functions that are called.

use std::num::ParseIntError;
use std::sync::Arc;

use di_core::prelude::*;

pub trait Greet: Send + Sync {
    fn greet(&self) -> String;
}

#[derive(Debug)]
pub struct Plain(&'static str);

impl Greet for Plain {
    fn greet(&self) -> String {
        self.0.to_owned()
    }
}

pub struct Config {
    name: String,
    port: &'static str,
}

pub struct Port(u16);

impl Port {
    pub fn new(config: Arc<Config>) -> Result<Self, ParseIntError> {
        config.port.parse().map(Self)
    }
}

pub struct Name(String);

fn name(config: &Config) -> Name {
    Name(config.name.clone())
}

fn shared() -> Arc<Plain> {
    Arc::new(Plain("shared"))
}

fn boxed_dyn() -> Box<dyn Greet> {
    Box::new(Plain("boxed"))
}

fn concrete(name: Arc<Name>) -> Result<Loud, String> {
    Ok(Loud(name))
}

pub struct Loud(Arc<Name>);

impl Greet for Loud {
    fn greet(&self) -> String {
        self.0.0.to_uppercase()
    }
}

pub trait Farewell: Send + Sync {
    fn farewell(&self) -> String;
}

impl Farewell for Loud {
    fn farewell(&self) -> String {
        format!("bye {}", self.0.0)
    }
}

pub trait Whisper: Send + Sync {
    fn whisper(&self) -> String;
}

impl Whisper for Plain {
    fn whisper(&self) -> String {
        self.0.to_lowercase()
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Token(u32);

pub struct View<'a> {
    name: &'a Name,
}

fn view(name: &Name) -> View<'_> {
    View { name }
}

pub struct Db {
    url: String,
}

#[derive(Container)]
pub struct App {
    config: Value<Config>,
    #[provide(with = Port::new)]
    port: Singleton<Port>,
    #[provide(with = name)]
    name: Singleton<Name>,
    #[provide(with = shared)]
    plain: Singleton<Plain>,
    #[provide(with = boxed_dyn)]
    boxed: Singleton<dyn Greet>,
    #[provide(Loud, with = concrete)]
    farewell: Singleton<dyn Farewell>,
    #[provide(with = || -> Result<Arc<dyn Whisper>, ParseIntError> { Ok(Arc::new(Plain("SH"))) })]
    whisper: Singleton<dyn Whisper>,
    #[provide(with = |port: Arc<Port>| Token(u32::from(port.0)))]
    token: Factory<Token>,
    #[provide(with = view)]
    view: Factory<View<'static>>,
    // A projection of another service.
    #[provide(with = |config: Arc<Config>| Db { url: format!("db/{}", config.name) })]
    db: Singleton<Db>,
}

fn app() -> Arc<App> {
    App::new(Config { name: "ada".into(), port: "80" }).build()
}

#[test]
fn functions_return_what_is_natural_to_them() {
    let app = app();
    assert_eq!(app.resolve::<&Port>().unwrap().0, 80);
    assert_eq!(app.resolve::<&Name>().unwrap().0, "ada");
    assert_eq!(app.resolve::<Arc<Plain>>().unwrap().0, "shared");
    assert_eq!(app.resolve::<&dyn Greet>().unwrap().greet(), "boxed");
    assert_eq!(app.resolve::<&dyn Farewell>().unwrap().farewell(), "bye ada");
    assert_eq!(app.resolve::<Arc<dyn Whisper>>().unwrap().whisper(), "sh");
    assert_eq!(app.resolve::<Token>().unwrap(), Token(80));
    assert_eq!(app.resolve::<&Db>().unwrap().url, "db/ada");
    let view: View<'_> = app.resolve().unwrap();
    assert!(std::ptr::eq(view.name, app.resolve::<&Name>().unwrap()));
}

#[test]
fn a_factory_calls_its_function_each_time_and_a_singleton_once() {
    use std::sync::atomic::{AtomicU32, Ordering};

    static CALLS: AtomicU32 = AtomicU32::new(0);

    pub struct Counted;

    #[derive(Container)]
    struct Counting {
        #[provide(with = || { CALLS.fetch_add(1, Ordering::Relaxed); Counted })]
        one: Singleton<Counted>,
        #[provide(with = || CALLS.fetch_add(10, Ordering::Relaxed))]
        many: Factory<u32>,
    }

    let app = Counting::new();
    app.resolve::<&Counted>().unwrap();
    app.resolve::<&Counted>().unwrap();
    assert_eq!(CALLS.load(Ordering::Relaxed), 1);
    assert_eq!((app.resolve::<u32>().unwrap(), app.resolve::<u32>().unwrap()), (1, 11));
}

#[test]
fn a_factory_of_a_trait_gives_boxes_and_arcs() {
    #[derive(Injectable)]
    struct Derived;

    impl Greet for Derived {
        fn greet(&self) -> String {
            "derived".into()
        }
    }

    #[derive(Container)]
    struct Rules {
        #[provide(Derived)]
        rule: Factory<dyn Greet>,
    }

    #[derive(Container)]
    struct Boxed {
        #[provide(with = boxed_dyn)]
        rule: Factory<dyn Greet>,
    }

    let rules = Rules::new();
    assert_eq!(rules.resolve::<Box<dyn Greet>>().unwrap().greet(), "derived");
    let (one, two): (Arc<dyn Greet>, Arc<dyn Greet>) =
        (rules.resolve().unwrap(), rules.resolve().unwrap());
    assert!(!Arc::ptr_eq(&one, &two), "a factory makes a new one each time");
    assert_eq!(Boxed::new().resolve::<Arc<dyn Greet>>().unwrap().greet(), "boxed");
}

#[test]
fn any_function_is_called_with_what_it_asks_for() {
    fn describe(port: &Port, name: Arc<Name>, token: Token) -> String {
        format!("{} {} {}", port.0, name.0, token.0)
    }

    let app = app();
    assert_eq!(app.call(describe).unwrap(), "80 ada 80");
    let owned = String::from("moved");
    let captured = app.call(move |name: &Name| format!("{owned} {}", name.0)).unwrap();
    assert_eq!(captured, "moved ada");
    assert_eq!(app.call(|| 5).unwrap(), 5);
    let result: Result<u8, ParseIntError> = app.call(|| "x".parse::<u8>()).unwrap();
    assert!(result.is_err(), "what the function returns is the caller's business");
}

#[test]
fn a_function_has_up_to_sixteen_parameters() {
    pub struct Wide(u32);
    type T = Token;

    #[expect(clippy::too_many_arguments, clippy::many_single_char_names)]
    fn wide(
        a: T,
        b: T,
        c: T,
        d: T,
        e: T,
        f: T,
        g: T,
        h: T,
        i: T,
        j: T,
        k: T,
        l: T,
        m: T,
        n: T,
        o: T,
        p: T,
    ) -> Wide {
        Wide([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p].iter().map(|it| it.0).sum())
    }

    #[derive(Container)]
    struct Sixteen {
        #[provide(with = || Token(1))]
        token: Factory<Token>,
        #[provide(with = wide)]
        wide: Singleton<Wide>,
    }

    assert_eq!(Sixteen::new().resolve::<&Wide>().unwrap().0, 16);
}
