//! Settings from options and `segrep.toml`. An option wins; errors name where a setting stands.

use std::path::PathBuf;

use clap::ValueEnum;
use encoding_rs::Encoding;

use crate::cli::Input;
use crate::config::{Config, FileMapping, Mapping};
use crate::document::Setting;
use crate::exports::{FileReading, Form, TimeFormat, ValueOptions};
use crate::messages::Messages;
use crate::near::{did_you_mean, nearest};
use crate::plain::{printable, quoted};
use crate::tables::Zone;
use crate::usage::UsageError;

/// Notes the settings files that were read, once each per run: they may change a report.
pub(super) fn name(config: &Config, named: &mut Vec<PathBuf>, messages: &mut Messages<'_>) {
    let new: Vec<PathBuf> = config.files.iter().filter(|file| !named.contains(file)).cloned().collect();
    if !new.is_empty() {
        let names: Vec<String> = new.iter().map(|file| printable(&file.display().to_string()).into_owned()).collect();
        messages.note(format!("settings are read from {}", names.join(" and ")));
        named.extend(new);
    }
}

/// The output zone asked for by option or environment, else by `segrep.toml`.
pub(super) fn asked_zone(option: Option<&str>, config: &Config) -> Result<Option<Zone>, UsageError> {
    let option = option.filter(|name| !name.trim().is_empty());
    setting(option, "--tz", config.tz.as_ref(), zone)
}

/// How to read files that don't say it themselves.
pub(super) fn form(options: &Input, mapping: &Mapping) -> Result<Form, UsageError> {
    let config = |key| mapping.settings.get(key);
    Ok(Form {
        delimiter: setting(options.delimiter.as_deref(), "--delimiter", config("delimiter"), delimiter)?,
        encoding: setting(options.encoding.as_deref(), "--encoding", config("encoding"), encoding)?,
        quotes: choice(options.quotes, config("quotes"))?.unwrap_or_default(),
        short_records: choice(options.short_records, config("short_records"))?.unwrap_or_default(),
        input_zone: None,
        max_unpacked: setting(options.max_unpacked.as_deref(), "--max-unpacked", config("max_unpacked"), size)?
            .unwrap_or(Form::default().max_unpacked),
    })
}

/// How to read the files that `[[file]]` names.
pub(super) fn files(options: &Input, mapping: &Mapping) -> Result<Vec<FileReading>, UsageError> {
    let reading = |FileMapping { names, mapping: own, source }: &FileMapping| {
        let both = mapping.clone().merge(own.clone());
        let input_zone = own.settings.get("input_tz").filter(|_| options.input_tz.is_none()).map(zone).transpose()?;
        Ok(FileReading {
            names: names.clone(),
            vocabulary: both.vocabulary(),
            form: Form { input_zone, ..form(options, &both)? },
            columns: own.naming.columns.clone(),
            source: source.clone(),
        })
    };
    mapping.files.iter().map(reading).collect()
}

/// How to read values that don't say it themselves.
pub(super) fn values(options: &Input, mapping: &Mapping) -> Result<ValueOptions, UsageError> {
    let config = |key| mapping.settings.get(key);
    let zones = mapping.zones.iter().map(|(word, setting)| Ok((word.clone(), zone(setting)?)));
    Ok(ValueOptions {
        input_zone: setting(options.input_tz.as_deref(), "--input-tz", config("input_tz"), zone)?,
        date_order: choice(options.date_order, config("date_order"))?,
        time_format: setting(options.time_format.as_deref(), "--time-format", config("time_format"), time_format)?,
        zones: zones.collect::<Result<_, UsageError>>()?,
        duration_unit: choice(options.duration_unit, config("duration_unit"))?,
    })
}

/// One of a few values: the option's, else the one that `segrep.toml` names.
fn choice<C: ValueEnum>(option: Option<C>, config: Option<&Setting>) -> Result<Option<C>, UsageError> {
    let (None, Some(Setting { text, source })) = (&option, config) else { return Ok(option) };
    C::from_str(text, true).map(Some).map_err(|_| {
        let values: Vec<_> = C::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
        let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        UsageError::new(format!("{source}: there is no {}", quoted(text)))
            .hint(format!("it takes {}", names.join(", ")))
    })
}

fn time_format(Setting { text, source }: &Setting) -> Result<TimeFormat, UsageError> {
    TimeFormat::new(text).map_err(|error| {
        let hint = "it takes the form of a date and a time, as in '%d.%m.%Y %H:%M:%S'; %z stands for an offset";
        UsageError::new(format!("{source}: {} {error}", quoted(text))).hint(hint)
    })
}

fn size(Setting { text, source }: &Setting) -> Result<u64, UsageError> {
    const UNITS: [(&str, u32); 5] = [("tb", 12), ("gb", 9), ("mb", 6), ("kb", 3), ("b", 0)];
    let lower = text.trim().to_lowercase();
    let in_unit = UNITS.iter().find_map(|(unit, zeros)| Some((lower.strip_suffix(unit)?, *zeros)));
    let (number, zeros) = in_unit.unwrap_or((&lower, 0));
    let bytes = number.trim_end().parse::<u64>().ok().and_then(|number| number.checked_mul(10u64.pow(zeros)));
    bytes.ok_or_else(|| {
        UsageError::new(format!("{source}: {} is not a size", quoted(text)))
            .hint("it takes a whole number of bytes, KB, MB, GB or TB, as in 500MB")
    })
}

/// The names of delimiters that are awkward to write in a shell.
const DELIMITERS: [(&str, u8); 5] =
    [("comma", b','), ("semicolon", b';'), ("tab", b'\t'), ("\\t", b'\t'), ("pipe", b'|')];

fn delimiter(Setting { text, source }: &Setting) -> Result<u8, UsageError> {
    if let Some((_, byte)) = DELIMITERS.into_iter().find(|(name, _)| *name == text.to_lowercase()) {
        return Ok(byte);
    }
    match *text.as_bytes() {
        [byte] if byte == b'\t' || (byte.is_ascii_graphic() && !byte.is_ascii_alphanumeric() && byte != b'"') => {
            Ok(byte)
        }
        _ => Err(UsageError::new(format!("{source}: {} can't stand between fields", quoted(text)))
            .hint("it takes one sign, as ; or |, or comma, semicolon, tab or pipe")),
    }
}

/// Common encodings, to suggest when one is mistyped.
const ENCODINGS: &[&str] = &[
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-15",
    "shift_jis",
    "gbk",
    "macintosh",
];

fn encoding(Setting { text: label, source }: &Setting) -> Result<&'static Encoding, UsageError> {
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| {
        let near = nearest(label, ENCODINGS.iter().copied());
        let hint = did_you_mean(&near).unwrap_or_else(|| "it takes a name as windows-1252".to_owned());
        UsageError::new(format!("{source}: there is no encoding {}", quoted(label))).hint(hint)
    })
}

/// The option's setting, else that of `segrep.toml`.
fn setting<T>(
    option: Option<&str>,
    name: &str,
    config: Option<&Setting>,
    parse: fn(&Setting) -> Result<T, UsageError>,
) -> Result<Option<T>, UsageError> {
    let option = option.map(|text| Setting { text: text.to_owned(), source: name.to_owned() });
    option.as_ref().or(config).map(parse).transpose()
}

fn zone(Setting { text, source }: &Setting) -> Result<Zone, UsageError> {
    let name = text.trim();
    Zone::named(name).ok_or_else(|| {
        let near = nearest(name, Zone::names());
        let hint = did_you_mean(&near).unwrap_or_else(|| "it takes a name as Europe/Berlin or UTC".to_owned());
        UsageError::new(format!("{source}: there is no time zone {}", quoted(name))).hint(hint)
    })
}
