//! What interactions are counted by.

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Timelike};
use clap::ValueEnum;

use crate::reports::{Cell, Column, Shift};
use crate::tables::{Civil, Duration, Instant, Table, Zone, normalised};
use crate::timelines::{Coded, Outcome, Stage, State, Timeline};

use super::exported::{ExportedKey, Found};
use super::intervals::{moved_interval, start_of_interval};
use super::key_columns::{
    COMMUNICATION_TYPE, COMPLETION_DISPLAY, DAY, DIRECTION, HOUR, INTERVAL, MONTH, ORGANIZATION, OUTCOME, QUEUE, STATE,
    SUB_COMMUNICATION_TYPE, USER, WEEK, WEEKDAY,
};
use super::part::Part;

/// The names of keys, as they are typed.
pub(super) fn names(keys: &[Key]) -> Vec<String> {
    let name = |key: &Key| match key {
        Key::Exported(key) => key.name().to_owned(),
        key => key.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned()),
    };
    keys.iter().map(name).collect()
}

/// Keys in words.
pub(super) fn told(keys: &[Key]) -> String {
    names(keys).join(" and ").replace('-', " ")
}

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
    /// Inbound, callback, voicemail
    SubCommunicationType,
    /// Answered, unanswered, exited, open
    Outcome,
    /// Open, completed
    State,
    /// How interactions were completed
    CompletionDisplay,
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
    /// Nothing: one row for everything
    All,
    /// Values of a column of the exports.
    #[value(skip)]
    Exported(ExportedKey),
}

/// Where something of an interaction counts.
#[derive(Clone, Copy)]
pub(super) struct Spot<'t> {
    pub(super) timeline: &'t Timeline<'t>,
    /// The segment at whose queue; `None` for the interaction's own queue.
    pub(super) queue: Option<&'t Stage<'t>>,
    /// The segment for whose user.
    pub(super) user: Option<&'t Stage<'t>>,
    pub(super) zone: Zone,
    pub(super) interval: Duration,
    /// Where its moments have their place.
    pub(super) shift: Shift,
    /// What the exports say of it.
    pub(super) exported: Found<'t>,
}

impl Key {
    pub(super) fn columns(self) -> &'static [Column] {
        match self {
            Key::User => USER,
            Key::Queue => QUEUE,
            Key::Organization => ORGANIZATION,
            Key::CommunicationType => COMMUNICATION_TYPE,
            Key::Direction => DIRECTION,
            Key::SubCommunicationType => SUB_COMMUNICATION_TYPE,
            Key::Outcome => OUTCOME,
            Key::State => STATE,
            Key::CompletionDisplay => COMPLETION_DISPLAY,
            Key::Day => DAY,
            Key::Week => WEEK,
            Key::Month => MONTH,
            Key::Hour => HOUR,
            Key::Weekday => WEEKDAY,
            Key::Interval => INTERVAL,
            Key::All => &[],
            Key::Exported(key) => key.columns(),
        }
    }

    /// The column of the exports that it is.
    pub(super) fn as_exported(self) -> Option<ExportedKey> {
        if let Key::Exported(key) = self { Some(key) } else { None }
    }

    /// Whether rows by it are about what users did.
    pub(super) fn is_of_users(self) -> bool {
        self == Key::User || self.as_exported().is_some_and(|key| key.table() == Table::Users)
    }

    /// Whether what counts in its rows counts at its own queue.
    pub(super) fn is_of_queues(self) -> bool {
        self == Key::Queue || self.as_exported().is_some_and(|key| key.table() == Table::Queues)
    }

    /// A number for the part: equal numbers, equal parts in all timelines. `None` if it has none.
    pub(super) fn number(self, spot: &Spot<'_>) -> Option<i64> {
        let civil = || spot.civil();
        let number = |number: Option<usize>| number.map(|number| number as i64);
        match self {
            Key::User => number(spot.user.and_then(|stage| stage.code(Coded::UserId))),
            Key::Queue => number(spot.queue_code()),
            Key::Organization => number(spot.timeline.organization_code()),
            Key::CommunicationType => number(spot.timeline.communication_type_code()),
            Key::Direction => number(spot.timeline.direction_code()),
            Key::SubCommunicationType | Key::CompletionDisplay | Key::Exported(_) => None,
            Key::Outcome => spot.timeline.measures.outcome.map(|outcome| outcome as i64),
            Key::State => spot.timeline.measures.state.map(|state| state as i64),
            Key::All => Some(0),
            Key::Day | Key::Week | Key::Month => Some(self.moved(civil().date(), spot.shift).num_days_from_ce().into()),
            Key::Hour => Some(civil().hour().into()),
            Key::Weekday => Some(civil().weekday().num_days_from_monday().into()),
            Key::Interval => Some(spot.start_of_interval().micros()),
        }
    }

    /// Where something of an interaction counts.
    pub(super) fn part(self, spot: &Spot<'_>) -> Part {
        let civil = || spot.civil();
        let text = |text: String| Part::Text(Some(text));
        let exact = |text: Option<&str>| Part::Text(text.map(str::to_owned));
        let named = |name: Option<&str>, id: Option<&str>| {
            let [name, id] = [name, id].map(|text| text.map(str::to_owned));
            Part::Named { name, id }
        };
        let user = spot.user;
        match self {
            Key::User => named(user.and_then(Stage::user_name), user.and_then(|stage| stage.text(Coded::UserId))),
            Key::Queue => named(spot.queue_name(), spot.queue_id()),
            Key::Organization => named(spot.timeline.organization_name(), spot.timeline.interaction.account_id),
            Key::CommunicationType => Part::Word(spot.timeline.communication_type().map(normalised)),
            Key::Direction => Part::Word(spot.timeline.direction().map(normalised)),
            Key::SubCommunicationType => exact(spot.timeline.interaction.sub_communication_type),
            Key::Outcome => exact(spot.timeline.measures.outcome.map(Outcome::name)),
            Key::State => exact(spot.timeline.measures.state.map(State::name)),
            Key::CompletionDisplay => exact(spot.timeline.completion_display()),
            Key::Day | Key::Week | Key::Month => text(self.printed(self.moved(civil().date(), spot.shift))),
            Key::Hour => Part::Number(civil().hour()),
            Key::Weekday => Part::Weekday(civil().weekday().num_days_from_monday()),
            Key::Interval => {
                let start = spot.start_of_interval();
                Part::moment(start, spot.zone)
            }
            Key::All => Part::All,
            Key::Exported(key) => Part::Text(spot.exported.value(key, spot.timeline, spot.queue, spot.user)),
        }
    }

    /// Whether its values follow each other through a period.
    pub(super) fn is_of_period(self) -> bool {
        matches!(self, Key::Day | Key::Week | Key::Month | Key::Interval)
    }

    /// Whether its values are moments.
    pub(super) fn is_time(self) -> bool {
        self.is_of_period() || matches!(self, Key::Hour | Key::Weekday)
    }

    /// The day in whose place another one is, as the key tells days.
    fn moved(self, day: NaiveDate, shift: Shift) -> NaiveDate {
        let moved = match self {
            Key::Week => day.checked_add_signed(TimeDelta::weeks(shift.weeks)),
            Key::Month => {
                let months = Months::new(u32::try_from(shift.months.unsigned_abs()).unwrap_or(u32::MAX));
                if shift.months < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
            }
            _ => day.checked_add_signed(TimeDelta::days(shift.days)),
        };
        moved.unwrap_or(day)
    }

    /// A day as the key prints it.
    fn printed(self, day: NaiveDate) -> String {
        let format = match self {
            Key::Week => "%G-W%V",
            Key::Month => "%Y-%m",
            _ => "%Y-%m-%d",
        };
        day.format(format).to_string()
    }

    /// What stands in the place of a part in the period before.
    pub(super) fn before(self, part: &Part, shift: Shift, zone: Zone, interval: Duration) -> Cell<'static> {
        let Shift { days, weeks, months, seconds } = shift;
        let back = Shift { days: -days, weeks: -weeks, months: -months, seconds: -seconds };
        let day = |text: &str| {
            let (text, format) = match self {
                Key::Week => (format!("{text}-1"), "%G-W%V-%u"),
                Key::Month => (format!("{text}-01"), "%Y-%m-%d"),
                _ => (text.to_owned(), "%Y-%m-%d"),
            };
            NaiveDate::parse_from_str(&text, format).ok()
        };
        match part {
            Part::Text(Some(text)) => {
                day(text).map_or(Cell::Blank, |day| Cell::Text(self.printed(self.moved(day, back)).into()))
            }
            Part::Moment(_, at) => Cell::Time(moved_interval(*at, back, zone, interval)),
            _ => Cell::Blank,
        }
    }
}

impl<'t> Spot<'t> {
    pub(super) fn queue_id(&self) -> Option<&'t str> {
        self.queue.map_or_else(|| self.timeline.queue_id(), |stage| stage.text(Coded::QueueId))
    }

    fn queue_name(&self) -> Option<&'t str> {
        self.queue.map_or_else(|| self.timeline.queue_name(), Stage::queue_name)
    }

    fn start_of_interval(&self) -> Instant {
        let start = start_of_interval(self.timeline.measures.created, self.zone, self.interval);
        moved_interval(start, self.shift, self.zone, self.interval)
    }

    fn civil(&self) -> Civil {
        self.zone.civil(self.timeline.measures.created)
    }

    fn queue_code(&self) -> Option<usize> {
        self.queue.map_or_else(|| self.timeline.queue_code(), |stage| stage.code(Coded::QueueId))
    }
}
