//! What is taken from another container.

use core::fmt;
use core::panic::Location;

use crate::container::{Container, Provides};
use crate::context::Context;
use crate::error::{Error, Wanted};
use crate::graph::Graph;

/// Where an imported key comes from.
pub struct Imported<'c, C, K> {
    /// The other container's wiring.
    pub graph: &'static Graph,
    /// Where in it the key is provided.
    pub target: Option<usize>,
    /// Asks the other container.
    pub provide: fn(&'c C) -> Result<K, Error>,
}

/// Says where an imported key comes from.
///
/// One function for all, because then a key that the other container lacks is one
/// error.
#[must_use]
pub const fn import<'c, C, K>() -> Imported<'c, C, K>
where
    C: Provides<'c, K>,
{
    Imported {
        graph: <C as Wired>::GRAPH,
        target: <C as Provides<'c, K>>::INDEX,
        provide: |container| {
            let cx = Context::new(container, None);
            cx.check_open(|| match <C as Provides<'c, K>>::INDEX {
                Some(index) => Context::<C>::node(index).into(),
                None => Wanted::asked::<K>(Location::caller()),
            })?;
            <C as Provides<'c, K>>::provide(cx)
        },
    }
}

/// A container's graph, for ever.
trait Wired {
    const GRAPH: &'static Graph;
}

impl<C: Container> Wired for C {
    const GRAPH: &'static Graph = &<C as Container>::GRAPH;
}

impl<C, K> fmt::Debug for Imported<'_, C, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Imported(from {})", self.graph.container())
    }
}
