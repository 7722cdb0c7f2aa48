//! Which header of another system is which field.

use crate::exports::{SurveyedColumn, Vocabulary};
use crate::tables::{Field, Table};

use super::guess::{Guessed, Line};
use super::guesses::GUESSES;
use super::meanings::synonym;
use super::terms;
use super::values::{doubt, reads_as_times, repeats, sample};

/// Lines for the fields of a table that no header answers to.
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
            // The interaction comes again in each of its segments.
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
            // A number of the step within its interaction, or the interaction once more.
            continue;
        }
        lines.push(Line { is_sure, ..Line::of(*field, guess, at, beside) });
    }
    let header = |at: &usize| &guess.header.columns()[*at].header;
    lines.retain(|line| line.is_sure || !taken.iter().any(|at| line.values.contains(header(at))));
    if table == Table::Segments {
        by_values(guess, &mut taken, &mut lines);
        share_words(guess, vocabulary, &mut lines);
    }
    lines
}

/// The columns that nothing else was taken for.
fn free<'g>(guess: &'g Guessed<'_>, taken: &'g [usize]) -> impl Iterator<Item = usize> + 'g {
    (0..guess.header.columns().len()).filter(|at| guess.header.meanings(*at).next().is_none() && !taken.contains(at))
}

/// How well a header names a field: the place among the likeliest names, and how many of its words are not known.
fn fitness(field: Field, guess: &Guessed<'_>, at: usize, vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    let header = &guess.header.columns()[at].header;
    let key = vocabulary.own_key(guess.table, header);
    let exact = GUESSES.headers(guess.table, field).iter().position(|name| *name == key);
    let by_terms = || terms::fitness(guess.table, field, header);
    exact.map(|rank| (rank, 0)).or_else(|| by_terms().map(|(rank, unknown)| (rank + NAMES, unknown)))
}

/// More than a field has names: those come before what only the words of a header say.
const NAMES: usize = 1000;

/// Lines for what segments must have, where no header says it: the start is the first column of times, the interaction
/// the one with the most values of those that are never blank and repeat.
fn by_values(guess: &Guessed<'_>, taken: &mut Vec<usize>, lines: &mut Vec<Line>) {
    for field in [Field::StartedAt, Field::InteractionId] {
        let is_there = lines.iter().any(|line| line.is_sure && line.key == field.name());
        if is_there || guess.header.column(field).is_some() {
            continue;
        }
        let fits = |at: &usize| doubt(field, &guess.columns[*at]).is_none();
        let is_id = |column: &SurveyedColumn| repeats(column) && column.blanks == 0 && !reads_as_times(column);
        let found = match field {
            Field::StartedAt => free(guess, taken).find(fits),
            _ => {
                let ids = free(guess, taken).filter(fits).filter(|at| is_id(&guess.columns[*at]));
                // The first of those that have equally many.
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

/// Lines for the names of users and queues that stand in the same rows as their ids, where no other file gives them.
pub(super) fn joined_names(guess: &Guessed<'_>, lines: &[Line], table: Table) -> Vec<Line> {
    let (key, whose) = match table {
        Table::Users => (Field::UserId, "agent"),
        Table::Queues => (Field::QueueId, "queue"),
        _ => return Vec::new(),
    };
    let is_used = |at: &usize| lines.iter().any(|line| line.values.contains(&guess.header.columns()[*at].header));
    let has_key = guess.header.column(key).is_some() || lines.iter().any(|line| line.is_sure && line.key == key.name());
    let names = |at: &usize| terms::names(&guess.header.columns()[*at].header, whose);
    // What is known by itself needs no line: `Agent Name`, once there is an agent.
    let is_known = |at: &usize| {
        !Vocabulary::builtin().joined_field(Table::Segments, table, &guess.header.columns()[*at].header).is_empty()
    };
    let found = free(guess, &[]).find(|at| has_key && names(at) && !is_used(at) && !is_known(at));
    found.map(|at| Line::of(Field::Name, guess, at, sample(&guess.columns[at]))).into_iter().collect()
}

/// Lets one column of words serve as status and event where only one of them is there and its words say so, as in the
/// log of a queue.
fn share_words(guess: &Guessed<'_>, vocabulary: &Vocabulary, lines: &mut Vec<Line>) {
    let column = |field: Field| {
        let by_line = lines.iter().find(|line| line.is_sure && line.key == field.name());
        let at = guess.header.column(field).or_else(|| {
            let header = by_line?.values.first()?;
            guess.header.columns().iter().position(|column| column.header == *header)
        });
        Some((field, at?, by_line.is_some()))
    };
    let words = &vocabulary.words;
    let is_status = |word: &str| words.statuses.meaning(word).is_some() || synonym(&GUESSES.statuses, word).is_some();
    let is_response =
        |word: &str| words.responses.meaning(word).is_some() || synonym(&GUESSES.responses, word).is_some();
    let share = |field: Field, others: &[Field], means: &dyn Fn(&str) -> bool, least: u64| {
        if column(field).is_some() {
            return Vec::new();
        }
        let found = others.iter().filter_map(|other| column(*other)).find(|(_, at, _)| {
            let words = guess.columns[*at].words.iter().flatten();
            let (known, all) = words.fold((0, 0), |(known, all), (word, number)| {
                (known + if means(word) { *number } else { 0 }, all + number)
            });
            all > 0 && known * 100 >= all * least
        });
        let Some((other, at, has_line)) = found else { return Vec::new() };
        let header = guess.header.columns()[at].header.clone();
        let both = format!("the same column as {}", other.name());
        let mut lines = vec![Line::sure(field.name(), vec![header.clone()], both)];
        if !has_line {
            // A header that the file names for one field is no longer known for another by itself.
            lines.push(Line::sure(other.name(), vec![header], String::new()));
        }
        lines
    };
    let mut more = share(Field::Status, &[Field::Event, Field::Reason], &is_status, 50);
    more.extend(share(Field::Event, &[Field::Status], &is_response, 1));
    lines.retain(|line| line.is_sure || !more.iter().any(|new| new.key == line.key));
    lines.extend(more);
}
