//! Each kind of provider with each thing that a field can have: it works, or it is
//! refused, and then a golden file shows how.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::future::ready;
use std::path::Path;
use std::sync::Arc;

use di_core::prelude::*;
use futures_executor::block_on;

pub trait View: Send + Sync {
    fn number(&self) -> u32;
}

#[derive(Clone)]
pub struct Thing(u32);

impl View for Thing {
    fn number(&self) -> u32 {
        self.0
    }
}

/// Adds one.
#[derive(Injectable)]
pub struct More {
    #[inject(assisted)]
    inner: Arc<Seen>,
}

impl View for More {
    fn number(&self) -> u32 {
        self.inner.number() + 1
    }
}

/// Adds one to what a factory makes.
#[derive(Injectable)]
pub struct MoreBoxed {
    #[inject(assisted)]
    inner: Box<Seen>,
}

impl View for MoreBoxed {
    fn number(&self) -> u32 {
        self.inner.number() + 1
    }
}

/// What stands behind a trait; it can be seen as a plain `dyn View` besides.
type Seen = dyn View + Sync;

pub struct Mark;

fn thing() -> Thing {
    Thing(1)
}

async fn open() -> Thing {
    ready(thing()).await
}

async fn open_dyn() -> Box<Seen> {
    Box::new(open().await)
}

thread_local! {
    static CLOSED: Cell<u32> = const { Cell::new(0) };
}

fn put_away<T: ?Sized>(_: Arc<T>) {
    CLOSED.set(CLOSED.get() + 1);
}

/// Says that a combination is refused, as a golden file proves.
fn refused(golden: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join(golden);
    for extension in ["rs", "stderr"] {
        let file = file.with_extension(extension);
        assert!(file.is_file(), "{} does not exist", file.display());
    }
}

/// The kinds: the field's attributes, those that remain where nothing builds it, its
/// type; what the container is given, and a scope; its key, one that is `Clone`, its
/// view's and its element's; a decorator; an override.
macro_rules! kind {
    (value $feature:ident) => {
        check! { $feature [] [] [Value Thing] [thing()] []
        [Arc<Thing>] [Arc<Thing>] [Arc<dyn View>] [Arc<dyn View>] [More]
        [override_with(Thing(2))] }
    };
    (singleton $feature:ident) => {
        check! { $feature [#[provide(with = thing)]] [] [Singleton Thing] [] []
        [Arc<Thing>] [Arc<Thing>] [Arc<dyn View>] [Arc<dyn View>] [More]
        [override_with(Arc::new(Thing(2)))] }
    };
    (scoped $feature:ident) => {
        check! { $feature [#[provide(with = thing)]] [] [Scoped Thing] [] []
        [Arc<Thing>] [Arc<Thing>] [Arc<dyn View>] [Arc<dyn View>] [More]
        [override_with_fn(|| Thing(2))] }
    };
    (scoped_opened $feature:ident) => {
        check! { $feature [#[provide(with = open)]] [] [Scoped Thing] [] []
        [Arc<Thing>] [Arc<Thing>] [Arc<dyn View>] [Arc<dyn View>] [More]
        [override_with_fn(|| Thing(2))] }
    };
    (scoped_opened_dyn $feature:ident) => {
        check! { $feature [#[provide(with = open_dyn)]] [] [Scoped dyn View + Sync] [] []
        [Arc<Seen>] [Arc<Seen>] [Arc<dyn View>] [Arc<dyn View>] [More]
        [override_with(Arc::new(Thing(2)))] }
    };
    (resource $feature:ident) => {
        check! { $feature [#[provide(with = open)]] [] [Resource Thing] [] []
        [Arc<Thing>] [Arc<Thing>] [Arc<dyn View>] [Arc<dyn View>] [More]
        [override_with(Arc::new(Thing(2)))] }
    };
    (resource_dyn $feature:ident) => {
        check! { $feature [#[provide(with = open_dyn)]] [] [Resource dyn View + Sync] [] []
        [Arc<Seen>] [Arc<Seen>] [Arc<dyn View>] [Arc<dyn View>] [More]
        [override_with(Arc::new(Thing(2)))] }
    };
    (scoped_input $feature:ident) => {
        check! { $feature [#[provide(input)]] [] [Scoped Thing] [] [thing()]
        [Arc<Thing>] [Arc<Thing>] [Arc<dyn View>] [Arc<dyn View>] [More]
        [override_with(Arc::new(Thing(2)))] }
    };
    (scoped_borrowed $feature:ident) => {
        check! { $feature [#[provide(borrowed, with = thing)]] [#[provide(borrowed)]]
        [Scoped Thing] [] []
        [&Thing] [&Thing] [&dyn View] [&dyn View] [More]
        [override_with_fn(|| Thing(2))] }
    };
    (factory $feature:ident) => {
        check! { $feature [#[provide(with = thing)]] [] [Factory Thing] [] []
        [Thing] [Thing] [Box<dyn View>] [Arc<dyn View>] [MoreBoxed]
        [override_with(|| Thing(2))] }
    };
    (factory_dyn $feature:ident) => {
        check! { $feature [#[provide(Thing, with = thing)]] [] [Factory dyn View + Sync] [] []
        [Box<Seen>] [Arc<Seen>] [Box<dyn View>] [Arc<dyn View>] [MoreBoxed]
        [override_with(|| -> Box<Seen> { Box::new(Thing(2)) })] }
    };
    (singleton_dyn $feature:ident) => {
        check! { $feature [#[provide(Thing, with = thing)]] [] [Singleton dyn View + Sync] [] []
        [Arc<Seen>] [Arc<Seen>] [Arc<dyn View>] [Arc<dyn View>] [More]
        [override_with(Arc::new(Thing(2)))] }
    };
}

/// The features: what each adds to the field, and what then works.
macro_rules! check {
    ($feature:ident
        [$($built:tt)*] [$($bare:tt)*] [$provider:ident $($service:tt)*] [$($new:tt)*]
        [$($given:tt)*] [$key:ty] [$clone:ty] [$view:ty] [$element:ty] [$decorator:ty]
        [$($override:tt)*]
    ) => {
        check! { @ $feature
            {
                built: [$($built)*], bare: [$($bare)*], field: [$provider<$($service)*>],
                marked: [$provider<$($service)*, Mark>], new: [$($new)*], given: [$($given)*],
                override: [$($override)*],
            }
            $key, $clone, $view, $element, $decorator
        }
    };
    (@ qualified $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [] marked $kind }
        assert_eq!(ask!(scope, Named<$key, Mark>).number(), 1);
    };
    (@ aliased $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [#[provide(as dyn View)]] field $kind }
        assert_eq!(ask!(scope, $view).number(), 1);
        assert_eq!(ask!(scope, $key).number(), 1);
    };
    (@ collected $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [#[provide(into dyn View)]] field $kind }
        let elements = ask!(scope, Vec<$element>);
        assert_eq!(elements.iter().map(|it| it.number()).collect::<Vec<_>>(), [1]);
    };
    (@ keyed $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [#[provide(into dyn View, key = "one")]] field $kind }
        let elements = ask!(scope, BTreeMap<&'static str, $element>);
        assert_eq!((elements.len(), elements["one"].number()), (1, 1));
    };
    (@ decorated $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [#[provide(decorate = $decorator, decorate = $decorator)]] field $kind }
        assert_eq!(ask!(scope, $key).number(), 3);
    };
    (@ optional $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [] field $kind }
        assert_eq!(ask!(scope, Option<$key>).unwrap().number(), 1);
    };
    (@ absent $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [#[provide(absent)]] bare $kind }
        assert!(ask!(scope, Option<$key>).is_none());
        let mut app = new! { $kind };
        change! { app $kind }
        let app = share! { app $kind };
        let scope = app.scope_owned();
        assert_eq!(ask!(scope, Option<$key>).unwrap().number(), 2);
    };
    (@ lazy $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [] field $kind }
        let lazy = ask!(scope, Lazy<$clone>);
        ask!(scope, $key);
        assert_eq!((lazy.get().unwrap().number(), lazy.get().unwrap().number()), (1, 1));
    };
    (@ repeated $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [] field $kind }
        let repeated = ask!(scope, Provider<$key>);
        ask!(scope, $key);
        assert_eq!((repeated.get().unwrap().number(), repeated.get().unwrap().number()), (1, 1));
    };
    (@ overridden $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        container! { [] field $kind }
        let mut app = new! { $kind };
        change! { app $kind }
        let app = share! { app $kind };
        let scope = scope! { app $kind };
        assert_eq!(ask!(scope, $key).number(), 2);
    };
    (@ imported $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        #[derive(Container)]
        struct Outer {
            #[import($key)]
            inner: Arc<App>,
            #[provide(with = |it: $key| it.number() + 1)]
            more: Factory<u32>,
        }

        open! { app scope [] field $kind }
        let outer = Outer::new(Arc::clone(scope.container())).build();
        assert_eq!(outer.resolve::<u32>().unwrap(), 2);
    };
    (@ closed $kind:tt $key:ty, $clone:ty, $view:ty, $element:ty, $decorator:ty) => {
        open! { app scope [#[provide(close = put_away)]] field $kind }
        ask!(scope, $key);
        block_on(scope.close()).unwrap();
        block_on(app.shutdown()).unwrap();
        assert_eq!(CLOSED.get(), 1);
    };
}

/// Asks with time to open, and then at once.
macro_rules! ask {
    ($scope:ident, $key:ty) => {{
        block_on($scope.resolve_async::<$key>()).unwrap();
        $scope.resolve::<$key>().unwrap()
    }};
}

/// A container of one field.
macro_rules! container {
    ([$($more:tt)*] field
        { built: [$($built:tt)*], bare: $bare:tt, field: [$field:ty], $($rest:tt)* }
    ) => {
        #[derive(Container)]
        struct App {
            $($built)* $($more)*
            field: $field,
        }
    };
    ([$($more:tt)*] marked
        { built: [$($built:tt)*], bare: $bare:tt, field: $field:tt, marked: [$marked:ty], $($rest:tt)* }
    ) => {
        container! { [$($more)*] field { built: [$($built)*], bare: [], field: [$marked], } }
    };
    ([$($more:tt)*] bare
        { built: $built:tt, bare: [$($bare:tt)*], field: [$field:ty], $($rest:tt)* }
    ) => {
        container! { [$($more)*] field { built: [$($bare)*], bare: [], field: [$field], } }
    };
}

macro_rules! new {
    ({ built: $a:tt, bare: $b:tt, field: $c:tt, marked: $d:tt, new: [$($new:tt)*], $($rest:tt)* }) => {
        App::new($($new)*)
    };
}

macro_rules! share {
    ($app:ident { built: $a:tt, bare: $b:tt, field: [Resource $($service:tt)*], $($rest:tt)* }) => {
        block_on($app.start()).unwrap()
    };
    ($app:ident $kind:tt) => {
        $app.build()
    };
}

macro_rules! scope {
    ($app:ident {
        built: $a:tt, bare: $b:tt, field: $c:tt, marked: $d:tt, new: $e:tt, given: [$($given:tt)*],
        $($rest:tt)*
    }) => {
        $app.scope_owned($($given)*)
    };
}

macro_rules! change {
    ($app:ident {
        built: $a:tt, bare: $b:tt, field: $c:tt, marked: $d:tt, new: $e:tt, given: $f:tt,
        override: [$($override:tt)*],
    }) => {
        $app.field.$($override)*;
    };
}

/// A container, and a scope in it.
macro_rules! open {
    ($app:ident $scope:ident $more:tt $field:ident $kind:tt) => {
        container! { $more $field $kind }
        let $app = new! { $kind };
        let $app = share! { $app $kind };
        let $scope = scope! { $app $kind };
    };
}

macro_rules! cell {
    ($kind:ident $feature:ident works) => {
        #[test]
        fn $feature() {
            kind! { $kind $feature }
        }
    };
    ($kind:ident $feature:ident $golden:ident) => {
        #[test]
        fn $feature() {
            refused(golden::$golden);
        }
    };
}

macro_rules! matrix {
    (
        kind | $a:ident | $b:ident | $c:ident | $d:ident | $e:ident | $f:ident | $g:ident
             | $h:ident | $i:ident | $j:ident | $k:ident | $l:ident ;
        $($kind:ident | $a1:tt | $b1:tt | $c1:tt | $d1:tt | $e1:tt | $f1:tt | $g1:tt
                      | $h1:tt | $i1:tt | $j1:tt | $k1:tt | $l1:tt ;)*
    ) => {$(
        mod $kind {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "for every cell")]
            use super::*;

            cell! { $kind $a $a1 }
            cell! { $kind $b $b1 }
            cell! { $kind $c $c1 }
            cell! { $kind $d $d1 }
            cell! { $kind $e $e1 }
            cell! { $kind $f $f1 }
            cell! { $kind $g $g1 }
            cell! { $kind $h $h1 }
            cell! { $kind $i $i1 }
            cell! { $kind $j $j1 }
            cell! { $kind $k $k1 }
            cell! { $kind $l $l1 }
        }
    )*};
}

/// The golden files that show how a combination is refused.
mod golden {
    /// Both the service and its decorators are a trait.
    pub(super) const NO_TRAIT: &str = "decorate_a_type";
    /// What is given is not decorated: a `Value`, an input.
    pub(super) const GIVEN: &str = "decorate_a_value";
    pub(super) const INPUT: &str = "decorate_an_input";
    /// What is given is there.
    pub(super) const PRESENT: &str = "absent_value";
    pub(super) const THERE: &str = "absent_input";
    /// What is used later cannot be borrowed now.
    pub(super) const BORROW: &str = "lazy_of_a_borrow_without_lifetime";
    pub(super) const BORROWS: &str = "provider_of_a_borrow";
    /// Another container's scopes are its own.
    pub(super) const SCOPE: &str = "import_of_what_is_scoped";
    /// What takes time to open is not decorated.
    pub(super) const OPENED: &str = "scoped_async_function_decorated";
    pub(super) const RESOURCE: &str = "resource_decorated";
    /// What is opened is there.
    pub(super) const OPEN: &str = "resource_absent";
    /// Only what has an end is closed at it.
    pub(super) const DROP: &str = "close_on_a_value";
    pub(super) const STOP: &str = "close_on_a_singleton";
    pub(super) const MADE: &str = "close_on_a_factory";
    pub(super) const GIVER: &str = "close_with_input";
    pub(super) const HELD: &str = "close_with_borrowed";
}

matrix! {
    kind              | qualified | aliased | collected | keyed | decorated | optional | absent  | lazy   | repeated | overridden | imported | closed ;
    value             | works     | works   | works     | works | GIVEN     | works    | PRESENT | works  | works    | works      | works    | DROP   ;
    singleton         | works     | works   | works     | works | NO_TRAIT  | works    | works   | works  | works    | works      | works    | STOP   ;
    scoped            | works     | works   | works     | works | NO_TRAIT  | works    | works   | works  | works    | works      | SCOPE    | works  ;
    scoped_opened     | works     | works   | works     | works | NO_TRAIT  | works    | works   | works  | works    | works      | SCOPE    | works  ;
    scoped_opened_dyn | works     | works   | works     | works | OPENED    | works    | works   | works  | works    | works      | SCOPE    | works  ;
    scoped_input      | works     | works   | works     | works | INPUT     | works    | THERE   | works  | works    | works      | SCOPE    | GIVER  ;
    scoped_borrowed   | works     | works   | works     | works | NO_TRAIT  | works    | works   | BORROW | BORROWS  | works      | SCOPE    | HELD   ;
    factory           | works     | works   | works     | works | NO_TRAIT  | works    | works   | works  | works    | works      | works    | MADE   ;
    factory_dyn       | works     | works   | works     | works | works     | works    | works   | works  | works    | works      | works    | MADE   ;
    singleton_dyn     | works     | works   | works     | works | works     | works    | works   | works  | works    | works      | works    | STOP   ;
    resource          | works     | works   | works     | works | RESOURCE  | works    | OPEN    | works  | works    | works      | works    | works  ;
    resource_dyn      | works     | works   | works     | works | RESOURCE  | works    | OPEN    | works  | works    | works      | works    | works  ;
}
