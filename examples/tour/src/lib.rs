//! A tour of the framework, a module for each thing that it can do.
//!
//! Begin with [`app`], the wiring, and read the module of a field beside it; [`STOPS`]
//! is the order of the tour. It takes place at a conference with seats and tickets.
#![forbid(unsafe_code)]

pub mod app;
pub mod assisted;
pub mod audit;
pub mod config;
pub mod database;
pub mod decorate;
pub mod dynamic;
pub mod function;
pub mod generics;
pub mod infra;
pub mod lazy;
pub mod list;
pub mod map;
pub mod optional;
pub mod projection;
pub mod qualifier;
pub mod select;
pub mod views;

use app::App;
use di_core::Error;

/// What is shown at a stop: a few lines.
pub type Show = fn(&App) -> Result<Vec<String>, Error>;

/// The stops of the tour: a title, and the function of a module that shows it.
pub const STOPS: [(&str, Show); 15] = [
    ("configuration (src/config.rs)", config::show),
    ("lazy and repeated (src/lazy.rs)", lazy::show),
    ("qualifiers (src/qualifier.rs)", qualifier::show),
    ("one thing under several keys (src/views.rs)", views::show),
    ("collections (src/list.rs)", list::show),
    ("collections with keys (src/map.rs)", map::show),
    ("optional (src/optional.rs)", optional::show),
    ("assisted construction (src/assisted.rs)", assisted::show),
    ("selection by configuration (src/select.rs)", select::show),
    ("decorators (src/decorate.rs)", decorate::show),
    ("projection (src/projection.rs)", projection::show),
    ("import of another container (src/infra.rs)", infra::show),
    ("generics (src/generics.rs)", generics::show),
    ("function injection (src/function.rs)", function::show),
    ("only the program knows (src/dynamic.rs)", dynamic::show),
];
