use std::fmt;
use std::sync::{Arc, LazyLock};

use regex_lite::Regex;

/// What stands in the place of a secret.
const MASK: &str = "•••";

/// What a secret looks like in the texts of errors, with what is kept of it. Rather too much
/// is masked than too little.
static RULES: LazyLock<[(Regex, String); 13]> = LazyLock::new(|| {
    let rule = |pattern: &str, kept: &str| {
        let regex = Regex::new(pattern).expect("the pattern is well-formed");
        (regex, kept.replace('*', MASK))
    };
    [
        rule(r"(?s)(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END|$)", "$1*$2"),
        // `postgres://user:secret@host`; a secret may have an `@`, a `/` and a `'` of its own.
        rule(r#"://[^\s"`<>]*@"#, "://*@"),
        // `user:secret@tcp(host)`, `jdbc:oracle:thin:user/secret@host`.
        rule(r#"([\w.-]:)[^\s/"`<>@:][^\s"`<>@]*@"#, "$1*@"),
        // `?key=secret`: what a name alone does not tell to be one.
        rule(r"(?i)([?&](?:key|sig|signature|code|session)=)[^\s&)]+", "$1*"),
        // `password=secret`, `secret => "secret"`: a word, which a scheme may stand before.
        rule(&format!(r"(?i)({KEY}\s*=[=>]?\s*(?:Some\()?)(?:{QUOTED}|{SCHEME}?[^\s&]+)"), "$1*"),
        // `--password secret`, `wrong password "secret"`, `<password>secret</password>`.
        rule(&format!(r"(?i)(--{KEY}\s+)\S+"), "$1*"),
        rule(&format!(r#"(?i)({KEY}[\s(]+)(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')"#), "$1*"),
        rule(&format!("(?i)(<{KEY}>)[^<]+"), "$1*"),
        // `"api_key": "secret"`, `Authorization: Basic secret`: who knows how many words. No
        // path of a module, `token::Store`.
        rule(&format!(r"(?i)({KEY}\s*:)(?:\s*(?:Some\()?(?:{QUOTED})|\s.*|[^:\s].*)"), "$1 *"),
        rule(&format!(r"(?i)\b({SCHEME})[\w.~+/=-]{{16,}}"), "$1*"),
        // `invalid type: string "secret", expected u16`, as serde has it.
        rule(
            r#"(?s)(invalid (?:type|value):? (?:[\w ]*? )?)(?:"(?:\\.|[^"\\])*"|'[^']*'|`.*?`)"#,
            "$1*",
        ),
        rule(r"(?s)(unknown variant )`.*?`(, (?:expected|there))", "$1*$2"),
        // Of a variable of the environment, as the standard library has it.
        rule(r#"(?s)(not valid unicode: )"(?:\\.|[^"\\])*""#, "$1*"),
    ]
});

/// The name of something secret, perhaps in quotes.
const KEY: &str = r#"[\w.-]*(?:pass[ _-]?(?:word|code)|(?:\b|_)pass\b|passwd|passphrase|pwd|secret|token|credential|(?:api|access|private)[ _-]?key|authorization|cookie)[\w.-]*\\*["'`]?"#;

/// What stands before the secret in the header `Authorization`.
const SCHEME: &str = r"(?:(?:bearer|basic|digest|token)\s+)";

/// A secret in quotes; those of JSON within a string are escaped, and the last may lack.
const QUOTED: &str = r#"\\+"[^"\\]*\\+"|"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|`[^`]*`|["'`].*"#;

/// Takes secrets out of texts that are shown.
#[derive(Clone, Default)]
pub(super) struct Redaction {
    own: Vec<Arc<Redact>>,
}

type Redact = dyn Fn(&str) -> String + Send + Sync;

impl Redaction {
    /// Adds what the application itself knows to be secret.
    pub(super) fn add(&mut self, redact: impl Fn(&str) -> String + Send + Sync + 'static) {
        self.own.push(Arc::new(redact));
    }

    /// Returns the text without what looks like a secret.
    pub(super) fn apply(&self, text: &str) -> String {
        // What the application knows comes first: of a secret that is masked in part, it
        // would not find the rest.
        let text = self.own.iter().fold(text.to_owned(), |text, redact| redact(&text));
        RULES.iter().fold(text, |text, (regex, kept)| regex.replace_all(&text, kept).into_owned())
    }
}

impl fmt::Debug for Redaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redaction").field("own", &self.own.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Redaction;

    #[test]
    fn what_looks_like_a_secret_is_masked() {
        let cases = [
            (
                "cannot reach postgres://app:hunter2@db:5432/shop",
                "cannot reach postgres://•••@db:5432/shop",
            ),
            ("at https://hunter2@example.org", "at https://•••@example.org"),
            ("amqp://u:hunter2/a@b@host/v", "amqp://•••@host/v"),
            ("host=db password=hunter2 user=app", "host=db password=••• user=app"),
            ("PGPASSWORD = hunter2", "PGPASSWORD = •••"),
            ("?a=1&api_key=hunter2&b=2", "?a=1&api_key=•••&b=2"),
            ("?access_token=hunter2", "?access_token=•••"),
            ("password='hunter2 ''s' host=db", "password=••• host=db"),
            ("password=\"hunter2 is", "password=•••"),
            ("secret => \"hunter2\"", "secret => •••"),
            ("passwd: hunter2 and hunter2", "passwd: •••"),
            ("pwd:hunter2", "pwd: •••"),
            ("client-secret: :hunter2", "client-secret: •••"),
            (r#"{"api-key": "hunter2", "port": 5}"#, r#"{"api-key": •••, "port": 5}"#),
            (r#"{\"apikey\":\"hunter2\",\"port\":5}"#, r#"{\"apikey\": •••,\"port\":5}"#),
            (r#"Smtp { password: "hun\"ter2", port: 25 }"#, "Smtp { password: •••, port: 25 }"),
            (
                r#"Smtp { password: Some("hunter2 x"), port: 25 }"#,
                "Smtp { password: •••), port: 25 }",
            ),
            ("Authorization: Basic aHVudGVyMg==", "Authorization: •••"),
            ("authorization=Bearer hunter2 refused", "authorization=••• refused"),
            ("sent Bearer hunter2hunter2hunter2 twice", "sent Bearer ••• twice"),
            ("Set-Cookie: id=hunter2; Path=/", "Set-Cookie: •••"),
            ("line one\ntoken: hunter2\nline three", "line one\ntoken: •••\nline three"),
            (
                "invalid type: string \"hunter2\", expected u16 at line 3 column 9",
                "invalid type: string •••, expected u16 at line 3 column 9",
            ),
            (
                "invalid type: string \"hun\\\"ter2\", expected u16 for key `port`",
                "invalid type: string •••, expected u16 for key `port`",
            ),
            ("invalid type: found string \"hunter2\"", "invalid type: found string •••"),
            (
                "invalid type: integer `77`, expected a string",
                "invalid type: integer •••, expected a string",
            ),
            (
                "invalid value: string \"hunter2\", expected a URL",
                "invalid value: string •••, expected a URL",
            ),
            (
                "invalid value 'hunter2' for '--port <PORT>'",
                "invalid value ••• for '--port <PORT>'",
            ),
            ("postgres://app:hun'ter2@db/shop", "postgres://•••@db/shop"),
            ("app:hunter2@tcp(db:3306)/shop", "app:•••@tcp(db:3306)/shop"),
            ("jdbc:oracle:thin:scott/hunter2@db", "jdbc:•••@db"),
            ("DB_PASS=hunter2", "DB_PASS=•••"),
            ("password == hunter2", "password == •••"),
            ("--password hunter2 is refused", "--password ••• is refused"),
            ("wrong password \"hunter2\"", "wrong password •••"),
            ("Token(\"hunter2\")", "Token(•••)"),
            ("<password>hunter2</password>", "<password>•••</password>"),
            (
                "url (https://example.org/x?key=hunter2&q=1)",
                "url (https://example.org/x?key=•••&q=1)",
            ),
            ("https://example.org/x?v=1&sig=hunter2", "https://example.org/x?v=1&sig=•••"),
            (
                "not read: -----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----",
                "not read: -----BEGIN PRIVATE KEY-----•••-----END PRIVATE KEY-----",
            ),
            (
                "environment variable was not valid unicode: \"hunter2\\xFF\"",
                "environment variable was not valid unicode: •••",
            ),
            (
                "unknown variant `hunter2`, expected one of `log`, `smtp`",
                "unknown variant •••, expected one of `log`, `smtp`",
            ),
        ];
        for (text, expected) in cases {
            let shown = Redaction::default().apply(text);
            assert_eq!(shown, expected);
            assert!(!shown.contains("hunter"), "{shown}");
        }
    }

    #[test]
    fn what_helps_to_find_the_cause_is_left() {
        for text in [
            "connection refused (os error 111)",
            "the constructor of `TokenStore` failed",
            "auth::token::Store is not ready",
            "https://example.org:8080/talks?page=2 answered 503",
            "invalid type: map, expected a sequence",
            "invalid length 3, expected a tuple of size 2",
            "missing field `password`",
            "unknown field `colour`, expected `color`",
            "basic authentication is required",
            "write to ada@example.org at 12:30",
            "the compass is broken, and 3 tests pass",
            "no `password` and no \"user\"",
            "src/main.rs:12:5",
        ] {
            assert_eq!(Redaction::default().apply(text), text);
        }
    }

    #[test]
    fn the_application_masks_what_it_knows_before_a_part_of_it_is_masked() {
        let mut redaction = Redaction::default();
        redaction.add(|text| text.replace("correct horse", "(ours)"));
        let shown = redaction.apply("tried password=correct horse; correct horse failed");
        assert_eq!(shown, "tried password=••• (ours) failed");
    }
}
