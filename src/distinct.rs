//! Values without repeats.

use std::collections::HashSet;
use std::hash::Hash;

/// Each value once, in order of first appearance.
pub(crate) fn distinct<T: Clone + Eq + Hash>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    values.into_iter().filter(|value| seen.insert(value.clone())).collect()
}
