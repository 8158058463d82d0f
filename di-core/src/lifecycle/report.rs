//! How a container started.

use core::fmt;
use core::time::Duration;

use crate::graph::Node;
use crate::name::Short;

/// How a container started: what was opened or built, when, and how long it took.
///
/// Printed, it is a table in the order of completion. A `*` marks the critical path:
/// what the last one waited for, back to the first. To start sooner, make one of these
/// faster.
#[derive(Clone, Debug)]
pub struct StartReport {
    container: &'static str,
    steps: Vec<StartStep>,
}

/// One thing that was opened or built when a container started.
#[derive(Clone, Debug)]
pub struct StartStep {
    node: &'static Node,
    began: Duration,
    took: Duration,
    waited_for: Vec<&'static str>,
    is_critical: bool,
}

impl StartReport {
    /// Reports steps in the order of their completion.
    pub(super) fn new(container: &'static str, mut steps: Vec<StartStep>) -> Self {
        let mut next = steps.len().checked_sub(1);
        while let Some(at) = next {
            steps[at].is_critical = true;
            let waited_for = &steps[at].waited_for;
            // In order of completion, the last is what it waited for the longest.
            next = steps[..at].iter().rposition(|it| waited_for.contains(&it.node.name()));
        }
        Self { container, steps }
    }

    /// Returns what was opened or built, in the order of completion.
    #[must_use]
    pub fn steps(&self) -> &[StartStep] {
        &self.steps
    }
}

impl StartStep {
    pub(super) fn new(
        node: &'static Node,
        began: Duration,
        took: Duration,
        waited_for: Vec<&'static str>,
    ) -> Self {
        Self { node, began, took, waited_for, is_critical: false }
    }

    /// Returns the provider.
    #[must_use]
    pub fn node(&self) -> &'static Node {
        self.node
    }

    /// Returns when it was begun, counted from the beginning of the start.
    #[must_use]
    pub fn began(&self) -> Duration {
        self.began
    }

    /// Returns how long it took.
    #[must_use]
    pub fn took(&self) -> Duration {
        self.took
    }

    /// Returns the fields that it waited for.
    #[must_use]
    pub fn waited_for(&self) -> &[&'static str] {
        &self.waited_for
    }

    /// Returns whether the start would have been shorter without it.
    #[must_use]
    pub fn is_critical(&self) -> bool {
        self.is_critical
    }
}

impl fmt::Display for StartReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.steps.iter().map(|it| it.began + it.took).max().unwrap_or_default();
        writeln!(f, "{} started in {}", self.container, Milliseconds(all))?;
        writeln!(f, "       began         took")?;
        for step in &self.steps {
            let mark = if step.is_critical { "*" } else { " " };
            let (began, took) = (Milliseconds(step.began), Milliseconds(step.took));
            let (name, service) = (step.node.name(), Short(step.node.type_name()));
            write!(f, "{began:>12} {took:>12} {mark} {name}: {}<{service}>", step.node.kind())?;
            for (position, field) in step.waited_for.iter().enumerate() {
                write!(f, "{}{field}", if position == 0 { ", after " } else { ", " })?;
            }
            writeln!(f)?;
        }
        writeln!(f, "* the critical path")
    }
}

struct Milliseconds(Duration);

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:.1} ms", self.0.as_secs_f64() * 1000.0))
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::{StartReport, StartStep};
    use crate::graph::{Node, ProviderKind};

    static NODES: [Node; 3] = [
        Node::new::<u8>("pool", ProviderKind::Resource),
        Node::new::<u16>("cache", ProviderKind::Resource),
        Node::new::<u32>("queue", ProviderKind::Resource),
    ];

    #[test]
    fn the_critical_path_is_what_the_last_one_waited_for() {
        let step = |at: usize, began, took, waited_for: &[&'static str]| {
            let (began, took) = (Duration::from_millis(began), Duration::from_millis(took));
            StartStep::new(&NODES[at], began, took, waited_for.to_vec())
        };
        let steps =
            vec![step(1, 0, 2, &[]), step(0, 0, 8, &[]), step(2, 8, 14, &["pool", "cache"])];
        let report = StartReport::new("App", steps);
        let critical = report.steps().iter().filter(|it| it.is_critical());
        assert_eq!(critical.map(|it| it.node().name()).collect::<Vec<_>>(), ["pool", "queue"]);
        let table = "\
App started in 22.0 ms
       began         took
      0.0 ms       2.0 ms   cache: Resource<u16>
      0.0 ms       8.0 ms * pool: Resource<u8>
      8.0 ms      14.0 ms * queue: Resource<u32>, after pool, cache
* the critical path
";
        assert_eq!(report.to_string(), table);
    }
}
