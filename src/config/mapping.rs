//! What `segrep.toml` says about exports: which file is which table, which header which field, how they are written,
//! and further words.

use crate::document::{Entry, Setting};
use crate::exports::Vocabulary;
use crate::tables::{Field, Response, Status, Table, normalised};
use crate::usage::UsageError;

/// How exports are to be understood, where a person says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// What stands between fields.
    pub delimiter: Option<Setting>,
    /// What a quote within a field is that doesn't begin with one.
    pub quotes: Option<Setting>,
    /// The encoding of files without a mark.
    pub encoding: Option<Setting>,
    /// The zone of times without an offset.
    pub input_tz: Option<Setting>,
    /// Whether day or month comes first.
    pub date_order: Option<Setting>,
    /// A form of times.
    pub time_format: Option<Setting>,
    /// What a plain number in a duration column counts.
    pub duration_unit: Option<Setting>,
    /// Zones by the words that stand for them behind a time.
    pub zones: Vec<(String, Setting)>,
    /// The files of tables: names, with `*` for anything.
    pub files: Vec<(Table, Vec<String>)>,
    /// The headers of fields, with where it says so.
    pub columns: Vec<ColumnMapping>,
    /// Further words.
    pub words: Vec<WordMapping>,
}

/// The headers that a field has, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMapping {
    /// The table.
    pub table: Table,
    /// The field.
    pub field: Field,
    /// The headers; none where no column is this field.
    pub headers: Vec<String>,
    /// Where it says so.
    pub source: String,
}

/// A word and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordMapping {
    word: String,
    meaning: WordMeaning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordMeaning {
    Status(Status),
    Response(Response),
    Ring,
    Transfer,
}

impl Mapping {
    /// The keys that it takes, at the top of the file.
    pub(super) const KEYS: [&'static str; 11] = [
        "delimiter",
        "quotes",
        "encoding",
        "input_tz",
        "date_order",
        "time_format",
        "duration_unit",
        "zones",
        "files",
        "columns",
        "words",
    ];

    /// Takes a key of the file, if it is one of its own.
    pub(crate) fn take(&mut self, entry: &Entry<'_, '_>) -> Result<bool, UsageError> {
        match entry.key.as_str() {
            "delimiter" => self.delimiter = Some(entry.setting()?),
            "quotes" => self.quotes = Some(entry.setting()?),
            "encoding" => self.encoding = Some(entry.setting()?),
            "input_tz" => self.input_tz = Some(entry.setting()?),
            "date_order" => self.date_order = Some(entry.setting()?),
            "time_format" => self.time_format = Some(entry.setting()?),
            "duration_unit" => self.duration_unit = Some(entry.setting()?),
            "zones" => {
                for entry in entry.entries()? {
                    self.zones.push((entry.key.trim().to_owned(), entry.setting()?));
                }
            }
            "files" => {
                for entry in entry.entries()? {
                    self.files.push((table_of(&entry)?, entry.texts()?));
                }
            }
            "columns" => {
                for of_table in entry.entries()? {
                    self.take_columns(table_of(&of_table)?, &of_table)?;
                }
            }
            "words" => {
                for kind in entry.entries()? {
                    self.take_words(&kind)?;
                }
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn take_columns(&mut self, table: Table, of_table: &Entry<'_, '_>) -> Result<(), UsageError> {
        for entry in of_table.entries()? {
            let field = Mapping::field(table, &entry)?;
            let mut headers: Vec<String> = entry.texts()?.iter().map(|header| header.trim().to_owned()).collect();
            headers.retain(|header| !header.is_empty());
            self.columns.push(ColumnMapping { table, field, headers, source: entry.source() });
        }
        Ok(())
    }

    /// The field of a table that a key names.
    pub(crate) fn field(table: Table, entry: &Entry<'_, '_>) -> Result<Field, UsageError> {
        let builtin = Vocabulary::builtin();
        let mut fields = Field::ALL.iter().copied().filter(|field| builtin.has_field(table, *field));
        fields.clone().find(|field| field.name() == entry.key).ok_or_else(|| {
            let names: Vec<&str> = fields.by_ref().map(Field::name).collect();
            entry.unknown("field", &names)
        })
    }

    fn take_words(&mut self, kind: &Entry<'_, '_>) -> Result<(), UsageError> {
        let meanings: Vec<(&str, WordMeaning)> = match kind.key.as_str() {
            "status" => STATUSES.iter().map(|(name, status)| (*name, WordMeaning::Status(*status))).collect(),
            "response" => {
                let all = [Response::Accepted, Response::Rejected, Response::Ignored, Response::Clear];
                all.into_iter().map(|response| (response.name(), WordMeaning::Response(response))).collect()
            }
            "reason" => vec![("ring", WordMeaning::Ring), ("transfer", WordMeaning::Transfer)],
            _ => return Err(kind.unknown("kind of words", &["status", "response", "reason"])),
        };
        for entry in kind.entries()? {
            let is_it = |(name, _): &&(&str, WordMeaning)| normalised(name) == normalised(&entry.key);
            let Some((_, meaning)) = meanings.iter().find(is_it) else {
                let names: Vec<&str> = meanings.iter().map(|(name, _)| *name).collect();
                return Err(entry.unknown("meaning", &names));
            };
            let words = entry.texts()?.into_iter().map(|word| WordMapping { word, meaning: *meaning });
            self.words.extend(words);
        }
        Ok(())
    }

    /// What both say; where they differ, `nearer` counts.
    pub(super) fn merge(self, nearer: Mapping) -> Mapping {
        let mut files = self.files;
        files.retain(|(table, _)| nearer.files.iter().all(|(other, _)| other != table));
        files.extend(nearer.files);
        let mut columns = self.columns;
        let key = |column: &ColumnMapping| (column.table, column.field);
        columns.retain(|column| nearer.columns.iter().all(|other| key(other) != key(column)));
        columns.extend(nearer.columns);
        // A word that comes again has its last meaning, or zone.
        let zones = self.zones.into_iter().chain(nearer.zones).collect();
        let words = self.words.into_iter().chain(nearer.words).collect();
        Mapping {
            delimiter: nearer.delimiter.or(self.delimiter),
            quotes: nearer.quotes.or(self.quotes),
            encoding: nearer.encoding.or(self.encoding),
            input_tz: nearer.input_tz.or(self.input_tz),
            date_order: nearer.date_order.or(self.date_order),
            time_format: nearer.time_format.or(self.time_format),
            duration_unit: nearer.duration_unit.or(self.duration_unit),
            zones,
            files,
            columns,
            words,
        }
    }

    /// What segrep knows by itself, with what is said here over it.
    pub fn vocabulary(&self) -> Vocabulary {
        let mut vocabulary = Vocabulary::builtin();
        for (table, patterns) in &self.files {
            vocabulary.map_files(*table, patterns);
        }
        for ColumnMapping { table, field, headers, .. } in &self.columns {
            vocabulary.map_field(*table, *field, headers);
        }
        for WordMapping { word, meaning } in &self.words {
            match meaning {
                WordMeaning::Status(status) => vocabulary.words.statuses.add(word, *status),
                WordMeaning::Response(response) => vocabulary.words.responses.add(word, *response),
                WordMeaning::Ring => vocabulary.words.ring_reasons.add(word, ()),
                WordMeaning::Transfer => vocabulary.words.transfer_reasons.add(word, ()),
            }
        }
        vocabulary
    }
}

/// The names of the meanings of statuses.
const STATUSES: [(&str, Status); 8] = [
    ("Creating", Status::Creating),
    ("Open", Status::Open),
    ("Bot", Status::Bot),
    ("Pending", Status::Pending),
    ("Connected", Status::Connected),
    ("Hold", Status::Hold),
    ("WrapUp", Status::WrapUp),
    ("Completed", Status::Completed),
];

/// The table that a key names.
pub(crate) fn table_of(entry: &Entry<'_, '_>) -> Result<Table, UsageError> {
    Table::named(&entry.key).ok_or_else(|| entry.unknown("table", &Table::ALL.map(Table::name)))
}
