//! Who is compared.

pub mod coi;
pub mod declared;
pub mod dill;
pub mod dynamic;
pub mod ferrous;
pub mod froodi;
pub mod map;
pub mod more_di;

use crate::contender::Contender;

/// All of them: ours, by hand, and the peers.
pub const CONTENDERS: &[Contender] = &[
    dynamic::CONTENDER,
    declared::CONTENDER,
    map::CONTENDER,
    coi::CONTENDER,
    froodi::CONTENDER,
    dill::CONTENDER,
    more_di::CONTENDER,
    ferrous::CONTENDER,
];
