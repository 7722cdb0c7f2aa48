//! Numbers for ids.

use super::packed::Packed;

/// Ids, numbered as they are first met. Those of a part are looked up far more often than they are many.
#[derive(Debug)]
pub(super) struct Numbered {
    ids: Vec<Packed>,
    /// A number plus one where its id says, or behind that; 0 where none is. Half of a power of two are 0.
    slots: Vec<u32>,
}

impl Default for Numbered {
    fn default() -> Self {
        Numbered { ids: Vec::new(), slots: vec![0; 1024] }
    }
}

impl Numbered {
    /// The number of an id, a new one if need be.
    #[inline]
    pub(super) fn number(&mut self, id: Packed) -> u32 {
        let place = self.place(id);
        if self.slots[place] == 0 { self.add(id, place) } else { self.slots[place] - 1 }
    }

    /// Where an id's number is, or would be.
    #[inline]
    fn place(&self, id: Packed) -> usize {
        let last = self.slots.len() - 1;
        // Not the bits that say the part.
        let mut place = (id.mixed() >> 32) as usize & last;
        while let Some(number) = self.slots[place].checked_sub(1)
            && self.ids[number as usize] != id
        {
            place = (place + 1) & last;
        }
        place
    }

    fn add(&mut self, id: Packed, place: usize) -> u32 {
        self.ids.push(id);
        let count = self.ids.len();
        self.slots[place] = count as u32;
        if 2 * count > self.slots.len() {
            self.slots = vec![0; 2 * self.slots.len()];
            for (number, id) in (1..).zip(&self.ids) {
                let place = self.place(*id);
                self.slots[place] = number;
            }
        }
        count as u32 - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_numbered_once() {
        let ids: Vec<Packed> = (0..5000).map(|id: u32| Packed::of(id.to_string().as_bytes())).collect();
        let mut numbered = Numbered::default();
        for _ in 0..2 {
            assert!(ids.iter().map(|id| numbered.number(*id)).eq(0..5000));
        }
        assert_eq!(numbered.number(Packed::of(b"5000")), 5000);
    }
}
