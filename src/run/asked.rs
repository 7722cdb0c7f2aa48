//! First state: what was asked, parsed and checked before anything is read.

use std::path::PathBuf;
use std::time::{Instant as Clock, SystemTime};

use anyhow::Result;

use crate::choices::{self, Terms, When};
use crate::cli::Common;
use crate::config::Config;
use crate::exports::Vocabulary;
use crate::formats::{Format, Target};
use crate::messages::Messages;
use crate::pseudonyms::SecretKey;
use crate::reports::{Question, Task};
use crate::spans::span;
use crate::tables::{Duration, Zone};
use crate::usage::UsageError;

use super::destination::Appearance;
use super::invocation::Invocation;
use super::split::Split;
use super::{inputs, lists, placeholders, settings};

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
    pub(super) look: Appearance,
    pub(super) split: Option<Split>,
    pub(super) zone: Option<Zone>,
    pub(super) now: Option<When>,
    pub(super) terms: Terms<'a>,
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
        lists::check(question, options)?;
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
        let terms = Terms::read(choosing)?;
        let stale_after = output.fail_if_stale.as_deref().map(|age| span(age, "--fail-if-stale")).transpose()?;
        if split.is_none() && !terms.has_interval() {
            placeholders::dated(&target, None, "--output")?;
        }
        let ids = [&choosing.interaction[..], &options.ids[..]].concat();
        let mut lists = choices::lists(&ids);
        let key = output.key_file.as_deref().map(|file| SecretKey::read(file, messages)).transpose()?;
        if key.is_some() && matches!(question.task, Task::Check { .. }) {
            let problem = "--pseudonymize: check tells of the exports as they are";
            return Err(UsageError::new(problem).hint("a report can be shared without names, its check can't").into());
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
            stale_after,
            ids,
            lists,
            key,
        })
    }
}

/// Checks that `--explain` goes with timelines: rows have no place for it.
fn check_explained(question: &Question, options: &Common, format: Format) -> Result<(), UsageError> {
    let shows_timelines = format.making().is_for_people() && options.rows.are_usual();
    match question.task {
        Task::List { explains: true, .. } if !shows_timelines => {
            let hint = "-f table and html show timelines, without -c, --where, --sort and --limit; in rows, response_source says \
                        whether a response is inferred, and segrep explain NAME how a column is computed";
            Err(UsageError::new("--explain tells of timelines, and these are rows").hint(hint))
        }
        Task::List { .. } | Task::Fold(_) | Task::Check { .. } => Ok(()),
    }
}
