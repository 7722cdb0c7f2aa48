//! The stages in a row.

mod beside;
mod captions;
mod check;
mod columns;
pub(crate) mod conditions;
mod document;
mod facts;
mod files;
mod find;
mod folds;
mod heard;
mod inputs;
mod lists;
mod lost;
mod manifest;
mod names;
mod pager;
mod pages;
mod pass;
mod placeholders;
mod plan;
mod rejects;
mod remarks;
mod rows;
mod saved;
mod schema;
mod settings;
mod shape;
mod sheet;
mod sort;
mod split;
mod splitter;
mod taker;
mod withheld;
mod writer;

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Error, Result};

use crate::audit::{self, Background};
use crate::choices::{self, Choice};
use crate::cli::{Cli, Command, Common};
use crate::formats::IfExists;
use crate::messages::Messages;
use crate::plain::counted;
use crate::progress::{Progress, Unit};
use crate::pseudonyms::{Key, Pseudonyms, Subject};
use crate::reports::{CHECK, Column, INTERACTIONS, PathOf, REPORT, RINGS, RowReport, STATUSES, Summary, catalogue};
use crate::shell;
use crate::tables::{Duration, Zone};
use crate::timelines::everything;
use crate::usage::UsageError;

use beside::Beside;
use captions::{about, veiled};
use check::Rules;
use conditions::Setting;
use facts::Asked;
use files::Files;
use inputs::Inputs;
use manifest::{Manifest, Sources};
use pass::Pass;
use placeholders::Placeholders;
use rows::Listed;
use shape::Shape;
use sheet::Sheet;
use split::Split;
use withheld::{Reach, Withheld};
use writer::{Unwritable, Writer};

/// How a run ended, where it didn't fail.
/// In the order of how bad it is: of several reports the worst ending stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Everything asked for is done.
    Done,
    /// Something asked for is not there; the rest is reported.
    Missing,
    /// `check` found problems as bad as asked for, or worse.
    Problems,
    /// One of several reports was asked wrongly; the others are made.
    Misused,
    /// One of several reports failed; the others are made.
    Failed,
}

impl Ending {
    /// The exit status.
    pub fn status(self) -> u8 {
        match self {
            Ending::Done => 0,
            Ending::Missing => 3,
            Ending::Problems => 4,
            Ending::Misused => 2,
            Ending::Failed => 1,
        }
    }
}

/// What is reported.
enum Question {
    /// Something of each timeline.
    Rows { report: &'static RowReport, explains: bool },
    /// Each pair of statuses.
    Pairs,
    /// A row for each combination of keys.
    Summary { keys: Vec<crate::reports::Key>, sla: Duration, interval: Duration },
    /// A row for each path.
    Paths(PathOf),
    /// What is wrong, by some rules.
    Check(Rules),
}

impl Question {
    /// The name that the report has in documents.
    fn name(&self) -> &'static str {
        match self {
            Question::Rows { report, .. } => report.name,
            Question::Pairs => "statuses summary",
            Question::Summary { .. } => "summary",
            Question::Paths(_) => "paths",
            Question::Check(_) => CHECK.name,
        }
    }

    /// Whether it is about what interactions amount to.
    fn has_measures(&self) -> bool {
        match self {
            Question::Rows { report, .. } => [REPORT.name, INTERACTIONS.name].contains(&report.name),
            Question::Summary { .. } | Question::Check(_) => true,
            Question::Pairs | Question::Paths(_) => false,
        }
    }

    /// The columns that the report has of its own.
    fn columns(&self) -> Vec<Column> {
        match self {
            Question::Rows { report, .. } => report.columns.iter().map(|own| own.column).collect(),
            Question::Pairs => catalogue::PAIRS.to_vec(),
            Question::Summary { keys, .. } => Summary::columns(keys),
            Question::Paths(_) => catalogue::PATHS.to_vec(),
            Question::Check(_) => CHECK.columns.iter().map(|own| own.column).collect(),
        }
    }
}

/// How a report was asked for.
struct Errand<'r> {
    /// What was typed after `segrep`, or would have been.
    arguments: Vec<OsString>,
    /// The name under which it is saved; `None` where it was typed.
    report: Option<String>,
    /// Whether only to say what would be read and written.
    is_dry_run: bool,
    /// The files of settings that were named before in this run.
    named: &'r RefCell<Vec<PathBuf>>,
}

/// Runs a command that was understood from the arguments after `segrep`. The report goes to its output, everything else
/// to `stderr`.
///
/// # Errors
///
/// A [`UsageError`] where something was asked wrongly; any other error where the work failed.
pub fn run(cli: &Cli, arguments: Vec<OsString>, stderr: &mut dyn Write) -> Result<Ending> {
    ask(cli, &Errand { arguments, report: None, is_dry_run: false, named: &RefCell::default() }, stderr)
}

fn ask(cli: &Cli, asked: &Errand<'_>, stderr: &mut dyn Write) -> Result<Ending> {
    let rows = |report, explains| Question::Rows { report, explains };
    let (question, common) = match &cli.command {
        Command::Report(listing) => (rows(&REPORT, listing.explain), &listing.common),
        Command::Rings(listing) => (rows(&RINGS, false), &listing.common),
        Command::Interactions(listing) => (rows(&INTERACTIONS, false), &listing.common),
        Command::Statuses(statuses) if statuses.summary => (Question::Pairs, &statuses.common),
        Command::Statuses(statuses) => (rows(&STATUSES, false), &statuses.common),
        Command::Summary(summary) => {
            let mut keys = Vec::new();
            summary.by.iter().for_each(|key| {
                if !keys.contains(key) {
                    keys.push(*key);
                }
            });
            let interval = choices::span(&summary.interval, "--interval")?;
            if interval <= Duration::ZERO {
                return Err(UsageError::new("--interval: an interval has a length").hint("as in 30m").into());
            }
            let sla = choices::span(&summary.sla, "--sla")?;
            (Question::Summary { keys, sla, interval }, &summary.common)
        }
        Command::Schema(options) => {
            let mut messages = Messages::new(stderr, cli.errors, options.quiet);
            return schema::run(options, &mut messages);
        }
        Command::Paths(paths) => (Question::Paths(paths.of), &paths.common),
        Command::Check(check) if check.reference => return print(&audit::reference()),
        Command::Check(check) => {
            let rules = Rules::new(check)?;
            if check.list {
                return print(&audit::list(&rules.chosen));
            }
            (Question::Check(rules), &check.common)
        }
        Command::Run(options) => return saved::run(options, cli.errors, stderr),
        Command::Explain { name, reference } => {
            let text = if *reference { catalogue::reference() } else { catalogue::explain(name.as_deref())? };
            return print(&text);
        }
        Command::Completions { shell } => return print(&shell::registration(*shell)?),
        Command::Man { out } => return pages::write(out.as_deref()),
    };
    let mut messages = Messages::new(stderr, cli.errors, common.output.quiet).of_report(asked.report.as_deref());
    make(&question, common, asked, &mut messages)
}

fn make(question: &Question, options: &Common, asking: &Errand<'_>, messages: &mut Messages<'_>) -> Result<Ending> {
    if options.rows.columns.as_deref() == Some("") {
        return print(&catalogue::list(&question.columns()));
    }
    lists::check(question, options)?;
    let started = (std::time::SystemTime::now(), std::time::Instant::now());
    let config = inputs::config(&options.input)?;
    settings::name(&config, &mut asking.named.borrow_mut(), messages);
    let vocabulary = config.mapping.vocabulary();
    let mut sheet = Sheet::new(&options.output, Asked::new(question, options))?;
    let name = asking.report.as_deref().unwrap_or(question.name());
    sheet.target = placeholders::named(sheet.target, name);
    sheet.split = Split::new(&options.output, &sheet.target, sheet.format, question)?;
    let asked_zone = settings::asked_zone(&options.output, &config)?;
    // What is asked wrongly is told before anything is read; which zone the days are in shows later.
    let now = |zone| choices::now(options.choosing.now.as_deref().filter(|now| !now.is_empty()), zone);
    let placeholders = |choice: &Choice, zone| Placeholders::new(choice.interval(), zone, name);
    let choice = Choice::new(&options.choosing, Zone::UTC, now(Zone::UTC)?)?;
    let stale_after = options.output.fail_if_stale.as_deref().map(|age| choices::span(age, "--fail-if-stale"));
    let stale_after = stale_after.transpose()?;
    sheet.placed(&placeholders(&choice, Zone::UTC))?;
    let ids = [&options.choosing.interaction[..], &options.ids[..]].concat();
    let mut lists = choices::lists(&ids);
    let key = options.output.key_file.as_deref().map(|file| Key::read(file, messages)).transpose()?;
    if key.is_some() && matches!(question, Question::Check(_)) {
        let problem = "--pseudonymize: check tells of the exports as they are";
        return Err(UsageError::new(problem).hint("a report can be shared without names, its check can't").into());
    }
    lists.extend(options.output.key_file.clone());
    inputs::check_stdin(&options.input, &lists)?;
    let asked = choices::asked(&ids)?;
    if sheet.is_there_to_stay()? {
        messages.note("the output is there already and stays: nothing is reported");
        return Ok(Ending::Done);
    }
    let inputs = Inputs::new(&options.input, &config, &vocabulary, messages)?;
    sheet.read = inputs.read(&lists);
    let beside = Beside::new(options, &sheet.target)?;
    if beside.rejects.is_some() && key.is_some() {
        let problem = "--rejects holds records as they came, and --pseudonymize is to hide what they tell";
        return Err(UsageError::new(problem).hint("write the rejects in a run of its own").into());
    }

    let exports = inputs.open(&vocabulary, messages)?;
    let directory = inputs::directory(&exports, messages)?;
    let new = |key| Pseudonyms::new(&options.output.pseudonymize, key, &exports, &directory, &vocabulary);
    let pseudonyms = key.map(new).transpose()?.map(Arc::new);
    if let Some(pseudonyms) = &pseudonyms {
        messages.veil(Arc::clone(pseudonyms));
    }
    let pseudonyms = pseudonyms.as_deref();
    if let Some(pseudonyms) = pseudonyms {
        sheet.asked.veil(pseudonyms);
    }
    let zone = asked_zone.unwrap_or_else(|| inputs::zone_of_organizations(&directory, messages));
    let present = now(zone)?;
    let mut choice = Choice::new(&options.choosing, zone, present)?;
    choice.check_order(&options.choosing)?;
    let placeholders = placeholders(&choice, zone);
    sheet.target = sheet.placed(&placeholders)?;
    if sheet.is_there_to_stay()? {
        messages.note("the output is there already and stays: nothing is reported");
        return Ok(Ending::Done);
    }
    sheet.beside = beside.placed(&placeholders, &sheet.target)?;
    let targets = || std::iter::once(&sheet.target).chain(sheet.beside.targets());
    // Where rows are split, all folders are made: values may stand in their names.
    targets().skip(usize::from(sheet.split.is_some())).try_for_each(Unwritable::if_astray)?;
    for target in targets() {
        inputs.check_target(target, &lists, &vocabulary, messages)?;
    }
    let setting = Setting { zone, today: rows::today(present, zone) };
    let listing = Shape::new(question, options, &sheet, &exports, &vocabulary, pseudonyms, &setting)?;
    choice.resolve(&options.choosing, &exports, &directory, messages)?;
    let directory = match pseudonyms {
        Some(pseudonyms) => pseudonyms.directory(directory),
        None => directory,
    };
    if let Some(pseudonyms) = pseudonyms {
        listing.note_veiled(pseudonyms, messages);
    }
    if asking.is_dry_run {
        return print(&plan::plan(asking, &exports, &sheet));
    }

    let shows_progress = !options.output.no_progress && !options.output.quiet && !messages.is_for_programs();
    let mut progress = Progress::new(shows_progress, exports.size());
    let mut index = find::index(asked.as_deref(), &exports, pseudonyms, &progress, messages)?;
    choice.hear(asked.as_ref().map(|_| &index), &exports, &vocabulary, messages);
    // From here on what is chosen is compared with timelines that have their pseudonyms.
    if let Some(pseudonyms) = pseudonyms {
        choice.veil(pseudonyms);
    }
    let is_unknown = choice.is_unknown() || (asked.is_some() && index.is_empty() && messages.has_missing());
    let asks = options.output.fail_if_empty || stale_after.is_some();
    let newest = match asked {
        // The ids asked for say nothing of the rest.
        Some(_) if asks => everything(&exports, &|_| {})?.newest(&exports),
        _ => index.newest(&exports),
    };
    let reach = Reach { newest, end: choice.end(), zone };
    if stale_after.is_some() && reach.end.is_none() {
        messages.warning("--fail-if-stale: nothing is stale, as no interval with an end is chosen");
    }
    let is_check = matches!(question, Question::Check(_));
    let background = (is_check && asked.is_none()).then(|| Background::of(&index, zone));
    index.retain(|group| choice.may_keep(group));
    exports.check_unchanged()?;

    // On a terminal the rows themselves show that something is happening.
    if sheet.is_terminal {
        progress.stop();
    } else {
        progress.next(Unit::RowsWritten, index.len() as u64);
    }
    let pass = Pass {
        exports: &exports,
        directory: &directory,
        pseudonyms,
        vocabulary: &vocabulary,
        index: &index,
        choice: &choice,
        zone,
        threads: inputs.threads,
        progress: &progress,
    };
    let about = match pseudonyms {
        Some(pseudonyms) => {
            // Of a beginning the pseudonym would be that of nobody: those that are there are named.
            let found = |group| {
                let id = index.id(&exports, group);
                pseudonyms.id(Subject::Interactions, &String::from_utf8_lossy(&id))
            };
            let asked = match asked {
                Some(_) if pseudonyms.has(Subject::Interactions) => Some(index.groups.iter().map(found).collect()),
                asked => asked,
            };
            about(&veiled(&options.choosing, &choice, pseudonyms), asked.as_deref())
        }
        None => about(&options.choosing, asked.as_deref()),
    };
    let listed = listing.write(question, &pass, &sheet, &about, background.as_ref(), messages);
    progress.clear();
    // Nobody reads on: there is nothing more to say.
    let Some(Listed { tally, rows, has_problems, cut, files }) = listed? else { return Ok(Ending::Done) };
    if cut > 0 {
        let texts = counted(cut, "text");
        messages.warning(format!("{texts} cut to the 32,767 characters that a cell of a workbook has room for"));
    }

    if question.has_measures() {
        remarks::untold(&tally, messages);
    }
    lost::warn(question, options, &config, &listing, &exports, asked_zone.is_some(), messages);
    remarks::closing(&exports, &directory, &index, &tally, messages);
    let row_counts = rejects::row_counts(&exports, &directory, &index, &tally);
    if exports.skips() {
        rejects::say(&row_counts, messages);
    }
    if let Some(target) = &sheet.beside.rejects {
        // They tell of the exports, also where the report is withheld.
        let rejects = to_its_reader(rejects::write(&exports, Writer::open(target, false)?))?;
        rejects.place(IfExists::Replace, messages)?;
    }
    let withheld = match stale_after {
        _ if is_unknown => Some(Withheld::Unknown),
        Some(age) if reach.is_stale(age) => Some(Withheld::Stale),
        _ if options.output.fail_if_empty && rows == 0 => Some(Withheld::Empty),
        _ => None,
    };
    let ending = |messages: &Messages<'_>| match (has_problems, messages.has_missing()) {
        (true, _) => Ending::Problems,
        (false, true) => Ending::Missing,
        (false, false) => Ending::Done,
    };
    if let Some(withheld) = withheld {
        withheld.say(&reach, &files, messages);
        return Ok(ending(messages));
    }
    let mut manifest = Files::default();
    if let Some(target) = &sheet.beside.manifest {
        let sources = Sources {
            arguments: &asking.arguments,
            pseudonyms,
            saved_report: asking.report.as_deref(),
            config: &config.files,
            exports: &exports,
            zone,
            now: present,
            interval: choice.interval(),
            row_counts: &row_counts,
            without_segments: index.without_segments.len() as u64,
            tally: &tally,
            rows,
            written: &sheet.written,
            started,
        };
        let text = Manifest::new(&sources);
        // What was digested is what was read.
        exports.check_unchanged()?;
        manifest = to_its_reader(text.write(target))?;
    }
    if files.place(sheet.if_exists, messages)? {
        manifest.place(IfExists::Replace, messages)?;
    }
    Ok(ending(messages))
}

/// Writes a text to standard output. A closed pipe is no error.
fn print(text: &str) -> Result<Ending> {
    let mut stdout = std::io::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Unwritable::at(Path::new("standard output"), error).into())
        }
        _ => Ok(Ending::Done),
    }
}

/// Whether an error says that the reader of a pipe went away.
fn is_closed_pipe(error: &Error) -> bool {
    error.downcast_ref::<Unwritable>().is_some_and(Unwritable::is_closed_pipe)
}

/// What became of something written beside the report. Where nobody reads on, that is no error.
fn to_its_reader(written: Result<Files>) -> Result<Files> {
    written.or_else(|error| if is_closed_pipe(&error) { Ok(Files::default()) } else { Err(error) })
}
