//! The command in a process of its own, with an environment of its own.

use std::ffi::OsStr;
use std::process::{Command, Output};

fn tour(name: &str, value: &OsStr) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tour"));
    command.env_clear().env(name, value).output().expect("a process")
}

#[test]
fn it_shows_what_the_services_make_of_the_file_and_a_variable() {
    let output = tour("TOUR__PRICING__DISCOUNT", "50".as_ref());
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("two seats: 100 EUR"), "{text}");
    assert!(text.contains("pricing_config: Value<PricingConfig>"), "{text}");
    assert!(!text.contains("guide"), "the password of the file is secret: {text}");
}

#[test]
fn what_is_wrong_is_what_the_command_ends_with() {
    let output = tour("TOUR__MAIL__PORT", "xyzzy".as_ref());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "Error: the configuration is wrong\n  `mail.port` (from `TOUR__MAIL__PORT`) is not a \
         number from 1 to 65535\n"
    );
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_unicode_is_not_quoted() {
    use std::os::unix::ffi::OsStrExt;

    let output = tour("TOUR__DATABASE__URL", OsStr::from_bytes(b"a://xyzzy\xff"));
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(text, "Error: a variable `TOUR__…` is not Unicode\n");
}
