//! Rules for Rust sources.

use std::collections::BTreeSet;

use super::code::{TEST_ATTRIBUTE, code_only, without_tests};
use super::{File, Problem, numbered, words};

/// Beyond this a file is more than one idea.
const MOST_LINES: usize = 400;

/// Macros that have no place in what is committed.
const UNFINISHED: [&str; 3] = ["todo", "unimplemented", "dbg"];

/// Where a panic would reach users as "proc-macro derive panicked".
const MACRO_SOURCES: &str = "di-macros/src/";

/// In two halves, so that searching the sources for it does not find this.
const UNSAFE: &str = concat!("un", "safe");

pub(super) fn check(file: &File, problems: &mut Vec<Problem>) {
    if !file.has_extension("rs") {
        return;
    }
    let code = code_only(&file.text);
    check_words(file, &code, problems);
    check_length(file, problems);
}

fn check_words(file: &File, code: &str, problems: &mut Vec<Problem>) {
    for (number, line) in numbered(code) {
        for (after, word) in words(line) {
            if word == UNSAFE {
                let text = format!("`{UNSAFE}`; this project has none");
                problems.push(Problem::new(&file.path, number, text));
            }
            if after.starts_with('!') && UNFINISHED.contains(&word) {
                let text = format!("`{word}!`; finish it or take it out");
                problems.push(Problem::new(&file.path, number, text));
            }
        }
    }
}

/// Refuses what panics in the macros, except in their tests.
pub(super) fn check_panics(
    file: &File,
    test_modules: &BTreeSet<String>,
    problems: &mut Vec<Problem>,
) {
    if !file.path.starts_with(MACRO_SOURCES) || test_modules.contains(&file.path) {
        return;
    }
    let code = without_tests(&code_only(&file.text));
    for (number, line) in numbered(&code) {
        for panics in [".unwrap()", ".expect(", "panic!", "unreachable!"] {
            if line.contains(panics) {
                let shown = panics.trim_end_matches('(');
                let text = format!("`{shown}` in a macro; collect a `syn::Error` instead");
                problems.push(Problem::new(&file.path, number, text));
            }
        }
    }
}

/// The files that a `#[cfg(test)] mod name;` makes tests as a whole.
pub(super) fn test_modules(files: &[File]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files.iter().filter(|file| file.has_extension("rs")) {
        let directory = module_directory(&file.path);
        for (_, after) in file
            .text
            .match_indices(TEST_ATTRIBUTE)
            .map(|(at, attribute)| file.text.split_at(at + attribute.len()))
        {
            let module = after.trim_start().strip_prefix("mod ");
            let name = module.and_then(|rest| rest.split_once(';')).map(|(name, _)| name.trim());
            // With a brace in between, the first `;` belongs to something else.
            if let Some(name) = name.filter(|name| !name.contains(char::is_whitespace)) {
                found.insert(format!("{directory}/{name}.rs"));
                found.insert(format!("{directory}/{name}/mod.rs"));
            }
        }
    }
    found
}

/// Where the modules of a file are found: beside a crate's root and `mod.rs`,
/// else in a directory of the file's name.
fn module_directory(path: &str) -> &str {
    let (directory, name) = path.rsplit_once('/').unwrap_or((".", path));
    match name {
        "lib.rs" | "main.rs" | "mod.rs" => directory,
        _ => path.strip_suffix(".rs").unwrap_or(path),
    }
}

fn check_length(file: &File, problems: &mut Vec<Problem>) {
    let lines = file.lines().count();
    if lines > MOST_LINES && !file.is_under("tests") && !file.is_under("benches") {
        let text = format!("{lines} lines, more than {MOST_LINES}; split it by idea");
        problems.push(Problem::new(&file.path, MOST_LINES + 1, text));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{file, found};
    use super::*;

    #[test]
    fn a_forbidden_word_is_found_in_code_but_not_in_prose() {
        let text = format!("// {UNSAFE}\n#![forbid({UNSAFE}_code)]\n{UNSAFE} fn a() {{}}\n");
        assert_eq!(
            found(check, "a.rs", &text),
            [format!("a.rs:3: `{UNSAFE}`; this project has none")]
        );
    }

    #[test]
    fn each_unfinished_macro_is_found() {
        for name in UNFINISHED {
            let text = format!("fn a() {{\n    {name}!();\n    {name}();\n}}\n");
            assert_eq!(
                found(check, "tests/it/a.rs", &text),
                [format!("tests/it/a.rs:2: `{name}!`; finish it or take it out")]
            );
        }
    }

    fn panics(path: &str, text: &str) -> Vec<String> {
        found(|file, problems| check_panics(file, &BTreeSet::new(), problems), path, text)
    }

    #[test]
    fn panics_are_refused_in_macros_outside_their_tests() {
        let text = "fn a() {\n    b.unwrap();\n    c.expect(\"d\");\n    panic!();\n    \
                    unreachable!();\n}\n#[cfg(test)]\nmod tests {\n    fn e() { f.unwrap() }\n}\n";
        assert_eq!(
            panics("di-macros/src/a.rs", text),
            [
                "di-macros/src/a.rs:2: `.unwrap()` in a macro; collect a `syn::Error` instead",
                "di-macros/src/a.rs:3: `.expect` in a macro; collect a `syn::Error` instead",
                "di-macros/src/a.rs:4: `panic!` in a macro; collect a `syn::Error` instead",
                "di-macros/src/a.rs:5: `unreachable!` in a macro; collect a `syn::Error` instead",
            ]
        );
        assert!(panics("di-core/src/a.rs", text).is_empty());
    }

    #[test]
    fn a_file_is_a_test_if_its_module_is_declared_so() {
        let attribute = TEST_ATTRIBUTE;
        let files = [
            file("a/src/lib.rs", &format!("mod b;\n{attribute}\nmod c;\n")),
            file("a/src/d.rs", &format!("{attribute}\nmod tests {{\n    mod x;\n}}\n")),
            file("a/src/e.rs", &format!("{attribute}\nmod f;\n")),
        ];
        let expected = ["a/src/c.rs", "a/src/c/mod.rs", "a/src/e/f.rs", "a/src/e/f/mod.rs"];
        assert_eq!(test_modules(&files), BTreeSet::from(expected.map(str::to_owned)));
    }

    #[test]
    fn an_expectation_of_a_lint_is_no_panic() {
        let text = "#[expect(dead_code, reason = \"b\")]\nfn a() {}\n";
        assert!(panics("di-macros/src/a.rs", text).is_empty());
    }

    #[test]
    fn a_long_file_is_refused_except_in_tests_and_benches() {
        let long = "\n".repeat(MOST_LINES + 1);
        assert_eq!(
            found(check, "di-core/src/a.rs", &long),
            ["di-core/src/a.rs:401: 401 lines, more than 400; split it by idea"]
        );
        assert!(found(check, "di-core/src/a.rs", &long[1..]).is_empty());
        assert!(found(check, "examples/a/tests/b.rs", &long).is_empty());
        assert!(found(check, "benches/b.rs", &long).is_empty());
    }
}
