//! Services of all shapes.

use std::collections::BTreeMap;
use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;

use super::{Tested, report};

pub struct Config(&'static str);

pub trait Store<T>: Send + Sync {
    fn get(&self) -> T;
}

di_core::by_reference!(dyn Store<u8>, dyn Store<u16>);

/// Stands for each type by itself.
#[derive(Injectable)]
pub struct Memory<T: Send + Sync + 'static> {
    first: Arc<T>,
}

impl<T: Copy + Send + Sync> Store<T> for Memory<T> {
    fn get(&self) -> T {
        *self.first
    }
}

#[derive(Injectable)]
pub struct Report<'a, const N: usize> {
    bytes: &'a dyn Store<u8>,
    words: Arc<dyn Store<u16>>,
    r#type: &'a str,
    list: &'a [u32],
    many: Arc<Vec<u64>>,
    #[inject(with = [1; N])]
    array: [u32; N],
    #[inject(default)]
    none: Option<String>,
}

#[test]
fn services_are_generic_and_borrow_strings_and_slices() -> Tested {
    let app = DynamicContainer::builder()
        .value(7_u8)
        .value(8_u16)
        .singleton::<Memory<u8>>()
        .provides::<dyn Store<u8>>(|it| it)
        .singleton::<Memory<u16>>()
        .provides::<dyn Store<u16>>(|it| it)
        .provide::<str>()
        .value(Box::<str>::from("daily"))
        .provide::<[u32]>()
        .value(Arc::<[u32]>::from([1, 2]))
        .value(vec![3_u64])
        .factory::<Report<'static, 2>>()
        .build()?;
    let it: Report<'_, 2> = app.resolve()?;
    assert_eq!((it.bytes.get(), it.words.get(), it.r#type, it.list), (7, 8, "daily", &[1, 2][..]));
    assert_eq!((&it.many[..], it.array, it.none), (&[3][..], [1, 1], None));
    assert!(app.make::<Report<'_, 3>>()?.array.len() == 3);
    Ok(())
}

#[test]
fn what_looks_like_a_collection_may_be_a_value() -> Tested {
    let app = DynamicContainer::builder()
        .value(BTreeMap::from([(1, "one")]))
        .value(vec![Arc::new(5_u8)])
        .value(Some(6_u8))
        .build()?;
    assert_eq!(app.resolve::<&BTreeMap<i32, &str>>()?[&1], "one");
    assert_eq!(*app.resolve::<Arc<Vec<Arc<u8>>>>()?[0], 5);
    assert_eq!(*app.resolve::<&Option<u8>>()?, Some(6));
    assert!(app.resolve::<Vec<Arc<u8>>>().is_err());
    Ok(())
}

#[test]
fn a_pointer_is_not_what_it_points_to() {
    fn config() -> Result<Config, String> {
        Ok(Config("of a file"))
    }
    let mut builder = DynamicContainer::builder();
    builder.value(Arc::new(Config("given"))).value(Box::new(Config("boxed")));
    builder.singleton_with(config);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built: 3 problems

            `Arc<Config>` would be registered, and not what is in it
              registered (services.rs:88)
            help: say what is in it: `.provide::<..>().value(..)`

            `Box<Config>` would be registered, and not what is in it
              registered (services.rs:88)
            help: say what is in it: `.provide::<..>().value(..)`

            `config` returns `Result<Config, String>`, and this would be registered, not what is in it
              registered (services.rs:89)
            help: say what it builds: `.provide::<Config>().singleton_with(config)`"#]],
    );
    let _ = |it: Config| it.0;
}
