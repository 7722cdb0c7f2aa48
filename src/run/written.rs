//! Last state: the report is written, but not in place yet.

use anyhow::Result;

use crate::formats::IfExists;
use crate::messages::Messages;
use crate::plain::counted;

use super::files::Files;
use super::indexed::Indexed;
use super::invocation::Ending;
use super::listing::Listed;
use super::manifest::{Manifest, Sources};
use super::rejects::{self, RowCount};
use super::withheld::Withheld;
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
        if let Some(withheld) = self.withheld() {
            withheld.say(&self.indexed.reach, &self.listed.output.files, messages);
            return Ok(ending(messages));
        }
        let mut manifest = Files::default();
        if let Some(target) = &destination.side_files.manifest {
            let text = Manifest::new(&self.sources(&row_counts));
            // The digests must be of what was read.
            opened.exports.check_unchanged()?;
            manifest = unless_closed(text.write(target), Files::default)?;
        }
        if self.listed.output.files.place(destination.look.if_exists, messages)? {
            manifest.place(IfExists::Replace, messages)?;
        }
        Ok(ending(messages))
    }

    /// Notes what was left out, and what became of all rows.
    fn remark(&self, messages: &mut Messages<'_>) -> Vec<RowCount> {
        let Indexed { chosen, index, .. } = self.indexed;
        let (opened, asked, tally) = (chosen.opened, chosen.opened.asked, &self.listed.tally);
        let pass = self.indexed.pass();
        if self.listed.output.cut > 0 {
            let texts = counted(self.listed.output.cut, "text");
            messages.warning(format!("{texts} cut to the 32,767 characters that a cell of a workbook has room for"));
        }
        if asked.question.has_measures {
            remarks::untold(tally, messages);
        }
        lost::warn(asked, &chosen.shape, &opened.exports, messages);
        remarks::closing(&opened.exports, pass.directory, index, tally, messages);
        let row_counts = rejects::row_counts(&opened.exports, pass.directory, index, tally);
        if opened.exports.skips() {
            rejects::say(&row_counts, messages);
        }
        row_counts
    }

    /// Why the report is withheld; `None` if it isn't.
    fn withheld(&self) -> Option<Withheld> {
        let asked = self.indexed.chosen.opened.asked;
        match asked.stale_after {
            _ if self.indexed.is_unknown => Some(Withheld::Unknown),
            Some(age) if self.indexed.reach.is_stale(age) => Some(Withheld::Stale),
            _ if asked.options.output.fail_if_empty && self.listed.output.rows == 0 => Some(Withheld::Empty),
            _ => None,
        }
    }

    fn sources<'s>(&'s self, row_counts: &'s [RowCount]) -> Sources<'s> {
        let Indexed { chosen, index, .. } = self.indexed;
        let opened = chosen.opened;
        Sources {
            arguments: &opened.asked.invocation.arguments,
            pseudonyms: opened.pseudonyms.as_deref(),
            saved_report: opened.asked.invocation.report.as_deref(),
            config: &opened.asked.config.files,
            exports: &opened.exports,
            zone: opened.present.zone,
            now: opened.present.now,
            interval: opened.bounds.interval(),
            row_counts,
            without_segments: index.without_segments.len() as u64,
            tally: &self.listed.tally,
            rows: self.listed.output.rows,
            written: &self.listed.output.files.written,
            started: opened.asked.started,
        }
    }
}
