//! Texts that go on in further lines where a column is too narrow for them.

use std::borrow::Cow;

use crate::plain::width;
use crate::reports::{SectionColumn, Shrink, Tone};

/// Parts a text so that the first part takes at most `room` columns: between words if one fits, else within one.
fn parted(text: &str, room: usize) -> (&str, &str) {
    if width(text) <= room {
        return (text, "");
    }
    let fits = |end: &usize| width(text[..*end].trim_end()) <= room;
    let between = text.match_indices(' ').map(|(blank, _)| blank + 1).take_while(fits).last();
    let within = || text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(fits).last();
    // A column always has room for something.
    let first = || text.chars().next().map_or(0, char::len_utf8);
    let (line, rest) = text.split_at(between.or_else(within).unwrap_or_else(first));
    (line.trim_end(), rest.trim_start())
}

/// Keeps what fits on one line of cells whose columns wrap. Returns cells with the rest, if there is any.
pub(super) fn rests<'t>(
    cells: &mut [(Cow<'t, str>, Tone)],
    kept: &[(usize, usize)],
    columns: &[SectionColumn],
) -> Option<Vec<(Cow<'t, str>, Tone)>> {
    let wraps = |at: usize| matches!(columns[at].shrink, Shrink::Wrap(_));
    let is_long = |(&(at, room), (text, _)): (&(usize, usize), &(Cow<'_, str>, Tone))| wraps(at) && width(text) > room;
    if !kept.iter().zip(&*cells).any(is_long) {
        return None;
    }
    let rest = |(&(at, room), (text, tone)): (&(usize, usize), &mut (Cow<'t, str>, Tone))| {
        let (line, rest) = if wraps(at) { parted(text, room) } else { (&**text, "") };
        let (line, rest) = (line.to_owned(), rest.to_owned());
        *text = line.into();
        (rest.into(), *tone)
    };
    Some(kept.iter().zip(cells).map(rest).collect())
}

/// A title in two lines, of which the first is empty if it fits in one.
pub(super) fn in_two(title: &str, room: usize) -> [String; 2] {
    match parted(title, room) {
        (first, second) if first.len() + second.len() < title.len() => [first.to_owned(), second.to_owned()],
        _ => [String::new(), title.to_owned()],
    }
}

/// The width of a title in two lines.
pub(super) fn narrowest(title: &str) -> usize {
    let in_two = title.match_indices(' ').map(|(blank, _)| width(&title[..blank]).max(width(&title[blank + 1..])));
    in_two.min().unwrap_or_else(|| width(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_parted_between_words_or_within_long_ones() {
        assert_eq!(parted("the first segment", 17), ("the first segment", ""));
        assert_eq!(parted("the first segment", 16), ("the first", "segment"));
        assert_eq!(parted("the first segment", 9), ("the first", "segment"));
        assert_eq!(parted("segment", 3), ("seg", "ment"));
        assert_eq!(parted("日本語", 5), ("日本", "語"));
        assert_eq!(parted("日本語", 1), ("日", "本語"));
    }

    #[test]
    fn titles_have_two_lines_where_one_is_too_long() {
        assert_eq!(narrowest("acceptance rate"), 10);
        assert_eq!(narrowest("accepted ring p50"), 8);
        assert_eq!(narrowest("rings"), 5);
        assert_eq!(in_two("acceptance rate", 10), ["acceptance", "rate"]);
        assert_eq!(in_two("rings", 10), ["", "rings"]);
        assert_eq!(in_two("rings", 3), ["", "rings"]);
    }
}
