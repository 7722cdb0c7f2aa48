//! Parses times in forms other than RFC 3339 into date, clock and zone, as written.

use super::civil::{day_number, fraction, two};
use super::cursor::Cursor;
use super::rfc3339::offset;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelled<'a> {
    /// From 0 for Monday.
    pub(super) weekday: Option<u8>,
    pub(super) date: Date,
    /// Hour, minute and second.
    pub(super) clock: [u8; 3],
    pub(super) micros: i64,
    pub(super) zone: ZoneSpelled<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Date {
    /// Counted from 1970-01-01.
    Day(i32),
    /// Day and month in either order, and the year.
    Numbers([u32; 2], u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ZoneSpelled<'a> {
    None,
    /// Seconds ahead of UTC.
    Offset(i64),
    Word(&'a str),
}

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Parses a date, a time of day and an optional zone:
///
/// - dates: `2026-11-21`, `2026/11/21`; `21/11/2026`, `11/21/2026`, also with `.` or `-`; `21 Nov 2026`, `21-Nov-2026`,
///   `Nov 21, 2026`, months in full or by three letters; after an optional day of the week
/// - separators: a `T`, blanks, a comma
/// - clocks: `14:05`, `14:05:30`, `14:05:30.25`, `2:05 PM`
/// - zones: `Z`, `+01:00`, `+0100`, `+01`, with or without blanks before them; a word after a blank
pub(super) fn spelled(text: &[u8]) -> Option<Spelled<'_>> {
    let mut rest = Cursor::new(text);
    let weekday = weekday(&mut rest);
    let date = date(&mut rest)?;
    let has_separator = rest.eat(b'T') || {
        let comma = rest.eat(b',');
        rest.blanks() || comma
    };
    if !has_separator {
        return None;
    }
    let (clock, micros) = clock(&mut rest)?;
    let zone = zone(&mut rest)?;
    Some(Spelled { weekday, date, clock, micros, zone })
}

/// A leading day of the week, with an optional comma and a blank after it.
fn weekday(rest: &mut Cursor<'_>) -> Option<u8> {
    let mut ahead = *rest;
    let weekday = named(ahead.letters(), &WEEKDAYS)?;
    ahead.eat(b',');
    ahead.blanks().then(|| {
        *rest = ahead;
        weekday as u8
    })
}

fn date(rest: &mut Cursor<'_>) -> Option<Date> {
    if rest.peek()?.is_ascii_alphabetic() {
        let month = named(rest.letters(), &MONTHS)? + 1;
        rest.blanks().then_some(())?;
        let day = rest.number(1..=2)?;
        let has_comma = rest.eat(b',');
        (rest.blanks() || has_comma).then_some(())?;
        return day_number(rest.number(4..=4)?, month, day).map(Date::Day);
    }
    let mut ahead = *rest;
    if let Some(year) = ahead.number(4..=4) {
        let sign = sign(&mut ahead)?;
        let month = ahead.number(1..=2)?;
        ahead.eat(sign).then_some(())?;
        let day = ahead.number(1..=2)?;
        *rest = ahead;
        return day_number(year, month, day).map(Date::Day);
    }
    let first = rest.number(1..=2)?;
    let had_blank = rest.blanks();
    let sign = if had_blank { b' ' } else { sign(rest)? };
    let between = |rest: &mut Cursor<'_>| if had_blank { rest.blanks() } else { rest.eat(sign) };
    if rest.peek()?.is_ascii_alphabetic() && matches!(sign, b' ' | b'-') {
        let month = named(rest.letters(), &MONTHS)? + 1;
        between(rest).then_some(())?;
        return day_number(rest.number(4..=4)?, month, first).map(Date::Day);
    }
    let second = rest.number(1..=2).filter(|_| !had_blank)?;
    between(rest).then_some(())?;
    Some(Date::Numbers([first, second], rest.number(4..=4)?))
}

fn sign(rest: &mut Cursor<'_>) -> Option<u8> {
    let sign = rest.peek()?;
    (matches!(sign, b'/' | b'.' | b'-') && rest.eat(sign)).then_some(sign)
}

/// The index of a name, in full or by its first three letters; case-insensitive.
fn named(word: &[u8], names: &[&str]) -> Option<u32> {
    let is = |name: &[u8]| word.eq_ignore_ascii_case(name) || word.eq_ignore_ascii_case(&name[..3]);
    names.iter().position(|name| is(name.as_bytes())).map(|at| at as u32)
}

/// Hour, minute and second, and microseconds.
fn clock(rest: &mut Cursor<'_>) -> Option<([u8; 3], i64)> {
    let hour = rest.number(1..=2)?;
    rest.eat(b':').then_some(())?;
    let minute = rest.number(2..=2)?;
    let (mut second, mut micros) = (0, 0);
    if rest.eat(b':') {
        second = rest.number(2..=2)?;
        (micros, rest.rest) = fraction(rest.rest)?;
    }
    let hour = match half(rest) {
        None => hour,
        Some(is_afternoon) if (1..=12).contains(&hour) => hour % 12 + if is_afternoon { 12 } else { 0 },
        Some(_) => return None,
    };
    Some(([hour as u8, minute as u8, second as u8], micros))
}

/// Whether it is PM; `None`, with nothing consumed, if neither AM nor PM follows.
fn half(rest: &mut Cursor<'_>) -> Option<bool> {
    let mut ahead = *rest;
    ahead.blanks();
    let is_afternoon = ahead.eat(b'P');
    let named = (is_afternoon || ahead.eat(b'A')) && {
        ahead.eat(b'.');
        ahead.eat(b'M')
    };
    ahead.eat(b'.');
    // A longer word is a zone.
    let ends = !ahead.peek().is_some_and(|next| next.is_ascii_alphanumeric() || next == b'/');
    (named && ends).then(|| {
        *rest = ahead;
        is_afternoon
    })
}

fn zone<'a>(rest: &mut Cursor<'a>) -> Option<ZoneSpelled<'a>> {
    let had_blank = rest.blanks();
    match *rest.rest {
        [] => Some(ZoneSpelled::None),
        [b'Z' | b'z'] => Some(ZoneSpelled::Offset(0)),
        [sign @ (b'+' | b'-'), ref digits @ ..] => {
            let (hours, minutes) = match *digits {
                [h1, h2] => (two(h1, h2)?, 0),
                [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => (two(h1, h2)?, two(m1, m2)?),
                _ => return None,
            };
            offset(sign, hours, minutes).map(ZoneSpelled::Offset)
        }
        ref word => str::from_utf8(word).ok().filter(|_| had_blank).map(ZoneSpelled::Word),
    }
}
