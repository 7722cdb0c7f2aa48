//! Values without repeats.

use std::collections::HashSet;
use std::hash::Hash;

use rapidhash::fast::RandomState;

/// Each value once, in order of first appearance.
pub(crate) fn distinct<T: Clone + Eq + Hash>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen: HashSet<T, RandomState> = HashSet::default();
    values.into_iter().filter(|value| seen.insert(value.clone())).collect()
}
