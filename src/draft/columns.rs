//! Which column of another system is which field.

use crate::exports::{SurveyedColumn, Vocabulary};
use crate::tables::{Field, Table};

use super::guess::{Guessed, Line, sure_line};
use super::guesses::GUESSES;
use super::meanings::is_known;
use super::terms;
use super::values::{doubt, reads_as_times, repeats, sample};

/// Lines for the fields of a table that no header is known for.
pub(super) fn columns(files: &[&Guessed<'_>], vocabulary: &Vocabulary) -> Vec<Line> {
    let Some(guess) = files.first() else { return Vec::new() };
    let table = guess.table;
    let mut taken: Vec<usize> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    for field in Field::ALL.iter().filter(|field| Vocabulary::has_field(table, **field)) {
        if guess.header.column(*field).is_some() {
            continue;
        }
        let ranked = free(guess, &taken).filter_map(|at| {
            let (rank, unknown) = fitness(*field, guess, at, vocabulary)?;
            let column = &guess.columns[at];
            // An interaction's id repeats in each of its segments.
            let is_unlikely = *field == Field::InteractionId && table == Table::Segments && !repeats(column);
            Some((doubt(*field, column).is_some(), is_unlikely, unknown, rank, at))
        });
        let Some((_, _, unknown, _, at)) = ranked.min() else { continue };
        let doubt = doubt(*field, &guess.columns[at]);
        let is_sure = doubt.is_none() && (unknown == 0 || table.required().contains(field));
        let beside = doubt.unwrap_or_else(|| sample(&guess.columns[at]));
        if is_sure {
            taken.push(at);
        } else if *field == Field::SegmentId {
            // It may be a step's number within its interaction, or the interaction's id again.
            continue;
        }
        lines.push(Line { is_sure, ..Line::of(*field, guess, at, beside) });
    }
    lines.retain(|line| line.is_sure || !taken.iter().any(|at| line.values.contains(guess.name(*at))));
    if table == Table::Segments {
        by_values(guess, &mut taken, &mut lines);
        share_words(guess, vocabulary, &mut lines);
    }
    lines
}

/// The columns without a meaning that aren't taken.
fn free<'g>(guess: &'g Guessed<'_>, taken: &'g [usize]) -> impl Iterator<Item = usize> + 'g {
    (0..guess.header.columns().len()).filter(|at| guess.header.meanings(*at).next().is_none() && !taken.contains(at))
}

/// How well a header names a field: its rank among the field's names, and the number of unknown words.
fn fitness(field: Field, guess: &Guessed<'_>, at: usize, vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    let header = guess.name(at);
    let key = vocabulary.own_key(guess.table, header);
    let names = GUESSES.naming.headers(guess.table, field).unwrap_or_default();
    let exact = names.iter().position(|name| *name == key);
    let by_terms = || terms::fitness(guess.table, field, header);
    exact.map(|rank| (rank, 0)).or_else(|| by_terms().map(|(rank, unknown)| (rank + NAMES, unknown)))
}

/// More than any field has names, so that names rank before terms.
const NAMES: usize = 1000;

/// Lines for required fields of segments that no header names: the start is the first column of times, the interaction's
/// id the column with the most distinct values among those that are never blank and repeat.
fn by_values(guess: &Guessed<'_>, taken: &mut Vec<usize>, lines: &mut Vec<Line>) {
    for field in [Field::StartedAt, Field::InteractionId] {
        if guess.column_of(field, lines).is_some() {
            continue;
        }
        let fits = |at: &usize| doubt(field, &guess.columns[*at]).is_none();
        let is_id = |column: &SurveyedColumn| repeats(column) && column.blanks == 0 && !reads_as_times(column);
        let found = match field {
            Field::StartedAt => free(guess, taken).find(fits),
            _ => {
                let ids = free(guess, taken).filter(fits).filter(|at| is_id(&guess.columns[*at]));
                // The first among equals.
                ids.min_by_key(|at| std::cmp::Reverse(guess.columns[*at].distinct))
            }
        };
        let Some(at) = found else { continue };
        taken.push(at);
        lines.retain(|line| line.key != field.name());
        let beside = format!("{}: by its values alone, look at it", sample(&guess.columns[at]));
        lines.push(Line::of(field, guess, at, beside));
    }
}

/// Lines for names of users and queues in the same rows as their ids, if no other file has them.
pub(super) fn joined_names(guess: &Guessed<'_>, lines: &[Line], table: Table) -> Vec<Line> {
    let (key, whose) = match table {
        Table::Users => (Field::UserId, "agent"),
        Table::Queues => (Field::QueueId, "queue"),
        _ => return Vec::new(),
    };
    if guess.column_of(key, lines).is_none() {
        return Vec::new();
    }
    // A known header needs no line: `Agent Name`, once there is an agent.
    let is_known = |name| !Vocabulary::builtin().joined_field(Table::Segments, table, name).is_empty();
    let found = free(guess, &[]).find(|at| {
        let name = guess.name(*at);
        terms::names(name, whose) && !lines.iter().any(|line| line.values.contains(name)) && !is_known(name)
    });
    found.map(|at| Line::of(Field::Name, guess, at, sample(&guess.columns[at]))).into_iter().collect()
}

/// Lets one column of words serve as both status and event, if there is only one of them and its words are both, as in
/// the log of a queue.
fn share_words(guess: &Guessed<'_>, vocabulary: &Vocabulary, lines: &mut Vec<Line>) {
    let column = |field: Field| guess.column_of(field, lines).map(|at| (field, at));
    let words = &vocabulary.words;
    let is_status = |word: &str| is_known(word, &words.statuses, &GUESSES.statuses);
    let is_response = |word: &str| is_known(word, &words.responses, &GUESSES.responses);
    let share = |field: Field, others: &[Field], means: &dyn Fn(&str) -> bool, least: u64| {
        if column(field).is_some() {
            return Vec::new();
        }
        let found = others.iter().filter_map(|other| column(*other)).find(|(_, at)| {
            let words = guess.columns[*at].words.iter().flatten();
            let (known, all) = words.fold((0, 0), |(known, all), (word, number)| {
                (known + if means(word) { *number } else { 0 }, all + number)
            });
            all > 0 && known * 100 >= all * least
        });
        let Some((other, at)) = found else { return Vec::new() };
        let header = guess.name(at).clone();
        let both = format!("the same column as {}", other.name());
        let mut more = vec![Line::sure(field.name(), vec![header.clone()], both)];
        if sure_line(lines, other).is_none() {
            // A header that the file maps to one field is no longer known for another by itself.
            more.push(Line::sure(other.name(), vec![header], String::new()));
        }
        more
    };
    let mut more = share(Field::Status, &[Field::Event, Field::Reason], &is_status, 50);
    more.extend(share(Field::Event, &[Field::Status], &is_response, 1));
    lines.retain(|line| line.is_sure || !more.iter().any(|new| new.key == line.key));
    lines.extend(more);
}
