//! Only the program knows: services that are registered, or contributed by linked crates, and
//! checked as a whole when the container is built.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use di_core::prelude::*;
use di_core::{BuildError, Error};

use crate::app::App;
use crate::function::Visitor;

/// Says hello in a language.
pub trait Welcome: Debug + Send + Sync {
    /// Returns what is said.
    fn text(&self, visitor: &Visitor) -> String;
}

/// Contributed: whoever links this crate and discovers has it.
#[derive(Debug, Injectable)]
#[injectable(singleton, into dyn Welcome, key = "en")]
pub struct English;

impl Welcome for English {
    fn text(&self, visitor: &Visitor) -> String {
        format!("welcome, {}", visitor.0)
    }
}

/// Another one.
#[derive(Debug, Injectable)]
#[injectable(singleton, into dyn Welcome, key = "de")]
pub struct German;

impl Welcome for German {
    fn text(&self, visitor: &Visitor) -> String {
        format!("willkommen, {}", visitor.0)
    }
}

/// Registered by hand: it says it in all languages, to the visitor of its scope.
#[derive(Debug, Injectable)]
pub struct Reception {
    languages: BTreeMap<&'static str, Arc<dyn Welcome>>,
    visitor: Arc<Visitor>,
}

impl Reception {
    fn says(&self) -> Vec<String> {
        let said = |(language, it): (_, &Arc<dyn Welcome>)| {
            format!("{language}: {}", it.text(&self.visitor))
        };
        self.languages.iter().map(said).collect()
    }
}

fn container() -> Result<Arc<DynamicContainer>, BuildError> {
    DynamicContainer::discover().input::<Visitor>().scoped::<Reception>().build()
}

/// Without what is contributed, and with one that outlives what it needs.
fn broken() -> Result<Arc<DynamicContainer>, BuildError> {
    DynamicContainer::builder().input::<Visitor>().singleton::<Reception>().build()
}

/// Welcomes a visitor, and tells what is wrong with a container that is never built.
///
/// # Errors
///
/// If the languages cannot be resolved.
pub fn show(_: &App) -> Result<Vec<String>, Error> {
    let mut lines = match container() {
        Ok(app) => {
            let scope = app.scope_with((Visitor("ada"),))?;
            let reception: Arc<Reception> = scope.resolve()?;
            reception.says()
        }
        Err(error) => vec![error.to_string()],
    };
    if let Err(error) = broken() {
        lines.extend(error.problems().iter().map(|it| format!("refused: {}", it.message())));
    }
    Ok(lines)
}
