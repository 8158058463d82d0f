//! Rules for `tests/ui`, where each `.rs` has a golden `.stderr` beside it.

use std::collections::BTreeSet;

use super::{File, Problem, extension};

/// Signs that rustc quoted a file of the standard library, which differs
/// from one toolchain to the next.
const LIBRARY_PATHS: [&str; 2] = ["rustlib/src", "/rustc/"];

pub(super) fn check(file: &File, problems: &mut Vec<Problem>) {
    if !is_golden_test(&file.path) {
        return;
    }
    if file.has_extension("rs") {
        if !file.text.starts_with("//") {
            problems.push(Problem::new(
                &file.path,
                1,
                "the first line is no `//` comment; say there what the test proves",
            ));
        }
        return;
    }
    let mut after_library_arrow = false;
    for (number, line) in file.lines() {
        // The test runner shortens such paths to `$RUST`. The path alone is
        // stable; the lines under it appear only if the source is installed.
        let quotes = after_library_arrow && line.trim_start().starts_with('|');
        if quotes || LIBRARY_PATHS.iter().any(|path| line.contains(path)) {
            problems.push(Problem::new(
                &file.path,
                number,
                "quotes the standard library, which changes with the toolchain",
            ));
        }
        after_library_arrow = line.contains("$RUST/");
    }
}

pub(super) fn check_twins(files: &[File], problems: &mut Vec<Problem>) {
    let golden: BTreeSet<&str> =
        files.iter().map(|file| file.path.as_str()).filter(|path| is_golden_test(path)).collect();
    for path in &golden {
        let (twin, text) = match path.rsplit_once('.') {
            Some((stem, "rs")) if !path.contains("tests/ui/pass/") => (
                format!("{stem}.stderr"),
                "no `.stderr` beside it; write it with `TRYBUILD=overwrite` and read it",
            ),
            Some((stem, "stderr")) => {
                (format!("{stem}.rs"), "no `.rs` beside it; the test it belonged to is gone")
            }
            _ => continue,
        };
        if !golden.contains(twin.as_str()) {
            problems.push(Problem::new(path, 1, text));
        }
    }
}

fn is_golden_test(path: &str) -> bool {
    let is_kind = matches!(extension(path), Some("rs" | "stderr"));
    is_kind && (path.starts_with("tests/ui/") || path.contains("/tests/ui/"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{file, found};
    use super::*;

    fn twins(paths: &[&str]) -> Vec<String> {
        let files: Vec<File> = paths.iter().map(|path| file(path, "// a\n")).collect();
        let mut problems = Vec::new();
        check_twins(&files, &mut problems);
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_test_must_say_what_it_proves() {
        assert_eq!(
            found(check, "tests/ui/a.rs", "use a::b;\n"),
            ["tests/ui/a.rs:1: the first line is no `//` comment; say there what the test proves"]
        );
        assert!(found(check, "tests/ui/a.rs", "// A rule.\nuse a::b;\n").is_empty());
        assert!(found(check, "tests/it/a.rs", "use a::b;\n").is_empty());
    }

    #[test]
    fn quoting_the_standard_library_is_refused() {
        let text = "error: a\n --> /rustc/0/library/a.rs:1:1\n";
        let problem =
            "tests/ui/a.stderr:2: quotes the standard library, which changes with the toolchain";
        assert_eq!(found(check, "tests/ui/a.stderr", text), [problem]);
        let text = " --> /x/lib/rustlib/src/rust/a.rs:1:1\n";
        assert_eq!(found(check, "tests/ui/a.stderr", text).len(), 1);
        let text = "  --> $RUST/core/src/a.rs\n   |\n   | fn a() {}\n";
        assert_eq!(found(check, "tests/ui/a.stderr", text), [problem]);
        let text = "  --> $RUST/core/src/a.rs\n   = note: b\n";
        assert!(found(check, "tests/ui/a.stderr", text).is_empty());
    }

    #[test]
    fn a_test_and_its_golden_file_come_in_pairs() {
        assert!(twins(&["tests/ui/a.rs", "tests/ui/a.stderr"]).is_empty());
        assert_eq!(
            twins(&["tests/ui/a.rs", "tests/ui/b.stderr"]),
            [
                "tests/ui/a.rs:1: no `.stderr` beside it; write it with `TRYBUILD=overwrite` and read it",
                "tests/ui/b.stderr:1: no `.rs` beside it; the test it belonged to is gone",
            ]
        );
        assert!(twins(&["tests/ui/pass/a.rs", "tests/it/b.rs"]).is_empty());
    }
}
