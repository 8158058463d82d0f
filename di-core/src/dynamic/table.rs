//! Finds the provider of a type.

use core::any::TypeId;
use core::hash::{Hash, Hasher};

use super::Target;

/// A map from types to providers, filled once. A `TypeId` is a hash already, and of a type
/// that the compiler knows it is a constant: to look it up is a mask and a compare.
#[derive(Debug, Default)]
pub(super) struct TypeTable {
    /// As many as a power of two, and at least half of them empty.
    places: Box<[Option<(TypeId, Target)>]>,
}

impl TypeTable {
    /// Of these types, each of which is there once.
    pub(super) fn of(entries: &[(TypeId, Target)]) -> Self {
        let len = (entries.len() * 2).next_power_of_two();
        let mut places = vec![None; len].into_boxed_slice();
        for entry in entries {
            let mut at = hash(entry.0) & (len - 1);
            while places[at].is_some() {
                at = (at + 1) & (len - 1);
            }
            places[at] = Some(*entry);
        }
        Self { places }
    }

    /// Returns where the type leads to.
    #[inline]
    pub(super) fn get(&self, of: TypeId) -> Option<Target> {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = hash(of) & mask;
        loop {
            match self.places.get(at) {
                Some(Some((found, target))) if *found == of => return Some(*target),
                // At least one place is empty, so that this ends.
                Some(Some(_)) => at = (at + 1) & mask,
                Some(None) | None => return None,
            }
        }
    }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "any part of a hash is a hash")]
fn hash(of: TypeId) -> usize {
    let mut whole = Whole(0);
    of.hash(&mut whole);
    whole.0 as usize
}

/// Hands a `TypeId`'s own hash on.
struct Whole(u64);

impl Hasher for Whole {
    #[inline]
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use core::any::TypeId;

    use super::TypeTable;
    use crate::dynamic::Target;

    #[test]
    fn each_type_leads_to_its_own_and_others_to_nothing() {
        let types = [
            TypeId::of::<u8>(),
            TypeId::of::<u16>(),
            TypeId::of::<str>(),
            TypeId::of::<dyn Send>(),
            TypeId::of::<[u8]>(),
        ];
        for len in 0..=types.len() {
            let entries: Vec<_> =
                (0..len).map(|at| (types[at], Target { entry: at, view: at + 1 })).collect();
            let table = TypeTable::of(&entries);
            for (at, of) in types.iter().enumerate() {
                let expected = (at < len).then_some(at);
                assert_eq!(table.get(*of).map(|it| it.entry), expected);
            }
        }
    }
}
