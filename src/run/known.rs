//! What the exports at hand know by name, for completions.

use std::io;

use anyhow::Result;

use crate::cli::Input;
use crate::exports;
use crate::messages::{MessageForm, Messages};
use crate::tables::{Catalog, Named, Table};

use super::inputs::{self, Inputs};

/// The rows of one small table by id, each with its name. Only files of that table are read, and no pipe: whoever types is
/// the one at its other end.
///
/// # Errors
///
/// If settings or files can't be read.
pub fn known(input: &Input, table: Table) -> Result<Vec<(String, Option<String>)>> {
    let config = inputs::config(input)?;
    let vocabulary = config.mapping.vocabulary();
    let mut inputs = Inputs::found(input, &config, &vocabulary)?;
    let is_file = |path: &std::path::Path| path.metadata().is_ok_and(|metadata| metadata.is_file());
    inputs.listing.files.retain(|(of, origin)| *of == table && is_file(&origin.path));
    let exports = inputs.open(&vocabulary, &mut Messages::new(&mut io::sink(), MessageForm::Text, true))?;
    let (directory, _) = exports::directory(&exports)?;
    Ok(match table {
        Table::Queues => by_id(&directory.queues),
        Table::Users => by_id(&directory.users),
        Table::Organizations => by_id(&directory.organizations),
        Table::Interactions | Table::Segments => Vec::new(),
    })
}

fn by_id<T: Named>(catalog: &Catalog<T>) -> Vec<(String, Option<String>)> {
    catalog.iter().map(|(id, row)| (id.to_owned(), row.name().map(str::to_owned))).collect()
}
