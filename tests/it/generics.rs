//! Generic services and containers, with all that fields can be.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::sync::Arc;

use di_core::prelude::*;
use expect_test::expect;

pub trait Entity: Send + Sync + 'static {
    const TABLE: &'static str;
}

pub struct User;
pub struct Order;

impl Entity for User {
    const TABLE: &'static str = "users";
}

impl Entity for Order {
    const TABLE: &'static str = "orders";
}

pub struct Pool(&'static str);

pub trait Repository<E>: Send + Sync {
    fn query(&self) -> String;
}

#[derive(Injectable)]
pub struct Table<E> {
    pool: Arc<Pool>,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Repository<E> for Table<E> {
    fn query(&self) -> String {
        format!("{}/{}", self.pool.0, E::TABLE)
    }
}

#[derive(Injectable)]
pub struct Cached<E, const SIZE: usize> {
    #[inject(assisted)]
    inner: Arc<dyn Repository<E>>,
}

impl<E: Entity, const SIZE: usize> Repository<E> for Cached<E, SIZE> {
    fn query(&self) -> String {
        format!("cached{SIZE}({})", self.inner.query())
    }
}

#[derive(Injectable)]
pub struct Page<E: Entity> {
    #[inject(assisted)]
    number: u32,
    table: Arc<Table<E>>,
}

/// Asks for one service at several types, in several forms.
#[derive(Injectable)]
pub struct Join<A: Entity, B: Entity> {
    left: Lazy<Arc<Table<A>>>,
    right: Provider<Arc<Table<B>>>,
    pages: Maker<Page<A>, u32>,
    repository: Arc<dyn Repository<B>>,
    #[inject(Archive<A>)]
    archive: Option<Arc<Table<A>>>,
}

pub struct Archive<E>(PhantomData<E>);

#[derive(Container)]
pub struct App {
    #[provide(with = || Pool("db"))]
    pool: Singleton<Pool>,
    users: Singleton<Table<User>>,
    orders: Singleton<Table<Order>>,
    archive: Scoped<Table<User>, Archive<User>>,
    #[provide(absent)]
    no_archive: Singleton<Table<Order>, Archive<Order>>,
    #[provide(Table<User>, decorate = Cached<User, 2>, decorate = Cached<User, 3>)]
    user_repository: Singleton<dyn Repository<User>>,
    #[provide(Table<Order>)]
    order_repository: Singleton<dyn Repository<Order>>,
    pages: Factory<Maker<Page<User>, u32>>,
    order_pages: Factory<Maker<Page<Order>, u32>>,
    join: Factory<Join<User, Order>>,
    other_join: Factory<Join<Order, User>>,
}

#[test]
fn a_generic_service_is_provided_at_several_types() {
    let app = App::new().build();
    assert_eq!(app.resolve::<&Table<User>>().unwrap().query(), "db/users");
    assert_eq!(app.resolve::<Arc<Table<Order>>>().unwrap().query(), "db/orders");
    let repository: &dyn Repository<User> = app.resolve().unwrap();
    assert_eq!(repository.query(), "cached3(cached2(db/users))");
    assert_eq!(app.resolve::<&dyn Repository<Order>>().unwrap().query(), "db/orders");
}

#[test]
fn a_generic_service_asks_for_others_in_any_form() {
    let app = App::new().build();
    let scope = app.scope();
    let join: Join<User, Order> = scope.resolve().unwrap();
    assert_eq!(join.left.get().unwrap().query(), "db/users");
    assert_eq!(join.right.get().unwrap().query(), "db/orders");
    let page = join.pages.make(4).unwrap();
    assert_eq!((page.number, page.table.query()), (4, "db/users".into()));
    assert_eq!(join.repository.query(), "db/orders");
    assert!(!Arc::ptr_eq(&join.archive.unwrap(), &join.left.get().unwrap()));
    let other: Join<Order, User> = app.resolve().unwrap();
    assert_eq!(other.repository.query(), "cached3(cached2(db/users))");
    assert!(other.archive.is_none());
}

pub trait Show: Send + Sync {
    fn show(&self) -> String;
}

impl<T: Debug + Send + Sync> Show for Item<T> {
    fn show(&self) -> String {
        format!("{:?}", self.0)
    }
}

#[derive(Clone)]
pub struct Item<T>(T);

pub struct Raw<T>(T);

pub struct Second;

#[derive(Injectable)]
pub struct Shelf<T: Debug + Send + Sync + 'static> {
    item: Arc<Item<T>>,
    #[inject(Second)]
    second: Lazy<Arc<Item<T>>>,
    made: Provider<Item<T>>,
    shown: Vec<Arc<dyn Show>>,
    by_name: BTreeMap<&'static str, Arc<dyn Show>>,
    perhaps: Option<Arc<Raw<T>>>,
    labels: Maker<Label<T>, &'static str>,
    me: Lazy<Arc<Shelf<T>>>,
}

#[derive(Injectable)]
pub struct Label<T: Debug + Send + Sync + 'static> {
    #[inject(assisted)]
    text: &'static str,
    item: Arc<Item<T>>,
}

#[derive(Injectable)]
pub struct Framed<T: Debug + Send + Sync + 'static> {
    #[inject(assisted)]
    inner: Arc<dyn Show>,
    item: Arc<Item<T>>,
}

impl<T: Debug + Send + Sync + 'static> Show for Framed<T> {
    fn show(&self) -> String {
        format!("[{} {:?}]", self.inner.show(), self.item.0)
    }
}

#[derive(Injectable)]
pub struct Plain;

impl Show for Plain {
    fn show(&self) -> String {
        "plain".into()
    }
}

#[derive(Container)]
pub struct Store<T>
where
    T: Debug + Clone + Default + Send + Sync + 'static,
{
    #[provide(into dyn Show, key = "given")]
    item: Value<Item<T>>,
    #[provide(with = || Item(T::default()), into dyn Show, key = "second")]
    second: Singleton<Item<T>, Second>,
    #[provide(with = |item: &Item<T>| (*item).clone())]
    made: Factory<Item<T>>,
    #[provide(absent)]
    raw: Singleton<Raw<T>>,
    labels: Factory<Maker<Label<T>, &'static str>>,
    shelf: Singleton<Shelf<T>>,
    #[provide(Plain, decorate = Framed<T>)]
    framed: Singleton<dyn Show>,
    #[provide(select = |item: &Item<T>| match format!("{:?}", item.0).len() { 1 => Plain, _ => Plain })]
    chosen: Scoped<dyn Show, Second>,
}

#[test]
fn a_generic_container_may_have_all_of_it() {
    let store = Store::new(Item(7_u8)).build();
    let shelf: &Shelf<u8> = store.resolve().unwrap();
    assert_eq!((shelf.item.0, shelf.second.get().unwrap().0), (7, 0));
    assert_eq!(shelf.made.get().unwrap().0, 7);
    let shown: Vec<_> = shelf.shown.iter().map(|it| it.show()).collect();
    assert_eq!(shown, ["7", "0"]);
    assert_eq!(shelf.by_name["second"].show(), "0");
    assert!(shelf.perhaps.is_none());
    let label = shelf.labels.make("seven").unwrap();
    assert_eq!((label.text, label.item.0), ("seven", 7));
    assert!(std::ptr::eq(&raw const *shelf.me.get().unwrap(), shelf));
    assert_eq!(store.resolve::<&dyn Show>().unwrap().show(), "[plain 7]");
    assert_eq!(store.scope().resolve::<Named<&dyn Show, Second>>().unwrap().show(), "plain");
}

#[test]
fn a_generic_container_is_one_for_each_type() {
    let (mut words, numbers) = (Store::new(Item("ada")), Store::new(Item(1_u32)));
    words.raw.override_with(Arc::new(Raw("raw")));
    assert_eq!(words.resolve::<&dyn Show>().unwrap().show(), "[plain \"ada\"]");
    assert_eq!(words.resolve::<Option<&Raw<&str>>>().unwrap().unwrap().0, "raw");
    assert!(numbers.resolve::<Option<&Raw<u32>>>().unwrap().is_none());
}

#[test]
fn a_generic_container_is_imported_by_another() {
    #[derive(Container)]
    struct Shop<T>
    where
        T: Debug + Clone + Default + Send + Sync + 'static,
    {
        name: Value<&'static str>,
        #[import(Arc<Item<T>>, Named<Arc<Item<T>>, Second>, Item<T>)]
        store: Arc<Store<T>>,
        #[import(Arc<dyn Repository<User>>)]
        app: Arc<App>,
        #[provide(with = |item: Arc<Item<T>>| Some(item))]
        window: Singleton<Option<Arc<Item<T>>>>,
    }

    let store = Store::new(Item(7_u8)).build();
    let shop = Shop::new("shop", Arc::clone(&store), App::new().build()).build();
    let window: &Option<Arc<Item<u8>>> = shop.resolve().unwrap();
    assert!(Arc::ptr_eq(window.as_ref().unwrap(), &store.resolve().unwrap()));
    let later: Lazy<Named<Arc<Item<u8>>, Second>> = shop.resolve().unwrap();
    assert_eq!(later.get().unwrap().0, 0);
}

#[test]
fn the_graph_names_the_types() {
    expect![[r#"
        App
          pool: Singleton<Pool> by a closure
          users: Singleton<Table<User>>
            pool: Arc<Pool> <- pool
          orders: Singleton<Table<Order>>
            pool: Arc<Pool> <- pool
          archive: Scoped<Table<User>, Archive<User>>
            pool: Arc<Pool> <- pool
          no_archive: Singleton<Table<Order>, Archive<Order>>, absent
          user_repository: Singleton<dyn Repository<User>> by Table<User>, decorated by Cached<User, 2>, Cached<User, 3>
            Table<User>.pool: Arc<Pool> <- pool
          order_repository: Singleton<dyn Repository<Order>> by Table<Order>
            pool: Arc<Pool> <- pool
          pages: Factory<Maker<Page<User>, u32>>
            table: Arc<Table<User>> <- users
          order_pages: Factory<Maker<Page<Order>, u32>>
            table: Arc<Table<Order>> <- orders
          join: Factory<Join<User, Order>>
            left: Lazy<Arc<Table<User>>> <- users
            right: Provider<Arc<Table<Order>>> <- orders
            pages: Maker<Page<User>, u32> <- pages
            repository: Arc<dyn Repository<Order>> <- order_repository
            archive: Option<Named<Arc<Table<User>>, Archive<User>>> <- archive
          other_join: Factory<Join<Order, User>>
            left: Lazy<Arc<Table<Order>>> <- orders
            right: Provider<Arc<Table<User>>> <- users
            pages: Maker<Page<Order>, u32> <- order_pages
            repository: Arc<dyn Repository<User>> <- user_repository
            archive: Option<Named<Arc<Table<Order>>, Archive<Order>>> <- no_archive
    "#]].assert_eq(&App::GRAPH.to_string());
    expect![[r#"
        Store
          item: Value<Item<u8>>
          second: Singleton<Item<u8>, Second> by a closure
          made: Factory<Item<u8>> by a closure
            item: &Item<u8> <- item
          raw: Singleton<Raw<u8>>, absent
          labels: Factory<Maker<Label<u8>, &str>>
            item: Arc<Item<u8>> <- item
          shelf: Singleton<Shelf<u8>>
            item: Arc<Item<u8>> <- item
            second: Lazy<Named<Arc<Item<u8>>, Second>> <- second
            made: Provider<Item<u8>> <- made
            shown: Vec<Arc<dyn Show>> <- dyn Show
            by_name: BTreeMap<&str, Arc<dyn Show>> <- dyn Show
            perhaps: Option<Arc<Raw<u8>>> <- raw
            labels: Maker<Label<u8>, &str> <- labels
            me: Lazy<Arc<Shelf<u8>>> <- shelf
          framed: Singleton<dyn Show> by Plain, decorated by Framed<T>
            Framed<T>.item: Arc<Item<u8>> <- item
          chosen: Scoped<dyn Show, Second> by Plain, selected by a closure
            select.item: &Item<u8> <- item
          dyn Show: Collection
            "given": Arc<dyn Show> <- item
            "second": Arc<dyn Show> <- second
    "#]]
    .assert_eq(&Store::<u8>::GRAPH.to_string());
}
