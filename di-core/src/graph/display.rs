//! The wiring as text.

use core::fmt;

use super::{Constructor, Graph, Node, ProviderKind, Role};
use crate::name::Short;

/// Prints the container, its providers, and under each what it depends on; then the
/// containers that it imports from, each once.
impl fmt::Display for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut graphs = vec![self];
        let mut at = 0;
        while at < graphs.len() {
            let graph = graphs[at];
            if at > 0 {
                writeln!(f)?;
            }
            graph.write(f)?;
            for imported in graph.nodes.iter().filter_map(Node::imported_from) {
                // What only the running program knows, is not told by a constant.
                let is_known = graphs.iter().any(|known| known.is(imported));
                if !is_known && !imported.nodes.is_empty() {
                    graphs.push(imported);
                }
            }
            at += 1;
        }
        Ok(())
    }
}

impl Graph {
    /// Whether it is of the same container; two may have one name.
    fn is(&self, other: &Self) -> bool {
        let nodes = |it: &Self| it.nodes.iter().map(|node| (node.location(), node.type_name()));
        self.container == other.container && nodes(self).eq(nodes(other))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.container)?;
        for node in self.nodes {
            node.write_head(f)?;
            for constructor in node.distinct_constructors() {
                self.write_dependencies(f, node, constructor)?;
            }
        }
        Ok(())
    }

    fn write_dependencies(
        &self,
        f: &mut fmt::Formatter<'_>,
        node: &Node,
        constructor: &Constructor,
    ) -> fmt::Result {
        for (position, dependency) in constructor.dependencies.iter().enumerate() {
            f.write_str("    ")?;
            match constructor.role {
                _ if node.constructors.len() == 1 => {}
                Role::Selects => f.write_str("select.")?,
                Role::Builds | Role::Decorates => write!(f, "{}.", constructor.name)?,
            }
            match dependency.parameter {
                "" => f.write_str(&constructor.parameter(position))?,
                name => f.write_str(name)?,
            }
            write!(f, ": {}", Short(dependency.key()))?;
            if let Some(target) = dependency.target.and_then(|at| self.nodes.get(at)) {
                write!(f, " <- {}", target.name)?;
                // A container is imported under one name, whatever is taken from it.
                if let Some(imported) = target.imported_node() {
                    write!(f, ".{}", imported.name)?;
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl Node {
    /// What it is where it is imported from.
    fn imported_node(&self) -> Option<&'static Self> {
        let origin = self.origin.as_ref()?;
        origin.graph.nodes.get(origin.target?)
    }

    fn write_head(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {}: ", self.name)?;
        match self.kind {
            ProviderKind::Collection => return writeln!(f, "{}", self.kind),
            ProviderKind::Import => {
                write!(f, "{} from ", Short(self.type_name()))?;
                let Some(origin) = &self.origin else { return writeln!(f) };
                f.write_str(origin.graph.container)?;
                if let Some(imported) = self.imported_node() {
                    write!(f, ".{}", imported.name)?;
                }
                return writeln!(f);
            }
            _ => {}
        }
        write!(f, "{}<{}", self.kind, Short(self.type_name()))?;
        if let Some(qualifier) = self.qualifier() {
            write!(f, ", {}", Short(qualifier))?;
        }
        f.write_str(">")?;
        for (position, view) in self.views().enumerate() {
            write!(f, "{}{}", if position == 0 { " as " } else { ", " }, Short(view))?;
        }
        self.write_constructors(f)?;
        if self.is_eager() {
            f.write_str(", eager")?;
        }
        for (done, function) in self.hooks {
            write!(f, ", {done} by {function}")?;
        }
        if self.absent {
            f.write_str(", absent")?;
        } else if self.kind == ProviderKind::Input {
            f.write_str(", given")?;
        }
        writeln!(f)
    }

    /// Each once of the types that it selects from; what decorates it twice, twice.
    fn distinct_constructors(&self) -> impl Iterator<Item = &Constructor> {
        self.constructors.iter().enumerate().filter_map(|(position, one)| {
            let is_same = |it: &Constructor| it.role == Role::Builds && it.name == one.name;
            let is_known = self.constructors[..position].iter().any(is_same);
            (one.role != Role::Builds || !is_known).then_some(one)
        })
    }

    /// Writes `by SmtpMailer or LogMailer, selected by a closure, decorated by Logged`.
    fn write_constructors(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |role| self.distinct_constructors().filter(move |it| it.role == role);
        let mut before = " by ";
        for constructor in of(Role::Builds).filter(|it| !it.name.is_empty()) {
            write!(f, "{before}{}", constructor.name)?;
            before = " or ";
        }
        for constructor in of(Role::Selects) {
            write!(f, ", selected by {}", constructor.name)?;
        }
        before = ", decorated by ";
        for constructor in of(Role::Decorates) {
            write!(f, "{before}{}", constructor.name)?;
            before = ", ";
        }
        Ok(())
    }
}
