//! A slow programme, and the container in which it is remembered.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use di_core::prelude::*;
use jiff::{SignedDuration, Timestamp};
use symposium::clock::Clock;
use symposium::programme::{
    AdHoc, CacheStage, Locked, Programme, Refreshed, Source, ViewOnly, Written,
};
use symposium::storage::StorageError;
use symposium::talk::{Talk, TalkId, Talks};
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};

use super::{OneTalk, noon};

/// How long a load takes once it has a connection.
pub(crate) const LOAD_TIME: Duration = Duration::from_millis(20);

/// How many loads there can be at the same time.
const CONNECTIONS: usize = 4;

/// What goes wrong with every load.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    Fails,
    Panics,
}

/// One talk, read slowly.
#[derive(Debug)]
pub(crate) struct SlowTalks {
    free: AtomicU32,
    loads: AtomicUsize,
    fault: Mutex<Option<Fault>>,
    connections: Semaphore,
}

impl SlowTalks {
    /// Returns how many loads there were since the last call.
    pub(crate) fn loads(&self) -> usize {
        self.loads.swap(0, Ordering::Relaxed)
    }

    pub(crate) fn set_free(&self, free: u32) {
        self.free.store(free, Ordering::SeqCst);
    }

    /// Takes one seat.
    pub(crate) fn take(&self) {
        self.free.fetch_sub(1, Ordering::SeqCst);
    }

    pub(crate) fn set_fault(&self, fault: Option<Fault>) {
        *self.fault.lock().expect("no panic") = fault;
    }
}

#[async_trait]
impl Talks for SlowTalks {
    async fn all(&self) -> Result<Vec<Talk>, StorageError> {
        self.loads.fetch_add(1, Ordering::Relaxed);
        let connection = self.connections.acquire().await.expect("open");
        // What changes from here on, this load does not see.
        let free = self.free.load(Ordering::SeqCst);
        let fault = *self.fault.lock().expect("no panic");
        sleep(LOAD_TIME).await;
        drop(connection);
        match fault {
            None => {
                let mut talks = OneTalk::with_seats(40).all().await?;
                talks[0].free = free;
                Ok(talks)
            }
            Some(Fault::Fails) => Err(StorageError::Unavailable("the cable is out".into())),
            Some(Fault::Panics) => panic!("the disk is on fire"),
        }
    }

    async fn find(&self, _: TalkId) -> Result<Option<Talk>, StorageError> {
        unreachable!("nobody looks at one talk")
    }
}

/// A clock that goes as that of tokio, which tests can pause.
#[derive(Debug)]
struct TokioClock(Instant);

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        noon() + SignedDuration::try_from(self.0.elapsed()).expect("a short test")
    }
}

/// The programme with all that it needs: no database, no server.
#[derive(Debug, Container)]
struct Parts {
    stage: Value<CacheStage>,
    talks: Value<dyn Talks>,
    clock: Value<dyn Clock>,
    source: Factory<Source>,
    #[provide(select = |stage: &CacheStage| match stage {
        CacheStage::AdHoc => AdHoc,
        CacheStage::ViewOnly => ViewOnly,
        CacheStage::Locked => Locked,
        CacheStage::Refreshed => Refreshed,
        CacheStage::Written => Written,
    })]
    programme: Singleton<dyn Programme>,
}

/// A programme, and what it reads.
pub(crate) struct Shown {
    pub(crate) programme: Arc<dyn Programme>,
    pub(crate) talks: Arc<SlowTalks>,
}

/// Returns a programme with 40 free seats, remembered in this way.
pub(crate) fn shown(stage: CacheStage) -> Shown {
    let talks = Arc::new(SlowTalks {
        free: AtomicU32::new(40),
        loads: AtomicUsize::new(0),
        fault: Mutex::default(),
        connections: Semaphore::new(CONNECTIONS),
    });
    let parts = Parts::new(stage, talks.clone(), Arc::new(TokioClock(Instant::now())));
    Shown { programme: parts.resolve().expect("wired"), talks }
}
