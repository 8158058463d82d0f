//! The checkout: where it is, which files it holds, how cargo is called in it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};

use crate::Result;
use crate::manifest::Manifest;

#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

/// A package of this checkout, found by its manifest.
#[derive(Debug)]
pub(crate) struct Package {
    /// Relative to the root; empty if the package is the root itself.
    pub(crate) directory: String,
    pub(crate) manifest: Manifest,
}

impl Package {
    /// The manifest's path, relative to the root.
    pub(crate) fn manifest_path(&self) -> String {
        self.path("Cargo.toml")
    }

    /// A path inside the package, relative to the root.
    pub(crate) fn path(&self, inside: &str) -> String {
        if self.directory.is_empty() {
            inside.to_owned()
        } else {
            format!("{}/{inside}", self.directory)
        }
    }

    /// The package's name; `None` for a manifest that is only a workspace.
    pub(crate) fn name(&self) -> Option<&str> {
        self.manifest.get(&["package", "name"])
    }
}

impl Workspace {
    /// The checkout that `cargo xtask` was called in.
    ///
    /// The environment comes first, since a target directory may be shared by
    /// several checkouts and the compiled-in path would then name another.
    pub(crate) fn current() -> Self {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR")));
        let package = PathBuf::from(package);
        let root = package.parent().map_or_else(PathBuf::new, Path::to_owned);
        Self { root }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo puts what it builds.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.root.join("target"), |directory| self.root.join(directory))
    }

    /// The text of a file; what is not UTF-8 is replaced.
    pub(crate) fn read(&self, path: &str) -> Result<String> {
        let bytes = fs::read(self.root.join(path)).map_err(|error| format!("{path}: {error}"))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Every file that is committed or could be, relative to the root, sorted.
    pub(crate) fn files(&self) -> Result<Vec<String>> {
        let output = Command::new("git")
            // A checkout made by another user, as on a build machine, is
            // otherwise refused.
            .arg("-c")
            .arg(format!("safe.directory={}", self.root.display()))
            .args(["ls-files", "-z", "--cached", "--others"])
            .arg("--exclude-standard")
            .current_dir(&self.root)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("cannot run `git`: {error}"))?;
        if !output.status.success() {
            return Err("`git ls-files` failed".into());
        }
        let listed = String::from_utf8_lossy(&output.stdout);
        let mut files: Vec<String> = listed
            .split('\0')
            // What was deleted but not yet committed is still listed.
            .filter(|path| !path.is_empty() && self.root.join(path).is_file())
            .map(str::to_owned)
            .collect();
        files.sort();
        files.dedup();
        Ok(files)
    }

    /// Every manifest among the files, the root's included.
    pub(crate) fn packages(&self) -> Result<Vec<Package>> {
        let files = self.files()?;
        let manifests = files.iter().filter_map(|path| {
            let directory = path.strip_suffix("Cargo.toml")?;
            (directory.is_empty() || directory.ends_with('/')).then_some((path, directory))
        });
        manifests
            .map(|(path, directory)| {
                Ok(Package {
                    directory: directory.trim_end_matches('/').to_owned(),
                    manifest: Manifest::parse(&self.read(path)?),
                })
            })
            .collect()
    }

    /// The cargo that runs this program, called in the root.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// The cargo of another toolchain, called in the root.
    pub(crate) fn cargo_of(&self, toolchain: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new("rustup");
        command.args(["run", toolchain, "cargo"]).args(arguments).current_dir(&self.root);
        command
    }
}

/// Runs a command whose output goes to the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed ({status})", shown(command)).into())
    }
}

/// Runs a command silently; `None` if it cannot be started or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_stem().unwrap_or(command.get_program());
    let mut words = Vec::new();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            words.push(format!("{}={:?}", name.to_string_lossy(), value.to_string_lossy()));
        }
    }
    words.push(program.to_string_lossy().into_owned());
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

pub(crate) fn not_started(command: &Command, error: &io::Error) -> String {
    format!("cannot run `{}`: {error}", shown(command))
}
