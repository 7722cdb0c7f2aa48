//! Targets of the service level, as `[sla]` of `segrep.toml` has them: the longest wait that counts as answered in time, by
//! queue and by type.

use crate::document::TomlEntry;
use crate::spans::span;
use crate::tables::{Duration, normalised};
use crate::usage::UsageError;

/// What counts as answered in time where `--sla` doesn't say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Targets {
    default: Option<Duration>,
    /// By the id or name of a queue.
    queues: Vec<(String, Duration)>,
    /// By the word of a communication type.
    types: Vec<(String, Duration)>,
}

impl Targets {
    /// Of all waits, where nothing else is said.
    pub(crate) const USUAL: Duration = Duration::from_seconds(30);

    /// Reads the table `[sla]`.
    pub(crate) fn read(entry: &TomlEntry<'_, '_>) -> Result<Targets, UsageError> {
        let mut targets = Targets::default();
        for entry in entry.entries()? {
            let setting = entry.setting()?;
            let length = span(&setting.text, &setting.source)?;
            match entry.key.split_once(':') {
                None if entry.key == "default" => targets.default = Some(length),
                Some(("queue", name)) => targets.queues.push((name.trim().to_owned(), length)),
                Some(("type", word)) => targets.types.push((normalised(word), length)),
                _ => return Err(entry.unknown("target", &["default", "queue:NAME", "type:WORD"])),
            }
        }
        Ok(targets)
    }

    /// These, where others say nothing.
    pub(crate) fn or(mut self, others: Targets) -> Targets {
        self.default = self.default.or(others.default);
        self.queues.extend(others.queues);
        self.types.extend(others.types);
        self
    }

    /// The target of an interaction: that of the queue with its id, else its type's, else the one of all.
    pub(crate) fn of(&self, queue_id: Option<&str>, communication_type: Option<&str>) -> Duration {
        let of_queue = self.queues.iter().find(|(known, _)| Some(&**known) == queue_id);
        let of_type = || {
            let word = normalised(communication_type?);
            self.types.iter().find(|(known, _)| *known == word)
        };
        of_queue.or_else(of_type).map(|(_, length)| *length).or(self.default).unwrap_or(Targets::USUAL)
    }

    /// The same with queues by their ids, as `ids` gives them for an id or name.
    pub(crate) fn with_queues(&self, mut ids: impl FnMut(&str) -> Vec<String>) -> Targets {
        let queues = self.queues.iter().flat_map(|(name, length)| ids(name).into_iter().map(move |id| (id, *length)));
        Targets { queues: queues.collect(), ..self.clone() }
    }

    /// Whether all interactions have the same.
    pub(crate) fn is_one(&self) -> bool {
        self.queues.is_empty() && self.types.is_empty()
    }
}
