//! Function injection: a function is called with what its parameters ask for.

use std::sync::Arc;

use di_core::Error;
use di_core::prelude::*;

use crate::app::App;
use crate::database::Database;
use crate::qualifier::Replica;
use crate::select::Mailer;
use crate::views::FreeSeats;

/// Who asks; given when a scope is opened, as for each request of a web application.
#[derive(Debug)]
pub struct Visitor(pub &'static str);

/// Greets a visitor; a test calls it by hand, as any other function.
fn greet(visitor: &Visitor, seats: &dyn FreeSeats) -> String {
    format!("hello {}, {} seats are free", visitor.0, seats.free())
}

/// Calls a function in a scope, and a closure in the container.
///
/// # Errors
///
/// If a parameter cannot be resolved.
pub fn show(app: &App) -> Result<Vec<String>, Error> {
    let greeting = app.scope(Visitor("eve")).call(greet)?;
    let sent = app.call(|mailer: &dyn Mailer, replica: Named<Arc<Database>, Replica>| {
        mailer.send("eve", &format!("read from the {}", replica.role))
    })?;
    Ok(vec![greeting, sent])
}
