//! The names of files and columns and the meanings of words, in the grammar of `segrep.toml`.

use crate::document::{TomlEntry, TomlValue};
use crate::tables::{Field, Response, Status, Table, Words, normalised};
use crate::usage::UsageError;

use super::row_condition::RowCondition;
use super::stage_rule::StageRule;

/// The names of files and columns, and the words in these with their meanings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
    pub(crate) files: Vec<(Table, Vec<String>)>,
    pub columns: Vec<ColumnMapping>,
    /// The headers of files without any; empty if they have their own.
    pub(crate) header: Vec<String>,
    words: Vec<(String, Meaning)>,
    /// Values of fields that mean nothing, as `0` for no user.
    pub(super) blanks: Vec<(Table, Field, Vec<String>)>,
    /// Conditions of rows that aren't read, each with the place in the file that says so.
    pub(crate) leave_out: Vec<(Table, RowCondition, String)>,
    /// How the stages of rows that hold several are told. Of several rules, the first that holds for a row counts.
    pub(crate) stages: Vec<StageRule>,
    /// Whether all interactions of the exports are completed.
    pub(super) finished: Option<bool>,
    /// The column that says which of several rows of one id stands, with the place in the file that says so.
    pub(crate) newest: Option<(String, String)>,
}

/// The headers of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMapping {
    pub table: Table,
    pub field: Field,
    /// Of a row the first that isn't blank counts; empty if no column is this field.
    pub headers: Vec<String>,
    /// Whether the value is that of all of them, one after another with a blank between.
    pub(super) joins: bool,
    /// Whether the value is the row's own place, as no column has it.
    pub(super) is_row: bool,
    /// Which rows have a value; `None` for all.
    pub(crate) condition: Option<RowCondition>,
    /// The place in the file that says so.
    pub source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Status(Status),
    Response(Response),
    Ring,
    Transfer,
}

impl ColumnMapping {
    fn read(entry: &TomlEntry<'_, '_>, table: Table, field: Field) -> Result<ColumnMapping, UsageError> {
        let mut mapping = ColumnMapping {
            table,
            field,
            headers: Vec::new(),
            joins: false,
            is_row: false,
            condition: None,
            source: entry.source(),
        };
        let headers = match entry.value() {
            TomlValue::Table => {
                let mut headers = Vec::new();
                for entry in entry.entries()? {
                    match entry.key.as_str() {
                        "column" => headers = entry.texts()?,
                        "join" => (headers, mapping.joins) = (entry.texts()?, true),
                        "row" => mapping.is_row = entry.value() == TomlValue::Flag(true),
                        "where" => mapping.condition = Some(RowCondition::read(&entry)?),
                        _ => return Err(entry.unknown("key", &["column", "join", "row", "where"])),
                    }
                }
                headers
            }
            _ => entry.texts()?,
        };
        let headers = headers.into_iter().map(|header| header.trim().to_owned());
        mapping.headers = headers.filter(|header| !header.is_empty()).collect();
        Ok(mapping)
    }
}

impl Naming {
    /// The keys at the top of the file that it takes.
    pub(crate) const KEYS: [&'static str; 8] =
        ["files", "columns", "words", "blank", "leave_out", "stages", "finished", "newest"];

    /// Takes a key at the top of the file. Returns whether it is one of [`Naming::KEYS`].
    pub(crate) fn take(
        &mut self,
        entry: &TomlEntry<'_, '_>,
        has_field: impl Fn(Table, Field) -> bool,
    ) -> Result<bool, UsageError> {
        match entry.key.as_str() {
            "files" => self.files.extend(by_table(entry)?),
            "columns" => {
                for of_table in entry.entries()? {
                    let table = table_of(&of_table)?;
                    for entry in of_table.entries()? {
                        let field = field_of(&entry, |field| has_field(table, field))?;
                        self.columns.push(ColumnMapping::read(&entry, table, field)?);
                    }
                }
            }
            "words" => {
                for kind in entry.entries()? {
                    self.take_words(&kind)?;
                }
            }
            "blank" => {
                for of_table in entry.entries()? {
                    let table = table_of(&of_table)?;
                    for entry in of_table.entries()? {
                        let field = field_of(&entry, |field| has_field(table, field))?;
                        self.blanks.push((table, field, entry.texts()?));
                    }
                }
            }
            "leave_out" => {
                for entry in entry.entries()? {
                    let table = table_of(&entry)?;
                    for text in entry.texts()? {
                        self.leave_out.push((table, RowCondition::of_text(&entry, &text)?, entry.source()));
                    }
                }
            }
            "stages" => {
                self.stages = entry.list()?.iter().map(StageRule::read).collect::<Result<_, _>>()?;
            }
            "newest" => self.newest = Some((entry.setting()?.text, entry.source())),
            "finished" => match entry.value() {
                TomlValue::Flag(finished) => self.finished = Some(finished),
                _ => return Err(entry.wrong("takes true or false")),
            },
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn take_words(&mut self, kind: &TomlEntry<'_, '_>) -> Result<(), UsageError> {
        let meanings: Vec<(&str, Meaning)> = match kind.key.as_str() {
            "status" => Status::ALL.map(|status| (status.name(), Meaning::Status(status))).to_vec(),
            "response" => Response::ALL.map(|response| (response.name(), Meaning::Response(response))).to_vec(),
            "reason" => vec![("ring", Meaning::Ring), ("transfer", Meaning::Transfer)],
            _ => return Err(kind.unknown("kind of words", &["status", "response", "reason"])),
        };
        for entry in kind.entries()? {
            let is_it = |(name, _): &&(&str, Meaning)| normalised(name) == normalised(&entry.key);
            let Some((_, meaning)) = meanings.iter().find(is_it) else {
                let names: Vec<&str> = meanings.iter().map(|(name, _)| *name).collect();
                return Err(entry.unknown("meaning", &names));
            };
            self.words.extend(entry.texts()?.into_iter().map(|word| (word, *meaning)));
        }
        Ok(())
    }

    /// Both together; `nearer` wins.
    pub(crate) fn merge(self, nearer: Naming) -> Naming {
        let (mut files, mut columns, mut words) = (self.files, self.columns, self.words);
        files.retain(|(table, _)| nearer.files(*table).is_none());
        files.extend(nearer.files.iter().cloned());
        columns.retain(|column| nearer.headers(column.table, column.field).is_none());
        columns.extend(nearer.columns);
        // The last meaning of a word counts.
        words.extend(nearer.words);
        let blanks = [self.blanks, nearer.blanks].concat();
        let leave_out = [self.leave_out, nearer.leave_out].concat();
        let stages = if nearer.stages.is_empty() { self.stages } else { nearer.stages };
        Naming {
            files,
            columns,
            header: nearer.header,
            words,
            blanks,
            leave_out,
            stages,
            finished: nearer.finished.or(self.finished),
            newest: nearer.newest.or(self.newest),
        }
    }

    pub(crate) fn files(&self, table: Table) -> Option<&[String]> {
        self.files.iter().find(|(of, _)| *of == table).map(|(_, names)| names.as_slice())
    }

    /// The headers of a field, best first.
    pub(crate) fn headers(&self, table: Table, field: Field) -> Option<&[String]> {
        self.column(table, field).map(|column| column.headers.as_slice())
    }

    /// What is said of a field.
    pub(super) fn column(&self, table: Table, field: Field) -> Option<&ColumnMapping> {
        self.columns.iter().find(|column| (column.table, column.field) == (table, field))
    }

    /// Further values of a field that mean nothing.
    pub(super) fn blanks(&self, table: Table, field: Field) -> Vec<String> {
        let said = self.blanks.iter().filter(|(of, blank, _)| (*of, *blank) == (table, field));
        said.flat_map(|(.., values)| values).cloned().collect()
    }

    /// The columns that stages, rows to leave out and `newest` name, each with its table and the place that says so.
    pub(crate) fn named(&self) -> impl Iterator<Item = (Table, &str, &str)> {
        let Naming { leave_out, stages, newest, .. } = self;
        let left_out = leave_out.iter().map(|(table, condition, source)| (*table, &*condition.column, &**source));
        let of_stages =
            stages.iter().flat_map(|rule| rule.headers().map(|name| (Table::Segments, name, &*rule.source)));
        let newest = newest.iter().map(|(name, source)| (Table::Segments, &**name, &**source));
        left_out.chain(of_stages).chain(newest)
    }

    pub(super) fn teach(&self, words: &mut Words) {
        for (word, meaning) in &self.words {
            match meaning {
                Meaning::Status(status) => words.statuses.add(word, *status),
                Meaning::Response(response) => words.responses.add(word, *response),
                Meaning::Ring => words.ring_reasons.add(word, ()),
                Meaning::Transfer => words.transfer_reasons.add(word, ()),
            }
        }
    }
}

/// A list of names for each table.
pub(super) fn by_table(entry: &TomlEntry<'_, '_>) -> Result<Vec<(Table, Vec<String>)>, UsageError> {
    entry.entries()?.iter().map(|entry| Ok((table_of(entry)?, entry.texts()?))).collect()
}

/// The table that a key names.
pub(crate) fn table_of(entry: &TomlEntry<'_, '_>) -> Result<Table, UsageError> {
    Table::named(&entry.key).ok_or_else(|| entry.unknown("table", &Table::ALL.map(Table::name)))
}

/// The field that a key names, out of those that are `known`.
pub(crate) fn field_of(entry: &TomlEntry<'_, '_>, known: impl Fn(Field) -> bool) -> Result<Field, UsageError> {
    let mut fields = Field::ALL.iter().copied().filter(|field| known(*field));
    fields.clone().find(|field| field.name() == entry.key).ok_or_else(|| {
        let names: Vec<&str> = fields.by_ref().map(Field::name).collect();
        entry.unknown("field", &names)
    })
}
