//! `cargo xtask build-time`: what the derives cost at compile time.
//!
//! Two crates of the same services are generated. In one the services are
//! wired by the derives, in the other by hand, as one would without a
//! framework. Their compilations are timed in turns.

mod derived;
mod handwritten;
mod measure;
mod model;
mod project;
mod report;
mod services;

use crate::Result;
use crate::workspace::Workspace;
use model::Graph;
use project::Project;

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    services: usize,
    runs: usize,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { services: 200, runs: 3 };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let option = match argument.as_str() {
                "--services" => &mut options.services,
                "--runs" => &mut options.runs,
                _ => return Err(format!("unexpected argument `{argument}`").into()),
            };
            let value = arguments.next().and_then(|value| value.parse().ok());
            *option = value
                .filter(|&value| value > 0)
                .ok_or_else(|| format!("`{argument}` needs a number above 0"))?;
        }
        Ok(options)
    }
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let options = Options::parse(arguments)?;
    let graph = Graph::layered(options.services);
    let project = Project::generate(workspace, &graph)?;
    println!("generated {} in {}", graph.summary(), project.root().display());

    project.fetch()?;
    let framework = measure::framework(&project)?;
    measure::compare_output(&project)?;
    let measurements = measure::all(&project, options.runs)?;
    print!("{}", report::render(&options, framework, &measurements));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> std::result::Result<Options, String> {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        Options::parse(&arguments).map_err(|error| error.to_string())
    }

    #[test]
    fn options_have_defaults_and_refuse_what_is_no_number() {
        let expected = |services, runs| Ok(Options { services, runs });
        assert_eq!(parse(&[]), expected(200, 3));
        assert_eq!(parse(&["--runs", "1", "--services", "9"]), expected(9, 1));
        for wrong in [&["--runs"][..], &["--runs", "0"], &["--runs", "x"]] {
            assert_eq!(parse(wrong), Err("`--runs` needs a number above 0".to_owned()));
        }
        assert_eq!(parse(&["-x"]), Err("unexpected argument `-x`".to_owned()));
    }
}
