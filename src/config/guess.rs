//! Guesses at exports of other systems: which file is which table, which header which field, which word means what.

use crate::exports::{Header, Surveyed, SurveyedColumn, Vocabulary, header_key};
use crate::plain::count;
use crate::tables::{Field, Table};

use super::draft::toml_text;
use super::synonyms::{FILES, HEADERS, Meanings, RESPONSES, STATUSES};

/// A file with the table that it is, or is guessed to be.
pub(super) struct Guessed<'s> {
    pub(super) file: &'s Surveyed,
    pub(super) table: Table,
    /// How its columns are understood as that table.
    pub(super) header: Header,
    pub(super) columns: &'s [SurveyedColumn],
}

/// A line of the draft: a key, its values, and what is said beside it.
pub(super) struct Line {
    pub(super) key: String,
    pub(super) values: Vec<String>,
    pub(super) is_sure: bool,
    pub(super) beside: String,
}

impl Line {
    pub(super) fn sure(key: &str, values: Vec<String>, beside: String) -> Line {
        Line { key: key.to_owned(), values, is_sure: true, beside }
    }
}

/// The files with their tables, lines for those whose names don't say them, and those that can't be guessed.
pub(super) fn tables<'s>(files: &'s [Surveyed], vocabulary: &Vocabulary) -> (Vec<Guessed<'s>>, Vec<Line>, Vec<String>) {
    let mut guessed: Vec<Guessed<'s>> = Vec::new();
    for file in files {
        if let (Some(table), Some(contents)) = (file.named, &file.contents) {
            let header = contents.export.header.clone();
            guessed.push(Guessed { file, table, header, columns: &contents.columns });
        }
    }
    let (mut lines, mut unknown): (Vec<Line>, Vec<String>) = (Vec::new(), Vec::new());
    for file in files.iter().filter(|file| file.named.is_none()) {
        let name = file_name(file);
        let is_named = |table| files.iter().any(|file| file.named == Some(table));
        let Some((guess, is_alone)) = guess_table(file, vocabulary) else {
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
            None => lines.push(Line { key: table.name().to_owned(), values: vec![name], is_sure, beside }),
        }
        if is_sure {
            guessed.push(guess);
        }
    }
    (guessed, lines, unknown)
}

/// The table that a stranger is likely to be, and whether no other is as likely.
fn guess_table<'s>(file: &'s Surveyed, vocabulary: &Vocabulary) -> Option<(Guessed<'s>, bool)> {
    /// What a name is worth, in recognised columns.
    const NAME: usize = 2;
    let contents = file.contents.as_ref()?;
    let headers: Vec<String> = contents.export.header.columns().iter().map(|column| column.header.clone()).collect();
    let stem = header_key(&file_name(file));
    let mut likely: Vec<(usize, Guessed<'s>)> = Vec::new();
    for table in [Table::Segments, Table::Interactions, Table::Users, Table::Queues, Table::Organizations] {
        let (header, _) = Header::recognise(headers.clone(), table, vocabulary);
        let guess = Guessed { file, table, header, columns: &contents.columns };
        let lines = columns(&[&guess], vocabulary);
        let found = |field: &Field| lines.iter().any(|line| line.is_sure && line.key == field.name());
        let is_whole = |field: &Field| guess.header.column(*field).is_some() || found(field);
        if !table.required().iter().all(is_whole) {
            continue;
        }
        let names = FILES.iter().find(|(of, _)| *of == table).map_or(&[][..], |(_, names)| names);
        let by_name = names.iter().any(|name| stem.contains(name));
        let sure = lines.iter().filter(|line| line.is_sure).count();
        likely.push((guess.header.known() + sure + if by_name { NAME } else { 0 }, guess));
    }
    let best = likely.iter().map(|(score, _)| *score).max()?;
    let is_alone = likely.iter().filter(|(score, _)| *score == best).count() == 1;
    likely.into_iter().find(|(score, _)| *score == best).map(|(_, guess)| (guess, is_alone))
}

/// Lines for the fields of a table that no header answers to.
pub(super) fn columns(files: &[&Guessed<'_>], vocabulary: &Vocabulary) -> Vec<Line> {
    let Some(guess) = files.first() else { return Vec::new() };
    let table = guess.table;
    let mut taken: Vec<usize> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    for (_, field, names) in HEADERS.iter().filter(|(of, _, _)| *of == table) {
        if guess.header.column(*field).is_some() {
            continue;
        }
        let is_free = |at: &usize| guess.header.meanings(*at).next().is_none() && !taken.contains(at);
        let free = (0..guess.header.columns().len()).filter(is_free);
        let ranked = free.filter_map(|at| {
            let key = vocabulary.own_key(table, &guess.header.columns()[at].header);
            let exact = names.iter().position(|name| *name == key);
            let near =
                || names.iter().position(|name| name.len() > NEAR && key.contains(name)).map(|at| at + names.len());
            let rank = exact.or_else(near)?;
            Some((doubt(*field, &guess.columns[at]).is_some(), rank, at))
        });
        let Some((_, rank, at)) = ranked.min() else { continue };
        let doubt = doubt(*field, &guess.columns[at]);
        let is_required = table.required().contains(field);
        let is_sure = doubt.is_none() && (rank < names.len() || is_required);
        let beside = doubt.unwrap_or_else(|| sample(&guess.columns[at]));
        if is_sure {
            taken.push(at);
        }
        let values = vec![guess.header.columns()[at].header.clone()];
        lines.push(Line { key: field.name().to_owned(), values, is_sure, beside });
    }
    if table == Table::Segments {
        share_words(guess, vocabulary, &mut lines);
    }
    lines
}

/// Letters of the shortest name that is looked for within a header.
const NEAR: usize = 4;

/// Why a column can't well be a field, by its values.
fn doubt(field: Field, column: &SurveyedColumn) -> Option<String> {
    let is_time = matches!(field, Field::StartedAt | Field::EndedAt | Field::CreatedAt | Field::CompletedAt);
    let is_word =
        matches!(field, Field::Status | Field::Event | Field::Reason | Field::CommunicationType | Field::Direction);
    let is_id = matches!(field, Field::InteractionId | Field::SegmentId);
    let is_key = is_id || matches!(field, Field::StartedAt);
    if column.studied == 0 {
        return Some("no value to judge by".to_owned());
    }
    if is_time && column.times * 100 < column.studied * 99 {
        return Some(format!("values that don't read as times, as {}: see time_format", sample_text(column)));
    }
    if is_key && column.blanks * 100 > column.studied + column.blanks {
        return Some(format!("blank in {} rows", count(column.blanks)));
    }
    if field == Field::Duration
        && !column.sample.as_deref().is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
    {
        return Some(format!("values that are no lengths of time, as {}", sample_text(column)));
    }
    (is_word && column.words.is_none()).then(|| format!("too many different values, as {}", sample_text(column)))
}

fn sample_text(column: &SurveyedColumn) -> String {
    toml_text(column.sample.as_deref().unwrap_or_default())
}

pub(super) fn sample(column: &SurveyedColumn) -> String {
    format!("as {}", sample_text(column))
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
    let mut words = vocabulary.words.clone();
    let mut is_status = |word: &str| words.statuses.of(word).is_some() || synonym(STATUSES, word).is_some();
    let mut words = vocabulary.words.clone();
    let mut is_response = |word: &str| words.responses.of(word).is_some() || synonym(RESPONSES, word).is_some();
    let share = |field: Field, others: &[Field], means: &mut dyn FnMut(&str) -> bool, least: u64| {
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
    let mut more = share(Field::Status, &[Field::Event, Field::Reason], &mut is_status, 50);
    more.extend(share(Field::Event, &[Field::Status], &mut is_response, 1));
    lines.retain(|line| line.is_sure || !more.iter().any(|new| new.key == line.key));
    lines.extend(more);
}

/// The words of a column of the segments that segrep doesn't know, the most frequent first.
pub(super) fn words_of(
    files: &[&Guessed<'_>],
    lines: &[Line],
    field: Field,
    mut is_known: impl FnMut(&str) -> bool,
) -> Vec<(String, u64)> {
    let mut found: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    let line = lines.iter().find(|line| line.is_sure && line.key == field.name());
    for guess in files {
        let by_line =
            line.and_then(|line| guess.header.columns().iter().position(|column| line.values.contains(&column.header)));
        let Some(at) = by_line.or_else(|| guess.header.column(field)) else { continue };
        for (word, number) in guess.columns[at].words.iter().flatten().filter(|(word, _)| !is_known(word)) {
            *found.entry(word.clone()).or_default() += number;
        }
    }
    let mut found: Vec<(String, u64)> = found.into_iter().collect();
    found.sort_by(|(a, many), (b, few)| few.cmp(many).then_with(|| a.cmp(b)));
    found
}

/// Words without those that have no meaning here but are known as statuses, as where one column serves as both.
pub(super) fn without_statuses(
    found: Vec<(String, u64)>,
    meanings: Meanings,
    vocabulary: &Vocabulary,
) -> Vec<(String, u64)> {
    let mut words = vocabulary.words.clone();
    let mut is_status = |word: &str| words.statuses.of(word).is_some() || synonym(STATUSES, word).is_some();
    let is_kept = |(word, _): &(String, u64)| synonym(meanings, word).is_some() || !is_status(word);
    found.into_iter().filter(is_kept).collect()
}

/// Lines for words with a likely meaning.
pub(super) fn word_lines(found: &[(String, u64)], meanings: Meanings) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (meaning, _) in meanings {
        let of_it: Vec<&(String, u64)> =
            found.iter().filter(|(word, _)| synonym(meanings, word) == Some(meaning)).collect();
        if !of_it.is_empty() {
            let beside = of_it.iter().map(|(_, number)| count(*number)).collect::<Vec<_>>().join(", ");
            let values = of_it.iter().map(|(word, _)| word.clone()).collect();
            let times = if beside == "1" { "once".to_owned() } else { format!("{beside} times") };
            // Their number, in the order of the words.
            lines.push(Line::sure(meaning, values, times));
        }
    }
    lines
}

/// The meaning that a word commonly has.
pub(super) fn synonym(meanings: Meanings, word: &str) -> Option<&'static str> {
    let key = header_key(word);
    meanings.iter().find(|(_, words)| words.contains(&key.as_str())).map(|(meaning, _)| *meaning)
}

pub(super) fn file_name(file: &Surveyed) -> String {
    file.path.file_name().unwrap_or(file.path.as_os_str()).to_string_lossy().into_owned()
}
