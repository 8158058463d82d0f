//! Looks keys up, and collects what is wrong with them. To be copied as it is.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Display};
use std::ops::RangeInclusive;
use std::path::Path;

use ::config::{Config, ConfigError, Environment, File, FileFormat, Value, ValueKind};
use thiserror::Error;

/// What the crate `config` calls the origin of a variable.
const ENVIRONMENT: &str = "the environment";

/// Everything that is wrong with a configuration. It is never made from a value,
/// which may be a secret, nor from an error of the crate `config`, which quotes it.
#[derive(Error)]
#[error("{0}")]
pub struct Problems(String);

/// A configuration that is being read. It holds secrets, so it has no `Debug`.
pub(super) struct Reader {
    config: Config,
    file: String,
    prefix: &'static str,
    /// By key: sorted, and each once.
    problems: BTreeMap<String, String>,
}

impl Reader {
    pub(super) fn open(
        file: &Path,
        prefix: &'static str,
        environment: Environment,
    ) -> Result<Self, Problems> {
        // Without the file, each key that no variable gives is reported as missing.
        let layers = Config::builder()
            .add_source(File::from(file).format(FileFormat::Toml).required(file.exists()))
            .add_source(environment.prefix(prefix).separator("__"));
        let file = file.display().to_string();
        match layers.build() {
            Ok(config) => Ok(Self { config, file, prefix, problems: BTreeMap::new() }),
            Err(ConfigError::FileParse { cause, .. }) => {
                // The first line says where; the others quote the file.
                let text = cause.to_string();
                let place = text.lines().next().and_then(|it| it.strip_prefix("TOML parse error"));
                Err(Problems(format!("`{file}` is not TOML{}", place.unwrap_or_default())))
            }
            Err(ConfigError::Foreign(_)) => Err(Problems(format!("`{file}` cannot be read"))),
            Err(_) => Err(Problems(format!("a variable `{prefix}__…` is not Unicode"))),
        }
    }

    /// Returns what was read, if there is no problem.
    pub(super) fn finish<T>(self, read: impl FnOnce() -> Option<T>) -> Result<T, Problems> {
        match read() {
            Some(settings) if self.problems.is_empty() => Ok(settings),
            _ => {
                let problems: Vec<String> = self.problems.into_values().collect();
                let (count, lines) = (problems.len(), problems.join("\n  "));
                let plural = if count == 1 { "" } else { "s" };
                Err(Problems(format!("the configuration has {count} problem{plural}\n  {lines}")))
            }
        }
    }

    /// Returns what `parse` makes of the text at `section.name`.
    pub(super) fn text<T>(
        &mut self,
        key: &str,
        what: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.get(key, what, expected, |value| match &value.kind {
            ValueKind::String(text) => parse(text),
            _ => None,
        })
    }

    /// Returns the number at `section.name`, if it is of that range.
    pub(super) fn number<T>(&mut self, key: &str, what: &str, of: RangeInclusive<T>) -> Option<T>
    where
        T: TryFrom<i64> + PartialOrd + Display,
    {
        let expected = format!("a number from {} to {}", of.start(), of.end());
        self.get(key, what, &expected, |value| {
            let number = match &value.kind {
                ValueKind::I64(number) => *number,
                // A variable is always text; in the file, a number has no quotes.
                ValueKind::String(text) if value.origin() == Some(ENVIRONMENT) => {
                    text.parse().ok()?
                }
                _ => return None,
            };
            T::try_from(number).ok().filter(|number| of.contains(number))
        })
    }

    fn get<T>(
        &mut self,
        key: &str,
        what: &str,
        expected: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
        let value = match self.config.get_table(section) {
            Err(ConfigError::Type { origin, .. }) => {
                let from = self.origin(section, origin.as_deref());
                return self.wrong(section, &format!("is not a section{from}: expected a table"));
            }
            table => table.ok().and_then(|mut table| table.remove(name)),
        };
        let Some(value) = value else {
            let (file, variable) = (&self.file, self.variable(key));
            let problem = format!("is missing: set it in `{file}`, or `{variable}`, to {expected}");
            return self.wrong(key, &problem);
        };
        read(&value).or_else(|| {
            let from = self.origin(key, value.origin());
            self.wrong(key, &format!("is not {what}{from}: expected {expected}"))
        })
    }

    fn wrong<T>(&mut self, key: &str, problem: &str) -> Option<T> {
        self.problems.insert(key.to_owned(), format!("`{key}` {problem}"));
        None
    }

    /// Says where a value is from. What has no origin is a table, from either: the
    /// crate `config` merges them.
    fn origin(&self, key: &str, origin: Option<&str>) -> String {
        let (file, variable) = (&self.file, self.variable(key));
        match origin {
            None => format!(" (a table, from `{file}` or `{variable}__…`)"),
            Some(ENVIRONMENT) => format!(" (from `{variable}`)"),
            Some(_) => format!(" (from `{file}`)"),
        }
    }

    fn variable(&self, key: &str) -> String {
        format!("{}__{}", self.prefix, key.replace('.', "__").to_uppercase())
    }
}

/// The same as `{}`: it is what `main` prints of the error that it returns.
impl Debug for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
