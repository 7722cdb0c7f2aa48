use std::fmt::Display;
use std::iter::repeat_n;
use std::mem::replace;
use std::ops::Range;

use crate::centre::Centre;
use crate::random::{Id, Random};

pub(crate) const INTERACTIONS: &str = "Interaction Id,Account Id,Queue Id,Communication Type,Sub Communication Type,\
    Direction,Status,Created At,Completed At,Assignee At Completion,Call Id,Completion Display";
pub(crate) const SEGMENTS: &str = "Segment Id,Interaction Id,Queue Id,User Id,Communication Type,Direction,Reason,\
    Event,Status,Started At,Ended At,Duration,Completion Display,Notes";

const HOUR: u64 = 60 * 60 * 1000;

/// Spread evenly over 90 days from 24 August, from seven in the morning to nine at night. Like all times here they are
/// in milliseconds since 1 March 2026.
pub(crate) fn times_of_creation(interactions: u64, random: &mut Random) -> impl Iterator<Item = u64> {
    let (first_day, open) = (176, 14 * HOUR);
    let share = (90 * open / interactions.max(1)).max(1);
    (0..interactions).map(move |n| {
        let passed = n * share + random.within(0..share);
        (first_day + passed / open) * 24 * HOUR + 7 * HOUR + passed % open
    })
}

/// One interaction, from its creation on.
pub(crate) struct Story<'a> {
    centre: &'a Centre,
    random: &'a mut Random,
    id: Id,
    call: u64,
    queue: Id,
    channel: &'static str,
    sub_type: &'static str,
    direction: &'static str,
    created: u64,
    now: u64,
    segments: Vec<Segment>,
}

struct Segment {
    id: Id,
    queue: Id,
    user: Option<Id>,
    status: &'static str,
    reason: &'static str,
    event: &'static str,
    start: u64,
    end: Option<u64>,
    note: &'static str,
    /// As where two daily exports overlap
    twice: bool,
}

impl<'a> Story<'a> {
    pub(crate) fn tell(centre: &'a Centre, created: u64, random: &'a mut Random) -> Story<'a> {
        let mut story = Story {
            id: random.id(),
            call: random.within(0..1_000_000_000),
            queue: centre.queue(random),
            channel: random.choose(&["Phone", "Phone", "Phone", "Messaging", "Email", "Task", "Video"]),
            sub_type: random.choose(&["Inbound", "Inbound", "Inbound", "Callback"]),
            direction: random.choose(&["Inbound", "Inbound", "Inbound", "Inbound", "Outbound"]),
            created,
            now: created,
            segments: Vec::new(),
            centre,
            random,
        };
        story.next("Creating", "Created", "", None, 40..900);
        if story.random.percent(40) {
            story.next("Open", "Queued", "", None, 500..90_000);
        }
        match story.random.within(0..100) {
            0..2 => story.stay_open(),
            2..9 => story.leave_voicemail(),
            9..19 => story.hang_up_while_ringing(),
            _ => story.be_served(),
        }
        story
    }

    fn stay_open(&mut self) {
        let (user, (status, reason)) =
            (self.user(), self.random.choose(&[("Connected", "Answered"), ("Pending", "Ring")]));
        self.next(status, reason, "", Some(user), 0..1);
        if let Some(last) = self.segments.last_mut() {
            last.end = None;
        }
    }

    fn leave_voicemail(&mut self) {
        self.ring_in_vain();
        self.next("Bot", "Voicemail", "", None, 5_000..90_000);
        self.next("Completed", "Completed", "", None, 0..1);
    }

    fn hang_up_while_ringing(&mut self) {
        while self.random.percent(40) {
            self.ring_in_vain();
        }
        let (user, event) = (self.user(), self.random.choose(&["Cleared", "Cleared", ""]));
        self.next("Pending", "Ring", event, Some(user), 800..15_000);
        self.next("Completed", "Completed", "", None, 0..1);
    }

    fn be_served(&mut self) {
        while self.random.percent(30) {
            self.ring_in_vain();
        }
        let mut user = self.ring_and_be_accepted();
        self.next("Connected", "Answered", "", Some(user), 5_000..600_000);
        if self.random.percent(12) {
            self.next("Hold", "Hold", "", Some(user), 2_000..120_000);
            self.next("Connected", "Resumed", "", Some(user), 5_000..300_000);
        }
        if self.random.percent(10) {
            (user, self.queue) = (self.user(), self.centre.queue(self.random));
            self.next("Pending", "Transfer", "Accepted", Some(user), 1_000..20_000);
            self.next("Connected", "Answered", "", Some(user), 5_000..400_000);
        }
        if self.random.percent(60) {
            self.next("Wrap up", "Wrap up", "", Some(user), 1_000..120_000);
        }
        self.next("Completed", "Completed", "", Some(user), 0..1);
    }

    fn ring_and_be_accepted(&mut self) -> Id {
        let (user, slower, start) = (self.user(), self.user(), self.now);
        let event = if self.random.one_in(30) { "" } else { "Accepted" };
        self.next("Pending", "Ring", event, Some(user), 1_500..15_000);
        if self.random.percent(6) {
            // Somebody else was rung at the same time, and learns of being too slow a moment later
            let accepted = replace(&mut self.now, start);
            self.next("Pending", "Ring", "Cleared", Some(slower), accepted - start + 1..accepted - start + 200);
            self.now = accepted;
        }
        user
    }

    fn ring_in_vain(&mut self) {
        let user = self.user();
        let event = self.random.choose(&["Ignored", "Ignored", "Ignored", "Rejected", "Rejected", "Cleared", ""]);
        self.next("Pending", "Ring", event, Some(user), 3_000..25_000);
        if self.random.percent(30) {
            self.next("Open", "Queued", "", None, 200..60_000);
        }
    }

    fn user(&mut self) -> Id {
        self.centre.user(self.random)
    }

    #[rustfmt::skip]
    fn next(
        &mut self, status: &'static str, reason: &'static str, event: &'static str, user: Option<Id>,
        milliseconds: Range<u64>,
    ) {
        let (id, queue, start) = (self.random.id(), self.queue, self.now);
        self.now += self.random.within(milliseconds);
        let note = if self.random.percent(40) { self.random.choose(&NOTES) } else { "" };
        let (end, twice) = (Some(self.now), self.random.one_in(1000));
        self.segments.push(Segment { id, queue, user, status, reason, event, start, end, note, twice });
    }

    pub(crate) fn interaction_row(&self) -> String {
        let Story { id, queue, channel, sub_type, direction, call, .. } = self;
        let (account, created, completion) = (self.centre.account(*queue), time(self.created), self.completion());
        let last = self.segments.last();
        let (status, assignee) = (last.map_or("", |last| last.status), or_blank(last.and_then(|last| last.user)));
        let completed = or_blank(completion.map(|_| time(self.now)));
        let completion = completion.unwrap_or_default();
        format!(
            "{id},{account},{queue},{channel},{sub_type},{direction},{status},{created},{completed},{assignee},\
             {call:09},{completion}"
        )
    }

    /// With the time of their start.
    pub(crate) fn segment_rows(&self) -> impl Iterator<Item = (u64, String)> {
        let rows = self.segments.iter().flat_map(|segment| repeat_n(segment, if segment.twice { 2 } else { 1 }));
        rows.map(|segment| (segment.start, self.segment_row(segment)))
    }

    fn segment_row(&self, segment: &Segment) -> String {
        let Story { id: interaction, channel, direction, .. } = self;
        let &Segment { id, queue, user, status, reason, event, start, end, note, .. } = segment;
        let duration = or_blank(end.map(|end| format!("{}.{:03}", (end - start) / 1000, (end - start) % 1000)));
        let completion = if status == "Completed" { self.completion().unwrap_or_default() } else { "" };
        let (user, start, end) = (or_blank(user), time(start), or_blank(end.map(time)));
        format!(
            "{id},{interaction},{queue},{user},{channel},{direction},{reason},{event},{status},{start},{end},\
             {duration},{completion},{note}"
        )
    }

    fn completion(&self) -> Option<&'static str> {
        let [.., before, last] = self.segments.as_slice() else { return None };
        match (before.status, last.status) {
            ("Bot", "Completed") => Some("Voicemail left"),
            ("Pending", "Completed") => Some("Customer left"),
            (_, "Completed") => Some("Completed by user"),
            _ => None,
        }
    }
}

/// As they stand in the file: some need quotes, for a comma, a quote or a line break.
const NOTES: [&str; 6] = [
    "Asked about the last invoice",
    "\"Second contact this week, wants a refund\"",
    "Promised a call back after the weekend",
    "\"Said \"\"never again\"\" and laughed\"",
    "\"Has moved house\nNew address is on file\"",
    "Knows the product better than we do",
];

fn time(milliseconds: u64) -> String {
    let (day, time) = (milliseconds / (24 * HOUR), milliseconds % (24 * HOUR));
    // Counted from March, every five months have 153 days: https://howardhinnant.github.io/date_algorithms.html
    let month = (5 * day + 2) / 153;
    let (month, day) = (month + 3, day - (153 * month + 2) / 5 + 1);
    let (hour, minute, second) = (time / HOUR, time / 60_000 % 60, time / 1000 % 60);
    format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", time % 1000)
}

fn or_blank(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
