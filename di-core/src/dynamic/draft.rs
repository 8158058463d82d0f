//! What is registered, before it is known who needs whom.

use core::any::{Any, TypeId, type_name};
use core::panic::Location;

use super::hook::Hooks;
use super::problem::Problem;
use super::recipe::{Recipe, Seen, View};
use crate::error::Error;
use crate::graph::{Constructor, Dependency, Graph, ProviderKind, Role, short_name};
use crate::key::{Binding, Form, Key};
use crate::name::TypeName;

/// One registration.
pub(super) struct Draft {
    /// A name that the user has given it, or else its type's.
    pub(super) name: &'static str,
    pub(super) kind: ProviderKind,
    pub(super) type_name: TypeName,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) recipe: Recipe,
    /// The first is the thing itself.
    pub(super) views: Vec<View>,
    /// Whether each view is a key of its own, and not only an element of a collection.
    pub(super) is_bound: Vec<bool>,
    pub(super) contributions: Vec<ContributionDraft>,
    pub(super) constructors: Vec<Constructor>,
    pub(super) hooks: Hooks,
    pub(super) is_eager: bool,
    pub(super) is_async: bool,
    /// `false` if it was registered with a condition that does not hold.
    pub(super) is_enabled: bool,
    pub(super) standing: Standing,
    /// Where it is imported from.
    pub(super) imported: Option<Imported>,
    /// What is wrong with it, unless it is overridden.
    pub(super) problems: Vec<Problem>,
    /// The collections that it is in no more, because it is overridden.
    pub(super) taken_out_of: Vec<Binding>,
    /// Nothing if it is registered by the program itself, or else the module or the crate.
    pub(super) origin: Option<&'static str>,
    pub(super) location: &'static Location<'static>,
}

/// Where something is imported from.
pub(super) struct Imported {
    pub(super) graph: &'static Graph,
    pub(super) target: Option<usize>,
    /// Asks whether it is still there.
    pub(super) ask: Box<Ask>,
}

/// Asks another container whether it still has something.
pub(super) type Ask = dyn Fn() -> Result<(), Error> + Send + Sync;

/// A type that tells a provider from others of the same type.
#[derive(Clone, Copy)]
pub(super) struct Qualifier {
    pub(super) id: TypeId,
    pub(super) name: TypeName,
}

impl Qualifier {
    pub(super) fn of<Q: 'static>() -> Self {
        Self { id: TypeId::of::<Q>(), name: type_name::<Q> }
    }
}

/// What becomes of it if there is another one of the same key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// That is an error.
    Plain,
    /// The other one is taken.
    Fallback,
    /// It takes the place of the other.
    Replaces,
}

/// What a registration puts into a collection.
pub(super) struct ContributionDraft {
    pub(super) view: usize,
    pub(super) collection: Key,
    /// How the collection, and each of its elements, is written.
    pub(super) asked_as: TypeName,
    pub(super) element: TypeName,
    pub(super) key: Option<EntryKey>,
    pub(super) location: &'static Location<'static>,
}

/// The key of an element.
pub(super) struct EntryKey {
    pub(super) value: Box<dyn Any + Send + Sync>,
    /// How it is shown.
    pub(super) shown: String,
    /// Whether another one is the same.
    pub(super) equals: fn(&(dyn Any + Send + Sync), &(dyn Any + Send + Sync)) -> bool,
}

impl Draft {
    /// Drafts what gives out a `T` in this form.
    pub(super) fn new<T: ?Sized + 'static>(
        kind: ProviderKind,
        form: Form,
        recipe: Recipe,
        of: Seen,
        location: &'static Location<'static>,
    ) -> Self {
        Self {
            name: short(type_name::<T>()),
            kind,
            type_name: type_name::<T>,
            qualifier: None,
            recipe,
            views: vec![View::new::<T>(form, of)],
            is_bound: vec![true],
            contributions: Vec::new(),
            constructors: Vec::new(),
            hooks: Hooks::default(),
            is_eager: false,
            is_async: false,
            is_enabled: true,
            standing: Standing::Plain,
            imported: None,
            problems: Vec::new(),
            taken_out_of: Vec::new(),
            origin: None,
            location,
        }
    }

    /// Adds what builds it: a function, unless it is built by itself.
    pub(super) fn built_by(
        mut self,
        name: &'static str,
        dependencies: &'static [Dependency],
    ) -> Self {
        self.constructors.push(Constructor::new(name, Role::Builds, dependencies));
        self
    }

    /// Finds the view as a `T`, or adds it.
    pub(super) fn view<T: ?Sized + 'static>(
        &mut self,
        form: Form,
        of: impl FnOnce() -> Seen,
    ) -> usize {
        let found = self
            .views
            .iter()
            .position(|it| it.binding.service == TypeId::of::<T>() && it.binding.form == form);
        found.unwrap_or_else(|| {
            self.views.push(View::new::<T>(form, of()));
            self.is_bound.push(false);
            self.views.len() - 1
        })
    }

    /// The keys under which it is provided.
    pub(super) fn keys(&self) -> impl Iterator<Item = (usize, Binding)> {
        let qualifier = self.qualifier.map(|it| it.id);
        let views = self.views.iter().zip(&self.is_bound).enumerate();
        views.filter(|(_, (_, is_bound))| **is_bound).flat_map(move |(at, (view, _))| {
            let binding = Binding { qualifier, ..view.binding };
            // What is made in a box can be shared, too.
            let shared =
                (binding.form == Form::Boxed).then_some(Binding { form: Form::Shared, ..binding });
            core::iter::once(binding).chain(shared).map(move |it| (at, it))
        })
    }
}

impl View {
    pub(super) fn new<T: ?Sized + 'static>(form: Form, of: Seen) -> Self {
        let binding = Binding { form, service: TypeId::of::<T>(), qualifier: None };
        let (service, type_name) = (type_name::<T>(), type_name::<T> as TypeName);
        Self { binding, service, type_name, of, decorators: Vec::new() }
    }
}

/// The name of a type or of a function without its modules.
pub(super) fn short(full: &'static str) -> &'static str {
    if full.ends_with("{{closure}}") {
        return "a closure";
    }
    // A tuple struct is a function, too.
    short_name(full.strip_suffix("::{{constructor}}").unwrap_or(full))
}

/// The name of a type or of a trait, without its modules and its arguments.
pub(super) fn bare(full: &'static str) -> &'static str {
    let full = full.strip_prefix("dyn ").unwrap_or(full);
    let end = full.find(['<', '(', '[', '&', ' ']).unwrap_or(full.len());
    let name = &full[..end];
    name.rfind("::").map_or(name, |at| &name[at + 2..])
}
