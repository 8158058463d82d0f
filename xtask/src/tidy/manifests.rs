//! Rules for manifests: lints are shared, and no dependency is idle.

use super::code::code_only;
use super::{File, Problem, extension, has_word};
use crate::manifest::Manifest;
use crate::workspace::Package;

const FORBID: &str = concat!("#![forbid(un", "safe_code)]");
const LINT: &str = concat!("un", "safe_code");

pub(super) fn check(files: &[File], packages: &[Package], problems: &mut Vec<Problem>) {
    let root = packages.iter().find(|package| package.directory.is_empty());
    let forbidden = root.is_some_and(|root| forbids(&root.manifest));
    for package in packages.iter().filter(|package| package.name().is_some()) {
        let sources = sources(files, package, packages);
        let inherits = package.manifest.get(&["lints", "workspace"]) == Some("true");
        if !(forbidden && inherits) {
            check_crate_roots(package, &sources, problems);
        }
        check_dependencies(package, &sources, problems);
    }
    if let Some(root) = root {
        check_shared_dependencies(root, packages, problems);
    }
}

fn forbids(manifest: &Manifest) -> bool {
    let level = manifest.get(&["workspace", "lints", "rust", LINT]);
    level.is_some_and(|level| level.contains("forbid"))
}

/// The package's files that may name a dependency: Rust, and Markdown that one
/// of them includes for rustdoc to test. A package's directory ends where
/// another package's begins.
fn sources<'a>(files: &'a [File], package: &Package, packages: &[Package]) -> Vec<&'a File> {
    let owner = |path: &str| {
        let owners = packages.iter().filter(|owner| is_inside(path, owner));
        owners.map(|owner| &owner.directory).max_by_key(|directory| directory.len())
    };
    let is_own = |file: &&File| owner(&file.path) == Some(&package.directory);
    let rust = files.iter().filter(|file| file.has_extension("rs"));
    let mut sources: Vec<&File> = rust.filter(is_own).collect();
    let is_included = |file: &&File| {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        sources.iter().any(|source| source.text.contains(name))
    };
    let markdown = files.iter().filter(|file| file.has_extension("md"));
    let included: Vec<&File> = markdown.filter(is_included).collect();
    sources.extend(included);
    sources
}

fn is_inside(path: &str, package: &Package) -> bool {
    package.directory.is_empty() || path.starts_with(&package.path(""))
}

fn check_crate_roots(package: &Package, sources: &[&File], problems: &mut Vec<Problem>) {
    for file in sources {
        let inside = file.path.strip_prefix(&package.path("")).unwrap_or(&file.path);
        if is_crate_root(inside) && !code_only(&file.text).contains(FORBID) {
            let text = format!("no `{FORBID}`, nor `lints.workspace = true` in the manifest");
            problems.push(Problem::new(&file.path, 1, text));
        }
    }
}

/// Whether cargo takes the file for the root of a crate by its place alone.
fn is_crate_root(inside: &str) -> bool {
    let parts: Vec<&str> = inside.split('/').collect();
    match parts[..] {
        ["build.rs"] | ["src", "lib.rs" | "main.rs"] => true,
        ["src", "bin", name] | ["tests" | "examples" | "benches", name] => {
            extension(name) == Some("rs")
        }
        ["src", "bin", _, name] | ["tests" | "examples" | "benches", _, name] => name == "main.rs",
        _ => false,
    }
}

fn check_dependencies(package: &Package, sources: &[&File], problems: &mut Vec<Problem>) {
    for dependency in package.manifest.dependencies() {
        let ident = dependency.name.replace('-', "_");
        if !sources.iter().any(|file| has_word(&file.text, &ident)) {
            problems.push(Problem::new(
                &package.manifest_path(),
                dependency.line,
                format!("dependency `{}` is named nowhere in the package", dependency.name),
            ));
        }
    }
}

/// Given with the project, and waiting for what they are for: `inventory` for
/// containers that are collected at run time.
const WAITING: &[&str] = &["inventory"];

fn check_shared_dependencies(root: &Package, packages: &[Package], problems: &mut Vec<Problem>) {
    for shared in root.manifest.workspace_dependencies() {
        let is_used = packages.iter().any(|package| {
            let used = package.manifest.dependencies();
            used.iter().any(|dependency| dependency.name == shared.name)
        });
        if !is_used && !WAITING.contains(&shared.name.as_str()) {
            problems.push(Problem::new(
                &root.manifest_path(),
                shared.line,
                format!("workspace dependency `{}` is used by no member", shared.name),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::file;
    use super::*;

    fn package(directory: &str, manifest: &str) -> Package {
        Package { directory: directory.to_owned(), manifest: Manifest::parse(manifest) }
    }

    fn found(files: &[File], packages: &[Package]) -> Vec<String> {
        let mut problems = Vec::new();
        check(files, packages, &mut problems);
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_package_forbids_by_its_manifest_or_in_each_crate_root() {
        let root = || package("", &format!("[workspace.lints.rust]\n{LINT} = \"forbid\"\n"));
        let files = [
            file("a/src/lib.rs", "//! None.\n"),
            file("a/src/b.rs", ""),
            file("a/tests/it/main.rs", FORBID),
        ];
        let alone = package("a", "[package]\nname = \"a\"\n");
        assert_eq!(
            found(&files, &[root(), alone]),
            [format!(
                "a/src/lib.rs:1: no `{FORBID}`, nor `lints.workspace = true` in the manifest"
            )]
        );
        let inheriting = || package("a", "[package]\nname = \"a\"\n[lints]\nworkspace = true\n");
        assert!(found(&files, &[root(), inheriting()]).is_empty());
        assert_eq!(found(&files, &[inheriting()]).len(), 1);
    }

    #[test]
    fn a_dependency_must_be_named_in_its_own_package() {
        let manifest = "lints.workspace = true\n[package]\nname = \"a\"\n\
                        [dependencies]\nb-c = \"1\"\nd = \"1\"\n";
        let root = || package("", &format!("[workspace.lints.rust]\n{LINT} = \"forbid\"\n"));
        let files =
            [file("a/src/lib.rs", "use b_c::e;\n"), file("a/nested/src/lib.rs", "use d::e;\n")];
        let nested = package("a/nested", "lints.workspace = true\n[package]\nname = \"f\"\n");
        assert_eq!(
            found(&files, &[root(), package("a", manifest), nested]),
            ["a/Cargo.toml:6: dependency `d` is named nowhere in the package"]
        );
    }

    #[test]
    fn a_dependency_may_be_named_in_what_the_package_includes() {
        let manifest = "lints.workspace = true\n[package]\nname = \"a\"\n\
                        [dependencies]\nb = \"1\"\n";
        let root = || package("", &format!("[workspace.lints.rust]\n{LINT} = \"forbid\"\n"));
        let readme = || file("README.md", "use b::c;\n");
        let including = file("a/src/lib.rs", "#![doc = include_str!(\"../../README.md\")]\n");
        assert!(found(&[readme(), including], &[root(), package("a", manifest)]).is_empty());
        let without = file("a/src/lib.rs", "\n");
        assert_eq!(found(&[readme(), without], &[root(), package("a", manifest)]).len(), 1);
    }

    #[test]
    fn a_workspace_dependency_must_have_a_user() {
        let root = package("", "[workspace.dependencies]\na = \"1\"\nb = \"1\"\n");
        let member = package("c", "[dev-dependencies]\na.workspace = true\n");
        assert_eq!(
            found(&[], &[root, member]),
            ["Cargo.toml:3: workspace dependency `b` is used by no member"]
        );
    }
}
