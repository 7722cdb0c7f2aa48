//! `schema`: shows how the exports are understood, or drafts a `segrep.toml` for them.

use std::path::Path;

use anyhow::Result;

use crate::cli::Schema;
use crate::config;
use crate::draft;
use crate::exports::{Form, Surveyed, Vocabulary};
use crate::formats::{TableLayout, Target};
use crate::messages::Messages;
use crate::plain::{counted, quoted};
use crate::reports::schema;
use crate::tables::Zone;
use crate::usage::UsageError;

use super::destination::table_layout;
use super::inputs::{self, Inputs};
use super::invocation::Ending;
use super::settings;
use super::writer::{check_folder, unless_closed, write};

pub(super) fn run(options: &Schema, messages: &mut Messages<'_>) -> Result<Ending> {
    if options.input.rejects.is_some() {
        return Err(UsageError::new("--rejects: schema leaves nothing out").hint("it goes with a report").into());
    }
    let config = inputs::config(&options.input)?;
    settings::name(&config, &mut Vec::new(), messages);
    let vocabulary = config.mapping.vocabulary();
    let asked_zone = settings::asked_zone(options.tz.as_deref(), &config)?;
    inputs::check_stdin(&options.input, &[])?;
    let mut inputs = Inputs::found(&options.input, &config, &vocabulary)?;
    inputs.warn_unfound(&config.mapping, messages);
    let target = options.output.clone().map_or(Target::Stdout, Target::named);
    let mut files = inputs.survey(&vocabulary, inputs.form)?;
    if !draft::has_segments(&files, &vocabulary) && inputs.listing.consider_texts(inputs.form) {
        files = inputs.survey(&vocabulary, inputs.form)?;
    }
    // Files that belong to no table are read here, too.
    let lists = inputs.listing.strangers.iter().map(|origin| origin.path.clone()).collect();
    let inputs = inputs.beside(lists);
    check_folder(&target)?;
    inputs.check_target(&target, &vocabulary, messages)?;
    if options.init {
        return init(options, &inputs, files, &vocabulary, messages);
    }
    let zone = asked_zone.unwrap_or_else(|| zone_of(&files));
    let table = table_layout(&target, options.width, options.color, zone);
    show(&files, &vocabulary, &target, table, zone, messages)
}

/// Writes a draft `segrep.toml`.
fn init(
    options: &Schema,
    inputs: &Inputs,
    mut files: Vec<Surveyed>,
    vocabulary: &Vocabulary,
    messages: &mut Messages<'_>,
) -> Result<Ending> {
    let folder = match inputs.folder.is_file() {
        true => inputs.folder.parent().unwrap_or(Path::new("")),
        false => &inputs.folder,
    };
    let path = options.output.clone().unwrap_or_else(|| folder.join(config::FILE));
    let target = Target::named(path.clone());
    let name = quoted(&path.display().to_string());
    if target != Target::Stdout && path.symlink_metadata().is_ok() {
        let problem = format!("--init: {name} already exists, and is not replaced");
        return Err(UsageError::new(problem).hint("move it away, or name another with -o FILE; -o - prints it").into());
    }
    let mut form = inputs.form;
    let delimiter = draft::likely_delimiter(&files).filter(|_| form.delimiter.is_none());
    if delimiter.is_some() {
        form.delimiter = delimiter;
        files = inputs.survey(vocabulary, form)?;
    }
    let quotes = draft::likely_quotes(&files);
    if let Some(quotes) = quotes {
        files = inputs.survey(vocabulary, Form { quotes, ..form })?;
    }
    let (text, guesses) = draft::draft(&files, vocabulary, delimiter, quotes);
    unless_closed(write(text.as_bytes(), &target, messages), || ())?;
    let what = if target == Target::Stdout { "this draft".to_owned() } else { name };
    messages.note(match guesses {
        0 => format!("{what} guesses nothing: its comments say what is recognised, and what can't be guessed"),
        _ => format!(
            "{what} has {} that had to be guessed: look them over, take the # off what holds, then see segrep schema",
            counted(guesses as u64, "line")
        ),
    });
    Ok(Ending::Done)
}

/// The organizations' zone if they agree, else UTC.
fn zone_of(files: &[Surveyed]) -> Zone {
    let named = files.iter().filter(|file| file.named.is_some()).filter_map(|file| file.contents.as_ref());
    let names = named.flat_map(|contents| &contents.zones).map(String::as_str);
    if let [zone] = inputs::zones_named(names)[..] { zone } else { Zone::UTC }
}

fn show(
    files: &[Surveyed],
    vocabulary: &Vocabulary,
    target: &Target,
    table: TableLayout,
    zone: Zone,
    messages: &mut Messages<'_>,
) -> Result<Ending> {
    let mut text = Vec::new();
    for section in schema::sections(files, vocabulary, zone) {
        // Memory takes whatever is written to it.
        let _ = table.section(&section, &mut text);
    }
    if files.is_empty() {
        text.extend_from_slice(b"no file here is a table of text: .csv or .tsv, also compressed, or in a .zip\n\n");
    }
    // Empty lines go between sections, not after the last.
    text.pop();
    write(&text, target, messages)?;
    Ok(Ending::Done)
}
