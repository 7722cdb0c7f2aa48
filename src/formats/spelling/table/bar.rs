//! A bar that shows the place and length of something in a whole.

use crate::reports::Bar;
use crate::tables::Duration;

/// Draws a stretch of a scale on this many columns, to half a column. Anything shorter is a thin line.
pub(super) fn draw(bar: Bar, columns: usize) -> String {
    let halves = columns * 2;
    let open = bar.to.is_none();
    let from = place(bar.from, bar.scale, halves);
    let to = place(bar.to.unwrap_or(bar.scale), bar.scale, halves);
    let mut drawn = String::new();
    if bar.to == Some(bar.from) || to <= from && !open {
        let column = (from / 2).min(columns.saturating_sub(1));
        drawn.extend(std::iter::repeat_n(' ', column));
        drawn.push(if from.is_multiple_of(2) && from < halves { '▏' } else { '▕' });
    } else {
        for column in 0..columns {
            let covered = |half: usize| half >= from && half < to;
            drawn.push(match (covered(column * 2), covered(column * 2 + 1)) {
                (true, true) => '█',
                (true, false) => '▌',
                (false, true) => '▐',
                (false, false) => ' ',
            });
        }
        if open && columns > 0 {
            drawn.pop();
            drawn.push('▸');
        }
    }
    drawn.truncate(drawn.trim_end().len());
    drawn
}

/// The half column of a length on the scale.
fn place(at: Duration, scale: Duration, halves: usize) -> usize {
    let (at, scale) = (at.micros().max(0) as u128, scale.micros().max(1) as u128);
    // Rounded to the nearest half column, so that neighbours meet.
    (((at * halves as u128 * 2) / scale).div_ceil(2) as usize).min(halves)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: i64, to: Option<i64>, expected: &str) {
        let seconds = Duration::from_seconds;
        let bar = Bar { from: seconds(from), to: to.map(seconds), scale: seconds(100) };
        assert_eq!(draw(bar, 10), expected);
    }

    #[test]
    fn bars_have_a_place_and_a_length() {
        check(0, Some(100), "██████████");
        check(0, Some(10), "█");
        check(5, Some(20), "▐█");
        check(0, Some(0), "▏");
        check(0, Some(1), "▏");
        check(100, Some(100), "         ▕");
        check(50, Some(51), "     ▏");
        check(90, None, "         ▸");
        check(50, Some(40), "     ▏");
    }
}
