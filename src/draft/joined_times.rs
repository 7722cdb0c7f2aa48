//! Times in two columns: a date, and the time of day.

use crate::document::toml_text;
use crate::exports::{Vocabulary, is_blank, reads_as_time};
use crate::tables::Field;

use super::guess::{Guessed, Line};
use super::terms;
use super::values::{reads_as_times, sample};

/// The two columns that hold a field together, and the line that says so. `None` if one column may hold it alone.
pub(super) fn joined_times(
    guess: &Guessed<'_>,
    field: Field,
    taken: &[usize],
    vocabulary: &Vocabulary,
) -> Option<([usize; 2], Line)> {
    if !matches!(field, Field::StartedAt | Field::EndedAt | Field::CreatedAt | Field::CompletedAt) {
        return None;
    }
    let is_known = |at: usize| guess.header.column(field) == Some(at);
    let named: Vec<usize> = guess
        .free(taken)
        .chain(guess.header.column(field))
        .filter(|at| is_known(*at) || guess.fitness(field, *at, vocabulary).is_some_and(|(_, unknown)| unknown == 0))
        .collect();
    if named.iter().any(|at| reads_as_times(&guess.columns[*at])) {
        return None;
    }
    let pairs = named.iter().flat_map(|date| named.iter().map(move |clock| [*date, *clock]));
    let mut alike = pairs.filter(|[date, clock]| {
        date != clock && terms::are_alike(guess.name(*date), guess.name(*clock)) && are_times(guess, [*date, *clock])
    });
    let [date, clock] = alike.next()?;
    let names = [date, clock].map(|at| guess.name(at));
    let toml = format!("{{ join = [{}] }}", names.map(|name| toml_text(name)).join(", "));
    let beside = format!("{}, {}", sample(&guess.columns[date]), sample(&guess.columns[clock]));
    let line = Line { toml: Some(toml), ..Line::sure(field.name(), names.map(String::clone).to_vec(), beside) };
    Some(([date, clock], line))
}

/// Whether a date and a time of day together read as times.
fn are_times(guess: &Guessed<'_>, columns: [usize; 2]) -> bool {
    let (mut rows, mut times) = (0, 0);
    guess.each_of_first(|value| {
        let [date, clock] = columns.map(value);
        // Half a time is none.
        if !is_blank(date.as_bytes()) || !is_blank(clock.as_bytes()) {
            rows += 1;
            times += usize::from(reads_as_time(&format!("{date} {clock}")));
        }
    });
    rows > 0 && times * 100 >= rows * 99
}
