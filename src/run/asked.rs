//! First state: what was asked, parsed and checked before anything is read.

use std::path::PathBuf;
use std::time::{Instant as Clock, SystemTime};

use anyhow::Result;
use clap::ValueEnum;

use crate::choices::{self, Against, Terms, When};
use crate::cli::{Choosing, Common, SplitKey};
use crate::config::Config;
use crate::exports::Vocabulary;
use crate::formats::{Format, Target};
use crate::messages::Messages;
use crate::plain::{quoted, value_names};
use crate::pseudonyms::{SecretKey, Subject};
use crate::reports::{Question, Task};
use crate::spans::span;
use crate::tables::{Duration, Zone};
use crate::timelines::Coded;
use crate::usage::UsageError;

use super::destination::Appearance;
use super::invocation::Invocation;
use super::split::Split;
use super::{inputs, placeholders, settings};

pub(super) struct Asked<'a> {
    pub(super) question: &'a Question,
    pub(super) options: &'a Common,
    pub(super) invocation: &'a Invocation<'a>,
    pub(super) started: (SystemTime, Clock),
    pub(super) config: Config,
    pub(super) vocabulary: Vocabulary,
    /// What `{name}` stands for in file names.
    pub(super) name: &'a str,
    /// Where the report goes, with `{date}` still to be filled in.
    pub(super) target: Target,
    pub(super) look: Appearance<'a>,
    pub(super) split: Option<Split>,
    pub(super) zone: Option<Zone>,
    pub(super) now: Option<When>,
    pub(super) terms: Terms<'a>,
    /// What the chosen interval is compared with.
    pub(super) against: Option<Against>,
    /// How much earlier than the chosen interval the exports may end; `None` for any.
    pub(super) stale_after: Option<Duration>,
    /// The ids to look up; `None` for all interactions.
    pub(super) ids: Option<Vec<String>>,
    /// Other files that are read, as lists of ids.
    pub(super) lists: Vec<PathBuf>,
    /// The key of pseudonyms, if they are asked for.
    pub(super) key: Option<SecretKey>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        question: &'a Question,
        options: &'a Common,
        invocation: &'a Invocation<'a>,
        messages: &mut Messages<'_>,
    ) -> Result<Asked<'a>> {
        let Common { choosing, input, output, .. } = options;
        check_lists(question, options)?;
        let started = (SystemTime::now(), Clock::now());
        let config = inputs::config(input)?;
        settings::name(&config, &mut invocation.named.borrow_mut(), messages);
        let name = invocation.report.as_deref().unwrap_or(question.name);
        let target = output.output.clone().map_or(Target::Stdout, Target::named);
        let look = Appearance::new(output, &target)?;
        check_explained(question, options, look.format)?;
        let target = placeholders::named(&target, name);
        let split = Split::new(output, &target, look.format, question)?;
        let zone = settings::asked_zone(output.tz.as_deref(), &config)?;
        let now = choosing.now.as_deref().filter(|now| !now.is_empty()).map(When::now).transpose()?;
        let terms = Terms::read(choosing, &config.holidays)?;
        if matches!(question.task, Task::Day(_)) && !terms.has_interval() {
            return Err(UsageError::new("day: no day is chosen")
                .hint("segrep day --date yesterday -o day.html")
                .into());
        }
        let against = question.compare.as_deref().map(Against::read).transpose()?;
        let stale_after = output.fail_if_stale.as_deref().map(|age| span(age, "--fail-if-stale")).transpose()?;
        if split.is_none() && !terms.has_interval() {
            placeholders::dated(&target, None, "--output")?;
        }
        let ids = [&choosing.interaction[..], &options.ids[..]].concat();
        let mut lists = choices::lists(&ids);
        let key = output.key_file.as_deref().map(|file| SecretKey::read(file, messages)).transpose()?;
        let tells_all = match question.task {
            Task::Check { .. } => Some("check tells of the exports as they are"),
            Task::Day(_) => Some("day names the commands that give its figures, with what was chosen"),
            Task::List { .. } | Task::Fold(_) => None,
        };
        if let Some(why) = tells_all.filter(|_| key.is_some()) {
            let hint = "a report can be shared without names";
            return Err(UsageError::new(format!("--pseudonymize: {why}")).hint(hint).into());
        }
        lists.extend(output.key_file.clone());
        inputs::check_stdin(input, &lists)?;
        let ids = choices::asked(&ids)?;
        Ok(Asked {
            question,
            options,
            invocation,
            started,
            vocabulary: config.mapping.vocabulary(),
            config,
            name,
            target,
            look,
            split,
            zone,
            now,
            terms,
            against,
            stale_after,
            ids,
            lists,
            key,
        })
    }
}

impl Asked<'_> {
    /// The fields whose texts neither the report nor what was chosen needs.
    pub(super) fn spared(&self) -> Vec<Coded> {
        let Choosing { communication_type, direction, .. } = &self.options.choosing;
        let is_chosen_by = |field: &Coded| match field {
            Coded::CommunicationType => !communication_type.is_empty() || !self.config.sla.is_one(),
            Coded::Direction => !direction.is_empty(),
            _ => false,
        };
        self.question.spared.iter().copied().filter(|field| !is_chosen_by(field)).collect()
    }
}

/// Checks that `--explain` goes with timelines: rows have no place for it.
fn check_explained(question: &Question, options: &Common, format: Format) -> Result<(), UsageError> {
    let shows_timelines = format.making().is_for_people() && options.rows.are_usual();
    match question.task {
        Task::List { explains: true, .. } if !shows_timelines => {
            let hint = "-f table and html show timelines, without -c, --where, --sort and --limit; segrep explain ID tells the same in \
                        rows";
            Err(UsageError::new("--explain tells of timelines, and these are rows").hint(hint))
        }
        Task::List { .. } | Task::Fold(_) | Task::Day(_) | Task::Check { .. } => Ok(()),
    }
}

/// Checks that no list was typed with blanks between, as in `--by queue hour`: what follows the first would be an id.
fn check_lists(question: &Question, options: &Common) -> Result<(), UsageError> {
    let is_column = |id: &str| question.columns.iter().any(|column| column.name == id.trim_start_matches('-'));
    let is_subject = |id: &str| Subject::NAMED.iter().any(|(name, _)| *name == id);
    let Common { rows, output, .. } = options;
    check_option("--columns", rows.columns.as_slice(), options, is_column)?;
    check_option("--sort", &rows.sort, options, is_column)?;
    check_option("--split-by", &value_names(&output.split_by), options, |id| SplitKey::from_str(id, true).is_ok())?;
    check_option("--pseudonymize", &output.pseudonymize, options, is_subject)?;
    question.lists.iter().try_for_each(|list| check_option(list.option, &list.given, options, list.takes))
}

fn check_option(
    option: &str,
    given: &[String],
    options: &Common,
    goes_on: impl Fn(&str) -> bool,
) -> Result<(), UsageError> {
    let is_next = |id: &&String| !given.is_empty() && id.split(',').all(|id| goes_on(id.trim()));
    let next: Vec<&str> = options.ids.iter().filter(is_next).map(String::as_str).collect();
    let Some(first) = next.first() else { return Ok(()) };
    let problem = format!("{} stands where the ids of interactions do", quoted(first));
    Err(UsageError::new(problem).hint(format!("did you mean {option} {},{}?", given.join(","), next.join(","))))
}
