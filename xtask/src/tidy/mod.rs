//! `cargo xtask tidy`: the project's own rules for source files, as code.
//!
//! Each rule reads files and returns problems; nothing is changed.

mod code;
mod golden;
mod manifests;
mod rust;
mod text;

use std::fmt;

use crate::Result;
use crate::ci::Outcome;
use crate::workspace::{Package, Workspace};

/// What a rule found, and where.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Problem {
    path: String,
    line: usize,
    text: String,
}

impl Problem {
    fn new(path: &str, line: usize, text: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, text: text.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.text)
    }
}

/// A text file, by its path relative to the root.
#[derive(Debug)]
struct File {
    path: String,
    text: String,
}

impl File {
    /// Whether a directory of that name is on the file's path.
    fn is_under(&self, directory: &str) -> bool {
        let directories = self.path.rsplit_once('/').map_or("", |(before, _)| before);
        directories.split('/').any(|name| name == directory)
    }

    fn has_extension(&self, extension: &str) -> bool {
        self::extension(&self.path) == Some(extension)
    }

    /// The lines with their numbers, counted from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        numbered(&self.text)
    }
}

fn extension(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(_, extension)| extension)
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

/// The kinds of file that a rule looks at.
const EXTENSIONS: [&str; 4] = ["rs", "md", "toml", "stderr"];

/// Reports every problem, not only the first.
pub(crate) fn step(workspace: &Workspace) -> Result<Outcome> {
    let mut files = Vec::new();
    for path in workspace.files()? {
        if extension(&path).is_some_and(|kind| EXTENSIONS.contains(&kind)) {
            let text = workspace.read(&path)?;
            files.push(File { path, text });
        }
    }
    let problems = problems(&files, &workspace.packages()?);
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => {
            println!("{} files are tidy", files.len());
            Ok(Outcome::Done)
        }
        1 => Err("1 problem".into()),
        count => Err(format!("{count} problems").into()),
    }
}

fn problems(files: &[File], packages: &[Package]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let tests = rust::test_modules(files);
    for file in files {
        text::check(file, &mut problems);
        rust::check(file, &mut problems);
        rust::check_panics(file, &tests, &mut problems);
        golden::check(file, &mut problems);
    }
    golden::check_twins(files, &mut problems);
    manifests::check(files, packages, &mut problems);
    problems.sort();
    problems
}

/// Whether `text` has `word`, not as a part of a longer word.
fn has_word(text: &str, word: &str) -> bool {
    words(text).any(|(_, found)| found == word)
}

/// The words of a text, each with what follows it.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(is_word)?;
        let tail = &rest[start..];
        let end = tail.find(|character| !is_word(character));
        let (word, after) = tail.split_at(end.unwrap_or(tail.len()));
        rest = after;
        Some((after, word))
    })
}

/// What the rules' tests share.
#[cfg(test)]
mod testing {
    use super::{File, Problem};

    pub(super) fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    /// The problems that a rule finds in one file, as they are printed.
    pub(super) fn found(rule: fn(&File, &mut Vec<Problem>), path: &str, text: &str) -> Vec<String> {
        let mut problems = Vec::new();
        rule(&file(path, text), &mut problems);
        problems.iter().map(ToString::to_string).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_only_as_a_whole() {
        assert!(has_word("use serde::de;", "serde"));
        assert!(has_word("serde", "serde"));
        assert!(!has_word("serde_json serde2", "serde"));
    }

    #[test]
    fn a_file_knows_its_directories_but_not_its_own_name() {
        let file = testing::file("di-core/tests/tidy/a.rs", "");
        assert!(file.is_under("tests"));
        assert!(file.is_under("tidy"));
        assert!(!file.is_under("a.rs"));
        assert!(!file.is_under("test"));
    }

    #[test]
    fn problems_of_all_rules_are_sorted_by_place() {
        let files = [testing::file("b.md", "a\tb\n"), testing::file("a.rs", "one \ntwo \n")];
        let found: Vec<String> = problems(&files, &[]).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "a.rs:1: trailing white space",
                "a.rs:2: trailing white space",
                "b.md:1: a tab; indent with spaces, and write `\\t` in a string",
            ]
        );
    }
}
