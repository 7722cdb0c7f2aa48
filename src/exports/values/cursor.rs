//! Walking through the text of a value.

/// What of a text is still to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

/// What passes for a blank within a value: a blank and a tab, and the no-break spaces that programs put before `PM`.
const BLANKS: [&[u8]; 4] = [b" ", b"\t", "\u{a0}".as_bytes(), "\u{202f}".as_bytes()];

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
        let before = self.rest.len();
        while let Some(rest) = BLANKS.iter().find_map(|blank| self.rest.strip_prefix(*blank)) {
            self.rest = rest;
        }
        self.rest.len() < before
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
