//! Nothing is left of a container: all that it built is dropped, in reverse order.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Weak};

use di_core::prelude::*;

const CONTAINERS: usize = 10_000;

/// Who owns a service: each drops its own in reverse order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Owner {
    Infra,
    App,
    Scope,
    Caller,
}

/// What was built and dropped, in order.
#[derive(Default)]
pub struct Record {
    next: AtomicU32,
    built: Mutex<Vec<(Owner, u32)>>,
    dropped: Mutex<Vec<(Owner, u32)>>,
}

thread_local! {
    /// Where the services of this thread's container write themselves down. A service
    /// takes its note last, when what it depends on and what it decorates is there.
    static RECORD: RefCell<Arc<Record>> = RefCell::default();
}

/// Stands in a service for the service.
pub struct Note {
    owner: Owner,
    number: u32,
    record: Arc<Record>,
    ended: bool,
}

impl Note {
    fn new(owner: Owner) -> Self {
        let record = RECORD.with_borrow(Arc::clone);
        let number = record.next.fetch_add(1, Ordering::Relaxed);
        record.built.lock().unwrap().push((owner, number));
        Self { owner, number, record, ended: false }
    }
}

impl Note {
    fn end(&mut self) {
        assert!(!std::mem::replace(&mut self.ended, true), "dropped twice");
        self.record.dropped.lock().unwrap().push((self.owner, self.number));
    }
}

/// Services: their fields, and after them the note, which is taken when these are
/// there and ended before they are dropped.
macro_rules! services {
    ($($name:ident of $owner:ident { $($(#[$attribute:meta])* $field:ident: $ty:ty),* })*) => {$(
        #[derive(Injectable)]
        pub struct $name {
            $($(#[$attribute])* #[allow(dead_code, reason = "it is held")] $field: $ty,)*
            #[inject(with = Note::new(Owner::$owner))]
            note: Note,
        }

        impl Drop for $name {
            fn drop(&mut self) {
                self.note.end();
            }
        }
    )*};
}

services! {
    Pool of Infra {}
    Replica of Infra { pool: Arc<Pool>, hasher: Lazy<Arc<Hasher>> }
    Hasher of Infra { pools: Provider<Arc<Pool>>, replica: Lazy<Arc<Replica>> }
    Hen of App { egg: Lazy<Arc<Egg>>, pool: Arc<Pool> }
    Egg of App { hen: Lazy<Arc<Hen>>, me: Lazy<Arc<Egg>> }
    Smtp of App { hen: Arc<Hen> }
    Retrying of App {
        #[inject(assisted)] inner: Arc<dyn Mailer>,
        later: Lazy<Arc<dyn Mailer>>,
        retries: Arc<Retries>
    }
    Retries of App {}
    Logged of App {
        #[inject(assisted)] inner: Arc<dyn Mailer>,
        fresh: Provider<Connection>,
        journal: Arc<Journal>
    }
    Journal of App {}
    Disk of App { all: Lazy<Vec<Arc<dyn Check>>> }
    Net of App { connections: Provider<Connection> }
    Desk of App {
        tickets: Maker<Ticket, u32>,
        mailer: Arc<dyn Mailer>,
        checks: Vec<Arc<dyn Check>>,
        cache: Option<Arc<Cache>>,
        replica: Arc<Replica>
    }
    Cache of App {}
    Session of Scope { audit: Lazy<Arc<Audit>>, desk: Arc<Desk> }
    Audit of Scope { session: Arc<Session>, entries: Maker<Entry, u32>, me: Provider<Arc<Audit>> }
    Entry of Caller { #[inject(assisted)] number: u32, audit: Arc<Audit> }
    Ticket of Caller { #[inject(assisted)] seat: u32, pool: Arc<Pool>, desk: Lazy<Arc<Desk>> }
    Connection of Caller { desk: Lazy<Arc<Desk>> }
}

pub trait Mailer: Send + Sync {}
impl Mailer for Smtp {}
impl Mailer for Retrying {}
impl Mailer for Logged {}

pub trait Check: Send + Sync {}
impl Check for Disk {}
impl Check for Net {}
impl Check for Desk {}

#[derive(Container)]
pub struct Infra {
    pool: Singleton<Pool>,
    replica: Singleton<Replica>,
    hasher: Singleton<Hasher>,
}

#[derive(Container)]
pub struct App {
    #[import(Arc<Pool>, Arc<Replica>)]
    infra: Arc<Infra>,
    hen: Singleton<Hen>,
    egg: Singleton<Egg>,
    retries: Singleton<Retries>,
    journal: Singleton<Journal>,
    #[provide(Smtp, decorate = Retrying, decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
    #[provide(into dyn Check)]
    disk: Singleton<Disk>,
    #[provide(into dyn Check)]
    net: Singleton<Net>,
    #[provide(absent)]
    cache: Singleton<Cache>,
    desk: Singleton<Desk>,
    tickets: Factory<Maker<Ticket, u32>>,
    connection: Factory<Connection>,
    session: Scoped<Session>,
    audit: Scoped<Audit>,
    entries: Factory<Maker<Entry, u32>>,
}

/// Uses the container in all ways; starts with another service each time.
fn run(turn: usize, app: &Arc<App>) -> Vec<Weak<dyn Send + Sync>> {
    match turn % 4 {
        0 => drop(app.resolve::<&Egg>().unwrap().hen.get().unwrap()),
        1 => drop(app.resolve::<&Disk>().unwrap().all.get().unwrap()),
        2 => drop(app.resolve::<Arc<Replica>>().unwrap().hasher.get().unwrap()),
        _ => {}
    }
    let desk: Arc<Desk> = app.resolve().unwrap();
    assert!(Arc::ptr_eq(&desk.replica.hasher.get().unwrap().replica.get().unwrap(), &desk.replica));
    let hen: Arc<Hen> = app.resolve().unwrap();
    assert!(Arc::ptr_eq(&hen.egg.get().unwrap().hen.get().unwrap(), &hen));
    let egg: Arc<Egg> = app.resolve().unwrap();
    assert!(Arc::ptr_eq(&egg.me.get().unwrap(), &egg));
    // What the caller owns, it drops in reverse order by itself.
    let ticket = desk.tickets.make(3).unwrap();
    assert!(Arc::ptr_eq(&ticket.desk.get().unwrap(), &desk));
    let connection: Connection = app.resolve().unwrap();
    assert!(Arc::ptr_eq(&connection.desk.get().unwrap(), &desk));
    let (on_stack, owned) = (app.scope(), app.scope_owned());
    let mut left: Vec<Weak<dyn Send + Sync>> = Vec::new();
    let audit: Arc<Audit> = on_stack.resolve().unwrap();
    let entry = audit.entries.make(1).unwrap();
    left.push(Arc::downgrade(&(audit.me.get().unwrap() as Arc<dyn Send + Sync>)));
    drop((entry, audit));
    drop(on_stack);
    let session: Arc<Session> = owned.resolve().unwrap();
    let audit = session.audit.get().unwrap();
    assert!(Arc::ptr_eq(&audit.session, &session));
    left.push(Arc::downgrade(&(audit as Arc<dyn Send + Sync>)));
    drop(session);
    drop(owned);
    left.push(Arc::downgrade(&(desk as Arc<dyn Send + Sync>)));
    left.push(Arc::downgrade(&(hen as Arc<dyn Send + Sync>)));
    left.push(Arc::downgrade(&(egg as Arc<dyn Send + Sync>)));
    left
}

fn of(owner: Owner, record: &Mutex<Vec<(Owner, u32)>>) -> Vec<u32> {
    record.lock().unwrap().iter().filter(|it| it.0 == owner).map(|it| it.1).collect()
}

#[test]
fn ten_thousand_containers_leave_nothing_behind() {
    for turn in 0..CONTAINERS {
        let record = Arc::new(Record::default());
        RECORD.set(Arc::clone(&record));
        let infra = Infra::new().build();
        let mut app = App::new(Arc::clone(&infra));
        if turn % 2 == 0 {
            app.cache.override_with_fn(|| Cache { note: Note::new(Owner::App) });
        }
        let app = app.build();
        let mut left = run(turn, &app);
        left.push(Arc::downgrade(&(Arc::clone(&app) as Arc<dyn Send + Sync>)));
        left.push(Arc::downgrade(&(Arc::clone(&infra) as Arc<dyn Send + Sync>)));
        drop(infra);
        drop(app);
        assert!(left.iter().all(|it| it.strong_count() == 0), "an Arc is left");
        assert_eq!(Arc::strong_count(&record), 2, "a service is left");
        for owner in [Owner::Infra, Owner::App, Owner::Caller] {
            let mut built = of(owner, &record.built);
            built.reverse();
            assert_eq!(of(owner, &record.dropped), built, "{owner:?} in turn {turn}");
        }
        // Of two scopes, each after the other.
        let (built, dropped) = (of(Owner::Scope, &record.built), of(Owner::Scope, &record.dropped));
        assert_eq!(dropped, [built[1], built[0], built[3], built[2]]);
        let dropped = record.dropped.lock().unwrap();
        let first_of_infra = dropped.iter().position(|it| it.0 == Owner::Infra).unwrap();
        let last_of_app = dropped.iter().rposition(|it| it.0 == Owner::App).unwrap();
        assert!(last_of_app < first_of_infra, "the importing container goes first");
        assert_eq!(dropped.len(), record.built.lock().unwrap().len(), "each once");
    }
}
