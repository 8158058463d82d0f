// Each way around is told, though both end in the same edge.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Shop {
    orders: Arc<Orders>,
    stock: Arc<Stock>,
}

#[derive(Injectable)]
struct Orders {
    prices: Arc<Prices>,
}

#[derive(Injectable)]
struct Stock {
    prices: Arc<Prices>,
}

#[derive(Injectable)]
struct Prices {
    shop: Arc<Shop>,
}

#[derive(Container)]
struct App {
    shop: Singleton<Shop>,
    orders: Singleton<Orders>,
    stock: Singleton<Stock>,
    prices: Singleton<Prices>,
}

fn main() {}
