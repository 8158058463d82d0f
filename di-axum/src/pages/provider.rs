use di_core::__private::Short;
use di_core::{Constructor, Dependency, Edge, Node, ProviderKind, Role};
use maud::{Markup, html};

use super::location;
use super::wiring::{Place, Wiring};

/// What a provider is on an error page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marked {
    /// One among others.
    No,
    /// The one that failed.
    Failed,
}

/// A provider: what it is, where it is written, what it needs and who needs it. What it names
/// is a link to whatever `is_shown` on the same page.
pub(crate) fn provider(
    wiring: &Wiring,
    place: Place,
    marked: Marked,
    is_shown: &dyn Fn(Place) -> bool,
) -> Markup {
    let node = wiring.node(place);
    let needed_by = wiring.needed_by(place);
    html! {
        article.provider.(kind_class(node.kind())).failed[marked == Marked::Failed] id=(place.anchor()) {
            header {
                h3 { (node.name()) }
                (kind(node.kind()))
                @if marked == Marked::Failed { span.failure { "failed" } }
                (location(node.location()))
            }
            p.provides title=(node.type_name()) { code { (provides(node)) } }
            @let about = about(node);
            @if !about.is_empty() { p.about { (super::prose(&about.join(" · "))) } }
            @if node.dependencies().next().is_some() {
                h4 { "needs" }
                ul {
                    @for dependency in node.dependencies() {
                        li { (needed(wiring, place, dependency, is_shown)) }
                    }
                }
            }
            @if !needed_by.is_empty() {
                h4 { "needed by" }
                p.names { @for place in needed_by { (name(wiring, place, is_shown)) " " } }
            }
        }
    }
}

/// Says in a word and a colour how long it lives.
pub(super) fn kind(kind: ProviderKind) -> Markup {
    html! { span.kind.(kind_class(kind)) { (kind_name(kind)) } }
}

pub(super) fn kind_class(kind: ProviderKind) -> String {
    format!("{kind:?}").to_lowercase()
}

pub(super) fn kind_name(kind: ProviderKind) -> String {
    match kind {
        // What is given is not what is built, though both are scoped.
        ProviderKind::Input => "Input".to_owned(),
        kind => kind.to_string(),
    }
}

/// The name of a provider, and the way to it.
pub(super) fn name(wiring: &Wiring, place: Place, is_shown: &dyn Fn(Place) -> bool) -> Markup {
    let node = wiring.node(place);
    let class = kind_class(node.kind());
    html! {
        @if is_shown(place) {
            a.name.(class) href={ "#" (place.anchor()) } { (node.name()) }
        } @else {
            span.name.(class) { (node.name()) }
        }
    }
}

fn needed(
    wiring: &Wiring,
    place: Place,
    dependency: &Dependency,
    is_shown: &dyn Fn(Place) -> bool,
) -> Markup {
    let later = match dependency.edge() {
        Edge::Eager => None,
        Edge::Lazy => Some("when it is used"),
        _ => Some("at each use"),
    };
    html! {
        @if !dependency.parameter().is_empty() { span.parameter { (dependency.parameter()) ": " } }
        code title=(dependency.key()) { (Short(dependency.key()).to_string()) }
        @if let Some(target) = Wiring::target(place, dependency) {
            " ← " (name(wiring, target, is_shown))
        }
        @if let Some(later) = later { " " span.later { (later) } }
    }
}

/// Its type as it is written in a container.
fn provides(node: &Node) -> String {
    let name = Short(node.type_name());
    match (node.kind(), node.qualifier()) {
        (ProviderKind::Import | ProviderKind::Collection, _) => name.to_string(),
        (kind, Some(qualifier)) => format!("{kind}<{name}, {}>", Short(qualifier)),
        (kind, None) => format!("{kind}<{name}>"),
    }
}

/// What else is to be said of it.
fn about(node: &Node) -> Vec<String> {
    let mut about = Vec::new();
    let mut say = |what: &str, names: Vec<String>, between: &str| {
        if !names.is_empty() {
            about.push(format!("{what} {}", names.join(between)));
        }
    };
    let code = |name: &str| format!("`{name}`");
    let of = |role: Role| {
        let mut names: Vec<_> = node.constructors().iter().filter(|it| it.role() == role).collect();
        names.dedup_by_key(|it| it.name());
        names.into_iter().map(Constructor::name).filter(|it| !it.is_empty()).map(code).collect()
    };
    let hook = |name: Option<&'static str>| name.map(code).into_iter().collect::<Vec<_>>();
    say("built by", of(Role::Builds), " or ");
    say("selected by", of(Role::Selects), ", ");
    say("decorated by", of(Role::Decorates), ", ");
    say("also as", node.views().map(|it| code(&Short(it).to_string())).collect(), ", ");
    say("from", node.imported_from().map(|it| code(it.container())).into_iter().collect(), ", ");
    say("started by", hook(node.starter()), ", ");
    say("stopped by", hook(node.stopper()), ", ");
    say("closed by", hook(node.closer()), ", ");
    let is_opened = node.kind() == ProviderKind::Resource;
    let at_start = if is_opened { "opened at the start" } else { "built at the start" };
    for (is_so, what) in [
        (node.is_opened_at_start(), at_start),
        (node.is_opened_in_scope(), "opened in each scope"),
        (node.kind() == ProviderKind::Input, "given to each scope"),
        (node.is_absent(), "absent"),
    ] {
        if is_so {
            about.push(what.to_owned());
        }
    }
    about
}
