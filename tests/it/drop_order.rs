//! What was built is dropped in reverse order of construction.

use std::sync::{Arc, Mutex};

use di_core::prelude::*;

/// Writes its name down when it is dropped.
pub struct Trace(&'static str, Arc<Log>);

#[derive(Default)]
pub struct Log(Mutex<Vec<&'static str>>);

impl Drop for Trace {
    fn drop(&mut self) {
        self.1.0.lock().unwrap().push(self.0);
    }
}

pub struct First(#[expect(dead_code, reason = "dropped")] Trace);
pub struct Second(#[expect(dead_code, reason = "dropped")] Trace);
pub struct Third(#[expect(dead_code, reason = "dropped")] Trace);
pub struct Given(#[expect(dead_code, reason = "dropped")] Trace);

#[derive(Container)]
pub struct App {
    log: Value<Log>,
    #[provide(with = |log: Arc<Log>| First(Trace("first", log)))]
    first: Singleton<First>,
    #[provide(with = |log: Arc<Log>| Second(Trace("second", log)))]
    second: Singleton<Second>,
    #[provide(with = |log: Arc<Log>| Third(Trace("third", log)))]
    third: Singleton<Third>,
}

#[derive(Container)]
pub struct Scopes {
    log: Value<Log>,
    #[provide(input)]
    given: Scoped<Given>,
    #[provide(with = |log: Arc<Log>| First(Trace("first", log)))]
    first: Scoped<First>,
    #[provide(borrowed, with = |log: Arc<Log>| Second(Trace("second", log)))]
    second: Scoped<Second>,
    #[provide(with = |log: Arc<Log>| Third(Trace("third", log)))]
    third: Scoped<Third>,
}

fn log(app: &impl for<'c> Provides<'c, Arc<Log>>) -> Arc<Log> {
    app.resolve().unwrap()
}

#[test]
fn singletons_are_dropped_in_reverse_order_of_construction() {
    let app = App::new(Log::default());
    let log = log(&app);
    app.resolve::<&Third>().unwrap();
    app.resolve::<&First>().unwrap();
    app.resolve::<&Second>().unwrap();
    drop(app);
    assert_eq!(*log.0.lock().unwrap(), ["second", "first", "third"]);
}

#[test]
fn what_is_scoped_is_dropped_in_reverse_order_and_what_was_given_last() {
    let app = Scopes::new(Log::default());
    let log = log(&app);
    let scope = app.scope(Given(Trace("given", Arc::clone(&log))));
    scope.resolve::<&Second>().unwrap();
    scope.resolve::<&Third>().unwrap();
    scope.resolve::<&First>().unwrap();
    drop(scope);
    assert_eq!(*log.0.lock().unwrap(), ["first", "third", "second", "given"]);
}

#[test]
fn what_somebody_keeps_outlives_the_container() {
    let app = App::new(Log::default());
    let log = log(&app);
    let kept: Arc<First> = app.resolve().unwrap();
    drop(app);
    assert!(log.0.lock().unwrap().is_empty());
    drop(kept);
    assert_eq!(*log.0.lock().unwrap(), ["first"]);
}

pub struct Fourth(#[expect(dead_code, reason = "dropped")] Trace);

/// Panics when it is dropped, after it has written its name down.
pub struct Angry(#[expect(dead_code, reason = "dropped")] Trace);

impl Drop for Angry {
    fn drop(&mut self) {
        panic!("on purpose");
    }
}

#[derive(Container)]
pub struct Quarrel {
    log: Value<Log>,
    #[provide(with = |log: Arc<Log>| First(Trace("first", log)))]
    first: Singleton<First>,
    #[provide(with = |log: Arc<Log>, _: &First| Second(Trace("second", log)))]
    second: Singleton<Second>,
    #[provide(with = |log: Arc<Log>, _: &Second| Angry(Trace("angry", log)))]
    angry: Singleton<Angry>,
}

#[test]
fn the_others_are_dropped_in_order_though_one_panics() {
    let app = Quarrel::new(Log::default());
    let log = log(&app);
    app.resolve::<&Angry>().unwrap();
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || drop(app)));
    assert!(panic.is_err());
    assert_eq!(*log.0.lock().unwrap(), ["angry", "second", "first"]);
}

#[derive(Container)]
pub struct Given3 {
    #[provide(with = |_: &Second| -> First { panic!("overridden") })]
    first: Singleton<First>,
    #[provide(with = || -> Second { panic!("overridden") })]
    second: Singleton<Second>,
    log: Value<Log>,
    #[provide(with = |log: Arc<Log>| Third(Trace("third", log)))]
    third: Singleton<Third>,
    #[provide(with = |log: Arc<Log>| Fourth(Trace("fourth", log)))]
    fourth: Singleton<Fourth>,
}

#[test]
fn what_was_given_is_dropped_after_what_was_built_the_last_field_first() {
    for reversed in [false, true] {
        let mut app = Given3::new(Log::default());
        let log = log(&app);
        app.first.override_with(Arc::new(First(Trace("first", Arc::clone(&log)))));
        app.second.override_with(Arc::new(Second(Trace("second", Arc::clone(&log)))));
        let expected = if reversed {
            app.resolve::<&Fourth>().unwrap();
            app.resolve::<&Third>().unwrap();
            ["third", "fourth", "second", "first"]
        } else {
            app.resolve::<&Third>().unwrap();
            app.resolve::<&Fourth>().unwrap();
            ["fourth", "third", "second", "first"]
        };
        drop(app);
        assert_eq!(*log.0.lock().unwrap(), expected);
    }
}

#[derive(Container)]
pub struct One {
    guard: Value<Given>,
    #[provide(with = |log: Arc<Log>| First(Trace("first", log)))]
    first: Singleton<First>,
    log: Value<Log>,
}

#[test]
fn a_value_outlives_a_single_singleton() {
    let log = Arc::new(Log::default());
    let mut app = One::new(Given(Trace("given", Arc::clone(&log))), Log::default());
    app.log.override_with(Arc::clone(&log));
    app.resolve::<&First>().unwrap();
    drop(app);
    assert_eq!(*log.0.lock().unwrap(), ["first", "given"]);
}
