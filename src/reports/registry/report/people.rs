//! A timeline for people: the verdict at first glance, then what happened, stage by stage.

use crate::plain::counted;
use crate::reports::registry::explain;
use crate::reports::{
    Align, Bar, Cell, Each, Heading, Lines, Outline, Section, SectionColumn, Shrink, Styled, Title, Tone, Value,
};
use crate::tables::Duration;
use crate::timelines::{Coded, Stage, Timeline};

use super::lanes::MEASURES;
use super::view::{View, is_inferred};
use crate::reports::tones;

/// The reasons of its measures are told if there are `lines` to find them.
pub(crate) fn section<'r>(timeline: &'r Timeline<'r>, lines: Option<&'r Lines<'_>>) -> Section<'r> {
    let view = View::of(timeline);
    let stages = timeline.stages.len();
    Section {
        heading: view.heading(),
        facts: vec![view.verdict(), view.measures()],
        columns: columns(view.scale.1 - view.scale.0),
        rows: Each::new(stages, move |at| Some(view.row(at, lines.is_some()))),
        clocks: Each::new(stages, |at| Some(timeline.stages[at].started_at)),
        names_left_out: false,
        remarks: view.remarks(),
        reasons: lines.map(|lines| explain::reasons(timeline, lines)),
        entry: Some(view.entry()),
        lanes: Some(view.lanes()),
    }
}

/// What all timelines have in common.
pub(crate) fn outline() -> Outline {
    Outline { columns: columns(Duration::ZERO), reasons: explain::reason_columns(), measures: &MEASURES }
}

/// The columns of a timeline's table, with a bar of this scale.
fn columns(scale: Duration) -> Vec<SectionColumn> {
    let column = |title: &str, align, shrink| SectionColumn { title: Title::Word(title.to_owned()), align, shrink };
    vec![
        column("#", Align::Right, Shrink::Never),
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

impl<'r> View<'r> {
    /// The id; type and direction; the queues; the organization.
    fn heading(&self) -> Heading<'r> {
        let timeline = self.timeline;
        let mut subject = vec![Styled::text(timeline.id()).toned(Tone::Strong)];
        subject.extend([self.kind(), self.queues()].into_iter().flatten().map(Styled::text));
        subject.extend(timeline.organization_name().map(Styled::text));
        Heading { subject, day: Some(timeline.measures.created) }
    }

    /// Segments are numbered if reasons tell of their numbers.
    fn row(&self, at: usize, is_numbered: bool) -> Vec<Styled<'r>> {
        let stage = &self.timeline.stages[at];
        let start = self.scale.0;
        let bar = Bar {
            from: stage.started_at - start,
            to: self.end(stage).map(|end| end - start),
            scale: self.scale.1 - start,
        };
        let data = |text: Option<&'r str>| text.map_or_else(Styled::none, Styled::text);
        let ring = self.timeline.ring_at(at);
        let tone = tones::of_status(stage.status);
        let number = if is_numbered { Styled::from(Cell::Count(at as u64 + 1)) } else { Styled::none() };
        vec![
            number.toned(Tone::Faint),
            Styled::new(Value::Clock(stage.started_at), Tone::Plain),
            Styled::length(self.timeline.elapsed(stage)).toned(Tone::Faint),
            match (stage.lasted(), self.end(stage)) {
                (Some(length), _) => Styled::length(length),
                (None, Some(_)) => Styled::none(),
                (None, None) => Styled::text("open").toned(Tone::Waiting),
            },
            Styled::new(Value::Bar(bar), tone),
            self.status(stage).toned(tone),
            Styled::text(ring.map(|(order, _)| format!("R{order}")).unwrap_or_default()),
            data(stage.user_name().or(stage.queue_name())),
            ring.map_or_else(|| data(stage.text(Coded::CompletionDisplay)), |(_, ring)| self.response(ring)),
            data(stage.queue_name()),
            data(stage.text(Coded::Reason)),
            data(stage.text(Coded::CommunicationType)),
            data(stage.text(Coded::Direction)),
            data(self.timeline.segment_id(stage)),
        ]
    }

    /// The status, with an arrow if it changed; without one, the event or reason in brackets.
    fn status(&self, stage: &'r Stage<'r>) -> Styled<'r> {
        match stage.text(Coded::Status) {
            Some(status) if stage.is_status_change() => Styled::text(format!("→ {status}")),
            Some(status) => Styled::text(status),
            None => {
                let instead = stage.text(Coded::Event).or(stage.text(Coded::Reason));
                instead.map_or_else(Styled::none, |word| Styled::text(format!("({word})")))
            }
        }
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
            remarks.push(format!("{rows} left out: another row describes the same segment"));
        }
        remarks
    }
}
