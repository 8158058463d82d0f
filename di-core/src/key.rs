//! What is asked for, as a value: where only the running program knows who provides it.

use core::any::{TypeId, type_name};

/// What is asked for of a container whose providers are not known to the compiler.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub(crate) binding: Binding,
    /// The name of the type that is behind the pointer, if there is one.
    pub(crate) service: &'static str,
    pub(crate) qualifier: Option<&'static str>,
    /// Whether it is borrowed.
    pub(crate) is_lent: bool,
    /// Whether it may be absent.
    pub(crate) is_optional: bool,
}

/// What tells one provider from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Binding {
    pub(crate) form: Form,
    /// The type that is behind the pointer, if there is one.
    pub(crate) service: TypeId,
    pub(crate) qualifier: Option<TypeId>,
}

/// How a service is given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// `Arc<T>` or `&T`.
    Shared,
    /// `T`.
    Owned,
    /// `Box<T>`.
    Boxed,
    /// `Vec<Arc<T>>` or `Vec<&T>`.
    Elements,
    /// A map from keys of this type.
    Entries(TypeId),
}

impl Key {
    fn of<T: ?Sized + 'static>(form: Form) -> Self {
        Self {
            binding: Binding { form, service: TypeId::of::<T>(), qualifier: None },
            service: type_name::<T>(),
            qualifier: None,
            is_lent: false,
            is_optional: false,
        }
    }

    /// An `Arc<T>`.
    #[must_use]
    pub fn shared<T: ?Sized + 'static>() -> Self {
        Self::of::<T>(Form::Shared)
    }

    /// A `&T`.
    #[must_use]
    pub fn lent<T: ?Sized + 'static>() -> Self {
        Self::of::<T>(Form::Shared).borrowed()
    }

    /// A `T`.
    #[must_use]
    pub fn owned<T: 'static>() -> Self {
        Self::of::<T>(Form::Owned)
    }

    /// A `Box<T>`.
    #[must_use]
    pub fn boxed<T: ?Sized + 'static>() -> Self {
        Self::of::<T>(Form::Boxed)
    }

    /// All `Arc<T>`.
    #[must_use]
    pub fn elements<T: ?Sized + 'static>() -> Self {
        Self::of::<T>(Form::Elements)
    }

    /// All `Arc<T>`, by keys.
    #[must_use]
    pub fn entries<K: 'static, T: ?Sized + 'static>() -> Self {
        Self::of::<T>(Form::Entries(TypeId::of::<K>()))
    }

    /// All `&T`.
    #[must_use]
    pub fn lent_elements<T: ?Sized + 'static>() -> Self {
        Self::elements::<T>().borrowed()
    }

    /// All `&T`, by keys.
    #[must_use]
    pub fn lent_entries<K: 'static, T: ?Sized + 'static>() -> Self {
        Self::entries::<K, T>().borrowed()
    }

    /// The same, borrowed.
    fn borrowed(mut self) -> Self {
        self.is_lent = true;
        self
    }

    /// The same, of the provider with a qualifier.
    pub(crate) fn qualified<Q: 'static>(mut self) -> Self {
        self.binding.qualifier = Some(TypeId::of::<Q>());
        self.qualifier = Some(type_name::<Q>());
        self
    }

    /// The same, if there is any.
    pub(crate) fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }
}
