//! Pseudonyms as they are asked for, and everything that they are put into.

use std::borrow::Cow;

use bumpalo::Bump;

use crate::exports::{Exports, Vocabulary};
use crate::plain::quoted;
use crate::reports::{Column, Exported, Pseudonymize, Row};
use crate::tables::Directory;
use crate::timelines::Timeline;
use crate::usage::UsageError;

use super::key::SecretKey;
use super::names::{self, Meant};
use super::subject::{Replacement, Subject, of_exported};
use super::texts::Texts;

/// Whose names and ids are replaced, and by what.
#[derive(Debug)]
pub(crate) struct Pseudonyms {
    key: SecretKey,
    subjects: Vec<Subject>,
    /// Exported columns that are named.
    columns: Vec<Exported>,
    /// Names and ids that may stand in other texts.
    texts: Texts,
}

impl Pseudonyms {
    /// Understands what is asked for, now that it is known what there is.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for a name that is neither a subject nor a column with names, numbers or ids.
    pub(crate) fn new(
        asked: &[String],
        key: SecretKey,
        exports: &Exports,
        directory: &Directory,
        vocabulary: &Vocabulary,
    ) -> Result<Pseudonyms, UsageError> {
        let (mut subjects, mut columns) = (Vec::new(), Vec::new());
        for name in asked {
            match names::understand(name, exports, vocabulary)? {
                Meant::Subject(subject) => subjects.extend(subject.with_parts()),
                Meant::Column(column) => columns.push(column),
            }
        }
        subjects.sort_unstable();
        subjects.dedup();
        let texts = Texts::of(exports, directory, vocabulary, &subjects, &key);
        Ok(Pseudonyms { key, subjects, columns, texts })
    }

    /// Whether a subject has pseudonyms.
    pub(crate) fn has(&self, subject: Subject) -> bool {
        self.subjects.contains(&subject)
    }

    /// An id's pseudonym, where its subject has them; else the id.
    pub(crate) fn id(&self, subject: Subject, id: &str) -> String {
        if self.has(subject) { self.key.pseudonym(subject, id) } else { id.to_owned() }
    }

    /// A text with pseudonyms for the names and ids in it.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.texts.replace(text)
    }

    /// The directory with pseudonyms for names. Its ids stay: they are what rows refer to.
    pub(crate) fn directory(&self, directory: &Directory) -> Directory {
        let mut directory = directory.clone();
        if self.has(Subject::Users) {
            directory.users.each(|id, user| {
                (user.name, user.email) = (Some(self.key.pseudonym(Subject::Users, id)), None);
            });
        }
        if self.has(Subject::Queues) {
            directory.queues.each(|id, queue| queue.name = Some(self.key.pseudonym(Subject::Queues, id)));
        }
        if self.has(Subject::Organizations) {
            directory.organizations.each(|id, organization| {
                organization.name = Some(self.key.pseudonym(Subject::Organizations, id));
            });
        }
        directory
    }

    /// Puts pseudonyms into a timeline that was joined with such a directory.
    pub(crate) fn pseudonymize<'t>(&self, timeline: &mut Timeline<'t>, arena: &'t Bump) {
        let id = |subject: Subject, id: &mut Option<&'t str>| {
            if let (Some(known), true) = (*id, self.has(subject)) {
                *id = Some(arena.alloc_str(&self.key.pseudonym(subject, known)));
            }
        };
        // What has a row has its pseudonym there.
        let joined = |subject: Subject, own: &mut Option<&'t str>, name: Option<&'t str>| match name {
            Some(name) if self.has(subject) && own.is_some() => *own = Some(name),
            _ => id(subject, own),
        };
        let text = |text: &mut Option<&'t str>| {
            if let Some(Cow::Owned(replaced)) = text.map(|text| self.text(text)) {
                *text = Some(arena.alloc_str(&replaced));
            }
        };
        if self.has(Subject::Interactions) {
            timeline.id = arena.alloc_str(&self.key.pseudonym(Subject::Interactions, timeline.id));
        }
        let organization = timeline.organization.and_then(|organization| organization.name.as_deref());
        joined(Subject::Organizations, &mut timeline.interaction.account_id, organization);
        let queue = timeline.queue.and_then(|queue| queue.name.as_deref());
        joined(Subject::Queues, &mut timeline.interaction.queue_id, queue);
        id(Subject::Completions, &mut timeline.interaction.completion_display);
        let interaction = &mut timeline.interaction;
        for of_interaction in [
            &mut interaction.completion_display,
            &mut interaction.communication_type,
            &mut interaction.sub_communication_type,
            &mut interaction.direction,
        ] {
            text(of_interaction);
        }
        for stage in &mut timeline.stages {
            let queue = stage.queue.and_then(|queue| queue.name.as_deref());
            joined(Subject::Queues, &mut stage.segment.queue_id, queue);
            let user = stage.user.and_then(|user| user.name.as_deref());
            joined(Subject::Users, &mut stage.segment.user_id, user);
            id(Subject::Segments, &mut stage.segment.segment_id);
            id(Subject::Completions, &mut stage.segment.completion_display);
            let segment = &mut stage.segment;
            for of_segment in [
                &mut segment.completion_display,
                &mut segment.reason,
                &mut segment.event,
                &mut segment.status,
                &mut segment.previous_status,
                &mut segment.communication_type,
                &mut segment.direction,
            ] {
                text(of_segment);
            }
        }
    }

    /// Whether the cells of a column hold pseudonyms.
    pub(crate) fn is_of_column(&self, column: &Column) -> bool {
        match column.as_exported() {
            Some(exported) => self.of_exported(exported) != Replacement::Text,
            None => Subject::of_column(&column.name).is_some_and(|subject| self.has(subject)),
        }
    }

    /// How an exported column is replaced.
    fn of_exported(&self, column: &Exported) -> Replacement {
        match of_exported(column.table, column.field) {
            Some(replacement @ (Replacement::Row(subject) | Replacement::Id(subject))) if self.has(subject) => {
                replacement
            }
            _ if self.columns.contains(column) => Replacement::Value,
            _ => Replacement::Text,
        }
    }

    /// Whether what was asked for and is near to it is told by pseudonyms.
    fn hides(&self, subject: Option<Subject>, near: Option<&str>) -> bool {
        subject.is_some_and(|subject| self.has(subject)) || near.is_some_and(|near| self.text(near) != near)
    }

    /// What stands for a text that somebody typed to choose by.
    pub(crate) fn typed(&self, text: &str) -> String {
        self.texts.whole(text).unwrap_or_else(|| self.key.value(text))
    }
}

impl Pseudonymize for Pseudonyms {
    /// In rows of timelines that have their pseudonyms.
    fn pseudonymized<'t>(&self, column: &Exported, text: &'t str, row: &Row<'t>) -> Cow<'t, str> {
        match self.of_exported(column) {
            Replacement::Row(subject) => {
                let own = match subject {
                    Subject::Users => row.stage().segment.user_id,
                    Subject::Queues => row.stage().segment.queue_id,
                    Subject::Organizations => row.timeline.interaction.account_id,
                    Subject::Segments => row.stage().segment.segment_id,
                    Subject::Interactions => Some(row.timeline.id),
                    Subject::Calls | Subject::Completions => None,
                };
                own.map_or_else(|| self.key.pseudonym(subject, text).into(), Cow::Borrowed)
            }
            Replacement::Id(subject) => self.key.pseudonym(subject, text).into(),
            Replacement::Value => self.texts.whole(text).unwrap_or_else(|| self.key.value(text)).into(),
            Replacement::Text => self.text(text),
        }
    }
}

/// What is told of a text that somebody asked for, and of what is near to it: neither as it is where that has pseudonyms,
/// for one beside the other would tell whose they are. `subject` is what it was to be the id or name of.
pub(crate) fn asked(
    pseudonyms: Option<&Pseudonyms>,
    subject: Option<Subject>,
    text: &str,
    near: Option<String>,
) -> (String, Option<String>) {
    /// Where a near name would unmask somebody.
    const UNNAMED: &str = "one nearly like it is there; without --pseudonymize it is named";
    match pseudonyms.filter(|pseudonyms| pseudonyms.hides(subject, near.as_deref())) {
        Some(pseudonyms) => (quoted(&pseudonyms.typed(text)), near.map(|_| UNNAMED.to_owned())),
        None => (quoted(text), near),
    }
}
