//! Finds the provider of a type.

use core::any::TypeId;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::cell::Spot;

/// Among so many groups the types are distributed.
const GROUPS: usize = 128;

/// A map from types to providers, filled once. A `TypeId` is a hash already, and of a type
/// that the compiler knows it is a constant, and so is its group: to look it up is a
/// multiplication.
pub(super) struct TypeTable {
    /// By what the hashes of each group are multiplied, such that each type has a place of its
    /// own.
    factors: [u32; GROUPS],
    mask: usize,
    /// As many as a power of two.
    places: Box<[Place]>,
    /// Those that have no place of their own: none, unless there are thousands.
    others: Vec<Place>,
}

#[derive(Clone, Copy)]
struct Place {
    of: TypeId,
    spot: Spot,
}

/// Nobody asks for it.
enum Nobody {}

impl TypeTable {
    /// Of these types, each of which is there once.
    pub(super) fn of(entries: &[(TypeId, Spot)]) -> Self {
        let len = (entries.len() * 4).next_power_of_two();
        let mut table = Self {
            factors: [1; GROUPS],
            mask: len - 1,
            places: vec![Place { of: TypeId::of::<Nobody>(), spot: Spot::NOWHERE }; len].into(),
            others: Vec::new(),
        };
        let mut groups: Vec<Vec<Place>> = vec![Vec::new(); GROUPS];
        for (of, spot) in entries.iter().copied() {
            groups[group(hash(of))].push(Place { of, spot });
        }
        let mut by_size: Vec<_> = groups.into_iter().enumerate().collect();
        // While there is still room, the largest are placed most easily.
        by_size.sort_by_key(|(_, of)| core::cmp::Reverse(of.len()));
        for (group, of) in by_size {
            table.place(group, of);
        }
        table
    }

    /// Finds a factor by which all types of a group have places of their own.
    fn place(&mut self, group: usize, entries: Vec<Place>) {
        /// After so many attempts there is none.
        const ATTEMPTS: u32 = 10_000;
        let mut places = Vec::with_capacity(entries.len());
        for attempt in 1..=ATTEMPTS {
            // Odd, and of all sizes.
            let factor = attempt.wrapping_mul(0x9e37_79b9) | 1;
            places.clear();
            for entry in &entries {
                let place = at(hash(entry.of), factor) & self.mask;
                if self.places[place].spot != Spot::NOWHERE || places.contains(&place) {
                    break;
                }
                places.push(place);
            }
            if places.len() == entries.len() {
                self.factors[group] = factor;
                for (entry, place) in entries.into_iter().zip(places) {
                    self.places[place] = entry;
                }
                return;
            }
        }
        self.others.extend(entries);
    }

    /// Returns where the type leads to. If that is nothing, it has to be asked again, of all:
    /// [`get`](Self::get).
    #[inline]
    pub(super) fn find(&self, of: TypeId) -> Option<Spot> {
        let hash = hash(of);
        let place = self.places.get(at(hash, self.factors[group(hash)]) & self.mask)?;
        if place.of == of { Some(place.spot) } else { None }
    }

    /// Returns where the type leads to, though it may have no place of its own.
    pub(super) fn get(&self, of: TypeId) -> Option<Spot> {
        let found = self.find(of);
        found.or_else(|| self.others.iter().find(|it| it.of == of).map(|it| it.spot))
    }
}

/// The group that a hash belongs to.
#[inline]
fn group(hash: u64) -> usize {
    (hash >> 32) as usize % GROUPS
}

/// Where the factor of its group puts a hash.
#[inline]
fn at(hash: u64, factor: u32) -> usize {
    (hash.wrapping_mul(u64::from(factor)) >> 32) as usize
}

#[inline]
fn hash(of: TypeId) -> u64 {
    let mut whole = Whole(0);
    of.hash(&mut whole);
    whole.0
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

impl fmt::Debug for TypeTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypeTable({} places)", self.places.len())
    }
}

#[cfg(test)]
mod tests {
    use core::any::TypeId;

    use super::TypeTable;
    use crate::dynamic::cell::Spot;

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
            let entries = (0..).map(|entry| Spot { entry, view: entry + 1 });
            let entries: Vec<_> = types[..len].iter().copied().zip(entries).collect();
            let table = TypeTable::of(&entries);
            for (at, of) in types.iter().enumerate() {
                let expected = entries.get(at).map(|it| it.1);
                assert_eq!(table.get(*of), expected);
                assert_eq!(table.find(*of), expected);
            }
        }
    }

    /// As many types as the square of how many lengths are given.
    macro_rules! types {
        ($($length:literal)*) => { types!(@ [$($length)*] $($length)*) };
        (@ $all:tt $($length:literal)*) => { [$(types!(# $length $all)),*].concat() };
        (# $outer:literal [$($inner:literal)*]) => {
            vec![$(TypeId::of::<[[u8; $inner]; $outer]>()),*]
        };
    }

    #[test]
    fn hundreds_of_types_have_a_place_each() {
        let types = types!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);
        let spots = (0..).map(|entry| Spot { entry, view: 0 });
        let entries: Vec<_> = types.into_iter().zip(spots).collect();
        let table = TypeTable::of(&entries);
        assert!(table.others.is_empty());
        for (of, spot) in entries {
            assert_eq!(table.find(of), Some(spot));
        }
        assert_eq!(table.get(TypeId::of::<u8>()), None);
    }
}
