//! Last state: the report is written, but not in place yet.

use anyhow::Result;

use crate::formats::IfExists;
use crate::messages::Messages;
use crate::plain::counted;

use super::files::Files;
use super::indexed::Indexed;
use super::invocation::Ending;
use super::listing::Listed;
use super::manifest::Manifest;
use super::rejects::{self, RowCount};
use super::writer::{Writer, unless_closed};
use super::{lost, remarks};

pub(super) struct Written<'a> {
    indexed: &'a Indexed<'a>,
    listed: Listed,
}

impl<'a> Written<'a> {
    /// Writes the report in one pass over the timelines.
    pub(super) fn new(indexed: &'a Indexed<'a>, messages: &mut Messages<'_>) -> Result<Written<'a>> {
        let shape = &indexed.chosen.shape;
        let listed = shape.write(&indexed.pass(), messages);
        indexed.progress.clear();
        Ok(Written { indexed, listed: listed? })
    }

    /// Notes what was left out, writes the side files, and moves all files into place unless the report is withheld.
    pub(super) fn close(self, messages: &mut Messages<'_>) -> Result<Ending> {
        let opened = self.indexed.chosen.opened;
        let destination = &opened.destination;
        let row_counts = self.remark(messages);
        if let Some(target) = &destination.side_files.rejects {
            // They are about the exports, so they are written even if the report is withheld.
            let rejects = || rejects::write(&opened.exports, Writer::open(target, false)?);
            unless_closed(rejects(), Files::default)?.place(IfExists::Replace, messages)?;
        }
        let ending = |messages: &Messages<'_>| match (self.listed.has_problems, messages.has_missing()) {
            (true, _) => Ending::Problems,
            (false, true) => Ending::Missing,
            (false, false) => Ending::Done,
        };
        if self.is_withheld(messages) {
            return Ok(ending(messages));
        }
        let mut manifest = Files::default();
        if let Some(target) = &destination.side_files.manifest {
            let text = Manifest::new(self.indexed, &self.listed, &row_counts);
            // The digests must be of what was read.
            opened.exports.check_unchanged()?;
            manifest = unless_closed(text.write(target), Files::default)?;
        }
        if self.listed.output.files.place(destination.look.options.if_exists, messages)? {
            manifest.place(IfExists::Replace, messages)?;
        }
        Ok(ending(messages))
    }

    /// Notes what was left out, and what became of all rows.
    fn remark(&self, messages: &mut Messages<'_>) -> Vec<RowCount> {
        let Indexed { chosen, index, directory, .. } = self.indexed;
        let (opened, asked, tally) = (chosen.opened, chosen.opened.asked, &self.listed.tally);
        if self.listed.output.cut > 0 {
            let texts = counted(self.listed.output.cut, "text");
            messages.warning(format!("{texts} cut to the 32,767 characters that a cell of a workbook has room for"));
        }
        if asked.question.has_measures {
            remarks::untold(tally, messages);
        }
        lost::warn(asked, &chosen.shape, &opened.exports, messages);
        remarks::closing(&opened.exports, directory, index, tally, messages);
        let row_counts = rejects::row_counts(&opened.exports, directory, index, tally);
        if opened.exports.skips() {
            rejects::say(&row_counts, messages);
        }
        row_counts
    }

    /// Whether the report must not replace a complete one, as it is empty or partial. Says so, and what happens to its
    /// files.
    fn is_withheld(&self, messages: &mut Messages<'_>) -> bool {
        let Indexed { chosen, reach, .. } = self.indexed;
        let (asked, output) = (chosen.opened.asked, &self.listed.output);
        let fate = output.files.fate();
        let and_fate = |problem: String| match &fate {
            Some(fate) => format!("{problem}; {fate}"),
            None => problem,
        };
        if self.indexed.is_unknown {
            // What is unknown has been reported, each by itself.
            if fate.is_some() {
                messages.warning(and_fate("nothing matches what was asked for".to_owned()));
            }
        } else if asked.stale_after.is_some_and(|age| reach.is_stale(age)) {
            let hint = "an export may be missing or incomplete; --fail-if-stale=AGE allows for hours without work";
            messages.missing(and_fate(format!("the exports end too early: {reach}")), Some(hint.to_owned()));
        } else if asked.options.output.fail_if_empty && output.rows == 0 {
            let reach = if reach.end.is_some() { format!(": {reach}") } else { String::new() };
            let hint = "--fail-if-empty asks for this status".to_owned();
            messages.missing(and_fate(format!("nothing is reported{reach}")), Some(hint));
        } else {
            return false;
        }
        true
    }
}
