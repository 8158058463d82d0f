//! How mails leave, as the program is told.

use std::ffi::OsString;
use std::fmt;

use clap::ValueEnum;
use lettre::message::Mailbox;

/// How mails leave.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// What becomes of them.
    pub transport: MailTransport,
    /// The server that takes them, if they are sent.
    pub server: SmtpServer,
    /// Whom they are from.
    pub sender: Mailbox,
}

impl MailSettings {
    /// The server of a program that is not told of another one.
    pub const SERVER: &str = "localhost:25";

    /// Whom mails are from if nothing else is said.
    pub const SENDER: &str = "Symposium <symposium@localhost>";
}

/// Mails are only in the log.
impl Default for MailSettings {
    fn default() -> Self {
        Self {
            transport: MailTransport::default(),
            server: SmtpServer::parse(Self::SERVER).expect("a server"),
            sender: Self::SENDER.parse().expect("an address"),
        }
    }
}

/// What becomes of mails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum MailTransport {
    /// They are only in the log.
    #[default]
    Log,
    /// They are sent.
    Smtp,
}

/// A mail server that wants no password and no TLS: it is on the same machine, or in the
/// same private network.
///
/// ```
/// use symposium::mailer::SmtpServer;
///
/// let server = SmtpServer::parse("mail.example.org:25")?;
/// assert_eq!((server.host(), server.port()), ("mail.example.org", 25));
/// assert_eq!(SmtpServer::parse("[::1]:2525")?.host(), "::1");
/// assert!(SmtpServer::parse("smtp://ada:lovelace@mail.example.org").is_err());
/// # Ok::<(), symposium::mailer::InvalidServer>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpServer {
    host: String,
    port: u16,
}

/// Says that a text names no mail server, and shows nothing of the text: it may have a
/// password in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mail server is `host:port`, such as `localhost:25`, without a user or a password")]
pub struct InvalidServer;

impl SmtpServer {
    /// Takes the name or the address of a host, and a port.
    ///
    /// # Errors
    ///
    /// When it is anything else.
    pub fn parse(text: impl Into<OsString>) -> Result<Self, InvalidServer> {
        let text = text.into();
        let (host, port) = text.to_str().and_then(|it| it.rsplit_once(':')).ok_or(InvalidServer)?;
        let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let is_host = match address {
            Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
            None => !host.is_empty() && host.bytes().all(is_of_a_name),
        };
        match port.parse() {
            Ok(port) if is_host && port != 0 => {
                Ok(Self { host: address.unwrap_or(host).to_owned(), port })
            }
            _ => Err(InvalidServer),
        }
    }

    /// Returns its name or its address.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns the port on which it listens, which is never 0.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }
}

fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._".contains(&byte)
}

impl fmt::Display for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_host_and_a_port_and_nothing_else() {
        for text in ["localhost:25", "127.0.0.1:2525", "[::1]:25", "mail-1.example.org:465"] {
            assert_eq!(SmtpServer::parse(text).expect(text).to_string(), text);
        }
        for text in [
            "",
            "localhost",
            "localhost:",
            ":25",
            "localhost:0",
            "localhost:65536",
            "::1:25",
            "[mail]:25",
            "smtp://localhost:25",
            "ada:hunter2@localhost:25",
        ] {
            let error = SmtpServer::parse(text).expect_err(text);
            assert!(!format!("{error} {error:?}").contains("hunter2"));
        }
    }
}
