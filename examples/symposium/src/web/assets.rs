//! The files that pages need, served from the program itself.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::get;

/// Never changes: what is in it is part of the address.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// One file.
#[derive(Debug)]
pub(super) struct Asset {
    name: &'static str,
    kind: &'static str,
    text: &'static str,
}

pub(super) const STYLE: Asset = Asset {
    name: "page.css",
    kind: "text/css; charset=utf-8",
    text: include_str!("../assets/page.css"),
};
pub(super) const HTMX: Asset = Asset {
    name: "htmx.min.js",
    kind: "text/javascript; charset=utf-8",
    text: include_str!("../assets/htmx.min.js"),
};
pub(super) const LIVE: Asset = Asset {
    name: "live.js",
    kind: "text/javascript; charset=utf-8",
    text: include_str!("../assets/live.js"),
};
pub(super) const ICON: Asset =
    Asset { name: "icon.svg", kind: "image/svg+xml", text: include_str!("../assets/icon.svg") };

const ALL: [&Asset; 4] = [&STYLE, &HTMX, &LIVE, &ICON];

/// Changes when one of the files does.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    ALL.map(|asset| asset.text).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
});

impl Asset {
    /// Returns where the file is served; the address of another version answers
    /// nothing, so that nobody keeps this file under the name of that one.
    pub(super) fn path(&self) -> String {
        format!("/assets/{}/{}", *VERSION, self.name)
    }

    fn headers(&self) -> [(HeaderName, HeaderValue); 3] {
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(self.kind)),
            (header::CACHE_CONTROL, FOR_EVER),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        ]
    }
}

/// Returns the routes to all files.
pub(super) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    ALL.into_iter().fold(Router::new(), |router, asset| {
        router.route(&asset.path(), get(async || (asset.headers(), asset.text)))
    })
}
