//! `schema`: looks at the exports and shows how they are understood, or drafts a `segrep.toml` for them.

use std::path::PathBuf;

use anyhow::Result;

use crate::cli::Schema;
use crate::exports::{Surveyed, Vocabulary};
use crate::messages::Messages;
use crate::reports::schema;
use crate::tables::Zone;

use super::Ending;
use super::inputs::{self, Inputs};
use super::settings;
use super::sheet::Sheet;
use super::usage;

/// Runs `segrep schema`.
///
/// # Errors
///
/// A file that can't be read at all; an output that can't be written.
pub(super) fn run(options: &Schema, messages: &mut Messages<'_>) -> Result<Ending> {
    if options.input.rejects.is_some() {
        return Err(usage("--rejects: schema leaves nothing out".to_owned(), "it goes with a report").into());
    }
    let config = inputs::config(&options.input)?;
    let vocabulary = config.mapping.vocabulary();
    let output = options.output();
    let asked_zone = settings::asked_zone(&output, &config)?;
    inputs::check_stdin(&options.input, &[])?;
    let inputs = Inputs::found(&options.input, &config, &vocabulary)?;
    inputs.warn_unfound(&config.mapping, messages);
    let sheet = Sheet::new(&output)?;
    // Strangers are read here, too.
    let strangers: Vec<PathBuf> = inputs.listing.strangers.iter().map(|origin| origin.path.clone()).collect();
    inputs.check_target(&sheet.target, &strangers, &vocabulary, messages)?;
    let files = inputs.survey(&vocabulary)?;
    let zone = asked_zone.unwrap_or_else(|| zone_of(&files));
    show(&files, &vocabulary, &sheet, zone)
}

/// The zone on which the organizations agree, else UTC.
fn zone_of(files: &[Surveyed]) -> Zone {
    let named = files.iter().filter(|file| file.named.is_some()).filter_map(|file| file.contents.as_ref());
    let mut zones: Vec<Zone> = Vec::new();
    for zone in named.flat_map(|contents| &contents.zones).filter_map(|name| Zone::named(name).ok()) {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    if let [zone] = zones[..] { zone } else { Zone::UTC }
}

fn show(files: &[Surveyed], vocabulary: &Vocabulary, sheet: &Sheet, zone: Zone) -> Result<Ending> {
    let mut out = Vec::new();
    let table = sheet.table(zone);
    for section in schema::sections(files, vocabulary, zone) {
        table.section(&section, &mut out);
    }
    if files.is_empty() {
        out.extend_from_slice(b"no file here ends like an export: .csv or .tsv, also compressed, or in a .zip\n\n");
    }
    // An empty line stands between sections, not after the last.
    out.pop();
    let mut writer = sheet.open()?;
    match writer.write(&out).and_then(|()| writer.finish()) {
        Err(error) if !error.is_closed_pipe() => Err(error.into()),
        _ => Ok(Ending::Done),
    }
}
