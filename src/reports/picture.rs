//! Pictures of a few rows: bars beside each other, or paths that flow together.

use chrono::{Datelike, NaiveDate};

use crate::plain::printable;
use crate::tables::Instant;

use super::{Cell, Column, Tone};

/// A picture as a report asks for it, by its columns; [`Sketch::draw`] fills in the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sketch {
    Bars {
        title: String,
        /// The columns that name a row.
        names: Vec<&'static str>,
        /// The columns that are drawn, what they are called, and how they are meant.
        series: Vec<(&'static str, &'static str, Tone)>,
        /// The column with what the values of a row add up to, if they are stacked; `None` if they stand side by side.
        whole: Option<&'static str>,
        /// Whether the rows follow each other in time.
        is_time: bool,
    },
    Flow {
        title: String,
        /// The columns with the steps of a row; a step may stand for several, joined by ` > `.
        steps: Vec<&'static str>,
        /// The column that says how wide it is.
        weight: &'static str,
    },
}

/// A picture with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    Bars {
        title: String,
        /// What each bar is of: the cells that name it.
        names: Vec<Vec<Cell<'static>>>,
        /// What each series is called, how it is meant, and its values, one for each bar.
        series: Vec<(&'static str, Tone, Vec<Cell<'static>>)>,
        /// What the values of each bar add up to, if they are stacked; `None` if they stand side by side.
        whole: Option<Vec<Cell<'static>>>,
        is_time: bool,
    },
    Flow {
        title: String,
        /// The steps of each path, and how many took it.
        paths: Vec<(Vec<String>, u64)>,
    },
}

impl Sketch {
    /// The picture of some rows; `None` if there is nothing to see.
    pub fn draw(&self, columns: &[Column], rows: &[Vec<Cell<'static>>]) -> Option<Picture> {
        let at = |name: &str| columns.iter().position(|column| column.name == name);
        if rows.is_empty() {
            return None;
        }
        match self {
            Sketch::Bars { title, names, series, whole, is_time } => {
                let names: Vec<usize> = names.iter().map(|name| at(name)).collect::<Option<_>>()?;
                let filled = match &*names {
                    [name] if *is_time => filled(rows, *name),
                    _ => rows.to_vec(),
                };
                let values =
                    |name: &str| at(name).map(|at| filled.iter().map(|row| row[at].clone()).collect::<Vec<_>>());
                let drawn = |&(column, name, tone): &(_, &'static str, _)| Some((name, tone, values(column)?));
                Some(Picture::Bars {
                    title: title.clone(),
                    names: filled.iter().map(|row| names.iter().map(|at| row[*at].clone()).collect()).collect(),
                    series: series.iter().map(drawn).collect::<Option<_>>()?,
                    whole: whole.and_then(values),
                    is_time: *is_time,
                })
            }
            Sketch::Flow { title, steps, weight } => {
                let steps: Vec<usize> = steps.iter().map(|name| at(name)).collect::<Option<_>>()?;
                let weight = at(weight)?;
                let path = |row: &Vec<Cell<'static>>| {
                    let steps = steps.iter().filter_map(|at| match &row[*at] {
                        Cell::Text(steps) => Some(steps.split(" > ").map(|step| printable(step).into_owned())),
                        _ => None,
                    });
                    let Cell::Count(weight) = row[weight] else { return None };
                    Some((steps.flatten().collect(), weight))
                };
                Some(Picture::Flow { title: title.clone(), paths: rows.iter().filter_map(path).collect() })
            }
        }
    }
}

/// More moments than this are not drawn.
const MOST: i64 = 2000;

/// The rows, with blank ones for moments between the first and the last that have none: on an axis of time each has its
/// place. They are told apart by the column `at`, a day or the start of an interval.
fn filled(rows: &[Vec<Cell<'static>>], at: usize) -> Vec<Vec<Cell<'static>>> {
    let place = |row: &Vec<Cell<'static>>| match &row[at] {
        Cell::Text(day) => day.parse::<NaiveDate>().ok().map(|day| i64::from(day.num_days_from_ce())),
        Cell::Time(start) => Some(start.micros()),
        _ => None,
    };
    let named = |place: i64| match rows[0][at] {
        Cell::Time(_) => Some(Cell::Time(Instant::from_micros(place))),
        _ => Some(Cell::Text(NaiveDate::from_num_days_from_ce_opt(i32::try_from(place).ok()?)?.to_string().into())),
    };
    let Some(places) = rows.iter().map(place).collect::<Option<Vec<i64>>>() else { return rows.to_vec() };
    let apart = || places.windows(2).map(|pair| pair[1] - pair[0]);
    let is_day = matches!(rows[0][at], Cell::Text(_));
    let step = if is_day { Some(1) } else { apart().filter(|step| *step > 0).min() };
    let Some(step) = step.filter(|step| apart().all(|apart| apart > 0 && apart / step < MOST)) else {
        return rows.to_vec();
    };
    let mut filled: Vec<Vec<Cell<'static>>> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let before = number.checked_sub(1).map_or(places[number], |before| places[before]);
        let missing = (1..).map(|steps| before + steps * step).take_while(|place| *place < places[number]);
        filled.extend(missing.filter_map(named).map(|name| {
            let mut blank = vec![Cell::Blank; row.len()];
            blank[at] = name;
            blank
        }));
        filled.push(row.clone());
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_without_a_row_have_their_place() {
        let check = |names: &[&str], expected: &str| {
            let rows: Vec<Vec<Cell<'static>>> =
                names.iter().map(|name| vec![Cell::Text((*name).to_owned().into()), Cell::Count(1)]).collect();
            let shown = |row: &Vec<Cell<'static>>| match &row[..] {
                [Cell::Text(name), Cell::Blank] => format!("({name})"),
                [Cell::Text(name), _] => name.to_string(),
                _ => String::new(),
            };
            assert_eq!(filled(&rows, 0).iter().map(shown).collect::<Vec<_>>().join(" "), expected);
        };
        check(
            &["2026-11-27", "2026-11-30", "2026-12-01"],
            "2026-11-27 (2026-11-28) (2026-11-29) 2026-11-30 2026-12-01",
        );
        check(&["2026-11-27"], "2026-11-27");
        check(&["2026-W47", "2026-W49"], "2026-W47 2026-W49");
    }
}
