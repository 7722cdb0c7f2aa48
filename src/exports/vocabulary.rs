//! What vendors call things. Nothing else in segrep knows a file name, a header or a word.

mod builtin;

use crate::tables::{Field, Table, Words};

use super::header_zone::without_zone;
use super::names::{export_stem, is_part_mark, matches};
use super::naming::Naming;

use builtin::BUILTIN;

/// The names under which exports hand over tables, fields and meanings.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Replaces built-in names. `*` in a file's name stands for anything.
    mapped: Naming,
    pub(crate) words: Words,
}

/// A header and its key.
pub(super) struct Name<'h> {
    text: &'h str,
    /// Without a zone in brackets.
    key: String,
}

impl<'h> Name<'h> {
    pub(super) fn of(header: &'h str) -> Name<'h> {
        Name { text: header, key: header_key(without_zone(header)) }
    }
}

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileTable {
    /// An export of this table.
    Of(Table),
    /// A file with the extension of an export that belongs to no table.
    Stranger,
    /// A file with another extension.
    NoExport,
}

/// A field that a header may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) field: Field,
    /// How good a name of the field the header is; 0 is best.
    pub(crate) rank: usize,
    pub(crate) why: Why,
}

/// Why a column serves as a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its header is the field's own name.
    Exact,
    /// Its header is another name of the field.
    Alias,
    /// Its header is the name of another table with the name of a field of that.
    Joined,
    /// A mapping says so.
    Mapping,
}

impl Vocabulary {
    /// What segrep knows by itself.
    pub fn builtin() -> Vocabulary {
        Vocabulary::mapped(Naming::default())
    }

    /// The names of a mapping, with the built-in ones for the rest.
    pub(crate) fn mapped(mapped: Naming) -> Vocabulary {
        let mut words = BUILTIN.words.clone();
        mapped.teach(&mut words);
        Vocabulary { mapped, words }
    }

    /// What a mapping says.
    pub(crate) fn said(&self) -> &Naming {
        &self.mapped
    }

    /// The known words in the column of a field, built in or from `segrep.toml`.
    pub(crate) fn known_words(&self, field: Field) -> Vec<&str> {
        match field {
            Field::Status | Field::PreviousStatus => self.words.statuses.words().collect(),
            Field::Event => self.words.responses.words().collect(),
            Field::Reason => self.words.ring_reasons.words().chain(self.words.transfer_reasons.words()).collect(),
            other => BUILTIN.choices(other).iter().map(String::as_str).collect(),
        }
    }

    /// The headers of files without any; empty if they have their own.
    pub(super) fn header(&self) -> &[String] {
        &self.mapped.header
    }

    /// The table that a file belongs to by its name.
    pub fn table_of(&self, file_name: &str) -> FileTable {
        let is_it = |patterns: &[String]| patterns.iter().any(|pattern| matches(pattern, file_name));
        if let Some((table, _)) = self.mapped.files.iter().find(|(_, patterns)| is_it(patterns)) {
            return FileTable::Of(*table);
        }
        match export_stem(file_name) {
            None => FileTable::NoExport,
            Some(stem) => self.table_of_stem(&stem).map_or(FileTable::Stranger, FileTable::Of),
        }
    }

    /// The table with the longest name that the stem begins with, if only digits, dates, `export` and `part` follow.
    fn table_of_stem(&self, stem: &str) -> Option<Table> {
        let key = header_key(stem);
        let files = BUILTIN.naming.files.iter();
        files
            .filter(|(table, _)| self.mapped.files(*table).is_none())
            .flat_map(|(table, names)| names.iter().map(|name| (*table, name)))
            .filter(|(_, name)| key.starts_with(name.as_str()))
            .max_by_key(|(_, name)| name.len())
            .filter(|(_, name)| is_part_mark(&key[name.len()..]))
            .map(|(table, _)| table)
    }

    /// Whether the first field of a last line names a total or the export, as `Total: 12` or `Generated on …`.
    pub(crate) fn names_no_row(&self, field: &str) -> bool {
        /// Words of the longest name of a footer.
        const WORDS: usize = 3;
        let words: Vec<String> = field.split(|c: char| !c.is_alphanumeric()).map(header_key).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).take(WORDS).collect();
        (1..=words.len()).any(|count| BUILTIN.footers.contains(&words[..count].concat()))
    }

    /// Whether a text is such a name and nothing else, as `Totals:`.
    pub(crate) fn is_total(&self, field: &str) -> bool {
        BUILTIN.footers.contains(&header_key(field))
    }

    /// Whether a text is the name of an SQL type, as `varchar(255)` or `TIMESTAMP WITH TIME ZONE`.
    pub(crate) fn is_sql_type(text: &str) -> bool {
        let (name, length) = text.split_once('(').unwrap_or((text, ")"));
        // What follows the length, as in `timestamp(6) with time zone`.
        let after = length.split_once(')').map(|(_, after)| after);
        after.is_some_and(|after| BUILTIN.sql_types.contains(&header_key(&[name, after].concat())))
    }

    /// The headers of a field, best first.
    pub(crate) fn headers(&self, table: Table, field: Field) -> &[String] {
        let mapped = self.mapped.headers(table, field);
        mapped.or_else(|| BUILTIN.naming.headers(table, field)).unwrap_or_default()
    }

    pub(crate) fn has_field(table: Table, field: Field) -> bool {
        BUILTIN.naming.headers(table, field).is_some()
    }

    /// The fields that a header stands for; several only if a mapping says so.
    pub(crate) fn fields(&self, table: Table, header: &str) -> Vec<Match> {
        self.fields_of(table, &Name::of(header))
    }

    /// The fields of another table that a header of `table` names, as `Queues - Name` does in segments.
    pub(crate) fn joined_field(&self, table: Table, other: Table, header: &str) -> Vec<Match> {
        let name = Name::of(header);
        let is_own = !self.fields_of(table, &name).is_empty();
        self.joined_fields(other, &name, is_own)
    }

    pub(super) fn fields_of(&self, table: Table, name: &Name<'_>) -> Vec<Match> {
        let mapped = self.fields_mapped(table, name);
        if !mapped.is_empty() {
            return mapped;
        }
        let names = BUILTIN.own_names(table).iter();
        self.field_of_key(table, &name.key).or_else(|| self.field_after(table, names, name)).into_iter().collect()
    }

    fn fields_mapped(&self, table: Table, Name { text, key }: &Name<'_>) -> Vec<Match> {
        let whole = header_key(text);
        let is_it = |name: &String| {
            let named = header_key(name);
            name == text || (!named.is_empty() && (named == *key || named == whole))
        };
        let of_table = self.mapped.columns.iter().filter(|column| column.table == table);
        of_table
            .filter_map(|column| {
                let rank = column.headers.iter().position(is_it)?;
                Some(Match { field: column.field, rank, why: Why::Mapping })
            })
            .collect()
    }

    /// The field of a header after one of the names of its table.
    fn field_after<'n>(
        &self,
        table: Table,
        names: impl Iterator<Item = &'n String>,
        Name { text, key }: &Name<'_>,
    ) -> Option<Match> {
        rests(names, text, key).into_iter().find_map(|rest| self.field_of_key(table, rest))
    }

    /// As [`Vocabulary::joined_field`]; `is_own` if the header stands for a field of the file's own table.
    pub(super) fn joined_fields(&self, other: Table, name: &Name<'_>, is_own: bool) -> Vec<Match> {
        let mapped = self.fields_mapped(other, name);
        if !mapped.is_empty() || is_own {
            return mapped;
        }
        let found = self.field_after(other, BUILTIN.leading(other), name);
        found.map(|found| Match { why: Why::Joined, ..found }).into_iter().collect()
    }

    /// The key of a header without a leading name of its own table.
    pub(crate) fn own_key(&self, table: Table, header: &str) -> String {
        let key = header_key(header);
        let rest = rests(BUILTIN.own_names(table).iter(), header, &key).first().map(|rest| (*rest).to_owned());
        rest.unwrap_or(key)
    }

    /// The key of a header after the name of another table; `None` if it doesn't begin with that.
    pub(crate) fn joined_key(&self, other: Table, header: &str) -> Option<String> {
        rests(BUILTIN.leading(other), header, &header_key(header)).first().map(|rest| (*rest).to_owned())
    }

    fn field_of_key(&self, table: Table, key: &str) -> Option<Match> {
        let is_used = |field| self.mapped.headers(table, field).is_none();
        let columns = BUILTIN.naming.columns.iter().filter(|column| column.table == table && is_used(column.field));
        columns.into_iter().find_map(|column| {
            let rank = column.headers.iter().position(|name| name == key)?;
            let why = if header_key(column.field.name()) == key { Why::Exact } else { Why::Alias };
            Some(Match { field: column.field, rank, why })
        })
    }
}

/// What follows each of some names in a key. If any name ends with a word of the header, only those: `Segment Send` is a
/// segment's `send`, not the `end` of segments.
fn rests<'k, 'n>(names: impl Iterator<Item = &'n String>, header: &str, key: &'k str) -> Vec<&'k str> {
    let found = names.filter_map(|name| key.strip_prefix(name.as_str()).filter(|rest| !rest.is_empty()));
    let (whole, cut): (Vec<&str>, Vec<&str>) = found.partition(|rest| begins_word(header, key.len() - rest.len()));
    if whole.is_empty() { cut } else { whole }
}

/// Whether a word of a header begins at an offset of its key: after a sign, or with a capital after a small letter.
fn begins_word(header: &str, offset: usize) -> bool {
    let (mut at, mut before) = (0, ' ');
    for c in header.chars() {
        if c.is_alphanumeric() {
            if at >= offset {
                return !before.is_alphanumeric() || (before.is_lowercase() && c.is_uppercase());
            }
            at += c.to_lowercase().map(char::len_utf8).sum::<usize>();
        }
        before = c;
    }
    false
}

/// The letters and digits of a header or stem, in lower case.
pub(crate) fn header_key(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
