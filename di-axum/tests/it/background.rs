//! What runs beside the requests.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use di_axum::Background;

struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").write(text)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn what_runs_is_counted_until_it_has_ended() {
    let background = Background::new();
    let (release, released) = tokio::sync::oneshot::channel::<()>();
    let job = background.clone().spawn(async move { released.await.expect("the test waits") });
    let tracked = background.track(async {});
    assert_eq!(background.running(), 2, "what is tracked counts before it runs");
    tracked.await;
    assert_eq!(background.running(), 1);
    release.send(()).expect("the job waits");
    job.await.expect("no panic");
    assert_eq!(background.running(), 0);
}

#[tokio::test]
async fn a_job_that_panics_is_logged_and_told_to_who_waits_for_it() {
    let log = Arc::new(Mutex::new(Vec::<u8>::new()));
    let writer = Arc::clone(&log);
    let subscriber =
        tracing_subscriber::fmt().with_writer(move || Log(Arc::clone(&writer))).finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let background = Background::new();
    let panicked = background.spawn(async { panic!("the outbox is broken") }).await;
    assert!(panicked.is_err_and(|it| it.is_panic()));
    let session = background.track(async { panic!("session {}", 7) });
    assert!(tokio::spawn(session).await.is_err_and(|it| it.is_panic()));
    assert_eq!(background.running(), 0);

    let log = String::from_utf8(log.lock().expect("no panic").clone()).expect("text");
    assert!(log.contains("a background job panicked: the outbox is broken"), "{log}");
    assert!(log.contains("a background job panicked: session 7"), "{log}");
}
