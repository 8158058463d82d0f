//! What crates contribute that the application does not know.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::sync::Arc;

use async_trait::async_trait;
use axum::Json;
use axum::http::{Request, StatusCode};
use di_axum::Inject;
use di_core::prelude::*;
use http_body_util::Full;
use symposium::plugins::{self, Probes};
use symposium::web::api;
use symposium_plugin::Probe;

use crate::support::{Process, send, symposium};

/// This program names no plugin, so that none is linked.
#[test]
fn without_its_plugin_the_application_does_not_start_and_says_why() {
    let error = plugins::discover().expect_err("the plugin is not there");
    let report = format!("{error:#}");
    assert!(report.contains("the crate `symposium-scratch` contributes nothing"), "{report}");
    assert!(report.contains("help: name it in your program: `use symposium_scratch as _;`"));
}

#[tokio::test]
async fn the_command_has_its_plugin_and_watches_what_that_watches() {
    let directory = tempfile::tempdir().expect("a directory");
    let scratch = directory.path().join("scratch");
    fs::create_dir(&scratch).expect("a directory");
    let mut command = symposium(directory.path(), &["--port", "0"]);
    let process = Process::start(command.env("TMPDIR", &scratch));
    let ask = || Request::get("/health").header("host", "localhost").body(Full::default());
    let (status, _, health) = send(process.address, ask().expect("a request")).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(health, r#"{"database":"works","programme":"works","scratch":"works"}"#);
    fs::remove_dir(&scratch).expect("it is empty");
    let (status, _, health) = send(process.address, ask().expect("a request")).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(health, r#"{"database":"works","programme":"works","scratch":"fails"}"#);
}

#[derive(Injectable)]
struct Broken;

#[async_trait]
impl Probe for Broken {
    async fn probe(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        Err("the secret cause".into())
    }
}

#[tokio::test]
async fn a_plugin_of_a_test_is_asked_like_any_other() -> Result<(), Box<dyn Error>> {
    let plugins = DynamicContainer::builder()
        .singleton::<Broken>()
        .contributes_as::<_, dyn Probe>("broken", |it| it)
        .build()?;
    let probes: Probes = plugins.resolve()?;
    let (status, Json(health)) = api::health(Inject(BTreeMap::default()), Inject(probes)).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(health.into_iter().collect::<Vec<_>>(), [("broken", "fails")]);
    let _: Arc<dyn Probe> = plugins.resolve_entry(&"broken")?;
    Ok(())
}
