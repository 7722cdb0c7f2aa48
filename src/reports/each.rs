//! Values made one by one, whenever they are asked for.

use std::fmt::{self, Debug, Formatter};
use std::rc::Rc;

/// Values that aren't held: of a long timeline, what people are shown takes many times its own room.
#[derive(Clone)]
pub(crate) struct Each<'r, T> {
    count: usize,
    make: Rc<dyn Fn(usize) -> Option<T> + 'r>,
}

impl<'r, T> Each<'r, T> {
    /// What `make` gives for each number below `count`, in order; it may leave numbers out.
    pub(crate) fn new(count: usize, make: impl Fn(usize) -> Option<T> + 'r) -> Each<'r, T> {
        Each { count, make: Rc::new(make) }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = T> {
        (0..self.count).filter_map(&*self.make)
    }
}

impl<'r, T: Clone + 'r> From<Vec<T>> for Each<'r, T> {
    fn from(values: Vec<T>) -> Each<'r, T> {
        Each::new(values.len(), move |at| values.get(at).cloned())
    }
}

impl<T> Default for Each<'_, T> {
    fn default() -> Self {
        Each::new(0, |_| None)
    }
}

impl<T> Debug for Each<'_, T> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "up to {} values", self.count)
    }
}
