//! The steps of `ci` that call cargo.
//!
//! All of them but `loom` share one target directory and never touch `RUSTFLAGS`,
//! so that no step rebuilds what another has built.

use std::env;
use std::process::Command;

use crate::Result;
use crate::ci::Outcome;
use crate::workspace::{Workspace, output, run};

pub(crate) fn fmt(workspace: &Workspace) -> Result<Outcome> {
    done(&mut workspace.cargo(&["fmt", "--all", "--check"]))
}

pub(crate) fn clippy(workspace: &Workspace) -> Result<Outcome> {
    clippy_with(workspace, &[])
}

pub(crate) fn clippy_no_default_features(workspace: &Workspace) -> Result<Outcome> {
    clippy_with(workspace, &["--no-default-features"])
}

pub(crate) fn clippy_all_features(workspace: &Workspace) -> Result<Outcome> {
    clippy_with(workspace, &["--all-features"])
}

fn clippy_with(workspace: &Workspace, features: &[&str]) -> Result<Outcome> {
    let mut command = workspace.cargo(&["clippy", "--workspace", "--all-targets"]);
    done(command.args(features).args(["--", "-D", "warnings"]))
}

pub(crate) fn test(workspace: &Workspace) -> Result<Outcome> {
    done(&mut workspace.cargo(&["test", "--workspace"]))
}

pub(crate) fn doc(workspace: &Workspace) -> Result<Outcome> {
    let mut command = workspace.cargo(&["doc", "--workspace", "--no-deps"]);
    done(command.env("RUSTDOCFLAGS", "-D warnings"))
}

/// Runs the quickstart. The other examples are run by their own tests.
pub(crate) fn examples(workspace: &Workspace) -> Result<Outcome> {
    done(&mut workspace.cargo(&["run", "--package", "quickstart"]))
}

/// Checks the published packages only: what is not published need not
/// compile with an old compiler.
pub(crate) fn msrv(workspace: &Workspace) -> Result<Outcome> {
    let packages = workspace.packages()?;
    let root = packages.iter().find(|package| package.directory.is_empty());
    let version = root
        .and_then(|root| {
            let path = ["workspace", "package", "rust-version"];
            root.manifest.get(&path)
        })
        .ok_or("the root manifest has no `workspace.package.rust-version`")?;
    let Some(installed) = output(Command::new("rustup").args(["toolchain", "list"])) else {
        return skipped("`rustup` is not installed");
    };
    let Some(toolchain) = toolchain(&installed, version) else {
        return skipped(&format!(
            "Rust {version} is not installed: `rustup toolchain install {version}`"
        ));
    };
    let mut command = workspace.cargo_of(toolchain, &["check"]);
    done(select(&mut command, &published(workspace)?))
}

/// The installed toolchain of that version: `1.85` is also met by `1.85.1`.
fn toolchain<'a>(installed: &'a str, version: &str) -> Option<&'a str> {
    let names = installed.lines().filter_map(|line| line.split(' ').next());
    names.into_iter().find(|name| {
        name.strip_prefix(version)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
    })
}

pub(crate) fn miri(workspace: &Workspace) -> Result<Outcome> {
    if output(&mut workspace.cargo_of("nightly", &["miri", "--version"])).is_none() {
        return skipped(
            "Miri is not installed: `rustup toolchain install nightly --component miri,rust-src`",
        );
    }
    // What crates contribute is found before `main`, by tricks of the linker.
    let packages = ["--package", "di-core", "--package", "di-discovery"];
    let arguments = [&["miri", "test", "--lib", "--tests"][..], &packages].concat();
    let mut command = workspace.cargo_of("nightly", &arguments);
    // Tests leak the graphs that a container has as constants.
    done(command.env("MIRIFLAGS", "-Zmiri-ignore-leaks"))
}

/// Its `--cfg` is for every crate, so it has a target directory of its own. Optimised,
/// because it is all interleavings that are tried.
pub(crate) fn loom(workspace: &Workspace) -> Result<Outcome> {
    if output(&mut workspace.cargo(&["fetch", "--locked"])).is_none() {
        return skipped("loom is not downloaded, and cannot be: `cargo fetch --locked`");
    }
    let flags = env::var("RUSTFLAGS").unwrap_or_default();
    let mut command = workspace.cargo(&["test", "--package", "di-core", "--lib", "--release"]);
    command.arg("--target-dir").arg(workspace.target().join("loom")).arg("loom");
    done(command.env("RUSTFLAGS", format!("{flags} --cfg loom")))
}

/// Packs without compiling again, and without asking the registry: the steps
/// before have fetched all that is needed.
pub(crate) fn package(workspace: &Workspace) -> Result<Outcome> {
    let mut command = workspace.cargo(&["package", "--no-verify", "--allow-dirty", "--offline"]);
    done(select(&mut command, &published(workspace)?))
}

/// The packages whose manifest does not say `publish = false`.
fn published(workspace: &Workspace) -> Result<Vec<String>> {
    let packages = workspace.packages()?;
    let published = packages.iter().filter(|package| {
        let publish = package.manifest.get(&["package", "publish"]);
        publish != Some("false")
    });
    Ok(published.filter_map(|package| package.name().map(str::to_owned)).collect())
}

fn select<'a>(command: &'a mut Command, packages: &[String]) -> &'a mut Command {
    for package in packages {
        command.args(["--package", package]);
    }
    command
}

fn done(command: &mut Command) -> Result<Outcome> {
    run(command)?;
    Ok(Outcome::Done)
}

#[expect(clippy::unnecessary_wraps, reason = "the last expression of a step")]
fn skipped(why: &str) -> Result<Outcome> {
    Ok(Outcome::Skipped(why.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toolchain_is_found_by_its_version_alone() {
        let installed = "stable-x86_64-unknown-linux-gnu (active, default)\n\
                         1.85.1-x86_64-unknown-linux-gnu\n";
        assert_eq!(toolchain(installed, "1.85"), Some("1.85.1-x86_64-unknown-linux-gnu"));
        assert_eq!(toolchain(installed, "1.8"), None);
        assert_eq!(toolchain(installed, "1.95"), None);
    }
}
