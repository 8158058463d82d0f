//! Loads in the background, one load at a time.

use std::error::Error;
use std::fmt;
use std::mem::replace;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use tokio::task::JoinSet;
use tracing::Instrument;

use super::source::{Source, Version};
use crate::storage::StorageError;
use crate::talk::Talk;

/// Keeps the newest version, and the task that loads the next one: whoever asked for it
/// may go away without harm. A load that fails leaves the version as it was.
#[derive(Debug, Default)]
pub(super) struct Loader {
    state: Arc<watch::Sender<State>>,
    /// Ended when this is dropped.
    tasks: Mutex<JoinSet<()>>,
}

#[derive(Debug, Default)]
struct State {
    version: Option<Version>,
    /// Whether a task has taken it upon itself to load all changes until now.
    is_loading: bool,
    /// The last change that those who wait for the present task need not wait for any more.
    seen: Option<u64>,
    /// Why the last load failed, if it did.
    failure: Option<Arc<StorageError>>,
}

impl Loader {
    /// Returns the newest version, if there is one.
    pub(super) fn version(&self) -> Option<Version> {
        self.state.borrow().version.clone()
    }

    /// Sees to it that what is changed until now is loaded; does not wait for that.
    pub(super) fn start(&self, source: &Source) {
        let begins = self.state.send_if_modified(|state| {
            let begins = !replace(&mut state.is_loading, true);
            if begins {
                state.seen = None;
            }
            begins
        });
        if begins {
            let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
            while tasks.try_join_next().is_some() {}
            tasks.spawn(run(Arc::clone(&self.state), source.clone()).in_current_span());
        }
    }

    /// Loads what is changed until now, together with all who ask for it meanwhile: they
    /// share a failure, too.
    pub(super) async fn load(&self, source: &Source) -> Result<Arc<[Talk]>, StorageError> {
        let wanted = source.now().change;
        let mut state = self.state.subscribe();
        self.start(source);
        let loaded = state.wait_for(|state| state.seen >= Some(wanted)).await;
        let Ok(state) = loaded else {
            return Err(StorageError::Unavailable("the load was given up".into()));
        };
        match (&state.failure, &state.version) {
            (None, Some(version)) => Ok(Arc::clone(&version.talks)),
            (Some(failure), _) => Err(shared(failure)),
            (None, None) => Err(StorageError::Unavailable("nothing was loaded".into())),
        }
    }
}

/// Loads until there is no newer change, or a load fails.
async fn run(state: Arc<watch::Sender<State>>, source: Source) {
    let mut is_over = false;
    while !is_over {
        let loaded = load(source.clone()).await;
        if let Err(error) = &loaded {
            let error: &dyn Error = error;
            tracing::error!(error, "the programme was not loaded");
        }
        state.send_modify(|state| {
            // Under the lock: whoever makes a change after this finds that nobody loads.
            is_over = state.end_load(loaded, source.now().change);
        });
    }
}

/// In a task of its own, so that a panic ends no more than that.
async fn load(source: Source) -> Result<Version, StorageError> {
    let mut load = JoinSet::new();
    load.spawn(async move { source.load().await }.in_current_span());
    match load.join_next().await {
        Some(Ok(loaded)) => loaded,
        Some(Err(panicked)) => Err(StorageError::Broken(panicked.into())),
        None => Err(StorageError::Unavailable("nothing was loaded".into())),
    }
}

impl State {
    /// Takes what a load came to, and returns whether there is nothing more to load.
    fn end_load(&mut self, loaded: Result<Version, StorageError>, newest: u64) -> bool {
        let (seen, failure) = match loaded {
            Ok(version) => (self.version.insert(version).stamp.change, None),
            // Nobody is to wait for another load, which would fail as well.
            Err(error) => (newest, Some(Arc::new(error))),
        };
        self.seen = Some(seen);
        self.failure = failure;
        self.is_loading = seen < newest;
        !self.is_loading
    }
}

/// Makes of the failure of one load that of each who waited for it.
pub(super) fn shared(failure: &Arc<StorageError>) -> StorageError {
    let cause = Cause(Arc::clone(failure)).into();
    if matches!(**failure, StorageError::Broken(_)) {
        StorageError::Broken(cause)
    } else {
        StorageError::Unavailable(cause)
    }
}

/// What is below a failure that many share.
#[derive(Debug)]
struct Cause(Arc<StorageError>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.source() {
            Some(cause) => write!(f, "{cause}"),
            None => write!(f, "{}", self.0),
        }
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()?.source()
    }
}
