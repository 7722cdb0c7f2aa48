//! A timeline for people: the verdict at first glance, then what happened, stage by stage.

use std::borrow::Cow;

use crate::plain::counted;
use crate::reports::{Align, Bar, Heading, Outline, Piece, Section, SectionColumn, Shrink, Styled, Title, Tone, Value};
use crate::tables::{Duration, Instant, Response, Status, Sum, same_word};
use crate::timelines::{Handling, Outcome, ResponseSource, Ring, Stage, Timeline};

use super::lanes::MEASURES;
use crate::reports::tones;

/// The section of one timeline.
pub fn section<'r>(timeline: &'r Timeline<'r>, explains: bool) -> Section<'r> {
    let view = View { timeline, scale: scale(timeline) };
    let sources = if explains { super::sources::of(timeline) } else { Vec::new() };
    Section {
        heading: view.heading(),
        facts: vec![view.verdict(), view.measures()],
        columns: columns(view.scale.1 - view.scale.0),
        rows: (0..timeline.stages.len()).map(|at| view.row(at)).collect(),
        totals: None,
        names_left_out: false,
        remarks: view.remarks().into_iter().chain(sources).collect(),
        entry: Some(view.entry()),
        lanes: Some(view.lanes()),
    }
}

/// What all timelines have in common.
pub fn outline() -> Outline {
    Outline { columns: columns(Duration::ZERO), measures: &MEASURES }
}

/// The columns of a timeline's table, with a bar of this scale.
fn columns(scale: Duration) -> Vec<SectionColumn> {
    let column = |title: &str, align, shrink| SectionColumn { title: Title::Word(title.to_owned()), align, shrink };
    vec![
        column("at", Align::Left, Shrink::Never),
        column("elapsed", Align::Right, Shrink::LeaveOut(1)),
        column("for", Align::Right, Shrink::Never),
        SectionColumn { title: Title::Scale(scale), align: Align::Left, shrink: Shrink::LeaveOut(2) },
        column("status", Align::Left, Shrink::To(8)),
        column("", Align::Left, Shrink::LeaveOut(3)),
        column("who", Align::Left, Shrink::To(4)),
        column("response", Align::Left, Shrink::To(7)),
        column("queue", Align::Left, Shrink::LeaveOut(4)),
        column("reason", Align::Left, Shrink::LeaveOut(5)),
        column("type", Align::Left, Shrink::LeaveOut(7)),
        column("direction", Align::Left, Shrink::LeaveOut(8)),
        column("segment", Align::Left, Shrink::LeaveOut(6)),
    ]
}

/// From the earliest to the latest moment of a timeline.
fn scale(timeline: &Timeline<'_>) -> (Instant, Instant) {
    let measures = &timeline.measures;
    let starts = timeline.stages.iter().map(|stage| stage.segment.started_at);
    let ends = timeline.stages.iter().filter_map(Stage::ended_at);
    let from = starts.clone().min().unwrap_or(measures.created).min(measures.created);
    let to = starts.chain(ends).chain(measures.completion).max().unwrap_or(from);
    (from, to)
}

/// A timeline as people see it.
pub(super) struct View<'r> {
    pub(super) timeline: &'r Timeline<'r>,
    /// From its earliest to its latest moment.
    pub(super) scale: (Instant, Instant),
}

impl<'r> View<'r> {
    /// The id; type and direction; the queues; the organization.
    fn heading(&self) -> Heading<'r> {
        let timeline = self.timeline;
        let mut subject = vec![Styled::data(timeline.id).toned(Tone::Strong)];
        subject.extend([self.kind(), self.queues()].into_iter().flatten().map(Styled::text));
        subject.extend(timeline.organization_name().map(Styled::data));
        Heading { subject, day: Some(timeline.measures.created) }
    }

    /// Type and direction; `None` where neither is known.
    pub(super) fn kind(&self) -> Option<String> {
        let kind = [self.timeline.communication_type(), self.timeline.direction().map(lower)];
        let kind: Vec<&str> = kind.into_iter().flatten().collect();
        (!kind.is_empty()).then(|| kind.join(" "))
    }

    /// The queues that it went through; `None` where it has none.
    pub(super) fn queues(&self) -> Option<String> {
        let mut queues: Vec<&str> = Vec::new();
        for name in self.timeline.stages.iter().filter_map(Stage::queue_name) {
            if !queues.contains(&name) {
                queues.push(name);
            }
        }
        if queues.is_empty() {
            queues.extend(self.timeline.queue_name());
        }
        (!queues.is_empty()).then(|| queues.join(" > "))
    }

    /// Who answered, after how long, and where the time went until then.
    fn verdict(&self) -> Vec<Piece<'r>> {
        let measures = &self.timeline.measures;
        let by = || self.timeline.answered_by();
        let mark = if self.is_connected_to_nobody() { "‡" } else { "" };
        let word = measures.outcome.map_or("outcome not recorded", Outcome::name).to_uppercase();
        let word = format!("{word}{mark}");
        let mut pieces = vec![vec![Styled::text(word).toned(tones::of_outcome(measures.outcome))]];
        match measures.outcome {
            Some(Outcome::Answered) => pieces.extend(by().map(|name| vec![Styled::text(" by "), Styled::data(name)])),
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
            let name = match name {
                Cow::Borrowed(name) => Styled::data(name),
                Cow::Owned(name) => Styled::text(name),
            };
            pieces.push(vec![Styled::text(" "), name, Styled::text(" "), Styled::length(length), Styled::text(end)]);
        }
        pieces
    }

    /// Whether nobody answered although a segment is Connected: it has no user.
    fn is_connected_to_nobody(&self) -> bool {
        let mut statuses = self.timeline.stages.iter().map(|stage| stage.status);
        self.timeline.measures.answered.is_none() && statuses.any(|status| status == Some(Status::Connected))
    }

    /// In which status it is now, and with whom.
    fn now(&self) -> Option<Piece<'r>> {
        let stage = self.timeline.stages.last()?;
        let status = stage.segment.status?;
        let with = stage.user_name().map(|name| [Styled::text(" with "), Styled::data(name)]);
        Some([Styled::text(": "), Styled::data(status)].into_iter().chain(with.into_iter().flatten()).collect())
    }

    /// Where the time of waiting went: with whom it rang, and how long nobody was rung.
    fn shares(&self) -> Vec<(Cow<'r, str>, Sum)> {
        let measures = &self.timeline.measures;
        let Some((from, wait)) = measures.queued_at.zip(measures.wait) else { return Vec::new() };
        let to = from + wait;
        let mut shares: Vec<(Cow<'r, str>, Sum)> = Vec::new();
        for stage in &self.timeline.stages {
            let start = stage.segment.started_at.max(from);
            let length = stage.ended_at().unwrap_or(to).min(to) - start;
            if length <= Duration::ZERO {
                continue;
            }
            let status = stage.segment.status;
            let name = match (stage.ring, stage.status) {
                (Some(_), _) => stage.user_name().map(Cow::Borrowed),
                (None, Some(Status::Open)) => Some(Cow::Owned("unassigned".to_owned())),
                (None, _) => status.map(Cow::Borrowed),
            };
            let Some(name) = name else { continue };
            match shares.iter_mut().find(|(known, _)| same_word(known, &name)) {
                Some((_, sum)) => *sum += length,
                None => shares.push((name, length.into())),
            }
        }
        shares
    }

    /// Rings by response, then how long everything took.
    fn measures(&self) -> Vec<Piece<'r>> {
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

    /// Rings by response.
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

    fn row(&self, at: usize) -> Vec<Styled<'r>> {
        let stage = &self.timeline.stages[at];
        let start = self.scale.0;
        let bar = Bar {
            from: stage.segment.started_at - start,
            to: self.end(stage).map(|end| end - start),
            scale: self.scale.1 - start,
        };
        let data = |text: Option<&'r str>| text.map_or_else(Styled::none, Styled::data);
        let ring = self.timeline.ring_at(at);
        let tone = tones::of_status(stage.status);
        vec![
            Styled::new(Value::Clock(stage.segment.started_at), Tone::Plain),
            Styled::length(stage.elapsed).toned(Tone::Faint),
            match (stage.lasted(), self.end(stage)) {
                (Some(length), _) => Styled::length(length),
                (None, Some(_)) => Styled::none(),
                (None, None) => Styled::text("open").toned(Tone::Waiting),
            },
            Styled::new(Value::Bar(bar), tone),
            self.status(stage).toned(tone),
            Styled::text(ring.map(|(order, _)| format!("R{order}")).unwrap_or_default()),
            data(stage.user_name().or(stage.queue_name())),
            ring.map_or_else(|| data(stage.segment.completion_display), |(_, ring)| self.response(ring)),
            data(stage.queue_name()),
            data(stage.segment.reason),
            data(stage.segment.communication_type),
            data(stage.segment.direction),
            data(stage.segment.segment_id),
        ]
    }

    /// Where a stage ends on the scale; the Completed one is the end by itself.
    pub(super) fn end(&self, stage: &Stage<'_>) -> Option<Instant> {
        let is_end = stage.status == Some(Status::Completed);
        stage.ended_at().or(Some(stage.segment.started_at).filter(|_| is_end))
    }

    /// The status, with an arrow where it is another than before; without one, the event or reason in brackets.
    fn status(&self, stage: &'r Stage<'r>) -> Styled<'r> {
        match stage.segment.status {
            Some(status) if self.timeline.is_status_change(stage) => Styled::text(format!("→ {status}")),
            Some(status) => Styled::data(status),
            None => {
                let instead = stage.segment.event.or(stage.segment.reason);
                instead.map_or_else(Styled::none, |word| Styled::text(format!("({word})")))
            }
        }
    }

    /// How the user responded.
    pub(super) fn response(&self, ring: &Ring) -> Styled<'r> {
        let withdrawn = if ring.withdrawn { "†" } else { "" };
        let (word, tone) = match ring.response {
            Some((Response::Accepted, ResponseSource::Inferred)) => ("accepted*", Tone::Good),
            Some((Response::Accepted, ResponseSource::Recorded)) => ("accepted", Tone::Good),
            Some((Response::Rejected, _)) => ("REJECTED", Tone::Bad),
            Some((Response::Ignored, _)) => ("IGNORED", Tone::Bad),
            Some((Response::Clear, _)) => ("clear", Tone::Doubtful),
            None if self.timeline.stages[ring.last].end.is_none() => ("still ringing", Tone::Waiting),
            None => ("?", Tone::Doubtful),
        };
        Styled::text(format!("{word}{withdrawn}")).toned(tone)
    }

    fn remarks(&self) -> Vec<String> {
        let rings = &self.timeline.rings;
        let mut remarks = Vec::new();
        if rings.iter().any(is_inferred) {
            remarks.push("* inferred: the segment after it is Connected with the same user".to_owned());
        }
        if rings.iter().any(|ring| ring.withdrawn) {
            let why = "† withdrawn: it was completed, or another user connected, before this one responded";
            remarks.push(why.to_owned());
        }
        if self.is_connected_to_nobody() {
            remarks
                .push("‡ although it was Connected: no such segment has a user, and an answer is a user's".to_owned());
        }
        if !self.timeline.left_out.is_empty() {
            let rows = counted(self.timeline.left_out.len() as u64, "row");
            remarks.push(format!("{rows} left out: another row says the same segment"));
        }
        remarks
    }
}

fn is_inferred(ring: &Ring) -> bool {
    matches!(ring.response, Some((_, ResponseSource::Inferred)))
}

/// A direction as it stands within a sentence.
fn lower(direction: &str) -> &str {
    match direction {
        "Inbound" => "inbound",
        "Outbound" => "outbound",
        other => other,
    }
}
