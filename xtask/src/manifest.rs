//! As much of TOML as the chores need: which key has which value on which line.

/// The tables of a manifest that name dependencies.
const DEPENDENCY_TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// A manifest as a flat list of keys, in the order of the file.
#[derive(Debug)]
pub(crate) struct Manifest {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// The table's name and the key, split at their dots.
    path: Vec<String>,
    /// As written, without the comment; several lines are joined.
    value: String,
    line: usize,
}

/// A dependency and the line that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    pub(crate) line: usize,
}

impl Manifest {
    pub(crate) fn parse(text: &str) -> Self {
        let mut table = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut open = 0;
        for (index, line) in text.lines().enumerate() {
            let line = without_comment(line).trim();
            if open > 0 {
                if let Some(last) = entries.last_mut() {
                    last.value.push_str(line);
                }
                open += depth(line);
            } else if let Some(header) = line.strip_prefix('[') {
                table = split_key(header.trim_matches(['[', ']']));
            } else if let Some((key, value)) = line.split_once('=') {
                let mut path = table.clone();
                path.extend(split_key(key));
                open = depth(value);
                entries.push(Entry { path, value: value.trim().to_owned(), line: index + 1 });
            }
        }
        Self { entries }
    }

    /// The value at that path, without its quotes.
    pub(crate) fn get(&self, path: &[&str]) -> Option<&str> {
        let entry = self.entries.iter().find(|entry| entry.path == path)?;
        Some(entry.value.trim_matches('"'))
    }

    /// The dependencies of the package itself, of whatever kind and platform.
    pub(crate) fn dependencies(&self) -> Vec<Dependency> {
        self.dependencies_under(|path| match path {
            [table, name, ..] if is_dependency_table(table) => Some(name),
            [target, _, table, name, ..] if target == "target" && is_dependency_table(table) => {
                Some(name)
            }
            _ => None,
        })
    }

    /// What `[workspace.dependencies]` offers to the members.
    pub(crate) fn workspace_dependencies(&self) -> Vec<Dependency> {
        self.dependencies_under(|path| match path {
            [workspace, table, name, ..] if workspace == "workspace" && table == "dependencies" => {
                Some(name)
            }
            _ => None,
        })
    }

    fn dependencies_under(&self, name: impl Fn(&[String]) -> Option<&String>) -> Vec<Dependency> {
        let mut found: Vec<Dependency> = Vec::new();
        for entry in &self.entries {
            let Some(name) = name(&entry.path) else {
                continue;
            };
            if found.iter().all(|dependency| dependency.name != *name) {
                found.push(Dependency { name: name.clone(), line: entry.line });
            }
        }
        found
    }
}

fn is_dependency_table(name: &str) -> bool {
    DEPENDENCY_TABLES.contains(&name)
}

/// Splits `target.'cfg(unix)'.dependencies` at the dots outside quotes.
fn split_key(key: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    for character in key.trim().chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, '.') => parts.push(String::new()),
            (None, ' ') => {}
            _ => {
                if let Some(last) = parts.last_mut() {
                    last.push(character);
                }
            }
        }
    }
    parts
}

/// The line up to a `#` that is not inside a string.
fn without_comment(line: &str) -> &str {
    let comment = outside_strings(line).find(|&(_, character)| character == '#');
    comment.map_or(line, |(at, _)| &line[..at])
}

/// How many more brackets the line opens than it closes.
fn depth(line: &str) -> i32 {
    outside_strings(line).fold(0, |depth, (_, character)| match character {
        '[' | '{' => depth + 1,
        ']' | '}' => depth - 1,
        _ => depth,
    })
}

fn outside_strings(line: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut quote = None;
    line.char_indices().filter(move |&(_, character)| {
        match quote {
            Some(open) if open == character => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(character),
            None => return true,
            Some(_) => {}
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dependencies: &[Dependency]) -> Vec<(&str, usize)> {
        dependencies.iter().map(|dependency| (dependency.name.as_str(), dependency.line)).collect()
    }

    #[test]
    fn values_are_found_by_table_and_by_dotted_key() {
        let manifest = Manifest::parse(
            "lints.workspace = true # as everywhere\n[package]\nname = \"a#b\"\nedition.workspace = true\n",
        );
        assert_eq!(manifest.get(&["lints", "workspace"]), Some("true"));
        assert_eq!(manifest.get(&["package", "name"]), Some("a#b"));
        assert_eq!(manifest.get(&["package", "edition", "workspace"]), Some("true"));
        assert_eq!(manifest.get(&["package", "version"]), None);
    }

    #[test]
    fn an_array_over_several_lines_is_one_value() {
        let manifest =
            Manifest::parse("[workspace]\nmembers = [\n  \"a\", # first\n  \"b\",\n]\nx = 1\n");
        assert_eq!(manifest.get(&["workspace", "members"]), Some("[\"a\",\"b\",]"));
        assert_eq!(manifest.get(&["workspace", "x"]), Some("1"));
    }

    #[test]
    fn dependencies_are_found_in_every_form() {
        let manifest = Manifest::parse(
            "[dependencies]\na = \"1\"\nb.workspace = true\nb.optional = true\n\
             [dev-dependencies.c]\nversion = \"1\"\n\
             [target.'cfg(any(unix, windows))'.dependencies]\nd = { version = \"1\" }\n\
             [workspace.dependencies]\ne = \"1\"\n[features]\nf = []\n",
        );
        assert_eq!(names(&manifest.dependencies()), [("a", 2), ("b", 3), ("c", 6), ("d", 8)]);
        assert_eq!(names(&manifest.workspace_dependencies()), [("e", 10)]);
    }
}
