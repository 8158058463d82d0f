//! Many threads ask one scope, while others end: what they ask for is opened once, and what
//! is open is closed once.

use std::collections::{HashMap, HashSet};
use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use di_core::prelude::*;
use di_core::{ErrorKind, Limits, Outcome};
use futures_executor::block_on;

use crate::threads::in_time;

/// Who opens scopes, each one after the other, and how many threads ask each of them.
const OWNERS: usize = 4;
const ASKING: usize = 4;
const SCOPES: usize = 300;

/// What was opened (`true`) and closed, of which scope.
#[derive(Default)]
pub struct Log {
    events: Mutex<Vec<(usize, &'static str, bool)>>,
    dice: AtomicUsize,
}

impl Log {
    fn add(&self, scope: usize, what: &'static str, is_opened: bool) {
        self.events.lock().unwrap().push((scope, what, is_opened));
    }

    /// Throws dice with so many sides.
    fn throw(&self, sides: usize) -> usize {
        let throw = self.dice.fetch_add(0x9e37_79b9, Ordering::Relaxed);
        ((throw ^ (throw >> 15)).wrapping_mul(0x2c1b_3c6d) >> 12) % sides
    }

    /// Lets others go first, once in a while.
    async fn yield_now(&self) {
        for _ in 0..self.throw(4) {
            let mut yielded = false;
            poll_fn(|cx| {
                if std::mem::replace(&mut yielded, true) {
                    return Poll::Ready(());
                }
                thread::yield_now();
                cx.waker().wake_by_ref();
                Poll::Pending
            })
            .await;
        }
    }
}

pub struct Request(usize);

pub struct Connection {
    log: Arc<Log>,
    scope: usize,
}

async fn connect(log: Arc<Log>, request: Arc<Request>) -> Result<Connection, &'static str> {
    log.yield_now().await;
    match log.throw(8) {
        0 => return Err("the line is dead"),
        1 => std::panic::resume_unwind(Box::new("the line breaks")),
        _ => {}
    }
    log.add(request.0, "connection", true);
    Ok(Connection { log, scope: request.0 })
}

async fn disconnect(connection: Arc<Connection>) -> Result<(), &'static str> {
    connection.log.add(connection.scope, "connection", false);
    connection.log.yield_now().await;
    if connection.log.throw(4) == 0 { Err("it hangs up first") } else { Ok(()) }
}

pub struct Transaction(Arc<Connection>);

async fn begin(connection: Arc<Connection>) -> Transaction {
    connection.log.yield_now().await;
    connection.log.add(connection.scope, "transaction", true);
    Transaction(connection)
}

async fn end(transaction: &Transaction) {
    transaction.0.log.add(transaction.0.scope, "transaction", false);
    transaction.0.log.yield_now().await;
}

pub struct Audit(Arc<Connection>);

fn audit(connection: Arc<Connection>) -> Audit {
    connection.log.add(connection.scope, "audit", true);
    Audit(connection)
}

fn flush(audit: &Audit) {
    audit.0.log.add(audit.0.scope, "audit", false);
}

#[derive(Injectable)]
pub struct Orders {
    #[expect(dead_code, reason = "opened")]
    transaction: Arc<Transaction>,
    #[expect(dead_code, reason = "built")]
    audit: Arc<Audit>,
}

#[derive(Container)]
pub struct App {
    log: Value<Log>,
    #[provide(input)]
    request: Scoped<Request>,
    #[provide(with = connect, close = disconnect)]
    connection: Scoped<Connection>,
    #[provide(with = begin, close = end)]
    transaction: Scoped<Transaction>,
    #[provide(with = audit, close = flush)]
    audit: Scoped<Audit>,
    orders: Factory<Orders>,
}

/// Asks for something, and gives up after some polls, or does not.
async fn ask(scope: &OwnedScope<App>, log: &Log) {
    let asked = async {
        match log.throw(3) {
            0 => scope.resolve_async::<Arc<Connection>>().await.err(),
            1 => scope.resolve_async::<Arc<Transaction>>().await.err(),
            _ => scope.resolve_async::<Orders>().await.err(),
        }
    };
    if log.throw(3) == 0 {
        let (mut asked, polls) = (pin!(asked), log.throw(4));
        let mut cx = Context::from_waker(Waker::noop());
        let _ = (0..polls).any(|_| asked.as_mut().poll(&mut cx).is_ready());
        return;
    }
    if let Some(error) = asked.await {
        let kind = error.kind();
        let (failed, panicked) = (ErrorKind::ConstructorFailed, ErrorKind::ConstructorPanicked);
        assert!([failed, panicked, ErrorKind::Closed].contains(&kind), "{error:#}");
    }
}

/// Opens scopes, lets threads ask them, and closes or drops them. The shutdown waits for
/// `first`, and is on its way when the last ones are opened.
fn use_scopes(app: &Arc<App>, log: &Log, owner: usize, first: Arc<OwnedScope<App>>) {
    let mut first = Some(first);
    for number in 0..SCOPES {
        if number == SCOPES * 9 / 10 {
            drop(first.take());
        }
        let scope = app.scope_owned(Request(owner * SCOPES + number));
        thread::scope(|threads| {
            for _ in 0..ASKING {
                threads.spawn(|| (0..2).for_each(|_| block_on(ask(&scope, log))));
            }
        });
        match log.throw(3) {
            0 => drop(scope),
            1 => {
                let mut close = pin!(scope.close());
                let mut cx = Context::from_waker(Waker::noop());
                let _ = close.as_mut().poll(&mut cx);
            }
            _ => drop(block_on(scope.close())),
        }
    }
}

#[test]
fn many_threads_open_it_once_and_all_that_is_open_is_closed_once() {
    let log = in_time(|| {
        let app = App::new(Log::default()).build();
        let log: Arc<Log> = app.resolve().unwrap();
        let dice = Arc::clone(&log);
        app.on_unclosed(move |unclosed| {
            if dice.throw(2) == 0 {
                // What cannot be closed is somebody else's to check.
                let _ = block_on(unclosed);
            }
        });
        thread::scope(|threads| {
            let first = Arc::new(app.scope_owned(Request(usize::MAX)));
            first.note_outcome(Outcome::Ok);
            for owner in 0..OWNERS {
                let (app, log, first) = (&app, &log, Arc::clone(&first));
                threads.spawn(move || use_scopes(app, log, owner, first));
            }
            drop(first);
            let limits = Limits::each(Duration::from_secs(60));
            let _ = block_on(app.shutdown_within(limits, |_| std::future::pending()));
        });
        let _ = block_on(app.shutdown());
        log
    });
    let mut open: HashMap<usize, Vec<&str>> = HashMap::new();
    let (mut opened, mut closed) = (HashSet::new(), 0);
    for (scope, what, is_opened) in log.events.lock().unwrap().drain(..) {
        let open = open.entry(scope).or_default();
        if is_opened {
            open.push(what);
            assert!(opened.insert((scope, what)), "{what} is opened twice");
        } else {
            assert_eq!(open.pop(), Some(what), "the last one is closed first");
            closed += 1;
        }
    }
    assert_eq!(opened.len(), closed);
    assert!(closed > SCOPES, "something was opened");
}
