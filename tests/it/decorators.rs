//! Decorators: what wraps a service.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use di_core::ErrorKind;
use di_core::prelude::*;
use expect_test::expect;

use crate::errors::check;

pub trait Mailer: Send + Sync {
    fn send(&self) -> String;
}

/// Counts what was built, in order.
#[derive(Default)]
pub struct Built(Mutex<Vec<&'static str>>);

impl Built {
    fn note(&self, name: &'static str) {
        self.0.lock().unwrap().push(name);
    }

    fn names(&self) -> Vec<&'static str> {
        self.0.lock().unwrap().clone()
    }
}

/// Writes its name down when it is built, and when it is dropped.
pub struct Note(&'static str, Arc<Built>);

impl Note {
    fn new(name: &'static str, built: &Arc<Built>) -> Self {
        built.note(name);
        Self(name, Arc::clone(built))
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        self.1.note(self.0);
    }
}

pub struct Retries(u32);

#[derive(Injectable)]
pub struct Smtp {
    note: SmtpNote,
}

pub struct SmtpNote(Note);
pub struct RetryNote(#[expect(dead_code, reason = "dropped")] Note);
pub struct LogNote(#[expect(dead_code, reason = "dropped")] Note);

impl Mailer for Smtp {
    fn send(&self) -> String {
        self.note.0.0.to_owned()
    }
}

#[derive(Injectable)]
pub struct Retrying {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
    _note: RetryNote,
    retries: Arc<Retries>,
}

impl Mailer for Retrying {
    fn send(&self) -> String {
        format!("retry{}({})", self.retries.0, self.inner.send())
    }
}

#[derive(Injectable)]
pub struct Logged {
    _note: LogNote,
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
}

impl Mailer for Logged {
    fn send(&self) -> String {
        format!("logged({})", self.inner.send())
    }
}

#[derive(Container)]
pub struct App {
    built: Value<Built>,
    retries: Value<Retries>,
    #[provide(with = |built: Arc<Built>| SmtpNote(Note::new("smtp", &built)))]
    smtp_note: Factory<SmtpNote>,
    #[provide(with = |built: Arc<Built>| RetryNote(Note::new("retrying", &built)))]
    retry_note: Factory<RetryNote>,
    #[provide(with = |built: Arc<Built>| LogNote(Note::new("logged", &built)))]
    log_note: Factory<LogNote>,
    #[provide(Smtp, decorate = Retrying, decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
    #[provide(Smtp, decorate = Logged, decorate = Retrying)]
    scoped: Scoped<dyn Mailer, u8>,
}

fn app() -> App {
    App::new(Built::default(), Retries(3))
}

fn built(app: &App) -> Arc<Built> {
    app.resolve().unwrap()
}

#[test]
fn decorators_wrap_in_the_order_that_they_are_written_inside_out() {
    let app = app();
    assert_eq!(app.resolve::<&dyn Mailer>().unwrap().send(), "logged(retry3(smtp))");
    let notes = built(&app).names();
    assert_eq!(notes, ["logged", "retrying", "smtp"], "what each asks for, before what is inside");
    let scope = app.scope();
    let scoped: Named<Arc<dyn Mailer>, u8> = scope.resolve().unwrap();
    assert_eq!(scoped.send(), "retry3(logged(smtp))");
}

#[test]
fn the_chain_of_a_singleton_is_built_once_and_that_of_a_scoped_for_each_scope() {
    let app = app().build();
    let (one, two): (Arc<dyn Mailer>, Arc<dyn Mailer>) =
        (app.resolve().unwrap(), app.resolve().unwrap());
    assert!(Arc::ptr_eq(&one, &two));
    assert_eq!(built(&app).names().len(), 3);
    let (first, second) = (app.scope(), app.scope_owned());
    let one: Named<Arc<dyn Mailer>, u8> = first.resolve().unwrap();
    let again: Named<&dyn Mailer, u8> = first.resolve().unwrap();
    let two: Named<Arc<dyn Mailer>, u8> = second.resolve().unwrap();
    assert!(std::ptr::eq(&raw const **one, &raw const **again));
    assert!(!Arc::ptr_eq(&one, &two));
    assert_eq!(built(&app).names().len(), 9);
}

#[test]
fn the_chain_is_dropped_with_its_outermost() {
    let app = app();
    let built = built(&app);
    app.resolve::<&dyn Mailer>().unwrap();
    drop(app);
    let mut dropped = built.names().split_off(3);
    dropped.sort_unstable();
    assert_eq!(dropped, ["logged", "retrying", "smtp"], "each once");
}

#[test]
fn an_override_replaces_the_whole_chain() {
    struct Fake;

    impl Mailer for Fake {
        fn send(&self) -> String {
            "fake".into()
        }
    }

    let mut app = app();
    app.mailer.override_with(Arc::new(Fake));
    app.scoped.override_with_fn(|| -> Box<dyn Mailer> { Box::new(Fake) });
    assert_eq!(app.resolve::<&dyn Mailer>().unwrap().send(), "fake");
    assert_eq!(app.scope().resolve::<Named<&dyn Mailer, u8>>().unwrap().send(), "fake");
    assert!(built(&app).names().is_empty(), "no decorator was built");
}

#[test]
fn a_decorator_that_fails_is_told_with_its_path() {
    let mut app = app();
    app.log_note.override_with(|| Err::<LogNote, _>("the disk is full"));
    let error = app.resolve::<Arc<dyn Mailer>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ConstructorFailed);
    check(
        &error,
        &expect![[r#"
        the constructor of `LogNote` failed
          `LogNote` is provided by `log_note` (decorators.rs:99)
          needed by `Logged._note` (decorators.rs:79)
        path: Logged -> LogNote
        caused by: the disk is full"#]],
    );
    app.log_note.override_with(|| LogNote(Note::new("logged", &Arc::default())));
    app.smtp_note.override_with(|| Err::<SmtpNote, _>("refused"));
    let error = app.resolve::<Arc<dyn Mailer>>().err().unwrap();
    assert_eq!(error.to_string(), "the constructor of `SmtpNote` failed (Smtp -> SmtpNote)");
}

#[test]
fn a_chain_that_failed_is_built_anew() {
    static FAILURES: AtomicU32 = AtomicU32::new(1);
    let mut app = app();
    app.retry_note.override_with(|| {
        if FAILURES.fetch_sub(1, Ordering::Relaxed) == 1 {
            return Err("not yet");
        }
        Ok(RetryNote(Note::new("again", &Arc::default())))
    });
    assert!(app.resolve::<&dyn Mailer>().is_err());
    assert_eq!(app.resolve::<&dyn Mailer>().unwrap().send(), "logged(retry3(smtp))");
}

/// The rest of what a decorator may ask for, and be asked for as.
mod forms {
    use super::{Mailer, Retries};
    use di_core::prelude::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    pub struct Number(u32);

    #[derive(Injectable)]
    pub struct Plain;

    impl Mailer for Plain {
        fn send(&self) -> String {
            "plain".into()
        }
    }

    #[derive(Injectable)]
    pub struct Boxed {
        #[inject(assisted)]
        inner: Box<dyn Mailer>,
        number: Number,
    }

    impl Mailer for Boxed {
        fn send(&self) -> String {
            format!("boxed{}({})", self.number.0, self.inner.send())
        }
    }

    #[derive(Injectable)]
    pub struct Curious {
        #[inject(assisted)]
        inner: Arc<dyn Mailer>,
        me: Lazy<Arc<dyn Mailer>>,
        numbers: Provider<Number>,
        #[inject(Second)]
        other: Arc<dyn Mailer>,
        all: Vec<Arc<dyn Check>>,
        perhaps: Option<Arc<Retries>>,
    }

    pub struct Second;
    pub trait Check: Send + Sync {}

    impl Mailer for Curious {
        fn send(&self) -> String {
            let (first, second) = (self.numbers.get().unwrap().0, self.numbers.get().unwrap().0);
            let rest = (self.all.len(), self.perhaps.is_some());
            format!("{}+{} {rest:?} {first}<{second}", self.inner.send(), self.other.send())
        }
    }

    #[derive(Container)]
    #[container(collection(dyn Check))]
    pub struct App {
        next: Value<AtomicU32>,
        #[provide(with = |next: &AtomicU32| Number(next.fetch_add(1, Ordering::Relaxed)))]
        number: Factory<Number>,
        #[provide(absent)]
        retries: Singleton<Retries>,
        #[provide(Plain, decorate = Curious)]
        curious: Singleton<dyn Mailer>,
        #[provide(with = || Arc::new(Plain) as Arc<dyn Mailer>, decorate = Wrapped)]
        second: Singleton<dyn Mailer, Second>,
        #[provide(Plain, decorate = Boxed, decorate = Boxed)]
        made: Factory<dyn Mailer, u8>,
    }

    #[derive(Injectable)]
    pub struct Wrapped(#[inject(assisted)] Arc<dyn Mailer>);

    impl Mailer for Wrapped {
        fn send(&self) -> String {
            format!("wrapped({})", self.0.send())
        }
    }

    #[test]
    fn a_decorator_asks_in_any_form() {
        let app = App::new(AtomicU32::new(0)).build();
        let mailer: Arc<dyn Mailer> = app.resolve().unwrap();
        assert_eq!(mailer.send(), "plain+wrapped(plain) (0, false) 0<1");
    }

    #[test]
    fn a_decorator_may_know_the_whole_chain_later() {
        let app = App::new(AtomicU32::new(0)).build();
        let curious: Curious = Curious {
            inner: Arc::new(Plain),
            me: app.resolve().unwrap(),
            numbers: app.resolve().unwrap(),
            other: Arc::new(Plain),
            all: app.resolve().unwrap(),
            perhaps: app.resolve().unwrap(),
        };
        assert!(Arc::ptr_eq(&curious.me.get().unwrap(), &app.resolve().unwrap()));
        let weak = Arc::downgrade(&app);
        drop(app);
        assert!(weak.upgrade().is_none());
    }

    #[test]
    fn the_chain_of_a_factory_is_made_each_time() {
        let mut app = App::new(AtomicU32::new(0));
        let made: Named<Box<dyn Mailer>, u8> = app.resolve().unwrap();
        assert_eq!(made.send(), "boxed0(boxed1(plain))");
        let made: Named<Arc<dyn Mailer>, u8> = app.resolve().unwrap();
        assert_eq!(made.send(), "boxed2(boxed3(plain))");
        app.made.override_with(|| -> Box<dyn Mailer> { Box::new(Plain) });
        let made: Named<Box<dyn Mailer>, u8> = app.resolve().unwrap();
        assert_eq!(made.send(), "plain");
        assert_eq!(app.resolve::<Number>().unwrap().0, 4);
    }
}

#[test]
fn the_graph_shows_the_chain() {
    let names: Vec<_> = App::GRAPH.node("mailer").unwrap().constructors().iter().collect();
    let names: Vec<_> = names.iter().map(|it| (it.name(), it.role())).collect();
    use di_core::Role::{Builds, Decorates};
    assert_eq!(names, [("Smtp", Builds), ("Retrying", Decorates), ("Logged", Decorates)]);
    expect![[r#"
        App
          built: Value<Built>
          retries: Value<Retries>
          smtp_note: Factory<SmtpNote> by a closure
            built: Arc<Built> <- built
          retry_note: Factory<RetryNote> by a closure
            built: Arc<Built> <- built
          log_note: Factory<LogNote> by a closure
            built: Arc<Built> <- built
          mailer: Singleton<dyn Mailer> by Smtp, decorated by Retrying, Logged
            Smtp.note: SmtpNote <- smtp_note
            Retrying._note: RetryNote <- retry_note
            Retrying.retries: Arc<Retries> <- retries
            Logged._note: LogNote <- log_note
          scoped: Scoped<dyn Mailer, u8> by Smtp, decorated by Logged, Retrying
            Smtp.note: SmtpNote <- smtp_note
            Logged._note: LogNote <- log_note
            Retrying._note: RetryNote <- retry_note
            Retrying.retries: Arc<Retries> <- retries
    "#]]
    .assert_eq(&App::GRAPH.to_string());
    expect![[r#"
        App
          next: Value<AtomicU32>
          number: Factory<Number> by a closure
            next: &AtomicU32 <- next
          retries: Singleton<Retries>, absent
          curious: Singleton<dyn Mailer> by Plain, decorated by Curious
            Curious.me: Lazy<Arc<dyn Mailer>> <- curious
            Curious.numbers: Provider<Number> <- number
            Curious.other: Named<Arc<dyn Mailer>, Second> <- second
            Curious.all: Vec<Arc<dyn Check>> <- dyn Check
            Curious.perhaps: Option<Arc<Retries>> <- retries
          second: Singleton<dyn Mailer, Second> by a closure, decorated by Wrapped
          made: Factory<dyn Mailer, u8> by Plain, decorated by Boxed, Boxed
            Boxed.number: Number <- number
            Boxed.number: Number <- number
          dyn Check: Collection
    "#]]
    .assert_eq(&forms::App::GRAPH.to_string());
}
