//! The generated workspace on disk.

use std::cell::Cell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use super::model::Graph;
use super::{derived, handwritten, services};
use crate::Result;
use crate::workspace::{self, Workspace};

/// One of the two crates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Twin {
    Derived,
    Handwritten,
}

impl Twin {
    pub(super) const BOTH: [Self; 2] = [Self::Derived, Self::Handwritten];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Derived => "derived",
            Self::Handwritten => "handwritten",
        }
    }
}

/// A workspace of its own with both crates, inside the target directory.
#[derive(Debug)]
pub(super) struct Project<'a> {
    workspace: &'a Workspace,
    root: PathBuf,
    /// How often a container was edited, so that each edit is a new one.
    edits: Cell<usize>,
}

impl<'a> Project<'a> {
    pub(super) fn generate(workspace: &'a Workspace, graph: &Graph) -> Result<Self> {
        let project =
            Self { workspace, root: workspace.target().join("build-time"), edits: Cell::new(0) };
        // Files of an earlier run, of another size, must not stay.
        for twin in Twin::BOTH {
            remove(&project.root.join(twin.name()))?;
        }
        let di_core = workspace.root().join("di-core");
        project.write("Cargo.toml", &manifest(&di_core))?;
        // With the versions of this checkout, the registry need not be asked.
        if let Ok(lock) = workspace.read("Cargo.lock") {
            project.write("Cargo.lock", &lock)?;
        }
        project.write_twin(graph, Twin::Derived)?;
        project.write_twin(graph, Twin::Handwritten)?;
        Ok(project)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo puts what it builds of the project.
    pub(super) fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// Where cargo would build the framework from nothing.
    pub(super) fn clean_target(&self) -> Result<PathBuf> {
        let target = self.root.join("target-clean");
        remove(&target)?;
        Ok(target)
    }

    /// Downloads and locks what is missing, so that no measurement does.
    pub(super) fn fetch(&self) -> Result<()> {
        let mut offline = self.cargo(&["metadata", "--format-version=1", "--offline"]);
        if workspace::output(&mut offline).is_some() {
            return Ok(());
        }
        workspace::run(&mut self.cargo(&["fetch"]))
    }

    /// A cargo command inside the project.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.workspace.cargo(arguments);
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.target())
            .env_remove("CARGO_INCREMENTAL");
        command
    }

    /// Changes the file that holds the container, as a person would: what
    /// follows the change moves down a line.
    pub(super) fn edit_container(&self, twin: Twin) -> Result<()> {
        self.edits.set(self.edits.get() + 1);
        let path = self.root.join(twin.name()).join("src/app.rs");
        let text = fs::read_to_string(&path)?;
        fs::write(path, format!("// Edit {}.\n{text}", self.edits.get()))?;
        Ok(())
    }

    /// Forgets what rustc knows of a crate from earlier compilations.
    pub(super) fn forget(&self, twin: Twin) -> Result<()> {
        let incremental = self.target().join("debug/incremental");
        let prefix = format!("{}-", twin.name());
        for entry in fs::read_dir(incremental)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(&prefix) {
                remove(&path)?;
            }
        }
        Ok(())
    }

    fn write_twin(&self, graph: &Graph, twin: Twin) -> Result<()> {
        let path = |inside: &str| format!("{}/{inside}", twin.name());
        let (manifest, app, main) = match twin {
            Twin::Derived => (derived::manifest(), derived::app(graph), derived::main(graph)),
            Twin::Handwritten => {
                (handwritten::manifest(), handwritten::app(graph), handwritten::main(graph))
            }
        };
        self.write(&path("Cargo.toml"), &manifest)?;
        self.write(&path("src/app.rs"), &app)?;
        self.write(&path("src/main.rs"), &format!("{}{main}", modules(graph)))?;
        for (number, services) in graph.layers().enumerate() {
            let services = services::layer(graph, services, twin);
            self.write(&path(&format!("src/layer{number}.rs")), &services)?;
        }
        Ok(())
    }

    fn write(&self, path: &str, text: &str) -> Result<()> {
        let path = self.root.join(path);
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory)?;
        }
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(())
    }
}

fn remove(directory: &Path) -> Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", directory.display()).into())
        }
        _ => Ok(()),
    }
}

fn manifest(di_core: &Path) -> String {
    let members = Twin::BOTH.map(|twin| format!("{:?}", twin.name())).join(", ");
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n\
         [workspace.dependencies]\ndi-core = {{ path = {:?} }}\n",
        di_core.to_string_lossy()
    )
}

/// The manifest of a crate, without its dependencies.
pub(super) fn package(twin: Twin) -> String {
    format!("[package]\nname = {:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n", twin.name())
}

fn modules(graph: &Graph) -> String {
    let mut text = String::from("mod app;\n");
    for (number, _) in graph.layers().enumerate() {
        let _ = writeln!(text, "mod layer{number};");
    }
    text
}
