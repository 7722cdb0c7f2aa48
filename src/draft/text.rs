//! The text of the draft.

use std::fmt::Write as _;

use crate::document::toml_text;
use crate::exports::{Surveyed, SurveyedColumn, Vocabulary};
use crate::plain::{count, printable};
use crate::tables::{Field, Table};

use super::columns::{columns, joined_names};
use super::guess::{Guessed, Line, file_name};
use super::guesses::{GUESSES, GuessedMeanings};
use super::meanings::synonym;
use super::tables::tables;
use super::values::sample;
use super::words::{without_statuses, word_lines, words_of};

/// The text of a `segrep.toml`, and how many lines of it are guesses. `delimiter` is one that had to be guessed.
pub fn draft(files: &[Surveyed], vocabulary: &Vocabulary, delimiter: Option<u8>) -> (String, usize) {
    /// Lines that a person looks over at once.
    const MOST: usize = 10;
    let long = written(files, vocabulary, delimiter, false);
    if long.1 <= MOST { long } else { written(files, vocabulary, delimiter, true) }
}

/// The draft with a line for each key, or a short one, with a line for each table of keys.
fn written(files: &[Surveyed], vocabulary: &Vocabulary, delimiter: Option<u8>, is_short: bool) -> (String, usize) {
    let mut draft = Draft { text: String::new(), guesses: 0, is_short };
    draft.say("How these exports are to be understood: drafted by segrep schema --init, to be corrected by a person.");
    draft.say("Lines that begin with # count for nothing. `segrep schema` shows what segrep makes of it.");
    draft.forms(files, delimiter);
    let (guessed, lines, unknown) = tables(files, vocabulary);
    draft.section("files", &lines);
    if !unknown.is_empty() {
        let unknown = printable(&unknown.join(", ")).into_owned();
        let files = draft.name("files");
        draft.say(&format!("{files} could also say which table these are; their headers don't: {unknown}"));
    }
    let segments: Vec<&Guessed<'_>> = guessed.iter().filter(|guess| guess.table == Table::Segments).collect();
    let of_segments = columns(&segments, vocabulary);
    for table in Table::ALL {
        let of_table: Vec<&Guessed<'_>> = guessed.iter().filter(|guess| guess.table == table).collect();
        for guess in &of_table {
            draft.recognised(guess);
        }
        let lines = match of_table.is_empty() {
            false => columns(&of_table, vocabulary),
            true => segments.first().map_or_else(Vec::new, |guess| joined_names(guess, &of_segments, table)),
        };
        draft.section(&format!("columns.{table}"), &lines);
        if table == Table::Segments {
            draft.meanings(&of_table, &lines, vocabulary);
        }
    }
    (draft.text, draft.guesses)
}

/// The text so far.
struct Draft {
    text: String,
    guesses: usize,
    is_short: bool,
}

impl Draft {
    fn say(&mut self, text: &str) {
        /// Columns of a line.
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

    fn top(&mut self, line: &Line) {
        self.text.push('\n');
        self.line(line);
    }

    fn section(&mut self, name: &str, lines: &[Line]) {
        if lines.is_empty() {
            return;
        }
        if self.is_short {
            self.text.push('\n');
            // A table named in one line can't be added to: so what is uncertain is said, and not commented out.
            match name {
                "files" => lines
                    .iter()
                    .for_each(|line| self.line(&Line { key: format!("{name}.{}", line.key), ..line.clone() })),
                _ => self.table(name, lines),
            }
            return;
        }
        // A table without any key that counts is a comment, too.
        let mark = if lines.iter().any(|line| line.is_sure) { "" } else { "# " };
        let _ = writeln!(self.text, "\n{mark}[{name}]");
        lines.iter().for_each(|line| self.line(line));
    }

    /// A table's name as the draft writes it.
    fn name(&self, name: &str) -> String {
        if self.is_short { name.to_owned() } else { format!("[{name}]") }
    }

    /// A table of keys in one line, below what is to be said of them.
    fn table(&mut self, name: &str, lines: &[Line]) {
        let beside = |line: &&Line| !line.beside.is_empty();
        let said: Vec<String> = lines
            .iter()
            .filter(beside)
            .filter(|line| line.is_sure)
            .map(|line| format!("{} {}", line.key, line.beside))
            .collect();
        if !said.is_empty() {
            self.say(&printable(&said.join("; ")));
        }
        for line in lines.iter().filter(|line| !line.is_sure) {
            let text = format!("{name} could also say {} = {}: {}", line.key, values(line), line.beside);
            self.say(&printable(&text));
        }
        let keys: Vec<String> =
            lines.iter().filter(|line| line.is_sure).map(|line| format!("{} = {}", line.key, values(line))).collect();
        if !keys.is_empty() {
            self.guesses += 1;
            let _ = writeln!(self.text, "{name} = {{ {} }}", keys.join(", "));
        }
    }

    /// How the files are written, where it had to be guessed.
    fn forms(&mut self, files: &[Surveyed], delimiter: Option<u8>) {
        if let Some(sign) = delimiter {
            let sign = char::from(sign).to_string();
            self.top(&Line::sure("delimiter", vec![sign], "no usual delimiter makes columns of the header".to_owned()));
        }
        if let Some(encoding) = files.iter().find_map(|file| file.likely_encoding) {
            let name = encoding.name().to_lowercase();
            self.top(&Line::sure(
                "encoding",
                vec![name],
                "bytes that are not UTF-8: look at letters with accents".to_owned(),
            ));
        }
        let undecided = |column: &&SurveyedColumn| {
            column.unordered > 0 && column.order.is_none() && column.times * 100 >= column.studied * 99
        };
        let mut all = files.iter().filter_map(|file| file.contents.as_ref()).flat_map(|contents| &contents.columns);
        if let Some(column) = all.find(undecided) {
            let beside = format!("or mdy: nothing says whether day or month comes first, {}", sample(column));
            let order = vec!["dmy".to_owned()];
            self.top(&Line { key: "date_order".to_owned(), values: order, is_sure: false, beside });
        }
    }

    /// What the words of the segments mean that segrep doesn't know.
    fn meanings(&mut self, segments: &[&Guessed<'_>], lines: &[Line], vocabulary: &Vocabulary) {
        let words = &vocabulary.words;
        let is_status = |word: &str| words.statuses.meaning(word).is_some();
        self.words("words.status", &words_of(segments, lines, Field::Status, is_status), &GUESSES.statuses);
        let is_response = |word: &str| words.responses.meaning(word).is_some();
        let found = words_of(segments, lines, Field::Event, is_response);
        self.words("words.response", &without_statuses(found, &GUESSES.responses, vocabulary), &GUESSES.responses);
        let is_reason =
            |word: &str| words.ring_reasons.meaning(word).or(words.transfer_reasons.meaning(word)).is_some();
        let found = words_of(segments, lines, Field::Reason, is_reason);
        self.words("words.reason", &without_statuses(found, &GUESSES.reasons, vocabulary), &GUESSES.reasons);
    }

    /// Words with a likely meaning under it; the others are named.
    fn words(&mut self, name: &str, found: &[(String, u64)], meanings: &GuessedMeanings) {
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

    /// Says what was recognised in a file.
    fn recognised(&mut self, guess: &Guessed<'_>) {
        let taken = guess.header.columns().iter().enumerate().flat_map(|(at, column)| {
            guess.header.meanings(at).map(move |meaning| {
                let of = if meaning.table == guess.table { String::new() } else { format!("{}.", meaning.table) };
                format!("{of}{} = {}", meaning.field.name(), toml_text(&column.header))
            })
        });
        let taken: Vec<String> = taken.collect();
        let name = printable(&file_name(guess.file)).into_owned();
        let taken = if taken.is_empty() { "no column is".to_owned() } else { taken.join(", ") };
        self.text.push('\n');
        self.say(&format!("{name}, as {}; recognised by itself: {taken}", guess.table));
    }
}

/// The value of a line as TOML writes it.
fn values(line: &Line) -> String {
    let values: Vec<String> = line.values.iter().map(|value| toml_text(value)).collect();
    match &values[..] {
        [only] => only.clone(),
        _ => format!("[{}]", values.join(", ")),
    }
}
