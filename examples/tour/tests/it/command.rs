//! The command in a process of its own, with an environment of its own.

use std::ffi::OsStr;
use std::process::{Command, Output};

/// Runs it in a directory where nothing of it is, with one variable.
fn tour(name: &str, value: &OsStr) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tour"));
    command.current_dir(std::env::temp_dir()).env_clear().env(name, value);
    command.output().expect("a process")
}

#[test]
fn a_variable_selects_the_mailer() {
    let sent = "\n  sent to ada by way of localhost:25: see you soon -- tour@example.org\n";
    let written = "\n  written down for ada: see you soon -- tour@example.org\n";
    for (transport, expected, other) in [("smtp", sent, written), ("log", written, sent)] {
        let output = tour("TOUR__MAIL__TRANSPORT", transport.as_ref());
        assert!(output.status.success());
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains(expected) && !text.contains(other), "{text}");
    }
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
