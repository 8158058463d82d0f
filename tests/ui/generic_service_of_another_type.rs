// A generic service is asked for at a type that the container does not list.
use di_core::prelude::*;
use std::sync::Arc;

struct User;
struct Order;

#[derive(Injectable)]
struct Repo<T: Send + Sync + 'static> {
    marker: std::marker::PhantomData<fn() -> T>,
}

#[derive(Injectable)]
struct Shop {
    orders: Arc<Repo<Order>>,
}

#[derive(Container)]
struct App {
    users: Singleton<Repo<User>>,
    shop: Singleton<Shop>,
}

fn main() {}
