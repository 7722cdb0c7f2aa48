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
        let values = |name: &str| at(name).map(|at| rows.iter().map(|row| row[at].clone()).collect::<Vec<_>>());
        if rows.is_empty() {
            return None;
        }
        match self {
            Sketch::Bars { title, names, series, whole, is_time } => {
                let names: Vec<usize> = names.iter().map(|name| at(name)).collect::<Option<_>>()?;
                let drawn = |&(column, name, tone): &(_, &'static str, _)| Some((name, tone, values(column)?));
                Some(Picture::Bars {
                    title: title.clone(),
                    names: rows.iter().map(|row| names.iter().map(|at| row[*at].clone()).collect()).collect(),
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
