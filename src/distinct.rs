//! Values without repeats.

use std::collections::HashSet;
use std::hash::Hash;

use rapidhash::fast::RandomState;

/// Each value once, in order of first appearance.
pub(crate) fn distinct<T: Clone + Eq + Hash>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    /// So many are faster looked through than hashed.
    const FEW: usize = 8;
    let (mut distinct, mut seen): (Vec<T>, HashSet<T, RandomState>) = Default::default();
    for value in values {
        let is_new = if distinct.len() < FEW {
            !distinct.contains(&value)
        } else {
            seen.extend(distinct.iter().take(if seen.is_empty() { FEW } else { 0 }).cloned());
            seen.insert(value.clone())
        };
        if is_new {
            distinct.push(value);
        }
    }
    distinct
}
