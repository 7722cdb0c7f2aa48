//! Walking through the text of a value.

/// What of a text is still to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a [u8]) -> Cursor<'a> {
        Cursor { rest: text }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Passes over one byte, if it is this one in any case.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek().is_some_and(|next| next.eq_ignore_ascii_case(&byte));
        if is_next {
            self.rest = &self.rest[1..];
        }
        is_next
    }

    /// Passes over blanks. Whether there were any.
    pub(super) fn blanks(&mut self) -> bool {
        let rest = after_blanks(self.rest);
        let had_some = rest.len() < self.rest.len();
        self.rest = rest;
        had_some
    }

    /// A number of that many digits.
    pub(super) fn number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let number = self.run(u8::is_ascii_digit);
        // Ten digits and more are more than any number here has.
        let value =
            || number.iter().fold(0, |value: u32, digit| value.wrapping_mul(10).wrapping_add(u32::from(digit - b'0')));
        digits.contains(&number.len()).then(value)
    }

    /// Letters.
    pub(super) fn letters(&mut self) -> &'a [u8] {
        self.run(u8::is_ascii_alphabetic)
    }

    /// What is still to be read becomes this, which must be the end of it.
    pub(super) fn continue_at(&mut self, rest: &'a [u8]) {
        self.rest = rest;
    }

    fn run(&mut self, is_of_it: impl Fn(&u8) -> bool) -> &'a [u8] {
        let length = self.rest.iter().take_while(|byte| is_of_it(byte)).count();
        let (run, rest) = self.rest.split_at(length);
        self.rest = rest;
        run
    }
}

/// What follows the white space at the beginning of a text.
pub(super) fn after_blanks(text: &[u8]) -> &[u8] {
    str::from_utf8(text).map_or(text.trim_ascii_start(), |text| text.trim_start().as_bytes())
}
