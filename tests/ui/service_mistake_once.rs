// A mistake in a service is not reported again where the service is used.
use di_core::prelude::*;

#[derive(Injectable)]
struct Visits {
    #[inject(defualt)]
    count: u64,
}

#[derive(Container)]
struct App {
    visits: Singleton<Visits>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    let _visits: &Visits = app.resolve()?;
    Ok(())
}
