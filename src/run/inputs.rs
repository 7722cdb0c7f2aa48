//! The input files, as named by options, the environment and `segrep.toml`.

use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::Result;
use same_file::Handle;

use crate::cli::Input;
use crate::config::{self, Config, Mapping};
use crate::distinct::distinct;
use crate::exports::{
    self, ColumnMapping, ExportError, Exports, FileListing, FileReading, Form, OnError, Problem, Reading, STDIN,
    Surveyed, ValueOptions, Vocabulary, find, or_here, require_segments, table_by_name,
};
use crate::formats::Target;
use crate::messages::{Messages, Remark};
use crate::near::{did_you_mean, nearest};
use crate::plain::{counted, printable, quoted};
use crate::tables::{Directory, Table, Zone};
use crate::usage::UsageError;

use super::settings::{files, form, values};

pub(super) struct Inputs {
    pub(super) folder: PathBuf,
    pub(super) listing: FileListing,
    values: ValueOptions,
    pub(super) form: Form,
    /// How some files are read instead.
    files: Vec<FileReading>,
    on_error: OnError,
    columns: Vec<ColumnMapping>,
    /// Other files that are read, as lists of ids.
    lists: Vec<PathBuf>,
    /// The tables that must exist, each with where that is required.
    required: Vec<(Table, String)>,
    pub(super) threads: usize,
}

impl Inputs {
    /// Finds the files; `lists` are read as well. Notes which are ignored.
    pub(super) fn new(
        options: &Input,
        config: &Config,
        vocabulary: &Vocabulary,
        lists: &[PathBuf],
        messages: &mut Messages<'_>,
    ) -> Result<Inputs> {
        let inputs = Inputs::found(options, config, vocabulary)?.beside(lists.to_owned());
        require_segments(&inputs.folder, &inputs.listing)?;
        for stranger in &inputs.listing.strangers {
            let name = stranger.name().display().to_string();
            messages.note(format!("{} belongs to no table and is not read", printable(&name)));
        }
        inputs.warn_unfound(&config.mapping, messages);
        Ok(inputs)
    }

    /// Finds whatever files there are.
    pub(super) fn found(options: &Input, config: &Config, vocabulary: &Vocabulary) -> Result<Inputs> {
        let mapping = &config.mapping;
        let values = values(options, mapping)?;
        let (form, files) = (form(options, mapping)?, files(options, mapping)?);
        let threads = match options.threads {
            Some(threads) => usize::from(threads),
            None => std::thread::available_parallelism().map_or(1, NonZero::get),
        };
        // An existing pool keeps its size.
        if let Err(error) = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()
            && let Some(error) = std::error::Error::source(&error).and_then(|error| error.downcast_ref())
        {
            let (threads, reason) = (counted(threads as u64, "thread"), crate::plain::reason(error));
            let none = Remark::error(format!("the system can't start {threads}: {reason}"), 1);
            return Err(none.hint("--threads asks for fewer".to_owned()).into());
        }

        let folder = folder(options, config);
        let listing = find(&folder, &options.table, vocabulary)?;
        let (on_error, columns) = (options.on_error, mapping.naming.columns.clone());
        let required =
            config.require.iter().filter(|(table, _)| !options.without.contains(&Some(*table))).cloned().collect();
        Ok(Inputs { folder, listing, values, form, files, on_error, columns, lists: Vec::new(), required, threads })
    }

    /// The same with other files that are read.
    pub(super) fn beside(self, lists: Vec<PathBuf>) -> Inputs {
        Inputs { lists, ..self }
    }

    /// Warns of files named in `segrep.toml` that don't exist.
    pub(super) fn warn_unfound(&self, mapping: &Mapping, messages: &mut Messages<'_>) {
        let any_of = |names: &[String]| names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(" or ");
        for (table, patterns) in &mapping.naming.files {
            if !self.listing.files.iter().any(|(of, _)| of == table) {
                messages.warning(format!("no file is {}, which segrep.toml names as {table}", any_of(patterns)));
            }
        }
        for own in &self.files {
            if !self.listing.names().any(|name| own.is_of(&name)) {
                messages.warning(format!("{}: no file is {}", own.source, any_of(&own.names)));
            }
        }
    }

    fn reading<'r>(&'r self, vocabulary: &'r Vocabulary) -> Reading<'r> {
        Reading { vocabulary, form: self.form, files: &self.files }
    }

    /// Surveys the files in a form, whatever they hold.
    pub(super) fn survey(&self, vocabulary: &Vocabulary, form: Form) -> Result<Vec<Surveyed>, ExportError> {
        exports::survey(&self.listing, Reading { form, ..self.reading(vocabulary) }, &self.values)
    }

    /// Opens the files. Notes what in them is not read.
    pub(super) fn open(&self, vocabulary: &Vocabulary, messages: &mut Messages<'_>) -> Result<Exports> {
        let exports = Exports::open(&self.listing, self.reading(vocabulary), self.values.clone(), self.on_error)?;
        for file in &exports.files {
            let name = printable(&file.path.display().to_string()).into_owned();
            if let Some((records, first)) = &file.above {
                let lines = counted(*records, "line");
                messages.note(format!("{name}: {lines} above the header not read: {}", quoted(first)));
            }
            for (line, text) in &file.no_rows {
                messages.note(format!("{name}:{line}: not read, it is no row of the table: {}", quoted(text)));
            }
            if let Some((records, line)) = file.completed {
                let records = counted(records, "record");
                messages.note(format!("{name}: {records} with too few fields completed, the first on line {line}"));
            }
            if let Some((quotes, line)) = exports.literal_quotes(file) {
                let quotes = counted(quotes, "quote");
                messages.note(format!("{name}: {quotes} within fields read as they stand, the first on line {line}"));
            }
        }
        let of_all = self.columns.iter().map(|column| (column, None));
        let of_some = self.files.iter().flat_map(|own| own.columns.iter().map(move |column| (column, Some(own))));
        for (ColumnMapping { table, field, headers, condition, source, .. }, own) in of_all.chain(of_some) {
            let mut files = exports.serving(*table).filter(|(_, file)| own.is_none_or(|own| own.is_of(&file.name)));
            let is_found = files.any(|(_, file)| file.header.column_of(*table, *field).is_some());
            if !is_found && !headers.is_empty() {
                warn_unmapped(*table, headers, source, &exports, messages);
            }
            condition.iter().for_each(|condition| warn_unnamed(*table, &condition.column, source, &exports, messages));
        }
        vocabulary
            .said()
            .named()
            .for_each(|(table, name, source)| warn_unnamed(table, name, source, &exports, messages));
        match self.required.iter().find(|(table, _)| exports.lacks(*table)) {
            Some((table, required)) => {
                let problem = Problem::Missing { table: table.name(), required: required.clone() };
                Err(ExportError::new(or_here(&self.folder), None, problem).into())
            }
            None => Ok(exports),
        }
    }

    /// Checks that the output replaces none of the inputs, and warns if it would be one of them next time.
    pub(super) fn check_target(
        &self,
        target: &Target,
        vocabulary: &Vocabulary,
        messages: &mut Messages<'_>,
    ) -> Result<(), UsageError> {
        self.check_replaced(target)?;
        if let Target::File(path) = target
            && same_folder(path, &self.folder)
            && let Some(table) = table_by_name(path, vocabulary)
        {
            let name = quoted(&path.display().to_string());
            messages.warning(format!("{name} will be read as an export of {table} from now on: its name says so"));
        }
        Ok(())
    }

    /// Checks that a target is none of the inputs.
    fn check_replaced(&self, target: &Target) -> Result<(), UsageError> {
        let output = match target {
            Target::Stdout => Handle::stdout(),
            // Opening a pipe would block until its other end is open.
            Target::File(path) if path.metadata().is_ok_and(|metadata| !metadata.is_file()) => return Ok(()),
            Target::File(path) => Handle::from_path(path),
        };
        // An output that doesn't exist yet replaces nothing; a terminal or pipe is no file.
        let Ok(output) = output else { return Ok(()) };
        if !output.as_file().metadata().is_ok_and(|metadata| metadata.is_file()) {
            return Ok(());
        }
        // Opening a named pipe would consume what is to be read.
        let is_file = |path: &Path| path.metadata().is_ok_and(|metadata| metadata.is_file());
        let is_output = |path: &&PathBuf| is_file(path) && Handle::from_path(path).is_ok_and(|input| input == output);
        let exports = self.listing.files.iter().map(|(_, origin)| &origin.path);
        match exports.chain(&self.lists).find(is_output) {
            Some(path) => {
                let problem =
                    format!("the output would replace {}, which is read", quoted(&path.display().to_string()));
                Err(UsageError::new(problem).hint("write the report to another file"))
            }
            None => Ok(()),
        }
    }
}

/// Reads `segrep.toml` from the current directory and from beside the exports, or the one named.
pub(super) fn config(options: &Input) -> Result<Config, UsageError> {
    let choice = match options.config.as_ref().filter(|path| !path.as_os_str().is_empty()) {
        _ if options.no_config => config::ConfigFile::Nothing,
        Some(path) => config::ConfigFile::File(path.clone()),
        None => config::ConfigFile::Usual,
    };
    let config = Config::read(&choice)?;
    let folder = folder(options, &config);
    config.beside(&choice, &folder)
}

/// Warns if a column or field named in `segrep.toml` is in no file of its table.
fn warn_unnamed(table: Table, name: &str, source: &str, exports: &Exports, messages: &mut Messages<'_>) {
    if !exports.serving(table).any(|(_, file)| file.header.named(table, name).is_some()) {
        warn_unmapped(table, &[name.to_owned()], source, exports, messages);
    }
}

/// Warns that columns named in `segrep.toml` are in no file of their table, provided there is one.
fn warn_unmapped(table: Table, headers: &[String], source: &str, exports: &Exports, messages: &mut Messages<'_>) {
    if !exports.has(table) {
        return;
    }
    let known: Vec<&str> =
        exports.of(table).flat_map(|file| file.header.columns()).map(|column| column.header.as_str()).collect();
    let wanted: Vec<String> = headers.iter().map(|header| quoted(header)).collect();
    let near: Vec<String> = headers.iter().flat_map(|header| nearest(header, known.iter().copied())).collect();
    let missing = format!("{source}: no file of {table} has a column {}", wanted.join(" or "));
    messages.say(Remark::warning(missing).hint(did_you_mean(&near)));
}

/// The folder of the exports; empty for the current directory.
fn folder(options: &Input, config: &Config) -> PathBuf {
    let asked = options.data.clone().filter(|folder| !folder.is_empty()).map(PathBuf::from);
    asked.or_else(|| config.data.clone()).unwrap_or_default()
}

/// Reads the small tables. Notes rows joined to others that contradict each other.
pub(super) fn directory(exports: &Exports, messages: &mut Messages<'_>) -> Result<Directory, ExportError> {
    let (directory, contradictions) = exports::directory(exports)?;
    for (table, count) in contradictions {
        let noun = table.name().trim_end_matches('s');
        messages.note(format!("{} described in more than one way: the last row counts", counted(count, noun)));
    }
    Ok(directory)
}

fn same_folder(file: &Path, folder: &Path) -> bool {
    let of_file = or_here(file.parent().unwrap_or(Path::new("")));
    match (Handle::from_path(of_file), Handle::from_path(or_here(folder))) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Checks that standard input is read only once.
pub(super) fn check_stdin(options: &Input, lists: &[PathBuf]) -> Result<(), UsageError> {
    let files = options.table.iter().map(|(_, path)| path).chain(lists);
    if files.filter(|path| path.as_path() == Path::new(STDIN)).count() > 1 {
        return Err(UsageError::new("standard input can be read only once").hint("give the others as files"));
    }
    Ok(())
}

/// The organizations' time zones.
pub(super) fn zones(directory: &Directory) -> Vec<Zone> {
    zones_named(directory.organizations.iter().filter_map(|(_, organization)| organization.time_zone.as_deref()))
}

/// The zones that have a name, each once.
pub(super) fn zones_named<'n>(names: impl Iterator<Item = &'n str>) -> Vec<Zone> {
    distinct(names.filter_map(Zone::named))
}

/// The default output zone: the organizations' if they agree, else UTC. Never the machine's.
pub(super) fn zone_of_organizations(directory: &Directory, messages: &mut Messages<'_>) -> Zone {
    for (id, organization) in directory.organizations.iter() {
        if let Some(name) = organization.time_zone.as_deref().filter(|name| Zone::named(name).is_none()) {
            let whose = organization.name.as_deref().unwrap_or(id);
            let name = quoted(name);
            messages.warning(format!("organization {}: there is no time zone {name}", quoted(whose)));
        }
    }
    match zones(directory)[..] {
        [zone] => zone,
        [] => Zone::UTC,
        _ => {
            messages.note("the organizations are in different time zones: days and times are those of UTC");
            Zone::UTC
        }
    }
}
