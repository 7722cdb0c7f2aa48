//! The text of the draft.

use std::fmt::Write as _;

use crate::document::toml_text;
use clap::ValueEnum;

use crate::exports::{Quotes, Surveyed, SurveyedColumn, Vocabulary};
use crate::plain::{count, printable};
use crate::tables::{Field, Status, Table};

use super::columns::{columns, joined_names, nobody};
use super::guess::{Guessed, Line, file_name};
use super::guesses::{GUESSES, Synonyms};
use super::meanings::synonym;
use super::stages::{Stages, stages};
use super::tables::tables;
use super::values::sample;
use super::words::{word_lines, words_of};

/// The text of a `segrep.toml`, and the number of lines that are guesses. `delimiter` and `quotes` are those that had to
/// be guessed.
pub(crate) fn draft(
    files: &[Surveyed],
    vocabulary: &Vocabulary,
    delimiter: Option<u8>,
    quotes: Option<Quotes>,
) -> (String, usize) {
    /// Lines that a person takes in at a glance.
    const MOST: usize = 10;
    let written = |is_short| {
        let mut draft = Draft { text: String::new(), guesses: 0, is_short };
        draft.say(
            "How these exports are to be understood: drafted by segrep schema --init, to be corrected by a person.",
        );
        draft.say("Lines that begin with # count for nothing. `segrep schema` shows what segrep makes of it.");
        draft.forms(files, delimiter, quotes);
        draft.files(files, vocabulary);
        (draft.text, draft.guesses)
    };
    let long = written(false);
    if long.1 <= MOST { long } else { written(true) }
}

/// Whether anything says that interactions are completed, or nothing says how they went.
fn tells_completion(guessed: &[Guessed<'_>], of_segments: &[Line], vocabulary: &Vocabulary) -> bool {
    let is_completion = |word: &String| {
        let known = vocabulary.words.statuses.meaning(word).map(Status::name);
        known.or_else(|| synonym(&GUESSES.statuses, word)) == Some(Status::Completed.name())
    };
    guessed.iter().any(|guess| match guess.table {
        Table::Interactions => true,
        Table::Segments => {
            let words = guess.column_of(Field::Status, of_segments).map(|at| &guess.columns[at].words);
            words.is_none_or(|words| words.iter().flatten().any(|(word, _)| is_completion(word)))
                || guess.header.column_of(Table::Interactions, Field::CompletedAt).is_some()
        }
        Table::Organizations | Table::Queues | Table::Users => false,
    })
}

struct Draft {
    text: String,
    guesses: usize,
    /// With a line for each table instead of each key.
    is_short: bool,
}

impl Draft {
    /// Adds what the files are and hold.
    fn files(&mut self, files: &[Surveyed], vocabulary: &Vocabulary) {
        let (guessed, lines, unknown) = tables(files, vocabulary);
        let segments: Vec<&Guessed<'_>> = guessed.iter().filter(|guess| guess.table == Table::Segments).collect();
        let of_segments = columns(&segments, vocabulary);
        let stages = segments.first().and_then(|guess| stages(guess, &of_segments));
        let last = match &stages {
            Some(_) => Some("stage"),
            None => (!tells_completion(&guessed, &of_segments, vocabulary)).then_some("segment"),
        };
        if let Some(last) = last {
            self.text.push('\n');
            self.say(&format!(
                "finished = true  # if these exports have no interaction that goes on: it ends with its last {last}"
            ));
        }
        self.section("files", &lines);
        if !unknown.is_empty() {
            let unknown = printable(&unknown.join(", ")).into_owned();
            let files = self.name("files");
            self.say(&format!("{files} could also say which table these are; their headers don't: {unknown}"));
        }
        for table in Table::ALL {
            let of_table: Vec<&Guessed<'_>> = guessed.iter().filter(|guess| guess.table == table).collect();
            for guess in &of_table {
                self.recognised(guess);
            }
            let lines = match of_table.is_empty() {
                false => columns(&of_table, vocabulary),
                true => segments.first().map_or_else(Vec::new, |guess| joined_names(guess, &of_segments, table)),
            };
            self.section(&format!("columns.{table}"), &lines);
            if table == Table::Segments {
                self.section("blank.segments", &of_table.first().map_or_else(Vec::new, |guess| nobody(guess, &lines)));
                self.meanings(&of_table, &lines, vocabulary);
            }
        }
        if let (Some(stages), Some(guess)) = (stages, segments.first()) {
            self.stages(&stages, guess.column_of(Field::UserId, &of_segments).is_some());
        }
    }

    /// Adds a comment, wrapped.
    fn say(&mut self, text: &str) {
        const WIDTH: usize = 110;
        let mut line = String::from("#");
        for word in text.split(' ') {
            if line.chars().count() + word.chars().count() >= WIDTH {
                let _ = writeln!(self.text, "{line}");
                line = String::from("#  ");
            }
            let _ = write!(line, " {word}");
        }
        let _ = writeln!(self.text, "{line}");
    }

    fn section(&mut self, name: &str, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        if self.is_short {
            self.text.push('\n');
            // Nothing can be added to a table in one line, so what is uncertain becomes prose.
            if name != "files" {
                return self.table(name, lines);
            }
            return lines
                .iter()
                .for_each(|line| self.line(&Line { key: format!("{name}.{}", line.key), ..line.clone() }));
        }
        // The header of a table without any sure line is a comment, too.
        let mark = if lines.iter().any(|line| line.is_sure) { "" } else { "# " };
        let _ = writeln!(self.text, "\n{mark}[{name}]");
        lines.iter().for_each(|line| self.line(line));
    }

    fn name(&self, name: &str) -> String {
        if self.is_short { name.to_owned() } else { format!("[{name}]") }
    }

    /// A table in one line, below the comments on its keys.
    fn table(&mut self, name: &str, lines: &[Line]) {
        let (sure, unsure): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.is_sure);
        let commented = sure.iter().filter(|line| !line.beside.is_empty());
        let said: Vec<String> = commented.map(|line| format!("{} {}", line.key, line.beside)).collect();
        if !said.is_empty() {
            self.say(&printable(&said.join("; ")));
        }
        for line in unsure {
            let text = format!("{name} could also say {} = {}: {}", line.key, values(line), line.beside);
            self.say(&printable(&text));
        }
        let keys: Vec<String> = sure.iter().map(|line| format!("{} = {}", line.key, values(line))).collect();
        if !keys.is_empty() {
            self.guesses += 1;
            let _ = writeln!(self.text, "{name} = {{ {} }}", keys.join(", "));
        }
    }

    /// How a row becomes its stages. As the last section: keys of the top can't follow it.
    fn stages(&mut self, stages: &Stages, has_users: bool) {
        if !has_users {
            self.text.push('\n');
            self.say("no column says who was rung: rings will be blank");
        }
        for (at, reading) in stages.readings.iter().enumerate() {
            self.text.push('\n');
            if stages.is_sure {
                self.text.push_str("[[stages]]\n");
            } else {
                let which = if at == 0 { "uncertain, so commented out" } else { "or" };
                let _ = writeln!(self.text, "# [[stages]]  # {which}");
            }
            reading.iter().for_each(|line| self.line(line));
        }
        if let Some(others) = &stages.others {
            self.text.push_str("\n# [[stages]]  # of other legs, if somebody waits in them\n");
            self.line(others);
        }
    }

    /// How the files are written, as far as it had to be guessed.
    fn forms(&mut self, files: &[Surveyed], delimiter: Option<u8>, quotes: Option<Quotes>) {
        let mut form = |key: &str, value: String, beside: &str, is_sure: bool| {
            self.text.push('\n');
            self.line(&Line { is_sure, ..Line::sure(key, vec![value], beside.to_owned()) });
        };
        if let Some(sign) = delimiter {
            form("delimiter", char::from(sign).to_string(), "no usual delimiter makes columns of the header", true);
        }
        if let Some(quotes) = quotes.and_then(|quotes| quotes.to_possible_value()) {
            let beside = "a field has quotes and isn't quoted as a whole";
            form("quotes", quotes.get_name().to_owned(), beside, true);
        }
        if let Some(encoding) = files.iter().find_map(|file| file.likely_encoding) {
            let beside = "bytes that are not UTF-8: look at letters with accents";
            form("encoding", encoding.name().to_lowercase(), beside, true);
        }
        let undecided = |column: &&SurveyedColumn| {
            column.unordered > 0 && column.order.is_none() && column.times * 100 >= column.studied * 99
        };
        let mut all = files.iter().filter_map(|file| file.contents.as_ref()).flat_map(|contents| &contents.columns);
        if let Some(column) = all.find(undecided) {
            let beside = format!("or mdy: nothing says whether day or month comes first, {}", sample(column));
            form("date_order", "dmy".to_owned(), &beside, false);
        }
    }

    /// What unknown words of the segments mean.
    fn meanings(&mut self, segments: &[&Guessed<'_>], lines: &[Line], vocabulary: &Vocabulary) {
        for (name, field, meanings) in [
            ("words.status", Field::Status, &GUESSES.statuses),
            ("words.response", Field::Event, &GUESSES.responses),
            ("words.reason", Field::Reason, &GUESSES.reasons),
        ] {
            self.words(name, &words_of(segments, lines, field, meanings, vocabulary), meanings);
        }
    }

    /// A section of the words with a likely meaning, and a comment on the others.
    fn words(&mut self, name: &str, found: &[(String, u64)], meanings: &Synonyms) {
        self.section(name, &word_lines(found, meanings));
        let others = found.iter().filter(|(word, _)| synonym(meanings, word).is_none());
        let others: Vec<String> =
            others.map(|(word, number)| format!("{} ({})", toml_text(word), count(*number))).collect();
        if !others.is_empty() {
            let names: Vec<&str> = meanings.iter().map(|(meaning, _)| meaning.as_str()).collect();
            let others = printable(&others.join(", ")).into_owned();
            let name = self.name(name);
            self.say(&format!(
                "{name} could also say which of these words mean {}, as {} = [\"word\"]: {others}",
                names.join(", "),
                names[0]
            ));
        }
    }

    fn line(&mut self, line: &Line) {
        let value = values(line);
        let mark = if line.is_sure { "" } else { "# " };
        self.guesses += usize::from(line.is_sure);
        let beside = if line.beside.is_empty() { String::new() } else { format!("  # {}", printable(&line.beside)) };
        let _ = writeln!(self.text, "{mark}{} = {value}{beside}", line.key);
    }

    /// A comment on what was recognised in a file.
    fn recognised(&mut self, guess: &Guessed<'_>) {
        let mut taken: Vec<String> = Vec::new();
        for (at, column) in guess.header.columns().iter().enumerate() {
            for meaning in guess.header.meanings(at) {
                let of = if meaning.table == guess.table { String::new() } else { format!("{}.", meaning.table) };
                taken.push(format!("{of}{} = {}", meaning.field.name(), toml_text(&column.header)));
            }
        }
        let name = printable(&file_name(guess.file)).into_owned();
        let taken = if taken.is_empty() { "no column is".to_owned() } else { taken.join(", ") };
        self.text.push('\n');
        self.say(&format!("{name}, as {}; recognised by itself: {taken}", guess.table));
    }
}

/// In TOML.
fn values(line: &Line) -> String {
    if let Some(toml) = &line.toml {
        return toml.clone();
    }
    let values: Vec<String> = line.values.iter().map(|value| toml_text(value)).collect();
    match &values[..] {
        [only] => only.clone(),
        _ => format!("[{}]", values.join(", ")),
    }
}
