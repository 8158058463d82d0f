//! A file and an environment that are data.

use std::fs;

use config::Environment;
use tour::config::{Problems, Settings, load};

/// A file in which nothing is wrong.
pub(crate) const GOOD: &str = include_str!("../../tour.toml");

/// Reads a file of that text, and no variables but these.
pub(crate) fn read(file: &str, variables: &[(&str, &str)]) -> Result<Settings, Problems> {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("tour.toml");
    fs::write(&path, file).expect("a file");
    load(&path, environment(variables))
}

pub(crate) fn environment(variables: &[(&str, &str)]) -> Environment {
    let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    Environment::default().source(Some(variables.collect()))
}

/// Returns what is said to be wrong, with the file's name for its path.
pub(crate) fn problems(file: &str, variables: &[(&str, &str)]) -> String {
    let problems = read(file, variables).expect_err("problems").to_string();
    let mut parts = problems.split('`');
    let text = parts.next().map(str::to_owned).into_iter();
    let named = |part: &str| match part.rsplit_once("/tour.toml") {
        Some((_, "")) => "tour.toml".to_owned(),
        _ => part.to_owned(),
    };
    text.chain(parts.map(named)).collect::<Vec<_>>().join("`")
}
