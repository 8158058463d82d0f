//! What crates contribute that this one does not know.

use std::collections::BTreeMap;
use std::sync::Arc;

use di_core::{BuildError, Builder, DynamicContainer};
use symposium_plugin::Probe;

/// What plugins watch, by name.
pub type Probes = BTreeMap<&'static str, Arc<dyn Probe>>;

/// The plugins that the program is built with: see `main`, which names them.
const EXPECTED: [&str; 1] = ["symposium-scratch"];

/// Finds what the plugins contribute, and checks it.
///
/// # Errors
///
/// If one of them is not there, or if what they contribute does not fit together.
pub fn discover() -> Result<Arc<DynamicContainer>, BuildError> {
    let mut plugins = DynamicContainer::discover();
    for name in EXPECTED {
        plugins.expect_crate(name);
    }
    checked(&mut plugins)
}

/// Makes do without plugins.
///
/// # Panics
///
/// Never: there is nothing that could be wrong.
#[must_use]
pub fn none() -> Arc<DynamicContainer> {
    checked(&mut DynamicContainer::builder()).expect("nothing is needed")
}

/// Says what the application asks of them.
fn checked(plugins: &mut Builder) -> Result<Arc<DynamicContainer>, BuildError> {
    plugins.collection_by::<&'static str, dyn Probe>().requires::<Probes>().build()
}
