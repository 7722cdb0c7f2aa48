//! The pseudonyms asked for, and everything they are put into.

use std::borrow::Cow;

use bumpalo::Bump;

use crate::exports::{Exports, Vocabulary};
use crate::plain::quoted;
use crate::reports::{Column, Exported, Pseudonymize, Row};
use crate::tables::Directory;
use crate::timelines::{Coded, Timeline};
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
    /// Pseudonyms for the subjects and columns asked for, now that the exports are known.
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

    pub(crate) fn has(&self, subject: Subject) -> bool {
        self.subjects.contains(&subject)
    }

    /// An id's pseudonym if its subject has them, else the id.
    pub(crate) fn id(&self, subject: Subject, id: &str) -> String {
        if self.has(subject) { self.key.pseudonym(subject, id) } else { id.to_owned() }
    }

    /// A text with pseudonyms for the names and ids in it.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.texts.replace(text)
    }

    /// The directory with pseudonyms for names. Its ids stay, as rows refer to them.
    pub(crate) fn directory(&self, directory: &Directory) -> Directory {
        let mut directory = directory.clone();
        let name = |subject, id: &str| Some(self.key.pseudonym(subject, id));
        if self.has(Subject::Users) {
            directory.users.each(|id, user| (user.name, user.email) = (name(Subject::Users, id), None));
        }
        if self.has(Subject::Queues) {
            directory.queues.each(|id, queue| queue.name = name(Subject::Queues, id));
        }
        if self.has(Subject::Organizations) {
            directory.organizations.each(|id, organization| organization.name = name(Subject::Organizations, id));
        }
        directory
    }

    /// Puts pseudonyms into a timeline joined with that directory.
    pub(crate) fn pseudonymize<'t>(&self, timeline: &mut Timeline<'t>, arena: &'t Bump) {
        let id = |subject: Subject, id: &mut Option<&'t str>| {
            if let (Some(known), true) = (*id, self.has(subject)) {
                *id = Some(arena.alloc_str(&self.key.pseudonym(subject, known)));
            }
        };
        // A row in the directory has the pseudonym already.
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
            timeline.own_id = Some(arena.alloc_str(&self.key.pseudonym(Subject::Interactions, timeline.id())));
        }
        let organization = timeline.organization.and_then(|organization| organization.name.as_deref());
        joined(Subject::Organizations, &mut timeline.interaction.account_id, organization);
        let queue = timeline.queue.and_then(|queue| queue.name.as_deref());
        joined(Subject::Queues, &mut timeline.interaction.queue_id, queue);
        let interaction = &mut timeline.interaction;
        id(Subject::Completions, &mut interaction.completion_display);
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
            let user = stage.user.and_then(|user| user.name.as_deref());
            stage.change(arena, |field, own| match field {
                None => id(Subject::Segments, own),
                Some(Coded::QueueId) => joined(Subject::Queues, own, queue),
                Some(Coded::UserId) => joined(Subject::Users, own, user),
                Some(Coded::CompletionDisplay) => {
                    id(Subject::Completions, own);
                    text(own);
                }
                Some(_) => text(own),
            });
        }
    }

    /// Whether the cells of a column hold pseudonyms.
    pub(crate) fn is_of_column(&self, column: &Column) -> bool {
        match column.as_exported() {
            Some(exported) => self.of_exported(exported) != Replacement::Text,
            None => Subject::of_column(&column.name).is_some_and(|subject| self.has(subject)),
        }
    }

    fn of_exported(&self, column: &Exported) -> Replacement {
        match of_exported(column.table, column.field) {
            Some(replacement @ (Replacement::Row(subject) | Replacement::Id(subject))) if self.has(subject) => {
                replacement
            }
            _ if self.columns.contains(column) => Replacement::Value,
            _ => Replacement::Text,
        }
    }

    /// The pseudonym of a whole text: of the name or id that it is, else of its value.
    pub(crate) fn typed(&self, text: &str) -> String {
        self.texts.whole(text).unwrap_or_else(|| self.key.value(text))
    }
}

impl Pseudonymize for Pseudonyms {
    /// For rows of timelines that already have their pseudonyms.
    fn pseudonymized<'t>(&self, column: &Exported, text: &'t str, row: &Row<'t>) -> Cow<'t, str> {
        match self.of_exported(column) {
            Replacement::Row(subject) => {
                let own = match subject {
                    Subject::Users => row.stage().text(Coded::UserId),
                    Subject::Queues => row.stage().text(Coded::QueueId),
                    Subject::Organizations => row.timeline.interaction.account_id,
                    Subject::Segments => row.timeline.segment_id(row.stage()),
                    Subject::Interactions => Some(row.timeline.id()),
                    Subject::Calls | Subject::Completions => None,
                };
                own.map_or_else(|| self.key.pseudonym(subject, text).into(), Cow::Borrowed)
            }
            Replacement::Id(subject) => self.key.pseudonym(subject, text).into(),
            Replacement::Value => self.typed(text).into(),
            Replacement::Text => self.text(text),
        }
    }
}

/// How messages show a text that was asked for as the id or name of a `subject`, and a near one: neither as it is if that
/// has pseudonyms, as one beside the other would give away whose they are.
pub(crate) fn asked(
    pseudonyms: Option<&Pseudonyms>,
    subject: Option<Subject>,
    text: &str,
    near: Option<String>,
) -> (String, Option<String>) {
    const UNNAMED: &str = "one nearly like it is there; without --pseudonymize it is named";
    let is_hidden = |all: &&Pseudonyms| {
        subject.is_some_and(|subject| all.has(subject)) || near.as_deref().is_some_and(|near| all.text(near) != near)
    };
    match pseudonyms.filter(is_hidden) {
        Some(pseudonyms) => (quoted(&pseudonyms.typed(text)), near.map(|_| UNNAMED.to_owned())),
        None => (quoted(text), near),
    }
}
