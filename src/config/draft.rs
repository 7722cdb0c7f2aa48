//! A first `segrep.toml` for the exports at hand: what was recognised as comments, and lines for what had to be guessed.

use std::fmt::Write as _;

use crate::exports::{Surveyed, SurveyedColumn, Vocabulary};
use crate::plain::{count, printable};
use crate::tables::{Field, Table};

use super::guess::{
    Guessed, Line, columns, file_name, sample, synonym, tables, without_statuses, word_lines, words_of,
};
use super::synonyms::{Meanings, REASONS, RESPONSES, STATUSES};

/// A sign that seems to stand between the fields of files whose header is one column.
pub fn likely_delimiter(files: &[Surveyed]) -> Option<u8> {
    let contents = files.iter().filter_map(|file| file.contents.as_ref());
    let mut headers = contents.map(|contents| contents.export.header.columns());
    let mut signs = headers.by_ref().filter_map(|columns| match columns {
        [only] => {
            let found =
                b"~^:#!*/".iter().copied().map(|sign| (only.header.bytes().filter(|b| *b == sign).count(), sign));
            found.filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map(|(_, sign)| sign)
        }
        _ => None,
    });
    let first = signs.next()?;
    signs.all(|sign| sign == first).then_some(first)
}

/// The text of a `segrep.toml`, and how many lines of it are guesses. `delimiter` is one that had to be guessed.
pub fn draft(files: &[Surveyed], vocabulary: &Vocabulary, delimiter: Option<u8>) -> (String, usize) {
    let mut draft = Draft { text: String::new(), guesses: 0 };
    draft.say("How these exports are to be understood: drafted by segrep schema --init, to be corrected by a person.");
    draft.say("Lines that begin with # count for nothing. `segrep schema` shows what segrep makes of it.");
    if let Some(sign) = delimiter {
        let sign = char::from(sign).to_string();
        draft.top(&Line::sure("delimiter", vec![sign], "no usual delimiter makes columns of the header".to_owned()));
    }
    if let Some(encoding) = files.iter().find_map(|file| file.likely_encoding) {
        let name = encoding.name().to_lowercase();
        draft.top(&Line::sure(
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
        draft.top(&Line { key: "date_order".to_owned(), values: order, is_sure: false, beside });
    }
    let (guessed, lines, unknown) = tables(files, vocabulary);
    draft.section("files", &lines);
    if !unknown.is_empty() {
        let unknown = printable(&unknown.join(", ")).into_owned();
        draft.say(&format!("[files] could also say which table these are; their headers don't: {unknown}"));
    }
    for table in Table::ALL {
        let of_table: Vec<&Guessed<'_>> = guessed.iter().filter(|guess| guess.table == table).collect();
        for guess in &of_table {
            draft.recognised(guess);
        }
        let lines = columns(&of_table, vocabulary);
        draft.section(&format!("columns.{table}"), &lines);
        if table == Table::Segments {
            let mut words = vocabulary.words.clone();
            let is_status = |word: &str| words.statuses.of(word).is_some();
            let found = words_of(&of_table, &lines, Field::Status, is_status);
            draft.words("words.status", &found, STATUSES);
            let mut words = vocabulary.words.clone();
            let is_response = |word: &str| words.responses.of(word).is_some();
            let found = words_of(&of_table, &lines, Field::Event, is_response);
            draft.words("words.response", &without_statuses(found, RESPONSES, vocabulary), RESPONSES);
            let mut words = vocabulary.words.clone();
            let is_reason =
                |word: &str| words.ring_reasons.of(word).is_some() || words.transfer_reasons.of(word).is_some();
            let found = words_of(&of_table, &lines, Field::Reason, is_reason);
            draft.words("words.reason", &without_statuses(found, REASONS, vocabulary), REASONS);
        }
    }
    (draft.text, draft.guesses)
}

/// The text so far.
struct Draft {
    text: String,
    guesses: usize,
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
        // A table without any key that counts is a comment, too.
        let mark = if lines.iter().any(|line| line.is_sure) { "" } else { "# " };
        let _ = writeln!(self.text, "\n{mark}[{name}]");
        lines.iter().for_each(|line| self.line(line));
    }

    /// Words with a likely meaning under it; the others are named.
    fn words(&mut self, name: &str, found: &[(String, u64)], meanings: Meanings) {
        self.section(name, &word_lines(found, meanings));
        let others = found.iter().filter(|(word, _)| synonym(meanings, word).is_none());
        let others: Vec<String> =
            others.map(|(word, number)| format!("{} ({})", toml_text(word), count(*number))).collect();
        if !others.is_empty() {
            let names: Vec<&str> = meanings.iter().map(|(meaning, _)| *meaning).collect();
            let others = printable(&others.join(", ")).into_owned();
            self.say(&format!(
                "[{name}] could also say which of these words mean {}, as {} = [\"word\"]: {others}",
                names.join(", "),
                names[0]
            ));
        }
    }

    fn line(&mut self, line: &Line) {
        let values: Vec<String> = line.values.iter().map(|value| toml_text(value)).collect();
        let value = match &values[..] {
            [only] => only.clone(),
            _ => format!("[{}]", values.join(", ")),
        };
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

/// A text as TOML writes it.
pub(super) fn toml_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || printable(c.encode_utf8(&mut [0; 4])) != *c.encode_utf8(&mut [0; 4]) => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
