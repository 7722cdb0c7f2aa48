//! What interactions are counted by.

use chrono::{Datelike, Timelike};
use clap::ValueEnum;

use crate::reports::{Cell, Column, Spellings};
use crate::tables::{Duration, Instant, Zone, normalised};
use crate::timelines::{Coded, Stage, Timeline};

/// What a summary has a row for each of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub(super) enum Key {
    /// Users with a ring or a Connected, Hold or WrapUp segment
    User,
    /// Queues
    Queue,
    /// Organizations
    Organization,
    /// Phone, Messaging, Email, Task, Video
    CommunicationType,
    /// Inbound, outbound
    Direction,
    /// Calendar days of creation
    Day,
    /// Weeks from Monday
    Week,
    /// Months
    Month,
    /// Hours of the day
    Hour,
    /// Days of the week
    Weekday,
    /// Intervals of the day, as long as --interval
    Interval,
}

const NO_KEY: &str = "where there is none";
const OF_CREATION: &str = "creation in the output zone";
const OF_INTERACTION: &str = "the interaction's, else that of its first segment with one";

static USER: &[Column] = &[
    Column::text("user_id", "The user.").from("exported"),
    Column::text("user_name", "The user's name, or the id if there is no name.")
        .from("first and last name of the users table, else its name, else its email"),
];
static QUEUE: &[Column] = &[
    Column::text("queue_id", "The queue.").blank(NO_KEY).from(
        "of an interaction: that of the first segment with one, else its own; of a ring, and of a \
        user's Connected, Hold or WrapUp segment: its own, else that of the nearest earlier segment \
        with one, else the interaction's",
    ),
    Column::text("queue_name", "The queue's name, or its id if it has no name.")
        .blank(NO_KEY)
        .from("name of the queues table"),
];
static ORGANIZATION: &[Column] = &[
    Column::text("account_id", "The organization.").blank(NO_KEY).from("exported"),
    Column::text("organization_name", "The organization's name, or its id if it has no name.")
        .blank(NO_KEY)
        .from("name of the organizations table"),
];
static COMMUNICATION_TYPE: &[Column] =
    &[Column::word("communication_type", "The communication type, as first spelled.")
        .blank(NO_KEY)
        .from(OF_INTERACTION)];
static DIRECTION: &[Column] =
    &[Column::word("direction", "The direction, as first spelled.").blank(NO_KEY).from(OF_INTERACTION)];
static DAY: &[Column] = &[Column::text("day", "The calendar day of creation, such as 2026-11-01.").from(OF_CREATION)];
static WEEK: &[Column] =
    &[Column::text("week", "The week of creation, from Monday, such as 2026-W45.").from(OF_CREATION)];
static MONTH: &[Column] = &[Column::text("month", "The month of creation, such as 2026-11.").from(OF_CREATION)];
static HOUR: &[Column] = &[Column::count("hour", "The hour of the day of creation, 0 to 23.").from(OF_CREATION)];
static WEEKDAY: &[Column] = &[Column::text("weekday", "The weekday of creation, Monday to Sunday.").from(OF_CREATION)];
static INTERVAL: &[Column] = &[Column::time("interval", "The start of the interval of creation.")
    .from("steps of --interval (default 30m) of elapsed time from the day's midnight in the output zone")];

/// A queue or a user at which something counts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Whose<'t> {
    name: Option<&'t str>,
    id: Option<&'t str>,
    /// See [`Stage::code`].
    code: Option<usize>,
}

/// One part of a row's key. Its order is that of the rows: blank first, queues, organizations and users by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    Named {
        name: Option<String>,
        id: Option<String>,
    },
    /// A queue or a user whose name and id are still to be told.
    Coded(usize),
    /// A word that is still to be spelled.
    Word(Option<String>),
    Text(Option<String>),
    Number(u32),
    /// A day of the week, from Monday 0.
    Weekday(u32),
    /// A moment, ordered as it is printed.
    Moment(String, Instant),
}

impl Key {
    pub(super) fn columns(self) -> &'static [Column] {
        match self {
            Key::User => USER,
            Key::Queue => QUEUE,
            Key::Organization => ORGANIZATION,
            Key::CommunicationType => COMMUNICATION_TYPE,
            Key::Direction => DIRECTION,
            Key::Day => DAY,
            Key::Week => WEEK,
            Key::Month => MONTH,
            Key::Hour => HOUR,
            Key::Weekday => WEEKDAY,
            Key::Interval => INTERVAL,
        }
    }

    /// The name and id of something [`Part::Coded`].
    pub(super) fn named(self, queue: Whose<'_>, user: Whose<'_>) -> Part {
        if self == Key::User { user.named() } else { queue.named() }
    }

    /// Where something of an interaction counts that has a queue and a user.
    pub(super) fn part(
        self,
        timeline: &Timeline<'_>,
        queue: Whose<'_>,
        user: Whose<'_>,
        zone: Zone,
        interval: Duration,
    ) -> Part {
        let created = timeline.measures.created;
        let civil = || zone.civil(created);
        let word = |word: Option<&str>| Part::Word(word.map(normalised));
        let text = |text: String| Part::Text(Some(text));
        match self {
            Key::User => user.part(),
            Key::Queue => queue.part(),
            Key::Organization => {
                Whose { name: timeline.organization_name(), id: timeline.interaction.account_id, code: None }.part()
            }
            Key::CommunicationType => word(timeline.communication_type()),
            Key::Direction => word(timeline.direction()),
            Key::Day => text(civil().format("%Y-%m-%d").to_string()),
            Key::Week => text(civil().format("%G-W%V").to_string()),
            Key::Month => text(civil().format("%Y-%m").to_string()),
            Key::Hour => Part::Number(civil().hour()),
            Key::Weekday => Part::Weekday(civil().weekday().num_days_from_monday()),
            Key::Interval => {
                let midnight = zone.start_of_day(civil().date());
                let length = interval.micros().max(1);
                let steps = (created - midnight).micros().div_euclid(length);
                let start = midnight + Duration::from_micros(steps * length);
                Part::Moment(printed(start, zone), start)
            }
        }
    }
}

/// A moment as files print it, which decides its order.
fn printed(at: Instant, zone: Zone) -> String {
    let offset = zone.offset_at(at);
    let civil = zone.civil(at) + chrono::TimeDelta::microseconds(i64::from(at.subsecond()));
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{}{sign}{:02}:{:02}", civil.format("%Y-%m-%dT%H:%M:%S%.f"), minutes / 60, minutes % 60)
}

impl<'t> Whose<'t> {
    /// The queue at which an interaction counts.
    pub(super) fn queue_of(timeline: &'t Timeline<'_>) -> Whose<'t> {
        Whose { name: timeline.queue_name(), id: timeline.queue_id(), code: timeline.queue_code() }
    }

    /// A segment's own queue; `None` if it has none.
    pub(super) fn queue_at(stage: &'t Stage<'_>) -> Option<Whose<'t>> {
        let code = stage.code(Coded::QueueId);
        stage.text(Coded::QueueId).map(|id| Whose { name: stage.queue_name(), id: Some(id), code })
    }

    pub(super) fn user_at(stage: &'t Stage<'_>) -> Whose<'t> {
        Whose { name: stage.user_name(), id: stage.text(Coded::UserId), code: stage.code(Coded::UserId) }
    }

    /// Whether it has one of some ids; always if none are asked for.
    pub(super) fn is_one_of(self, ids: Option<&[String]>) -> bool {
        ids.is_none_or(|ids| self.id.is_some_and(|id| ids.iter().any(|known| known == id)))
    }

    #[inline]
    fn part(self) -> Part {
        self.code.map_or_else(|| self.named(), Part::Coded)
    }

    fn named(self) -> Part {
        Part::Named { name: self.name.map(str::to_owned), id: self.id.map(str::to_owned) }
    }
}

impl Part {
    /// The same with words as they were first spelled.
    pub(super) fn spelled(self, spellings: &Spellings) -> Part {
        match self {
            Part::Word(word) => Part::Text(word.map(|word| spellings.of(word))),
            other => other,
        }
    }

    /// Its cells: of something named the id and the name, of anything else one.
    pub(super) fn cells(self) -> Vec<Cell<'static>> {
        const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        let text = |text: Option<String>| text.map_or(Cell::Blank, |text| Cell::Text(text.into()));
        match self {
            Part::Named { name, id } => vec![text(id), text(name)],
            Part::Coded(code) => vec![Cell::Count(code as u64)],
            Part::Word(word) => vec![text(word)],
            Part::Text(printed) => vec![text(printed)],
            Part::Number(number) => vec![Cell::Count(number.into())],
            Part::Weekday(day) => vec![Cell::text(WEEKDAYS[day as usize % 7])],
            Part::Moment(_, at) => vec![Cell::Time(at)],
        }
    }
}
