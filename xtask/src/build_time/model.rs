//! The generated application as data: which service needs which.

use std::collections::BTreeSet;

/// Deep enough for chains as real applications have them.
const LAYERS: usize = 8;

/// How many dependencies a service above the lowest layer has: mostly two or
/// three, at most six.
const DEPENDENCY_COUNTS: [usize; 12] = [0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5, 6];

/// How a service is provided, and so how others ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A singleton, asked for as `Arc<Service1>`.
    Concrete,
    /// A singleton behind a trait, asked for as `Arc<dyn Port1>`.
    Port,
    /// Built anew each time, asked for as `Service1`.
    Factory,
}

#[derive(Debug)]
pub(super) struct Service {
    pub(super) number: usize,
    pub(super) layer: usize,
    pub(super) kind: Kind,
    pub(super) reads_config: bool,
    /// Numbers of services in lower layers, ascending.
    pub(super) dependencies: Vec<usize>,
}

impl Service {
    pub(super) fn name(&self) -> String {
        format!("Service{}", self.number)
    }

    pub(super) fn port(&self) -> String {
        format!("Port{}", self.number)
    }

    /// The name of its field, parameter or accessor.
    pub(super) fn field(&self) -> String {
        format!("service{}", self.number)
    }

    /// The type by which it is provided: the trait if it has one.
    pub(super) fn provided(&self) -> String {
        match self.kind {
            Kind::Concrete | Kind::Factory => self.name(),
            Kind::Port => format!("dyn {}", self.port()),
        }
    }

    /// The type by which others ask for it.
    pub(super) fn key(&self) -> String {
        match self.kind {
            Kind::Concrete | Kind::Port => format!("Arc<{}>", self.provided()),
            Kind::Factory => self.name(),
        }
    }

    /// The item that others import.
    pub(super) fn import(&self) -> String {
        match self.kind {
            Kind::Concrete | Kind::Factory => self.name(),
            Kind::Port => self.port(),
        }
    }
}

/// Services in an order in which each needs only earlier ones.
#[derive(Debug)]
pub(super) struct Graph {
    services: Vec<Service>,
}

impl Graph {
    /// The same graph for the same count, on every machine.
    pub(super) fn layered(count: usize) -> Self {
        let mut dice = Dice(1);
        let mut services: Vec<Service> = Vec::with_capacity(count);
        for number in 0..count {
            let layer = number * LAYERS / count;
            let kind = match number % 10 {
                3 | 7 => Kind::Port,
                5 => Kind::Factory,
                _ => Kind::Concrete,
            };
            let below = services.iter().take_while(|below| below.layer < layer).count();
            let dependencies = dependencies(&services[..below], &mut dice);
            services.push(Service {
                number,
                layer,
                kind,
                reads_config: dice.below(4) == 0,
                dependencies,
            });
        }
        Self { services }
    }

    pub(super) fn services(&self) -> &[Service] {
        &self.services
    }

    /// The services of each layer, lowest first.
    pub(super) fn layers(&self) -> impl Iterator<Item = &[Service]> {
        self.services.chunk_by(|one, next| one.layer == next.layer)
    }

    pub(super) fn dependencies<'a>(
        &'a self,
        service: &'a Service,
    ) -> impl Iterator<Item = &'a Service> {
        service.dependencies.iter().map(|&number| &self.services[number])
    }

    /// The services that no other needs: resolving them resolves all.
    pub(super) fn tops(&self) -> impl Iterator<Item = &Service> {
        let needed: BTreeSet<usize> =
            self.services.iter().flat_map(|service| service.dependencies.iter().copied()).collect();
        self.services.iter().filter(move |service| !needed.contains(&service.number))
    }

    pub(super) fn summary(&self) -> String {
        let of_kind = |kind| {
            let services = self.services.iter();
            services.filter(|service| service.kind == kind).count()
        };
        let edges: usize = self
            .services
            .iter()
            .map(|service| service.dependencies.len() + usize::from(service.reads_config))
            .sum();
        format!(
            "{} services ({} behind traits, {} factories, {edges} dependencies)",
            self.services.len(),
            of_kind(Kind::Port),
            of_kind(Kind::Factory),
        )
    }
}

/// Picks from the services below, mostly from the layer just below. One
/// factory at most, so that by-value dependencies do not multiply.
fn dependencies(below: &[Service], dice: &mut Dice) -> Vec<usize> {
    let Some(nearest) = below.last().map(|service| service.layer) else {
        return Vec::new();
    };
    let start = below.partition_point(|service| service.layer < nearest);
    let mut picked: BTreeSet<usize> = BTreeSet::new();
    let mut has_factory = false;
    for _ in 0..DEPENDENCY_COUNTS[dice.below(DEPENDENCY_COUNTS.len())] {
        let from = if dice.below(3) == 0 { 0 } else { start };
        let service = &below[from + dice.below(below.len() - from)];
        let is_factory = service.kind == Kind::Factory;
        if !(is_factory && has_factory) && picked.insert(service.number) {
            has_factory |= is_factory;
        }
    }
    picked.into_iter().collect()
}

/// A small generator of numbers, enough to make the graph irregular.
struct Dice(u64);

impl Dice {
    /// The next number below `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        // Knuth's constants for a linear congruential generator; its low
        // bits are poor.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_needs_only_services_of_lower_layers() {
        let graph = Graph::layered(200);
        for service in graph.services() {
            assert!(service.dependencies.len() <= 6);
            for dependency in graph.dependencies(service) {
                assert!(dependency.layer < service.layer, "{service:?}");
            }
        }
        assert_eq!(graph.layers().count(), LAYERS);
    }

    #[test]
    fn a_service_needs_one_factory_at_most() {
        let graph = Graph::layered(500);
        for service in graph.services() {
            let dependencies = graph.dependencies(service);
            let factories = dependencies.filter(|dependency| dependency.kind == Kind::Factory);
            assert!(factories.count() <= 1, "{service:?}");
        }
    }

    #[test]
    fn the_mixture_is_that_of_an_application() {
        let graph = Graph::layered(200);
        let summary = graph.summary();
        assert!(summary.starts_with("200 services (40 behind traits, 20 factories, "), "{summary}");
        let most = graph.services().iter().map(|service| service.dependencies.len()).max();
        assert_eq!(most, Some(6));
        assert!(graph.tops().count() > 20);
    }

    #[test]
    fn few_services_make_a_graph_too() {
        for count in 1..12 {
            assert_eq!(Graph::layered(count).services().len(), count);
        }
    }
}
