//! Attendees, known by their e-mail address alone.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// RFC 5321 limits a path to 256 octets, two of which are its angle brackets.
const LONGEST_ADDRESS: usize = 254;
const LONGEST_LOCAL_PART: usize = 64;

/// Somebody who wants a seat: a checked e-mail address in lower case.
///
/// The case is folded so that one person cannot take two seats as `Ada@` and
/// `ada@`.
///
/// ```
/// use symposium::attendee::Attendee;
///
/// let ada: Attendee = " Ada@Example.org ".parse()?;
/// assert_eq!(ada.address(), "ada@example.org");
/// assert!("ada".parse::<Attendee>().is_err());
/// # Ok::<(), symposium::attendee::InvalidAddress>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Attendee(String);

/// Says why a text is not an e-mail address that this application accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an e-mail address {0}")]
pub struct InvalidAddress(&'static str);

impl Attendee {
    /// Returns the address as it is stored.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Attendee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Attendee {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let text = text.trim();
        if text.len() > LONGEST_ADDRESS {
            return Err(InvalidAddress("has at most 254 characters"));
        }
        let Some((local, domain)) = text.rsplit_once('@') else {
            return Err(InvalidAddress("has an `@`"));
        };
        if local.is_empty() || local.len() > LONGEST_LOCAL_PART {
            return Err(InvalidAddress("has 1 to 64 characters before its `@`"));
        }
        if !local.bytes().all(is_local) || local.split('.').any(str::is_empty) {
            return Err(InvalidAddress(
                "has only letters, digits, single dots and `!#$%&'*+/=?^_`{|}~-` before its `@`",
            ));
        }
        if !domain.contains('.') || !domain.split('.').all(is_label) {
            return Err(InvalidAddress("ends in a domain such as `example.org` after its `@`"));
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-.".contains(&byte)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_are_accepted_and_folded() {
        for (text, stored) in [
            ("ada@example.org", "ada@example.org"),
            ("Ada.Lovelace+rust@Mail.Example.ORG", "ada.lovelace+rust@mail.example.org"),
            ("  o'hara@x-y.example ", "o'hara@x-y.example"),
        ] {
            let attendee: Attendee = text.parse().expect(text);
            assert_eq!(attendee.address(), stored);
        }
    }

    #[test]
    fn what_could_not_be_delivered_or_could_forge_a_header_is_refused() {
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("a@{}example.org", "a.".repeat(130));
        for text in [
            "",
            "@",
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "a b@example.org",
            "ada@exa mple.org",
            "ada@-x.org",
            "ada@example..org",
            "a..b@example.org",
            "a@b@c.org",
            "ada@example.org\r\nbcc: eve@example.org",
            "adá@example.org",
            &long,
            &longer,
        ] {
            assert!(text.parse::<Attendee>().is_err(), "{text:?} was accepted");
        }
    }
}
