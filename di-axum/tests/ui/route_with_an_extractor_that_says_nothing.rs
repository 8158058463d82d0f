// An extractor of which nothing is known cannot stand in a route that is checked.
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use di_axum::Routes;
use di_core::prelude::*;

struct Language;

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

async fn greet(_: Language) {}

fn main() {
    let _ = Routes::<Arc<DynamicContainer>>::new().get("/", greet);
}
