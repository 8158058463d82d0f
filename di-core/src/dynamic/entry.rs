//! One provider of a dynamic container.

use core::any::Any;
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use once_cell::sync::OnceCell;

use super::Link;
use super::cell::Spot;
use super::draft::Ask;
use super::hook::Hooks;
use super::recipe::{Cx, Erased, Instance, Recipe, View, cast};
use crate::error::{Error, ErrorKind};
use crate::graph::Node;
use crate::lifecycle::note_closer;
use crate::slot::{BuildOrder, Release, Slot};

/// One provider, at its position of the graph.
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) recipe: Recipe,
    pub(super) views: Vec<View>,
    pub(super) hooks: Hooks,
    /// Where the links of each of its constructors begin.
    pub(super) links: Box<[u32]>,
    pub(super) is_overridden: bool,
}

/// Where its instance is kept.
pub(super) enum Place {
    /// In the container.
    Root,
    /// In each scope, at this position.
    Scope(usize),
    /// In the container, while it is open.
    Resource(Opened),
    /// Here and in another container, which is asked first whether it is still there.
    Imported(Slot<Instance>, Box<Ask>),
    /// Nowhere: there is a new one each time.
    New,
    /// It is made of others.
    Collection(Vec<Element>),
}

/// A resource, while it is open.
#[derive(Default)]
pub(super) struct Opened {
    pub(super) cell: OnceCell<Instance>,
    /// Its place among all that the container has built.
    number: AtomicUsize,
    pub(super) is_closed: AtomicBool,
}

impl Opened {
    /// Holds what was opened. Only `start` opens, and each only once.
    pub(super) fn open(&self, order: &BuildOrder, instance: Instance) {
        self.number.store(order.next(), Ordering::Relaxed);
        let _ = self.cell.set(instance);
    }
}

impl Release for Opened {
    fn order(&self) -> Option<usize> {
        self.cell.get().map(|_| self.number.load(Ordering::Relaxed))
    }

    fn release(&mut self) {
        self.cell.take();
    }
}

/// One element of a collection.
pub(super) struct Element {
    pub(super) target: Spot,
    pub(super) key: Option<Box<dyn Any + Send + Sync>>,
}

impl Element {
    /// Its key, in a collection of such keys.
    pub(super) fn key<K: 'static>(&self) -> &K {
        match &self.key {
            Some(key) => cast(key),
            None => unreachable!("each element of a map has a key"),
        }
    }
}

impl Entry {
    /// The links of one of its constructors.
    #[inline]
    pub(super) fn link(&self, constructor: usize) -> Link {
        self.links.get(constructor).map_or(Link::None, |first| Link::Of(*first))
    }

    /// The resource, to drop it in its turn.
    pub(super) fn opened(&mut self) -> Option<&mut dyn Release> {
        match &mut self.place {
            Place::Resource(opened) => Some(opened),
            _ => None,
        }
    }

    /// The instance, which is built if need be; nothing if it is made anew each time.
    #[inline(never)]
    pub(super) fn instance<'c>(
        &'c self,
        cx: Cx<'c>,
        index: usize,
    ) -> Result<Option<&'c Instance>, Error> {
        let container = cx.container();
        let node = move || cx.node_at(index);
        match &self.place {
            Place::Root => {
                let cx = cx.without_scope();
                let slot = &container.cells[index].slot;
                slot.build(&container.order, node, || self.build(cx, index)).map(Some)
            }
            Place::Scope(position) => {
                let Some(scope) = cx.scope() else { return Err(Error::scope_required(node())) };
                let slot = scope.slots.slot(*position, container.scoped);
                match slot.get() {
                    Some(instance) => Ok(Some(instance)),
                    None => slot.build(&scope.order, node, || self.build(cx, index)).map(Some),
                }
            }
            Place::Imported(slot, ask) => {
                ask()?;
                let cx = cx.without_scope();
                slot.build(&container.order, node, || self.build(cx, index)).map(Some)
            }
            Place::Resource(opened) => match opened.cell.get() {
                Some(it) if !opened.is_closed.load(Ordering::Acquire) => Ok(Some(it)),
                Some(_) => Err(Error::new(ErrorKind::Closed, node())),
                None if self.is_overridden => {
                    let slot = &container.cells[index].slot;
                    let cx = cx.without_scope();
                    slot.build(&container.order, node, || self.build(cx, index)).map(Some)
                }
                None => Err(Error::new(ErrorKind::NotStarted, node())),
            },
            Place::New | Place::Collection(_) => Ok(None),
        }
    }

    /// Builds what does not wait.
    #[cold]
    fn build(&self, cx: Cx<'_>, index: usize) -> Result<Instance, Error> {
        let node = cx.node_at(index);
        let own = match &self.recipe {
            Recipe::Built(build) => build(cx.linked(self.link(0)), node)?,
            Recipe::Overridden => return Instance::overridden(cx, node, &self.views),
            Recipe::Input => return Err(Error::new(ErrorKind::NotGiven, node)),
            Recipe::Opened(_) | Recipe::Made => {
                return Err(Error::new(ErrorKind::NotOpened, node));
            }
        };
        self.built(cx, node, own)
    }

    /// Sees what was built as all that it is, and has the scope close it.
    pub(super) fn built(
        &self,
        cx: Cx<'_>,
        node: &'static Node,
        own: Erased,
    ) -> Result<Instance, Error> {
        let instance = Instance::of(cx, own, &self.views, |at| self.link(at))?;
        if let (Some(close), Place::Scope(_)) = (&self.hooks.close, &self.place) {
            note_closer(cx, node, close.is_async, close.closing(node, &instance));
        }
        Ok(instance)
    }
}
