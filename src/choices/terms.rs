//! The options that choose interactions, parsed as far as possible without the exports.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::cli::{Choosing, On};
use crate::plain::printable;
use crate::spans::span;
use crate::tables::{Duration, Instant};
use crate::usage::UsageError;

use super::hours::Hours;
use super::interval::Bounds;
use super::period::{Present, When};

#[derive(Clone, Debug)]
pub(crate) struct Terms<'o> {
    pub(super) options: &'o Choosing,
    pub(super) dates: Vec<When>,
    since: Vec<When>,
    until: Vec<When>,
    pub(super) min_wait: Option<Duration>,
    pub(super) min_duration: Option<Duration>,
    pub(super) hours: Hours,
}

impl<'o> Terms<'o> {
    pub(crate) fn read(options: &'o Choosing, holidays: &BTreeSet<NaiveDate>) -> Result<Terms<'o>, UsageError> {
        let times = |texts: &[String], option: &str| -> Result<Vec<When>, UsageError> {
            texts.iter().map(|text| When::of_option(text, option)).collect()
        };
        let spans = |texts: &[String], option| -> Result<Option<Duration>, UsageError> {
            let spans: Result<Vec<Duration>, UsageError> = texts.iter().map(|text| span(text, option)).collect();
            // Alternatives: the weakest bound holds.
            Ok(spans?.into_iter().min())
        };
        let (since, until) = (times(&options.since, "--since")?, times(&options.until, "--until")?);
        let dates: Result<_, UsageError> =
            options.date.iter().map(|text| When::days_of_option(text, "--date")).collect();
        let hours = Hours::read(&options.hours, &options.days, holidays)?;
        if options.on == On::Active && !hours.are_all() {
            let hint = "--on created or --on completed says which moment of an interaction it is";
            return Err(UsageError::new("--hours and --days: --on active is about many moments").hint(hint));
        }
        Ok(Terms {
            options,
            dates: dates?,
            since,
            until,
            min_wait: spans(&options.min_wait, "--min-wait")?,
            min_duration: spans(&options.min_duration, "--min-duration")?,
            hours,
        })
    }

    /// Whether an interval with a start and an end is chosen.
    pub(crate) fn has_interval(&self) -> bool {
        !self.dates.is_empty() || !(self.since.is_empty() || self.until.is_empty())
    }

    /// The chosen instants; an error if the interval ends before it begins.
    pub(crate) fn bounds(&self, present: &Present) -> Result<Bounds, UsageError> {
        let intervals = |asked: &[When]| asked.iter().map(|when| when.interval(present)).collect::<Vec<_>>();
        let since = intervals(&self.since).iter().map(|at| at.start).min().unwrap_or(Instant::MIN);
        let until = intervals(&self.until).iter().map(|at| at.end).max().unwrap_or(Instant::MAX);
        if since <= until {
            return Ok(Bounds { dates: intervals(&self.dates), since, until });
        }
        let [since, until] = [&self.options.since, &self.options.until].map(|texts| texts.join(" or "));
        let problem = format!("--until {} ends before --since {} begins", printable(&until), printable(&since));
        Err(UsageError::new(problem).hint("--since is where the interval begins, --until where it ends"))
    }
}
