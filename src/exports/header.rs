//! Header recognition: which column is which field.

use std::collections::HashMap;

use crate::tables::{Field, Table};

use super::error::Problem;
use super::vocabulary::Vocabulary;

/// The first record of a file, understood.
#[derive(Clone, Debug)]
pub struct Header {
    columns: Vec<Column>,
    /// Column by field, indexed by the field's place in [`Field::ALL`].
    by_field: Vec<Option<usize>>,
}

/// One column of a file.
#[derive(Clone, Debug)]
pub struct Column {
    /// The header as exported, trimmed.
    pub header: String,
    /// The field that the column serves as, or `None` where segrep doesn't know it or a better one does.
    pub field: Option<Field>,
    /// What tells the column apart from others of the table, in every file: see [`Column::identity`].
    identity: String,
}

impl Column {
    /// What makes columns of two files the same column: the field, else the letters and digits of the header (and
    /// which of several that share them it is).
    pub fn identity(&self) -> &str {
        &self.identity
    }
}

impl Header {
    /// Recognises the columns of a file of `table`.
    ///
    /// # Errors
    ///
    /// [`Problem::MissingColumn`] where a required field has no column.
    pub fn recognise(headers: Vec<String>, table: Table, vocabulary: &Vocabulary) -> Result<Header, Problem> {
        let mut best: Vec<Option<(usize, usize)>> = vec![None; Field::ALL.len()];
        for (at, header) in headers.iter().enumerate() {
            if let Some((field, rank)) = vocabulary.field(table, header) {
                let best = &mut best[field as usize];
                // The left one of two that are equally good stays.
                if best.is_none_or(|(known, _)| rank < known) {
                    *best = Some((rank, at));
                }
            }
        }
        let by_field: Vec<Option<usize>> = best.into_iter().map(|best| best.map(|(_, at)| at)).collect();
        for &field in table.required() {
            if by_field[field as usize].is_none() {
                return Err(Problem::MissingColumn {
                    field: field.name(),
                    found: headers,
                    names: vocabulary.headers(table, field).to_vec(),
                });
            }
        }
        let mut twins: HashMap<String, usize> = HashMap::new();
        let mut columns: Vec<Column> = Vec::with_capacity(headers.len());
        for (at, header) in headers.into_iter().enumerate() {
            let field = Field::ALL.iter().copied().find(|field| by_field[*field as usize] == Some(at));
            let key = match field {
                // No key of letters and digits has an underscore or a blank, so fields and headers can't meet.
                Some(field) => format!("field {}", field.name()),
                None => vocabulary.own_key(table, &header),
            };
            let nth = twins.entry(key.clone()).or_default();
            columns.push(Column { header, field, identity: format!("{key} {nth}") });
            *nth += 1;
        }
        Ok(Header { columns, by_field })
    }

    /// The columns from left to right.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column that serves as a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.by_field[field as usize]
    }
}
