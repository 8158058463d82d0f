//! Scopes: what they are given, what they build, and what they run.

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{DynamicContainer, ErrorKind, Outcome, ScopeError};
use expect_test::expect;
use futures_executor::block_on;

use super::{Log, Tested};

pub trait User: Send + Sync {
    fn name(&self) -> &'static str;
}

di_core::by_reference!(dyn User);

pub struct Account(&'static str);

impl User for Account {
    fn name(&self) -> &'static str {
        self.0
    }
}

pub struct RequestId(u32);

#[derive(Injectable)]
pub struct Audit<'a> {
    user: &'a dyn User,
    request: Arc<RequestId>,
}

#[test]
fn a_scope_is_given_its_inputs_in_any_order() -> Tested {
    let app = DynamicContainer::builder()
        .input::<RequestId>()
        .input::<Account>()
        .provides::<dyn User>(|it| it)
        .factory::<Audit<'static>>()
        .build()?;
    let scope = app.scope_with((Account("ada"), RequestId(7)))?;
    let audit: Audit<'_> = scope.resolve()?;
    assert_eq!((audit.user.name(), audit.request.0), ("ada", 7));
    let owned = app.scope_owned_with((RequestId(8), Account("bob")))?;
    assert_eq!(owned.make::<Audit<'_>>()?.user.name(), "bob");
    Ok(())
}

#[test]
fn what_a_scope_was_not_given_and_what_is_no_input_are_errors() -> Tested {
    let app = DynamicContainer::builder()
        .input::<RequestId>()
        .input::<Account>()
        .provides::<dyn User>(|it| it)
        .factory::<Audit<'static>>()
        .value(5_u32)
        .build()?;
    let scope = app.scope_with((Account("ada"),))?;
    let error = scope.resolve::<Audit<'_>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotGiven);
    crate::errors::check(
        &error,
        &expect![[r#"
        `RequestId` was not given to the scope
          `RequestId` is registered (dynamic/scopes.rs:53)
          needed by `Audit<'_>.request` (dynamic/scopes.rs:31)
        path: Audit<'_> -> RequestId
        help: open the scope with it, `container.scope_with((..,))`"#]],
    );
    let error = app.scope_with((RequestId(7), 6_u32)).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NoInput);
    crate::errors::check(
        &error,
        &expect![[r#"
            `u32` is no input of a scope
              `u32` is given (dynamic/scopes.rs:71)
            path: u32
            help: register it, `.input::<..>()`"#]],
    );
    let error = app.scope_owned_with(("what",)).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NoInput);
    let error = app.scope_with((RequestId(7), Account("ada"), RequestId(8))).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::GivenTwice);
    crate::errors::check(
        &error,
        &expect![[r#"
            `RequestId` was given to the scope twice
              `RequestId` is given (dynamic/scopes.rs:83)
            path: RequestId
            help: give one of them"#]],
    );
    Ok(())
}

#[test]
fn what_is_scoped_is_not_asked_of_the_container_itself() -> Tested {
    let app = DynamicContainer::builder()
        .input::<RequestId>()
        .input::<Account>()
        .provides::<dyn User>(|it| it)
        .factory::<Audit<'static>>()
        .build()?;
    let error = app.resolve::<Audit<'_>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    crate::errors::check(
        &error,
        &expect![[r#"
            `Account` needs a scope
              `Account` is registered (dynamic/scopes.rs:100)
              needed by `Audit<'_>.user` (dynamic/scopes.rs:30)
            path: Audit<'_> -> Account
            help: open a scope, `container.scope(..)`, and resolve from it"#]],
    );
    Ok(())
}

#[test]
fn an_input_has_no_qualifier() {
    let mut builder = DynamicContainer::builder();
    builder.input::<RequestId>().qualified::<Account>();
    super::report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            `RequestId` is given by its type, so `.qualified(..)` does not belong there
              said of a scope's input (scopes.rs:121)
            help: put it into a type of its own"#]],
    );
}

fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Ok => "ok".to_owned(),
        Outcome::Failed(failure) => format!("failed: {failure}"),
        Outcome::Cancelled => "cancelled".to_owned(),
    }
}

pub struct First(Arc<Log>);
pub struct Second(Arc<Log>);

fn closing(log: &Arc<Log>) -> Result<Arc<DynamicContainer>, di_core::BuildError> {
    DynamicContainer::builder()
        .provide::<Log>()
        .value(Arc::clone(log))
        .scoped_with(First)
        .close_with(|it: Arc<First>, outcome| it.0.add(format!("first {}", told(&outcome))))
        .scoped_with(Second)
        .close_with(|it: Arc<Second>, outcome| async move {
            it.0.add(format!("second {}", told(&outcome)));
            Ok::<(), String>(())
        })
        .build()
}

#[test]
fn closers_run_in_reverse_order_and_learn_the_outcome() -> Tested {
    let log = Arc::new(Log::default());
    let app = closing(&log)?;
    let scope = app.scope();
    scope.resolve::<&Second>()?;
    scope.resolve::<&First>()?;
    block_on(scope.close())?;
    assert_eq!(log.take(), ["first ok", "second ok"]);
    let scope = app.scope_owned();
    scope.resolve::<&First>()?;
    scope.resolve::<&Second>()?;
    block_on(scope.close_with(Outcome::failed("no luck")))?;
    assert_eq!(log.take(), ["second failed: no luck", "first failed: no luck"]);
    block_on(app.scope().close())?;
    assert!(log.take().is_empty(), "what was not built is not closed");
    Ok(())
}

#[test]
fn a_scope_runs_a_body_and_closes_with_its_outcome() -> Tested {
    let log = Arc::new(Log::default());
    let app = closing(&log)?;
    let number = block_on(app.run_in_scope(async |scope: &OwnedScope<DynamicContainer>| {
        scope.resolve::<&First>()?;
        Ok::<_, di_core::Error>(7)
    }))?;
    assert_eq!(number, 7);
    assert_eq!(log.take(), ["first ok"]);
    let scope = app.scope_owned_with(())?;
    let failed: Result<(), ScopeError<Box<dyn std::error::Error + Send + Sync>>> =
        block_on(scope.run(async |scope: &OwnedScope<DynamicContainer>| {
            scope.resolve::<&Second>()?;
            Err("the body fails".into())
        }));
    assert!(failed.is_err());
    assert_eq!(log.take(), ["second failed: the body fails"]);
    Ok(())
}

#[test]
fn a_dropped_body_was_cancelled() -> Tested {
    let log = Arc::new(Log::default());
    let app = closing(&log)?;
    let mut body = Box::pin(app.run_in_scope(async |scope: &OwnedScope<DynamicContainer>| {
        scope.resolve::<&First>()?;
        std::future::pending::<Result<(), di_core::Error>>().await
    }));
    let waker = std::task::Waker::noop();
    assert!(body.as_mut().poll(&mut std::task::Context::from_waker(waker)).is_pending());
    drop(body);
    assert_eq!(log.take(), ["first cancelled"]);
    Ok(())
}

#[test]
fn what_is_not_registered_is_made_and_called_with_in_a_scope() -> Tested {
    #[derive(Injectable)]
    struct Handler<'a> {
        request: &'a RequestId,
        #[inject(default)]
        calls: u32,
    }
    let app = DynamicContainer::builder().input::<RequestId>().value(1_u8).build()?;
    let scope = app.scope_with((RequestId(7),))?;
    let handler: Handler<'_> = scope.make()?;
    assert_eq!((handler.request.0, handler.calls), (7, 0));
    let sum = scope.call(|request: &RequestId, one: Arc<u8>| request.0 + u32::from(*one))?;
    assert_eq!(sum, 8);
    let error = app.call(|_: Arc<u8>, _: Arc<u64>| ()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::NotProvided);
    crate::errors::check(
        &error,
        &expect![[r#"
            no provider for `Arc<u64>`
              needed by `closure.#2` (dynamic/scopes.rs:227)
            path: closure -> Arc<u64>
            help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`"#]],
    );
    assert_eq!(app.make::<Handler<'_>>().err().unwrap().kind(), ErrorKind::ScopeRequired);
    Ok(())
}
