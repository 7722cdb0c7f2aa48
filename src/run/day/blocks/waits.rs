//! Blocks about single interactions: how long they waited, and which of them.

use std::cmp::Reverse;

use crate::plain::count;
use crate::reports::{Block, BlockContent, Cell, Picture, Tone};
use crate::tables::{Duration, Sum};
use crate::timelines::Outcome;

use super::super::entries::Entry;
use super::Blocks;
use super::parts::{block, length};

/// So many of the longest waits are listed, and so many of the unanswered ones.
const LONGEST: usize = 10;
const LISTED: usize = 200;

/// Waits are counted up to each of these, in seconds.
const EDGES: [i64; 8] = [10, 20, 30, 60, 120, 300, 600, 1800];

impl Blocks<'_> {
    pub(super) fn waits(&self) -> Block {
        let sla = self.sla().micros();
        let mut edges: Vec<i64> = EDGES.iter().map(|seconds| seconds * 1_000_000).collect();
        edges.push(sla);
        edges.sort_unstable();
        edges.dedup();
        let mut counts = [vec![0u64; edges.len() + 1], vec![0; edges.len() + 1]];
        for entry in self.inbound() {
            let which = match entry.outcome {
                Some(Outcome::Answered) => 0,
                _ if entry.is_abandoned => 1,
                _ => continue,
            };
            if let Some(wait) = entry.wait.filter(|wait| *wait >= Duration::ZERO) {
                counts[which][edges.partition_point(|edge| *edge < wait.micros())] += 1;
            }
        }
        let text = |micros: i64| length(Duration::from_micros(micros));
        let mut names: Vec<Vec<Cell<'static>>> = edges
            .iter()
            .map(|edge| {
                vec![Cell::Text(format!("≤ {}{}", text(*edge), if *edge == sla { " (in time)" } else { "" }).into())]
            })
            .collect();
        names.push(vec![Cell::text("more")]);
        let [answered, abandoned] = counts.map(|counts| counts.into_iter().map(Cell::Count).collect::<Vec<_>>());
        let bars = Picture::Bars {
            title: "Answered and abandoned ones by how long they waited".to_owned(),
            names,
            series: vec![("answered", Tone::Good, answered), ("abandoned", Tone::Bad, abandoned)],
            whole: None,
            is_time: true,
        };
        let command = self.without_outbound(&["interactions", "-c", "interaction_id,outcome,wait_seconds"]);
        block("Waits", &command, Vec::new(), BlockContent::Bars(bars))
    }

    pub(super) fn longest(&self) -> Block {
        let mut waited: Vec<(&Entry, Duration)> =
            self.inbound().filter_map(|entry| Some((entry, entry.wait?))).collect();
        // Stable: ties stay in report order.
        waited.sort_by_key(|(_, wait)| Reverse(*wait));
        waited.truncate(LONGEST);
        let least = waited.last().map_or(Duration::ZERO, |(_, wait)| *wait);
        let least = Sum::from(least).to_string();
        let command = self.without_outbound(&["interactions", "--min-wait", &least]);
        let links = waited.into_iter().map(|(entry, _)| (entry.id.clone(), entry.cells())).collect();
        block("The longest waits", &command, Vec::new(), BlockContent::Links(links))
    }

    pub(super) fn unanswered(&self) -> Block {
        let is_lost = |entry: &&Entry| matches!(entry.outcome, Some(Outcome::Unanswered | Outcome::Exited));
        let lost: Vec<&Entry> = self.entries.iter().filter(is_lost).collect();
        let short = Duration::from_seconds(5);
        let (short, long): (Vec<&Entry>, Vec<&Entry>) =
            lost.iter().partition(|entry| entry.is_abandoned && entry.wait.is_some_and(|wait| wait <= short));
        let shown = long.len().min(LISTED);
        let mut notes = vec![format!("{} of {}", count(shown as u64), count(lost.len() as u64))];
        if !short.is_empty() {
            notes.push(format!("{} abandoned within 5s are not listed", count(short.len() as u64)));
        }
        if lost.len() - short.len() > shown {
            notes.push("the command lists all".to_owned());
        }
        let command = self.with_outbound(&["interactions", "--outcome", "unanswered", "--outcome", "exited"]);
        let links = long[..shown].iter().map(|entry| (entry.id.clone(), entry.cells())).collect();
        block("Unanswered and exited", &command, notes, BlockContent::Links(links))
    }
}
