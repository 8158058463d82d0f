//! What is read, and how the mistakes read.

use std::path::Path;

use expect_test::{Expect, expect};
use tour::config::{Transport, load};

use crate::support::{GOOD, environment, problems, read};

fn check(file: &str, variables: &[(&str, &str)], expected: &Expect) {
    expected.assert_eq(&problems(file, variables));
}

#[test]
fn a_good_file_is_read_section_by_section() {
    let settings = read(GOOD, &[]).expect("no problem");
    expect![[r#"
        Settings {
            database: DatabaseConfig {
                url: SecretBox<str>([REDACTED]),
                pool: 8,
            },
            mail: MailConfig {
                host: "localhost",
                port: 25,
                sender: "tour@example.org",
                transport: Log,
            },
            pricing: PricingConfig {
                currency: Currency(
                    "EUR",
                ),
                discount: 15,
            },
        }
    "#]]
    .assert_debug_eq(&settings);
}

#[test]
fn everything_that_is_wrong_is_reported_at_once() {
    let file = r#"
        [mail]
        host = "localhost"
        port = 70000
        sender = "nobody"
        transport = "pigeon"

        [pricing]
        currency = "EUR"
        discount = 101
    "#;
    let variables = [("TOUR__DATABASE__POOL", "0"), ("TOUR__PRICING__CURRENCY", "euro")];
    check(
        file,
        &variables,
        &expect![[r#"
            the configuration is wrong
              `database.url` is missing: set it in `tour.toml`, or `TOUR__DATABASE__URL`, to `scheme://host/name`
              `database.pool` (from `TOUR__DATABASE__POOL`) is not a number from 1 to 100
              `mail.port` (from `tour.toml`) is not a number from 1 to 65535
              `mail.sender` (from `tour.toml`) is not `name@host`
              `mail.transport` (from `tour.toml`) is not `smtp` or `log`
              `pricing.currency` (from `TOUR__PRICING__CURRENCY`) is not three capital letters
              `pricing.discount` (from `tour.toml`) is not a number from 0 to 100"#]],
    );
}

#[test]
fn nothing_at_all_names_every_key_and_both_places() {
    check(
        "",
        &[],
        &expect![[r#"
            the configuration is wrong
              `database.url` is missing: set it in `tour.toml`, or `TOUR__DATABASE__URL`, to `scheme://host/name`
              `database.pool` is missing: set it in `tour.toml`, or `TOUR__DATABASE__POOL`, to a number from 1 to 100
              `mail.host` is missing: set it in `tour.toml`, or `TOUR__MAIL__HOST`, to a name or an address
              `mail.port` is missing: set it in `tour.toml`, or `TOUR__MAIL__PORT`, to a number from 1 to 65535
              `mail.sender` is missing: set it in `tour.toml`, or `TOUR__MAIL__SENDER`, to `name@host`
              `mail.transport` is missing: set it in `tour.toml`, or `TOUR__MAIL__TRANSPORT`, to `smtp` or `log`
              `pricing.currency` is missing: set it in `tour.toml`, or `TOUR__PRICING__CURRENCY`, to three capital letters
              `pricing.discount` is missing: set it in `tour.toml`, or `TOUR__PRICING__DISCOUNT`, to a number from 0 to 100"#]],
    );
}

#[test]
fn a_value_of_another_type_is_wrong() {
    let file = GOOD
        .replace("pool = 8", "pool = 8.5")
        .replace("port = 25", "port = \"25 \"")
        .replace("host = \"localhost\"", "host = [\"localhost\"]")
        .replace("discount = 15", "discount = true");
    check(
        &file,
        &[],
        &expect![[r#"
            the configuration is wrong
              `database.pool` (from `tour.toml`) is not a number from 1 to 100
              `mail.host` (from `tour.toml`) is not a name or an address
              `mail.port` (from `tour.toml`) is not a number from 1 to 65535
              `pricing.discount` (from `tour.toml`) is not a number from 0 to 100"#]],
    );
}

#[test]
fn a_variable_wins_over_the_file() {
    let variables = [("TOUR__MAIL__PORT", "2525"), ("TOUR__MAIL__TRANSPORT", "smtp")];
    let mail = read(GOOD, &variables).expect("no problem").mail;
    let expected = (2525, Transport::Smtp, "localhost");
    assert_eq!((mail.port, mail.transport, mail.host.as_str()), expected);
}

#[test]
fn a_wrong_variable_is_not_hidden_by_a_good_file() {
    let variables = [("TOUR__DATABASE__POOL", "many"), ("TOUR__MAIL__SENDER", "")];
    check(
        GOOD,
        &variables,
        &expect![[r#"
            the configuration is wrong
              `database.pool` (from `TOUR__DATABASE__POOL`) is not a number from 1 to 100
              `mail.sender` (from `TOUR__MAIL__SENDER`) is not `name@host`"#]],
    );
}

#[test]
fn other_programs_variables_are_none_of_ours() {
    let variables = [("MAIL__PORT", "0"), ("TOURIST__MAIL__PORT", "0"), ("PATH", "/bin")];
    assert_eq!(read(GOOD, &variables).expect("no problem").mail.port, 25);
}

#[test]
fn variables_alone_are_enough() {
    let variables = [
        ("TOUR__DATABASE__URL", "memory://localhost/seats"),
        ("TOUR__DATABASE__POOL", "100"),
        ("TOUR__MAIL__HOST", "localhost"),
        ("TOUR__MAIL__PORT", "65535"),
        ("TOUR__MAIL__SENDER", "tour@example.org"),
        ("TOUR__MAIL__TRANSPORT", "log"),
        ("TOUR__PRICING__CURRENCY", "EUR"),
        ("TOUR__PRICING__DISCOUNT", "0"),
    ];
    let settings = load(Path::new("no/such/tour.toml"), environment(&variables));
    let settings = settings.expect("no problem");
    assert_eq!((settings.database.pool, settings.mail.port), (100, u16::MAX));
}

#[test]
fn a_section_that_is_no_table_and_a_table_in_a_keys_place_are_wrong() {
    let file = "mail = 25\n[database]\nurl = { scheme = \"a\" }\n";
    let variables = [("TOUR__DATABASE__POOL__SIZE", "8"), ("TOUR__PRICING", "none")];
    check(
        file,
        &variables,
        &expect![[r#"
            the configuration is wrong
              `database.url` (from `tour.toml`) is not `scheme://host/name`
              `database.pool` (from `TOUR__DATABASE__POOL`) is not a number from 1 to 100
              `mail.host` is missing: set it in `tour.toml`, or `TOUR__MAIL__HOST`, to a name or an address
              `mail.port` is missing: set it in `tour.toml`, or `TOUR__MAIL__PORT`, to a number from 1 to 65535
              `mail.sender` is missing: set it in `tour.toml`, or `TOUR__MAIL__SENDER`, to `name@host`
              `mail.transport` is missing: set it in `tour.toml`, or `TOUR__MAIL__TRANSPORT`, to `smtp` or `log`
              `pricing.currency` is missing: set it in `tour.toml`, or `TOUR__PRICING__CURRENCY`, to three capital letters
              `pricing.discount` is missing: set it in `tour.toml`, or `TOUR__PRICING__DISCOUNT`, to a number from 0 to 100"#]],
    );
}

#[test]
fn a_file_that_is_not_toml_is_named_with_the_place() {
    let file = GOOD.replace("pool = 8", "pool = eight");
    check(&file, &[], &expect!["`tour.toml`: TOML parse error at line 6, column 8"]);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let directory = tempfile::tempdir().expect("a directory");
    let problems = load(directory.path(), environment(&[])).expect_err("it is a directory");
    let expected = format!("`{}` cannot be read", directory.path().display());
    assert_eq!(problems.to_string(), expected);
}
