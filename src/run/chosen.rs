//! Third state: which interactions, rows and columns are reported.

use anyhow::Result;

use crate::choices::Choice;
use crate::messages::Messages;

use super::opened::Opened;
use super::shape::Shape;

pub(super) struct Chosen<'a> {
    pub(super) opened: &'a Opened<'a>,
    pub(super) shape: Shape<'a>,
    /// The interactions, by their real ids and names.
    pub(super) choice: Choice,
}

impl<'a> Chosen<'a> {
    /// Resolves what was chosen against the exports.
    pub(super) fn new(opened: &'a Opened<'a>, messages: &mut Messages<'_>) -> Result<Chosen<'a>> {
        let Opened { asked, exports, directory, present, .. } = opened;
        let pseudonyms = opened.pseudonyms.as_deref();
        opened.check_targets(messages)?;
        let shape = Shape::new(asked.question, asked.options, asked.look.format, exports, &asked.vocabulary, present)?;
        let (terms, bounds) = (&asked.terms, opened.bounds.clone());
        let choice = Choice::new(terms, bounds, present.now, exports, directory, pseudonyms, messages)?;
        if let Some(pseudonyms) = pseudonyms {
            shape.note_pseudonymized(pseudonyms, messages);
        }
        Ok(Chosen { opened, shape, choice })
    }
}
