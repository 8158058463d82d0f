//! What must not be printed is not printed, however it is asked for.

use std::error::Error;
use std::sync::Arc;

use di_core::prelude::*;
use secrecy::ExposeSecret;
use tour::app::App;
use tour::database::{Database, UnknownScheme};
use tour::qualifier::Report;

use crate::support::{GOOD, read};

/// A part of every secret in these tests.
const SECRET: &str = "xyzzy";

/// Every way to print an error, and each of its causes.
fn texts(error: &dyn Error) -> String {
    let mut text = format!("{error}\n{error:#}\n{error:?}\n{error:#?}\n");
    if let Some(cause) = error.source() {
        text.push_str(&texts(cause));
    }
    text
}

#[track_caller]
fn assert_hidden(text: &str) {
    assert!(!text.contains(SECRET), "{text}");
}

#[test]
fn a_secret_is_in_no_debug_of_the_settings_or_the_container_nor_in_the_graph() {
    let url = [("TOUR__DATABASE__URL", "memory://tour:xyzzy@localhost/seats")];
    let settings = read(GOOD, &url).expect("no problem");
    assert!(settings.database.url.expose_secret().contains(SECRET), "there is a secret to hide");
    assert_hidden(&format!("{settings:?}\n{settings:#?}"));

    let app = App::from(settings).build();
    let database: Arc<Database> = app.resolve().expect("a database");
    assert_hidden(&format!("{app:?}\n{app:#?}\n{database:?}\n{}\n{:?}", App::GRAPH, App::GRAPH));
}

#[test]
fn a_value_that_is_wrong_is_in_no_text_of_the_problems() {
    let wrong = [
        "[database]\nurl = \"xyzzy\"\npool = \"xyzzy\"",
        "[database]\nurl = [\"a://xyzzy\"]\npool = { min = \"xyzzy\" }",
        "database = \"xyzzy\"",
        "[database]\nurl = \"a://xyzzy",
        "[database]\nurl = xyzzy",
        "[database]\nurl = \"a://b\"\nurl = \"a://xyzzy\"",
    ];
    for file in wrong {
        let problems = read(file, &[]).expect_err("problems");
        assert!(problems.to_string().contains('`'), "it names a key or the file: {problems}");
        assert_hidden(&texts(&problems));
    }
    for name in ["TOUR__DATABASE__URL", "TOUR__DATABASE__POOL"] {
        let problems = read(GOOD, &[(name, "xyzzy")]).expect_err("problems");
        assert!(problems.to_string().contains(name), "{problems}");
        assert_hidden(&texts(&problems));
    }
}

#[test]
fn a_constructor_that_fails_tells_the_whole_path_and_no_secret() {
    let url = [("TOUR__DATABASE__URL", "oracle://tour:xyzzy@localhost/seats")];
    let app = App::from(read(GOOD, &url).expect("no problem"));
    let error = app.resolve::<Report>().expect_err("an unknown scheme");
    let cause = error.source().expect("the constructor's own error");
    assert!(cause.is::<UnknownScheme>());
    let text = texts(&error);
    assert!(text.contains("`Database` is provided by `replica`"), "{text}");
    assert!(text.contains("needed by `Report.replica`"), "{text}");
    assert!(text.contains("caused by: the scheme of `database.url` is unknown"), "{text}");
    assert_hidden(&text);
}
