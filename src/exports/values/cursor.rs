//! Parses a value from left to right.

#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    /// What is still to be parsed.
    pub(super) rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a [u8]) -> Cursor<'a> {
        Cursor { rest: text }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Consumes a byte if it is this one, case-insensitive. Returns whether it was.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek().is_some_and(|next| next.eq_ignore_ascii_case(&byte));
        if is_next {
            self.rest = &self.rest[1..];
        }
        is_next
    }

    /// Consumes blanks. Returns whether there were any.
    pub(super) fn blanks(&mut self) -> bool {
        let before = self.rest.len();
        self.rest = after_blanks(self.rest);
        self.rest.len() < before
    }

    /// Consumes a number. `None` if it has fewer or more digits.
    pub(super) fn number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let number = self.run(u8::is_ascii_digit);
        // Wraps with ten digits or more, which no caller accepts.
        let value =
            || number.iter().fold(0, |value: u32, digit| value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0')));
        digits.contains(&number.len()).then(value)
    }

    pub(super) fn letters(&mut self) -> &'a [u8] {
        self.run(u8::is_ascii_alphabetic)
    }

    fn run(&mut self, belongs: impl Fn(&u8) -> bool) -> &'a [u8] {
        let length = self.rest.iter().take_while(|byte| belongs(byte)).count();
        let (run, rest) = self.rest.split_at(length);
        self.rest = rest;
        run
    }
}

/// Trims white space at the start, of ASCII alone if the text is not UTF-8.
pub(super) fn after_blanks(text: &[u8]) -> &[u8] {
    str::from_utf8(text).map_or(text.trim_ascii_start(), |text| text.trim_start().as_bytes())
}
