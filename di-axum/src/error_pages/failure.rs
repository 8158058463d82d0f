use di_core::Step;

use super::redact::Redaction;
use crate::Rejection;
use crate::pages::{Place, Wiring};

/// What developers are told of a rejection, without what looks like a secret.
#[derive(Debug)]
pub(super) struct Failure<'a> {
    /// What went wrong.
    pub(super) problem: String,
    /// From what was asked for to what failed.
    pub(super) path: Vec<PathStep<'a>>,
    /// The application's own error and its sources.
    pub(super) causes: Vec<String>,
    /// The way out.
    pub(super) help: Option<&'static str>,
}

/// One service on the path, and who provides it; nobody, if it is not listed, but made.
#[derive(Debug)]
pub(super) struct PathStep<'a> {
    pub(super) step: &'a Step,
    pub(super) provider: Option<Place>,
}

impl<'a> Failure<'a> {
    pub(super) fn of(rejection: &'a Rejection, wiring: &Wiring, redaction: &Redaction) -> Self {
        let shown = |text: String| redaction.apply(&text);
        let error = rejection.error();
        let places = error.map(|it| wiring.locate(it.path())).unwrap_or_default();
        let steps = error.into_iter().flat_map(di_core::Error::path);
        Self {
            problem: shown(rejection.problem()),
            path: steps.zip(places).map(|(step, provider)| PathStep { step, provider }).collect(),
            causes: rejection.causes().map(|it| shown(it.to_string())).collect(),
            help: rejection.help(),
        }
    }
}

impl PathStep<'_> {
    /// The field or parameter by which it asked for the next one.
    pub(super) fn parameter(&self) -> Option<&str> {
        self.step.parameter().filter(|it| !it.is_empty())
    }
}
