//! Looks keys up, and collects what is wrong with them. To be copied: only the
//! prefix is the tour's own.

use std::fmt::{self, Debug, Display};
use std::ops::RangeInclusive;
use std::path::Path;
use std::str::FromStr;

use ::config::{Config, ConfigError, Environment, File, FileFormat};
use thiserror::Error;

/// What the names of our variables begin with: `TOUR__MAIL__PORT` is `mail.port`.
const PREFIX: &str = "TOUR";

/// Everything that is wrong with a configuration. It is never made from a value,
/// which may be a secret, nor from an error of the crate `config`, which quotes it.
#[derive(Error)]
#[error("{0}")]
pub struct Problems(String);

/// A configuration that is being read. It holds secrets, so it has no `Debug`.
pub(super) struct Reader {
    path: String,
    file: Config,
    variables: Config,
    problems: Vec<String>,
}

impl Reader {
    pub(super) fn open(path: &Path, environment: Environment) -> Result<Self, Problems> {
        let file = File::from(path).format(FileFormat::Toml).required(path.exists());
        let path = path.display().to_string();
        let file = Config::builder().add_source(file).build().map_err(|error| match error {
            // The first line says where; the others quote the file.
            ConfigError::FileParse { cause, .. } => {
                let place = cause.to_string().lines().next().unwrap_or_default().to_owned();
                Problems(format!("`{path}`: {place}"))
            }
            _ => Problems(format!("`{path}` cannot be read")),
        })?;
        let environment = environment.prefix(PREFIX).separator("__");
        let variables = Config::builder().add_source(environment).build();
        let variables =
            variables.map_err(|_| Problems(format!("a variable `{PREFIX}__…` is not Unicode")))?;
        Ok(Self { path, file, variables, problems: Vec::new() })
    }

    /// Returns what `parse` makes of the value at `key`. A variable wins over the file.
    pub(super) fn text<T>(
        &mut self,
        key: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let variable = format!("{PREFIX}__{}", key.replace('.', "__").to_uppercase());
        let (value, from) = match self.variables.get_string(key) {
            Err(ConfigError::NotFound(_)) => (self.file.get_string(key), &self.path),
            value => (value, &variable),
        };
        let problem = match value {
            Err(ConfigError::NotFound(_)) => {
                let path = &self.path;
                format!("`{key}` is missing: set it in `{path}`, or `{variable}`, to {expected}")
            }
            value => match value.ok().and_then(|text| parse(&text)) {
                Some(parsed) => return Some(parsed),
                None => format!("`{key}` (from `{from}`) is not {expected}"),
            },
        };
        self.problems.push(problem);
        None
    }

    /// Returns the number at `key`, if it is of that range.
    pub(super) fn number<T>(&mut self, key: &str, of: RangeInclusive<T>) -> Option<T>
    where
        T: FromStr + PartialOrd + Display,
    {
        let expected = format!("a number from {} to {}", of.start(), of.end());
        self.text(key, &expected, |text| text.parse().ok().filter(|number| of.contains(number)))
    }

    /// Returns what is wrong.
    pub(super) fn problems(self) -> Problems {
        Problems(format!("the configuration is wrong\n  {}", self.problems.join("\n  ")))
    }
}

/// The same as `{}`: it is what `main` prints of the error that it returns.
impl Debug for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
