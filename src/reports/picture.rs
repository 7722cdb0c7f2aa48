//! Pictures of a few rows: bars beside each other, or paths that flow together.

use crate::plain::printable;

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
        /// The names of all moments from the first row to the last, also those without one; empty if they aren't known.
        moments: Vec<Cell<'static>>,
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
            Sketch::Bars { title, names, series, whole, is_time, moments } => {
                let names: Vec<usize> = names.iter().map(|name| at(name)).collect::<Option<_>>()?;
                let filled = match &*names {
                    [name] if !moments.is_empty() => filled(rows, *name, moments),
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

/// The rows at their moments, with blank ones for moments that have none: on an axis of time each has its place. They are
/// told apart by the column `at`.
fn filled(rows: &[Vec<Cell<'static>>], at: usize, moments: &[Cell<'static>]) -> Vec<Vec<Cell<'static>>> {
    let mut left = rows.iter().peekable();
    let at_moment = |moment: &Cell<'static>| match left.next_if(|row| row[at] == *moment) {
        Some(row) => row.clone(),
        None => {
            let mut blank = vec![Cell::Blank; rows[0].len()];
            blank[at] = moment.clone();
            blank
        }
    };
    let filled: Vec<_> = moments.iter().map(at_moment).collect();
    // Rows that were sorted or chosen among others stay as they are.
    if left.next().is_none() { filled } else { rows.to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_without_a_row_have_their_place() {
        let check = |rows: &str, expected: &str| {
            let name = |name: &str| Cell::Text(name.to_owned().into());
            let rows: Vec<Vec<Cell<'static>>> = rows.split(' ').map(|row| vec![name(row), Cell::Count(1)]).collect();
            let shown = |row: &Vec<Cell<'static>>| match &row[..] {
                [Cell::Text(name), Cell::Blank] => format!("({name})"),
                [Cell::Text(name), _] => name.to_string(),
                _ => String::new(),
            };
            let filled = filled(&rows, 0, &["a", "b", "c", "d"].map(name));
            assert_eq!(filled.iter().map(shown).collect::<Vec<_>>().join(" "), expected);
        };
        check("a d", "a (b) (c) d");
        check("b", "(a) b (c) (d)");
        check("d a", "d a");
    }
}
