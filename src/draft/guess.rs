//! Guesses at exports of other systems: which file is which table, which header which field, which word means what.

use crate::document::toml_text;
use crate::exports::{Header, Surveyed, SurveyedColumn, Vocabulary, header_key};
use crate::plain::count;
use crate::tables::{Field, Table};

use super::guesses::{GUESSES, Meanings};
use super::meanings::synonym;
use super::terms;

/// A file with the table that it is, or is guessed to be.
pub(super) struct Guessed<'s> {
    pub(super) file: &'s Surveyed,
    pub(super) table: Table,
    /// How its columns are understood as that table.
    pub(super) header: Header,
    pub(super) columns: &'s [SurveyedColumn],
}

/// A line of the draft: a key, its values, and what is said beside it.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) key: String,
    pub(super) values: Vec<String>,
    pub(super) is_sure: bool,
    pub(super) beside: String,
}

impl Line {
    fn of(field: Field, guess: &Guessed<'_>, at: usize, beside: String) -> Line {
        Line::sure(field.name(), vec![guess.header.columns()[at].header.clone()], beside)
    }

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
            None => lines.push(Line { key: table.name().to_owned(), values: vec![name], is_sure, beside }),
        }
        if is_sure {
            guessed.push(guess);
        }
    }
    (guessed, lines, unknown)
}

/// Whether a file is the segments, or could be.
pub fn has_segments(files: &[Surveyed], vocabulary: &Vocabulary) -> bool {
    let could_be = |file: &Surveyed| file.named.is_none() && guess_as(file, Table::Segments, vocabulary).is_some();
    files.iter().any(|file| file.named == Some(Table::Segments) || could_be(file))
}

/// The file that is the segments where no name or header says which: of those whose rows have times, and an id that
/// comes in several rows, the one with the most rows.
fn likely_segments<'s>(files: &'s [Surveyed], vocabulary: &Vocabulary) -> Option<&'s Surveyed> {
    let is_guessed = |file: &Surveyed| matches!(guess_table(file, vocabulary), Some((guess, true)) if guess.table == Table::Segments);
    if files.iter().any(|file| file.named == Some(Table::Segments) || (file.named.is_none() && is_guessed(file))) {
        return None;
    }
    let strangers = files.iter().filter(|file| file.named.is_none());
    let able = strangers.filter(|file| guess_as(file, Table::Segments, vocabulary).is_some());
    // The first of those that have equally many.
    able.min_by_key(|file| std::cmp::Reverse(file.contents.as_ref().map(|contents| contents.rows)))
}

/// The table that a stranger is likely to be, and whether no other is as likely.
fn guess_table<'s>(file: &'s Surveyed, vocabulary: &Vocabulary) -> Option<(Guessed<'s>, bool)> {
    let tables = [Table::Segments, Table::Interactions, Table::Users, Table::Queues, Table::Organizations];
    let mut likely: Vec<_> = tables.into_iter().filter_map(|table| guess_as(file, table, vocabulary)).collect();
    if likely.iter().any(|(_, guess)| guess.table == Table::Interactions) {
        // Rows of which each is another interaction are those of the interactions.
        likely.retain(|(_, guess)| guess.table != Table::Segments || has_several(guess, vocabulary));
    }
    let best = likely.iter().map(|(score, _)| *score).max()?;
    let is_alone = likely.iter().filter(|(score, _)| *score == best).count() == 1;
    likely.into_iter().find(|(score, _)| *score == best).map(|(_, guess)| (guess, is_alone))
}

/// A file as a table, and how well it does: the columns that are known or can be guessed. `None` where one that the table
/// must have can't be.
fn guess_as<'s>(file: &'s Surveyed, table: Table, vocabulary: &Vocabulary) -> Option<(usize, Guessed<'s>)> {
    /// What a name is worth, in recognised columns.
    const NAME: usize = 2;
    let contents = file.contents.as_ref()?;
    let headers: Vec<String> = contents.export.header.columns().iter().map(|column| column.header.clone()).collect();
    let (header, _) = Header::recognise(headers, table, vocabulary);
    let guess = Guessed { file, table, header, columns: &contents.columns };
    let lines = columns(&[&guess], vocabulary);
    let found = |field: &Field| lines.iter().any(|line| line.is_sure && line.key == field.name());
    let is_whole = |field: &Field| guess.header.column(*field).is_some() || found(field);
    // Rows with a time are what happened, not what there is.
    let is_of_names = matches!(table, Table::Users | Table::Queues);
    if !table.required().iter().all(is_whole) || (is_of_names && has_times(&contents.columns)) {
        return None;
    }
    let stem = header_key(&file_name(file));
    let by_name = GUESSES.files(table).iter().any(|name| stem.contains(name));
    let sure = lines.iter().filter(|line| line.is_sure).count();
    Some((guess.header.known() + sure + if by_name { NAME } else { 0 }, guess))
}

/// Whether an interaction has several rows.
fn has_several(guess: &Guessed<'_>, vocabulary: &Vocabulary) -> bool {
    let lines = columns(&[guess], vocabulary);
    let line = lines.iter().find(|line| line.is_sure && line.key == Field::InteractionId.name());
    let named = line.and_then(|line| guess.header.columns().iter().position(|it| line.values.contains(&it.header)));
    let column = guess.header.column(Field::InteractionId).or(named);
    column.is_some_and(|at| repeats(&guess.columns[at]))
}

/// Whether a column holds times that are more than numbers, which may be telephones'.
fn has_times(columns: &[SurveyedColumn]) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    columns.iter().any(|column| reads_as_times(column) && !column.sample.as_deref().is_some_and(is_number))
}

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

/// Whether a value of a column comes in several rows.
fn repeats(column: &SurveyedColumn) -> bool {
    column.distinct < column.studied
}

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

/// Whether the values of a column are times.
pub(super) fn reads_as_times(column: &SurveyedColumn) -> bool {
    column.studied > 0 && column.times * 100 >= column.studied * 99
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
    if is_time && !reads_as_times(column) {
        return Some(format!("values that don't read as times, as {}: see time_format", sample_text(column)));
    }
    if is_key && column.blanks * 100 > column.studied + column.blanks {
        return Some(format!("blank in {} rows", count(column.blanks)));
    }
    if field == Field::SegmentId && repeats(column) {
        return Some("comes in several rows".to_owned());
    }
    let is_length = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || "Pp-".contains(c));
    if field == Field::Duration && (reads_as_times(column) || !column.sample.as_deref().is_some_and(is_length)) {
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
    let mut is_status = |word: &str| words.statuses.of(word).is_some() || synonym(&GUESSES.statuses, word).is_some();
    let mut words = vocabulary.words.clone();
    let mut is_response =
        |word: &str| words.responses.of(word).is_some() || synonym(&GUESSES.responses, word).is_some();
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
    meanings: &Meanings,
    vocabulary: &Vocabulary,
) -> Vec<(String, u64)> {
    let mut words = vocabulary.words.clone();
    let mut is_status = |word: &str| words.statuses.of(word).is_some() || synonym(&GUESSES.statuses, word).is_some();
    let is_kept = |(word, _): &(String, u64)| synonym(meanings, word).is_some() || !is_status(word);
    found.into_iter().filter(is_kept).collect()
}

/// Lines for words with a likely meaning.
pub(super) fn word_lines(found: &[(String, u64)], meanings: &Meanings) -> Vec<Line> {
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

pub(super) fn file_name(file: &Surveyed) -> String {
    file.path.file_name().unwrap_or(file.path.as_os_str()).to_string_lossy().into_owned()
}
