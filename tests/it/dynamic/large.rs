//! Containers of many providers.

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{Builder, DynamicContainer, ErrorKind};

use super::Tested;
use crate::threads::in_time;

/// One of a thousand types.
pub struct Part<const HUNDREDS: usize, const TENS: usize, const ONES: usize>(usize);

/// Calls a function for each digit.
macro_rules! digits {
    ($of:ident::<$($before:ident),*>($builder:ident)) => {
        digits!(@ $of [$($before),*] $builder: 0 1 2 3 4 5 6 7 8 9)
    };
    (@ $of:ident $before:tt $builder:ident: $($digit:literal)*) => {
        $(digits!(@@ $of $before $builder $digit);)*
    };
    (@@ $of:ident [$($before:ident),*] $builder:ident $digit:literal) => {
        $of::<$($before,)* $digit>($builder)
    };
}

/// Each needs the one before it.
macro_rules! chain {
    ($of:ident::<$($before:ident),*>($builder:ident)) => {
        chain!(@ $of [$($before),*] $builder: 0 1, 1 2, 2 3, 3 4, 4 5, 5 6, 6 7, 7 8, 8 9)
    };
    (@ $of:ident $before:tt $builder:ident: $($one:literal $next:literal),*) => {
        $(chain!(@@ $of $before $builder $one $next);)*
    };
    (@@ ones [$($before:ident),*] $builder:ident $one:literal $next:literal) => {
        after::<Part<$($before,)* $one>, Part<$($before,)* $next>>($builder)
    };
    (@@ tens [$($before:ident),*] $builder:ident $one:literal $next:literal) => {
        after::<Part<$($before,)* $one, 9>, Part<$($before,)* $next, 0>>($builder)
    };
}

trait Numbered: Send + Sync + 'static {
    fn number(&self) -> usize;
    fn of(number: usize) -> Self;
}

impl<const H: usize, const T: usize, const O: usize> Numbered for Part<H, T, O> {
    fn number(&self) -> usize {
        self.0
    }

    fn of(number: usize) -> Self {
        Self(number)
    }
}

fn after<Before: Numbered, Next: Numbered>(builder: &mut Builder) {
    builder.singleton_with(|before: Arc<Before>| Next::of(before.number() + 1));
}

fn chained_ten<const H: usize, const T: usize>(builder: &mut Builder) {
    chain!(ones::<H, T>(builder));
}

fn chained_hundred<const H: usize>(builder: &mut Builder) {
    digits!(chained_ten::<H>(builder));
    chain!(tens::<H>(builder));
}

fn given<const H: usize, const T: usize, const O: usize>(builder: &mut Builder) {
    builder.value(Part::<H, T, O>(0));
}

fn given_ten<const H: usize, const T: usize>(builder: &mut Builder) {
    digits!(given::<H, T>(builder));
}

fn given_hundred<const H: usize>(builder: &mut Builder) {
    digits!(given_ten::<H>(builder));
}

/// A chain of three hundred.
fn chain() -> Builder {
    let mut builder = DynamicContainer::builder();
    // The last first, so that each asks for what is registered later.
    chained_hundred::<2>(&mut builder);
    after::<Part<1, 9, 9>, Part<2, 0, 0>>(&mut builder);
    chained_hundred::<1>(&mut builder);
    after::<Part<0, 9, 9>, Part<1, 0, 0>>(&mut builder);
    chained_hundred::<0>(&mut builder);
    builder
}

/// As `chain`, and seven hundred others.
fn thousand() -> Builder {
    let mut builder = chain();
    builder.value(Part::<0, 0, 0>(0));
    given_hundred::<3>(&mut builder);
    given_hundred::<4>(&mut builder);
    given_hundred::<5>(&mut builder);
    given_hundred::<6>(&mut builder);
    given_hundred::<7>(&mut builder);
    given_hundred::<8>(&mut builder);
    given_hundred::<9>(&mut builder);
    builder
}

#[derive(Injectable)]
pub struct Later {
    last: Lazy<Arc<Part<2, 9, 9>>>,
    made: Provider<Made>,
}

#[derive(Injectable)]
pub struct Made {
    last: Arc<Part<2, 9, 9>>,
}

#[test]
fn a_thousand_providers_are_built_resolved_and_printed() -> Tested {
    in_time(|| {
        let mut builder = thousand();
        builder.factory::<Made>().singleton::<Later>();
        let app = builder.build().unwrap();
        assert_eq!(app.resolve::<&Part<2, 9, 9>>().unwrap().0, 299);
        assert_eq!(app.resolve::<&Part<9, 9, 9>>().unwrap().0, 0);
        let later: &Later = app.resolve().unwrap();
        assert_eq!((later.last.get().unwrap().0, later.made.get().unwrap().last.0), (299, 299));
        let printed = app.graph().to_string();
        assert!(printed.lines().count() > 1_300, "{printed}");
        assert!(printed.contains("Arc<Part<0, 0, 0>>"), "{printed}");
    });
    Ok(())
}

#[test]
fn a_long_chain_fails_with_its_whole_path() -> Tested {
    let mut builder = chain();
    builder.provide::<Part<0, 0, 0>>().singleton_with(|| Err::<Part<0, 0, 0>, _>("no start"));
    let error = builder.build()?.resolve::<&Part<2, 9, 9>>().err().unwrap();
    assert_eq!((error.kind(), error.path().len()), (ErrorKind::ConstructorFailed, 300));
    Ok(())
}

#[test]
fn a_long_cycle_is_told() {
    let mut builder = chain();
    after::<Part<2, 9, 9>, Part<0, 0, 0>>(&mut builder);
    let error = builder.build().unwrap_err();
    assert_eq!(error.problems().len(), 1);
    assert_eq!(error.problems()[0].kind(), di_core::ProblemKind::Cycle);
}
