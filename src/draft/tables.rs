//! Which file of another system is which table.

use crate::exports::{Header, Surveyed, SurveyedColumn, Vocabulary, header_key};
use crate::tables::{Field, Table};

use super::columns::columns;
use super::guess::{Guessed, Line, file_name};
use super::guesses::GUESSES;
use super::stages::stage_columns;
use super::values::{reads_as_times, repeats};

/// The files as tables, lines for those whose names don't say which, and the names of those that can't be guessed.
pub(super) fn tables<'s>(files: &'s [Surveyed], vocabulary: &Vocabulary) -> (Vec<Guessed<'s>>, Vec<Line>, Vec<String>) {
    let named = files.iter().filter_map(|file| {
        let (table, contents) = (file.named?, file.contents.as_ref()?);
        Some(Guessed { file, table, header: contents.export.header.clone(), columns: &contents.columns })
    });
    let mut guessed: Vec<Guessed<'s>> = named.collect();
    let (mut lines, mut unknown): (Vec<Line>, Vec<String>) = (Vec::new(), Vec::new());
    let likely = likely_segments(files, vocabulary);
    for file in files.iter().filter(|file| file.named.is_none()) {
        let name = file_name(file);
        let is_named = |table| files.iter().any(|file| file.named == Some(table));
        let found = match likely.filter(|likely| std::ptr::eq(*likely, file)) {
            Some(_) => guess_as(file, Table::Segments, vocabulary).map(|(_, guess)| (guess, true)),
            None => guess_table(file, vocabulary),
        };
        let Some((guess, is_alone)) = found else {
            unknown.push(name);
            continue;
        };
        let table = guess.table;
        let mut same = guessed.iter().filter(|other| other.table == table);
        let is_part = same.all(|other| other.header.columns().len() == guess.header.columns().len());
        let is_sure = is_alone && is_part && !is_named(table);
        let beside = match (is_sure, is_named(table)) {
            (true, _) => String::new(),
            (false, true) => format!("would take the place of the files that are {table} by their names"),
            (false, false) => "uncertain".to_owned(),
        };
        match lines.iter_mut().find(|line| line.key == table.name() && line.is_sure == is_sure) {
            Some(line) => line.values.push(name),
            None => lines.push(Line { is_sure, ..Line::sure(table.name(), vec![name], beside) }),
        }
        if is_sure {
            guessed.push(guess);
        }
    }
    (guessed, lines, unknown)
}

/// Whether a file is the segments table, or could be.
pub(crate) fn has_segments(files: &[Surveyed], vocabulary: &Vocabulary) -> bool {
    let could_be = |file: &Surveyed| file.named.is_none() && guess_as(file, Table::Segments, vocabulary).is_some();
    files.iter().any(|file| file.named == Some(Table::Segments) || could_be(file))
}

/// The file that is likely the segments if no name or header says which: the one with the most rows among those that have
/// times and an id that repeats.
fn likely_segments<'s>(files: &'s [Surveyed], vocabulary: &Vocabulary) -> Option<&'s Surveyed> {
    let is_guessed = |file: &Surveyed| matches!(guess_table(file, vocabulary), Some((guess, true)) if guess.table == Table::Segments);
    if files.iter().any(|file| file.named == Some(Table::Segments) || (file.named.is_none() && is_guessed(file))) {
        return None;
    }
    let strangers = files.iter().filter(|file| file.named.is_none());
    let able = strangers.filter(|file| guess_as(file, Table::Segments, vocabulary).is_some());
    // The first among equals.
    able.min_by_key(|file| std::cmp::Reverse(file.contents.as_ref().map(|contents| contents.rows)))
}

/// The likeliest table of a file whose name says none, and whether no other is as likely.
fn guess_table<'s>(file: &'s Surveyed, vocabulary: &Vocabulary) -> Option<(Guessed<'s>, bool)> {
    let tables = [Table::Segments, Table::Interactions, Table::Users, Table::Queues, Table::Organizations];
    let mut likely: Vec<_> = tables.into_iter().filter_map(|table| guess_as(file, table, vocabulary)).collect();
    if likely.iter().any(|(_, guess)| guess.table == Table::Interactions) {
        // If each row is another interaction, they aren't segments.
        likely.retain(|(_, guess)| guess.table != Table::Segments || has_several(guess, vocabulary));
    }
    let best = likely.iter().map(|(score, _)| *score).max()?;
    let is_alone = likely.iter().filter(|(score, _)| *score == best).count() == 1;
    likely.into_iter().find(|(score, _)| *score == best).map(|(_, guess)| (guess, is_alone))
}

/// A file as a table, with a score: the number of columns that are known or can be guessed. `None` if a required one
/// can't be.
fn guess_as<'s>(file: &'s Surveyed, table: Table, vocabulary: &Vocabulary) -> Option<(usize, Guessed<'s>)> {
    /// What a file name is worth, in recognised columns.
    const NAME: usize = 2;
    let contents = file.contents.as_ref()?;
    let headers: Vec<String> = contents.export.header.columns().iter().map(|column| column.header.clone()).collect();
    let (header, _) = Header::recognise(headers, table, vocabulary);
    let guess = Guessed { file, table, header, columns: &contents.columns };
    let lines = columns(&[&guess], vocabulary);
    // Rows with times are events, not users or queues.
    let is_of_names = matches!(table, Table::Users | Table::Queues);
    let stem = header_key(&file_name(file));
    let by_name = GUESSES.naming.files(table).unwrap_or_default().iter().any(|name| stem.contains(name));
    let has_stages = !stage_columns(&guess).is_empty();
    let has = |field: Field| {
        let is_told = guess.column_of(field, &lines).is_some();
        // A file that is called so may say in a comment which columns may be the id.
        is_told || ((by_name || has_stages) && (table, field) == (Table::Segments, Field::InteractionId))
    };
    if !table.required().iter().all(|field| has(*field)) || (is_of_names && has_times(&contents.columns)) {
        return None;
    }
    let sure = lines.iter().filter(|line| line.is_sure).count();
    Some((guess.header.known() + sure + if by_name { NAME } else { 0 }, guess))
}

fn has_several(guess: &Guessed<'_>, vocabulary: &Vocabulary) -> bool {
    if !stage_columns(guess).is_empty() {
        return true;
    }
    let column = guess.column_of(Field::InteractionId, &columns(&[guess], vocabulary));
    column.is_some_and(|at| repeats(&guess.columns[at]))
}

/// Whether a column holds times, apart from plain numbers, which may be phone numbers.
fn has_times(columns: &[SurveyedColumn]) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    columns.iter().any(|column| reads_as_times(column) && !column.sample.as_deref().is_some_and(is_number))
}
