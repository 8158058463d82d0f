//! What is taken from another container.

use core::panic::Location;
use std::sync::Arc;

use super::draft::{Draft, Imported};
use super::problem::{Problem, ProblemKind};
use super::recipe::{Cx, Erased, Recipe, Seen};
use super::{Builder, Kept, Registration};
use crate::check::is_kept;
use crate::container::{Provides, SharedContainer};
use crate::graph::{Node, ProviderKind};
use crate::import::import;
use crate::key::Form;
use crate::name::Short;
use crate::resolve::index;

impl Builder {
    /// Takes what another container provides as an `Arc<T>`, declared or dynamic.
    ///
    /// ```
    /// use di_core::prelude::*;
    /// use di_core::DynamicContainer;
    ///
    /// struct Config { port: u16 }
    ///
    /// #[derive(Container)]
    /// struct Base { config: Value<Config> }
    ///
    /// let base = Base::new(Config { port: 80 }).build();
    /// let app = DynamicContainer::builder().import::<Config, _>(&base).build()?;
    /// assert_eq!(app.resolve::<&Config>()?.port, 80);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn import<T, C>(&mut self, from: &Arc<C>) -> Registration<'_, T, Kept>
    where
        T: ?Sized + Send + Sync + 'static,
        C: SharedContainer + for<'c> Provides<'c, Arc<T>>,
    {
        let location = Location::caller();
        let graph = from.graph();
        let cx = crate::context::Context::new(&**from, None);
        let target = index::<C, Arc<T>>(cx);
        let mut problems = Vec::new();
        if target.is_some_and(|it| !is_kept(graph, it)) {
            let message = format!(
                "`{}` makes a new `{}` each time, so it cannot be imported",
                graph.container(),
                Short(core::any::type_name::<T>())
            );
            let help =
                "import what it is made of, and register what makes it here: `.factory::<..>()`";
            let problem = Problem::new(ProblemKind::FreshImport, message);
            problems.push(problem.at("imported", location).help(help));
        }
        let is_known = <C as Provides<'_, Arc<T>>>::KEY.is_none();
        if target.is_none() && !is_known {
            let service = Short(core::any::type_name::<T>());
            let message = format!("no provider for `Arc<{service}>` in `{}`", graph.container());
            let problem = Problem::new(ProblemKind::Missing, message);
            problems.push(problem.at("imported", location).help("register it there"));
        }
        let asked = Arc::clone(from);
        let ask = move || (import::<C, Arc<T>>().provide)(&asked).map(drop);
        let from = Arc::clone(from);
        let provide = move |_: Cx<'_>, _: &'static Node| {
            (import::<C, Arc<T>>().provide)(&from).map(|it| Box::new(it) as Erased)
        };
        let recipe = Recipe::Built(Box::new(provide));
        let mut draft =
            Draft::new::<T>(ProviderKind::Import, Form::Shared, recipe, Seen::Own, location);
        draft.imported = Some(Imported { graph, target, ask: Box::new(ask) });
        draft.problems = problems;
        self.register(draft)
    }
}
