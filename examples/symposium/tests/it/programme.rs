//! The five ways to remember the programme, side by side, in time that is told and not
//! slept through.

use std::sync::Arc;
use std::time::Duration;

use clap::ValueEnum;
use symposium::programme::{CacheStage, MAX_AGE, Programme};
use symposium::storage::StorageError;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::support::{Fault, LOAD_TIME, Log, Shown, shown};

const VISITORS: usize = 20;

/// What happens before many look at the same time.
const PHASES: [&str; 4] = ["cold", "warm", "changed", "aged"];

/// Returns how often each stage loads in each phase.
fn expected_loads(stage: CacheStage) -> [usize; 4] {
    let (all, half) = (VISITORS, VISITORS / 2);
    match stage {
        CacheStage::AdHoc => [all, 0, all, all],
        // Half of the visitors want the data.
        CacheStage::ViewOnly => [all, half, all, all],
        CacheStage::Locked | CacheStage::Refreshed => [1, 0, 1, 1],
        CacheStage::Written => [1, 0, 1, 0],
    }
}

fn stages() -> impl Iterator<Item = (CacheStage, Shown)> {
    CacheStage::value_variants().iter().map(|stage| (*stage, shown(*stage)))
}

/// Returns the free seats as the data or the view shows them.
async fn free(programme: &dyn Programme) -> Result<u32, StorageError> {
    Ok(programme.talks().await?[0].free)
}

async fn free_in_view(programme: &dyn Programme) -> Result<u32, StorageError> {
    let view = programme.view("page", &|talks| talks[0].free.to_string()).await?;
    Ok(view.parse().expect("a number"))
}

/// Sends all visitors at once, half of them to the page, and returns how long the last one
/// waited.
async fn visit(programme: &Arc<dyn Programme>) -> Duration {
    let began = Instant::now();
    let mut visitors = JoinSet::new();
    for number in 0..VISITORS {
        let programme = Arc::clone(programme);
        visitors.spawn(async move {
            let is_browser = number % 2 == 0;
            let programme = &*programme;
            let free =
                if is_browser { free_in_view(programme).await } else { free(programme).await };
            free.expect("a programme");
            began.elapsed()
        });
    }
    visitors.join_all().await.into_iter().max().expect("visitors")
}

#[tokio::test(start_paused = true)]
#[expect(clippy::print_stdout, reason = "the table is for people: `--nocapture` shows it")]
async fn each_stage_loads_as_often_as_it_says() {
    println!("{:12}{:^32}{:^36}{:>8}", "", "loads", "longest wait of a reader, ms", "writer");
    let head = PHASES.map(|phase| format!("{phase:>8}")).concat();
    println!("{:12}{head}    {head}", "stage");
    for (stage, Shown { programme, talks }) in stages() {
        let (mut loads, mut waits, mut writer) = ([0; 4], [Duration::ZERO; 4], Duration::ZERO);
        for (number, phase) in PHASES.into_iter().enumerate() {
            match phase {
                "changed" => {
                    talks.set_free(39);
                    let began = Instant::now();
                    programme.changed().await;
                    writer = began.elapsed();
                }
                "aged" => sleep(MAX_AGE.unsigned_abs()).await,
                _ => {}
            }
            waits[number] = visit(&programme).await;
            // What goes on in the background is over after that.
            sleep(LOAD_TIME * 2).await;
            loads[number] = talks.loads();
        }
        let counts = loads.map(|count| format!("{count:>8}")).concat();
        let waits = waits.map(|wait| format!("{:>8}", wait.as_millis())).concat();
        println!("{:12}{counts}    {waits}{:>8}", format!("{stage:?}"), writer.as_millis());
        assert_eq!(loads, expected_loads(stage), "{stage:?}: {PHASES:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_is_seen_by_the_next_to_ask_or_after_the_refresh_that_they_cause() {
    for (stage, Shown { programme, talks }) in stages() {
        let programme = &*programme;
        assert_eq!(free_in_view(programme).await.expect("loaded"), 40, "{stage:?}");
        assert_eq!(free(programme).await.expect("loaded"), 40, "{stage:?}");
        talks.set_free(39);
        programme.changed().await;
        let first = if stage == CacheStage::Refreshed { 40 } else { 39 };
        assert_eq!(free_in_view(programme).await.expect("shown"), first, "{stage:?}");
        sleep(LOAD_TIME * 2).await;
        assert_eq!(free_in_view(programme).await.expect("shown"), 39, "{stage:?}");
        assert_eq!(free(programme).await.expect("shown"), 39, "{stage:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_another_program_changes_is_seen_by_age_or_never() {
    for (stage, Shown { programme, talks }) in stages() {
        let programme = &*programme;
        assert_eq!(free_in_view(programme).await.expect("loaded"), 40, "{stage:?}");
        talks.set_free(39);
        assert_eq!(free_in_view(programme).await.expect("shown"), 40, "{stage:?}");
        sleep(MAX_AGE.unsigned_abs()).await;
        let (first, then) = match stage {
            CacheStage::AdHoc | CacheStage::ViewOnly | CacheStage::Locked => (39, 39),
            CacheStage::Refreshed => (40, 39),
            CacheStage::Written => (40, 40),
        };
        assert_eq!(free_in_view(programme).await.expect("shown"), first, "{stage:?}");
        sleep(LOAD_TIME * 2).await;
        assert_eq!(free_in_view(programme).await.expect("shown"), then, "{stage:?}");
    }
}

/// Five changes while the first load is running, which has not seen them.
#[tokio::test(start_paused = true)]
async fn a_load_that_a_change_overtakes_leaves_nothing_old_in_place() {
    for (stage, Shown { programme, talks }) in stages() {
        let mut tasks = JoinSet::new();
        tasks.spawn(ask(&programme));
        sleep(LOAD_TIME / 2).await;
        for left in 35..40 {
            talks.set_free(left);
            let programme = Arc::clone(&programme);
            tasks.spawn(async move { programme.changed().await });
        }
        talks.set_free(39);
        tasks.join_all().await;
        sleep(LOAD_TIME * 2).await;
        assert_eq!(free(&*programme).await.expect("shown"), 39, "{stage:?}");
        assert_eq!(talks.loads(), 2, "{stage:?}");
    }
}

/// Asks, and throws the answer away.
fn ask(programme: &Arc<dyn Programme>) -> impl Future<Output = ()> + use<> {
    let programme = Arc::clone(programme);
    async move { drop(free(&*programme).await) }
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_not_remembered_and_where_loads_are_shared_it_is_shared() {
    for (stage, Shown { programme, talks }) in stages() {
        talks.set_fault(Some(Fault::Fails));
        let mut askers = JoinSet::new();
        for _ in 0..10 {
            let programme = Arc::clone(&programme);
            askers.spawn(async move { free(&*programme).await });
        }
        for answer in askers.join_all().await {
            let error = answer.expect_err("no database");
            assert!(matches!(error, StorageError::Unavailable(_)), "{stage:?}: {error:?}");
            let cause = std::error::Error::source(&error).expect("a cause").to_string();
            assert_eq!(cause, "the cable is out", "{stage:?}");
        }
        let is_shared = !matches!(stage, CacheStage::AdHoc | CacheStage::ViewOnly);
        assert_eq!(talks.loads(), if is_shared { 1 } else { 10 }, "{stage:?}");
        talks.set_fault(None);
        assert_eq!(free(&*programme).await.expect("loaded"), 40, "{stage:?}");
        assert_eq!(talks.loads(), 1, "{stage:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn behind_a_lock_all_who_wait_share_a_failure_and_the_next_tries_anew() {
    let Shown { programme, talks } = shown(CacheStage::Locked);
    talks.set_fault(Some(Fault::Fails));
    let mut askers = JoinSet::new();
    for _ in 0..10 {
        let programme = Arc::clone(&programme);
        askers.spawn(async move { free(&*programme).await.is_ok() });
    }
    sleep(LOAD_TIME / 2).await;
    talks.set_fault(None);
    // They have waited for the load that fails.
    assert_eq!(askers.join_all().await, [false; 10]);
    assert_eq!(talks.loads(), 1);
    assert_eq!(free(&*programme).await.expect("loaded"), 40);
}

#[tokio::test(start_paused = true)]
async fn a_panic_is_for_whom_it_happens_to() {
    for (stage, Shown { programme, talks }) in stages() {
        talks.set_fault(Some(Fault::Panics));
        let asker = Arc::clone(&programme);
        match tokio::spawn(async move { free(&*asker).await }).await {
            Ok(answer) => {
                let error = answer.expect_err("a panic");
                assert!(matches!(error, StorageError::Broken(_)), "{stage:?}: {error:?}");
            }
            Err(error) => assert!(error.is_panic(), "{stage:?}: {error}"),
        }
        talks.set_fault(None);
        assert_eq!(free(&*programme).await.expect("loaded"), 40, "{stage:?}");
        assert_eq!(free_in_view(&*programme).await.expect("loaded"), 40, "{stage:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_goes_away_leaves_others_what_they_need() {
    for (stage, Shown { programme, talks }) in stages() {
        let first = tokio::spawn(ask(&programme));
        sleep(LOAD_TIME / 2).await;
        let asker = Arc::clone(&programme);
        let second = tokio::spawn(async move { free(&*asker).await });
        sleep(LOAD_TIME / 4).await;
        first.abort();
        assert_eq!(second.await.expect("no panic").expect("loaded"), 40, "{stage:?}");
        let is_in_background = matches!(stage, CacheStage::Refreshed | CacheStage::Written);
        assert_eq!(talks.loads(), if is_in_background { 1 } else { 2 }, "{stage:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_is_loaded_even_if_who_made_it_goes_away() {
    let Shown { programme, talks } = shown(CacheStage::Written);
    assert_eq!(free(&*programme).await.expect("loaded"), 40);
    talks.set_free(39);
    let writer = Arc::clone(&programme);
    let writer = tokio::spawn(async move { writer.changed().await });
    sleep(LOAD_TIME / 2).await;
    writer.abort();
    sleep(LOAD_TIME).await;
    assert_eq!(free(&*programme).await.expect("shown"), 39);
    assert_eq!(talks.loads(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_load_in_the_background_that_fails_keeps_the_old_version_and_is_logged() {
    let log = Log::start();
    for (stage, fault) in
        [(CacheStage::Refreshed, Fault::Fails), (CacheStage::Written, Fault::Panics)]
    {
        let Shown { programme, talks } = shown(stage);
        assert_eq!(free(&*programme).await.expect("loaded"), 40, "{stage:?}");
        talks.set_free(39);
        talks.set_fault(Some(fault));
        programme.changed().await;
        for _ in 0..3 {
            assert_eq!(free(&*programme).await.expect("shown"), 40, "{stage:?}");
            sleep(LOAD_TIME * 2).await;
        }
        talks.set_fault(None);
        assert_eq!(free(&*programme).await.expect("shown"), 40, "{stage:?}");
        sleep(LOAD_TIME * 2).await;
        assert_eq!(free(&*programme).await.expect("shown"), 39, "{stage:?}");
    }
    let text = log.text();
    assert!(text.contains("the programme was not loaded"), "{text}");
    assert!(text.contains("the cable is out") && text.contains("the disk is on fire"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_loaded_for_a_programme_that_is_gone() {
    for (stage, Shown { programme, talks }) in stages() {
        let asker = tokio::spawn(ask(&programme));
        sleep(LOAD_TIME / 2).await;
        asker.abort();
        drop((asker.await, programme));
        sleep(LOAD_TIME / 4).await;
        assert_eq!(Arc::strong_count(&talks), 1, "{stage:?}");
    }
}

/// In threads and in earnest: 8 writers and 8 readers, and in the end what was written last
/// is shown.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_threads_lose_no_change() {
    for (stage, Shown { programme, talks }) in stages() {
        let mut tasks = JoinSet::new();
        for _ in 0..8 {
            let (writer, seats) = (Arc::clone(&programme), Arc::clone(&talks));
            tasks.spawn(async move {
                for _ in 0..5 {
                    seats.take();
                    writer.changed().await;
                    sleep(Duration::from_millis(1)).await;
                }
            });
            let reader = Arc::clone(&programme);
            tasks.spawn(async move {
                for _ in 0..20 {
                    free(&*reader).await.expect("shown");
                    sleep(Duration::from_millis(1)).await;
                }
            });
        }
        tasks.join_all().await;
        let deadline = Instant::now() + Duration::from_secs(20);
        while free(&*programme).await.expect("shown") != 0 && stage == CacheStage::Refreshed {
            assert!(Instant::now() < deadline, "{stage:?}");
            sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(free(&*programme).await.expect("shown"), 0, "{stage:?}");
    }
}
