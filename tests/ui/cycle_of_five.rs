// Five services need each other in a ring; what leads into it is no part of it.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Shop {
    orders: Arc<Orders>,
}

#[derive(Injectable)]
struct Orders {
    payments: Arc<Payments>,
}

#[derive(Injectable)]
struct Payments {
    invoices: Arc<Invoices>,
}

#[derive(Injectable)]
struct Invoices {
    customers: Arc<Customers>,
}

#[derive(Injectable)]
struct Customers {
    mailings: Arc<Mailings>,
}

#[derive(Injectable)]
struct Mailings {
    orders: Arc<Orders>,
}

#[derive(Container)]
struct App {
    shop: Singleton<Shop>,
    orders: Singleton<Orders>,
    payments: Singleton<Payments>,
    invoices: Singleton<Invoices>,
    customers: Singleton<Customers>,
    mailings: Singleton<Mailings>,
}

fn main() {}
