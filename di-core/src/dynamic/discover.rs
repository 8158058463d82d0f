//! What linked crates contribute.

use core::fmt;
use core::panic::Location;
use std::collections::BTreeSet;

use super::Builder;
use super::problem::{Problem, ProblemKind};

/// What one `#[injectable(..)]` contributes. For the derive.
pub struct Contribution {
    module: &'static str,
    name: &'static str,
    line: u32,
    register: fn(&mut Builder),
}

inventory::collect!(Contribution);

impl Contribution {
    /// Notes who registers what.
    #[must_use]
    pub const fn new(
        module: &'static str,
        name: &'static str,
        line: u32,
        register: fn(&mut Builder),
    ) -> Self {
        Self { module, name, line, register }
    }

    fn crate_name(&self) -> &'static str {
        self.module.split("::").next().unwrap_or(self.module)
    }
}

/// A crate that has to contribute something.
pub(super) struct Expected {
    name: &'static str,
    location: &'static Location<'static>,
}

impl Builder {
    pub(super) fn discover(&mut self) {
        let mut contributions: Vec<_> = inventory::iter::<Contribution>.into_iter().collect();
        // The linker's order is not ours.
        contributions.sort_by_key(|it| (it.module, it.name, it.line));
        for contribution in contributions {
            self.origin = Some(contribution.crate_name());
            (contribution.register)(self);
        }
        self.origin = None;
    }

    /// Says that a crate has to contribute something. One that is listed in `Cargo.toml` but
    /// that nobody names is not linked, and would be missing silently.
    ///
    /// ```
    /// use di_core::DynamicContainer;
    ///
    /// let built = DynamicContainer::discover().expect_crate("plugins").build();
    /// let error = built.expect_err("there is no such crate");
    /// assert!(format!("{error:#}").contains("help: name it in your program: `use plugins as _;`"));
    /// ```
    #[track_caller]
    pub fn expect_crate(&mut self, name: &'static str) -> &mut Self {
        self.expected.push(Expected { name, location: Location::caller() });
        self
    }
}

/// Those that were expected and contribute nothing.
pub(super) fn missing_crates(expected: &[Expected]) -> Vec<Problem> {
    let found: BTreeSet<String> =
        inventory::iter::<Contribution>.into_iter().map(|it| it.crate_name().to_owned()).collect();
    let missing = expected.iter().filter(|it| !found.contains(&it.name.replace('-', "_")));
    missing
        .map(|Expected { name, location }| {
            let ident = name.replace('-', "_");
            let problem = Problem::new(
                ProblemKind::MissingCrate,
                format!("the crate `{name}` contributes nothing"),
            )
            .at("expected", location);
            let close = found.iter().filter(|it| strsim::jaro_winkler(it, &ident) >= 0.8);
            let close: Vec<_> = close.map(|it| format!("`{it}`")).collect();
            let problem = if close.is_empty() {
                problem
            } else {
                problem.similar(format!("{} does", close.join(", ")))
            };
            let problem = problem.help(format!(
                "name it in your program: `use {ident} as _;`; what is only listed in `Cargo.toml` \
                 is not linked"
            ));
            // There, a linker takes of a crate only what is used.
            if cfg!(target_family = "wasm") {
                return problem.help("on wasm, call a function of it, too");
            }
            problem
        })
        .collect()
}

impl fmt::Debug for Contribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contribution({}::{})", self.module, self.name)
    }
}
