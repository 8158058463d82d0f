//! The walk against a naive oracle, on random graphs.

mod wiring;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Found, Problem, all_problems, first_problems, problems};
use crate::graph::{Edge, Graph, Node, ProviderKind};
use wiring::{Pairs, Wiring, wiring};

/// The path and then its first provider again.
fn edges(path: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    path.iter().copied().zip(path.iter().copied().cycle().skip(1))
}

fn paths(found: &[(Problem, Vec<usize>)], wanted: &[Problem]) -> Vec<Vec<usize>> {
    let found = found.iter().filter(|(it, _)| wanted.contains(it));
    found.map(|(_, path)| path.clone()).collect()
}

fn first_edges(paths: &[Vec<usize>]) -> Pairs {
    paths.iter().map(|path| (path[0], path[1])).collect()
}

fn told<const N: usize>(found: &[Option<Found<N>>]) -> Vec<(Problem, Vec<usize>)> {
    found.iter().flatten().map(|it| (it.problem, it.path().to_vec())).collect()
}

#[test]
fn an_import_from_a_large_container_is_looked_up_there() {
    let size = 2_000;
    let mut needs: Vec<_> = (1..size).map(|at| vec![(at, Edge::Eager)]).collect();
    needs.push(Vec::new());
    let mut kinds = vec![ProviderKind::Factory; size];
    kinds[1_000] = ProviderKind::Singleton;
    kinds[size - 1] = ProviderKind::Scoped;
    let large: &Graph = Box::leak(Box::new(Wiring { kinds, needs }.graph()));
    let import = |target| Node::import::<()>("node", large, Some(target));
    let nodes = [import(0), import(1_001), import(1_000), import(1_002)];
    let found = problems(&Graph::new("Small", nodes.to_vec().leak()));
    assert_eq!(found, [(Problem::ScopedImport, vec![1]), (Problem::ScopedImport, vec![3])]);
}

#[test]
fn a_way_that_passes_a_provider_twice_is_told_as_a_whole() {
    let (made, other, one) = (0, 1, 2);
    let wiring = Wiring {
        kinds: vec![ProviderKind::Factory, ProviderKind::Factory, ProviderKind::Singleton],
        needs: vec![
            vec![(other, Edge::Lazy), (one, Edge::Eager)],
            vec![(made, Edge::Eager)],
            vec![(other, Edge::Lazy)],
        ],
    };
    let expected = [vec![made, other, made, one, other], vec![one, other, made]];
    let expected = expected.map(|path| (Problem::NeverDropped, path));
    assert_eq!(problems(&wiring.graph()), expected);
    assert_eq!(told(&first_problems::<3>(&wiring.graph()).0), expected);
}

proptest! {
    #[test]
    fn exactly_the_captives_are_found(wiring in wiring(1..=200)) {
        let found = problems(&wiring.graph());
        let captives = paths(&found, &[Problem::Captive, Problem::LazyCaptive]);
        for path in &captives {
            prop_assert!(path.windows(2).all(|pair| wiring.is_edge(pair[0], pair[1])));
            prop_assert_eq!(wiring.kinds[path[path.len() - 1]], ProviderKind::Scoped);
        }
        prop_assert_eq!(first_edges(&captives), wiring.captives());
    }

    #[test]
    fn exactly_what_would_keep_itself_is_found(wiring in wiring(1..=200)) {
        let found = problems(&wiring.graph());
        let kept = paths(&found, &[Problem::NeverDropped]);
        for path in &kept {
            prop_assert!(edges(path).all(|(from, to)| wiring.is_edge(from, to)));
            prop_assert!(path.iter().any(|it| matches!(
                wiring.kinds[*it],
                ProviderKind::Singleton | ProviderKind::Resource | ProviderKind::Scoped
            )));
        }
        prop_assert_eq!(first_edges(&kept), wiring.never_dropped());
    }

    #[test]
    fn without_eager_cycles_none_is_found(wiring in wiring(1..=200)) {
        let found = problems(&wiring.without_cycles().graph());
        prop_assert!(paths(&found, &[Problem::Cycle]).is_empty());
    }

    #[test]
    fn each_edge_of_a_cycle_is_on_one_that_is_found(wiring in wiring(1..=200)) {
        let cycles = paths(&problems(&wiring.graph()), &[Problem::Cycle]);
        let found: Pairs = cycles.iter().flat_map(|it| edges(it)).collect();
        let on_cycles: Pairs = wiring.cycles().iter().map(|(edge, _)| *edge).collect();
        prop_assert_eq!(found, on_cycles);
        for path in &cycles {
            prop_assert_eq!(Some(&path[0]), path.iter().min());
        }
        prop_assert!(cycles.is_sorted_by_key(|path| path[0]));
    }

    #[test]
    fn each_cycle_is_a_shortest_one_through_an_edge_that_is_new(wiring in wiring(1..=200)) {
        let shortest: BTreeMap<_, _> = wiring.cycles().into_iter().collect();
        let mut known = Pairs::new();
        for path in paths(&all_problems(&wiring.graph()), &[Problem::Cycle]) {
            prop_assert_eq!(path.iter().collect::<BTreeSet<_>>().len(), path.len());
            let is_new = |edge: &(usize, usize)| !known.contains(edge) && shortest[edge] == path.len();
            prop_assert!(edges(&path).any(|edge| is_new(&edge)), "{:?}", path);
            known.extend(edges(&path));
        }
    }

    #[test]
    fn the_compiler_finds_the_first_of_the_same(wiring in wiring(7..=7)) {
        let graph = wiring.graph();
        let (first, are_more) = first_problems::<7>(&graph);
        let told = told(&first);
        let all = problems(&graph);
        if are_more {
            prop_assert!(told.len() < all.len());
            prop_assert!(told.iter().all(|it| all.contains(it)));
        } else {
            prop_assert_eq!(told, all);
        }
    }
}
