//! Columns that say how long the stages of their row lasted, as `ring_time`, and the `[[stages]]` that they make.

use crate::document::toml_text;
use crate::exports::{DurationUnit, duration, header_key};
use crate::tables::Field;

use super::guess::{Guessed, Line};
use super::guesses::GUESSES;
use super::leg_type::LegType;
use super::values::doubt;

/// What a row's columns of stages may mean.
pub(super) struct Stages {
    /// The lines of `[[stages]]` for each meaning.
    pub(super) readings: Vec<Vec<Line>>,
    /// The line for legs that are no agent's, if there are any: they may be of somebody who waits.
    pub(super) others: Option<Line>,
    /// Whether there is only one, which leaves neither a ring nor a talk nor a user open.
    pub(super) is_sure: bool,
}

/// Stages with the column that has their length, and the one whose length isn't part of it.
type Reading = Vec<(&'static str, usize, Option<usize>)>;

/// The stages with their columns, in the order of stages; none if no column is a ring's or a talk's.
pub(super) fn stage_columns(guess: &Guessed<'_>) -> Vec<(&'static str, usize)> {
    let of_stage =
        |(stage, names): &'static (String, Vec<String>)| Some((stage.as_str(), columns_of(guess, names).next()?));
    let found: Vec<_> = GUESSES.stages.iter().filter_map(of_stage).collect();
    let tells = found.iter().any(|(stage, _)| matches!(*stage, "Pending" | "Connected"));
    if tells { found } else { Vec::new() }
}

/// `None` for rows of a single stage. Where no column says who was rung, stages would count rings as none at all.
pub(super) fn stages(guess: &Guessed<'_>, lines: &[Line]) -> Option<Stages> {
    let columns = stage_columns(guess);
    if columns.is_empty() {
        return None;
    }
    let of = |stage: &str| columns.iter().find(|(name, _)| *name == stage).map(|(_, at)| *at);
    let is_joined = |at: &usize| lines.iter().any(|line| line.is_join() && line.values.contains(guess.name(*at)));
    let total = columns_of(guess, &GUESSES.totals).find(|at| !is_joined(at));
    let plain: Reading = columns.iter().map(|(stage, at)| (*stage, *at, None)).collect();
    let with = |stage: &'static str, at: usize, less: Option<usize>| -> Reading {
        let mut reading = plain.clone();
        reading.retain(|(other, ..)| *other != stage);
        reading.push((stage, at, less));
        reading.sort_by_key(|(stage, ..)| GUESSES.stages.iter().position(|(name, _)| name == stage));
        reading
    };
    let mut readings = vec![plain.clone()];
    match (of("Open"), of("Pending"), of("Connected"), total) {
        // Whether a wait has the ring in it differs from system to system.
        (Some(wait), Some(ring), Some(_), _) => readings.push(with("Open", wait, Some(ring))),
        (_, None, Some(talk), Some(total)) => readings.push(with("Pending", total, Some(talk))),
        (_, Some(ring), None, Some(total)) => {
            readings = vec![with("Connected", total, None), with("Connected", total, Some(ring))];
        }
        _ => (),
    }
    let is_whole = of("Pending").is_some() && of("Connected").is_some();
    if let Some(total) = total.filter(|_| readings.len() > 1) {
        let filling: Vec<_> = readings.iter().filter(|reading| fills(guess, reading, total)).cloned().collect();
        if filling.len() == 1 && is_whole {
            readings = filling;
        }
    }
    let has_user = guess.column_of(Field::UserId, lines).is_some();
    let is_sure = readings.len() == 1 && is_whole && has_user;
    let name = |at: usize| toml_text(guess.name(at));
    let line = |(stage, at, less): &(&'static str, usize, Option<usize>)| {
        let toml = less.map_or_else(|| name(*at), |less| format!("{{ lasts = {}, less = {} }}", name(*at), name(less)));
        Line { is_sure, ..Line::unsure_toml(stage, &toml, String::new()) }
    };
    let leg_type = LegType::of(guess).map(|leg_type| toml_text(&leg_type.condition(guess)));
    let of_legs = leg_type.map(|toml| Line { is_sure, ..Line::unsure_toml("where", &toml, String::new()) });
    let lines = |reading: &Reading| of_legs.iter().cloned().chain(reading.iter().map(line)).collect();
    let readings = readings.iter().map(lines).collect();
    let others = total.filter(|_| of_legs.is_some()).map(|at| Line::unsure_toml("Open", &name(at), String::new()));
    Some(Stages { readings, others, is_sure })
}

/// The columns whose header is one of some, apart from a unit, and whose values are lengths of time.
fn columns_of<'g>(guess: &'g Guessed<'_>, names: &'g [String]) -> impl Iterator<Item = usize> + 'g {
    let is_named = |at: &usize| {
        let key = header_key(guess.name(*at));
        let units = ["", "inseconds", "seconds", "secs", "sec", "s"];
        let mut stems = units.iter().filter_map(|unit| key.strip_suffix(unit));
        stems.any(|stem| names.iter().any(|name| name == stem))
    };
    (0..guess.columns.len()).filter(move |at| is_named(at) && doubt(Field::Duration, &guess.columns[*at]).is_none())
}

/// Whether stages last as long as nearly all of the first rows do. Work after the contact needn't count.
fn fills(guess: &Guessed<'_>, stages: &Reading, total: usize) -> bool {
    /// In seconds: lengths are rounded, and a moment passes until two are connected.
    const NEAR: f64 = 2.0;
    let (mut rows, mut filled) = (0, 0);
    guess.each_of_first(|value| {
        let seconds = |at: usize| {
            let length = duration(value(at).as_bytes(), DurationUnit::Seconds);
            length.map_or(0.0, |length| length.micros() as f64 / 1e6)
        };
        let sum = |but: &str| -> f64 {
            let counted = stages.iter().filter(|(stage, ..)| *stage != but);
            counted.map(|(_, at, less)| seconds(*at) - less.map_or(0.0, seconds)).sum()
        };
        rows += 1;
        filled += usize::from(["", "WrapUp"].iter().any(|but| (sum(but) - seconds(total)).abs() <= NEAR));
    });
    rows > 0 && filled * 10 >= rows * 9
}
