//! What requests say, checked for its form; what is wrong with it is a [`Problem`].

use axum::extract::{FromRequest, FromRequestParts, Path};
use axum::{Form, Json};

use super::Problem;

/// What a path names.
#[derive(Debug, Clone, Copy, FromRequestParts)]
#[from_request(via(Path), rejection(Problem))]
pub struct Named<T>(pub T);

/// The fields of a form.
#[derive(Debug, Clone, Copy, FromRequest)]
#[from_request(via(Form), rejection(Problem))]
pub struct Filled<T>(pub T);

/// A JSON body.
#[derive(Debug, Clone, Copy, FromRequest)]
#[from_request(via(Json), rejection(Problem))]
pub struct Body<T>(pub T);
