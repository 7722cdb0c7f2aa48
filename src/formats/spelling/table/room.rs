//! Which columns of a table have room, and how much.

use crate::reports::{SectionColumn, Shrink};

/// Gives each column its width, so that a line takes at most `room` columns of a terminal where that is possible; `None`
/// for one that is left out. Begins with the widths that columns would like, `None` for those without any value.
pub(super) fn share(
    columns: &[SectionColumn],
    mut widths: Vec<Option<usize>>,
    room: usize,
    gap: usize,
) -> Vec<Option<usize>> {
    let taken = |widths: &[Option<usize>]| {
        let kept = widths.iter().flatten().count();
        widths.iter().flatten().sum::<usize>() + kept.saturating_sub(1) * gap
    };
    let least = |at: usize| match columns[at].shrink {
        Shrink::To(least) => least,
        Shrink::Never | Shrink::LeaveOut(_) => usize::MAX,
    };
    let shrunk = |widths: &[Option<usize>]| -> Vec<Option<usize>> {
        widths.iter().enumerate().map(|(at, width)| width.map(|width| width.min(least(at)))).collect()
    };
    // Columns that may go, those that go first in front.
    let order = |(at, column): (usize, &SectionColumn)| match column.shrink {
        Shrink::LeaveOut(order) => Some((order, at)),
        Shrink::Never | Shrink::To(_) => None,
    };
    let mut leaving: Vec<(u8, usize)> = columns.iter().enumerate().filter_map(order).collect();
    leaving.sort_unstable();
    for (order, at) in leaving.into_iter().rev() {
        // What adds detail goes before anything is cut; what carries the picture stays while cutting helps.
        let fits = if order > 3 { taken(&widths) <= room } else { taken(&shrunk(&widths)) <= room };
        if fits {
            break;
        }
        widths[at] = None;
    }
    // Then the longest of those that may be cut, a column at a time.
    while taken(&widths) > room {
        let may_be_cut = |at: &usize| widths[*at].is_some_and(|width| width > least(*at));
        let Some(longest) = (0..widths.len()).filter(may_be_cut).max_by_key(|at| widths[*at]) else { break };
        widths[longest] = widths[longest].map(|width| width - 1);
    }
    widths
}
