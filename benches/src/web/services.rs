//! What both sides wire.

use std::sync::Arc;

use di_core::prelude::*;

/// Knows the talks.
#[derive(Debug, Injectable)]
pub(super) struct Talks {
    #[inject(with = 3)]
    pub(super) seats: usize,
}

/// Knows the users.
#[derive(Debug, Injectable)]
pub(super) struct Users {
    #[inject(with = 2)]
    pub(super) registered: usize,
}

/// The path of a request.
#[derive(Debug)]
pub(super) struct Path(pub(super) String);

/// What belongs to one request.
#[derive(Debug, Injectable)]
pub(super) struct Trail {
    pub(super) path: Arc<Path>,
}

/// The use case.
#[derive(Debug, Injectable)]
pub(super) struct Describe<'a> {
    pub(super) talks: &'a Talks,
    pub(super) users: &'a Users,
    pub(super) trail: &'a Trail,
}

impl Describe<'_> {
    pub(super) fn run(&self, talks: &Talks, users: &Users) -> String {
        assert!(std::ptr::eq(self.talks, talks) && std::ptr::eq(self.users, users));
        let (path, seats, users) = (&self.trail.path.0, talks.seats, users.registered);
        format!("{path}: {seats} seats, {users} users")
    }
}
