//! Which columns of a table fit, and how wide they are.

use crate::reports::{SectionColumn, Shrink};

/// The width of a line.
pub(super) fn taken(widths: &[Option<usize>], gap: usize) -> usize {
    let kept = widths.iter().flatten().count();
    widths.iter().flatten().sum::<usize>() + kept.saturating_sub(1) * gap
}

/// Each column's width, so that a line takes at most `room` columns of a terminal if possible; `None` if the column is left
/// out. `widths` are the wanted ones, `None` for columns without values.
pub(super) fn share(
    columns: &[SectionColumn],
    mut widths: Vec<Option<usize>>,
    room: usize,
    gap: usize,
) -> Vec<Option<usize>> {
    let taken = |widths: &[Option<usize>]| taken(widths, gap);
    let least = |at: usize| match columns[at].shrink {
        Shrink::To(least) | Shrink::Wrap(least) => least,
        Shrink::Never | Shrink::LeaveOut(_) => usize::MAX,
    };
    let shrunk = |widths: &[Option<usize>], shrinks: fn(Shrink) -> bool| -> Vec<Option<usize>> {
        let shrunk = |at: usize, width: usize| if shrinks(columns[at].shrink) { width.min(least(at)) } else { width };
        widths.iter().enumerate().map(|(at, width)| width.map(|width| shrunk(at, width))).collect()
    };
    // The columns that may be left out, the last in `order` first to go.
    let order = |(at, column): (usize, &SectionColumn)| match column.shrink {
        Shrink::LeaveOut(order) => Some((order, at)),
        Shrink::Never | Shrink::To(_) | Shrink::Wrap(_) => None,
    };
    let mut leaving: Vec<(u8, usize)> = columns.iter().enumerate().filter_map(order).collect();
    leaving.sort_unstable();
    for (order, at) in leaving.into_iter().rev() {
        // Details go before anything is cut; essentials stay as long as cutting helps. What goes on in further lines isn't
        // cut.
        let shrinks: fn(Shrink) -> bool = if order > 3 { |shrink| matches!(shrink, Shrink::Wrap(_)) } else { |_| true };
        if taken(&shrunk(&widths, shrinks)) <= room {
            break;
        }
        widths[at] = None;
    }
    // Where even that is too much, what stands on the right goes.
    while taken(&shrunk(&widths, |_| true)) > room {
        let wraps = |at: &usize| widths[*at].is_some() && matches!(columns[*at].shrink, Shrink::Wrap(_));
        let Some(last) = (1..widths.len()).rev().find(wraps) else { break };
        widths[last] = None;
    }
    // Then the widest that may be cut loses a column at a time.
    while taken(&widths) > room {
        let may_be_cut = |at: &usize| widths[*at].is_some_and(|width| width > least(*at));
        let Some(longest) = (0..widths.len()).filter(may_be_cut).max_by_key(|at| widths[*at]) else { break };
        widths[longest] = widths[longest].map(|width| width - 1);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::{Align, Title};

    /// Columns parted by blanks, each with the width that it would like: `20>12` may be cut to 12, `8-5` left out as number
    /// 5, `30|12` wrapped down to 12, `8` neither; `.` has no value. Gives the widths that they have, `.` for none, with two columns between them.
    fn shared(columns: &str, room: usize) -> String {
        let read = |word: &str| {
            if let Some((width, least)) = word.split_once('|') {
                let shrink = Shrink::Wrap(least.parse().unwrap());
                return (
                    SectionColumn { title: Title::Word(String::new()), align: Align::Left, shrink },
                    width.parse().ok(),
                );
            }
            let (width, shrink) = match (word.split_once('>'), word.split_once('-')) {
                (Some((width, least)), _) => (width, Shrink::To(least.parse().unwrap())),
                (_, Some((width, order))) => (width, Shrink::LeaveOut(order.parse().unwrap())),
                (None, None) => (word, Shrink::Never),
            };
            (SectionColumn { title: Title::Word(String::new()), align: Align::Left, shrink }, width.parse().ok())
        };
        let (columns, widths): (Vec<SectionColumn>, Vec<Option<usize>>) = columns.split(' ').map(read).unzip();
        let widths = share(&columns, widths, room, 2);
        widths.iter().map(|width| width.map_or(".".to_owned(), |width| width.to_string())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_adds_detail_goes_before_anything_is_cut() {
        assert_eq!(shared("10 20>12 8-5", 42), "10 20 8");
        assert_eq!(shared("10 20>12 8-5", 41), "10 20 .");
        assert_eq!(shared("10 20>12 8-4", 41), "10 20 .");
    }

    #[test]
    fn what_carries_the_picture_stays_while_cutting_helps() {
        assert_eq!(shared("10 20>12 8-3", 41), "10 19 8");
        assert_eq!(shared("10 20>12 8-3", 34), "10 12 8");
        assert_eq!(shared("10 20>12 8-3", 33), "10 20 .");
    }

    #[test]
    fn the_highest_number_goes_first_and_of_equal_ones_the_right() {
        assert_eq!(shared("10 5-1 5-6 5-4", 31), "10 5 5 5");
        assert_eq!(shared("10 5-1 5-6 5-4", 30), "10 5 . 5");
        assert_eq!(shared("10 5-1 5-6 5-4", 23), "10 5 . .");
        assert_eq!(shared("10 5-1 5-6 5-4", 16), "10 . . .");
        assert_eq!(shared("10 5-4 5-4", 23), "10 5 .");
    }

    #[test]
    fn the_longest_is_cut_down_to_its_least() {
        assert_eq!(shared("30>5 10>5", 30), "18 10");
        assert_eq!(shared("30>5 10>5", 20), "9 9");
        assert_eq!(shared("20>5 20>5", 41), "20 19");
        // Where nothing more can be cut the line is too long.
        assert_eq!(shared("20>15 10", 5), "15 10");
        assert_eq!(shared("20", 5), "20");
    }

    #[test]
    fn what_goes_on_in_further_lines_goes_from_the_right_where_nothing_fits() {
        assert_eq!(shared("10 40|16 30|12", 60), "10 23 23");
        assert_eq!(shared("10 40|16 30|12", 42), "10 16 12");
        assert_eq!(shared("10 40|16 30|12", 41), "10 29 .");
        assert_eq!(shared("10 40|16 30|12", 20), "10 . .");
    }

    #[test]
    fn a_column_without_a_value_takes_no_room() {
        assert_eq!(shared("10 . 5-4", 17), "10 . 5");
        assert_eq!(shared(". 5-4", 5), ". 5");
    }
}
