//! The facts of a timeline: who answered, after how long, where the time went until then; how often it rang, and how long
//! everything took.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::plain::counted;
use crate::reports::{Piece, Styled, Tone, tones};
use crate::tables::{Duration, Response, Status, Sum, normalised};
use crate::timelines::{Coded, Handling, Outcome, Ring};

use super::view::{View, is_inferred};

impl<'r> View<'r> {
    /// Who answered, after how long, and where the time went until then.
    pub(super) fn verdict(&self) -> Vec<Piece<'r>> {
        let measures = &self.timeline.measures;
        let by = || self.timeline.answered_by();
        let mark = if self.is_connected_to_nobody() { "‡" } else { "" };
        let word = measures.outcome.map_or("outcome not recorded", Outcome::name).to_uppercase();
        let word = format!("{word}{mark}");
        let mut pieces = vec![vec![Styled::text(word).toned(tones::of_outcome(measures.outcome))]];
        match measures.outcome {
            Some(Outcome::Answered) => pieces.extend(by().map(|name| vec![Styled::text(" by "), Styled::text(name)])),
            Some(Outcome::Exited) => pieces.push(vec![Styled::text(" to a workflow or voicemail")]),
            Some(Outcome::Open) => pieces.extend(self.now()),
            Some(Outcome::Unanswered) | None => {}
        }
        let is_over = matches!(measures.outcome, Some(Outcome::Answered | Outcome::Unanswered | Outcome::Exited));
        if is_over && measures.queued_at.is_none() {
            pieces.push(vec![Styled::text(", wait not recorded")]);
        }
        let shares = self.shares();
        let shares_count = shares.len();
        if let Some(wait) = measures.wait {
            let end = if shares_count > 0 { ":" } else { "" };
            pieces.push(vec![Styled::text(" after "), Styled::length(wait), Styled::text(end)]);
        }
        for (at, (name, length)) in shares.into_iter().enumerate() {
            let end = if at + 1 < shares_count { "," } else { "" };
            pieces.push(vec![
                Styled::text(" "),
                Styled::text(name),
                Styled::text(" "),
                Styled::length(length),
                Styled::text(end),
            ]);
        }
        pieces
    }

    /// In which status it is now, and with whom.
    fn now(&self) -> Option<Piece<'r>> {
        let stage = self.timeline.stages.last()?;
        let status = stage.text(Coded::Status)?;
        let with = stage.user_name().map(|name| [Styled::text(" with "), Styled::text(name)]);
        Some([Styled::text(": "), Styled::text(status)].into_iter().chain(with.into_iter().flatten()).collect())
    }

    /// Where the time of waiting went: with whom it rang, and how long nobody was rung.
    fn shares(&self) -> Vec<(Cow<'r, str>, Sum)> {
        let measures = &self.timeline.measures;
        let Some((from, wait)) = measures.queued_at.zip(measures.wait) else { return Vec::new() };
        let to = from + wait;
        let mut shares: Vec<(Cow<'r, str>, Sum)> = Vec::new();
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        for stage in &self.timeline.stages {
            let start = stage.started_at.max(from);
            let length = stage.ended_at().unwrap_or(to).min(to) - start;
            if length <= Duration::ZERO {
                continue;
            }
            let status = stage.text(Coded::Status);
            let name = match (stage.ring, stage.status) {
                (Some(_), _) => stage.user_name().map(Cow::Borrowed),
                (None, Some(Status::Open)) => Some(Cow::Owned("unassigned".to_owned())),
                (None, _) => status.map(Cow::Borrowed),
            };
            let Some(name) = name else { continue };
            let share = *by_name.entry(normalised(&name)).or_insert(shares.len());
            match shares.get_mut(share) {
                Some((_, sum)) => *sum += length,
                None => shares.push((name, length.into())),
            }
        }
        shares
    }

    /// Rings by response, then how long everything took.
    pub(super) fn measures(&self) -> Vec<Piece<'r>> {
        let measures = &self.timeline.measures;
        let mut pieces = self.rings();
        let measure = |name: &str, length: Sum| {
            vec![Styled::text(format!("  {name} ")).toned(Tone::Faint), Styled::length(length)]
        };
        if let Some(Handling { talk, hold, wrap_up }) = measures.handling {
            pieces.extend([measure("talk", talk), measure("hold", hold), measure("wrap-up", wrap_up)]);
        }
        pieces.extend(measures.total.map(|total| measure("total", total.into())));
        if let Some(transfers @ 1..) = measures.transfers {
            pieces.push(vec![Styled::text(format!("  {}", counted(transfers.into(), "transfer")))]);
        }
        pieces
    }

    fn rings(&self) -> Vec<Piece<'r>> {
        let Some(rings) = self.timeline.known_rings() else {
            return vec![vec![Styled::text("rings not recorded")]];
        };
        let mut counts = Vec::new();
        for response in [Response::Ignored, Response::Rejected, Response::Clear, Response::Accepted] {
            let of = |ring: &&Ring| ring.response.is_some_and(|(known, _)| known == response);
            let count = rings.iter().filter(of).count();
            let mark = if rings.iter().filter(of).any(is_inferred) { "*" } else { "" };
            if count > 0 {
                counts.push(format!("{count} {}{mark}", response.name()));
            }
        }
        let unknown = rings.iter().filter(|ring| ring.response.is_none()).count();
        if unknown > 0 {
            counts.push(format!("{unknown} unknown"));
        }
        let colon = if counts.is_empty() { "" } else { ":" };
        let mut pieces = vec![vec![Styled::text(format!("{}{colon}", counted(rings.len() as u64, "ring")))]];
        let last = counts.len().saturating_sub(1);
        for (at, count) in counts.into_iter().enumerate() {
            pieces.push(vec![Styled::text(format!(" {count}{}", if at < last { "," } else { "" }))]);
        }
        pieces
    }
}
