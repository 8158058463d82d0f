//! Ticket codes: short enough to be read out at the door, and not to be guessed.

use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;

use di_core::prelude::*;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice};
use sha2::Sha256;

use crate::attendee::Attendee;
use crate::talk::TalkId;

/// The symbols of Douglas Crockford's base 32, which has no `I`, `L`, `O` and `U`, and then
/// the five that only a check symbol can be.
const SYMBOLS: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

/// How many symbols come before the check symbol: 40 bits.
const LENGTH: usize = 8;

/// The secret that ticket codes are made with.
///
/// ```
/// use symposium::ticket::TicketKey;
///
/// let key = TicketKey::parse("correct horse battery staple, and more")?;
/// assert!(!format!("{key:?}").contains("horse"));
/// assert!(TicketKey::parse("short").is_err());
/// # Ok::<(), symposium::ticket::InvalidKey>(())
/// ```
#[derive(Debug, Clone)]
pub struct TicketKey(SecretSlice<u8>);

/// Says that a text is no key, and shows nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the ticket key has at least {} bytes", TicketKey::SHORTEST)]
pub struct InvalidKey;

impl TicketKey {
    /// How many bytes a key has at least.
    pub const SHORTEST: usize = 32;

    /// Takes a text as a key.
    ///
    /// # Errors
    ///
    /// When it is too short to be a secret.
    pub fn parse(text: impl Into<OsString>) -> Result<Self, InvalidKey> {
        let bytes = text.into().into_encoded_bytes();
        if bytes.len() < Self::SHORTEST { Err(InvalidKey) } else { Ok(Self(bytes.into())) }
    }

    /// Makes a key that nobody knows; codes that are made with it are good for as long as
    /// the program runs.
    ///
    /// # Panics
    ///
    /// If the operating system has no random numbers.
    #[must_use]
    pub fn random() -> Self {
        let mut bytes = vec![0; Self::SHORTEST];
        getrandom::fill(&mut bytes).expect("random numbers of the operating system");
        Self(bytes.into())
    }
}

/// The code of one attendee's seat, which it shows as text.
///
/// The key is the container's; who sits where is for the caller to say.
///
/// ```
/// use di_core::prelude::*;
/// use symposium::attendee::Attendee;
/// use symposium::talk::TalkId;
/// use symposium::ticket::{TicketKey, TicketMaker};
///
/// #[derive(Container)]
/// struct Door {
///     key: Value<TicketKey>,
///     tickets: Factory<TicketMaker>,
/// }
///
/// let ada: Attendee = "ada@example.org".parse()?;
/// let door = Door::new(TicketKey::random()).build();
/// let tickets: TicketMaker = door.resolve()?;
/// let ticket = tickets.make((TalkId(3), 12, ada))?;
/// assert_eq!(ticket.verify(&ticket.to_string().to_lowercase()), Ok(()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Injectable)]
pub struct TicketCode {
    #[inject(assisted)]
    talk: TalkId,
    #[inject(assisted)]
    seat: u32,
    #[inject(assisted)]
    attendee: Attendee,
    key: Arc<TicketKey>,
}

/// Makes ticket codes of the talk, the number of the seat, and who sits there.
pub type TicketMaker = Maker<TicketCode, (TalkId, u32, Attendee)>;

/// Says why a text is not the code of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCode {
    /// It is no code at all.
    #[error("the code is mistyped")]
    Mistyped,
    /// It is a code, but not this ticket's.
    #[error("the code is not that of this ticket")]
    Wrong,
}

impl TicketCode {
    /// Checks a code that somebody has typed: in upper or lower case, with or without
    /// hyphens and spaces, and with `O` for 0 and `I` or `L` for 1.
    ///
    /// # Errors
    ///
    /// When it has a typing mistake, or is not the code of this ticket.
    pub fn verify(&self, typed: &str) -> Result<(), InvalidCode> {
        let number = number_of(typed).ok_or(InvalidCode::Mistyped)?;
        // In a time that does not depend on how much of it is right.
        let tag = self.mac().verify_truncated_left(&number.to_be_bytes()[3..]);
        tag.map_err(|_| InvalidCode::Wrong)
    }

    fn mac(&self) -> Hmac<Sha256> {
        let mut mac: Hmac<Sha256> =
            KeyInit::new_from_slice(self.key.0.expose_secret()).expect("keys have any length");
        mac.update(&self.talk.0.to_be_bytes());
        mac.update(&self.seat.to_be_bytes());
        mac.update(self.attendee.address().as_bytes());
        mac
    }
}

impl fmt::Display for TicketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tag = self.mac().finalize().into_bytes();
        let number = tag[..5].iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        let symbol = |value: u64| {
            let place = usize::try_from(value).expect("less than 37");
            char::from(SYMBOLS[place])
        };
        for place in (0..LENGTH).rev() {
            write!(f, "{}", symbol(number >> (5 * place) & 31))?;
            if place == LENGTH / 2 {
                f.write_str("-")?;
            }
        }
        write!(f, "{}", symbol(number % 37))
    }
}

/// Returns the number that a code stands for, if its check symbol is right.
fn number_of(typed: &str) -> Option<u64> {
    let mut values = Vec::with_capacity(LENGTH + 1);
    for symbol in typed.bytes().filter(|byte| !b"- ".contains(byte)) {
        let symbol = match symbol.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        };
        values.push(SYMBOLS.iter().position(|it| *it == symbol)? as u64);
    }
    let (check, values) = values.split_last()?;
    if values.len() != LENGTH || values.iter().any(|value| *value > 31) {
        return None;
    }
    let number = values.iter().fold(0, |number, value| number << 5 | value);
    (number % 37 == *check).then_some(number)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn ticket(key: &TicketKey, talk: i64, seat: u32, attendee: &str) -> TicketCode {
        let attendee = attendee.parse().expect("an address");
        TicketCode { talk: TalkId(talk), seat, attendee, key: Arc::new(key.clone()) }
    }

    fn key() -> TicketKey {
        TicketKey::parse("the key of the tests is no secret").expect("a key")
    }

    #[test]
    fn a_code_is_short_and_always_the_same() {
        let code = ticket(&key(), 3, 12, "ada@example.org").to_string();
        assert_eq!(code, "B50F-XHYTS");
    }

    #[test]
    fn a_code_is_good_for_one_talk_one_seat_one_attendee_and_one_key() {
        let right = ticket(&key(), 3, 12, "ada@example.org");
        let code = right.to_string();
        assert_eq!(right.verify(&code), Ok(()));
        for wrong in [
            ticket(&key(), 4, 12, "ada@example.org"),
            ticket(&key(), 3, 13, "ada@example.org"),
            ticket(&key(), 3, 12, "bob@example.org"),
            ticket(&TicketKey::random(), 3, 12, "ada@example.org"),
        ] {
            assert_eq!(wrong.verify(&code), Err(InvalidCode::Wrong));
        }
        let codes: HashSet<_> =
            (0..1000).map(|seat| ticket(&key(), 3, seat, "ada@example.org").to_string()).collect();
        assert_eq!(codes.len(), 1000);
    }

    #[test]
    fn a_code_may_be_typed_as_people_do() {
        for seat in 0..200 {
            let ticket = ticket(&key(), 3, seat, "ada@example.org");
            let code = ticket.to_string();
            let spaced = code.replace('-', " ").to_lowercase();
            let alike = code.replace('-', "").replace('0', "o").replace('1', "l");
            for typed in [spaced, alike] {
                assert_eq!(ticket.verify(&typed), Ok(()), "{typed}");
            }
        }
    }

    #[test]
    fn each_mistyped_symbol_and_each_swap_is_noticed() {
        let ticket = ticket(&key(), 3, 12, "ada@example.org");
        let code = ticket.to_string().replace('-', "").into_bytes();
        for place in 0..code.len() {
            for symbol in SYMBOLS.iter().filter(|symbol| **symbol != code[place]) {
                let mut typed = code.clone();
                typed[place] = *symbol;
                let typed = String::from_utf8(typed).expect("text");
                assert_eq!(ticket.verify(&typed), Err(InvalidCode::Mistyped), "{typed}");
            }
        }
        for place in 1..code.len() {
            let mut typed = code.clone();
            typed.swap(place - 1, place);
            let expected = if typed == code { Ok(()) } else { Err(InvalidCode::Mistyped) };
            assert_eq!(ticket.verify(&String::from_utf8(typed).expect("text")), expected);
        }
        for typed in ["", "-", "1", "00000000", "0000000000", "0000-0000é", "U000-00000"] {
            assert_eq!(ticket.verify(typed), Err(InvalidCode::Mistyped), "{typed}");
        }
    }

    #[test]
    fn nothing_shows_the_key() {
        let shown = format!("{:?} {:#?}", key(), ticket(&key(), 3, 12, "ada@example.org"));
        assert!(!shown.contains("the key") && !shown.contains("116, 104"), "{shown}");
        assert!(shown.contains("REDACTED"), "{shown}");
        assert_eq!(InvalidKey.to_string(), "the ticket key has at least 32 bytes");
    }
}
