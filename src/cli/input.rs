//! Options of where the tables come from, and how they are read.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};

use crate::exports::{DateOrder, DurationUnit, OnError, Quotes, ShortRecords};
use crate::tables::Table;

/// Where the tables come from.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Exports")]
pub struct Input {
    /// The folder of the exports, or a zip archive of them [default: `data` of segrep.toml, else the current directory]
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath, env = "SEGREP_DATA", hide_env_values = true)]
    pub data: Option<OsString>,
    /// The file of a table, instead of those in the folder; `-` is standard input. Repeat for several files
    #[arg(long, value_name = "NAME=FILE", value_parser = named_table)]
    pub table: Vec<(Table, PathBuf)>,
    /// Don't warn that this table is missing; separate several by commas, or repeat. No effect if the table exists
    #[arg(long, value_name = "TABLE", value_delimiter = ',', value_parser = dispensable(), env = "SEGREP_WITHOUT", hide_env_values = true)]
    pub without: Vec<Option<Table>>,
    /// The delimiter between fields: a character, or comma, semicolon, tab, pipe [default: found from the header]
    #[arg(long, value_name = "SIGN")]
    pub delimiter: Option<String>,
    /// How to read a quote within a field that isn't quoted as a whole, as in 5" disk [default: strict]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub quotes: Option<Quotes>,
    /// What to do with a record that has fewer fields than the header [default: error]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub short_records: Option<ShortRecords>,
    /// The encoding of exports without a byte-order mark, such as windows-1252 [default: UTF-8]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The most that an archive or a compressed file may unpack to, such as 500MB or 32GB [default: 16GB]
    #[arg(long, value_name = "SIZE")]
    pub max_unpacked: Option<String>,
    /// Time zone of exported times without an offset [default: UTC]
    #[arg(long, value_name = "ZONE")]
    pub input_tz: Option<String>,
    /// What comes first in dates like 03/04/2026 [default: decided by each column's values]
    #[arg(long, value_enum, value_name = "ORDER")]
    pub date_order: Option<DateOrder>,
    /// Format of exported times, such as '%d.%m.%y %H:%M' (strftime); the usual formats are still read
    #[arg(long, value_name = "FORMAT")]
    pub time_format: Option<String>,
    /// Unit of a plain number in a duration column [default: the unit in its header, else seconds]
    #[arg(long, value_enum, value_name = "UNIT")]
    pub duration_unit: Option<DurationUnit>,
    /// What to do with a record that can't be read
    #[arg(long, value_enum, value_name = "WHAT", default_value_t)]
    pub on_error: OnError,
    /// A CSV file for the records that --on-error skip leaves out, unchanged, with file, line, field and reason; `-` is
    /// standard output
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
    /// A file that says how to read the exports, instead of segrep.toml in the current directory and beside the exports
    #[arg(long, value_name = "FILE", env = "SEGREP_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
    /// Don't read any segrep.toml
    #[arg(long)]
    pub no_config: bool,
    /// Number of threads; the output is the same for any number [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
}

/// The tables that a report can do without; `None` for an empty text, as in an environment that says nothing.
fn dispensable() -> impl TypedValueParser<Value = Option<Table>> {
    let tables = Table::ALL.into_iter().filter(|table| *table != Table::Segments);
    let names = tables.map(|table| PossibleValue::new(table.name()));
    PossibleValuesParser::new(names.chain([PossibleValue::new("").hide(true)])).map(|name| Table::named(&name))
}

fn named_table(text: &str) -> Result<(Table, PathBuf), String> {
    let (name, file) = text.split_once('=').ok_or("it takes NAME=FILE, as segments=calls.csv")?;
    let table = Table::named(&name.trim().to_lowercase());
    let names: Vec<&str> = Table::ALL.into_iter().map(Table::name).collect();
    let table = table.ok_or_else(|| format!("there is no table \"{name}\"; the tables are {}", names.join(", ")))?;
    if file.is_empty() {
        return Err("no file is named after the =".to_owned());
    }
    Ok((table, PathBuf::from(file)))
}
