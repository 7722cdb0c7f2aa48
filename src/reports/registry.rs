//! All reports. A new one is a file and a line here.

mod check;
mod day;
mod explain;
mod interactions;
mod paths;
mod report;
mod rings;
mod statuses;
mod summary;

use super::Report;

pub(crate) use day::DayPage;
pub(crate) use report::{outline, section};

pub(crate) static REPORTS: [&Report; 9] = [
    &report::REPORT,
    &rings::RINGS,
    &statuses::STATUSES,
    &interactions::INTERACTIONS,
    &summary::SUMMARY,
    &paths::PATHS,
    &check::CHECK,
    &explain::EXPLAIN,
    &day::DAY,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What a new report may forget.
    #[test]
    fn every_report_is_explained_and_shown() {
        let mut names = BTreeSet::new();
        for report in REPORTS {
            assert!(names.insert(report.name), "{} is there twice", report.name);
            assert!(!report.about.is_empty() && !report.about.ends_with('.'), "{}: help is a phrase", report.name);
            let command = format!("segrep {}", report.name);
            assert!(report.examples.lines().all(|line| line.contains(&command)), "{}: examples of it", report.name);
            let is_page = report.name == "day";
            assert!(is_page || !report.tables().is_empty(), "{} shows something", report.name);
            for (table, columns) in report.tables() {
                let mut seen = BTreeSet::new();
                for column in columns {
                    assert!(seen.insert(&*column.name), "{table}: {} is there twice", column.name);
                    let told = [column.meaning, column.formula];
                    assert!(told.iter().all(|text| !text.is_empty()), "{table}: {} is explained", column.name);
                }
            }
        }
    }

    /// A column that nothing makes cells for would be blank in every row.
    #[test]
    fn every_column_of_a_list_has_cells_and_those_for_people_are_there() {
        for items in REPORTS.iter().filter_map(|report| report.items) {
            for column in items.columns {
                assert!(column.is_made(), "{} of {}", column.name, items.title);
            }
            for name in items.for_people.split(' ') {
                assert!(items.columns.iter().any(|column| column.name == name), "{name} of {}", items.title);
            }
        }
    }
}
