//! What stands above the blocks.

use crate::choices::Interval;
use crate::plain::{count, counted};

use super::super::super::coverage::moment;
use super::super::command::filters;
use super::Blocks;
use super::parts::length;

impl Blocks<'_> {
    /// The day with its weekday.
    pub(in super::super) fn title(&self) -> String {
        let zone = self.day.opened.present.zone;
        let day = self.day.opened.bounds.interval().map(|day| zone.civil(day.start).format("%A %Y-%m-%d").to_string());
        day.unwrap_or_default()
    }

    /// The zone, until when it is known, what was chosen, and how many there were.
    pub(in super::super) fn caption(&self) -> Vec<String> {
        let zone = self.day.opened.present.zone;
        let outbound = self.entries.iter().filter(|entry| entry.is_outbound()).count() as u64;
        let mut lines = vec![format!(
            "{}, of them {} outbound; {zone}",
            counted(self.tally.interactions, "interaction"),
            count(outbound)
        )];
        let asked = self.day.opened.asked;
        let filters = filters(&asked.options.choosing);
        if !filters.is_empty() {
            lines.push(format!("chosen by {}", filters.join(" ")));
        }
        let in_time = match self.day.page.sla.is_none() && !asked.config.sla.is_one() {
            true => "as [sla] of segrep.toml says for its queue or type".to_owned(),
            false => format!("within {}", length(self.sla())),
        };
        lines.push(format!("answered in time: {in_time}; the level is {}", self.day.page.level));
        if let Some(until) = self.until {
            lines.push(format!("not over: known until {}", moment(until, zone)));
        }
        if self.leaves_outbound {
            lines.push("outbound interactions count for users alone".to_owned());
            let nowhere = self.entries.iter().filter(|entry| entry.direction.is_none()).count() as u64;
            if nowhere > 0 {
                lines.push(format!("{} without a direction count there alone, too", count(nowhere)));
            }
        }
        if self.entries.is_empty() {
            let is_covered = |day: Interval| self.known[0] < Some(day.end) && Some(day.start) <= self.known[1];
            lines.push(match (self.day.opened.bounds.interval(), self.known) {
                (Some(day), [Some(first), Some(last)]) if !is_covered(day) => {
                    let [first, last] = [first, last].map(|at| moment(at, zone));
                    format!("the exports cover {first} to {last}, not this day")
                }
                _ => "no interactions created".to_owned(),
            });
        }
        lines
    }
}
