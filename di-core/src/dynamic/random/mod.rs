//! The builder against a naive oracle, on random wirings.

mod node;
mod wiring;

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::{BuildError, DynamicContainer, Problem, ProblemKind};
use node::{Counts, SERVICES, service};
use wiring::{Kind, Wiring, wiring};

/// Registers all of it.
fn builder(wiring: &Wiring, counts: &Arc<Counts>) -> super::Builder {
    let mut builder = DynamicContainer::builder();
    for (at, node) in wiring.nodes.iter().enumerate() {
        if node.is_registered {
            (service(at).register)(&mut builder, node.kind, wiring.asks(at), Arc::clone(counts));
        }
        if node.is_overridden {
            (service(at).put_in_place)(&mut builder, node.kind);
        }
    }
    builder
}

/// The number in `Node<7>`.
fn number(text: &str) -> usize {
    let from = text.find("Node<").expect("it names a node") + "Node<".len();
    let to = from + text[from..].find('>').expect("it names a node");
    text[from..to].parse().expect("it has a number")
}

fn of_kind(error: &BuildError, kind: ProblemKind) -> impl Iterator<Item = &Problem> {
    error.problems().iter().filter(move |it| it.kind() == kind)
}

/// What is missing, and who needs it.
fn missing(error: &BuildError) -> BTreeSet<(String, String)> {
    let missing = of_kind(error, ProblemKind::Missing).flat_map(|problem| {
        let key = problem.message().strip_prefix("no provider for ").expect("it is missing");
        problem.places().iter().map(move |it| (key.to_owned(), it.what().to_owned()))
    });
    missing.collect()
}

fn paths(error: &BuildError, kind: ProblemKind) -> Vec<Vec<usize>> {
    let path = |it: &Problem| it.places().iter().map(|it| number(it.what())).collect();
    of_kind(error, kind).map(path).collect()
}

fn check(wiring: &Wiring) -> TestCaseResult {
    let counts = Arc::new(Counts::new(wiring.nodes.len()));
    let checked = wiring.checked();
    match builder(wiring, &counts).build() {
        Err(error) => {
            prop_assert!(!wiring.is_fine(), "nothing is wrong:\n{error}");
            prop_assert_eq!(counts.all().sum::<usize>(), 0, "nothing is constructed");
            check_report(wiring, &checked, &error)
        }
        Ok(app) => {
            prop_assert!(wiring.is_fine(), "something is wrong with it");
            check_resolved(wiring, &checked, &app, &counts)
        }
    }
}

fn check_report(wiring: &Wiring, checked: &BTreeSet<usize>, error: &BuildError) -> TestCaseResult {
    prop_assert_eq!(missing(error), wiring.missing(checked));

    let captives = paths(error, ProblemKind::Captive);
    let captives: BTreeSet<_> = captives.iter().map(|path| (path[0], path[1])).collect();
    prop_assert_eq!(captives, wiring.captives(checked));

    let cycles = paths(error, ProblemKind::Cycle);
    for path in &cycles {
        prop_assert_eq!(path.first(), path.last());
        prop_assert!(path.windows(2).all(|pair| wiring.needs_now(pair[0], pair[1])));
        prop_assert!(path.iter().all(|it| checked.contains(it)));
    }
    // All ways around are told, so that exactly those on one are named.
    let named: BTreeSet<usize> = cycles.into_iter().flatten().collect();
    prop_assert_eq!(named, wiring.on_cycles(checked).into_iter().collect::<BTreeSet<_>>());

    let kinds = [ProblemKind::Missing, ProblemKind::Cycle, ProblemKind::Captive];
    let others = error.problems().iter().filter(|it| !kinds.contains(&it.kind()));
    prop_assert_eq!(others.map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
    Ok(())
}

/// How many scopes each service is resolved in.
const SCOPES: usize = 2;

fn check_resolved(
    wiring: &Wiring,
    checked: &BTreeSet<usize>,
    app: &Arc<DynamicContainer>,
    counts: &Counts,
) -> TestCaseResult {
    for _ in 0..SCOPES {
        let scope = app.scope_owned();
        for (at, node) in wiring.nodes.iter().enumerate() {
            let is_there = checked.contains(&at) || node.is_overridden;
            for _ in 0..if is_there { 2 } else { 0 } {
                let resolved = (service(at).resolve)(&scope, node.kind);
                prop_assert!(resolved.is_ok(), "{:#}", resolved.expect_err("it fails"));
            }
        }
    }
    for (at, (node, count)) in wiring.nodes.iter().zip(counts.all()).enumerate() {
        let expected = match node.kind {
            _ if !checked.contains(&at) => 0..=0,
            Kind::Singleton => 1..=1,
            Kind::Scoped => SCOPES..=SCOPES,
            Kind::Factory => 2 * SCOPES..=usize::MAX,
        };
        prop_assert!(expected.contains(&count), "node {at} was built {count} times");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn small_wirings_are_judged_as_the_oracle_does(wiring in wiring(8)) {
        check(&wiring)?;
    }

    #[test]
    fn small_wirings_that_are_fine_resolve(wiring in wiring(12).prop_map(Wiring::repaired)) {
        check(&wiring)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn large_wirings_are_judged_as_the_oracle_does(wiring in wiring(SERVICES)) {
        check(&wiring)?;
    }

    #[test]
    fn large_wirings_that_are_fine_resolve(
        wiring in wiring(SERVICES).prop_map(Wiring::repaired)
    ) {
        check(&wiring)?;
    }
}
