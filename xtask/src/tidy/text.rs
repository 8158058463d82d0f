//! Rules for every text that people edit: Rust, Markdown and TOML.

use super::{File, Problem};

/// Written in two halves, so that searching the sources for such marks does
/// not find this file.
const MARKS: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

pub(super) fn check(file: &File, problems: &mut Vec<Problem>) {
    if !["rs", "md", "toml"].iter().any(|kind| file.has_extension(kind)) {
        return;
    }
    for (number, line) in file.lines() {
        if line.ends_with(char::is_whitespace) {
            problems.push(Problem::new(&file.path, number, "trailing white space"));
        }
        if line.contains('\t') {
            problems.push(Problem::new(
                &file.path,
                number,
                "a tab; indent with spaces, and write `\\t` in a string",
            ));
        }
        for mark in MARKS {
            if line.contains(mark) {
                problems.push(Problem::new(
                    &file.path,
                    number,
                    format!("`{mark}`; finish it, or say what holds instead"),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::found;
    use super::*;

    #[test]
    fn each_unfinished_mark_is_found_in_a_comment() {
        for mark in MARKS {
            let text = format!("fn a() {{}}\n// {mark}: later\n");
            assert_eq!(
                found(check, "a.rs", &text),
                [format!("a.rs:2: `{mark}`; finish it, or say what holds instead")]
            );
        }
    }

    #[test]
    fn white_space_is_checked_in_three_kinds_of_file() {
        for kind in ["rs", "md", "toml"] {
            let path = format!("a.{kind}");
            assert_eq!(found(check, &path, "a \n\tb\n").len(), 2, "{path}");
        }
        assert!(found(check, "a.stderr", "a \n\tb\n").is_empty());
    }
}
