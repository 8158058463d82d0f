//! Where the database is, and never with which password.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use sqlx::postgres::PgConnectOptions;

/// The place of a database.
///
/// What it shows of itself, to people and in the log, is without the password.
///
/// ```
/// use symposium::storage::Location;
///
/// let place = Location::parse("postgres://ada:lovelace@db.example.org/symposium")?;
/// assert_eq!(place.to_string(), "postgres://ada@db.example.org:5432/symposium");
/// assert_eq!(Location::parse("symposium.db")?.to_string(), "symposium.db");
/// assert!(Location::parse("mysql://db.example.org/symposium").is_err());
/// # Ok::<(), symposium::storage::InvalidLocation>(())
/// ```
#[derive(Clone)]
pub enum Location {
    /// A file of `SQLite`; made, with a programme in it, if there is none.
    File(PathBuf),
    /// A server of `PostgreSQL`; an empty database gets a programme.
    Server(Box<PgConnectOptions>),
}

/// Says why a text names no database, and shows nothing of the text but its
/// scheme: the rest may be a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}; a database is a file, or `postgres://user:password@host/name`")]
pub struct InvalidLocation(String);

impl Location {
    /// Takes a URL of `PostgreSQL` for a server, and what is no URL for a file.
    ///
    /// # Errors
    ///
    /// When it is a URL that is not well formed or of something else, or empty.
    pub fn parse(text: impl Into<OsString>) -> Result<Self, InvalidLocation> {
        let text = text.into();
        if text.is_empty() {
            return Err(InvalidLocation("the database has no name".to_owned()));
        }
        if text.to_str().is_some_and(is_mistyped) {
            return Err(InvalidLocation("that is neither a file nor a URL".to_owned()));
        }
        let Some((url, scheme)) =
            text.to_str().and_then(|url| Some((url, url.split_once("://")?.0)))
        else {
            return Ok(Self::File(text.into()));
        };
        if !matches!(scheme, "postgres" | "postgresql") {
            return Err(InvalidLocation(format!("databases of `{scheme}` are not supported")));
        }
        match url.parse::<PgConnectOptions>() {
            Ok(options) => Ok(Self::Server(Box::new(options))),
            Err(error) => {
                Err(InvalidLocation(format!("the URL of the database is not valid: {error}")))
            }
        }
    }
}

/// Whether a text was not meant as the name of a file, which would be shown: a URL that lacks
/// a slash, settings of `libpq`, or a database in memory, of which each connection has its own.
fn is_mistyped(text: &str) -> bool {
    let begins = ["postgres:", "postgresql:", "sqlite:"].iter().any(|it| text.starts_with(it));
    let is_meant = begins || text.contains("password=") || text == ":memory:";
    is_meant && !text.contains("://")
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options = match self {
            Self::File(file) => return file.display().fmt(f),
            Self::Server(options) => options,
        };
        write!(f, "postgres://{}@", options.get_username())?;
        match options.get_socket() {
            Some(directory) => write!(f, "{}", directory.display())?,
            None => f.write_str(options.get_host())?,
        }
        let name = options.get_database().unwrap_or(options.get_username());
        write!(f, ":{}/{name}", options.get_port())
    }
}

/// As for people: the options would print the password.
impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "hunter2";

    #[test]
    fn a_password_is_shown_to_nobody() {
        for text in [
            "postgres://ada:hunter2@db.example.org:5433/symposium",
            "postgresql://ada@db.example.org/symposium?password=hunter2",
            "postgres://ada:hunter2@%2Frun%2Fpostgresql/symposium",
            "postgres://ada:hunter2@db.example.org:port/symposium",
            "postgres://ada:hunter2@db.example.org/symposium?sslmode=perhaps",
            "postgres://ada:hunter2@/",
            "mysql://ada:hunter2@db.example.org/symposium",
            "postgres:/ada:hunter2@db.example.org/symposium",
            "host=db.example.org user=ada password=hunter2",
        ] {
            let shown = match Location::parse(text) {
                Ok(place) => format!("{place} {place:?} {place:#?}"),
                Err(error) => format!("{error} {error:?}"),
            };
            assert!(!shown.contains(SECRET), "{shown}");
        }
    }

    #[test]
    fn what_is_no_url_is_a_file() {
        for text in ["symposium.db", "/var/lib/symposium.db", "C:\\symposium.db", "postgres"] {
            let place = Location::parse(text);
            assert!(matches!(&place, Ok(Location::File(file)) if file.as_os_str() == text));
        }
        for text in ["", ":memory:", "sqlite::memory:", "postgres:/db", "postgresql:db"] {
            assert!(Location::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_server_is_named_by_its_host_or_its_socket() {
        let shown = |text| Location::parse(text).expect("a place").to_string();
        assert_eq!(shown("postgres://ada@db:5433/seats"), "postgres://ada@db:5433/seats");
        assert_eq!(
            shown("postgres://ada@%2Frun%2Fpg:5433/seats"),
            "postgres://ada@/run/pg:5433/seats"
        );
    }
}
